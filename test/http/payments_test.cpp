// Reports of which little is known: no name, no account; and what becomes known later.
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "centre.hpp"

namespace holdfast::http_test {
namespace {

namespace json = boost::json;

json::object report_by(const Centre& centre, std::string_view way, json::object loss) {
  loss["amount_fen"] = 5'000'000;
  loss["time"] = centre.time(std::chrono::minutes{10});
  return {{"victim", json::object{}}, {"paid_by", way}, {"losses", json::array{std::move(loss)}}};
}

Answer send(Centre& centre, std::string_view way, json::object loss) {
  return centre.post("/api/v1/reports", centre.officer,
                     json::serialize(report_by(centre, way, std::move(loss))));
}

Answer look(Centre& centre, const std::string& path, const Answer& after) {
  return centre.get(path + (path.find('?') == std::string::npos ? "?" : "&") +
                        "min_seq=" + std::to_string(after.number("/seq")),
                    centre.officer);
}

TEST(PaymentWays, TellEachFieldOfEachWay) {
  Centre centre;
  const auto ways = centre.get("/api/v1/payment-ways", centre.officer);
  ASSERT_EQ(ways.status, 200);
  EXPECT_EQ(ways.json.at("ways").as_array().size(), 6U);
  EXPECT_EQ(ways.text("/ways/0/way"), "transfer");
  EXPECT_EQ(ways.text("/ways/0/fields/1/field"), "payee_account");
  EXPECT_EQ(ways.text("/ways/0/fields/1/asked"), "required");
  EXPECT_EQ(ways.text("/ways/3/fields/0/asked"), "one_of");
  EXPECT_EQ(centre.get("/api/v1/payment-ways", centre.bank).status, 403);
}

TEST(Report, WithoutANameOrAPayeeOpensACaseAndATask) {
  Centre centre;
  const auto report = send(centre, "cash", {{"place", "解放碑步行街"}, {"plate", "渝A12345"}});
  ASSERT_EQ(report.status, 201) << report.body;
  const auto one = look(centre, "/api/v1/cases/C000001", report);
  EXPECT_EQ(one.text("/victim/name"), "");
  EXPECT_TRUE(one.json.at_pointer("/losses/0/payee").is_null());
  EXPECT_EQ(one.text("/losses/0/paid_by"), "cash");
  EXPECT_EQ(one.text("/losses/0/particulars/place"), "解*****");
  EXPECT_EQ(one.body.find("12345"), std::string::npos) << "masked";
  const auto tasks = look(centre, "/api/v1/tasks?case=C000001", report);
  ASSERT_EQ(tasks.number("/total"), 1);
  EXPECT_EQ(tasks.text("/items/0/kind"), "exit_cash");
  EXPECT_EQ(tasks.number("/items/0/loss"), 0);
  EXPECT_EQ(tasks.text("/items/0/owner"), "k-officer");
  const auto trace = centre.get("/api/v1/cases/C000001/trace", centre.officer);
  EXPECT_EQ(trace.number("/stolen_fen"), 0) << "no seed yet";
  const auto shown =
      centre.post("/api/v1/reveal", centre.officer,
                  R"({"kind":"case","id":"C000001","field":"losses","reason":"比对车牌"})");
  EXPECT_EQ(shown.json.at("values").at("0/plate").as_string(), "渝A12345");
}

TEST(Report, RefusesWhatItsWayLacksByField) {
  Centre centre;
  const auto where = [&](std::string_view way, json::object loss) {
    return send(centre, way, std::move(loss)).text("/where");
  };
  EXPECT_EQ(where("transfer", {{"payer_account", victim_card}}), "/losses/0/payee_account");
  EXPECT_EQ(where("transfer", {{"payee_account", mule_card}}), "/losses/0/payer_account");
  EXPECT_EQ(where("atm", {}), "/losses/0/payer_account");
  EXPECT_EQ(where("qr", {{"payer_account", victim_card}}), "/losses/0/merchant");
  EXPECT_EQ(where("cash", {}), "/losses/0/place");
  EXPECT_EQ(where("gift_card", {}), "/losses/0/card_code");
  EXPECT_EQ(where("crypto", {}), "/losses/0/wallet");
  EXPECT_EQ(where("cash", {{"place", "解放碑"}, {"card_code", "1"}}), "/losses/0/card_code");
  EXPECT_EQ(where("barter", {}), "/paid_by");
  EXPECT_EQ(centre.engine().world().graph().account_count(), 0U) << "a refusal changes nothing";
}

TEST(Payee, NamedLaterStartsThePursuit) {
  Centre centre;
  ASSERT_EQ(centre
                .send("POST", "/api/v1/transfers?institution=SX02", centre.other_bank,
                      stolen_row(centre), "application/x-ndjson")
                .status,
            200);
  ASSERT_EQ(send(centre, "cash", {{"place", "解放碑"}}).status, 201);
  const auto patch = [&](const std::string& path, const json::object& body) {
    return centre.send("PATCH", "/api/v1/cases/C000001" + path, centre.officer,
                       json::serialize(body));
  };
  EXPECT_EQ(patch("/losses/0", {{"payee_account", mule_card}}).text("/where"), "/payer_account");
  EXPECT_EQ(patch("/losses/0", {}).text("/where"), "/payee_account");
  EXPECT_EQ(patch("/losses/x", {{"payee_account", mule_card}}).status, 404);
  EXPECT_EQ(patch("/losses/1", {{"payee_account", mule_card}}).status, 404);
  const auto named =
      patch("/losses/0", {{"payee_account", mule_card}, {"payer_account", victim_card}});
  ASSERT_EQ(named.status, 200) << named.body;
  EXPECT_TRUE(named.json.at_pointer("/losses/0/matched").as_bool());
  EXPECT_EQ(centre.sent(1)[0].account, mule_card);
  EXPECT_EQ(centre.sent(1)[0].code, "100101");
  EXPECT_EQ(patch("/losses/0", {{"payee_account", mule_card}}).status, 409);
}

TEST(Victim, IsCompletedLater) {
  Centre centre;
  ASSERT_EQ(send(centre, "cash", {{"place", "解放碑"}}).status, 201);
  const auto patch = [&](const std::string& body) {
    return centre.send("PATCH", "/api/v1/cases/C000001/victim", centre.officer, body);
  };
  EXPECT_EQ(patch("{}").text("/where"), "/name");
  EXPECT_EQ(
      centre.send("PATCH", "/api/v1/cases/C000009/victim", centre.officer, R"({"name":"张三丰"})")
          .status,
      404);
  ASSERT_EQ(patch(R"({"name":"张三丰"})").status, 200);
  const auto done = patch(R"({"phone":"138 1234 5678"})");
  ASSERT_EQ(done.status, 200);
  const auto one = look(centre, "/api/v1/cases/C000001", done);
  EXPECT_EQ(one.text("/victim/name"), "张**");
  EXPECT_EQ(one.text("/victim/phone"), "138****5678");
  EXPECT_EQ(look(centre, "/api/v1/cases?q=13812345678", done).number("/total"), 1);
}

}  // namespace
}  // namespace holdfast::http_test
