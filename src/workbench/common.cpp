#include "workbench/common.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace holdfast::workbench {

CommonAnswer common_counterparties(const Payments& payments, const CommonQuestion& question) {
  const std::set<AccountId> asked(question.accounts.begin(), question.accounts.end());
  std::map<AccountId, CommonCounterparty> found;
  std::map<AccountId, std::set<AccountId>> with;
  const auto tell = [&](AccountId counterparty, AccountId whom, const Payment& payment,
                        Fen CommonCounterparty::*side) {
    auto [place, is_new] = found.try_emplace(counterparty);
    CommonCounterparty& one = place->second;
    if (is_new) {
      one.account = counterparty;
      one.first = payment.time;
      one.is_asked = asked.contains(counterparty);
    }
    one.*side += payment.amount;
    one.last = payment.time;
    ++one.transfers;
    with[counterparty].insert(whom);
  };
  for (const Payment& payment : payments.rows) {
    if (payment.payer == payment.payee) {
      continue;
    }
    if (asked.contains(payment.payer)) {
      tell(payment.payee, payment.payer, payment, &CommonCounterparty::received);
    }
    if (asked.contains(payment.payee)) {
      tell(payment.payer, payment.payee, payment, &CommonCounterparty::paid);
    }
  }
  CommonAnswer answer{.counterparties = {}, .truncated = payments.truncated};
  for (auto& [account, one] : found) {
    const auto& whom = with[account];
    if (whom.size() >= question.shared_min) {
      one.with.assign(whom.begin(), whom.end());
      answer.counterparties.push_back(std::move(one));
    }
  }
  std::ranges::sort(answer.counterparties, {}, [](const CommonCounterparty& one) {
    return std::tuple(-static_cast<std::int64_t>(one.with.size()),
                      -(one.received + one.paid).value(), one.account);
  });
  cut(answer.counterparties, question.effort, answer.truncated);
  return answer;
}

}  // namespace holdfast::workbench
