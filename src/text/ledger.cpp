#include "text/ledger.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <fmt/core.h>
#include <optional>

#include "text/amount.hpp"
#include "text/fold.hpp"
#include "text/linear.hpp"
#include "text/time.hpp"
#include "text/utf.hpp"

namespace holdfast::text {

namespace {

constexpr std::size_t out_column = 0;
constexpr std::size_t back_column = 1;
constexpr float least = -0.35F;  // margin from which an amount is a payment

/// The text as the model reads it: each entity one character that tells its kind.
struct Sketch {
  std::u32string text;
  std::vector<std::size_t> place;  // of each span: where its character stands
};

constexpr std::size_t spans_near = 16;  // how many entities away an account is looked for

constexpr std::size_t sole_before = 4;  // sentences from the only account to an amount
constexpr std::size_t sole_after = 2;

constexpr char32_t kind_mark = 0xF000;

Sketch sketch(std::u32string_view folded, std::span<const Span> spans) {
  Sketch out;
  std::size_t at = 0;
  for (const Span& span : spans) {
    out.text += folded.substr(at, span.begin - at);
    out.place.push_back(out.text.size());
    out.text.push_back(kind_mark + static_cast<char32_t>(span.kind));
    at = span.end;
  }
  out.text += folded.substr(at);
  std::ranges::replace_if(out.text, is_digit, U'0');
  return out;
}

bool ends_sentence(char32_t c) {
  return c == U'。' || c == U'!' || c == U'！' || c == U'?' || c == U'\n' || c == U';' ||
         c == U'；';
}

/// Words in the sentence, and single steps around the amount.
std::vector<std::uint32_t> features_of(const Sketch& sketch, std::size_t span,
                                       std::int64_t amount_fen) {
  const std::u32string_view text = sketch.text;
  const std::size_t at = sketch.place[span];
  std::vector<std::uint32_t> buckets;
  const auto put = [&](std::uint64_t a, std::uint64_t b, std::uint64_t c = 0, std::uint64_t d = 0,
                       std::uint64_t e = 0) {
    buckets.push_back(bucket_of(join(join(join(join(a, b), c), d), e), ledger_buckets));
  };
  const auto ch = [&](std::ptrdiff_t offset) -> std::uint64_t {
    const std::ptrdiff_t i = static_cast<std::ptrdiff_t>(at) + offset;
    return i < 0 || i >= static_cast<std::ptrdiff_t>(text.size())
               ? 1U
               : text[static_cast<std::size_t>(i)];
  };
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
  put(81, std::min<std::size_t>(at * 8 / std::max<std::size_t>(text.size(), 1), 7));
  std::ranges::sort(buckets);
  buckets.erase(std::unique(buckets.begin(), buckets.end()), buckets.end());
  return buckets;
}

std::int64_t fen_of(std::u32string_view folded, const Span& span) {
  const auto amount = amount_at(folded, span.begin);
  return amount ? amount->fen : 0;
}

std::string plain_account(std::u32string_view folded, const Span& span) {
  std::string account;
  for (const char32_t c : folded.substr(span.begin, span.end - span.begin)) {
    if (c < 0x80 && c != U' ' && c != U'-') {
      account.push_back(static_cast<char>(c));
    }
  }
  return account;
}

/// Which rows of the ledger the amounts of a record are: -1 for none. In order, the first amount
/// of that value that is not taken.
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

/// The day of the report moved by some days, for 昨天 and 前天.
std::string day_from(std::string_view report, int days) {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  if (report.size() < 10 || std::sscanf(std::string(report.substr(0, 10)).c_str(), "%4d-%2u-%2u",
                                        &year, &month, &day) != 3) {
    return {};
  }
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month},
                                         std::chrono::day{day}};
  if (!date.ok()) {
    return {};
  }
  const std::chrono::year_month_day moved{std::chrono::sys_days{date} + std::chrono::days{days}};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(moved.year()),
                     static_cast<unsigned>(moved.month()), static_cast<unsigned>(moved.day()));
}

/// Goes through the entities and remembers what the next payment will be tied to.
class Tying {
 public:
  Tying(std::u32string_view folded, std::span<const Span> spans, std::string_view report)
      : folded_(folded), spans_(spans), report_(report) {
    sentence_.reserve(folded.size() + 1);
    std::uint32_t ends = 0;
    for (const char32_t c : folded) {
      sentence_.push_back(ends);
      ends += ends_sentence(c) ? 1U : 0U;
    }
    sentence_.push_back(ends);
  }

  /// Reads the entity `i`, which comes before those read later.
  void read(std::size_t i) {
    if (spans_[i].kind == Kind::time) {
      read_time(spans_[i]);
    }
  }
  /// The time said in the same sentence as the amount.
  [[nodiscard]] std::string time_for(const Span& amount) const {
    if (!last_time_ || sentences_between(last_time_->end, amount.begin) > 0) {
      return {};
    }
    return last_iso_;
  }

  [[nodiscard]] std::size_t sentences_between(std::size_t begin, std::size_t end) const {
    return begin < end ? sentence_[end] - sentence_[begin] : 0;
  }

 private:
  void read_time(const Span& span) {
    auto moment = moment_at(folded_, span.begin);
    if (!moment) {
      return;
    }
    last_time_ = span;
    if (moment->has_date()) {
      if (moment->year < 0) {
        moment->year = year_of(moment->month, moment->day);
      }
      day_ = *moment;
    } else {
      const auto from = span.begin > 4 ? span.begin - 4 : 0;
      const auto before = folded_.substr(from, span.begin - from);
      const int days = before.find(U"前天") != std::u32string_view::npos     ? -2
                       : before.find(U"昨") != std::u32string_view::npos     ? -1
                       : before.find(U"今") != std::u32string_view::npos     ? 0
                       : before.find(U"次日") != std::u32string_view::npos   ? 100
                       : before.find(U"第二天") != std::u32string_view::npos ? 100
                                                                             : 200;
      std::string day;
      if (days <= 0 || (days == 200 && !day_)) {
        day = day_from(report_, days == 200 ? 0 : days);
      } else if (day_) {
        day = day_from(iso(*day_), days == 100 ? 1 : 0);
      }
      if (const auto dated = day.empty() ? std::nullopt : moment_at(decode(day), 0)) {
        moment->year = dated->year;
        moment->month = dated->month;
        moment->day = dated->day;
        if (days <= 0 || days == 100) {
          day_ = dated;
        }
      }
    }
    last_iso_ = iso(*moment);
  }
  /// Without a year: that of the last full date, or that of the report, the year before where the
  /// day lies after it.
  [[nodiscard]] int year_of(int month, int day) const {
    if (day_ && day_->year > 0) {
      return day_->year;
    }
    int year = -1;
    int report_month = 0;
    int report_day = 0;
    if (report_.size() < 10 || std::sscanf(std::string(report_.substr(0, 10)).c_str(),
                                           "%4d-%2d-%2d", &year, &report_month, &report_day) != 3) {
      return -1;
    }
    return month * 100 + day > report_month * 100 + report_day ? year - 1 : year;
  }

  std::u32string_view folded_;
  std::span<const Span> spans_;
  std::string_view report_;
  std::vector<std::uint32_t> sentence_;  // how many ended before each character
  std::optional<Moment> day_;
  std::optional<Span> last_time_;
  std::string last_iso_;
};

bool is_account(Kind kind) {
  return kind == Kind::card || kind == Kind::alipay;
}

/// 自己的, 本人, 付款 just before, and nothing like 到 or 收款 behind it: the victim's own account.
bool is_own(std::u32string_view folded, const Span& account) {
  const std::size_t from = account.begin > 14 ? account.begin - 14 : 0;
  const auto before = folded.substr(from, account.begin - from);
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

/// The one account in the text that is not the victim's own, where there is just one.
std::optional<std::size_t> only_account(std::u32string_view folded, std::span<const Span> spans) {
  std::optional<std::size_t> only;
  for (std::size_t i = 0; i < spans.size(); ++i) {
    if (!is_account(spans[i].kind) || is_own(folded, spans[i])) {
      continue;
    }
    if (only && plain_account(folded, spans[*only]) != plain_account(folded, spans[i])) {
      return std::nullopt;
    }
    only = only ? only : i;
  }
  return only;
}

/// 同一账户, 该卡, 上述账户: the account of the payment before.
bool says_same(std::u32string_view clause) {
  constexpr std::array<std::u32string_view, 9> words{U"同一", U"同账", U"该账", U"该卡", U"上述",
                                                     U"同卡", U"这个", U"那张", U"此卡"};
  return std::ranges::any_of(
      words, [&](auto word) { return clause.find(word) != std::u32string_view::npos; });
}

}  // namespace

std::vector<Payment> ledger_of(const Table& model, std::u32string_view text,
                               std::span<const Span> spans, std::string_view report) {
  std::vector<Payment> payments;
  if (model.empty()) {
    return payments;
  }
  const std::u32string folded = fold(text);
  const Sketch marks = sketch(folded, spans);
  Tying tying(folded, spans, report);
  const auto only = only_account(folded, spans);
  // Said before or within some lines after, it is where the payments went.
  const auto is_near_only = [&](const Span& account, const Span& amount) {
    return tying.sentences_between(account.end, amount.begin) <= sole_before &&
           tying.sentences_between(amount.end, account.begin) <= sole_after;
  };
  std::optional<std::size_t> payee;  // the account paid to last
  std::size_t last_amount_end = 0;
  for (std::size_t i = 0; i < spans.size(); ++i) {
    tying.read(i);
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
    const std::size_t before = last_amount_end;
    last_amount_end = spans[i].end;
    if (fen <= 0 || std::max(out, back) <= least) {
      continue;
    }
    Payment payment;
    payment.direction = out >= back ? Direction::out : Direction::back;
    payment.amount_fen = fen;
    payment.time = tying.time_for(spans[i]);
    if (payment.direction == Direction::out) {
      // Between the amount before and this one, else behind it in the same sentence.
      std::optional<std::size_t> account;
      for (std::size_t k = i; k-- > 0 && k + spans_near >= i && spans[k].end > before;) {
        if (!is_account(spans[k].kind) ||
            tying.sentences_between(spans[k].end, spans[i].begin) > 1) {
          continue;
        }
        if (is_own(folded, spans[k])) {
          payment.payer_account = plain_account(folded, spans[k]);
        } else if (!account) {
          account = k;
        } else {
          payment.payer_account = plain_account(folded, spans[k]);  // 甲卡 → 乙卡 金额
          break;
        }
      }
      for (std::size_t k = i + 1;
           !account && k < spans.size() && k <= i + spans_near && spans[k].kind != Kind::amount;
           ++k) {
        if (is_account(spans[k].kind) && !is_own(folded, spans[k]) &&
            tying.sentences_between(spans[i].end, spans[k].begin) == 0) {
          account = k;
        }
      }
      // Amounts in a row before one account: 分三次转5000元、5000元、3000元到 ...
      for (std::size_t k = i + 1; !account && k < spans.size() && k <= i + spans_near; ++k) {
        if (tying.sentences_between(spans[i].end, spans[k].begin) > 0) {
          break;
        }
        if (is_account(spans[k].kind) && !is_own(folded, spans[k])) {
          account = k;
        }
      }
      if (!account && payee) {
        const auto clause = std::u32string_view(folded).substr(before, spans[i].end - before + 8);
        if (says_same(clause) || tying.sentences_between(spans[*payee].end, spans[i].begin) == 0) {
          account = payee;
        }
      }
      if (!account && only && is_near_only(spans[*only], spans[i])) {
        account = only;
      }
      if (account) {
        payee = account;
        payment.payee_account = plain_account(folded, spans[*account]);
        for (std::size_t k = *account + 1; k < spans.size() && k <= *account + 2; ++k) {
          const bool near = spans[k].begin - spans[*account].end <= 10;
          if (near && spans[k].kind == Kind::person && payment.payee_name.empty()) {
            payment.payee_name = encode(text.substr(spans[k].begin, spans[k].end - spans[k].begin));
          } else if (near && spans[k].kind == Kind::bank && payment.payee_bank.empty()) {
            payment.payee_bank = encode(text.substr(spans[k].begin, spans[k].end - spans[k].begin));
          }
        }
        for (std::size_t k = *account; k-- > 0 && k + 2 >= *account;) {
          const bool near = spans[*account].begin - spans[k].end <= 4;
          if (near && spans[k].kind == Kind::bank && payment.payee_bank.empty()) {
            payment.payee_bank = encode(text.substr(spans[k].begin, spans[k].end - spans[k].begin));
          } else if (near && spans[k].kind == Kind::person && payment.payee_name.empty()) {
            payment.payee_name = encode(text.substr(spans[k].begin, spans[k].end - spans[k].begin));
          }
        }
      }
    }
    payments.push_back(std::move(payment));
  }
  return payments;
}

Table train_ledger(std::span<const Record* const> records) {
  std::vector<Sample> samples;
  for (const Record* const record : records) {
    const std::u32string folded = fold(record->text);
    const Sketch marks = sketch(folded, record->spans);
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
      sample.cost[out_column] = 0.02F;
      sample.cost[back_column] = 0.03F;
      samples.push_back(std::move(sample));
    }
  }
  return Table(train_linear(samples, ledger_buckets, 20));
}

}  // namespace holdfast::text
