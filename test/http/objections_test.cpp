// The holder's desk over HTTP: from the code on a notice to the answer, and what the answer sets in
// motion at the bank.
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "freeze_desk.hpp"

namespace holdfast::http_test {
namespace {

namespace json = boost::json;

constexpr auto goods =
    R"({"situation":"goods_sold","text":"网店卖手机一部","name":"李四","phone":"13912345678"})";

/// A freeze in force, and its holder with a notice in hand.
struct Holder : Desk {
  std::string freeze_id;
  std::string notice;  // path of the public page

  Holder() {
    EXPECT_EQ(file().status, 200);
    freeze_id = freeze().text("/order");
    carry_out(freeze_id, 1);
    const auto issued =
        centre.post("/api/v1/orders/" + freeze_id + "/papers", li, R"({"kind":"holder_notice"})");
    EXPECT_EQ(issued.status, 201) << issued.body;
    const auto papers = centre.get(
        "/api/v1/orders/" + freeze_id + "/papers?min_seq=" + std::to_string(issued.number("/seq")),
        li);
    notice = "/api/v1/public/notices/" + papers.text("/items/0/code");
  }
  Answer object(const std::string& body) { return centre.post(notice + "/objections", As{}, body); }
  Answer rule(const As& as, json::object body) {
    body.emplace("reason", "已核对材料");
    return centre.post("/api/v1/objections/Y000001/answer", as, json::serialize(body));
  }
};

TEST(HolderDesk, TheNoticeSaysWhoWhyUntilWhenAndWhatToShow) {
  Holder holder;
  const auto page = holder.centre.get(holder.notice, As{});
  ASSERT_EQ(page.status, 200) << page.body;
  EXPECT_EQ(page.text("/unit"), "重庆市反诈骗中心");
  EXPECT_EQ(page.text("/telephone"), "023-96110");
  EXPECT_NE(page.text("/article").find("第一百四十四条"), std::string::npos);
  EXPECT_EQ(page.text("/state"), "in_force");
  EXPECT_EQ(page.text("/until"), "2027-05-24T10:00:00.000+08:00");
  EXPECT_EQ(page.text("/situations/0/situation"), "goods_sold");
  EXPECT_EQ(page.text("/situations/0/evidence/2"), "发货单、物流单号和签收记录");
  EXPECT_TRUE(page.json.at("may_object").as_bool());
  EXPECT_EQ(page.body.find(mule_card), std::string::npos);
  EXPECT_EQ(page.body.find("C000001"), std::string::npos);
  EXPECT_EQ(holder.centre.get("/api/v1/public/notices/" + order::code_of(5), As{}).status, 404);
  EXPECT_EQ(holder.centre.get("/api/v1/public/notices/X", As{}).status, 400);
}

TEST(HolderDesk, AnObjectionIsFiledQueuedAndRefusedWithAReason) {
  Holder holder;
  EXPECT_EQ(
      holder.object(R"({"situation":"luck","text":"x","name":"x","phone":"1"})").text("/where"),
      "/situation");
  EXPECT_EQ(holder.object(R"({"situation":"loan","name":"x","phone":"1"})").text("/where"),
            "/text");
  EXPECT_EQ(
      holder.object(R"({"situation":"loan","text":"x","name":"x","phone":"1","wanted_fen":5})")
          .text("/where"),
      "/wanted_fen");
  const auto filed = holder.object(goods);
  ASSERT_EQ(filed.status, 201) << filed.body;
  EXPECT_EQ(holder.object(goods).status, 409);
  const auto queue = holder.centre.get(
      "/api/v1/objections?state=open&min_seq=" + std::to_string(filed.number("/seq")), holder.li);
  EXPECT_EQ(queue.text("/items/0/order"), holder.freeze_id);
  EXPECT_EQ(queue.text("/items/0/phone").find("12345678"), std::string::npos) << "masked";
  EXPECT_EQ(queue.text("/items/0/due"), "2026-12-24T10:00:00.000+08:00");
  const auto plain =
      holder.centre.post("/api/v1/reveal", holder.wang,
                         R"({"kind":"objection","id":"Y000001","field":"all","reason":"回访"})");
  EXPECT_EQ(plain.text("/values/phone"), "13912345678") << plain.body;
  EXPECT_EQ(holder.rule(holder.li, {{"ruling", "refuse"}}).status, 422) << "drew it up";
  ASSERT_EQ(holder.rule(holder.wang, {{"ruling", "refuse"}}).status, 200);
  EXPECT_EQ(holder.rule(holder.wang, {{"ruling", "refuse"}}).status, 409);
  const auto page = holder.centre.get(holder.notice, As{});
  EXPECT_EQ(page.text("/objection/ruling"), "refuse");
  EXPECT_EQ(page.text("/objection/reason"), "已核对材料");
  EXPECT_TRUE(page.json.at("may_object").as_bool()) << "with something new to say";
}

TEST(HolderDesk, PartOfAFreezeIsLiftedByAQueuedOneThatTakesItsPlace) {
  Holder holder;
  ASSERT_EQ(holder.object(goods).status, 201);
  EXPECT_EQ(
      holder.rule(holder.li, {{"ruling", "reduce"}, {"second", "wang"}, {"document", "减1号"}})
          .text("/where"),
      "/keep_fen");
  const auto ruled = holder.rule(
      holder.li,
      {{"ruling", "reduce"}, {"keep_fen", 1'000'000}, {"second", "wang"}, {"document", "减1号"}});
  ASSERT_EQ(ruled.status, 200) << ruled.body;
  const auto orders = holder.centre.get(
      "/api/v1/orders?case=C000001&family=freeze&min_seq=" + std::to_string(ruled.number("/seq")),
      holder.li);
  const auto smaller = orders.text("/items/0/id");
  EXPECT_EQ(orders.number("/items/0/amount_fen"), 1'000'000);
  EXPECT_EQ(orders.text("/items/0/target"), holder.freeze_id);
  EXPECT_EQ(
      holder.centre.post("/api/v1/approvals/sign", holder.wang, Desk::list('"' + smaller + '"'))
          .status,
      200);
  for (const auto* as : {&holder.qian, &holder.sun, &holder.zhao}) {
    EXPECT_EQ(holder.centre.post("/api/v1/orders/" + smaller + "/approve", *as, reason).status,
              200);
  }
  const auto message = holder.centre.sent(3).at(2);
  EXPECT_EQ(message.code, "100201");
  EXPECT_TRUE(message.original_application_id.empty());
  ASSERT_EQ(holder.answer(message.application_id, {{"queued", true}}).status, 200);
  const auto release = holder.centre.sent(4).at(3);
  EXPECT_EQ(release.code, "100203");
  const auto released = holder.answer(release.application_id);
  ASSERT_EQ(released.status, 200) << released.body;
  EXPECT_EQ(holder.one(holder.freeze_id, released).text("/state"), "released");
  EXPECT_EQ(holder.one(smaller, released).text("/state"), "in_force");
  EXPECT_EQ(holder.centre.get(holder.notice, As{}).text("/state"), "ended");
}

TEST(HolderDesk, AnUrgentNeedIsAnsweredWithinADayAndReleasedOnAHeadsWord) {
  Holder holder;
  const auto filed = holder.object(
      R"({"situation":"other","urgency":"medical","wanted_fen":300000,"text":"住院","name":"李四","phone":"139"})");
  ASSERT_EQ(filed.status, 201) << filed.body;
  const auto queue = holder.centre.get(
      "/api/v1/objections?min_seq=" + std::to_string(filed.number("/seq")), holder.li);
  EXPECT_EQ(queue.text("/items/0/due"), "2026-11-25T10:00:00.000+08:00");
  EXPECT_EQ(queue.number("/items/0/wanted_fen"), 300'000);
  const auto ruled = holder.rule(holder.li, {{"ruling", "release"}, {"second", "wang"}});
  ASSERT_EQ(ruled.status, 200) << ruled.body;
  const auto releases =
      holder.centre.get("/api/v1/orders?case=C000001&family=freeze_release&min_seq=" +
                            std::to_string(ruled.number("/seq")),
                        holder.li);
  EXPECT_EQ(releases.text("/items/0/approval/emergency"), "已核对材料");
  EXPECT_EQ(releases.text("/items/0/target"), holder.freeze_id);
}

}  // namespace
}  // namespace holdfast::http_test
