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

}  // namespace
}  // namespace holdfast::law
