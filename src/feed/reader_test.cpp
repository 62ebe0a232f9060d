#include "feed/reader.hpp"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <unicode/ucnv.h>

#include "base/rng.hpp"
#include "feed/canonical.hpp"
#include "feed/reject.hpp"
#include "support/source_dir.hpp"

namespace holdfast::feed {
namespace {

struct Read {
  std::vector<std::string> rows;  // in canonical form, without the columns that are empty
  std::vector<RowError> errors;
  base::Result<ReadSummary> summary = ReadSummary{};
};

std::string brief(const TransferRow& row) {
  std::string line;
  append_canonical(line, row);
  line.erase(line.find_last_not_of(",\n") + 1);
  return line;
}

Read read_text(std::string_view text, ReadOptions options = {}, std::size_t piece = 1U << 20U) {
  Read out;
  options.file = "f";
  RowParser parser(std::move(options),
                   {.on_row = [&](const TransferRow& row) { out.rows.push_back(brief(row)); },
                    .on_error = [&](const RowError& error) { out.errors.push_back(error); }});
  for (std::size_t i = 0; i < text.size(); i += piece) {
    if (auto fed = parser.feed(text.substr(i, piece)); !fed) {
      break;
    }
  }
  out.summary = parser.finish();
  return out;
}

/// The only row of `header` and `line`, or the reason why it was refused.
std::string one(const std::string& header, const std::string& line, ReadOptions options = {}) {
  const auto read = read_text(header + "\n" + line + "\n", std::move(options));
  if (!read.summary) {
    return "input: " + read.summary.error().message;
  }
  EXPECT_EQ(read.rows.size() + read.errors.size(), 1U);
  return read.rows.empty() ? read.errors[0].reason : read.rows[0];
}

TEST(Reader, TwoSidedStatementsAreReadByTheirHeadings) {
  EXPECT_EQ(one("交易流水号,交易时间,付款账号,收款账号,交易金额(元),付款户名,收款户名,备注",
                "S1,20210102 09:30:05,6222 01,6222 02,\"1,234.50\",张三,李四,货款"),
            "S1,2021-01-02T09:30:05.000+08:00,622201,622202,1234.50,transfer,张三,李四,,,,S1,,,"
            "货款");
}

TEST(Reader, OneSidedStatementsBecomePayerAndPayee) {
  const std::string header = "交易卡号,交易日期,交易时间,交易金额,收付标志,对手账号,对手户名";
  EXPECT_EQ(one(header, "A,20210102,093005,10,出,B,李四"),
            ",2021-01-02T09:30:05.000+08:00,A,B,10.00,transfer,,李四");
  EXPECT_EQ(one(header, "A,20210102,093005,10,进,B,李四"),
            ",2021-01-02T09:30:05.000+08:00,B,A,10.00,transfer,李四");
  EXPECT_NE(one(header, "A,20210102,093005,10,?,B,").find("direction"), std::string::npos);
  EXPECT_NE(one(header, "A,20210102,093005,10,出,,").find("payee is empty"), std::string::npos);
  EXPECT_NE(one(header, "A,20210102,093005,-10,出,B,").find("not more than zero"),
            std::string::npos);
  const std::string pair = "本方账号,交易时间,借方发生额,贷方发生额,对方账号";
  EXPECT_EQ(one(pair, "A,20210102093005,5.00,0.00,B"),
            ",2021-01-02T09:30:05.000+08:00,A,B,5.00,transfer");
  EXPECT_EQ(one(pair, "A,20210102093005,,7,B"), ",2021-01-02T09:30:05.000+08:00,B,A,7.00,transfer");
  EXPECT_NE(one(pair, "A,20210102093005,1,1,B").find("both"), std::string::npos);
  EXPECT_NE(one(pair, "A,20210102093005,0,0,B").find("not more than zero"), std::string::npos);
}

TEST(Reader, ASecondColumnOfTheSameMeaningFillsInForAnEmptyOne) {
  const std::string header = "交易卡号,交易账号,交易时间,交易金额,借贷标志,交易对方账号";
  EXPECT_EQ(one(header, "C,A,20210102093005,1,D,B"),
            ",2021-01-02T09:30:05.000+08:00,C,B,1.00,transfer");
  EXPECT_EQ(one(header, ",A,20210102093005,1,D,B"),
            ",2021-01-02T09:30:05.000+08:00,A,B,1.00,transfer");
}

TEST(Reader, RowsThatDidNotSucceedOrAreNotYuanAreRefused) {
  const std::string header = "payer,payee,amount,time,交易是否成功,币种";
  EXPECT_EQ(one(header, "A,B,1,20210102093005,成功,CNY"),
            ",2021-01-02T09:30:05.000+08:00,A,B,1.00,transfer");
  EXPECT_NE(one(header, "A,B,1,20210102093005,失败,CNY").find("did not succeed"),
            std::string::npos);
  EXPECT_NE(one(header, "A,B,1,20210102093005,00,CNY").find("--map"), std::string::npos);
  EXPECT_NE(one(header, "A,B,1,20210102093005,成功,USD").find("not the yuan"), std::string::npos);
}

TEST(Reader, ColumnsCanBeMappedByHand) {
  ReadOptions options;
  for (const auto* const text : {"from=payer", "to=payee", "value=amount", "step=time"}) {
    options.mapping.columns.push_back(*parse_map(text));
  }
  options.mapping.constants.push_back(*parse_set("kind=cash"));
  options.mapping.steps =
      StepTime{*base::parse_instant("2021-01-01T00:00:00+08:00"), *parse_unit("1d")};
  EXPECT_EQ(one("from,to,value,step", "1,2,3.5,31", options),
            ",2021-02-01T00:00:00.000+08:00,1,2,3.50,cash");
  EXPECT_NE(one("from,to,value,step", "1,2,3.5,1.5", options).find("whole number"),
            std::string::npos);
  EXPECT_NE(one("from,to,value,step", "1,2,3.5,99999999999999", options).find("years"),
            std::string::npos);
  EXPECT_NE(one("from,to,value", "1,2,3.5", options).find("no column \"step\""), std::string::npos);
  EXPECT_FALSE(parse_map("x=nothing").ok());
  EXPECT_FALSE(parse_map("payer").ok());
  EXPECT_FALSE(parse_unit("0d").ok());
  EXPECT_FALSE(parse_unit("day").ok());
  EXPECT_FALSE(parse_set("=x").ok());
}

TEST(Reader, AnAmountInAnotherUnitIsNotTakenForYuan) {
  EXPECT_NE(one("payer,payee,交易金额(万元),time", "A,B,1,20210102093005").find("no amount"),
            std::string::npos);
  EXPECT_EQ(one("payer,payee,交易金额(分),time", "A,B,123,20210102093005"),
            ",2021-01-02T09:30:05.000+08:00,A,B,1.23,transfer");
}

TEST(Reader, TitlesBeforeTheHeaderAndTabsAreUnderstood) {
  const auto read = read_text(
      "某银行交易明细\n户名\t张三\n付款账号\t收款账号\t金额\t交易时间\nA\tB\t1\t2021-01-02 "
      "09:30\n");
  ASSERT_TRUE(read.summary.ok()) << read.summary.error().message;
  EXPECT_EQ(read.rows,
            (std::vector<std::string>{",2021-01-02T09:30:00.000+08:00,A,B,1.00,transfer"}));
}

TEST(Reader, AFileWithoutAHeaderIsBadInput) {
  for (const std::string text :
       {"", "\n\n", "a,2021-01-01T09:30:00.000+08:00,V,P,1.00,transfer\n"}) {
    for (const auto format : {Format::canonical_csv, Format::csv, Format::automatic}) {
      const auto read = read_text(text, {.format = format});
      ASSERT_FALSE(read.summary.ok()) << text;
      EXPECT_EQ(read.summary.error().code, base::ErrorCode::bad_input);
      EXPECT_EQ(read.summary.error().where, "f:1:1");
      EXPECT_TRUE(read.rows.empty());
    }
  }
}

std::string encode(const char* encoding, std::string_view utf8) {
  std::string out(utf8.size() * 4 + 8, '\0');
  UErrorCode status = U_ZERO_ERROR;
  const auto length =
      ucnv_convert(encoding, "UTF-8", out.data(), static_cast<std::int32_t>(out.size()),
                   utf8.data(), static_cast<std::int32_t>(utf8.size()), &status);
  EXPECT_TRUE(U_SUCCESS(status));
  out.resize(static_cast<std::size_t>(length));
  return out;
}

TEST(Reader, OtherEncodingsGiveTheSameRowsInAnyPieces) {
  const std::string text =
      "付款账号,收款账号,交易金额,交易时间,付款户名\nA,B,1,20210102093005,张\U00020000三\n";
  const std::vector<std::string> expected{
      ",2021-01-02T09:30:05.000+08:00,A,B,1.00,transfer,张\U00020000三"};
  for (const std::string& bytes :
       {text, "\xEF\xBB\xBF" + text, encode("gb18030", text), encode("UTF-16", text)}) {
    for (const std::size_t piece : {1UL, 3UL, 4096UL}) {
      EXPECT_EQ(read_text(bytes, {}, piece).rows, expected);
    }
  }
}

TEST(Reader, BytesThatAreNotInTheEncodingRefuseTheirRowOnly) {
  std::string bytes = encode("gb18030", "付款账号,收款账号,交易金额,交易时间\nA");
  bytes += "\xFF,B,1,20210102093005\nC,D,2,20210102093005\n";
  const auto read = read_text(bytes, {.format = Format::csv, .encoding = Encoding::gb18030});
  EXPECT_EQ(read.rows.size(), 1U);
  ASSERT_EQ(read.errors.size(), 1U);
  EXPECT_EQ(read.errors[0].position, (RowPosition{2, 2}));
}

TEST(Reader, TheRejectFileHoldsNoFormula) {
  const auto path = std::filesystem::temp_directory_path() / "holdfast_reject_test.csv";
  auto reject = RejectFile::create(path.string());
  ASSERT_TRUE(reject.ok());
  reject->add({.file = "f",
               .position = {3, 7},
               .field = "payer",
               .reason = "it \"is\"",
               .raw = "=1+1\n\xFF"});
  EXPECT_EQ(reject->count(), 1U);
  ASSERT_TRUE(reject->close().ok());
  std::ifstream file(path, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  EXPECT_EQ(text,
            "file,line,column,field,reason,raw\r\n"
            "\"f\",3,7,\"payer\",\"it \"\"is\"\"\",\"'=1+1\n?\"\r\n");
  std::filesystem::remove(path);
  EXPECT_FALSE(RejectFile::create("/nowhere/at/all.csv").ok());
}

TEST(Reader, AMissingFileAndAFolderAreBadInput) {
  for (const std::string path : {"/nowhere/at/all.csv", "/tmp"}) {
    const auto summary =
        read_rows(path, {}, {.on_row = [](const auto&) {}, .on_error = [](const auto&) {}});
    ASSERT_FALSE(summary.ok());
    EXPECT_EQ(summary.error().code, base::ErrorCode::bad_input);
    EXPECT_EQ(summary.error().where, path);
  }
}

TEST(Reader, RandomBytesNeverDependOnThePiecesTheyComeIn) {
  base::Rng rng(42);
  const std::vector<std::string> words{"id,time,payer,payee,amount_yuan,kind\n",
                                       "a,2021-01-01T09:30:00.000+08:00,V,P,1.00,transfer\n",
                                       "[",
                                       "]",
                                       "{",
                                       "}",
                                       ",",
                                       "\"",
                                       "\n",
                                       "\"id\":\"x\"",
                                       "\"amount_fen\":1",
                                       "\"time\":\"2021-01-01T09:30:00Z\"",
                                       "\"payer\":\"V\"",
                                       "\"payee\":\"P\"",
                                       "\\",
                                       "\xFF",
                                       "\xB8\xB6",
                                       "中",
                                       "NaN",
                                       "1e9",
                                       "[[[[[[[[[[[[[[[[[["};
  for (int round = 0; round < 4000; ++round) {
    std::string text;
    for (auto n = rng.below(24); n > 0; --n) {
      text += words[rng.below(words.size())];
    }
    const auto whole = read_text(text);
    const auto pieces = read_text(text, {}, 1 + rng.below(5));
    ASSERT_EQ(whole.rows, pieces.rows) << text;
    ASSERT_EQ(whole.errors.size(), pieces.errors.size()) << text;
    ASSERT_EQ(whole.summary.ok(), pieces.summary.ok()) << text;
  }
}

TEST(Reader, ASimulatedWorldIsReadThroughTheMapping) {
  const std::filesystem::path archive =
      test::source_dir() / "../shared/data/transactions/20K_fanin200.tgz";
  if (!std::filesystem::exists(archive)) {
    GTEST_SKIP() << archive << " is not there";
  }
  const std::string command = "tar xzOf '" + archive.string() + "' 20K_fanin200/transactions.csv";
  std::FILE* const pipe = ::popen(command.c_str(), "r");
  ASSERT_NE(pipe, nullptr);
  std::string text;
  std::string piece(1U << 16U, '\0');
  for (std::size_t got = 0; (got = std::fread(piece.data(), 1, piece.size(), pipe)) > 0;) {
    text.append(piece, 0, got);
  }
  ASSERT_EQ(::pclose(pipe), 0);
  ReadOptions options;
  for (const auto* const map :
       {"sourceNodeId=payer", "targetNodeId=payee", "value=amount", "time=time"}) {
    options.mapping.columns.push_back(*parse_map(map));
  }
  options.mapping.steps =
      StepTime{*base::parse_instant("2021-01-01T00:00:00+08:00"), *parse_unit("1d")};
  const auto read = read_text(text, options, 5000);
  ASSERT_TRUE(read.summary.ok()) << read.summary.error().message;
  EXPECT_EQ(read.summary->good, 118'250U);
  EXPECT_EQ(read.summary->bad, 0U);
  EXPECT_EQ(read.rows.front(), ",2021-01-02T00:00:00.000+08:00,360,18984,103.55,transfer");
}

}  // namespace
}  // namespace holdfast::feed
