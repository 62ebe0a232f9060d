#include "workbench/appearing.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace holdfast::workbench {

AppearingAnswer appearing(const Payments& payments, const AppearingQuestion& question) {
  AppearingAnswer answer{.accounts = {}, .truncated = payments.truncated};
  if (payments.rows.empty()) {
    return answer;
  }
  const std::set<AccountId> near(question.near.begin(), question.near.end());
  std::map<AccountId, AppearingAccount> all;
  std::set<AccountId> dealt;
  const auto tell = [&](AccountId account, const Payment& payment) -> AppearingAccount& {
    auto [place, is_new] = all.try_emplace(account);
    AppearingAccount& one = place->second;
    if (is_new) {
      one.account = account;
      one.first = payment.time;
    }
    one.last = payment.time;
    return one;
  };
  for (const Payment& payment : payments.rows) {
    AppearingAccount& payer = tell(payment.payer, payment);
    payer.out += payment.amount;
    ++payer.transfers;
    AppearingAccount& payee = tell(payment.payee, payment);
    payee.in += payment.amount;
    payee.transfers += payment.payer == payment.payee ? 0 : 1;
    if (near.contains(payment.payer)) {
      dealt.insert(payment.payee);
    }
    if (near.contains(payment.payee)) {
      dealt.insert(payment.payer);
    }
  }
  const base::Instant end = payments.rows.back().time;
  const auto is_within = [&](base::Instant at) {
    return question.range.first <= at && at <= question.range.last;
  };
  for (auto& [account, one] : all) {
    one.is_new = is_within(one.first);
    one.is_gone = is_within(one.last) && end - one.last >= question.silence;
    if ((one.is_new || one.is_gone) && (near.empty() || dealt.contains(account))) {
      answer.accounts.push_back(one);
    }
  }
  std::ranges::sort(answer.accounts, {},
                    [](const AppearingAccount& one) { return std::tuple(one.first, one.account); });
  cut(answer.accounts, question.effort, answer.truncated);
  return answer;
}

}  // namespace holdfast::workbench
