#include "partner/doorbell.hpp"

#include <algorithm>
#include <atomic>
#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <mutex>
#include <thread>

#include "net/router.hpp"
#include "net/server.hpp"
#include "sign/message.hpp"

namespace holdfast::partner {
namespace {

namespace json = boost::json;

template <typename Condition>
bool eventually(Condition condition) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{20};
  while (!condition()) {
    if (std::chrono::steady_clock::now() > until) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds{1});
  }
  return true;
}

/// A partner's endpoint: says what it is told to say, and keeps what it heard.
class Endpoint {
 public:
  explicit Endpoint(std::optional<sign::PublicKey> key = {}) : key_(std::move(key)) {
    net::Router router;
    router.add("POST", "/bell",
               net::Route{.handler = [this](const net::Request& request, const net::Responder& to) {
                 to.answer(hear(request));
               }});
    auto started = net::HttpServer::start({.listen = "127.0.0.1:0"}, std::move(router).release());
    EXPECT_TRUE(started.ok());
    server_ = std::move(*started);
  }
  [[nodiscard]] std::string url() const {
    return "http://127.0.0.1:" + std::to_string(server_->port()) + "/bell";
  }
  std::vector<json::object> heard(const char* event) {
    const std::scoped_lock held{mutex_};
    std::vector<json::object> some;
    std::ranges::copy_if(heard_, std::back_inserter(some),
                         [&](const json::object& each) { return each.at("event") == event; });
    return some;
  }

  std::atomic<bool> is_down = false;
  std::atomic<bool> is_forgetful = false;  // does not repeat the challenge
  std::atomic<int> unsigned_requests = 0;

 private:
  net::Response hear(const net::Request& request) {
    if (is_down) return net::problem(503, "unavailable", "down");
    const auto body = json::parse(request.body).as_object();
    if (key_ && !sign::verify_kept_request(request.headers, request.method, request.target,
                                           request.body, *key_)) {
      ++unsigned_requests;
    }
    const std::scoped_lock held{mutex_};
    heard_.push_back(body);
    if (body.at("event") != "verify" || is_forgetful) return net::json_response(200, "{}");
    return net::json_response(200,
                              json::serialize(json::object{{"challenge", body.at("challenge")}}));
  }

  const std::optional<sign::PublicKey> key_;
  std::mutex mutex_;
  std::vector<json::object> heard_;
  std::unique_ptr<net::HttpServer> server_;
};

std::unique_ptr<Doorbell> bell_at(const Endpoint& endpoint,
                                  std::optional<sign::PrivateKey> signing = {}) {
  DoorbellOptions options;
  options.signing = std::move(signing);
  options.first_pause = base::Milliseconds{2};
  options.longest_pause = base::Milliseconds{10};
  auto made = Doorbell::create(options, {{"pull-1", endpoint.url(), "secret"}});
  EXPECT_TRUE(made.ok());
  return std::move(*made);
}

TEST(Doorbell, ProvesTheAddressThenRingsAndSaysNothingOfWhat) {
  const auto key = sign::PrivateKey::generate(sign::Algorithm::ed25519);
  Endpoint endpoint{key.public_key()};
  const auto bell = bell_at(endpoint, key);
  ASSERT_TRUE(eventually([&] { return bell->standings().at("pull-1").is_verified; }));
  EXPECT_TRUE(endpoint.heard("orders.waiting").empty()) << "nothing waits";
  bell->ring("pull-1");
  bell->ring("another");
  ASSERT_TRUE(eventually([&] { return endpoint.heard("orders.waiting").size() == 1; }));
  const auto said = endpoint.heard("orders.waiting")[0];
  EXPECT_EQ(json::serialize(said), R"({"event":"orders.waiting","channel":"pull-1"})");
  EXPECT_EQ(endpoint.unsigned_requests, 0);
  ASSERT_TRUE(eventually([&] { return bell->standings().at("pull-1").rung == 1; }));
  EXPECT_FALSE(bell->standings().at("pull-1").is_ringing);
}

TEST(Doorbell, AnAddressThatDoesNotRepeatTheChallengeIsNeverRung) {
  Endpoint endpoint;
  endpoint.is_forgetful = true;
  const auto bell = bell_at(endpoint);
  bell->ring("pull-1");
  ASSERT_TRUE(eventually([&] { return endpoint.heard("verify").size() >= 3; }));
  EXPECT_TRUE(endpoint.heard("orders.waiting").empty());
  const auto standing = bell->standings().at("pull-1");
  EXPECT_FALSE(standing.is_verified);
  EXPECT_TRUE(standing.is_ringing);
  EXPECT_FALSE(standing.last_error.empty());
  endpoint.is_forgetful = false;
  EXPECT_TRUE(eventually([&] { return endpoint.heard("orders.waiting").size() == 1; }));
}

TEST(Doorbell, RingsUntilItIsHeardAndOnceForAllThatCameMeanwhile) {
  Endpoint endpoint;
  const auto bell = bell_at(endpoint);
  ASSERT_TRUE(eventually([&] { return bell->standings().at("pull-1").is_verified; }));
  endpoint.is_down = true;
  for (int i = 0; i < 5; ++i) bell->ring("pull-1");
  ASSERT_TRUE(eventually([&] { return bell->standings().at("pull-1").failures >= 3; }));
  EXPECT_EQ(bell->standings().at("pull-1").last_error, "HTTP 503");
  endpoint.is_down = false;
  ASSERT_TRUE(eventually([&] { return !bell->standings().at("pull-1").is_ringing; }));
  EXPECT_EQ(endpoint.heard("orders.waiting").size(), 1U);
  EXPECT_EQ(bell->standings().at("pull-1").failures, 0);
}

TEST(Doorbell, GoesWhileItIsStillTrying) {
  Endpoint endpoint;
  endpoint.is_down = true;
  const auto bell = bell_at(endpoint);
  bell->ring("pull-1");
  EXPECT_TRUE(eventually([&] { return bell->standings().at("pull-1").failures >= 1; }));
}

TEST(Doorbell, AnAddressThatIsNoneIsRefusedNamingTheChannel) {
  const auto made = Doorbell::create({}, {{"pull-1", "nowhere", ""}});
  ASSERT_FALSE(made.ok());
  EXPECT_EQ(made.error().where, "pull-1");
}

}  // namespace
}  // namespace holdfast::partner
