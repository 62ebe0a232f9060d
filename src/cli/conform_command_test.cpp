// A conformance run against the simulated bank: one that behaves, and ones that do not.
#include <boost/json.hpp>
#include <fmt/core.h>
#include <gtest/gtest.h>

#include "bank/bank.hpp"
#include "base/digest.hpp"
#include "cli/command_test.hpp"
#include "cli/conform_cases.hpp"
#include "net/client.hpp"
#include "store/file.hpp"

namespace holdfast::cli {
namespace {

namespace json = boost::json;

/// A bank with an account that was paid; the plan that tests it.
class Conform : public testing::Test {
 protected:
  void open(bank::Form form = bank::Form::json, const std::string& scenario = {}) {
    bank::BankOptions options;
    options.institution = "YZ01";
    options.name = "一行";
    options.api_keys = {"agreed-key"};
    options.latency_ms = 1;
    options.form = form;
    options.centre_key = centre_.public_key();
    options.accounts = {{"A", "张三", "01", "", base::Fen{100'000}}, {"B", "李四", "01", "", {}}};
    if (!scenario.empty()) {
      options.scenario = *bank::Scenario::parse(scenario, "s.toml");
    }
    auto opened = bank::Bank::open(options);
    ASSERT_TRUE(opened.ok()) << opened.error().message;
    bank_ = std::move(*opened);
    pay();
    ASSERT_TRUE(store::write_durably(folder_.path() / "centre.pem", {centre_.pem()}).ok());
    plan_ = fmt::format(R"(
name = "YZ01"
url = "http://127.0.0.1:{}"
key = "agreed-key"
form = "{}"
signing_key = "{}"
patience_s = 5
[account]
number = "B"
name = "李四"
[payment]
payer = "A"
payer_name = "张三"
amount_fen = 600
time = "{}"
serial = "{}"
)",
                        bank_->port(), form == bank::Form::xml ? "xml" : "json",
                        (folder_.path() / "centre.pem").string(), time_, serial_);
  }
  Ran run() {
    EXPECT_TRUE(store::write_durably(folder_.path() / "plan.toml", {plan_}).ok());
    return run_words({"conform", "--partner", (folder_.path() / "plan.toml").string(), "--report",
                      report().string()});
  }
  [[nodiscard]] std::filesystem::path report() const { return folder_.path() / "report.json"; }
  std::map<std::string, std::string> outcomes() {
    const auto read = json::parse(*store::read_whole(report())).as_object();
    std::map<std::string, std::string> all;
    for (const auto& each : read.at("cases").as_array()) {
      all.emplace(each.at("name").as_string(), each.at("outcome").as_string());
    }
    return all;
  }

  ScratchFolder folder_;
  std::string plan_;

 private:
  void pay() {
    auto client = std::move(*net::HttpClient::create());
    net::ClientRequest request;
    request.method = "POST";
    request.url =
        net::parse_url(fmt::format("http://127.0.0.1:{}/bank/v1/payments", bank_->port())).value();
    request.headers = {{"Content-Type", "application/json"},
                       {"Authorization", "Bearer agreed-key"}};
    request.body =
        R"({"payer":"A","payee":"B","payee_name":"李四","amount_fen":600,"payee_institution":"YZ01"})";
    const auto paid = client->fetch(request);
    ASSERT_TRUE(paid.ok());
    ASSERT_EQ(paid->status, 201) << paid->body;
    const auto posting = json::parse(paid->body).as_object();
    time_ = posting.at("time").as_string();
    serial_ = posting.at("serial").as_string();
  }

  const sign::PrivateKey centre_ = sign::PrivateKey::generate(sign::Algorithm::ed25519);
  std::unique_ptr<bank::Bank> bank_;
  std::string time_;
  std::string serial_;
};

TEST_F(Conform, ABankThatBehavesPassesEveryCaseThatIsTried) {
  open();
  const auto ran = run();
  EXPECT_EQ(ran.exit, 0) << ran.out << ran.err;
  for (const auto& [name, outcome] : outcomes()) {
    EXPECT_EQ(outcome, name == "signed" ? "skipped" : "passed") << name << "\n" << ran.out;
  }
  EXPECT_EQ(outcomes().size(), conform_cases().size());
  const auto bytes = *store::read_whole(report());
  EXPECT_NE(ran.out.find(base::to_hex(base::sha256(bytes))), std::string::npos);
}

TEST_F(Conform, SoDoesOneThatSpeaksTheXmlProfile) {
  open(bank::Form::xml);
  const auto ran = run();
  EXPECT_EQ(ran.exit, 0) << ran.out << ran.err;
}

TEST_F(Conform, ABankThatMisbehavesFailsWhereItDoes) {
  open(bank::Form::json, R"(
[[step]]
on = "stop"
do = "refuse"
code = "0400"
times = 0
[[step]]
on = "subject"
do = "refuse"
code = "1300"
[[step]]
on = "freeze"
do = "refuse"
code = "1300"
times = 0
)");
  const auto ran = run();
  EXPECT_EQ(ran.exit, 1) << ran.out;
  const auto all = outcomes();
  EXPECT_EQ(all.at("subject"), "failed");
  EXPECT_EQ(all.at("stop"), "failed");
  EXPECT_EQ(all.at("name"), "failed");
  EXPECT_EQ(all.at("release"), "skipped") << "there is nothing to release";
  EXPECT_EQ(all.at("freeze"), "failed");
  EXPECT_EQ(all.at("thaw"), "skipped");
  EXPECT_EQ(all.at("return"), "skipped");
  EXPECT_EQ(all.at("rows"), "passed");
  EXPECT_NE(ran.out.find("0400"), std::string::npos);
}

TEST_F(Conform, WhatIsWrongWithThePlanIsToldWithItsLine) {
  for (const auto& [text, where] :
       {std::pair{"name = 1\n", "p:1"},
        {"name = \"a\"\nurl = \"http://a\"\nkey = \"k\"\nform = \"soap\"\n", "p:4"},
        {"name = \"a\"\nurl = \"http://a\"\nkey = \"k\"\ncolour = 1\n", "p:4"},
        {"name = \"a\"\nurl = \"http://a\"\nkey = \"k\"\n", "p"},
        {"name = [\n", "p:1"}}) {
    const auto plan = parse_conform_plan(text, "p");
    ASSERT_FALSE(plan.ok()) << text;
    EXPECT_EQ(plan.error().where, where) << text;
  }
  const auto ran = run_words({"conform", "--partner", "/nowhere.toml"});
  EXPECT_NE(ran.exit, 0);
  EXPECT_FALSE(ran.err.empty());
}

}  // namespace
}  // namespace holdfast::cli
