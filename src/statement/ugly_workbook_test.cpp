// Workbooks of both forms as banks send them, each with what must come of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "statement/reading_test.hpp"
#include "support/workbook.hpp"

namespace holdfast::statement {
namespace {

using test::date_cell;
using test::MadeRow;
using test::MadeSheet;
using test::make_xls;
using test::make_xlsx;
using test::number_cell;
using test::text_cell;
using test::text_row;

constexpr const char* own = "6222020000000000001";
constexpr const char* other = "6222020000000000002";
constexpr double nine_thirty = 45352.395833333336;  // 2024-03-01 09:30
constexpr const char* read_as =
    "2024-03-01 09:30:00 6222020000000000001>6222020000000000002 100.00 transfer";

const MadeRow head = text_row({"交易卡号", "交易时间", "借贷标志", "交易金额", "对方账号", "摘要"});
MadeRow row_at(test::MadeCell time, test::MadeCell amount = number_cell(100),
               test::MadeCell whom = text_cell(other)) {
  return {text_cell(own),    std::move(time), text_cell("借"),
          std::move(amount), std::move(whom), text_cell("转账")};
}
MadeSheet sheet(std::vector<MadeRow> rows, std::string name = "Sheet1") {
  return {.name = std::move(name), .rows = std::move(rows)};
}
const MadeRow usual = row_at(date_cell(nine_thirty));

/// Each must read the same in both forms.
std::vector<Ugly> both_forms() {
  const auto make = [](const std::string& name, const std::vector<MadeSheet>& sheets,
                       std::vector<std::string> transfers, std::vector<std::string> notes = {},
                       std::string failure = {}) {
    return std::vector<Ugly>{
        {name + "Xlsx", make_xlsx(sheets), transfers, notes, failure, "", "x.xlsx"},
        {name + "Xls", make_xls(sheets), transfers, notes, failure, "", "x.xls"}};
  };
  std::vector<std::vector<Ugly>> all{
      make("Plain", {sheet({head, usual})}, {read_as}),
      make("TitlesAndGaps",
           {sheet({text_row({"某某银行流水"}),
                   {},
                   text_row({"账号：", own, "户名：张三"}),
                   {},
                   text_row({"交易时间", "收入", "支出", "对方账号"}),
                   {},
                   {date_cell(nine_thirty), {}, number_cell(100), text_cell(other)}})},
           {read_as}),
      make("MergedHeadings",
           {sheet({text_row({"本方", "", "交易信息", "", "", "对方"}),
                   text_row({"卡号", "户名", "交易时间", "借贷标志", "交易金额", "账号", "户名"}),
                   {text_cell(own), text_cell("张三"), date_cell(nine_thirty), text_cell("借"),
                    number_cell(100), text_cell(other), text_cell("李四")}})},
           {read_as}),
      make("SeveralSheets",
           {sheet({text_row({"说明"}), text_row({"本表由系统生成"})}, "说明"),
            sheet({head, usual}, "一月"),
            sheet({head, row_at(date_cell(nine_thirty + 1), number_cell(5))}, "二月")},
           {read_as, "2024-03-02 09:30:00 6222020000000000001>6222020000000000002 5.00 transfer"}),
      make("SheetsOverlap", {sheet({head, usual}, "一月"), sheet({head, usual}, "二月")}, {read_as},
           {"duplicate 2 the same row was told before"}),
      make("AccountAsNumber",
           {sheet({head, row_at(date_cell(nine_thirty), number_cell(100),
                                number_cell(6222020000000000002.0))})},
           {}, {"refused 2:5 account \"6.22202"}),
      make("ShortAccountAsNumber",
           {sheet({head,
                   row_at(date_cell(nine_thirty), number_cell(100), number_cell(110938472901.0))})},
           {"2024-03-01 09:30:00 6222020000000000001>110938472901 100.00 transfer"}),
      make("SerialWithoutFormat", {sheet({head, row_at(number_cell(nine_thirty))})}, {},
           {"refused 2:2 time \"45352.3958333333\" is a spreadsheet's number"}),
      make("BinaryFractions",
           {sheet({head, row_at(date_cell(nine_thirty), number_cell(0.1 + 0.2)),
                   row_at(date_cell(nine_thirty), number_cell(1234567.89))})},
           {"2024-03-01 09:30:00 6222020000000000001>6222020000000000002 0.30 transfer",
            "2024-03-01 09:30:00 6222020000000000001>6222020000000000002 1234567.89 transfer"}),
      make("BrokenCells",
           {sheet({head, row_at(date_cell(nine_thirty), {test::MadeCell::As::error, {}, 0}),
                   row_at(date_cell(nine_thirty), number_cell(1),
                          {test::MadeCell::As::error, {}, 0})})},
           {}, {"refused 2:4 amount \"#", "refused 3:5 the cell shows #"}),
      make("ResultsOfFormulas",
           {sheet({head, row_at({test::MadeCell::As::formula, "2024-03-01 09:30:00", 0},
                                number_cell(100), {test::MadeCell::As::formula, other, 0})})},
           {read_as}),
      make("DateAndClockApart",
           {sheet({text_row({"交易卡号", "交易日期", "交易时间", "支出", "收入", "对方账号"}),
                   {text_cell(own),
                    date_cell(45352),
                    date_cell(0.395833333333333),
                    number_cell(100),
                    {},
                    text_cell(other)}})},
           {read_as}),
      make("LongAndRareTexts",
           {sheet({head,
                   {text_cell(own), date_cell(nine_thirty), text_cell("借"), number_cell(100),
                    text_cell(other), text_cell(std::string(9000, 'x') + "𠮷野家")}})},
           {read_as}),
      make("NoTable", {sheet({text_row({"你好"}), {number_cell(1)}})}, {}, {},
           "there is no line of headings"),
  };
  std::vector<Ugly> flat;
  for (auto& pair : all) {
    flat.insert(flat.end(), pair.begin(), pair.end());
  }
  return flat;
}

std::vector<Ugly> of_1904() {
  const std::vector<MadeSheet> sheets{sheet({head, row_at(date_cell(nine_thirty - 1462))})};
  return {
      {"Xlsx", make_xlsx(sheets, {.counts_from_1904 = true}), {read_as}, {}, "", "", "x.xlsx"},
      {"Xls", make_xls(sheets, {.counts_from_1904 = true}), {read_as}, {}, "", "", "x.xls"},
  };
}

std::vector<Ugly> only_xlsx() {
  const std::vector<MadeSheet> plain{sheet({head, usual})};
  const std::string good = make_xlsx(plain);
  std::string flipped = good;
  flipped[good.find("sheetData") != std::string::npos ? 0 : 200] ^= 0x5A;
  const auto part = [](const std::string& sheet_xml) {
    return test::make_zip(
        {{"xl/workbook.xml",
          "<workbook xmlns:r=\"r\"><sheets><sheet name=\"s\" r:id=\"a\"/></sheets></workbook>"},
         {"xl/_rels/workbook.xml.rels",
          "<Relationships><Relationship Id=\"a\" Type=\"t/worksheet\" "
          "Target=\"/xl/s.xml\"/></Relationships>"},
         {"xl/s.xml", sheet_xml}});
  };
  return {
      {"InlineTexts", make_xlsx(plain, {.shares_texts = false}), {read_as}, {}, "", "", "x.xlsx"},
      {"CellsWithoutNames",
       make_xlsx(plain, {.names_cells = false}),
       {read_as},
       {},
       "",
       "",
       "x.xlsx"},
      {"PrefixedElements",
       make_xlsx(plain, {.shares_texts = false, .prefix = "x:"}),
       {read_as},
       {},
       "",
       "",
       "x.xlsx"},
      {"Hidden", make_xlsx({{"Sheet1", {head, usual}, true}}), {read_as}, {}, "", "", "x.xlsx"},
      {"NumberInWords",
       make_xlsx({sheet({head, row_at(date_cell(nine_thirty), number_cell("1.0E+2"))})}),
       {read_as},
       {},
       "",
       "",
       "x.xlsx"},
      {"AccountInScientific",
       make_xlsx({sheet({head, row_at(date_cell(nine_thirty), number_cell(1),
                                      number_cell("6.2220212345678901E+18"))})}),
       {},
       {"refused 2:5 account \"6.2220212345678"},
       "",
       "",
       "x.xlsx"},
      {"SixteenDigitsAsNumber",
       make_xlsx({sheet({head, row_at(date_cell(nine_thirty), number_cell(1),
                                      number_cell("6222020000000010"))})}),
       {},
       {"refused 2:5 account \"6222020000000010\" is a number of 16 digits"},
       "",
       "",
       "x.xlsx"},
      {"NoStyles",
       part("<worksheet><sheetData><row><c "
            "t=\"inlineStr\"><is><t>a</t></is></c></row></sheetData></worksheet>"),
       {},
       {},
       "there is no line of headings",
       "",
       "x.xlsx"},
      {"CutOff", good.substr(0, good.size() / 2), {}, {}, "cut off or damaged", "", "x.xlsx"},
      {"Damaged", flipped, {}, {}, ":", "", "x.xlsx"},
      {"NotAWorkbook",
       test::make_zip({{"word/document.xml", "<a/>"}}),
       {},
       {},
       "the archive holds no workbook",
       "",
       "x.xlsx"},
      {"NotWellFormed",
       part("<worksheet><sheetData><row><c></row>"),
       {},
       {},
       "xl/s.xml line 1 column",
       "",
       "x.xlsx"},
      {"DocumentType",
       part("<!DOCTYPE a [<!ENTITY b \"c\">]><worksheet/>"),
       {},
       {},
       "declares a document type",
       "",
       "x.xlsx"},
      {"DeeplyNested",
       part([] {
         std::string xml;
         for (int i = 0; i < 1000; ++i) {
           xml += "<a>";
         }
         return xml;
       }()),
       {},
       {},
       "nested deeper than 64",
       "",
       "x.xlsx"},
      {"RowsBackwards",
       part("<worksheet><row r=\"5\"><c><v>1</v></c></row><row r=\"4\"/></worksheet>"),
       {},
       {},
       "row 4 follows row 5",
       "",
       "x.xlsx"},
      {"CellsBackwards",
       part("<worksheet><row r=\"1\"><c r=\"C1\"><v>1</v></c><c "
            "r=\"B1\"><v>1</v></c></row></worksheet>"),
       {},
       {},
       "row 1 has its cells out of order",
       "",
       "x.xlsx"},
      {"TooWide",
       part("<worksheet><row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row></worksheet>"),
       {},
       {},
       "more than 512 columns",
       "",
       "x.xlsx"},
      {"SharedTextMissing",
       part("<worksheet><row r=\"1\"><c r=\"A1\" t=\"s\"><v>7</v></c></row></worksheet>"),
       {},
       {},
       "names shared text 7 of 0",
       "",
       "x.xlsx"},
      {"Bomb",
       part("<worksheet>" + std::string(std::size_t{40} << 20, ' ')),
       {},
       {},
       "refused as a bomb",
       "",
       "x.xlsx"},
  };
}

std::vector<Ugly> only_xls() {
  const std::vector<MadeSheet> plain{sheet({head, usual})};
  const std::string good = make_xls(plain);
  // The table of sectors says that the directory follows itself.
  std::string circle = good;
  circle[512 + 4] = 1;
  circle[512 + 5] = circle[512 + 6] = circle[512 + 7] = 0;
  return {
      {"TextsInPieces", make_xls(plain, {.text_piece = 21}), {read_as}, {}, "", "", "x.xls"},
      {"NamedXlsx", good, {read_as}, {}, "", "", "x.xlsx"},
      {"Excel95", make_xls(plain, {.version = 0x0500}), {}, {}, "Excel 5 or 95", "", "x.xls"},
      {"Protected", make_xls(plain, {.is_protected = true}), {}, {}, "password", "", "x.xls"},
      {"ProtectedXlsx", test::make_ole("EncryptedPackage", "x"), {}, {}, "password", "", "x.xlsx"},
      {"WordDocument",
       test::make_ole("WordDocument", "x"),
       {},
       {},
       "holds no workbook",
       "",
       "x.xls"},
      {"CutOff", good.substr(0, 2000), {}, {}, "damaged", "", "x.xls"},
      {"Circle", circle, {}, {}, "damaged", "", "x.xls"},
      {"HeaderOnly", good.substr(0, 100), {}, {}, "its header is cut off", "", "x.xls"},
  };
}

class UglyWorkbook : public testing::TestWithParam<Ugly> {};

TEST_P(UglyWorkbook, ReadsWhatItSays) {
  const Ugly& ugly = GetParam();
  expect_as_told(read_files({{ugly.file, ugly.bytes}}), ugly);
}

const auto named = [](const auto& with_param) { return with_param.param.name; };
INSTANTIATE_TEST_SUITE_P(BothForms, UglyWorkbook, testing::ValuesIn(both_forms()), named);
INSTANTIATE_TEST_SUITE_P(Of1904, UglyWorkbook, testing::ValuesIn(of_1904()), named);
INSTANTIATE_TEST_SUITE_P(OnlyXlsx, UglyWorkbook, testing::ValuesIn(only_xlsx()), named);
INSTANTIATE_TEST_SUITE_P(OnlyXls, UglyWorkbook, testing::ValuesIn(only_xls()), named);

}  // namespace
}  // namespace holdfast::statement
