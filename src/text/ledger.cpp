#include "text/ledger.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "text/amount.hpp"
#include "text/fold.hpp"
#include "text/linear.hpp"
#include "text/payee.hpp"
#include "text/payment_time.hpp"
#include "text/sketch.hpp"
#include "text/utf.hpp"

namespace holdfast::text {

namespace {

constexpr std::size_t out_column = 0;
constexpr std::size_t back_column = 1;
/// Little: the words around an amount vary more than the corpus shows.
constexpr float payment_cost = 0.002F;
/// The margin from which an amount is a payment.
constexpr float least = -0.45F;

/// Words in the sentence, and single steps around the amount.
std::vector<std::uint32_t> features_of(const Sketch& sketch, std::size_t span,
                                       std::int64_t amount_fen) {
  const std::size_t size = sketch.text().size();
  const std::size_t at = sketch.place(span);
  std::vector<std::uint32_t> buckets;
  const auto put = [&](std::uint64_t a, std::uint64_t b, std::uint64_t c = 0, std::uint64_t d = 0,
                       std::uint64_t e = 0) {
    buckets.push_back(bucket_of(join(join(join(join(a, b), c), d), e), ledger_buckets));
  };
  const auto ch = [&](std::ptrdiff_t offset) { return sketch.near(span, offset); };
  put(1, 0);
  for (std::ptrdiff_t k = 1; k <= 4; ++k) {  // by exact place
    put(10 + static_cast<std::uint64_t>(k), ch(-k));
    put(20 + static_cast<std::uint64_t>(k), ch(k));
    put(30 + static_cast<std::uint64_t>(k), ch(-k), ch(-k - 1));
    put(40 + static_cast<std::uint64_t>(k), ch(k), ch(k + 1));
  }
  put(50, ch(-3), ch(-2), ch(-1));
  put(51, ch(1), ch(2), ch(3));
  put(52, ch(-1), ch(1));
  put(53, ch(-2), ch(-1), ch(1), ch(2));
  put(54, ch(-4), ch(-3), ch(-2), ch(-1));
  // By nearness: the clause, the sentence, the sentences beside it.
  constexpr std::ptrdiff_t reach = 48;
  int sentence = 0;
  bool same_clause = true;
  for (std::ptrdiff_t k = 1; k <= reach; ++k) {
    const auto c = static_cast<char32_t>(ch(-k));
    if (ends_sentence(c)) {
      if (++sentence > 1) {
        break;
      }
    }
    same_clause = same_clause && c != U',' && !ends_sentence(c);
    const std::uint64_t near = same_clause ? 0U : static_cast<std::uint64_t>(1 + sentence);
    put(60, near, c, ch(-k + 1));
    put(61, near, c, ch(-k + 1), ch(-k + 2));
  }
  sentence = 0;
  same_clause = true;
  for (std::ptrdiff_t k = 1; k <= reach / 2; ++k) {
    const auto c = static_cast<char32_t>(ch(k));
    if (ends_sentence(c) && ++sentence > 1) {
      break;
    }
    same_clause = same_clause && c != U',' && !ends_sentence(c);
    const std::uint64_t near = same_clause ? 0U : static_cast<std::uint64_t>(1 + sentence);
    put(70, near, ch(k - 1), c);
    put(71, near, ch(k - 2), ch(k - 1), c);
  }
  put(80, static_cast<std::uint64_t>(std::log2(static_cast<double>(amount_fen) + 1)));
  put(81, std::min<std::size_t>(at * 8 / std::max<std::size_t>(size, 1), 7));
  std::ranges::sort(buckets);
  buckets.erase(std::unique(buckets.begin(), buckets.end()), buckets.end());
  return buckets;
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

std::vector<Payment> ledger_of(const Table& model, std::u32string_view text,
                               std::span<const Span> spans, std::string_view report, double score) {
  std::vector<Payment> payments;
  if (model.empty() || score < ledger_score_least) {
    return payments;
  }
  const std::u32string folded = fold(text);
  const Sketch marks(folded, spans);
  const Sentences sentences(folded);
  PaymentTime time(folded, sentences, report);
  const Payees payees(folded, marks, sentences, spans);
  Payees::Asked asked;
  for (std::size_t i = 0; i < spans.size(); ++i) {
    if (spans[i].kind == Kind::time) {
      time.read(spans[i]);
    }
    if (spans[i].kind != Kind::amount) {
      continue;
    }
    const std::int64_t fen = fen_of(folded, spans[i]);
    Row sums{};
    for (const std::uint32_t bucket : features_of(marks, i, fen)) {
      model.add(bucket, 1, sums);
    }
    model.apply_scale(sums);
    const float out = sums[out_column];
    const float back = sums[back_column];
    if (fen <= 0 || std::max(out, back) <= least) {
      continue;
    }
    Payment payment;
    payment.direction = out >= back ? Direction::out : Direction::back;
    payment.amount_fen = fen;
    payment.time = time.of(spans[i]);
    if (payment.direction == Direction::out) {
      asked.amount = i;
      if (const auto account = payees.of(model, asked)) {
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

Table train_ledger(std::span<const Record* const> records) {
  std::vector<Sample> samples;
  for (const Record* const record : records) {
    const std::u32string folded = fold(record->text);
    const Sketch marks(folded, record->spans);
    const auto rows = rows_of(*record, folded);
    for (std::size_t i = 0; i < record->spans.size(); ++i) {
      if (record->spans[i].kind != Kind::amount) {
        continue;
      }
      Sample sample;
      sample.buckets = features_of(marks, i, fen_of(folded, record->spans[i]));
      sample.values.assign(sample.buckets.size(), 1.0F);
      const auto want = [&](Direction direction) {
        const bool is = rows[i] >= 0 &&
                        record->ledger[static_cast<std::size_t>(rows[i])].direction == direction;
        return is ? std::int8_t{1} : std::int8_t{-1};
      };
      sample.want[out_column] = want(Direction::out);
      sample.want[back_column] = want(Direction::back);
      sample.cost[out_column] = payment_cost;
      sample.cost[back_column] = payment_cost;
      samples.push_back(std::move(sample));
    }
  }
  FloatTable table = train_linear(samples, ledger_buckets, 20);
  train_payees(records, table);
  return Table(table);
}

}  // namespace holdfast::text
