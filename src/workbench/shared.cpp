#include "workbench/shared.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace holdfast::workbench {

namespace {

void note(SharedValue& value, const Bond& bond) {
  ++value.times;
  if (value.accounts.empty() || value.accounts.back() != bond.account) {
    value.accounts.push_back(bond.account);
  }
  if (bond.at) {
    value.first = value.first ? std::min(*value.first, *bond.at) : *bond.at;
    value.last = value.last ? std::max(*value.last, *bond.at) : *bond.at;
  }
}

}  // namespace

std::string_view to_text(SharedKind kind) {
  constexpr std::array<std::string_view, 5> names{"holder", "phone", "device", "ip", "mac"};
  return names[static_cast<std::size_t>(kind)];
}

SharedAnswer shared_values(std::span<const Bond> bonds, const SharedQuestion& question) {
  std::vector<Bond> sorted(bonds.begin(), bonds.end());
  std::ranges::sort(sorted, {}, [](const Bond& bond) {
    return std::tuple{bond.kind, bond.value, bond.account};
  });
  SharedAnswer answer;
  for (auto from = sorted.begin(); from != sorted.end();) {
    SharedValue value{
        .kind = from->kind, .value = from->value, .accounts = {}, .first = {}, .last = {}};
    auto to = from;
    for (; to != sorted.end() && to->kind == from->kind && to->value == from->value; ++to) {
      note(value, *to);
    }
    from = to;
    if (value.accounts.size() > question.users_max) {
      ++answer.too_common;
    } else if (value.accounts.size() > 1) {
      answer.values.push_back(std::move(value));
    }
  }
  std::ranges::sort(answer.values, [](const SharedValue& a, const SharedValue& b) {
    return std::tuple{b.accounts.size(), a.kind, b.times, a.value} <
           std::tuple{a.accounts.size(), b.kind, a.times, b.value};
  });
  cut(answer.values, question.effort, answer.truncated);
  return answer;
}

}  // namespace holdfast::workbench
