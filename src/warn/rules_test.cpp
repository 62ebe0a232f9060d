#include "warn/rules.hpp"

#include <cmath>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>

#include "support/source_dir.hpp"

namespace holdfast::warn {
namespace {

const std::vector<Feature> features{{"count", "", "", Unit::log_count},
                                    {"part", "", "", Unit::share},
                                    {"wait", "", "", Unit::log_hours},
                                    {"ratio", "", "", Unit::log_ratio}};

bool holds(std::string_view text, double count, double part, double hours, double ratio) {
  const auto condition = Condition::parse(text, features);
  EXPECT_TRUE(condition) << text << ": " << (condition ? "" : condition.error().message);
  const std::vector<float> row{static_cast<float>(std::log1p(count)), static_cast<float>(part),
                               static_cast<float>(std::log1p(hours)), static_cast<float>(ratio)};
  return condition && condition->holds(row);
}

TEST(Condition, NumbersAreInTheUnitsOfPeople) {
  EXPECT_TRUE(holds("count >= 3", 3, 0, 0, 0));
  EXPECT_FALSE(holds("count > 3", 3, 0, 0, 0));
  EXPECT_TRUE(holds("part >= 80%", 0, 0.8, 0, 0));
  EXPECT_FALSE(holds("part >= 0.81", 0, 0.8, 0, 0));
  EXPECT_TRUE(holds("wait <= 2d", 0, 0, 48, 0));
  EXPECT_FALSE(holds("wait < 48h", 0, 0, 48, 0));
  EXPECT_TRUE(holds("ratio < -0.5", 0, 0, 0, -1));
}

TEST(Condition, AndBindsCloserThanOrAndNotClosest) {
  EXPECT_TRUE(holds("count >= 9 and part > 1% or wait < 1h", 0, 0, 0, 0));
  EXPECT_FALSE(holds("count >= 9 and (part > 1% or wait < 1h)", 0, 0, 0, 0));
  EXPECT_TRUE(holds("not count >= 9 and part < 1%", 0, 0, 0, 0));
  EXPECT_FALSE(holds("not (count < 9 or part > 1%)", 0, 0, 0, 0));
}

TEST(Condition, SaysWhatWasExpectedAndWhere) {
  const auto message = [](std::string_view text) {
    const auto condition = Condition::parse(text, features);
    return condition ? std::string("is a condition") : condition.error().message;
  };
  EXPECT_EQ(message(""), "expected the name of a feature at character 1");
  EXPECT_EQ(message("cuont > 3"), "expected the name of a feature at character 1");
  EXPECT_EQ(message("count = 3"), "expected <, <=, > or >= at character 7");
  EXPECT_EQ(message("count > many"), "expected a number at character 9");
  EXPECT_EQ(message("count > -1"), "expected a number that is not below zero at character 11");
  EXPECT_EQ(message("wait > 3"), "expected \"h\" (hours) or \"d\" (days) at character 9");
  EXPECT_EQ(message("(count > 3"), "expected \")\" at character 11");
  EXPECT_EQ(message("count > 3 part > 1"), "expected \"and\", \"or\" or the end at character 11");
  EXPECT_EQ(message(std::string(100, '(')), "expected fewer brackets at character 34");
}

constexpr std::string_view good = R"([[rule]]
id = "A"
question = "?"
code = "3006"
source = "D"
from = "2025-01-01"
until = "2026-01-01"
least = 0.5
when = "in_partners >= 3"
)";

std::string replaced(std::string_view what, std::string_view by) {
  std::string text(good);
  text.replace(text.find(what), what.size(), by);
  return text;
}

TEST(Rules, AreReadWithTheirDates) {
  const auto rules = read_warn_rules(good);
  ASSERT_TRUE(rules) << rules.error().message;
  ASSERT_EQ(rules->size(), 1U);
  const WarnRule& rule = rules->front();
  EXPECT_EQ(rule.least, 0.5);
  const auto at = [](const char* text) { return *base::parse_instant(text); };
  EXPECT_FALSE(rule.is_asked_at(at("2024-12-31T23:59:59.999+08:00")));
  EXPECT_TRUE(rule.is_asked_at(at("2025-01-01T00:00:00+08:00")));
  EXPECT_FALSE(rule.is_asked_at(at("2026-01-01T00:00:00+08:00")));
}

TEST(Rules, ErrorsNameLineAndField) {
  const auto message = [](std::string_view text) {
    const auto rules = read_warn_rules(text);
    return rules ? std::string("is fine") : rules.error().message;
  };
  EXPECT_EQ(message("x = 1"), "there is no [[rule]]");
  EXPECT_EQ(message(replaced("code = \"3006\"", "code = \"36\"")),
            "line 4: code: is not four digits");
  EXPECT_EQ(message(replaced("id = \"A\"\n", "")), "line 1: id: is missing");
  EXPECT_EQ(message(replaced("2025-01-01", "soon")),
            "line 6: from: is not a day such as 2024-12-01");
  EXPECT_EQ(message(replaced("2026-01-01", "2025-01-01")), "line 7: until: is not after \"from\"");
  EXPECT_EQ(message(replaced("0.5", "1.5")), "line 8: least: is not a share from 0 to below 1");
  EXPECT_EQ(message(replaced(">= 3", "=> 3")),
            "line 9: when: expected <, <=, > or >= at character 13");
  EXPECT_EQ(message(replaced("least", "lest")), "line 8: lest: is no field of a rule");
  EXPECT_EQ(message(std::string(good) + std::string(good)), "line 11: id: \"A\" is there twice");
  EXPECT_TRUE(message("[[rule]\n").starts_with("line 1: "));
}

TEST(Rules, HoldFromTheMovementThatMadeThemTrue) {
  World world{.movements = {}, .accounts = 6};
  for (std::uint32_t i = 1; i < 6; ++i) {
    world.movements.push_back({*base::parse_instant("2025-06-01T12:00:00+08:00"), AccountId{i},
                               AccountId{0}, base::Fen{100'00}});
  }
  const auto rules = read_warn_rules(good);
  ASSERT_TRUE(rules);
  const RuleHits hits = ask_rules(*rules, world);
  EXPECT_EQ(hits[0][0], 2U) << "the third payer";
  EXPECT_FALSE(hits[0][1]);
  EXPECT_EQ(ask_rules(*rules, world, 4)[0][0], 4U) << "what came before is history";
  for (Movement& movement : world.movements) {
    movement.time -= base::Milliseconds{std::int64_t{400} * 24 * 3'600'000};
  }
  EXPECT_FALSE(ask_rules(*rules, world)[0][0]) << "not yet in force";
}

TEST(Rules, ThoseOfTheHouseAreReadAndSpeakForKnownCodes) {
  std::ifstream in(test::source_dir() / "rules/warn.toml", std::ios::binary);
  const auto rules = read_warn_rules(std::string{std::istreambuf_iterator<char>{in}, {}});
  ASSERT_TRUE(rules) << rules.error().message;
  EXPECT_GE(rules->size(), 20U);
  for (const WarnRule& rule : *rules) {
    EXPECT_NE(rule.source.find('['), std::string::npos)
        << rule.id << " says how sure its source is";
    EXPECT_TRUE(rule.code.starts_with("300") || rule.code == "9999") << rule.id;
    EXPECT_TRUE(rule.from) << rule.id;
  }
}

}  // namespace
}  // namespace holdfast::warn
