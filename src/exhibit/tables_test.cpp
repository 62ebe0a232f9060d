// Tables are read again as they were written; the workbook and the picture hold what they should.
#include "exhibit/tables.hpp"

#include <gtest/gtest.h>

#include "exhibit/graphml.hpp"
#include "exhibit/picture.hpp"
#include "exhibit/sample_test.hpp"
#include "exhibit/workbook.hpp"
#include "pack/pack.hpp"

namespace holdfast::exhibit::test {
namespace {

struct Texts {
  std::string accounts, transfers, seeds, origins;
  explicit Texts(const Dossier& dossier)
      : accounts(csv_of(input_accounts(dossier))),
        transfers(csv_of(input_transfers(dossier))),
        seeds(csv_of(input_seeds(dossier))),
        origins(csv_of(input_origins(dossier))) {}
  [[nodiscard]] base::Result<Dossier> read(const Limits& limits = {}) const {
    Dossier dossier;
    const auto read = read_inputs({accounts, transfers, seeds, origins}, limits, dossier);
    return read ? base::Result<Dossier>{dossier} : read.error();
  }
};

TEST(InputTables, AreReadAsTheyWereWritten) {
  auto dossier = sample();
  dossier.accounts[0].name = "'撇";
  dossier.accounts[3].name = "两\n行";
  dossier.rows.push_back(row("T5", 8, 3, 3, 100, fund::Kind::balance));
  dossier.rows.push_back(row("T6", 9, 4, 4, 0, fund::Kind::opening));
  const auto again = Texts{dossier}.read();
  ASSERT_TRUE(again.ok()) << again.error().where << again.error().message;
  EXPECT_EQ(again->accounts, dossier.accounts);
  EXPECT_EQ(again->rows, dossier.rows);
  EXPECT_EQ(again->seeds, dossier.seeds);
  EXPECT_EQ(again->origins, dossier.origins);
}

TEST(InputTables, NoCellIsAFormula) {
  const auto text = csv_of(input_accounts(sample()));
  EXPECT_NE(text.find("\"'=乙,\"\"引号\"\"\""), std::string::npos) << text;
}

TEST(InputTables, SayWhereTheyAreWrong) {
  const auto where = [](std::string Texts::*table, std::string_view from, std::string_view to) {
    Texts texts{sample()};
    auto& text = texts.*table;
    text.replace(text.find(from), from.size(), to);
    return texts.read().error().where;
  };
  EXPECT_EQ(where(&Texts::transfers, "10000.00", "1e4"), "input/transfers.csv:3:1");
  EXPECT_EQ(where(&Texts::transfers, "6222000000000017", "9"), "input/transfers.csv:3:1");
  EXPECT_EQ(where(&Texts::transfers, "T2,", "T1,"), "input/transfers.csv:4:1");
  EXPECT_EQ(where(&Texts::transfers, "amount_yuan", "amount"), "input/transfers.csv:1:1");
  EXPECT_EQ(where(&Texts::seeds, "T1", "T9"), "input/seeds.csv:2:1");
  EXPECT_EQ(where(&Texts::accounts, "SHOP1,", "6222000000000041,"), "input/accounts.csv:6:1");
  EXPECT_EQ(where(&Texts::origins, "2026-11-24T10:50", "yesterday T10:50"),
            "input/origins.csv:2:1");
  EXPECT_EQ(Texts{sample()}.read({.rows_max = 4}).error().code, base::ErrorCode::too_large);
}

TEST(ResultTables, EveryRowNamesItsOrigin) {
  const auto dossier = sample();
  const auto table = result_transfers(dossier, replay(dossier).value());
  ASSERT_EQ(table.rows.size(), 4U);
  const auto& passed_on = table.rows[2];
  EXPECT_EQ(passed_on[0], "T3");
  EXPECT_EQ(passed_on[5], "14500.00");
  EXPECT_EQ(passed_on[7], "0:10000.00;1:4500.00");
  EXPECT_EQ(passed_on[10], "U000001 流水.xlsx 第1表");
  EXPECT_EQ(passed_on[12], "调取 调证字1号");
  EXPECT_EQ(passed_on[13], "li");
}

TEST(Workbook, IsMadeOfTheSheetsThatWereGiven) {
  const auto dossier = sample();
  const auto findings = replay(dossier).value();
  const std::vector<Table> tables{result_policies(findings), result_accounts(dossier, findings)};
  const auto bytes = workbook_of(tables);
  ASSERT_TRUE(bytes.ok());
  EXPECT_EQ(*bytes, *workbook_of(tables));
  const auto archive = pack::Reader::open(*bytes, {});
  ASSERT_TRUE(archive.ok());
  const auto sheet = archive->read("xl/worksheets/sheet2.xml").value();
  EXPECT_NE(sheet.find("<t xml:space=\"preserve\">6222000000000033</t>"), std::string::npos);
  EXPECT_NE(sheet.find("<c s=\"1\"><v>30000.00</v></c>"), std::string::npos);
  EXPECT_EQ(sheet.find("<f>"), std::string::npos) << "no formula";
  EXPECT_NE(archive->read("xl/workbook.xml").value().find("五种口径"), std::string::npos);
}

TEST(Picture, HasABoxForEachAccountAndALineForEachFlow) {
  const auto dossier = sample();
  const auto findings = replay(dossier).value();
  const auto svg = paper::svg_of(picture_of(dossier, findings));
  EXPECT_EQ(svg, paper::svg_of(picture_of(dossier, findings)));
  for (const auto* shown : {"…0017", "…0025", "…0033", "…0041", "商户", "第 3 层"}) {
    EXPECT_NE(svg.find(std::string{shown} == "商户" ? "SHOP1" : shown), std::string::npos) << shown;
  }
  std::size_t lines = 0;
  for (auto at = svg.find("<path"); at != std::string::npos; at = svg.find("<path", at + 1)) {
    ++lines;
  }
  EXPECT_EQ(lines, 4U);
}

TEST(GraphMl, NamesNodesAndEdges) {
  const auto dossier = sample();
  const auto text = graphml_of(dossier, replay(dossier).value());
  EXPECT_NE(text.find("<edge source=\"n2\" target=\"n3\">"), std::string::npos);
  EXPECT_NE(text.find("=乙,&quot;引号&quot;"), std::string::npos);
  EXPECT_NE(text.find("<data key=\"tainted\">1450000</data>"), std::string::npos);
}

}  // namespace
}  // namespace holdfast::exhibit::test
