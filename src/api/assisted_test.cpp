#include "api/assisted.hpp"

#include <algorithm>
#include <gtest/gtest.h>

namespace holdfast::api {
namespace {

port::PartnerMessage stop() {
  port::PartnerMessage message;
  message.code = "100101";
  message.application_id = "hf0a1b2c3d-O000001";
  message.case_number = "C000001";
  message.institution = "YZ01";
  message.account = "6222020200000025";
  message.account_name = "王,五";
  message.amount = base::Fen{1'200'050};
  message.term_hours = 48;
  message.reason = "=1+1";
  message.article = "反电信网络诈骗法 第二十条";
  message.officer = "li";
  message.telephone = "96110";
  message.justification = {"6222010100000017", "张三", base::Fen{1'200'050},
                           *base::parse_instant("2021-01-03T09:30:05+08:00"), "YZ01-42"};
  return message;
}

std::string value_of(const std::vector<CopyField>& fields, std::string_view name) {
  for (const auto& field : fields) {
    if (field.name == name) {
      return field.value;
    }
  }
  return "none";
}

TEST(Assisted, FieldsAreInTheWordsOfTheFormAndEmptyOnesAreLeftOut) {
  const auto fields = copy_fields(stop());
  EXPECT_EQ(value_of(fields, "family"), "紧急止付");
  EXPECT_EQ(value_of(fields, "amount"), "12000.50");
  EXPECT_EQ(value_of(fields, "term"), "48小时");
  EXPECT_EQ(value_of(fields, "paid_at"), "2021-01-03 09:30:05");
  EXPECT_EQ(value_of(fields, "account"), "6222020200000025");
  EXPECT_EQ(value_of(fields, "document"), "none");
  EXPECT_EQ(fields.front().title, "申请编号");
}

TEST(Assisted, ABatchIsALineAnOrderThatExcelNeitherRoundsNorComputes) {
  auto freeze = stop();
  freeze.code = "100201";
  freeze.term_months = 6;
  freeze.freeze_type = "02";
  freeze.papers_later = true;
  const auto csv = batch_csv({stop(), freeze});
  EXPECT_TRUE(csv.starts_with("\xEF\xBB\xBF申请编号,报文代码,"));
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 3);
  for (const auto* part :
       {"'6222020200000025", "\"王,五\"", "'=1+1", "6个月", "02 只收不付", "后补"}) {
    EXPECT_NE(csv.find(part), std::string::npos) << part << " in " << csv;
  }
}

TEST(Assisted, ResultsAreReadInAnyOrderOfColumnsInChineseOrEnglish) {
  const auto file = read_results(
      "\xEF\xBB\xBF结果代码,备注,申请编号,余额（元）,控制金额（元）,开始时间,平台编号\r\n"
      "0000,随便,'hf-O000001,\"1,300.00\",1200.5,2021-01-03 09:41:00,P7\r\n"
      "\r\n1200,,hf-O000002,,,,\r\n");
  ASSERT_TRUE(file.ok()) << file.error().message;
  EXPECT_TRUE(file->faults.empty());
  ASSERT_EQ(file->rows.size(), 2U);
  const auto& first = file->rows[0];
  EXPECT_EQ(first.application_id, "hf-O000001");
  EXPECT_EQ(first.result, "0000");
  EXPECT_EQ(first.balance, base::Fen{130'000});
  EXPECT_EQ(first.held, base::Fen{120'050});
  EXPECT_EQ(first.start, *base::parse_instant("2021-01-03T09:41:00+08:00"));
  EXPECT_EQ(first.platform_number, "P7");
  EXPECT_EQ(file->rows[1].line, 4U);
  EXPECT_EQ(file->rows[1].balance, std::nullopt);
  const auto english = read_results("application_id,result\nhf-O000003,0301\n");
  ASSERT_TRUE(english.ok());
  EXPECT_EQ(english->rows.at(0).result, "0301");
}

TEST(Assisted, AGbkFileIsReadAsWell) {
  // 申请编号,结果代码,说明 / hf-O000001,0000,已止付
  const auto file = read_results(
      "\xC9\xEA\xC7\xEB\xB1\xE0\xBA\xC5,\xBD\xE1\xB9\xFB\xB4\xFA\xC2\xEB,\xCB\xB5\xC3\xF7\n"
      "hf-O000001,0000,\xD2\xD1\xD6\xB9\xB8\xB6\n");
  ASSERT_TRUE(file.ok()) << file.error().message;
  ASSERT_EQ(file->rows.size(), 1U);
  EXPECT_EQ(file->rows[0].message, "已止付");
}

TEST(Assisted, WhatCannotBeReadIsNamedByLineAndColumnAndTheRestIsTaken) {
  const auto file = read_results(
      "申请编号,结果代码,余额,开始时间\n"
      "hf-O000001,00x0,,\n"
      ",0000,,\n"
      "hf-O000003,0000,much,\n"
      "hf-O000004,0000,,yesterday\n"
      "hf-O000005,0000,,\n");
  ASSERT_TRUE(file.ok());
  ASSERT_EQ(file->rows.size(), 1U);
  EXPECT_EQ(file->rows[0].application_id, "hf-O000005");
  ASSERT_EQ(file->faults.size(), 4U);
  const std::vector<std::pair<std::uint64_t, std::string>> wanted{
      {2, "结果代码"}, {3, "申请编号"}, {4, "余额（元）"}, {5, "开始时间"}};
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    EXPECT_EQ(file->faults[i].line, wanted[i].first);
    EXPECT_EQ(file->faults[i].field, wanted[i].second);
    EXPECT_FALSE(file->faults[i].reason.empty());
  }
}

TEST(Assisted, AFileWithoutItsHeaderIsRefusedWhole) {
  for (const auto* text : {"", "\n\n", "申请编号,说明\nx,y\n", "hf-O000001,0000\n"}) {
    const auto file = read_results(text);
    ASSERT_FALSE(file.ok()) << text;
    EXPECT_EQ(file.error().code, base::ErrorCode::bad_input);
  }
}

TEST(Assisted, AFileHasItsLimit) {
  std::string text = "application_id,result\n";
  for (int i = 0; i < 5'001; ++i) {
    text += "x,0000\n";
  }
  EXPECT_FALSE(read_results(text).ok());
}

}  // namespace
}  // namespace holdfast::api
