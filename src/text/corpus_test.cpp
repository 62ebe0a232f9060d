#include "text/corpus.hpp"

#include <gtest/gtest.h>

#include "text/score.hpp"
#include "text/utf.hpp"

namespace holdfast::text {
namespace {

constexpr std::string_view two =
    "@ a01-0001 narrative 虚假贷款 +解冻费 report=2026-03-05T10:20\n"
    "我转了[amount:8000元]到[card:6217 0023]\n"
    "> out 8000 at=2026-03-04 payee=62170023 name=何立强 bank=工行\n"
    "\n"
    "@ a01-0002 call 正常\n"
    "A: 您好\n"
    "B: [time:下午3点]来\n";

TEST(Corpus, RecordsWithMarksAndRows) {
  const auto records = read_records(two, "t");
  ASSERT_TRUE(records.ok()) << records.error().message;
  ASSERT_EQ(records->size(), 2U);
  const Record& first = (*records)[0];
  EXPECT_EQ(first.author, "a01");
  EXPECT_EQ(type_names[first.type], "虚假贷款");
  EXPECT_EQ(first.report, "2026-03-05T10:20");
  EXPECT_EQ(first.text, U"我转了8000元到6217 0023");
  ASSERT_EQ(first.spans.size(), 2U);
  EXPECT_EQ(first.spans[0], (Span{Kind::amount, 3, 8}));
  EXPECT_EQ(first.spans[1], (Span{Kind::card, 9, 18}));
  ASSERT_EQ(first.ledger.size(), 1U);
  EXPECT_EQ(first.ledger[0].amount_fen, 800'000);
  EXPECT_EQ(first.ledger[0].payee, "62170023");
  const auto turns = turns_of((*records)[1]);
  ASSERT_EQ(turns.size(), 2U);
  EXPECT_EQ(turns[1].speaker, U"B");
  EXPECT_EQ(turns[1].text, U"下午3点来");
}

TEST(Corpus, ErrorsSayWhere) {
  EXPECT_EQ(read_records("@ a01-0001 sms 没有\n", "f").error().where, "f:1");
  EXPECT_EQ(read_records("@ a01-0001 sms 正常\n[oops:x]\n", "f").error().where, "f:2");
  EXPECT_EQ(read_records("@ a01-0001 sms 正常\nx\n> out abc x\n", "f").error().where, "f:3");
  EXPECT_EQ(read_records("words\n", "f").error().where, "f:1");
  EXPECT_EQ(read_corpus("/nowhere").error().code, base::ErrorCode::io);
}

TEST(Score, ExactSpansAndRowsOnce) {
  SpanTally tally{};
  const std::vector<Span> wanted{{Kind::amount, 0, 3}, {Kind::amount, 5, 8}};
  const std::vector<Span> found{{Kind::amount, 0, 3}, {Kind::amount, 5, 7}};
  count_spans(found, wanted, tally);
  EXPECT_DOUBLE_EQ(tally[static_cast<std::size_t>(Kind::amount)].f1(), 0.5);

  Tally rows;
  const std::vector<GoldRow> gold{{Direction::out, 100, "62", "", "", ""}};
  Payment payment;
  payment.amount_fen = 100;
  payment.payee_account = "62";
  count_ledger(std::vector{payment, payment}, gold, rows);
  EXPECT_EQ(rows.right, 1U);
  EXPECT_EQ(rows.found, 2U);
  payment.payee_account = "63";
  Tally other;
  count_ledger(std::vector{payment}, gold, other);
  EXPECT_EQ(other.right, 0U);
}

}  // namespace
}  // namespace holdfast::text
