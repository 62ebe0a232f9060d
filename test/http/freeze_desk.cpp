#include "freeze_desk.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "api/password.hpp"

namespace holdfast::http_test {

namespace json = boost::json;

Desk::Desk(api::ApiOptions options) : centre(std::move(options)) {
  const auto hash = *api::hash_password(password);
  for (const auto& [name, duty] :
       {std::pair{"qian", order::Duty::unit_head}, std::pair{"sun", order::Duty::legal_review},
        std::pair{"zhao", order::Duty::district_head}}) {
    core::User user{name, name, core::Role::investigator, "", hash, false, duty};
    EXPECT_TRUE(centre.engine().submit_and_wait({"house"}, core::AddUser{user}).ok());
  }
  wang = centre.log_in("wang");
  li = centre.log_in("li");
  qian = centre.log_in("qian");
  sun = centre.log_in("sun");
  zhao = centre.log_in("zhao");
  EXPECT_EQ(centre
                .send("POST", "/api/v1/transfers?institution=SX02", centre.other_bank,
                      stolen_row(centre), "application/x-ndjson")
                .status,
            200);
  EXPECT_EQ(centre.post("/api/v1/reports", wang, report_body(centre)).status, 201);
  const auto stop = centre.sent(1).at(0);
  EXPECT_EQ(answer(stop.application_id).status, 200);
}

Answer Desk::answer(const std::string& application_id, json::object more) {
  more["application_id"] = application_id;
  more["result"] = "0000";
  more["held_fen"] = 5'000'000;
  more["balance_fen"] = 5'000'000;
  more["start"] = centre.time();
  return centre.post("/api/v1/partner/replies", centre.other_bank, json::serialize(more));
}

Answer Desk::file() {
  return centre.post("/api/v1/cases/C000001/filing", li,
                     R"({"number":"渝公立字1号","unit":"渝中区分局","approved_by":"赵局长"})");
}

std::string Desk::mule() {
  std::string ref;
  EXPECT_TRUE(Centre::eventually([&] {
    const auto accounts = centre.get("/api/v1/cases/C000001/accounts", li);
    ref = accounts.text("/items/0/account/ref");
    return !ref.empty();
  }));
  return ref;
}

Answer Desk::freeze(json::object more) {
  json::object body{{"account", mule()},     {"scope", "limited"}, {"amount_fen", 5'000'000},
                    {"document", "冻字1号"}, {"second", "wang"},   {"reason", "涉案资金"}};
  for (const auto& [name, value] : more) {
    body[name] = value;
  }
  return centre.post("/api/v1/cases/C000001/freezes", li, json::serialize(body));
}

void Desk::carry_out(const std::string& order, std::size_t messages_before) {
  EXPECT_EQ(centre.post("/api/v1/approvals/sign", wang, list('"' + order + '"')).status, 200);
  for (const auto* as : {&qian, &sun, &zhao}) {
    const auto approved = centre.post("/api/v1/orders/" + order + "/approve", *as, reason);
    EXPECT_EQ(approved.status, 200) << approved.body;
  }
  const auto message = centre.sent(messages_before + 1).at(messages_before);
  EXPECT_EQ(answer(message.application_id).status, 200);
}

Answer Desk::one(const std::string& order, const Answer& after) {
  return centre.get("/api/v1/orders/" + order + "?min_seq=" + std::to_string(after.number("/seq")),
                    li);
}

Answer Desk::queue(const As& as, const Answer& after) {
  return centre.get("/api/v1/approvals?min_seq=" + std::to_string(after.number("/seq")), as);
}

}  // namespace holdfast::http_test
