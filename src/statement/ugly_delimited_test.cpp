// Text tables as banks send them, each with what must come of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "statement/reading_test.hpp"
#include "support/workbook.hpp"

namespace holdfast::statement {
namespace {

using test::encoded;

constexpr const char* head = "交易卡号,交易时间,借贷标志,交易金额,余额,对方账号,对方户名,摘要\n";
constexpr const char* first =
    "6222020000000000001,2024-03-01 09:30:00,借,100.00,900.00,6222020000000000002,李四,转账\n";
constexpr const char* first_read =
    "2024-03-01 09:30:00 6222020000000000001>6222020000000000002 100.00 transfer";

std::string with(const std::string& rows) {
  return std::string(head) + rows;
}
/// One row under the usual headings with these cells for time, flag, amount and counterparty.
std::string row(const std::string& time, const std::string& flag, const std::string& amount,
                const std::string& other = "6222020000000000002") {
  return "6222020000000000001," + time + "," + flag + "," + amount + ",," + other + ",,\n";
}

std::vector<Ugly> encodings() {
  const std::string plain = with(first);
  std::string tabs = plain;
  std::string semicolons = plain;
  std::string bars = plain;
  std::ranges::replace(tabs, ',', '\t');
  std::ranges::replace(semicolons, ',', ';');
  std::ranges::replace(bars, ',', '|');
  std::string crlf;
  for (const char c : plain) {
    crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
  }
  return {
      {"Plain", plain, {first_read}, {}, "", "", "x.csv"},
      {"Utf8Mark", "\xEF\xBB\xBF" + plain, {first_read}, {}, "", "", "x.csv"},
      {"Gb18030", encoded(plain, "GB18030"), {first_read}, {}, "", "", "x.csv"},
      {"Utf16LittleMark",
       "\xFF\xFE" + encoded(plain, "UTF-16LE"),
       {first_read},
       {},
       "",
       "",
       "x.csv"},
      {"Utf16BigMark", "\xFE\xFF" + encoded(plain, "UTF-16BE"), {first_read}, {}, "", "", "x.csv"},
      {"Utf16LittleBare", encoded(plain, "UTF-16LE"), {first_read}, {}, "", "", "x.csv"},
      {"Utf16BigBare", encoded(plain, "UTF-16BE"), {first_read}, {}, "", "", "x.csv"},
      {"Tabs", tabs, {first_read}, {}, "", "", "x.txt"},
      {"Semicolons", semicolons, {first_read}, {}, "", "", "x.csv"},
      {"Bars", bars, {first_read}, {}, "", "", "x.txt"},
      {"CarriageReturns", crlf, {first_read}, {}, "", "", "x.csv"},
      {"NamedXlsAndIsText", tabs, {first_read}, {}, "", "", "x.xls"},
      {"QuotedLineBreak",
       with("6222020000000000001,2024-03-01 "
            "09:30:00,借,100.00,,6222020000000000002,李四,\"货\n款\"\n"),
       {first_read},
       {},
       "",
       "",
       "x.csv"},
      {"StrayQuote",
       with("6222020000000000001,2024-03-01 09:30:00,借,100.00,,6222020000000000002,李四,12\"寸\n" +
            std::string(first)),
       {first_read},
       {"refused 2 a quote inside"},
       "",
       "",
       "x.csv"},
      {"BrokenGb18030",
       encoded(with(first), "GB18030") + "6222\xFF\xFF,2024-03-01 09:30:00,\xBD\xE8,5,,,,\n",
       {first_read},
       {"refused 3 bytes that are not valid"},
       "",
       "",
       "x.csv"},
  };
}

std::vector<Ugly> headers() {
  return {
      {"TitlesAbove",
       "某某银行账户交易明细\n打印时间：2024-03-05 10:00:00\n\n" + with(first),
       {first_read},
       {},
       "",
       "",
       "x.csv"},
      {"OwnerInTitle",
       "账号：6222 0200 0000 0000 001,户名：张三\n交易时间,收入,支出,余额,对方账号\n2024-03-01 "
       "09:30:00,,100,900,6222020000000000002\n",
       {first_read},
       {},
       "",
       "",
       "x.csv"},
      {"OwnerInTwoCells",
       "客户账号,6222020000000000001,币种,人民币\n交易时间,交易金额,余额,对方账号\n2024-03-01 "
       "09:30:00,-100,900,6222020000000000002\n",
       {first_read},
       {},
       "",
       "",
       "x.csv"},
      {"OwnerByOption",
       "交易时间,收/支,金额,对方账号\n2024-03-01 09:30:00,支出,100,6222020000000000002\n",
       {first_read},
       {},
       "",
       "6222020000000000001",
       "x.csv"},
      {"OwnerNowhere",
       "交易时间,收/支,金额,对方账号\n2024-03-01 09:30:00,支出,100,6222020000000000002\n",
       {},
       {"refused 2 the statement's own account is empty; name it with --owner"},
       "",
       "",
       "x.csv"},
      {"TwoLines",
       "交易信息,,金额,,对方,,\n账号,交易时间,收入,支出,账号,户名,摘要\n6222020000000000001,2024-"
       "03-01 "
       "09:30:00,,100.00,6222020000000000002,李四,\n",
       {first_read},
       {},
       "",
       "",
       "x.csv"},
      {"HeaderAgain",
       with(std::string(first) + head + row("2024-03-01 09:31:00", "贷", "5")),
       {first_read, "2024-03-01 09:31:00 6222020000000000002>6222020000000000001 5.00 transfer"},
       {"passed_over 3 the headings again"},
       "",
       "",
       "x.csv"},
      {"Totals",
       with(std::string(first) + "合计,,,100.00,,,,\n" + "本页小计,,,100.00,,,,\n"),
       {first_read},
       {"passed_over 3 a total", "passed_over 4 a total"},
       "",
       "",
       "x.csv"},
      {"CarriedBalance",
       with("6222020000000000001,2024-03-01,,,1000.00,,,承前页\n" + std::string(first)),
       {first_read},
       {"passed_over 2 a carried balance"},
       "",
       "",
       "x.csv"},
      {"Footer",
       with(std::string(first) + "打印柜员：001,第1页\n"),
       {first_read},
       {"passed_over 3 a line of text"},
       "",
       "",
       "x.csv"},
      {"SecondAccountBelow",
       "账号：6222020000000000001\n交易时间,金额,对方账号\n2024-03-01 09:30:00,-100,"
       "6222020000000000002\n账号：6222020000000000009\n交易时间,金额,对方账号\n2024-03-01 "
       "10:00:00,-7,6222020000000000002\n",
       {first_read, "2024-03-01 10:00:00 6222020000000000009>6222020000000000002 7.00 transfer"},
       {"passed_over 4 a line of text", "passed_over 5 the headings again"},
       "",
       "",
       "x.csv"},
      {"SpacedAndBracketedHeadings",
       " 交易 卡号 "
       ",交易时间,借贷标志(借/贷),交易金额（元）,余额,对方账号\n6222020000000000001,2024-03-01 "
       "09:30:00,借,100.00,,6222020000000000002\n",
       {first_read},
       {},
       "",
       "",
       "x.csv"},
      {"OldSpelling",
       "交易帐号,交易时间,借贷标志,交易金额,对方帐号\n6222020000000000001,2024-03-01 "
       "09:30:00,借,100.00,6222020000000000002\n",
       {first_read},
       {},
       "",
       "",
       "x.csv"},
      {"NoTable", "你好\n今天天气很好\n", {}, {}, "there is no line of headings", "", "x.csv"},
      {"NoAmount",
       "交易时间,对方账号,摘要\n2024-03-01 09:30:00,6222020000000000002,转账\n",
       {},
       {},
       "the headings give no amount; name its column",
       "",
       "x.csv"},
      {"AmountInTenThousands",
       "交易卡号,交易时间,借贷标志,交易金额(万元),对方账号\n6222020000000000001,2024-03-01 "
       "09:30:00,借,1,6222020000000000002\n",
       {},
       {},
       "the headings give no amount",
       "",
       "x.csv"},
      {"Empty", "  \r\n", {}, {}, "the file is empty", "", "x.csv"},
      {"WebPage",
       "<html><table><tr><td>交易时间</td></tr></table></html>",
       {},
       {},
       "web page or XML",
       "",
       "x.xls"},
      {"Pdf", "%PDF-1.7 ...", {}, {}, "a PDF is not read", "", "x.pdf"},
      {"EmptyTable", head, {}, {}, "", "", "x.csv"},
  };
}

std::vector<Ugly> cells() {
  const std::string t = "2024-03-01 09:30:00";
  const std::string to = " 6222020000000000001>6222020000000000002 ";
  const auto out = [&](const std::string& amount) { return t + to + amount + " transfer"; };
  return {
      {"Thousands",
       with(row(t, "借", "\"1,234,567.80\"")),
       {out("1234567.80")},
       {},
       "",
       "",
       "x.csv"},
      {"ThousandsMisplaced",
       with(row(t, "借", "\"1,23,4.5\"")),
       {},
       {"refused 2:4 amount \"1,23,4.5\" has a separator where none belongs"},
       "",
       "",
       "x.csv"},
      {"YuanSign", with(row(t, "借", "￥100元")), {out("100.00")}, {}, "", "", "x.csv"},
      {"FullWidth",
       with(row("２０２４－０３－０１　０９：３０：００", "借", "１００．００",
                "６２２２０２００００００００００００２")),
       {out("100.00")},
       {},
       "",
       "",
       "x.csv"},
      {"Apostrophe",
       with("'6222020000000000001," + t + ",借,100.00,,'6222020000000000002,,\n"),
       {out("100.00")},
       {},
       "",
       "",
       "x.csv"},
      {"SpreadsheetWrap",
       with(row(t, "借", "100", "\"=\"\"6222020000000000002\"\"\"")),
       {out("100.00")},
       {},
       "",
       "",
       "x.csv"},
      {"TrailingTabs",
       with("6222020000000000001\t," + t + "\t,借\t,100.00\t,,6222020000000000002\t,,\n"),
       {out("100.00")},
       {},
       "",
       "",
       "x.csv"},
      {"InvisibleMarks",
       with(row(t, "借", "100",
                "\xE2\x80\xAD"
                "6222020000000000002\xE2\x80\xAC")),
       {out("100.00")},
       {},
       "",
       "",
       "x.csv"},
      {"GroupedAccount",
       with(row(t, "借", "100", "6222 0200 0000 0000 002")),
       {out("100.00")},
       {},
       "",
       "",
       "x.csv"},
      {"HyphenIsNoGroup",
       with(row(t, "借", "100", "6222020000000000002-1")),
       {t + " 6222020000000000001>6222020000000000002-1 100.00 transfer"},
       {},
       "",
       "",
       "x.csv"},
      {"Scientific",
       with(row(t, "借", "100", "6.22202E+18")),
       {},
       {"refused 2:6 account \"6.22202E+18\" was rounded by a spreadsheet"},
       "",
       "",
       "x.csv"},
      {"ScientificWithoutPlus",
       with(row(t, "借", "100", "6.22202E18")),
       {},
       {"refused 2:6 account \"6.22202E18\" was rounded by a spreadsheet"},
       "",
       "",
       "x.csv"},
      {"DecimalAccount",
       with(row(t, "借", "100", "6222020000000000002.0")),
       {},
       {"refused 2:6 account \"6222020000000000002.0\" is a decimal number"},
       "",
       "",
       "x.csv"},
      {"Masked",
       with(row(t, "借", "100", "6222****0002")),
       {t + " 6222020000000000001>masked:6222****0002@6222020000000000001 100.00 transfer"},
       {},
       "",
       "",
       "x.csv"},
      {"OwnMasked",
       with("6222****0001," + t + ",借,100,,6222020000000000002,,\n"),
       {},
       {"refused 2:1 the statement's own account \"6222****0001\" is masked"},
       "",
       "",
       "x.csv"},
      {"NameOnly",
       with("6222020000000000001," + t + ",贷,100,,-,王五,\n"),
       {t + " name:王五@6222020000000000001>6222020000000000001 100.00 transfer"},
       {},
       "",
       "",
       "x.csv"},
      {"CashDrawn",
       with("6222020000000000001," + t + ",借,100,,,,ATM取款\n"),
       {t + " 6222020000000000001>cash:6222020000000000001 100.00 cash"},
       {},
       "",
       "",
       "x.csv"},
      {"CashPaidIn",
       with("6222020000000000001," + t + ",贷,100,,,,现金存入\n"),
       {t + " cash:6222020000000000001>6222020000000000001 100.00 transfer"},
       {},
       "",
       "",
       "x.csv"},
      {"Fee",
       with("6222020000000000001," + t + ",借,2,,,,短信费\n"),
       {t + " 6222020000000000001>bank:6222020000000000001 2.00 transfer"},
       {},
       "",
       "",
       "x.csv"},
      {"Purchase",
       with("6222020000000000001," + t + ",借,30,,898310000000001,超市,消费\n"),
       {t + " 6222020000000000001>898310000000001 30.00 merchant"},
       {},
       "",
       "",
       "x.csv"},
      {"NobodyTold",
       with("6222020000000000001," + t + ",借,30,,,,\n"),
       {t + " 6222020000000000001>unknown-out:6222020000000000001 30.00 transfer"},
       {},
       "",
       "",
       "x.csv"},
      {"RedEntry",
       with(row(t, "借", "100") + row(t, "借", "-100")),
       {out("100.00"), t + " 6222020000000000002>6222020000000000001 100.00 transfer"},
       {},
       "",
       "",
       "x.csv"},
      {"SignRepeats",
       with(row(t, "借", "-1") + row(t, "借", "-2") + row(t, "借", "-3") + row(t, "贷", "4")),
       {out("1.00"), out("2.00"), out("3.00"),
        t + " 6222020000000000002>6222020000000000001 4.00 transfer"},
       {},
       "",
       "",
       "x.csv"},
      {"SignUnclear",
       with(row(t, "借", "-1")),
       {},
       {"refused 2:4 a negative amount beside"},
       "",
       "",
       "x.csv"},
      {"UnknownFlag",
       with(row(t, "转", "1")),
       {},
       {"refused 2:3 direction \"转\" is not known"},
       "",
       "",
       "x.csv"},
      {"LettersDC",
       with(row(t, "D", "1") + row(t, "c", "2")),
       {out("1.00"), t + " 6222020000000000002>6222020000000000001 2.00 transfer"},
       {},
       "",
       "",
       "x.csv"},
      {"Brackets",
       with(row(t, "借", "(100.00)")),
       {},
       {"refused 2:4 amount \"(100.00)\" is in"},
       "",
       "",
       "x.csv"},
      {"ThreeDecimals", with(row(t, "借", "1.005")), {}, {"refused 2:4 "}, "", "", "x.csv"},
      {"Zero",
       with(row(t, "借", "0.00")),
       {},
       {"passed_over 2 the amount is zero"},
       "",
       "",
       "x.csv"},
      {"NoAmountHere",
       with(row(t, "借", "")),
       {},
       {"refused 2:4 the amount is empty"},
       "",
       "",
       "x.csv"},
      {"NoSuchDay",
       with(row("2024-02-30 09:30:00", "借", "1")),
       {},
       {"refused 2:2 time \"2024-02-30 09:30:00\" does not begin with a day"},
       "",
       "",
       "x.csv"},
      {"CompactTime",
       with(row("20240301093000", "借", "1") + row("20240301 09:30:00", "借", "2")),
       {out("1.00"), out("2.00")},
       {},
       "",
       "",
       "x.csv"},
      {"ChineseTime",
       with(row("2024年3月1日9时30分", "借", "1")),
       {out("1.00")},
       {},
       "",
       "",
       "x.csv"},
      {"BrokenBalance",
       with("6222020000000000001," + t + ",借,1,余额不详,6222020000000000002,,\n"),
       {},
       {"refused 2:5 "},
       "",
       "",
       "x.csv"},
  };
}

std::vector<Ugly> shapes() {
  return {
      {"DateAndClock",
       "交易卡号,交易日期,交易时间,借方发生额,贷方发生额,对方账号\n6222020000000000001,20240301,"
       "93000,100.00,0.00,"
       "6222020000000000002\n",
       {first_read},
       {},
       "",
       "",
       "x.csv"},
      {"DateOnly",
       "交易卡号,交易日期,支出,收入,对方账号\n6222020000000000001,2024/3/"
       "1,,5,6222020000000000002\n",
       {"2024-03-01 00:00:00 6222020000000000002>6222020000000000001 5.00 transfer"},
       {},
       "",
       "",
       "x.csv"},
      {"BothColumns",
       "交易卡号,交易时间,借方发生额,贷方发生额,对方账号\n6222020000000000001,2024-03-01 "
       "09:30:00,1,2,6222020000000000002\n",
       {},
       {"refused 2:3 the row has both a debit and a credit"},
       "",
       "",
       "x.csv"},
      {"RedInColumns",
       "交易卡号,交易时间,借方发生额,贷方发生额,对方账号\n6222020000000000001,2024-03-01 "
       "09:30:00,-1,,6222020000000000002\n",
       {"2024-03-01 09:30:00 6222020000000000002>6222020000000000001 1.00 transfer"},
       {},
       "",
       "",
       "x.csv"},
      {"BothSides",
       "付款账号,付款户名,收款账号,收款户名,转账时间,转账金额\n6222020000000000001,张三,"
       "6222020000000000002,李四,"
       "2024-03-01 09:30:00,100\n,,6222020000000000002,李四,2024-03-01 09:31:00,1\n",
       {first_read},
       {"refused 3:1 the payer is empty"},
       "",
       "",
       "x.csv"},
      {"WalletExport",
       "微信支付账单明细,,,,,\n交易时间,交易类型,交易对方,商品,收/"
       "支,金额(元),支付方式,当前状态,交易单号\n2024-03-01 "
       "09:30:00,转账,李四,/,支出,¥100.00,零钱,对方已收钱,1000001\n2024-03-01 "
       "09:40:00,零钱提现,/,/,/,¥5.00,银行,提现已到账,1000002\n2024-03-01 "
       "09:50:00,商户消费,超市,米,支出,¥8.00,零钱,交易关闭,1000003\n",
       {"2024-03-01 09:30:00 wxid1>name:李四@wxid1 100.00 transfer"},
       {"refused 4:5 neither debit nor credit is told",
        "passed_over 5 the transfer did not succeed"},
       "",
       "wxid1",
       "x.csv"},
      {"ForeignCurrency",
       "交易卡号,交易时间,借贷标志,交易金额,币种,对方账号\n6222020000000000001,2024-03-01 "
       "09:30:00,借,1,美元,6222020000000000002\n6222020000000000001,2024-03-01 "
       "09:30:00,借,100,人民币,6222020000000000002\n",
       {first_read},
       {"refused 2:5 currency \"美元\" is not the yuan"},
       "",
       "",
       "x.csv"},
      {"FailedTransfers",
       "交易卡号,交易时间,借贷标志,交易金额,对方账号,交易是否成功\n6222020000000000001,2024-03-01 "
       "09:30:00,借,1,6222020000000000002,失败\n6222020000000000001,2024-03-01 "
       "09:30:00,借,100,6222020000000000002,成功\n6222020000000000001,2024-03-01 "
       "09:30:00,借,3,6222020000000000002,待定\n",
       {first_read},
       {"passed_over 2 the transfer did not succeed", "refused 4:6 \"待定\" does not say"},
       "",
       "",
       "x.csv"},
      {"CardBeforeAccount",
       "交易账号,交易卡号,交易时间,借贷标志,交易金额,对方账号,对方卡号\n1001,6222020000000000001,"
       "2024-03-01 "
       "09:30:00,借,100,2002,6222020000000000002\n1001,,2024-03-01 09:31:00,借,1,2002,\n",
       {first_read, "2024-03-01 09:31:00 1001>2002 1.00 transfer"},
       {},
       "",
       "",
       "x.csv"},
      {"NewestFirst",
       with(row("2024-03-01 10:00:00", "借", "3") + row("2024-03-01 09:00:00", "借", "2") +
            row("2024-03-01 09:00:00", "贷", "1")),
       {"2024-03-01 10:00:00 6222020000000000001>6222020000000000002 3.00 transfer",
        "2024-03-01 09:00:00 6222020000000000002>6222020000000000001 1.00 transfer",
        "2024-03-01 09:00:00 6222020000000000001>6222020000000000002 2.00 transfer"},
       {},
       "",
       "",
       "x.csv"},
  };
}

class UglyText : public testing::TestWithParam<Ugly> {};

TEST_P(UglyText, ReadsWhatItSays) {
  const Ugly& ugly = GetParam();
  StatementOptions options;
  options.owner.account = ugly.owner;
  const Reading reading = read_files({{ugly.file, ugly.bytes}}, options);
  EXPECT_EQ(reading.transfers, ugly.transfers);
  ASSERT_EQ(reading.notes.size(), ugly.notes.size()) << testing::PrintToString(reading.notes);
  for (std::size_t i = 0; i < ugly.notes.size(); ++i) {
    EXPECT_THAT(reading.notes[i], testing::StartsWith(ugly.notes[i]));
  }
  if (ugly.failure.empty()) {
    EXPECT_THAT(reading.failures, testing::IsEmpty());
  } else {
    EXPECT_THAT(reading.failures, testing::ElementsAre(testing::HasSubstr(ugly.failure)));
  }
}

const auto named = [](const auto& with_param) { return with_param.param.name; };
INSTANTIATE_TEST_SUITE_P(Encodings, UglyText, testing::ValuesIn(encodings()), named);
INSTANTIATE_TEST_SUITE_P(Headers, UglyText, testing::ValuesIn(headers()), named);
INSTANTIATE_TEST_SUITE_P(Cells, UglyText, testing::ValuesIn(cells()), named);
INSTANTIATE_TEST_SUITE_P(Shapes, UglyText, testing::ValuesIn(shapes()), named);

}  // namespace
}  // namespace holdfast::statement
