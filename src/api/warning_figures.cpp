#include "api/warning_figures.hpp"

#include <algorithm>

#include "dissuade/machine.hpp"

namespace holdfast::api {

namespace {

constexpr std::size_t at_once = 500;  // the engine's thread does nothing else meanwhile

using dissuade::WarningId;

std::uint64_t newest(const core::State& state) {
  const auto of = [](const auto& map) {
    return map.empty() ? std::uint64_t{0} : map.rbegin()->first.value();
  };
  return std::max(of(state.warnings), of(state.past_warnings));
}

base::Instant raised_at(const core::State& state, WarningId id) {
  const auto found = state.warnings.find(id);
  return found == state.warnings.end() ? state.past_warnings.at(id).raised_at
                                       : found->second.raised_at;
}

/// Numbers are given out in the order of time, one after the other: the first at or after `from`.
std::uint64_t first_since(const core::State& state, base::Instant from) {
  std::uint64_t low = 1;
  std::uint64_t high = newest(state) + 1;
  while (low < high) {
    const auto middle = low + (high - low) / 2;
    if (raised_at(state, WarningId{middle}) < from) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

Counted counted_of(const dissuade::Warning& warning) {
  return {warning.id, dissuade::past_of(warning), dissuade::next_due(warning),
          warning.place ? std::optional{warning.place->located} : std::nullopt};
}

}  // namespace

std::optional<Counted> find_counted(const core::State& state, WarningId id) {
  if (const auto found = state.warnings.find(id); found != state.warnings.end()) {
    return counted_of(found->second);
  }
  const auto past = state.past_warnings.find(id);
  return past == state.past_warnings.end()
             ? std::nullopt
             : std::optional{Counted{id, past->second, std::nullopt, std::nullopt}};
}

std::vector<Counted> warnings_between(const Call& call, base::Instant from, base::Instant until) {
  std::vector<Counted> all;
  std::optional<std::uint64_t> next;
  for (bool goes_on = true; goes_on;) {
    call.engine().read([&](const core::State& state) {
      const auto first = next.value_or(first_since(state, from));
      goes_on = true;
      for (auto number = first; goes_on && number < first + at_once; ++number) {
        auto each = find_counted(state, WarningId{number});
        goes_on = each && each->seen.raised_at < until;
        if (goes_on && each->seen.state != dissuade::State::merged) {
          all.push_back(*std::move(each));
        }
      }
      next = first + at_once;
    });
  }
  return all;
}

std::vector<Counted> open_before(const Call& call, base::Instant until) {
  std::vector<Counted> all;
  WarningId last{0};
  for (bool goes_on = true; goes_on;) {
    call.engine().read([&](const core::State& state) {
      auto each = state.warnings.upper_bound(last);
      std::size_t count = 0;
      for (; each != state.warnings.end() && count < at_once; ++each, ++count) {
        last = each->first;
        if (each->second.state == dissuade::State::open && each->second.raised_at < until) {
          all.push_back(counted_of(each->second));
        }
      }
      goes_on = count == at_once;
    });
  }
  return all;
}

}  // namespace holdfast::api
