// What the simulated bank answers, the rule pack knows: a code that is not listed would end an
// order without anybody being asked to put it right.
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>

#include "bank/types.hpp"
#include "law/rule_book.hpp"
#include "support/source_dir.hpp"

namespace holdfast {
namespace {

law::RuleBook shipped_pack() {
  std::ifstream in{test::source_dir() / "rules" / "spine.toml"};
  return law::RuleBook::parse(std::string{std::istreambuf_iterator<char>{in}, {}}).value();
}

TEST(ResultCodes, TheSimulatedBanksAreAllInTheShippedPack) {
  const auto pack = shipped_pack();
  const auto unlisted = pack.reply_code("9999").meaning;
  for (const auto* code :
       {bank::result::done, bank::result::amount_differs, bank::result::account_absent,
        bank::result::name_differs, bank::result::payment_not_found, bank::result::malformed,
        bank::result::beyond_term, bank::result::already_processed, bank::result::partial,
        bank::result::bank_failed, bank::result::too_many_stops, bank::result::extension_expired,
        bank::result::release_expired, bank::result::paper_missing, bank::result::limit_frozen,
        bank::result::fully_frozen}) {
    EXPECT_NE(pack.reply_code(code).meaning, unlisted) << code;
  }
}

TEST(ResultCodes, ADateBeyondTheTermIsForAPersonToPutRight) {
  const auto pack = shipped_pack();
  for (const auto* code : {"0800", "0801", "0802"}) {
    EXPECT_EQ(pack.reply_code(code).action, law::CodeAction::fix) << code;
  }
}

}  // namespace
}  // namespace holdfast
