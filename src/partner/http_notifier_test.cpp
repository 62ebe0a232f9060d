#include "partner/http_notifier.hpp"

#include <gtest/gtest.h>

namespace holdfast::partner {
namespace {

net::Response answer(int status, std::string body) {
  return {status, {}, std::move(body)};
}

TEST(HttpNotifier, SaysWhomWhatAndUnderWhichKey) {
  EXPECT_EQ(
      render({"J000001-sms-1", port::NoticeKind::sms, "13900000001", "请停止转账", false}),
      R"({"key":"J000001-sms-1","kind":"sms","telephone":"13900000001","text":"请停止转账"})");
  EXPECT_NE(render({"J000001-call-2", port::NoticeKind::call, "1", "x", true})
                .find(R"("kind":"call","telephone":"1","text":"x","drill":true)"),
            std::string::npos);
}

TEST(HttpNotifier, ReadsAResultThatIsThereAndOneThatComesLater) {
  const auto at_once = read_notice_ack(answer(200, R"({"result":"hung_up","detail":"3 s"})"));
  ASSERT_TRUE(at_once.ok());
  EXPECT_EQ(at_once->result, "hung_up");
  EXPECT_EQ(at_once->detail, "3 s");
  const auto later = read_notice_ack(answer(202, "{}"));
  ASSERT_TRUE(later.ok());
  EXPECT_FALSE(later->result);
}

TEST(HttpNotifier, TellsWhatIsHopelessFromWhatMayPass) {
  EXPECT_EQ(read_notice_ack(answer(422, R"({"detail":"空号"})")).error().code,
            base::ErrorCode::bad_input);
  for (const int status : {401, 403, 408, 429, 500, 503}) {
    EXPECT_EQ(read_notice_ack(answer(status, "{}")).error().code, base::ErrorCode::unavailable)
        << status;
  }
  EXPECT_EQ(read_notice_ack(answer(200, "busy")).error().code, base::ErrorCode::unavailable);
}

TEST(HttpNotifier, AUrlThatIsNoneIsRefusedAtTheStart) {
  EXPECT_FALSE(HttpNotifier::create({"nowhere", {}}).ok());
}

}  // namespace
}  // namespace holdfast::partner
