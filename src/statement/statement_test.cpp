// Several files together: what is told twice, the police return, mappings, limits.
#include "statement/statement.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/digest.hpp"
#include "statement/reading_test.hpp"
#include "support/workbook.hpp"

namespace holdfast::statement {
namespace {

using test::make_xlsx;
using test::text_row;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string head = "交易卡号,交易时间,借贷标志,交易金额,余额,对方账号,交易流水号\n";

std::string row(const std::string& own, const std::string& time, const std::string& flag,
                const std::string& amount, const std::string& other,
                const std::string& serial = "") {
  return own + ",2024-03-01 " + time + "," + flag + "," + amount + ",," + other + "," + serial +
         "\n";
}

TEST(Twins, TellOverlappingStatementsApart) {
  const std::string january = head + row("1001", "09:00:00", "借", "5", "2002", "s1") +
                              row("1001", "09:00:01", "借", "6", "2002", "s2");
  const std::string both = january + row("1001", "09:00:02", "借", "7", "2002", "s3");
  const Reading reading = read_files({{"a.csv", january}, {"b.csv", both}});
  EXPECT_EQ(reading.transfers.size(), 3U);
  EXPECT_THAT(reading.notes, ElementsAre("duplicate 2 the same row was told before",
                                         "duplicate 3 the same row was told before"));
  EXPECT_EQ(reading.files[1].sheets[0].duplicates, 2U);
}

TEST(Twins, KeepEqualPaymentsOfOneSecondUnlessTheirSerialIsOne) {
  const std::string twice = head + row("1001", "09:00:00", "借", "5", "2002") +
                            row("1001", "09:00:00", "借", "5", "2002");
  EXPECT_EQ(read_files({{"a.csv", twice}}).transfers.size(), 2U);
  EXPECT_EQ(read_files({{"a.csv", twice}, {"b.csv", twice}}).transfers.size(), 2U);
  const std::string thrice = twice + row("1001", "09:00:00", "借", "5", "2002");
  EXPECT_EQ(read_files({{"a.csv", twice}, {"b.csv", thrice}}).transfers.size(), 3U);
  const std::string serials = head + row("1001", "09:00:00", "借", "5", "2002", "s") +
                              row("1001", "09:00:00", "借", "5", "2002", "s");
  EXPECT_EQ(read_files({{"a.csv", serials}}).transfers.size(), 1U);
}

TEST(Twins, TakeTheOtherSidesRowForTheSameTransfer) {
  const std::string payer = head + row("1001", "09:00:00", "借", "5", "2002", "p1") +
                            row("1001", "09:10:00", "借", "5", "2002", "p2");
  const std::string payee = head + row("2002", "09:02:00", "贷", "5", "1001", "q1") +
                            row("2002", "09:12:01", "贷", "5", "1001", "q2");
  const Reading reading = read_files({{"a.csv", payer}, {"b.csv", payee}});
  // Two minutes apart is one transfer, a second more is two.
  EXPECT_EQ(reading.transfers.size(), 3U);
  EXPECT_EQ(reading.files[1].sheets[0].second_legs, 1U);
  // One row of the payer answers for one of the payee.
  const std::string two = head + row("2002", "09:00:01", "贷", "5", "1001", "q1") +
                          row("2002", "09:00:02", "贷", "5", "1001", "q2");
  const std::string one = head + row("1001", "09:00:00", "借", "5", "2002", "p1");
  EXPECT_EQ(read_files({{"a.csv", one}, {"b.csv", two}}).transfers.size(), 2U);
}

TEST(PoliceReturn, IsOneImportWithItsFailures) {
  const std::string book = make_xlsx({
      {"人员信息",
       {text_row({"姓名", "证件号码", "联系电话"}),
        text_row({"张三", "500101199001010011", "13800000000"})}},
      {"账户信息",
       {text_row({"开户名称", "证件号码", "交易卡号", "账户余额", "账户状态", "反馈单位"}),
        text_row(
            {"张三", "500101199001010011", "6222020000000000001", "900.00", "正常", "甲银行"})}},
      {"交易明细信息",
       {text_row({"交易卡号", "交易时间", "收付标志", "交易金额", "交易对手账卡号", "IP地址"}),
        text_row({"6222020000000000001", "20240301 09:30:00", "出", "100", "6222020000000000002",
                  "10.0.0.1"})}},
      {"关联子账户信息", {text_row({"账号", "币种", "余额"}), text_row({"1001", "人民币", "3"})}},
      {"强制措施信息",
       {text_row({"账号", "冻结机关", "冻结金额", "冻结截止日"}),
        text_row({"6222020000000000001", "某地公安局", "50.00", "2024-09-01"})}},
      {"人员住址信息", {text_row({"姓名", "住址"})}},
      {"联系方式信息", {text_row({"姓名", "联系手机"}), text_row({"张三", "13800000000"})}},
      {"任务成功",
       {text_row({"查询账卡号", "反馈单位", "查询反馈结果"}),
        text_row({"6222020000000000001", "甲银行", "成功"})}},
      {"任务失败",
       {text_row({"查询账卡号", "反馈单位", "查询反馈结果", "失败原因"}),
        text_row({"6222020000000000007", "乙银行", "失败", "账号不存在"}),
        text_row({"6.22E+18", "乙银行", "失败", "账号不存在"})}},
  });
  const Reading reading = read_files({{"反馈.xlsx", book}});
  EXPECT_THAT(reading.failures, IsEmpty());
  EXPECT_THAT(
      reading.transfers,
      ElementsAre("2024-03-01 09:30:00 6222020000000000001>6222020000000000002 100.00 transfer"));
  EXPECT_THAT(reading.accounts, ElementsAre("persons   ", "accounts 6222020000000000001 甲银行 ",
                                            "sub_accounts 1001  ", "measures 6222020000000000001  ",
                                            "contacts   ", "succeeded 6222020000000000001 甲银行 ",
                                            "failed 6222020000000000007 乙银行 账号不存在"));
  EXPECT_THAT(reading.notes, ElementsAre(HasSubstr("refused 3:1 account \"6.22E+18\"")));
}

TEST(PoliceReturn, IsNotKnownByAWordOfItsNameAlone) {
  const std::string file = head + row("1001", "09:00:00", "借", "5", "2002");
  const Reading reading = read_files({{"成功路支行.csv", file}});
  EXPECT_EQ(reading.transfers.size(), 1U);
}

TEST(PoliceReturn, ReadsTextFilesByTheirNames) {
  const Reading reading =
      read_files({{"fc_account.csv", "交易卡号,账户余额\n6222020000000000001,5\n"},
                  {"fc_transaction.csv",
                   "交易卡号,交易时间,收付标志,交易金额,交易对手账卡号\n1001001,20240301093000,进,"
                   "1,2002002\n"}});
  EXPECT_THAT(reading.accounts, ElementsAre("accounts 6222020000000000001  "));
  EXPECT_THAT(reading.transfers, ElementsAre("2024-03-01 09:30:00 2002002>1001001 1.00 transfer"));
}

TEST(Mapping, ByHandGoesBeforeWhatIsKnown) {
  const std::string file = "甲,乙,丙,丁,戊\n1001,2024-03-01 09:30:00,支出,5,2002\n";
  EXPECT_THAT(read_files({{"a.csv", file}}).failures,
              ElementsAre(HasSubstr("no line of headings")));
  StatementOptions options;
  options.mapping.by_hand = {{"甲", Column::own_account},
                             {"乙", Column::time},
                             {"丙", Column::direction},
                             {"丁", Column::amount},
                             {"戊", Column::other_account}};
  EXPECT_THAT(read_files({{"a.csv", file}}, options).transfers,
              ElementsAre("2024-03-01 09:30:00 1001>2002 5.00 transfer"));
  options.mapping.by_hand["己"] = Column::note;
  const Reading reading = read_files({{"a.csv", file}}, options);
  EXPECT_EQ(reading.transfers.size(), 1U);
  EXPECT_THAT(reading.unused, ElementsAre("己"));
}

TEST(Mapping, AColumnCanBePassedOverAndAValueBeTheSameForAllRows) {
  const std::string file = head + row("1001", "09:30:00", "借", "5", "2002");
  StatementOptions options;
  options.mapping.by_hand = {{"借贷标志", Column::none}};
  options.mapping.constants[index_of(Column::direction)] = "贷";
  EXPECT_THAT(read_files({{"a.csv", file}}, options).transfers,
              ElementsAre("2024-03-01 09:30:00 2002>1001 5.00 transfer"));
}

TEST(Titles, NameTheOwnerAndHeadingsDoNot) {
  const auto owner = [](const std::string& file) {
    return read_files({{"a.csv", file}}).files.at(0).sheets.at(0).owner;
  };
  const std::string row = "1001001,张三,2024-03-01 09:30:00,支出,5,2002002\n";
  EXPECT_EQ(owner("账号,户名,交易时间,收支,金额,对方账号\n" + row).name, "");
  const Owner told =
      owner("账号,1001001,户名,张三,开户行,甲银行\n账号,户名,交易时间,收支,金额,对方账号\n" + row);
  EXPECT_EQ(told.account, "1001001");
  EXPECT_EQ(told.name, "张三");
  EXPECT_EQ(told.bank, "甲银行");
}

TEST(Report, SaysWhatBecameOfEachRow) {
  const std::string file = head + row("1001", "09:30:00", "借", "5", "2002") +
                           row("1001", "09:31:00", "贷", "7", "2002") +
                           row("1001", "09:32:00", "?", "7", "2002") + "合计,,,12,,,\n";
  const Reading reading = read_files({{"a.csv", file}});
  const SheetReport& sheet = reading.files.at(0).sheets.at(0);
  EXPECT_EQ(sheet.header_row, 1U);
  EXPECT_EQ(sheet.rows, 4U);
  EXPECT_EQ(sheet.taken, 2U);
  EXPECT_EQ(sheet.refused, 1U);
  EXPECT_EQ(sheet.passed_over, 1U);
  EXPECT_EQ(sheet.went_out, base::Fen{500});
  EXPECT_EQ(sheet.came_in, base::Fen{700});
  EXPECT_EQ(reading.files[0].digest, base::to_hex(base::sha256(file)));
  EXPECT_EQ(sheet.columns[0].column, Column::own_card);
  EXPECT_EQ(sheet.columns[0].source, Source::known);
}

TEST(Balances, BreakWhereARowIsMissing) {
  const auto line = [](const char* time, const char* flag, int yuan, int balance) {
    return fmt::format("1001,2024-03-01 {},{},{},{},2002,\n", time, flag, yuan, balance);
  };
  const std::vector<std::string> rows{line("09:00:00", "贷", 100, 100),
                                      line("09:01:00", "借", 30, 70), line("09:02:00", "贷", 5, 75),
                                      line("09:02:00", "借", 75, 0), line("09:03:00", "贷", 1, 1)};
  const auto balances = [](const std::string& file) {
    return read_files({{"a.csv", file}}).files.at(0).sheets.at(0).balances;
  };
  std::string forwards = head;
  std::string backwards = head;
  std::string gap = head;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    forwards += rows[i];
    backwards += rows[rows.size() - 1 - i];
    gap += i == 1 ? "" : rows[i];
  }
  EXPECT_EQ(balances(forwards), (BalanceReport{.checked = 4, .breaks = 0, .first_row = 0}));
  EXPECT_EQ(balances(backwards), (BalanceReport{.checked = 4, .breaks = 0, .first_row = 0}));
  EXPECT_EQ(balances(gap), (BalanceReport{.checked = 3, .breaks = 1, .first_row = 3}));
}

TEST(Limits, AreKept) {
  const auto fails_with = [](Limits limits, const std::string& bytes, const std::string& name) {
    StatementOptions options;
    options.limits = limits;
    return read_files({{name, bytes}}, options).failures;
  };
  const std::string file = head + row("1001", "09:30:00", "借", "5", "2002") +
                           row("1001", "09:31:00", "借", "5", "2002");
  EXPECT_THAT(fails_with({.rows = 2}, file, "a.csv"), ElementsAre(HasSubstr("more than 2 rows")));
  EXPECT_THAT(fails_with({.text_bytes = 50}, file, "a.csv"), ElementsAre(HasSubstr("of text")));
  const std::string book = make_xlsx({{"a", {text_row({"1", "2", "3"})}}, {"b", {}}});
  EXPECT_THAT(fails_with({.sheets = 1}, book, "a.xlsx"),
              ElementsAre(HasSubstr("more than 1 sheets")));
  EXPECT_THAT(fails_with({.columns = 2}, book, "a.xlsx"),
              ElementsAre(HasSubstr("more than 2 columns")));
  EXPECT_THAT(fails_with({.parts = 3}, book, "a.xlsx"), ElementsAre(HasSubstr("more than 3")));
  EXPECT_THAT(fails_with({.inflated_bytes = 100}, book, "a.xlsx"), ElementsAre(HasSubstr("bomb")));
  EXPECT_THAT(fails_with({.shared_bytes = 10}, book, "a.xlsx"),
              ElementsAre(HasSubstr("shared texts")));
  EXPECT_THAT(fails_with({.file_bytes = 10}, book, "a.xlsx"),
              ElementsAre(HasSubstr("more than 0")));
}

TEST(KindOfName, KnowsTheNineSheets) {
  EXPECT_EQ(kind_of_name("fc_coercive_measure"), SheetKind::measures);
  EXPECT_EQ(kind_of_name("FC_Sub_Account"), SheetKind::sub_accounts);
  EXPECT_EQ(kind_of_name("帐户信息"), SheetKind::accounts);
  EXPECT_EQ(kind_of_name("查询失败"), SheetKind::failed);
  EXPECT_EQ(kind_of_name("Sheet1"), std::nullopt);
}

}  // namespace
}  // namespace holdfast::statement
