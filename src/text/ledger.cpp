#include "text/ledger.hpp"

#include <algorithm>
#include <cmath>

#include "text/amount.hpp"
#include "text/fold.hpp"
#include "text/payee.hpp"
#include "text/payment_time.hpp"
#include "text/payments.hpp"
#include "text/sketch.hpp"
#include "text/utf.hpp"

namespace holdfast::text {

namespace {

/// What a text's score adds to the odds of its payments: their logarithms, up to `lean_most`.
constexpr double lean_most = 3;
/// Taken off, so that about as many payments are found as there are.
constexpr double reserve = 0.25;

double lean_of(double score) {
  const double odds = std::max(score, 1e-6) / std::max(1 - score, 1e-6);
  return std::clamp(std::log(odds), -lean_most, lean_most) - reserve;
}

/// Name and bank said beside the account.
void add_holder(std::u32string_view text, std::span<const Span> spans, std::size_t account,
                Payment& payment) {
  const auto take = [&](std::size_t k) {
    const auto said = text.substr(spans[k].begin, spans[k].end - spans[k].begin);
    if (spans[k].kind == Kind::person && payment.payee_name.empty()) {
      payment.payee_name = encode(said);
    } else if (spans[k].kind == Kind::bank && payment.payee_bank.empty()) {
      payment.payee_bank = encode(said);
    }
  };
  for (std::size_t k = account + 1; k < spans.size() && k <= account + 2; ++k) {
    if (spans[k].begin - spans[account].end <= 10) {
      take(k);
    }
  }
  for (std::size_t k = account; k-- > 0 && k + 2 >= account;) {
    if (spans[account].begin - spans[k].end <= 4) {
      take(k);
    }
  }
}

}  // namespace

std::int64_t fen_of(std::u32string_view folded, const Span& span) {
  const auto amount = amount_at(folded, span.begin);
  return amount ? amount->fen : 0;
}

std::vector<std::int64_t> fens_of(std::u32string_view folded, std::span<const Span> spans) {
  std::vector<std::int64_t> fens;
  for (const Span& span : spans) {
    fens.push_back(span.kind == Kind::amount ? fen_of(folded, span) : 0);
  }
  return fens;
}

std::vector<Payment> ledger_of(const LedgerModel& model, std::u32string_view text,
                               std::span<const Span> spans, std::string_view report, double score) {
  std::vector<Payment> payments;
  if (model.payments.empty()) {
    return payments;
  }
  const std::u32string folded = fold(text);
  const Sketch marks(folded, spans);
  const Sentences sentences(folded);
  const auto fens = fens_of(folded, spans);
  const auto roles = Payments(marks, spans, fens).roles(model.payments, lean_of(score));
  PaymentTime time(folded, sentences, report);
  const Payees payees(folded, marks, sentences, spans);
  Payees::Asked asked;
  for (std::size_t i = 0; i < roles.size(); ++i) {
    if (spans[i].kind == Kind::time) {
      time.read(spans[i]);
    }
    if (roles[i] == Role::none) {
      continue;
    }
    Payment payment;
    payment.direction = roles[i] == Role::out ? Direction::out : Direction::back;
    payment.amount_fen = fens[i];
    payment.time = time.of(spans[i]);
    if (payment.direction == Direction::out) {
      asked.amount = i;
      if (const auto account = payees.of(model.payees, asked)) {
        payment.payee_account = plain_account(folded, spans[*account]);
        add_holder(text, spans, *account, payment);
        asked.last = account;
      }
      if (const auto own = payees.payer_of(i)) {
        payment.payer_account = plain_account(folded, spans[*own]);
      }
      asked.last_amount = i;
      ++asked.ordinal;
    }
    payments.push_back(std::move(payment));
  }
  return payments;
}

LedgerModel train_ledger(std::span<const Record* const> records) {
  return {train_payments(records), train_payees(records)};
}

}  // namespace holdfast::text
