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

}  // namespace
}  // namespace holdfast::bank
