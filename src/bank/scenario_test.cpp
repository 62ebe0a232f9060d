#include "bank/scenario.hpp"

#include <gtest/gtest.h>

#include "bank/codec.hpp"

namespace holdfast::bank {
namespace {

Scenario scenario(const std::string& text) {
  auto parsed = Scenario::parse(text, "s.toml");
  EXPECT_TRUE(parsed.ok()) << (parsed ? "" : parsed.error().where + " " + parsed.error().message);
  return parsed ? *parsed : Scenario{};
}

base::Error error(const std::string& text) {
  const auto parsed = Scenario::parse(text, "s.toml");
  EXPECT_FALSE(parsed.ok()) << text;
  return parsed ? base::Error{} : parsed.error();
}

Deed deed_for(Scenario& play, const std::string& code, const std::string& id) {
  const auto* step = play.step_for(code, id);
  return step == nullptr ? Deed::answer : step->deed;
}

TEST(Scenario, EachStepTakesTheNextOrdersThatItIsAbout) {
  auto play = scenario(R"(
[[step]]
on = "stop"
do = "twice"
times = 2
[[step]]
on = ["subject", "100301"]
do = "slow"
ms = 5
[[step]]
do = "refuse"
code = "0301"
times = 0
)");
  EXPECT_EQ(deed_for(play, "100301", "A"), Deed::slow);
  EXPECT_EQ(deed_for(play, "100101", "B"), Deed::twice);
  EXPECT_EQ(deed_for(play, "100101", "C"), Deed::twice);
  EXPECT_EQ(deed_for(play, "100101", "D"), Deed::refuse) << "two were taken";
  EXPECT_EQ(deed_for(play, "100303", "E"), Deed::refuse);
  EXPECT_EQ(deed_for(play, "100201", "F"), Deed::refuse);
  EXPECT_EQ(deed_for(play, "100101", "B"), Deed::twice) << "the same when it comes again";
  EXPECT_EQ(play.step_of("B")->deed, Deed::twice);
  EXPECT_EQ(play.step_of("Z"), nullptr);
}

TEST(Scenario, WhatNoStepTakesIsDoneAsItShouldBe) {
  auto play = scenario("[[step]]\non = \"freeze\"\ndo = \"partial\"\n");
  EXPECT_EQ(play.step_for("100101", "A"), nullptr);
  EXPECT_EQ(deed_for(play, "100201", "B"), Deed::partial);
  EXPECT_EQ(play.step_for("100201", "C"), nullptr);
}

TEST(Scenario, WhatIsWrongIsToldWithItsLine) {
  for (const auto& [text, where] : {
           std::pair{"", "s.toml"},
           {"[[step]]\ndo = \"dance\"\n", "s.toml:2"},
           {"[[step]]\non = \"stop\"\n", "s.toml:1"},
           {"[[step]]\ndo = \"slow\"\nms = 0\n", "s.toml:3"},
           {"[[step]]\ndo = \"slow\"\nms = \"5\"\n", "s.toml:3"},
           {"[[step]]\ndo = \"twice\"\nms = 5\n", "s.toml:3"},
           {"[[step]]\ndo = \"twice\"\n[[step]]\non = \"gift\"\ndo = \"twice\"\n", "s.toml:4"},
           {"[[step]]\ndo = \"refuse\"\ncode = \"03\"\n", "s.toml:3"},
           {"[[step]]\ndo = \"partial\"\npercent = 100\n", "s.toml:3"},
           {"[[step]]\ndo = \"office_hours\"\nfrom = \"nine\"\n", "s.toml:3"},
           {"steps = 1\n", "s.toml:1"},
           {"[[step]\n", "s.toml:1"},
       }) {
    const auto found = error(text);
    EXPECT_EQ(found.where, where) << text;
    EXPECT_FALSE(found.message.empty());
  }
}

TEST(Scenario, OfficesOpenAtTheMinuteAndMayBeOpenOverMidnight) {
  auto play = scenario(R"(
[[step]]
do = "office_hours"
from = 09:00:00
until = 17:30:00
[[step]]
do = "office_hours"
from = 22:00:00
until = 06:00:00
)");
  const auto at = [](const char* time) {
    return *base::parse_instant(std::string{"2026-11-27T"} + time + "+08:00");
  };
  const auto& day = play.steps()[0].hours;
  EXPECT_FALSE(day.are_open(at("08:59:59.999")));
  EXPECT_TRUE(day.are_open(at("09:00:00.000")));
  EXPECT_TRUE(day.are_open(at("17:29:59.999")));
  EXPECT_FALSE(day.are_open(at("17:30:00.000")));
  const auto& night = play.steps()[1].hours;
  EXPECT_TRUE(night.are_open(at("23:00:00.000")));
  EXPECT_TRUE(night.are_open(at("05:59:00.000")));
  EXPECT_FALSE(night.are_open(at("12:00:00.000")));
}

TEST(Scenario, ResultsAreToldAsTheStepSays) {
  const std::string reply =
      R"({"application_id":"A","account":"B","result":"0000","message":"done","held_fen":1001})";
  const auto told = [&](const std::string& step) {
    auto play = scenario("[[step]]\n" + step);
    return told_results(play.steps()[0], reply);
  };
  EXPECT_EQ(told("do = \"twice\""), (std::vector{reply, reply}));
  EXPECT_EQ(told("do = \"slow\""), std::vector{reply});
  EXPECT_NE(told("do = \"wrong_account\"\naccount = \"9\"")[0].find(R"("account":"9")"),
            std::string::npos);
  const auto partial = told("do = \"partial\"\npercent = 30")[0];
  EXPECT_NE(partial.find(R"("result":"1200")"), std::string::npos);
  EXPECT_NE(partial.find(R"("held_fen":300)"), std::string::npos);
  const auto both = told("do = \"contradictory\"\ncode = \"0300\"");
  ASSERT_EQ(both.size(), 2U);
  EXPECT_EQ(both[0], reply);
  EXPECT_NE(both[1].find(R"("result":"0300")"), std::string::npos);
}

}  // namespace
}  // namespace holdfast::bank
