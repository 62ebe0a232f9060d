// The parts of the analyst's side that need no engine: what rows say beside transfers, written and
// read; banks by their names; files that wait; whose transfers a case's question looks at.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analyst/case_scope.hpp"
#include "analyst/marks_text.hpp"
#include "analyst/statement_plan.hpp"
#include "base/rng.hpp"

namespace holdfast::analyst {
namespace {

struct Told {
  std::uint64_t transfer = 0;
  Teller teller = Teller::nobody;
  std::vector<std::string> texts;
  bool operator==(const Told&) const = default;
};

std::vector<Told> read(const desk::StatementMarks& marks) {
  std::vector<Told> all;
  for_each_mark(marks, [&](const MarkedRow& row) {
    const auto& [place, terminal, ip, mac, device] = row.marks;
    all.push_back({row.transfer.value(),
                   row.teller,
                   {std::string(place), std::string(terminal), std::string(ip), std::string(mac),
                    std::string(device)}});
  });
  return all;
}

TEST(MarksText, ReadsAsItWasWrittenByTransfer) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    base::Rng rng(seed);
    MarksWriter writer;
    std::vector<Told> told;
    const auto word = [&](const char* text) {
      return rng.chance(300'000) ? std::string{} : text + std::to_string(rng.below(4));
    };
    for (std::uint64_t i = rng.below(60); i > 0; --i) {
      Told one{rng.below(1000),
               static_cast<Teller>(rng.below(3)),
               {word("观音桥"), word("ATM"), word("10.0.0."), word("AA-"), word("d")}};
      writer.add(base::Sequence{one.transfer}, one.teller,
                 {one.texts[0], one.texts[1], one.texts[2], one.texts[3], one.texts[4]});
      told.push_back(std::move(one));
    }
    std::stable_sort(told.begin(), told.end(),
                     [](const Told& a, const Told& b) { return a.transfer < b.transfer; });
    ASSERT_EQ(read(writer.take()), told) << "seed " << seed;
    ASSERT_TRUE(writer.empty());
  }
}

TEST(MarksText, TextsCannotBreakTheLines) {
  MarksWriter writer;
  writer.add(base::Sequence{3}, Teller::payer, {"甲\t乙\n丙", "", "", "", ""});
  writer.add(base::Sequence{4}, Teller::payer,
             {std::string(150, 'x') + "观音桥支行观音桥支行观音桥支行", "", "", "", ""});
  const auto rows = read(writer.take());
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].texts[0], "甲 乙 丙");
  EXPECT_LE(rows[1].texts[0].size(), MarksWriter::text_bytes_max);
  EXPECT_EQ((rows[1].texts[0].size() - 150) % 3, 0U) << "no character is cut through";
}

TEST(MarksText, OfAnErasedCaseThereAreNone) {
  MarksWriter writer;
  writer.add(base::Sequence{3}, Teller::payer, {"甲", "", "", "", ""});
  writer.add(base::Sequence{4}, Teller::payer, {"乙", "", "", "", ""});
  auto marks = writer.take();
  marks.spots.text.clear();
  EXPECT_TRUE(read(marks).empty());
}

TEST(BankCodes, KnowBanksByWhatStatementsCallThem) {
  core::Routing routing;
  for (const auto& [code, name] : {std::pair{"ICBC", "中国工商银行股份有限公司"},
                                   std::pair{"BOC", "中国银行"}, std::pair{"YZ01", "渝州银行"}}) {
    core::Institution institution;
    institution.code = code;
    institution.name = name;
    routing.institutions.push_back(std::move(institution));
  }
  BankCodes codes{routing};
  EXPECT_EQ(codes.code_of("工商银行重庆分行营业部"), "ICBC");
  EXPECT_EQ(codes.code_of("中国工商银行"), "ICBC");
  EXPECT_EQ(codes.code_of("中国银行股份有限公司"), "BOC");
  EXPECT_EQ(codes.code_of("YZ01"), "YZ01");
  EXPECT_EQ(codes.code_of("渝州银行"), "YZ01");
  EXPECT_EQ(codes.code_of("某某村镇银行"), "某某村镇银行");
  EXPECT_EQ(codes.code_of(""), "");
  EXPECT_TRUE(codes.is_known("BOC"));
  EXPECT_FALSE(codes.is_known("某某村镇银行"));
  EXPECT_LE(codes.code_of(std::string(300, 'x')).size(), 64U);
}

TEST(SpooledFile, CountsAgainstWhatAllMayTakeAndGivesItBack) {
  const auto budget = std::make_shared<SpoolBudget>(10);
  const auto folder = std::filesystem::temp_directory_path();
  {
    auto file = SpooledFile::create(folder, budget);
    ASSERT_TRUE(file.ok());
    ASSERT_TRUE((*file)->append("12345678").ok());
    const auto over = (*file)->append("901");
    ASSERT_FALSE(over.ok());
    EXPECT_EQ(over.error().code, base::ErrorCode::too_many);
    ASSERT_TRUE((*file)->append("90").ok());
    ASSERT_TRUE((*file)->finish().ok());
    EXPECT_EQ((*file)->bytes(), "1234567890");
    EXPECT_EQ((*file)->digest(), base::to_hex(base::sha256("1234567890")));
    EXPECT_EQ(budget->used(), 10U);
  }
  EXPECT_EQ(budget->used(), 0U);
  EXPECT_FALSE(SpooledFile::create("/nowhere/at/all", budget).ok());
}

/// A look at every transfer of the graph.
std::vector<std::uint64_t> slow(const fund::Graph& graph, const CaseScope& scope,
                                const workbench::Scope& within) {
  std::vector<workbench::Payment> rows;
  for (std::uint64_t i = 0; i < graph.snapshot().value(); ++i) {
    const auto one = graph.transfer(base::Sequence{i});
    const bool is_of_scope =
        std::binary_search(scope.accounts.begin(), scope.accounts.end(), one.payer) ||
        std::binary_search(scope.accounts.begin(), scope.accounts.end(), one.payee);
    if (is_of_scope && fund::is_payment(one.kind) && one.time >= within.range.first &&
        one.time <= within.range.last && one.amount >= within.amount_min) {
      rows.push_back({one.time, base::Sequence{i}, one.payer, one.payee, one.amount, one.kind});
    }
  }
  std::ranges::stable_sort(rows, {}, &workbench::Payment::time);
  std::vector<std::uint64_t> ids;
  for (const auto& row : rows) {
    ids.push_back(row.sequence.value());
  }
  return ids;
}

TEST(CaseScope, HoldsTheTransfersOfItsAccountsEachOnceByTime) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    base::Rng rng(seed);
    fund::Graph graph;
    for (int i = 0; i < 8; ++i) {
      (void)graph.intern("a" + std::to_string(i));
    }
    for (std::uint64_t i = rng.below(80); i > 0; --i) {
      fund::Transfer one;
      one.time = base::from_unix_ms(rng.between(0, 50) * 1000);
      one.payer = base::AccountId{static_cast<std::uint32_t>(rng.below(8))};
      one.payee = base::AccountId{static_cast<std::uint32_t>(rng.below(8))};
      one.amount = base::Fen{rng.between(1, 100)};
      one.kind = rng.chance(100'000) ? fund::Kind::cash : fund::Kind::transfer;
      (void)graph.append(one);
    }
    CaseScope scope;
    for (std::uint32_t i = 0; i < 8; ++i) {
      if (rng.chance(400'000)) {
        scope.accounts.push_back(base::AccountId{i});
      }
    }
    const workbench::Scope within{.range = {base::from_unix_ms(rng.between(0, 20) * 1000),
                                            base::from_unix_ms(rng.between(20, 50) * 1000)},
                                  .amount_min = base::Fen{rng.between(1, 40)}};
    std::vector<std::uint64_t> ids;
    for (const auto& row : payments_of(graph, graph.snapshot(), scope, within).rows) {
      ids.push_back(row.sequence.value());
    }
    ASSERT_EQ(ids, slow(graph, scope, within)) << "seed " << seed;
    auto few = within;
    few.effort.transfers = 3;
    const auto cut = payments_of(graph, graph.snapshot(), scope, few);
    ASSERT_LE(cut.rows.size(), 3U);
    ASSERT_TRUE(cut.truncated || cut.rows.size() == ids.size()) << "seed " << seed;
  }
}

}  // namespace
}  // namespace holdfast::analyst
