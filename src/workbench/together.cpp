#include "workbench/together.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace holdfast::workbench {

namespace {

using Pair = std::pair<AccountId, AccountId>;

/// How many groups the pairs make: each joins two groups that were apart.
std::uint32_t groups_of(const std::vector<UsedTogether>& pairs) {
  std::map<AccountId, AccountId> parent;
  const auto root = [&](AccountId account) {
    auto at = parent.try_emplace(account, account).first;
    while (at->second != at->first) {
      const auto up = parent.find(at->second);
      at->second = up->second;  // halves the way for the next
      at = parent.find(at->second);
    }
    return at->first;
  };
  std::uint32_t joined = 0;
  for (const UsedTogether& pair : pairs) {
    const AccountId one = root(pair.one);
    const AccountId other = root(pair.other);
    if (one != other) {
      parent[one] = other;
      ++joined;
    }
  }
  return static_cast<std::uint32_t>(parent.size()) - joined;
}

/// A hand-over: `last` is the former account's final use of the value, `next` the latter's first.
struct Turns {
  std::map<AccountId, base::Instant> first;
  std::map<AccountId, base::Instant> last;

  explicit Turns(std::span<const Use> uses) {
    for (const Use& use : uses) {
      first.try_emplace(use.account, use.at);
      last[use.account] = use.at;
    }
  }
  [[nodiscard]] bool is_handover(const Use& before, const Use& after) const {
    return last.at(before.account) == before.at && first.at(after.account) == after.at;
  }
};

}  // namespace

std::string_view to_text(MarkKind kind) {
  switch (kind) {
    case MarkKind::ip:
      return "ip";
    case MarkKind::mac:
      return "mac";
    case MarkKind::device:
      return "device";
    case MarkKind::terminal:
      return "terminal";
    case MarkKind::place:
      return "place";
  }
  return "";
}

TogetherAnswer used_together(std::span<const Use> uses, const TogetherQuestion& question) {
  std::vector<Use> sorted(uses.begin(), uses.end());
  const auto by_value = [](const Use& use) { return std::tuple(use.kind, use.value); };
  std::ranges::sort(sorted, {}, [](const Use& use) {
    return std::tuple(use.kind, use.value, use.at, use.account);
  });
  TogetherAnswer answer{.pairs = {}, .truncated = {}};
  std::map<Pair, UsedTogether> pairs;
  for (auto begin = sorted.begin(); begin != sorted.end();) {
    const auto end = std::find_if(
        begin, sorted.end(), [&](const Use& use) { return by_value(use) != by_value(*begin); });
    const std::span<const Use> same(begin, end);
    begin = end;
    const Turns turns(same);
    if (turns.first.size() > question.users_max) {
      ++answer.too_common;
      continue;
    }
    for (std::size_t i = 1; i < same.size(); ++i) {
      const Use& before = same[i - 1];
      const Use& after = same[i];
      if (before.account == after.account || after.at - before.at > question.apart_max) {
        continue;
      }
      const auto [one, other] = std::minmax(before.account, after.account);
      auto [place, is_new] = pairs.try_emplace({one, other});
      UsedTogether& pair = place->second;
      if (is_new) {
        pair = {.one = one, .other = other, .first = before.at, .last = after.at};
      }
      ++pair.times;
      ++pair.by_kind[static_cast<std::size_t>(after.kind)];
      pair.handovers += turns.is_handover(before, after) ? 1 : 0;
      pair.first = std::min(pair.first, before.at);
      pair.last = std::max(pair.last, after.at);
    }
  }
  for (const auto& [ids, pair] : pairs) {
    if (pair.times >= question.times_min) {
      answer.pairs.push_back(pair);
    }
  }
  answer.groups = groups_of(answer.pairs);
  std::ranges::sort(answer.pairs, {}, [](const UsedTogether& pair) {
    return std::tuple(-static_cast<std::int64_t>(pair.times), pair.one, pair.other);
  });
  cut(answer.pairs, question.effort, answer.truncated);
  return answer;
}

}  // namespace holdfast::workbench
