// `holdfast statement` on statements of half a million rows: CSV in UTF-8 and in GB18030, and a
// workbook with shared texts, dates as numbers, and amounts as numbers. Wall time, processor time,
// peak memory. Every line that the command writes is held against what was made, and every
// thousandth row is one that it must refuse.
//
// Usage: bench_statement [ROWS], default 500,000.
#include <array>
#include <boost/json.hpp>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <unordered_map>
#include <vector>

#include "base/check.hpp"
#include "base/fen.hpp"
#include "base/instant.hpp"
#include "base/rng.hpp"
#include "figure.hpp"
#include "measured_run.hpp"
#include "support/workbook.hpp"

namespace {

using namespace holdfast;
namespace json = boost::json;

constexpr std::uint64_t refused_every = 1000;
constexpr std::int64_t first_second = 1'709'222'400;  // 2024-03-01 00:00 in Beijing
constexpr double first_serial = 45352;

struct Row {
  std::string own;
  std::string own_name;
  std::int64_t second = 0;  // from the first day's midnight
  bool is_out = false;
  std::int64_t fen = 0;
  std::int64_t balance = 0;
  std::string other;
  std::string other_name;
  std::string serial;
  std::string ip;
  bool is_refused = false;
};

/// The rows of twenty accounts that deal with twenty thousand others, in the order of time.
class Rows {
 public:
  Row next() {
    Row row;
    const std::uint64_t account = rng_.below(20);
    const std::uint64_t other = rng_.below(20'000);
    ++number_;
    second_ += static_cast<std::int64_t>(rng_.below(20));
    row.own = fmt::format("62220200000{:08}", account);
    row.own_name = fmt::format("客户{}", account);
    row.second = second_;
    row.is_out = rng_.chance(500'000);
    row.fen = rng_.between(1, 5'000'000);
    row.balance = rng_.between(0, 50'000'000);
    row.is_refused = number_ % refused_every == 0;
    row.other = row.is_refused ? "6.22848E+18" : fmt::format("62284800000{:08}", other);
    row.other_name = fmt::format("对手{}", other);
    row.serial = fmt::format("20240301{:010}", number_);
    row.ip = fmt::format("10.{}.{}.{}", account, other % 256, number_ % 200);
    return row;
  }

 private:
  base::Rng rng_{20240301};
  std::uint64_t number_ = 0;
  std::int64_t second_ = 0;
};

constexpr std::array headings{"交易卡号",   "交易户名",   "交易时间", "借贷标志",
                              "交易金额",   "交易余额",   "对方卡号", "对方户名",
                              "对方开户行", "交易流水号", "摘要说明", "交易地点",
                              "IP地址",     "MAC地址",    "币种",     "交易是否成功"};

std::string yuan(std::int64_t fen) {
  return base::format_yuan(base::Fen{fen});
}

std::string csv_of(std::uint64_t count) {
  std::string text = fmt::format("{}\n", fmt::join(headings, ","));
  Rows rows;
  for (std::uint64_t i = 0; i < count; ++i) {
    const Row row = rows.next();
    const auto time = base::from_unix_ms((first_second + row.second) * 1000);
    fmt::format_to(std::back_inserter(text),
                   "{},{},{},{},{},{},{},{},某某银行股份有限公司某某支行,{},网银转账,重庆市,{},"
                   "00-1B-44-11-3A-B7,人民币,成功\n",
                   row.own, row.own_name, base::display_instant(time), row.is_out ? "借" : "贷",
                   yuan(row.fen), yuan(row.balance), row.other, row.other_name, row.serial, row.ip);
  }
  return text;
}

/// A workbook as banks' systems write it: texts shared, numbers and dates as numbers.
class BookMaker {
 public:
  std::string make(std::uint64_t count) {
    std::string sheet = "<worksheet><sheetData><row r=\"1\">";
    for (std::size_t i = 0; i < headings.size(); ++i) {
      add_text(sheet, i, 1, headings[i]);
    }
    sheet += "</row>";
    Rows rows;
    for (std::uint64_t i = 0; i < count; ++i) {
      add_row(sheet, i + 2, rows.next());
    }
    sheet += "</sheetData></worksheet>";
    std::string shared = "<sst>";
    for (const std::string& text : texts_) {
      shared += "<si><t>" + text + "</t></si>";
    }
    shared += "</sst>";
    const std::string type = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    return test::make_zip(
        {{"xl/workbook.xml",
          "<workbook xmlns:r=\"r\"><sheets><sheet name=\"交易明细\" "
          "r:id=\"a\"/></sheets></workbook>"},
         {"xl/_rels/workbook.xml.rels",
          fmt::format("<Relationships><Relationship Id=\"a\" Type=\"{0}/worksheet\" "
                      "Target=\"s.xml\"/><Relationship Id=\"b\" Type=\"{0}/sharedStrings\" "
                      "Target=\"t.xml\"/><Relationship Id=\"c\" Type=\"{0}/styles\" "
                      "Target=\"y.xml\"/></Relationships>",
                      type)},
         {"xl/y.xml",
          "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"22\"/></cellXfs></styleSheet>"},
         {"xl/t.xml", shared},
         {"xl/s.xml", sheet}});
  }

 private:
  void add_row(std::string& sheet, std::uint64_t number, const Row& row) {
    fmt::format_to(std::back_inserter(sheet), "<row r=\"{}\" spans=\"1:16\">", number);
    add_text(sheet, 0, number, row.own);
    add_text(sheet, 1, number, row.own_name);
    fmt::format_to(std::back_inserter(sheet), "<c r=\"C{}\" s=\"1\"><v>{:.17g}</v></c>", number,
                   first_serial + static_cast<double>(row.second) / 86'400);
    add_text(sheet, 3, number, row.is_out ? "借" : "贷");
    fmt::format_to(std::back_inserter(sheet),
                   "<c r=\"E{0}\"><v>{1}</v></c><c r=\"F{0}\"><v>{2}</v></c>", number,
                   yuan(row.fen), yuan(row.balance));
    add_text(sheet, 6, number, row.other);
    add_text(sheet, 7, number, row.other_name);
    add_text(sheet, 8, number, "某某银行股份有限公司某某支行");
    add_text(sheet, 9, number, row.serial);
    add_text(sheet, 10, number, "网银转账");
    add_text(sheet, 11, number, "重庆市");
    add_text(sheet, 12, number, row.ip);
    add_text(sheet, 13, number, "00-1B-44-11-3A-B7");
    add_text(sheet, 14, number, "人民币");
    add_text(sheet, 15, number, "成功");
    sheet += "</row>";
  }

  void add_text(std::string& sheet, std::size_t column, std::uint64_t row,
                const std::string& text) {
    const auto [found, is_new] = numbers_.try_emplace(text, texts_.size());
    if (is_new) {
      texts_.push_back(text);
    }
    fmt::format_to(std::back_inserter(sheet), "<c r=\"{}{}\" t=\"s\"><v>{}</v></c>",
                   static_cast<char>('A' + column), row, found->second);
  }

  std::unordered_map<std::string, std::size_t> numbers_;
  std::vector<std::string> texts_;
};

struct Scratch {
  std::string directory = [] {
    auto pattern = (std::filesystem::temp_directory_path() / "holdfast-bench-XXXXXX").string();
    base::check(::mkdtemp(pattern.data()) != nullptr, "a directory for the files");
    return pattern;
  }();
  ~Scratch() { std::filesystem::remove_all(directory); }
};

/// Every line of what was written, in order: time, payer, payee, amount.
bool is_as_made(const std::string& path, std::uint64_t count) {
  std::ifstream in{path, std::ios::binary};
  std::string line;
  std::getline(in, line);
  Rows rows;
  for (std::uint64_t i = 0; i < count; ++i) {
    const Row row = rows.next();
    if (row.is_refused) {
      continue;
    }
    const auto time = base::from_unix_ms((first_second + row.second) * 1000);
    const std::string expected = fmt::format(",{},{},{},{},transfer,", base::format_instant(time),
                                             row.is_out ? row.own : row.other,
                                             row.is_out ? row.other : row.own, yuan(row.fen));
    if (!std::getline(in, line) || line.find(expected) != line.find(',')) {
      return false;
    }
  }
  return !std::getline(in, line);
}

struct Case {
  std::string name;
  std::string file;
  double seconds_at_most = 0;
  std::optional<double> mb_at_most;
};

void run_case(bench::Suite& suite, const Scratch& scratch, const Case& one,
              const std::string& bytes, std::uint64_t count) {
  const std::string path = scratch.directory + "/" + one.file;
  const std::string out = scratch.directory + "/transfers.csv";
  std::ofstream{path, std::ios::binary} << bytes;
  const auto run = bench::run_measured(
      {"statement", path, "--out", out, "--rejects", scratch.directory + "/rejects.csv", "--json"},
      scratch.directory + "/report.json");
  std::ifstream in{scratch.directory + "/report.json", std::ios::binary};
  const std::string text{std::istreambuf_iterator<char>{in}, {}};
  json::error_code failed;
  const auto report = json::parse(text, failed);
  suite.check("the command answers JSON", run.exit_code == 0 && !failed);
  if (run.exit_code != 0 || failed) {
    return;
  }
  const auto& sheet = report.at("files").at(0).at("sheets").at(0);
  suite.check("it refuses the rows that are wrong and no other",
              sheet.at("refused").to_number<std::uint64_t>() == count / refused_every &&
                  sheet.at("taken").to_number<std::uint64_t>() == count - count / refused_every);
  suite.check("every transfer is the one that was made, to the fen and the second",
              is_as_made(out, count));
  const auto name = fmt::format("{} rows, {}, {} MB", count, one.name, bytes.size() / 1'000'000);
  suite.figure(name,
               {.name = "wall", .unit = "s", .value = run.wall_s, .at_most = one.seconds_at_most});
  suite.figure(name, {.name = "processor", .unit = "s", .value = run.cpu_s});
  suite.figure(
      name, {.name = "peak memory", .unit = "MB", .value = run.peak_mb, .at_most = one.mb_at_most});
}

}  // namespace

int main(int argc, char** argv) {
  const std::uint64_t count = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 500'000;
  bench::Suite suite("statement");
  const Scratch scratch;
  {
    const std::string csv = csv_of(count);
    run_case(suite, scratch, {"CSV", "june.csv", 3, {}}, csv, count);
    run_case(suite, scratch, {"CSV in GB18030", "june-gbk.csv", 3, {}},
             test::encoded(csv, "GB18030"), count);
  }
  run_case(suite, scratch, {"xlsx", "june.xlsx", 10, 300}, BookMaker{}.make(count), count);
  return suite.exit_code();
}
