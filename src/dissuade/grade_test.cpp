#include "dissuade/grade.hpp"

#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

#include "support/source_dir.hpp"

namespace holdfast::dissuade {
namespace {

std::string shipped() {
  std::ifstream file{holdfast::test::source_dir() / "rules/spine.toml", std::ios::binary};
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

law::RuleBook book_with(std::string_view from, std::string_view to) {
  auto text = shipped();
  const auto place = text.find(from);
  EXPECT_NE(place, std::string::npos) << from;
  text.replace(place, from.size(), to);
  auto book = law::RuleBook::parse(text);
  EXPECT_TRUE(book.ok());
  return *book;
}

const base::Instant now = base::parse_instant("2026-11-27T09:00:00+08:00").value();

TEST(Grades, TheShippedRulesHoldFourWithClocksOfTheirOwn) {
  const auto book = law::RuleBook::parse(shipped()).value();
  EXPECT_EQ(lacking_warning_rule(book, now), "");
  const auto grades = grades_of(book, now);
  EXPECT_EQ(grades, (std::vector<std::string>{"特危", "高危", "中危", "低危"}));
  EXPECT_EQ(rank_of(grades, "高危"), 1U);
  EXPECT_FALSE(rank_of(grades, "紫危"));
  const auto clock = clock_of(book, "特危", Step::sign_off, now, "u");
  ASSERT_TRUE(clock.has_value());
  EXPECT_EQ(clock->due - now, std::chrono::minutes{5});
  EXPECT_EQ(clock->due - clock->ahead, std::chrono::minutes{2});
  EXPECT_FALSE(clock_of(book, "低危", Step::visit, now, "u"));
  EXPECT_TRUE(asks_for_people(book, "中危", now));
  EXPECT_FALSE(asks_for_people(book, "低危", now));
  EXPECT_EQ(robot_steps(book, "中危", now), (std::vector{Step::sms, Step::call}));
}

TEST(Grades, AClockThatIsShortIsToldAtHalfItsTermAtTheEarliest) {
  const auto book = book_with("key = \"warn.grade.特危.ahead\"\nvalue = 2",
                              "key = \"warn.grade.特危.ahead\"\nvalue = 200");
  const auto clock = clock_of(book, "特危", Step::sign_off, now, "u");
  EXPECT_EQ(clock->ahead - now, std::chrono::seconds{150});
  const auto again = wound_again(*clock, clock->due, "v");
  EXPECT_EQ(again.due - again.begins, std::chrono::minutes{5});
  EXPECT_EQ(again.due - again.ahead, clock->due - clock->ahead);
  EXPECT_EQ(again.unit, "v");
}

TEST(Grades, WhatIsMissingIsNamed) {
  EXPECT_EQ(lacking_warning_rule(book_with("\"特危,高危,中危,低危\"", "\"特危,红\""), now),
            "warn.grade.红.sms");
  EXPECT_EQ(
      lacking_warning_rule(book_with("warn.grade.高危.outcome", "warn.grade.高危.other"), now),
      "warn.grade.高危.outcome");
  EXPECT_EQ(lacking_warning_rule(book_with("warn.grade.中危.ahead", "warn.x"), now),
            "warn.grade.中危.ahead");
  EXPECT_EQ(lacking_warning_rule(book_with("key = \"warn.grade.低危.robot\"\nvalue = \"sms\"",
                                           "key = \"warn.grade.低危.robot\"\nvalue = \"visit\""),
                                 now),
            "warn.grade.低危.robot");
  EXPECT_EQ(lacking_warning_rule(book_with("value = \"back_check\"", "value = \"party\""), now),
            "warn.outcome.convinced.then");
  EXPECT_EQ(lacking_warning_rule(book_with("key = \"warn.counter.grade\"\nvalue = \"特危\"",
                                           "key = \"warn.counter.grade\"\nvalue = \"红\""),
                                 now),
            "warn.counter.grade");
}

TEST(Outcomes, AreOfferedInOrderWithWhatFollows) {
  const auto all = outcomes_of(law::RuleBook::parse(shipped()).value(), now);
  ASSERT_EQ(all.size(), 5U);
  EXPECT_EQ(all[0].code, "convinced");
  EXPECT_EQ(all[0].name, "劝阻成功");
  EXPECT_EQ(all[0].then, Then::back_check);
  EXPECT_EQ(all[2].then, Then::again);
  EXPECT_EQ(all[3].then, Then::intake);
}

}  // namespace
}  // namespace holdfast::dissuade
