// Which streets a text names.
#include "outreach/locate.hpp"

#include <gtest/gtest.h>

namespace holdfast::outreach {
namespace {

std::map<std::string, Street> ledger() {
  std::map<std::string, Street> streets;
  for (const auto& [code, name, district] :
       std::vector<std::array<const char*, 3>>{{"500103001", "解放碑街道", "渝中区"},
                                               {"500103002", "大坪街道", "渝中区"},
                                               {"500105001", "龙溪镇", "江北区"},
                                               {"500105002", "大坪街道", "江北区"},
                                               {"500112001", "大龙溪镇", "渝北区"},
                                               {"500112002", "平镇", "渝北区"}}) {
    streets.emplace(code, Street{code, name, district, {}, 1, {}, {}, {}});
  }
  return streets;
}

using Codes = std::vector<std::string>;

TEST(StreetsNamed, ByTheirNameWithOrWithoutItsEnding) {
  EXPECT_EQ(streets_named(ledger(), "渝中区解放碑街道民权路 1 号"), Codes{"500103001"});
  EXPECT_EQ(streets_named(ledger(), "解放碑民权路"), Codes{"500103001"});
  EXPECT_EQ(streets_named(ledger(), "平安大道"), Codes{}) << "one character is no name";
  EXPECT_EQ(streets_named(ledger(), ""), Codes{});
}

TEST(StreetsNamed, ADistrictChoosesAmongThoseOfOneName) {
  EXPECT_EQ(streets_named(ledger(), "大坪正街"), (Codes{"500103002", "500105002"}));
  EXPECT_EQ(streets_named(ledger(), "江北大坪正街"), Codes{"500105002"});
  EXPECT_EQ(streets_named(ledger(), "沙坪坝区大坪街道"), (Codes{"500103002", "500105002"}))
      << "a district that is not known chooses nothing";
}

TEST(StreetsNamed, ANameWithinALongerOneIsNotMeant) {
  EXPECT_EQ(streets_named(ledger(), "渝北大龙溪镇场口"), Codes{"500112001"});
  EXPECT_EQ(streets_named(ledger(), "龙溪镇场口"), Codes{"500105001"});
}

TEST(StreetsNamed, ADistrictAloneMeansAllOfIt) {
  EXPECT_EQ(streets_named(ledger(), "江北区某小区"), (Codes{"500105001", "500105002"}));
}

TEST(StreetsNamed, ADivisionCodeIsTakenAtItsWord) {
  EXPECT_EQ(streets_named(ledger(), "500103001"), Codes{"500103001"});
  EXPECT_EQ(streets_named(ledger(), "500103001005"), Codes{"500103001"});
  EXPECT_EQ(streets_named(ledger(), "500103009"), Codes{});
  EXPECT_EQ(streets_named(ledger(), "13900000001"), Codes{}) << "a telephone is no place";
}

}  // namespace
}  // namespace holdfast::outreach
