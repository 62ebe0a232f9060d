// What a person is shown of a file before it is taken.
#include "feed/preview.hpp"

#include <fmt/core.h>
#include <gtest/gtest.h>

namespace holdfast::feed {
namespace {

constexpr std::string_view statement =
    "交易流水查询结果\n"
    "流水号,交易时间,付款方,收款方,交易金额,摘要\n"
    "S1,2021-01-01 09:30:00,9900110000000000017,9900220000000000014,\"1,234.50\",货款\n"
    "S2,2021-01-01 09:31:00,9900110000000000017,9900220000000000014,坏,货款\n"
    "S3,2021-01-01 09:32:00,9900110000000000017,9900220000000000014,7,\n";

Field field_of(const Preview& shown, std::string_view heading) {
  for (const auto& column : shown.columns) {
    if (column.heading == heading) {
      return column.field;
    }
  }
  ADD_FAILURE() << "no column " << heading;
  return Field::none;
}

ReadOptions mapped(std::initializer_list<const char*> maps) {
  ReadOptions options;
  for (const auto* text : maps) {
    options.mapping.columns.push_back(*parse_map(text));
  }
  return options;
}

TEST(Preview, NamesWhatIsMissingAndTheLikeliestHeader) {
  const auto shown = preview(statement, Beginning::whole_file, {});
  EXPECT_EQ(shown.format, Format::csv);
  EXPECT_EQ(shown.header_line, 2U) << "the first line is a title";
  EXPECT_EQ(field_of(shown, "交易时间"), Field::time);
  EXPECT_EQ(field_of(shown, "付款方"), Field::none);
  ASSERT_TRUE(shown.missing.has_value());
  EXPECT_EQ(*shown.missing, Field::payer);
  ASSERT_TRUE(shown.problem.has_value());
  EXPECT_TRUE(shown.rows.empty());
  ASSERT_EQ(shown.columns[4].samples.size(), 3U);
  EXPECT_EQ(shown.columns[4].samples[0], "1,234.50");
}

TEST(Preview, ShowsRowsAsTheyWouldBeTaken) {
  const auto options = mapped({"付款方=payer", "收款方=payee"});
  const auto shown = preview(statement, Beginning::whole_file, options);
  EXPECT_FALSE(shown.missing.has_value());
  EXPECT_FALSE(shown.problem.has_value());
  EXPECT_EQ(field_of(shown, "付款方"), Field::payer);
  EXPECT_TRUE(shown.columns[2].by_hand);
  EXPECT_FALSE(shown.columns[1].by_hand);
  ASSERT_EQ(shown.rows.size(), 2U);
  EXPECT_EQ(shown.rows[0].amount, base::Fen{123'450});
  EXPECT_EQ(shown.rows[0].line, 3U);
  EXPECT_EQ(shown.rows[1].payee, "9900220000000000014");
  ASSERT_EQ(shown.refused.size(), 1U);
  EXPECT_EQ(shown.refused[0].position.line, 4U);
  EXPECT_EQ(shown.refused[0].field, "交易金额");
  EXPECT_EQ(shown.read.rows, 3U);
  EXPECT_EQ(shown.read.bad, 1U);
}

TEST(Preview, AColumnMayBePassedOver) {
  const auto options = mapped({"付款方=payer", "收款方=payee", "摘要="});
  const auto shown = preview(statement, Beginning::whole_file, options);
  EXPECT_EQ(field_of(shown, "摘要"), Field::none);
  EXPECT_TRUE(shown.columns[5].by_hand);
  EXPECT_EQ(shown.rows.size(), 2U);
}

TEST(Preview, AMappedColumnThatIsNotThereIsAProblem) {
  const auto options = mapped({"汇款人=payer"});
  const auto shown = preview(statement, Beginning::whole_file, options);
  ASSERT_TRUE(shown.problem.has_value());
  EXPECT_NE(shown.problem->message.find("汇款人"), std::string::npos);
}

TEST(Preview, TheRowInWhichTheFileWasCutIsLeftOut) {
  const auto options = mapped({"付款方=payer", "收款方=payee"});
  const auto cut = statement.substr(0, statement.size() - 4);
  EXPECT_EQ(preview(cut, Beginning::cut_off, options).read.rows, 2U);
  EXPECT_EQ(preview(cut, Beginning::whole_file, options).read.rows, 3U);
}

TEST(Preview, TheCanonicalFormNeedsNoMapping) {
  const auto shown =
      preview("id,time,payer,payee,amount_yuan,kind\nT1,2021-01-01T09:30:00+08:00,A,B,12.5,cash\n",
              Beginning::whole_file, {});
  EXPECT_EQ(shown.format, Format::canonical_csv);
  EXPECT_EQ(field_of(shown, "amount_yuan"), Field::amount);
  ASSERT_EQ(shown.rows.size(), 1U);
  EXPECT_EQ(shown.rows[0].kind, fund::Kind::cash);
}

TEST(Preview, OtherEncodingsAreFoundOut) {
  const std::string gbk =
      "id,time,payer,payee,amount_yuan,kind,note\nT1,2021-01-01T09:30:00+08:00,A,B,12.5,cash,"
      "\xD7\xAA\xD5\xCB\xBB\xF5\xBF\xEE\n";  // 转账货款
  const auto shown = preview(gbk, Beginning::whole_file, {});
  EXPECT_EQ(shown.encoding, Encoding::gb18030);
  EXPECT_EQ(shown.columns.back().samples.at(0), "转账货款");
  EXPECT_EQ(shown.rows.size(), 1U);
}

TEST(Preview, JsonIsToldApartAndMayBeCut) {
  const std::string one =
      R"({"id":"T1","time":"2021-01-01T09:30:00+08:00","payer":"A","payee":"B","amount_fen":5})";
  const auto lines = preview(one + "\n" + one.substr(0, 40), Beginning::cut_off, {});
  EXPECT_EQ(lines.format, Format::ndjson);
  EXPECT_EQ(lines.read.good, 1U);
  EXPECT_EQ(lines.read.bad, 0U);
  const auto array = preview("[" + one + "," + one.substr(0, 40), Beginning::cut_off, {});
  EXPECT_EQ(array.format, Format::json_array);
  EXPECT_EQ(array.read.good, 1U);
  EXPECT_EQ(array.read.bad, 0U);
  EXPECT_FALSE(array.problem.has_value());
  EXPECT_EQ(preview("[" + one + ",", Beginning::whole_file, {}).read.bad, 1U);
  EXPECT_TRUE(preview("[", Beginning::whole_file, {}).read.bad == 1U);
}

TEST(Preview, ShowsNoMoreThanItsLimits) {
  std::string csv = "id,time,payer,payee,amount_yuan,kind\n";
  for (int i = 0; i < 50; ++i) {
    csv += fmt::format("T{},2021-01-01T09:30:00+08:00,A,B,{},cash\n", i, i % 2 == 0 ? "1" : "x");
  }
  const auto shown = preview(csv, Beginning::whole_file, {});
  EXPECT_EQ(shown.rows.size(), 20U);
  EXPECT_EQ(shown.refused.size(), 20U);
  EXPECT_EQ(shown.read.rows, 50U);
  EXPECT_EQ(shown.read.bad, 25U);
}

TEST(Preview, AnEmptyFileIsAProblem) {
  EXPECT_TRUE(preview("", Beginning::whole_file, {}).problem.has_value());
}

}  // namespace
}  // namespace holdfast::feed
