#include "workbench/levels.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace holdfast::workbench {

namespace {

/// When the accounts of one level received, by transfers of that level, in order.
using Arrivals = std::map<AccountId, std::vector<base::Instant>>;

bool follows(const std::vector<base::Instant>& arrivals, base::Instant at,
             base::Milliseconds stay_max) {
  const auto after = std::ranges::lower_bound(arrivals, at);
  return after != arrivals.begin() && at - *std::prev(after) <= stay_max;
}

/// The same world backwards: who was paid pays, and what was last comes first.
Payments turned_round(const Payments& payments) {
  Payments turned{.rows = {}, .truncated = payments.truncated};
  turned.rows.reserve(payments.rows.size());
  for (auto row = payments.rows.rbegin(); row != payments.rows.rend(); ++row) {
    Payment payment = *row;
    payment.time = base::from_unix_ms(-base::to_unix_ms(row->time));
    std::swap(payment.payer, payment.payee);
    payment.kind = fund::Kind::transfer;
    turned.rows.push_back(payment);
  }
  return turned;
}

LevelsAnswer levels_up(const Payments& payments, LevelsQuestion question) {
  question.way = Way::down;
  auto answer = levels(turned_round(payments), question);
  for (LevelAccount& one : answer.accounts) {
    const auto first = base::from_unix_ms(-base::to_unix_ms(one.last));
    one.last = base::from_unix_ms(-base::to_unix_ms(one.first));
    one.first = first;
  }
  return answer;
}

}  // namespace

LevelsAnswer levels(const Payments& payments, const LevelsQuestion& question) {
  if (question.way == Way::up) {
    return levels_up(payments, question);
  }
  LevelsAnswer answer{.accounts = {}, .truncated = payments.truncated};
  std::map<AccountId, LevelAccount> found;
  const std::set<AccountId> top(question.from.begin(), question.from.end());
  Arrivals above;
  std::uint64_t visited = 0;
  for (std::uint32_t level = 1; level <= question.levels_max && !answer.truncated; ++level) {
    Arrivals here;
    for (const Payment& payment : payments.rows) {
      if (question.effort.transfers && ++visited > *question.effort.transfers) {
        answer.truncated = flow::Truncated{flow::Limit::transfers, *question.effort.transfers};
        break;
      }
      if (payment.payer == payment.payee || top.contains(payment.payee)) {
        continue;
      }
      const auto arrivals = above.find(payment.payer);
      const bool is_next = level == 1
                               ? top.contains(payment.payer)
                               : arrivals != above.end() &&
                                     follows(arrivals->second, payment.time, question.stay_max);
      if (!is_next) {
        continue;
      }
      auto [place, is_new] = found.try_emplace(payment.payee);
      LevelAccount& one = place->second;
      if (is_new) {
        one = {.account = payment.payee,
               .level = level,
               .received = {},
               .first = payment.time,
               .last = payment.time,
               .is_exit = true};
      }
      if (one.level < level) {
        continue;  // it stands above already
      }
      one.received += payment.amount;
      ++one.transfers;
      one.last = payment.time;
      if (!fund::is_exit(payment.kind)) {
        one.is_exit = false;
        here[payment.payee].push_back(payment.time);
      }
    }
    above = std::move(here);
  }
  for (const auto& [account, one] : found) {
    answer.accounts.push_back(one);
  }
  std::ranges::sort(answer.accounts, {}, [](const LevelAccount& one) {
    return std::tuple(one.level, -one.received.value(), one.account);
  });
  cut(answer.accounts, question.effort, answer.truncated);
  return answer;
}

}  // namespace holdfast::workbench
