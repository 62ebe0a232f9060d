// A partner on trial goes live by two people and comes back by one; one that fetches is rung.
#include <boost/json.hpp>
#include <fmt/core.h>
#include <gtest/gtest.h>
#include <mutex>

#include "api/bells.hpp"
#include "centre.hpp"
#include "net/router.hpp"
#include "net/server.hpp"

namespace holdfast::http_test {
namespace {

namespace json = boost::json;

const std::string live = "/api/v1/institutions/SX02/";
const std::string report =
    R"({"report":")" + std::string(64, 'a') + R"(","reason":"联调全部通过"})";
constexpr auto reason = R"({"reason":"已核对报告"})";

/// SX02 has a channel of its own, on trial; its backup is the hub.
void put_on_trial(Centre& centre) {
  core::Routing routing;
  centre.engine().read([&](const core::State& state) { routing = state.routing; });
  routing.channels.push_back({"own", "http://sx02.test", false});
  for (auto& each : routing.institutions) {
    if (each.code == "SX02") {
      each.backup = each.channel;
      each.channel = "own";
      each.trial = true;
    }
  }
  ASSERT_TRUE(centre.engine().submit_and_wait({"house"}, core::SetRouting{routing}).ok());
}

json::object onboarding_of(Centre& centre, const As& as) {
  const auto all = centre.get("/api/v1/institutions", as).json.as_object();
  for (const auto& each : all.at("institutions").as_array()) {
    if (each.at("code") == "SX02") {
      return each.at("onboarding").as_object();
    }
  }
  return {};
}

TEST(Onboarding, TakesTwoPeopleOneWayAndOneTheOther) {
  Centre centre;
  put_on_trial(centre);
  const auto li = centre.log_in("li");
  const auto root = centre.log_in("root");
  const auto wang = centre.log_in("wang");
  EXPECT_EQ(onboarding_of(centre, li).at("stage"), "trial");
  EXPECT_EQ(centre.post(live + "propose-live", wang, report).status, 403) << "an officer may not";
  EXPECT_EQ(centre.post(live + "propose-live", centre.admin, report).status, 403)
      << "a key is nobody";
  EXPECT_EQ(centre.post(live + "propose-live", li, reason).status, 400);
  EXPECT_EQ(centre.post(live + "propose-live", li, report).status, 200);
  EXPECT_EQ(centre.post(live + "confirm-live", li, reason).status, 403) << "not by the same";
  EXPECT_EQ(centre.post(live + "confirm-live", root, reason).status, 200);
  EXPECT_EQ(onboarding_of(centre, li).at("stage"), "live");
  EXPECT_EQ(onboarding_of(centre, li).at("confirmed").at("by"), "root");
  EXPECT_EQ(centre.post(live + "roll-back", wang, reason).status, 200);
  EXPECT_EQ(onboarding_of(centre, li).at("stage"), "trial");
  EXPECT_EQ(centre.post("/api/v1/institutions/XX99/roll-back", wang, reason).status, 404);
  EXPECT_EQ(centre.post("/api/v1/institutions/YZ01/roll-back", wang, reason).status, 409);
}

/// A partner's endpoint that repeats challenges and counts rings.
class Endpoint {
 public:
  Endpoint() {
    net::Router router;
    router.add("POST", "/bell",
               net::Route{.handler = [this](const net::Request& request, const net::Responder& to) {
                 const auto body = json::parse(request.body).as_object();
                 const std::scoped_lock held{mutex_};
                 last_ = request.body;
                 rings_ += body.at("event") == "orders.waiting" ? 1 : 0;
                 const auto* challenge = body.if_contains("challenge");
                 to.answer(net::json_response(
                     200, json::serialize(json::object{
                              {"challenge", challenge ? *challenge : json::value(nullptr)}})));
               }});
    server_ =
        std::move(*net::HttpServer::start({.listen = "127.0.0.1:0"}, std::move(router).release()));
  }
  [[nodiscard]] std::string url() const {
    return fmt::format("http://127.0.0.1:{}/bell", server_->port());
  }
  int rings() {
    const std::scoped_lock held{mutex_};
    return rings_;
  }
  std::string last() {
    const std::scoped_lock held{mutex_};
    return last_;
  }

 private:
  std::mutex mutex_;
  int rings_ = 0;
  std::string last_;
  std::unique_ptr<net::HttpServer> server_;
};

void fetch_at(Centre& centre, const std::string& url) {
  core::Routing routing;
  centre.engine().read([&](const core::State& state) { routing = state.routing; });
  routing.channels.push_back({"fetch", url, false, core::ChannelKind::pull});
  for (auto& each : routing.institutions) {
    each.channel = each.code == "SX02" ? "fetch" : each.channel;
  }
  ASSERT_TRUE(centre.engine().submit_and_wait({"house"}, core::SetRouting{routing}).ok());
}

TEST(Webhook, RingsForAnOrderThatWaitsAndForWhatWaitedAtTheStart) {
  Centre centre;
  Endpoint endpoint;
  fetch_at(centre, endpoint.url());
  auto bells = api::PartnerBells::start(centre.engine(), {}, {});
  ASSERT_TRUE(bells.ok());
  const auto wang = centre.log_in("wang");
  EXPECT_EQ(centre
                .send("POST", "/api/v1/transfers?institution=SX02", centre.other_bank,
                      stolen_row(centre), "application/x-ndjson")
                .status,
            200);
  EXPECT_EQ(centre.post("/api/v1/reports", wang, report_body(centre)).status, 201);
  ASSERT_TRUE(Centre::eventually([&] { return endpoint.rings() == 1; }));
  EXPECT_EQ(endpoint.last(), R"({"event":"orders.waiting","channel":"fetch"})");
  EXPECT_TRUE((*bells)->standings().at("fetch").is_verified);
  const auto orders = centre.get("/api/v1/partner/orders", centre.other_bank);
  EXPECT_EQ(orders.json.as_object().at("orders").as_array().size(), 1U);
  bells->reset();
  const auto again = api::PartnerBells::start(centre.engine(), {}, {});
  ASSERT_TRUE(again.ok());
  EXPECT_TRUE(Centre::eventually([&] { return endpoint.rings() == 2; }))
      << "it was fetched and not acknowledged";
}

}  // namespace
}  // namespace holdfast::http_test
