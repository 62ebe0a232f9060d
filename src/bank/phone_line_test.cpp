#include "bank/phone_line.hpp"

#include <fmt/core.h>
#include <gtest/gtest.h>
#include <map>

namespace holdfast::bank {
namespace {

TEST(PhoneLine, ANoticeGetsTheSameAnswerHoweverOftenItIsPosted) {
  const auto* posted = R"({"key":"J000001-call-1","kind":"call","telephone":"139","text":"x"})";
  const auto first = answer_notice(posted);
  EXPECT_EQ(first.status, 200);
  EXPECT_EQ(answer_notice(posted).body, first.body);
}

TEST(PhoneLine, MostMessagesArriveAndNotAllCallsAreHeard) {
  std::map<std::string, int> sms;
  std::map<std::string, int> calls;
  for (int i = 0; i < 2000; ++i) {
    const auto key = fmt::format("J{:06}-sms-1", i);
    ++sms[std::string{line_result("sms", key, "139")}];
    ++calls[std::string{line_result("call", key, "139")}];
  }
  EXPECT_EQ(sms.size(), 2U);
  EXPECT_GT(sms["delivered"], 1800);
  EXPECT_EQ(calls.size(), 3U);
  EXPECT_GT(calls["answered"], calls["no_answer"]);
  EXPECT_GT(calls["no_answer"], calls["hung_up"]);
}

TEST(PhoneLine, RefusesWhatIsNoNotice) {
  for (const auto* posted : {"", "[]", "{}", R"({"key":"a","kind":"fax","telephone":"1"})",
                             R"({"key":"a","kind":"sms"})"}) {
    EXPECT_EQ(answer_notice(posted).status, 422) << posted;
  }
}

TEST(PhoneLine, TellsHowADialledCallEndedAndWhereItsRecordingLies) {
  const auto refused = answer_dial(R"({"event":"dial","call":"H000001"})");
  EXPECT_EQ(refused.answer.status, 422);
  EXPECT_TRUE(refused.events.empty());
  bool was_answered = false;
  bool was_not = false;
  for (int i = 1; i <= 20; ++i) {
    const auto call = "H" + std::to_string(i);
    const auto dialled = answer_dial(R"({"event":"dial","call":")" + call +
                                     R"(","extension":"8012","number":"13800000001"})");
    EXPECT_EQ(dialled.answer.status, 202);
    ASSERT_GE(dialled.events.size(), 1U);
    EXPECT_NE(dialled.events[0].find(R"("dialled":")" + call + '"'), std::string::npos);
    const bool is_answered = dialled.events[0].find("answered") != std::string::npos;
    EXPECT_EQ(dialled.events.size(), is_answered ? 2U : 1U) << dialled.events[0];
    was_answered = was_answered || is_answered;
    was_not = was_not || !is_answered;
  }
  EXPECT_TRUE(was_answered && was_not);
}

}  // namespace
}  // namespace holdfast::bank
