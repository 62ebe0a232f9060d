#include "text/payee.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "text/amount.hpp"
#include "text/fold.hpp"
#include "text/hashed_features.hpp"
#include "text/ledger.hpp"

namespace holdfast::text {

namespace {

constexpr std::size_t accounts_near = 24;  // candidates on either side of an amount
constexpr std::ptrdiff_t clause = 14;  // characters around an amount that may speak of the payee

bool is_account(Kind kind) {
  return kind == Kind::card || kind == Kind::alipay;
}

class Features : public HashedFeatures {
 public:
  Features() : HashedFeatures(payee_buckets) {}

  template <typename... Parts>
  void put(std::uint64_t number, Parts... parts) {
    HashedFeatures::put(join(0x70617965, number), parts...);
  }
};

}  // namespace

std::string plain_account(std::u32string_view folded, const Span& span) {
  std::string account;
  for (const char32_t c : folded.substr(span.begin, span.end - span.begin)) {
    if (c < 0x80 && c != U' ' && c != U'-') {
      account.push_back(static_cast<char>(c));
    }
  }
  return account;
}

Payees::Payees(std::u32string_view folded, const Sketch& sketch, const Sentences& sentences,
               std::span<const Span> spans)
    : folded_(folded),
      sketch_(sketch),
      sentences_(sentences),
      spans_(spans),
      number_(spans.size(), 0) {
  std::map<std::string, std::size_t> numbers;
  std::size_t amounts = 0;
  for (std::size_t i = 0; i < spans.size(); ++i) {
    amounts_.push_back(amounts);
    amounts += spans[i].kind == Kind::amount ? 1U : 0U;
    if (is_account(spans[i].kind)) {
      accounts_.push_back(i);
      number_[i] =
          numbers.try_emplace(plain_account(folded, spans[i]), numbers.size() + 1).first->second;
    }
  }
  different_ = numbers.size();
}

/// 自己的, 本人, 付款 just before, and nothing like 到 or 收款 behind it.
bool Payees::is_own(const Span& account) const {
  const std::size_t from = account.begin > 14 ? account.begin - 14 : 0;
  const auto before = folded_.substr(from, account.begin - from);
  constexpr std::array<std::u32string_view, 16> own{
      U"我的", U"自己",   U"本人", U"我用", U"名下", U"从其", U"用我", U"我从",
      U"从我", U"通过其", U"付款", U"从",   U"用其", U"用",   U"转出", U"付款账户"};
  constexpr std::array<std::u32string_view, 11> others{
      U"收款", U"到", U"给", U"至", U"向", U"→", U"转入", U"汇入", U"打入", U"对方", U"往"};
  const auto last = [&](const auto& words) {
    std::ptrdiff_t at = -1;
    for (const auto word : words) {
      const auto found = before.rfind(word);
      if (found != std::u32string_view::npos) {
        at = std::max(at, static_cast<std::ptrdiff_t>(found + word.size()));
      }
    }
    return at;
  };
  return last(own) > last(others);
}

std::vector<std::uint32_t> Payees::features(const Asked& asked,
                                            std::optional<std::size_t> account) const {
  Features features;
  const Span& amount = spans_[asked.amount];
  if (!account) {
    features.put(1);
    features.put(2, upto(different_, 4));
    features.put(3, asked.last.has_value(), upto(asked.ordinal, 3));
    std::size_t nearest = 9;
    for (const std::size_t a : accounts_) {
      nearest = std::min(nearest, sentences_.apart(spans_[a], amount));
    }
    features.put(4, upto(nearest, 5));
    for (std::ptrdiff_t k = -clause; k < clause; ++k) {
      features.put(5, k < 0, sketch_.near(asked.amount, k), sketch_.near(asked.amount, k + 1));
    }
    return features.take();
  }
  const std::size_t a = *account;
  const bool is_before = a < asked.amount;
  const std::uint64_t apart = upto(sentences_.apart(spans_[a], amount), 4);
  const std::size_t first = std::min(a, asked.amount);
  const std::size_t second = std::max(a, asked.amount);
  // Amounts and other accounts between the two.
  const std::uint64_t amounts = upto(amounts_[second] - amounts_[first] - (is_before ? 0U : 1U), 4);
  std::size_t others = 0;
  for (const std::size_t other : accounts_) {
    others += other > first && other < second && !is_same(other, a) ? 1U : 0U;
  }
  const std::uint64_t accounts = upto(others, 3);
  const bool is_last = asked.last && is_same(*asked.last, a);
  const bool since_last = !asked.last_amount || a > *asked.last_amount;
  const bool own = is_own(spans_[a]);
  features.put(10, is_before, apart, amounts, accounts);
  features.put(11, is_before, apart);
  features.put(12, is_before, amounts);
  features.put(13, is_before, accounts);
  features.put(14, is_before, apart, amounts, accounts, own, is_last);
  features.put(15, is_before, since_last, is_last, upto(different_, 4));
  features.put(16, own, is_before, apart);
  features.put(17, is_last, asked.last.has_value(), upto(different_, 4), own);
  features.put(18, upto(different_, 4), upto(number_[a], 4), upto(asked.ordinal, 4));
  features.put(19, spans_[a].kind, is_before);
  features.put(20, upto(different_, 3), own);
  // Words before and behind the account, by place and by nearness.
  for (std::ptrdiff_t k = 1; k <= 10; ++k) {
    features.put(30, k <= 4, sketch_.near(a, -k), sketch_.near(a, -k + 1));
    features.put(31, sketch_.near(a, -k), sketch_.near(a, -k + 1), sketch_.near(a, -k + 2));
    if (k <= 5) {
      features.put(32, sketch_.near(a, k - 1), sketch_.near(a, k));
      features.put(33, sketch_.near(a, k - 2), sketch_.near(a, k - 1), sketch_.near(a, k));
    }
  }
  // Around the amount: 同一, 该卡, 给他, 现金 …, told apart by where the account stands.
  for (std::ptrdiff_t k = -clause; k < clause; ++k) {
    const std::uint64_t one = sketch_.near(asked.amount, k);
    const std::uint64_t next = sketch_.near(asked.amount, k + 1);
    features.put(40, is_last, is_before, apart == 0, one, next);
    features.put(41, since_last, is_before, k < 0, one, next);
  }
  // What lies between, where it is little.
  const auto text = sketch_.text();
  const std::size_t begin = sketch_.place(first);
  const std::size_t end = sketch_.place(second);
  if (end - begin <= 16) {
    for (std::size_t k = begin; k < end; ++k) {
      features.put(50, is_before, text[k], text[k + 1]);
    }
    features.put(51, is_before, end - begin);
  }
  return features.take();
}

namespace {

/// The candidates of an amount: accounts near it, and none.
std::vector<std::optional<std::size_t>> candidates_of(const Payees& payees, std::size_t amount) {
  std::vector<std::optional<std::size_t>> candidates{std::nullopt};
  const auto accounts = payees.accounts();
  const auto here = std::ranges::lower_bound(accounts, amount) - accounts.begin();
  const auto first = std::max<std::ptrdiff_t>(0, here - static_cast<std::ptrdiff_t>(accounts_near));
  const auto last = std::min<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(accounts.size()),
                                             here + static_cast<std::ptrdiff_t>(accounts_near));
  for (auto k = first; k < last; ++k) {
    candidates.emplace_back(accounts[static_cast<std::size_t>(k)]);
  }
  return candidates;
}

}  // namespace

std::optional<std::size_t> Payees::of(const Table& model, const Asked& asked) const {
  std::optional<std::size_t> best;
  float most = 0;
  bool is_first = true;
  for (const auto candidate : candidates_of(*this, asked.amount)) {
    float sum = 0;
    for (const std::uint32_t bucket : features(asked, candidate)) {
      sum += model.weight(bucket, payee_column);
    }
    if (is_first || sum > most) {
      best = candidate;
      most = sum;
    }
    is_first = false;
  }
  return best;
}

std::optional<std::size_t> Payees::payer_of(std::size_t amount) const {
  const auto here = std::ranges::lower_bound(accounts_, amount) - accounts_.begin();
  for (auto k = here; k-- > 0;) {
    const std::size_t account = accounts_[static_cast<std::size_t>(k)];
    if (amounts_[amount] > amounts_[account] ||
        sentences_.between(spans_[account].end, spans_[amount].begin) > 1) {
      break;
    }
    if (is_own(spans_[account])) {
      return account;
    }
  }
  return std::nullopt;
}

std::vector<int> rows_of(const Record& record, std::u32string_view folded) {
  std::vector<int> rows(record.spans.size(), -1);
  std::size_t from = 0;
  for (std::size_t r = 0; r < record.ledger.size(); ++r) {
    for (const std::size_t start : {from, std::size_t{0}}) {
      std::size_t i = start;
      while (i < record.spans.size() &&
             (record.spans[i].kind != Kind::amount || rows[i] >= 0 ||
              fen_of(folded, record.spans[i]) != record.ledger[r].amount_fen)) {
        ++i;
      }
      if (i < record.spans.size()) {
        rows[i] = static_cast<int>(r);
        from = i + 1;
        break;
      }
    }
  }
  return rows;
}

namespace {

constexpr int payee_passes = 12;

/// A payment to learn from: what each candidate looks like, and which are right.
struct Choice {
  std::vector<std::vector<std::uint32_t>> features;
  std::vector<bool> right;
};

void add_choices(const Record& record, std::vector<Choice>& choices) {
  const std::u32string folded = fold(record.text);
  const Sketch sketch(folded, record.spans);
  const Sentences sentences(folded);
  const Payees payees(folded, sketch, sentences, record.spans);
  const auto rows = rows_of(record, folded);
  Payees::Asked asked;
  for (std::size_t i = 0; i < record.spans.size(); ++i) {
    if (rows[i] < 0) {
      continue;
    }
    const GoldRow& row = record.ledger[static_cast<std::size_t>(rows[i])];
    if (row.direction != Direction::out) {
      continue;
    }
    asked.amount = i;
    Choice choice;
    std::optional<std::size_t> paid;
    for (const auto candidate : candidates_of(payees, i)) {
      const bool is_right = candidate ? plain_account(folded, record.spans[*candidate]) == row.payee
                                      : row.payee.empty();
      choice.features.push_back(payees.features(asked, candidate));
      choice.right.push_back(is_right);
      paid = candidate && is_right && !paid ? candidate : paid;
    }
    if (choice.features.size() > 1 && std::ranges::count(choice.right, true) > 0) {
      choices.push_back(std::move(choice));
    }
    asked.last = paid ? paid : asked.last;
    asked.last_amount = i;
    ++asked.ordinal;
  }
}

}  // namespace

Table train_payees(std::span<const Record* const> records) {
  std::vector<Choice> choices;
  for (const Record* const record : records) {
    add_choices(*record, choices);
  }
  // An averaged perceptron: `late` adds up each change by when it came.
  std::vector<float> weights(payee_buckets, 0);
  std::vector<double> late(payee_buckets, 0);
  double clock = 1;
  for (int pass = 0; pass < payee_passes; ++pass) {
    for (const Choice& choice : choices) {
      std::size_t best = 0;
      std::size_t best_right = choice.features.size();
      float most = 0;
      float most_right = 0;
      for (std::size_t k = 0; k < choice.features.size(); ++k) {
        float sum = 0;
        for (const std::uint32_t bucket : choice.features[k]) {
          sum += weights[bucket];
        }
        if (k == 0 || sum > most) {
          best = k;
          most = sum;
        }
        if (choice.right[k] && (best_right == choice.features.size() || sum > most_right)) {
          best_right = k;
          most_right = sum;
        }
      }
      if (!choice.right[best]) {
        for (const std::uint32_t bucket : choice.features[best_right]) {
          weights[bucket] += 1;
          late[bucket] += clock;
        }
        for (const std::uint32_t bucket : choice.features[best]) {
          weights[bucket] -= 1;
          late[bucket] -= clock;
        }
      }
      ++clock;
    }
  }
  FloatTable table(payee_buckets);
  for (std::size_t b = 0; b < weights.size(); ++b) {
    table.rows[b][payee_column] =
        static_cast<float>(static_cast<double>(weights[b]) - late[b] / clock);
  }
  return Table(table);
}

}  // namespace holdfast::text
