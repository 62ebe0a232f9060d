#include "workbench/passing.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <tuple>

namespace holdfast::workbench {

namespace {

struct Lot {
  base::Instant came;
  Fen left;
};

struct Purse {
  PassingAccount account;
  std::deque<Lot> lots;  // first in first out
};

void take_out(Purse& purse, const Payment& payment, base::Milliseconds quickly) {
  Fen wanted = payment.amount;
  purse.account.out += wanted;
  while (wanted.is_positive() && !purse.lots.empty()) {
    Lot& lot = purse.lots.front();
    const Fen part = std::min(lot.left, wanted);
    lot.left -= part;
    wanted -= part;
    purse.account.passed += part;
    purse.account.quick += payment.time - lot.came <= quickly ? part : Fen{};
    if (lot.left.is_zero()) {
      purse.lots.pop_front();
    }
  }
}

Role role_of(const PassingAccount& one) {
  if (one.in.is_zero()) {
    return Role::source;
  }
  // Nine tenths and half, rounded up: in - in / 10 and in - in / 2.
  if (one.passed >= one.in - Fen{one.in.value() / 10}) {
    return Role::passing;
  }
  return one.kept >= one.in - Fen{one.in.value() / 2} ? Role::resting : Role::mixed;
}

}  // namespace

std::string_view to_text(Role role) {
  switch (role) {
    case Role::source:
      return "source";
    case Role::passing:
      return "passing";
    case Role::resting:
      return "resting";
    case Role::mixed:
      return "mixed";
  }
  return "";
}

PassingAnswer passing(const Payments& payments, const PassingQuestion& question) {
  std::map<AccountId, Purse> purses;
  for (const Payment& payment : payments.rows) {
    Purse& payer = purses[payment.payer];
    take_out(payer, payment, question.quickly);
    payer.account.last = payment.time;
    if (fund::is_exit(payment.kind)) {
      continue;
    }
    Purse& payee = purses[payment.payee];
    payee.account.in += payment.amount;
    payee.account.last = payment.time;
    payee.lots.push_back({payment.time, payment.amount});
  }
  PassingAnswer answer{.accounts = {}, .truncated = payments.truncated};
  for (auto& [account, purse] : purses) {
    PassingAccount& one = purse.account;
    one.account = account;
    one.kept = one.in - one.passed;
    one.role = role_of(one);
    if (one.in >= question.in_min) {
      answer.accounts.push_back(one);
    }
  }
  std::ranges::sort(answer.accounts, {}, [](const PassingAccount& one) {
    return std::tuple(-one.quick.value(), -one.passed.value(), -one.in.value(), one.account);
  });
  cut(answer.accounts, question.effort, answer.truncated);
  return answer;
}

}  // namespace holdfast::workbench
