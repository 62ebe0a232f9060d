#include "warn/backtest.hpp"

#include <algorithm>
#include <map>

#include "warn/gangs_of.hpp"

namespace holdfast::warn {

namespace {

struct Gang {
  std::size_t flagged_by = 0;
  bool is_flagged = false;
  std::int64_t all = 0;
  std::int64_t ahead = 0;
};

std::map<std::uint32_t, Gang> gangs_with_flags(const World& world, std::span<const Label> labels,
                                               std::span<const Verdict> verdicts) {
  const auto gang_of =
      gangs_of(world, std::vector<Label>(labels.begin(), labels.end()), Target::account);
  std::map<std::uint32_t, Gang> gangs;
  for (std::uint32_t account = 0; account < world.accounts; ++account) {
    if (labels[account] != Label::bad) {
      continue;
    }
    Gang& gang = gangs[gang_of[account]];
    const auto& by = verdicts[account].flagged_by;
    if (by && (!gang.is_flagged || *by < gang.flagged_by)) {
      gang.flagged_by = *by;
      gang.is_flagged = true;
    }
  }
  for (std::size_t i = 0; i < world.movements.size(); ++i) {
    const std::uint32_t payee = world.movements[i].payee.value();
    if (labels[payee] == Label::bad) {
      Gang& gang = gangs[gang_of[payee]];
      gang.all += world.movements[i].amount.value();
      gang.ahead += gang.is_flagged && i > gang.flagged_by ? world.movements[i].amount.value() : 0;
    }
  }
  return gangs;
}

/// What each account got, or what each movement moved, from the movement `from` on; 0 where there
/// is nothing to judge.
std::vector<std::int64_t> money_of(const World& world, Target target, std::size_t from,
                                   std::vector<bool>& is_asked) {
  std::vector<std::int64_t> money(target == Target::account ? world.accounts
                                                            : world.movements.size());
  is_asked.assign(money.size(), false);
  for (std::size_t i = from; i < world.movements.size(); ++i) {
    const Movement& movement = world.movements[i];
    if (target == Target::transfer) {
      money[i] = movement.amount.value();
      is_asked[i] = true;
      continue;
    }
    money[movement.payee.value()] += movement.amount.value();
    is_asked[movement.payee.value()] = true;
    is_asked[movement.payer.value()] = true;
  }
  return money;
}

}  // namespace

Backtest backtest(const World& world, std::span<const Label> labels,
                  std::span<const Verdict> verdicts, Target target, double budget,
                  std::size_t from) {
  Backtest result;
  std::vector<bool> is_asked;
  const auto money = money_of(world, target, from, is_asked);
  std::vector<Judged> judged;
  for (std::size_t i = 0; i < money.size(); ++i) {
    if (!is_asked[i] || labels[i] == Label::unknown) {
      continue;
    }
    const bool is_bad = labels[i] == Label::bad;
    const bool is_flagged = verdicts[i].flagged_by.has_value();
    judged.push_back({verdicts[i].margin, is_bad});
    result.alarms += is_flagged ? 1U : 0U;
    result.bad += is_bad ? 1U : 0U;
    result.bad_fen += is_bad ? money[i] : 0;
    if (is_flagged && is_bad) {
      ++result.hits;
      result.hit_fen += money[i];
    }
  }
  result.quality = measure(judged, budget);
  if (target == Target::account) {
    for (const auto& [root, gang] : gangs_with_flags(world, labels, verdicts)) {
      ++result.gangs;
      result.gangs_early += gang.ahead * 2 >= gang.all && gang.is_flagged ? 1U : 0U;
      result.ahead_fen += gang.ahead;
    }
  }
  return result;
}

}  // namespace holdfast::warn
