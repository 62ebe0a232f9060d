#include "law/rule_book.hpp"

#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

#include "support/source_dir.hpp"

namespace holdfast::law {
namespace {

std::string shipped() {
  std::ifstream file{(test::source_dir() / "rules/spine.toml").string()};
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

base::Instant at(const char* text) {
  return base::parse_instant(text).value();
}

TEST(RuleBook, ShippedPackHoldsEveryRuleTheEngineReads) {
  const auto book = RuleBook::parse(shipped());
  ASSERT_TRUE(book.ok()) << book.error().message << " " << book.error().where;
  for (const auto key : required_keys()) {
    EXPECT_NE(book->find(key, at("2026-01-01T00:00:00+08:00")), nullptr) << key;
  }
  EXPECT_EQ(term_of(book->at("stop.term", at("2026-01-01T00:00:00+08:00"))),
            std::chrono::hours{48});
}

TEST(RuleBook, TheGroundChangesOnTheDayTheLawCameIntoForce) {
  const auto book = RuleBook::parse(shipped()).value();
  EXPECT_EQ(book.at("stop.legal_ground", at("2022-11-30T23:59:59.999+08:00")).text,
            "银发〔2016〕86号");
  EXPECT_NE(book.at("stop.legal_ground", at("2022-12-01T00:00:00+08:00")).text.find("第二十条"),
            std::string::npos);
}

TEST(RuleBook, SaysWhatAReplyCodeMeansAndWhatFollows) {
  const auto book = RuleBook::parse(shipped()).value();
  EXPECT_EQ(book.reply_code("0301").action, CodeAction::fix);
  EXPECT_EQ(book.reply_code("1304").action, CodeAction::freeze);
  EXPECT_EQ(book.reply_code("4242").action, CodeAction::end);
}

TEST(RuleBook, BrokenPacksAreRefusedWithTheirPlace) {
  const std::string head = "pack=\"x\"\nversion=\"1\"\n";
  const std::string rule =
      "[[rule]]\nkey=\"k\"\nvalue=1\nunit=\"hour\"\narticle=\"a\"\nnote=\"n\"\nmark=\"R\"\n";
  for (const auto& text :
       {std::string{"="}, head, head + "[[rule]]\nkey=\"k\"\n",
        head + rule + "from=\"yesterday\"\n",
        head + rule + "from=\"2020-01-01\"\nuntil=\"2019-01-01\"\n",
        shipped() + rule + "from=\"2020-01-01\"\n" + rule + "from=\"2021-01-01\"\n"}) {
    const auto book = RuleBook::parse(text);
    ASSERT_FALSE(book.ok());
    EXPECT_FALSE(book.error().message.empty());
  }
}

TEST(RuleBook, APackWithoutTheLaterKeysIsReadAndNamesTheFirstItLacks) {
  const auto whole = shipped();
  EXPECT_EQ(lacking_key(RuleBook::parse(whole).value()), "");
  for (const auto key : later_keys()) {
    auto text = whole;
    const auto quoted = "\"" + std::string{key} + "\"";
    for (auto at = text.find(quoted); at != std::string::npos; at = text.find(quoted)) {
      text.replace(at, quoted.size(), "\"other." + std::to_string(at) + "\"");
    }
    const auto book = RuleBook::parse(text);
    ASSERT_TRUE(book.ok()) << book.error().message;
    EXPECT_EQ(lacking_key(*book), key);
  }
}

TEST(RuleBook, LeadsAreReadLongestFirstAndBrokenOnesRefused) {
  const auto with = [](const std::string& value) {
    return RuleBook::parse(shipped() +
                           "[[rule]]\nkey=\"x\"\nunit=\"leads\"\narticle=\"a\"\nnote=\"n\"\n"
                           "mark=\"D\"\nfrom=\"2020-01-01\"\nvalue=\"" +
                           value + "\"\n");
  };
  const auto book = with("1 hour, 7 day,30 minute");
  ASSERT_TRUE(book.ok()) << book.error().message;
  const std::vector<base::Milliseconds> wanted{std::chrono::days{7}, std::chrono::hours{1},
                                               std::chrono::minutes{30}};
  EXPECT_EQ(leads_of(book->rules().back()), wanted);
  for (const auto* broken : {"7", "7 days", "0 day", "day", "7 day,", "-1 day", "100001 day"}) {
    EXPECT_FALSE(with(broken).ok()) << broken;
  }
}

TEST(RuleBook, ATermOfMonthsEndsByTheCalendar) {
  const auto book = RuleBook::parse(shipped()).value();
  const auto from = at("2023-08-31T10:00:00+08:00");
  EXPECT_EQ(end_of(book.at("freeze.term", from), from), at("2024-02-29T10:00:00+08:00"));
  EXPECT_EQ(end_of(book.at("stop.term", from), from), at("2023-09-02T10:00:00+08:00"));
}

TEST(RuleBook, ATermOfWorkingDaysEndsByTheShippedCalendar) {
  const auto book = RuleBook::parse(shipped()).value();
  // Wednesday before the first week of October: Thursday 8th, Friday 9th, the Saturday worked.
  const auto from = at("2026-09-30T10:00:00+08:00");
  EXPECT_EQ(book.end_of(book.at("return.term", from), from), at("2026-10-11T00:00:00+08:00"));
  const auto plain = at("2026-11-24T10:00:00+08:00");
  EXPECT_EQ(book.end_of(book.at("return.term", plain), plain), at("2026-11-28T00:00:00+08:00"));
  EXPECT_EQ(book.end_of(book.at("stop.term", plain), plain), at("2026-11-26T10:00:00+08:00"));
}

TEST(RuleBook, DatesAndWorkingDaysThatCannotBeAreRefused) {
  const auto with = [](const std::string& unit, const std::string& value) {
    return RuleBook::parse(
               shipped() + "[[rule]]\nkey=\"x\"\nunit=\"" + unit +
               "\"\narticle=\"a\"\nnote=\"n\"\nmark=\"D\"\nfrom=\"2020-01-01\"\nvalue=" + value +
               "\n")
        .ok();
  };
  EXPECT_TRUE(with("dates", "\"2026-01-01,2026-01-02\""));
  for (const auto* broken :
       {"\"\"", "\"2026-01-01,\"", "\"2026-1-1\"", "\"2026-02-30\"", "\"soon\""}) {
    EXPECT_FALSE(with("dates", broken)) << broken;
  }
  EXPECT_TRUE(with("working_day", "1"));
  EXPECT_FALSE(with("working_day", "0"));
  EXPECT_FALSE(with("working_day", "367"));
}

}  // namespace
}  // namespace holdfast::law
