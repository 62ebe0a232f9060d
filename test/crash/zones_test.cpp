// The centre and its public site as processes of their own, killed again and again: what a citizen
// was told is received arrives once, and its answer comes back.
#include <boost/json.hpp>
#include <filesystem>
#include <fmt/core.h>
#include <fstream>
#include <gtest/gtest.h>
#include <set>
#include <thread>

#include "net/client.hpp"
#include "process.hpp"
#include "sign/key.hpp"
#include "store/scratch_test.hpp"

namespace holdfast::crash_test {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using namespace std::chrono_literals;

constexpr auto patience = 60s;
constexpr auto officer_key = "key-of-an-officer-in-this-test-0001";

class ZonesKilled : public testing::Test {
 protected:
  void SetUp() override {
    for (const auto* name : {"batches", "letters"}) {
      fs::create_directory(scratch_ / name);
    }
    const auto key = sign::PrivateKey::generate(sign::Algorithm::ed25519);
    std::ofstream{scratch_ / "signing.pem"} << key.pem();
    std::ofstream{scratch_ / "centre.toml"} << fmt::format(
        "listen = \"127.0.0.1:{}\"\ndata = \"{}\"\nlog = \"warn\"\nsigning_key = \"{}\"\n"
        "[zone]\nout = \"{}\"\nin = \"{}\"\n"
        "[[api_key]]\nname = \"officer\"\nrole = \"officer\"\nkey = \"{}\"\n",
        centre_port_, path("centre"), path("signing.pem"), path("batches"), path("letters"),
        officer_key);
    std::ofstream{scratch_ / "public.toml"} << fmt::format(
        "listen = \"127.0.0.1:{}\"\ndata = \"{}\"\nlog = \"warn\"\n"
        "[zone]\nin = \"{}\"\nout = \"{}\"\ncentre_key = \"\"\"{}\"\"\"\n",
        site_port_, path("site"), path("batches"), path("letters"), key.public_key().pem());
  }
  [[nodiscard]] std::string path(const char* name) const { return (scratch_ / name).string(); }
  std::unique_ptr<Process> centre() {
    return std::make_unique<Process>(
        std::vector<std::string>{"serve", "--config", path("centre.toml")}, path("centre.log"));
  }
  std::unique_ptr<Process> site() {
    return std::make_unique<Process>(
        std::vector<std::string>{"serve", "--role", "public", "--config", path("public.toml")},
        path("site.log"));
  }
  /// Status 0: nobody answered.
  std::pair<int, json::value> ask(int port, const std::string& method, const std::string& target,
                                  const std::string& body = {}, const std::string& key = {}) {
    net::ClientRequest request;
    request.method = method;
    request.url = *net::parse_url(fmt::format("http://127.0.0.1:{}{}", port, target));
    request.headers.set("Content-Type", "application/json");
    if (port == centre_port_) {
      request.headers.set("Authorization", fmt::format("Bearer {}", officer_key));
    }
    if (!key.empty()) {
      request.headers.set("Idempotency-Key", key);
    }
    request.body = body;
    const auto answer = client_->fetch(std::move(request));
    json::error_code failed;
    return answer ? std::pair{answer->status, json::parse(answer->body, failed)}
                  : std::pair{0, json::value{}};
  }

  store::Scratch scratch_;
  const int centre_port_ = free_port();
  const int site_port_ = free_port();
  std::unique_ptr<net::HttpClient> client_ = std::move(*net::HttpClient::create());
};

TEST_F(ZonesKilled, WhatWasReceivedArrivesOnceAndIsFollowed) {
  constexpr int rounds = 6;
  auto running_centre = centre();
  auto running_site = site();
  ASSERT_TRUE(eventually(patience, [&] { return ask(site_port_, "GET", "/healthz").first == 200; }))
      << running_site->last_words();
  std::vector<std::string> codes;
  for (int round = 0; round < rounds; ++round) {
    const auto wish =
        fmt::format(R"({{"name":"张三丰{}","phone":"13812345678","id_no":"500103198801010022",)"
                    R"("payer_account":"9900110000000000017","amount_fen":5000000,)"
                    R"("paid_at":"2026-11-24T09:50:00+08:00"}})",
                    round);
    std::pair<int, json::value> taken;
    ASSERT_TRUE(eventually(patience, [&] {
      taken = ask(site_port_, "POST", "/api/v1/public/return-applications", wish,
                  fmt::format("wish-{}", round));
      return taken.first == 202;
    })) << taken.first;
    codes.emplace_back(taken.second.at("code").as_string());
    (round % 2 == 0 ? running_centre : running_site)->kill();
    if (round % 2 == 0) {
      running_centre = centre();
    } else {
      running_site = site();
    }
  }
  std::set<std::string> numbers;
  for (const auto& code : codes) {
    EXPECT_TRUE(eventually(patience, [&] {
      std::this_thread::sleep_for(1s);  // one address may look thirty times a minute
      const auto [status, progress] =
          ask(site_port_, "GET", "/api/v1/public/return-applications/" + code);
      if (status != 200 || progress.at("application").as_string().empty()) {
        return false;
      }
      numbers.emplace(progress.at("application").as_string());
      return true;
    })) << code;
  }
  EXPECT_EQ(numbers.size(), codes.size());
  const auto list = ask(centre_port_, "GET", "/api/v1/return-applications");
  EXPECT_EQ(list.second.at("total").to_number<int>(), rounds) << "none twice";
  EXPECT_TRUE(fs::is_empty(scratch_.path() / "centre" / "zone" / "refused"));
  EXPECT_EQ(running_site->stop(), 0);
  EXPECT_EQ(running_centre->stop(), 0);
  EXPECT_EQ(Process({"audit", "verify", "--data", path("centre")}, path("audit.log")).wait(), 0);
}

TEST_F(ZonesKilled, APublicSiteWithACentresSecretsDoesNotStart) {
  std::ofstream{scratch_ / "public.toml", std::ios::app}
      << "[[api_key]]\nname = \"x\"\nrole = \"officer\"\nkey = \"" << officer_key << "\"\n";
  auto refused = site();
  EXPECT_NE(refused->wait(), 0);
  EXPECT_NE(refused->last_words().find("take them out"), std::string::npos)
      << refused->last_words();
}

}  // namespace
}  // namespace holdfast::crash_test
