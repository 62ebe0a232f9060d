// A partner that exchanges files: orders lie in a directory, are fetched, answered by files.
#include <boost/json.hpp>
#include <fmt/core.h>
#include <gtest/gtest.h>

#include "api/drop_ears.hpp"
#include "centre.hpp"
#include "partner/file_drops.hpp"
#include "profile/json_form.hpp"
#include "profile/xml.hpp"

namespace holdfast::http_test {
namespace {

namespace fs = std::filesystem;

/// SX02 is reached through the channel "drop", a directory; a theft was told and reported.
struct Desk {
  store::Scratch scratch;
  Centre centre;
  std::shared_ptr<partner::FileDrops> drops;
  As wang;

  explicit Desk(core::ChannelForm form = core::ChannelForm::json, const std::string& pem = {}) {
    partner::FileDropOptions options;
    options.looks_every = std::chrono::milliseconds{5};
    options.limits.settles = std::chrono::milliseconds{10};
    options.limits.signature_waits = std::chrono::milliseconds{50};
    options.signing = sign::PrivateKey::generate(sign::Algorithm::ed25519);
    drops = std::make_shared<partner::FileDrops>(options);
    centre.lay_files_with(drops);
    core::Routing routing;
    centre.engine().read([&](const core::State& state) { routing = state.routing; });
    core::Channel channel{"drop", scratch.path().string(), false, core::ChannelKind::files};
    channel.form = form;
    routing.channels.push_back(channel);
    for (auto& each : routing.institutions) {
      each.channel = each.code == "SX02" ? "drop" : each.channel;
    }
    EXPECT_TRUE(centre.engine().submit_and_wait({"house"}, core::SetRouting{routing}).ok());
    if (!pem.empty()) {
      core::ApiKey key{"drop", core::Role::bank, "", std::string(64, '0')};
      key.public_key = pem;
      EXPECT_TRUE(centre.engine().submit_and_wait({"house"}, core::AddApiKey{key}).ok());
    }
    api::hear_drops(*drops, centre.engine());
    wang = centre.log_in("wang");
    EXPECT_EQ(centre
                  .send("POST", "/api/v1/transfers?institution=SX02", centre.other_bank,
                        stolen_row(centre), "application/x-ndjson")
                  .status,
              200);
    EXPECT_EQ(centre.post("/api/v1/reports", wang, report_body(centre)).status, 201);
  }
  ~Desk() { drops->stop(); }

  [[nodiscard]] fs::path file(const std::string& name) const { return scratch.path() / name; }
  /// The first order's file, once it lies there.
  fs::path order_file() {
    fs::path found;
    EXPECT_TRUE(Centre::eventually([&] {
      std::error_code absent;  // until the first look
      for (const auto& each : fs::directory_iterator{file("out"), absent}) {
        const auto extension = each.path().extension();
        if (extension == ".json" || extension == ".xml") {
          found = each.path();
        }
      }
      return !found.empty();
    }));
    return found;
  }
  std::string state() {
    return centre.get(fmt::format("/api/v1/orders/O000001?min_seq={}", centre.engine().seq()), wang)
        .text("/state");
  }
  bool comes_to(const std::string& wanted) {
    return Centre::eventually([&] { return state() == wanted; });
  }
  std::string result_of(const fs::path& order) {
    return fmt::format(
        R"({{"code":"100102","application_id":"{}","bank_number":"B1","result":"0000",)"
        R"("held_fen":100,"start":"{}"}})",
        order.stem().string(), centre.time());
  }
};

TEST(FileDrop, AnOrderLiesThereIsFetchedAndAnswered) {
  Desk desk;
  const auto order = desk.order_file();
  EXPECT_TRUE(desk.comes_to("sent"));
  const auto body = boost::json::parse(store::slurp(order)).as_object();
  EXPECT_EQ(body.at("code"), "100101");
  EXPECT_EQ(body.at("application_id").as_string(), order.stem().string());
  EXPECT_TRUE(fs::exists(order.string() + ".sig"));
  EXPECT_EQ(desk.state(), "sent") << "nobody came for it";
  fs::remove(order);
  EXPECT_TRUE(desk.comes_to("acknowledged"));
  store::spill(desk.file("in/answer.json"), desk.result_of(order));
  EXPECT_TRUE(desk.comes_to("in_force"));
  EXPECT_TRUE(Centre::eventually([&] { return fs::exists(desk.file("done/answer.json")); }));
  // Told again it changes nothing.
  store::spill(desk.file("in/answer.json"), desk.result_of(order));
  EXPECT_TRUE(Centre::eventually([&] { return fs::exists(desk.file("done/answer.json.2")); }));
  EXPECT_EQ(desk.state(), "in_force");
}

TEST(FileDrop, SpeaksXmlBothWays) {
  Desk desk{core::ChannelForm::xml};
  const auto order = desk.order_file();
  ASSERT_EQ(order.extension(), ".xml");
  const auto message = profile::read_xml(store::slurp(order));
  ASSERT_TRUE(message.ok());
  EXPECT_EQ(message->code, "100101");
  const auto result = profile::from_json(desk.result_of(order));
  ASSERT_TRUE(result.ok());
  store::spill(desk.file("in/answer.xml"), profile::write_xml(*result));
  EXPECT_TRUE(desk.comes_to("in_force"));
}

TEST(FileDrop, WhatIsWrongLiesInRejectedWithItsReason) {
  Desk desk;
  const auto order = desk.order_file();
  store::spill(desk.file("in/half.json"), R"({"code":"100102")");
  store::spill(desk.file("in/foreign.json"),
               R"({"code":"100102","application_id":"other-O000001","result":"0000"})");
  for (const auto* name : {"half", "foreign"}) {
    const auto reason = desk.file(fmt::format("rejected/{}.json.reason.txt", name));
    ASSERT_TRUE(Centre::eventually([&] { return fs::exists(reason); })) << name;
    EXPECT_FALSE(store::slurp(reason).empty());
  }
  EXPECT_EQ(desk.state(), "sent");
}

TEST(FileDrop, APartnerThatSignsIsHeardOnlySigned) {
  const auto key = sign::PrivateKey::generate(sign::Algorithm::ed25519);
  Desk desk{core::ChannelForm::json, key.public_key().pem()};
  const auto order = desk.order_file();
  const auto result = desk.result_of(order);
  store::spill(desk.file("in/plain.json"), result);
  ASSERT_TRUE(
      Centre::eventually([&] { return fs::exists(desk.file("rejected/plain.json.reason.txt")); }));
  EXPECT_EQ(desk.state(), "sent");
  store::spill(desk.file("in/signed.json.sig"),
               partner::sign_file("signed.json", result, key, desk.centre.now()));
  store::spill(desk.file("in/signed.json"), result);
  EXPECT_TRUE(desk.comes_to("in_force"));
}

}  // namespace
}  // namespace holdfast::http_test
