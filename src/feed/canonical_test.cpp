#include "feed/canonical.hpp"

#include <gtest/gtest.h>

#include "base/rng.hpp"

namespace holdfast::feed {
namespace {

/// The first record of `splitter`, which must be there.
const CsvRecord& record_of(CsvSplitter& splitter, const std::string& line) {
  splitter.feed(line + "\n");
  EXPECT_EQ(splitter.next(), CsvSplitter::Outcome::record) << line;
  return splitter.record();
}

constexpr const char* header = "id,time,payer,payee,amount_yuan,kind";

RowOutcome read_line(const std::string& line, std::optional<base::Instant> now = {}) {
  CsvSplitter head;
  auto csv = CanonicalCsv::open(record_of(head, header), now);
  CsvSplitter body;
  auto outcome = csv->read(record_of(body, line));
  if (auto* row = std::get_if<TransferRow>(&outcome)) {
    EXPECT_EQ(row->id, "a") << line;
    row->id = row->payer = row->payee = {};  // `body` dies here
  }
  return outcome;
}

TEST(Canonical, ReadsARow) {
  CsvSplitter head;
  auto csv = CanonicalCsv::open(
      record_of(head, "payee,extra,kind,id,time,amount_yuan,payer,uetr,payee_name"));
  ASSERT_TRUE(csv.ok()) << csv.error().message;
  CsvSplitter body;
  const auto outcome =
      csv->read(record_of(body, "P,?,cash,t1,2021-01-01T09:30:00.123+08:00,12.5,V,U-1,王某"));
  const auto& row = std::get<TransferRow>(outcome);
  EXPECT_EQ(row.id, "t1");
  EXPECT_EQ(base::format_instant(row.time), "2021-01-01T09:30:00.123+08:00");
  EXPECT_EQ(row.payer, "V");
  EXPECT_EQ(row.payee, "P");
  EXPECT_EQ(row.amount, base::Fen{1250});
  EXPECT_EQ(row.kind, fund::Kind::cash);
  EXPECT_EQ(row.clearing, "U-1");
  EXPECT_EQ(row.payee_name, "王某");
}

TEST(Canonical, AHeaderThatLacksOrRepeatsAColumnIsBadInput) {
  CsvSplitter a;
  const auto lacking = CanonicalCsv::open(record_of(a, "id,time,payer,amount_yuan"));
  ASSERT_FALSE(lacking.ok());
  EXPECT_NE(lacking.error().message.find("payee, kind"), std::string::npos);
  CsvSplitter b;
  const auto twice = CanonicalCsv::open(record_of(b, std::string(header) + ",payer"));
  ASSERT_FALSE(twice.ok());
  EXPECT_EQ(twice.error().where, "1:38");
}

TEST(Canonical, RefusesEachBrokenFieldAtItsColumn) {
  const std::string time = "2021-01-01T09:30:00.000+08:00";
  const std::vector<std::pair<std::string, std::pair<std::uint64_t, std::string>>> rows{
      {"," + time + ",V,P,1.00,transfer", {1, "id"}},
      {"a,2021-13-01T09:30:00.000+08:00,V,P,1.00,transfer", {3, "time"}},
      {"a,2021-02-29T09:30:00.000+08:00,V,P,1.00,transfer", {3, "time"}},
      {"a,2021-01-01T24:30:00.000+08:00,V,P,1.00,transfer", {3, "time"}},
      {"a,2021-01-01T09:30:00.000,V,P,1.00,transfer", {3, "time"}},
      {"a,2021-01-01T09:30:00.000+19:00,V,P,1.00,transfer", {3, "time"}},
      {"a,20a1-01-01T09:30:00.000+08:00,V,P,1.00,transfer", {3, "time"}},
      {"a,1969-01-01T09:30:00.000+08:00,V,P,1.00,transfer", {3, "time"}},
      {"a," + time + ",,P,1.00,transfer", {33, "payer"}},
      {"a," + time + ",V,,1.00,transfer", {35, "payee"}},
      {"a," + time + ",V," + std::string(65, 'x') + ",1.00,transfer", {35, "payee"}},
      {"a," + time + ",V\tW,P,1.00,transfer", {33, "payer"}},
      {"a," + time + ",V,P,0,transfer", {37, "amount_yuan"}},
      {"a," + time + ",V,P,0.00,transfer", {37, "amount_yuan"}},
      {"a," + time + ",V,P,-1,transfer", {37, "amount_yuan"}},
      {"a," + time + ",V,P,1.001,transfer", {37, "amount_yuan"}},
      {"a," + time + ",V,P,NaN,transfer", {37, "amount_yuan"}},
      {"a," + time + ",V,P,1e3,transfer", {37, "amount_yuan"}},
      {"a," + time + ",V,P,,transfer", {37, "amount_yuan"}},
      {"a," + time + ",V,P,9000000000.01,transfer", {37, "amount_yuan"}},
      {"a," + time + ",V,P,99999999999999999999,transfer", {37, "amount_yuan"}},
      {"a," + time + ",V,P,1.00,Transfer", {42, "kind"}},
      {"a," + time + ",V,P,1.00,balance", {42, "kind"}},
      {"a," + time + ",V,P,1.00", {37, ""}},
      {"a," + time + ",V,P,1.00,transfer,x", {51, ""}},
  };
  for (const auto& [line, expected] : rows) {
    const auto outcome = read_line(line);
    const auto* fault = std::get_if<RowFault>(&outcome);
    ASSERT_NE(fault, nullptr) << line;
    EXPECT_EQ(fault->position.column, expected.first) << line << ": " << fault->reason;
    EXPECT_EQ(fault->field, expected.second) << line;
    EXPECT_FALSE(fault->reason.empty());
  }
  for (const std::string amount : {"0.01", "9000000000", "9000000000.00", "1.5", "007"}) {
    EXPECT_TRUE(std::holds_alternative<TransferRow>(
        read_line("a," + time + ",V,P," + amount + ",transfer")))
        << amount;
  }
}

TEST(Canonical, ATimeMoreThanADayAheadIsRefused) {
  const auto now = *base::parse_instant("2021-01-01T00:00:00Z");
  const auto at = [](const char* time) { return std::string("a,") + time + ",V,P,1,cash"; };
  EXPECT_TRUE(std::holds_alternative<TransferRow>(read_line(at("2021-01-02T00:00:00.000Z"), now)));
  EXPECT_TRUE(std::holds_alternative<RowFault>(read_line(at("2021-01-02T00:00:00.001Z"), now)));
}

TEST(Canonical, TheQuickTimeReaderAgreesWithTheSlowOne) {
  base::Rng rng(7);
  TimeReader reader;
  constexpr std::string_view marks = "0123456789-+:.TZ ";
  for (int round = 0; round < 200'000; ++round) {
    std::string text =
        base::format_instant(base::from_unix_ms(rng.between(-1, 40'000'000'000'000)));
    for (auto n = rng.below(3); n > 0; --n) {
      text[rng.below(text.size())] = marks[rng.below(marks.size())];
    }
    const auto quick = reader.read(text);
    const auto slow = base::parse_instant(text);
    ASSERT_EQ(quick.ok(), slow.ok()) << text;
    if (slow.ok()) {
      ASSERT_EQ(*quick, *slow) << text;
    }
  }
}

TEST(Canonical, ReadingWhatWasWrittenGivesTheRowBack) {
  base::Rng rng(11);
  const std::vector<std::string> texts{"",      "x",    "a,b", "say \"no\"", "中文", " lead",
                                       "tail ", "=1+1", "'",   "\"",         ",",    "😀"};
  const auto text = [&] { return std::string_view(texts[rng.below(texts.size())]); };
  const auto named = [&] { return std::string_view(texts[1 + rng.below(texts.size() - 1)]); };
  for (int round = 0; round < 2000; ++round) {
    TransferRow row{.id = named(),
                    .time = base::from_unix_ms(rng.between(0, 32'000'000'000'000)),
                    .payer = named(),
                    .payee = named(),
                    .amount = base::Fen{rng.between(1, base::Fen::limit().value())},
                    .kind = static_cast<fund::Kind>(rng.below(5)),
                    .payer_name = text(),
                    .payee_name = text(),
                    .payer_institution = text(),
                    .payee_institution = text(),
                    .institution = text(),
                    .serial = text(),
                    .clearing = text(),
                    .original = text(),
                    .note = text(),
                    .position = {}};
    std::string csv = canonical_header();
    append_canonical(csv, row);
    CsvSplitter splitter;
    splitter.feed(csv);
    splitter.finish();
    ASSERT_EQ(splitter.next(), CsvSplitter::Outcome::record);
    auto reader = CanonicalCsv::open(splitter.record());
    ASSERT_TRUE(reader.ok());
    ASSERT_EQ(splitter.next(), CsvSplitter::Outcome::record) << csv;
    const auto outcome = reader->read(splitter.record());
    ASSERT_TRUE(std::holds_alternative<TransferRow>(outcome)) << std::get<RowFault>(outcome).reason;
    std::string again = canonical_header();
    append_canonical(again, std::get<TransferRow>(outcome));
    ASSERT_EQ(again, csv);
    ASSERT_EQ(std::get<TransferRow>(outcome).time, row.time);
    ASSERT_EQ(std::get<TransferRow>(outcome).amount, row.amount);
    ASSERT_EQ(std::get<TransferRow>(outcome).note, row.note);
    ASSERT_EQ(std::get<TransferRow>(outcome).payer, row.payer);
  }
}

}  // namespace
}  // namespace holdfast::feed
