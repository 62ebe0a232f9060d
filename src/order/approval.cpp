#include "order/approval.hpp"

#include <algorithm>

namespace holdfast::order {

bool covers(Duty held, Duty step) {
  if (held == step) {
    return held != Duty::none;
  }
  const auto rank = [](Duty duty) {
    switch (duty) {
      case Duty::unit_head:
        return 1;
      case Duty::district_head:
        return 2;
      case Duty::city_head:
        return 3;
      case Duty::none:
      case Duty::legal_review:
        return 0;
    }
    return 0;
  };
  return rank(step) > 0 && rank(held) > rank(step);
}

std::vector<Duty> read_steps(std::string_view text) {
  std::vector<Duty> steps;
  for (std::size_t from = 0; from < text.size();) {
    const auto comma = std::min(text.find(',', from), text.size());
    Duty duty = Duty::none;
    if (boost::describe::enum_from_string(std::string{text.substr(from, comma - from)}.c_str(),
                                          duty) &&
        duty != Duty::none) {
      steps.push_back(duty);
    }
    from = comma + 1;
  }
  return steps;
}

bool is_signed_by_second(const Approval& approval) {
  return approval.second.empty() ||
         std::any_of(approval.signatures.begin(), approval.signatures.end(),
                     [](const Signature& each) { return each.duty == Duty::none; });
}

std::size_t steps_taken(const Approval& approval) {
  return static_cast<std::size_t>(
      std::count_if(approval.signatures.begin(), approval.signatures.end(),
                    [](const Signature& each) { return each.duty != Duty::none; }));
}

std::optional<Duty> next_step(const Approval& approval) {
  const auto taken = steps_taken(approval);
  return taken < approval.steps.size() ? std::optional{approval.steps[taken]} : std::nullopt;
}

bool is_complete(const Approval& approval) {
  return !next_step(approval) && !approval.document.empty();
}

bool is_involved(const Approval& approval, std::string_view name) {
  return approval.drafted_by == name || approval.second == name ||
         std::any_of(
             approval.signatures.begin(), approval.signatures.end(),
             [&](const Signature& each) { return each.by == name || each.on_behalf == name; });
}

}  // namespace holdfast::order
