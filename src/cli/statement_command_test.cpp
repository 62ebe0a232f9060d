// `holdfast statement` as it is called: files in, tables and a report out.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iterator>

#include "cli/command_test.hpp"
#include "support/workbook.hpp"

namespace holdfast::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;

const std::string statement =
    "交易卡号,交易时间,借贷标志,交易金额,余额,对方账号,对方户名,附言,IP地址\n"
    "6222020000000000001,2024-03-01 "
    "09:30:00,借,100.00,900.00,6222020000000000002,李四,=1+1,10.0.0.1\n"
    "6222020000000000001,2024-03-01 09:31:00,借,5,895.00,6.22E+18,李四,,\n";

std::string content(const std::filesystem::path& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

TEST(StatementCommand, WritesTransfersThatOtherCommandsRead) {
  const ScratchFolder folder;
  const std::string file = folder.file("june.csv", statement);
  const std::string out = (folder.path() / "out.csv").string();
  const std::string rejects = (folder.path() / "rejects.csv").string();
  const Ran ran = run_words({"statement", file, "--out", out, "--rejects", rejects});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("1 transfers, 1 rows refused, 0 of 1 files not read"));
  EXPECT_THAT(content(out),
              AllOf(HasSubstr(",2024-03-01T09:30:00.000+08:00,6222020000000000001,"
                              "6222020000000000002,100.00,transfer,"),
                    HasSubstr(",'=1+1,900.00,payer,,,10.0.0.1,"), HasSubstr(",june,2,")));
  EXPECT_THAT(content(rejects), HasSubstr("refused,6,对方账号,"));
  const Ran top = run_words({"top", "--transfers", out, "--json"});
  EXPECT_EQ(top.exit, 0) << top.err;
  EXPECT_THAT(top.out, HasSubstr("\"account\":\"6222020000000000002\",\"in_fen\":10000"));
}

TEST(StatementCommand, PreviewWritesNothing) {
  const ScratchFolder folder;
  const std::string file = folder.file("june.csv", statement);
  const std::string out = (folder.path() / "out.csv").string();
  const Ran ran = run_words({"statement", file, "--preview", "--out", out});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_FALSE(std::filesystem::exists(out));
  EXPECT_THAT(ran.out, AllOf(HasSubstr("other_account    known    对方账号"),
                             HasSubstr("6222020000000000001  -> 6222020000000000002 李四  100.00"),
                             HasSubstr("june:3:6: refused: account \"6.22E+18\" was rounded")));
}

TEST(StatementCommand, LearnsABanksHeadings) {
  const ScratchFolder folder;
  const std::string banks = (folder.path() / "banks.csv").string();
  const std::string file =
      folder.file("x.csv", "账户,时间,方向,发生,对家\n1001001,2024-03-01 09:30:00,付,5,2002002\n");
  const Ran unknown = run_words({"statement", file});
  EXPECT_EQ(unknown.exit, 3);
  EXPECT_THAT(unknown.err, HasSubstr("the headings give no amount; name its column with --map"));
  const Ran learns = run_words({"statement", file, "--map", "发生=amount", "--map",
                                "方向=direction", "--map", "对家=other_account", "--banks", banks,
                                "--bank", "甲银行", "--learn", "--preview"});
  EXPECT_EQ(learns.exit, 0) << learns.err;
  const Ran knows = run_words({"statement", file, "--banks", banks, "--bank", "甲银行", "--json"});
  EXPECT_EQ(knows.exit, 0) << knows.err;
  EXPECT_THAT(knows.out,
              AllOf(HasSubstr("\"taken\":1"),
                    HasSubstr("\"heading\":\"发生\",\"column\":\"amount\",\"source\":\"learnt\"")));
  EXPECT_EQ(run_words({"statement", file, "--banks", banks, "--bank", "乙银行"}).exit, 2);
}

TEST(StatementCommand, GoesOnAfterAFileThatCannotBeRead) {
  const ScratchFolder folder;
  const std::string good = folder.file("good.csv", statement);
  const std::string bad = folder.file("bad.xlsx", "PK\x03\x04 and no more");
  const Ran ran =
      run_words({"statement", bad, good, (folder.path() / "none.csv").string(), "--json"});
  EXPECT_EQ(ran.exit, 3);
  EXPECT_THAT(ran.out, AllOf(HasSubstr("\"taken\":1"), HasSubstr("cut off or damaged"),
                             HasSubstr("cannot read the file")));
  EXPECT_THAT(ran.err, HasSubstr("6.22E+18"));
}

TEST(StatementCommand, WritesTheFailedQueriesOfAPoliceReturn) {
  const ScratchFolder folder;
  const std::string file = folder.file(
      "r.xlsx", test::make_xlsx({{"账户信息",
                                  {test::text_row({"交易卡号", "账户余额", "反馈单位"}),
                                   test::text_row({"1001001", "12.50", "甲银行"})}},
                                 {"任务失败",
                                  {test::text_row({"查询账卡号", "反馈单位", "失败原因"}),
                                   test::text_row({"2002002", "乙银行", "账号不存在"})}}}));
  const std::string accounts = (folder.path() / "accounts.csv").string();
  const Ran ran = run_words({"statement", file, "--accounts", accounts});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_THAT(content(accounts),
              AllOf(HasSubstr("accounts,1001001,甲银行,,,,,,12.50,"),
                    HasSubstr("failed,2002002,乙银行,"), HasSubstr("账号不存在")));
}

TEST(StatementCommand, RefusesOptionsThatMeanNothing) {
  const ScratchFolder folder;
  const std::string file = folder.file("june.csv", statement);
  const std::vector<std::vector<std::string>> wrong{
      {"--map", "x"},         {"--map", "=time"},  {"--map", "a=colour"},
      {"--set", "x=1"},       {"--sign", "maybe"}, {"--encoding", "klingon"},
      {"--owner", "6.2E+18"}, {"--learn"},         {"--bank", "甲银行"}};
  for (const auto& options : wrong) {
    std::vector<std::string> words{"statement", file};
    words.insert(words.end(), options.begin(), options.end());
    EXPECT_EQ(run_words(words).exit, 2) << options.back();
  }
  EXPECT_EQ(run_words({"statement"}).exit, 2);
  EXPECT_EQ(run_words({"statement", file, "--out", "/no/such/folder/x.csv"}).exit, 1);
}

}  // namespace
}  // namespace holdfast::cli
