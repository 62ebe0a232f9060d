// A bank that takes orders only under the centre's signature, and signs what it answers.
#include <chrono>
#include <gtest/gtest.h>
#include <mutex>
#include <thread>

#include "bank/bank.hpp"
#include "bank/courier.hpp"
#include "net/client.hpp"
#include "net/router.hpp"
#include "net/server.hpp"
#include "sign/message.hpp"

namespace holdfast::bank {
namespace {

constexpr std::string_view order =
    R"({"code":"100303","application_id":"hf-O000001","case_number":"C1","account":"A",)"
    R"("account_name":"甲","reason":"r","article":"a","officers":[{"name":"li"}]})";

class SignedOrders : public testing::Test {
 protected:
  SignedOrders() {
    net::Router router;
    router.add("POST", "/replies",
               net::Route{.handler = [this](const net::Request& request, const net::Responder& to) {
                 const auto found =
                     sign::verify_request(request.headers, request.method, request.target,
                                          request.body, own_.public_key(), machine_now());
                 const std::lock_guard held{mutex_};
                 replies_.push_back(found ? "genuine" : found.error().message);
                 // Turned away once: the second attempt must be signed anew.
                 to.answer(net::json_response(replies_.size() == 1 ? 503 : 200, "{}"));
                 if (found) nonces_.insert(found->nonce);
               }});
    server_ =
        net::HttpServer::start({.listen = "127.0.0.1:0"}, std::move(router).release()).value();
    BankOptions options;
    options.institution = "YZ01";
    options.api_keys = {"key"};
    options.reply_url = "http://127.0.0.1:" + std::to_string(server_->port()) + "/replies";
    options.reply_key = "reply-key";
    options.latency_ms = 0;
    options.accounts = {{.number = "A", .name = "甲"}};
    options.centre_key = centre_.public_key();
    options.signing = own_;
    bank_ = Bank::open(options).value();
  }

  net::Response post(bool is_signed, const net::Headers& more = {}) {
    net::ClientRequest request;
    request.method = "POST";
    request.url =
        net::parse_url("http://127.0.0.1:" + std::to_string(bank_->port()) + "/bank/v1/orders")
            .value();
    request.headers = {{"Authorization", "Bearer key"}, {"Content-Type", "application/json"}};
    request.body = std::string{order};
    if (is_signed) {
      sign::sign_request(request.headers, request.method, request.url.target, request.body, centre_,
                         machine_now());
    }
    for (const auto& field : more.all()) {
      request.headers.set(field.name, field.value);
    }
    last_ = request.headers;
    return client_->fetch(request).value();
  }

  sign::PrivateKey centre_ = sign::PrivateKey::generate(sign::Algorithm::sm2);
  sign::PrivateKey own_ = sign::PrivateKey::generate(sign::Algorithm::ed25519);
  std::mutex mutex_;
  std::vector<std::string> replies_;
  std::set<std::string> nonces_;
  net::Headers last_;
  std::unique_ptr<net::HttpServer> server_;
  std::unique_ptr<net::HttpClient> client_ = net::HttpClient::create().value();
  std::unique_ptr<Bank> bank_;
};

TEST_F(SignedOrders, OnlyTheCentresWordIsTakenAndOnce) {
  const auto bare = post(false);
  EXPECT_EQ(bare.status, 401);
  EXPECT_NE(bare.body.find("Signature-Input"), std::string::npos) << bare.body;
  const auto taken = post(true);
  EXPECT_EQ(taken.status, 200);
  EXPECT_NE(taken.body.find(R"("code":"100000")"), std::string::npos) << taken.body;
  EXPECT_EQ(post(false, last_).status, 409) << "the same signed message";
  EXPECT_NE(post(true).body.find(R"("code":"200003")"), std::string::npos)
      << "the same order, signed anew, is known";
}

TEST_F(SignedOrders, EveryAttemptOfAReplyIsSignedAnew) {
  ASSERT_EQ(post(true).status, 200);
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{20};
  const auto count = [&] {
    const std::lock_guard held{mutex_};
    return nonces_.size();
  };
  while (count() < 2 && std::chrono::steady_clock::now() < until) {
    std::this_thread::sleep_for(base::Milliseconds{2});
  }
  const std::lock_guard held{mutex_};
  EXPECT_EQ(nonces_.size(), 2U);
  for (const auto& reply : replies_) {
    EXPECT_EQ(reply, "genuine");
  }
}

}  // namespace
}  // namespace holdfast::bank
