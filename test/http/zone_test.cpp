// The public site on its own: it answers as the centre does, brings what citizens hand in to it,
// and whoever takes it over finds no case.
#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

#include "api/public_role.hpp"
#include "api/zone_letter.hpp"
#include "base/digest.hpp"
#include "freeze_desk.hpp"
#include "store/file.hpp"
#include "zone/letter_box.hpp"
#include "zone/queue.hpp"
#include "zone/shelf.hpp"

namespace holdfast::http_test {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr auto goods =
    R"({"situation":"goods_sold","text":"网店卖手机一部","name":"李四","phone":"13912345678"})";
constexpr auto wish = R"({"name":"张三丰","phone":"13812345678","id_no":"500103198801010022",)"
                      R"("payer_account":"9900110000000000017","amount_fen":5000000,)"
                      R"("paid_at":"2026-11-24T09:50:00+08:00","hardship":true})";

/// The directories between the zones, and the key that the centre signs with.
struct Between {
  store::Scratch scratch;
  sign::PrivateKey key = sign::PrivateKey::generate(sign::Algorithm::ed25519);

  Between() {
    for (const auto* name : {"batches", "letters", "centre", "public"}) {
      fs::create_directory(at(name));
    }
  }
  [[nodiscard]] fs::path at(const char* name) const { return scratch.path() / name; }
  [[nodiscard]] api::ApiOptions centre_options() const {
    api::ApiOptions options;
    options.signing = key;
    options.zone = api::ZoneOptions{at("batches"), at("letters"), at("centre"), 10ms};
    return options;
  }
};

/// A centre with a freeze in force and its holder's notice, and a public site beside it.
struct Zones {
  Between between;
  Desk desk{between.centre_options()};
  std::string code;  // of the notice
  std::unique_ptr<api::PublicRole> site;
  std::unique_ptr<net::HttpClient> client = std::move(*net::HttpClient::create());

  Zones() {
    EXPECT_EQ(desk.file().status, 200);
    const auto freeze = desk.freeze().text("/order");
    desk.carry_out(freeze, 1);
    const auto issued = desk.centre.post("/api/v1/orders/" + freeze + "/papers", desk.li,
                                         R"({"kind":"holder_notice"})");
    const auto papers = desk.centre.get(
        "/api/v1/orders/" + freeze + "/papers?min_seq=" + std::to_string(issued.number("/seq")),
        desk.li);
    code = papers.text("/items/0/code");
    open_site(between.key.public_key());
  }
  void open_site(const sign::PublicKey& centre) {
    site.reset();
    api::PublicRoleOptions options;
    options.listen = "127.0.0.1:0";
    options.data = between.at("public");
    options.in = between.at("batches");
    options.out = between.at("letters");
    options.centre = centre;
    options.every = 10ms;
    auto started = api::PublicRole::start(std::move(options));
    ASSERT_TRUE(started.ok()) << started.error().message;
    site = *std::move(started);
  }
  Answer ask(const std::string& method, const std::string& path, const std::string& body = {},
             const std::string& idempotency_key = {}) {
    net::ClientRequest request;
    request.method = method;
    request.url = *net::parse_url("http://127.0.0.1:" + std::to_string(site->port()) + path);
    request.body = body;
    request.headers.set("Content-Type", "application/json");
    if (!idempotency_key.empty()) {
      request.headers.set("Idempotency-Key", idempotency_key);
    }
    const auto response = client->fetch(std::move(request));
    EXPECT_TRUE(response.ok());
    Answer answer{response->status, response->headers, response->body, {}};
    json::error_code failed;
    answer.json = json::parse(response->body, failed);
    return answer;
  }
  Answer get(const std::string& path) { return ask("GET", "/api/v1/public" + path); }
  Answer post(const std::string& path, const std::string& body, const std::string& key = {}) {
    return ask("POST", "/api/v1/public" + path, body, key);
  }
  /// Waits until the site answers the same as the centre.
  void expect_same(const std::string& path) {
    Answer there;
    Answer here;
    EXPECT_TRUE(Centre::eventually([&] {
      there = desk.centre.get("/api/v1/public" + path, As{});
      here = get(path);
      return here.status == there.status && here.body == there.body;
    })) << path
        << "\ncentre " << there.status << " " << there.body << "\nsite " << here.status << " "
        << here.body;
  }
};

TEST(Zone, AnswersAsTheCentreDoes) {
  Zones zones;
  for (const auto& path : {std::string{"/return-notices"}, std::string{"/topics"},
                           std::string{"/keys"}, "/papers/" + zones.code, "/notices/" + zones.code,
                           std::string{"/papers/X"}, "/papers/" + order::code_of(5)}) {
    zones.expect_same(path);
  }
  const auto notice = zones.get("/notices/" + zones.code);
  EXPECT_EQ(notice.text("/state"), "in_force");
  EXPECT_FALSE(notice.header("X-As-Of").empty());
  EXPECT_EQ(zones.get("/notices/" + order::code_of(5)).status, 404);
  EXPECT_EQ(zones.get("/notices/X").status, 400);
  EXPECT_EQ(zones.ask("GET", "/healthz").status, 200);
  const auto list = zones.get("/reputation/00ff");
  EXPECT_EQ(list.json.at("items").as_array().size(), 16U);
  EXPECT_EQ(zones.get("/reputation/00ff").body, list.body);
  EXPECT_EQ(zones.get("/reputation/xyz").status, 400);
  // Nothing of the centre's own is served.
  for (const auto* path : {"/api/v1/cases", "/api/v1/me", "/api/v1/login", "/api/openapi.json"}) {
    EXPECT_EQ(zones.ask("GET", path).status, 404) << path;
  }
}

TEST(Zone, AnObjectionReachesTheDeskOnceAndItsAnswerComesBack) {
  Zones zones;
  ASSERT_TRUE(
      Centre::eventually([&] { return zones.get("/notices/" + zones.code).status == 200; }));
  const auto path = "/notices/" + zones.code + "/objections";
  EXPECT_EQ(
      zones.post(path, R"({"situation":"luck","text":"x","name":"x","phone":"1"})").text("/where"),
      "/situation");
  EXPECT_EQ(zones.post("/notices/X/objections", goods).status, 400);
  const auto filed = zones.post(path, goods, "once");
  ASSERT_EQ(filed.status, 202) << filed.body;
  EXPECT_TRUE(filed.json.at("pending").as_bool());
  EXPECT_EQ(zones.post(path, goods, "once").status, 202) << "sent again";
  EXPECT_TRUE(Centre::eventually([&] {
    return zones.desk.centre.get("/api/v1/objections?state=open", zones.desk.li).number("/total") ==
           1;
  }));
  EXPECT_TRUE(Centre::eventually(
      [&] { return zones.get("/notices/" + zones.code).text("/objection/id") == "Y000001"; }));
  EXPECT_TRUE(Centre::eventually([&] { return fs::is_empty(zones.between.at("letters")); }));
  EXPECT_TRUE(fs::is_empty(zones.between.at("centre") / "refused"));
  // Another one while that is open: the centre refuses, and keeps what came.
  EXPECT_EQ(zones.post(path, goods, "twice").status, 202);
  EXPECT_TRUE(
      Centre::eventually([&] { return !fs::is_empty(zones.between.at("centre") / "refused"); }));
  EXPECT_EQ(zones.desk.centre.get("/api/v1/objections", zones.desk.li).number("/total"), 1);
}

TEST(Zone, AnApplicationIsFollowedUnderTheCodeThatTheSiteGaveOut) {
  Zones zones;
  ASSERT_TRUE(Centre::eventually([&] { return zones.ask("GET", "/healthz").status == 200; }));
  EXPECT_EQ(zones.post("/return-applications", "{}").status, 400);
  const auto applied = zones.post("/return-applications", wish, "key");
  ASSERT_EQ(applied.status, 202) << applied.body;
  const auto code = applied.text("/code");
  EXPECT_EQ(zones.post("/return-applications", wish, "key").text("/code"), code);
  EXPECT_NE(zones.post("/return-applications", wish, "another").text("/code"), code);
  const auto page = "/return-applications/" + code;
  EXPECT_EQ(zones.get(page).text("/state"), "open") << "at once";
  EXPECT_TRUE(
      Centre::eventually([&] { return zones.get(page).text("/application") == "Q000001"; }));
  zones.expect_same(page);
  const auto decided =
      zones.desk.centre.post("/api/v1/return-applications/Q000001/decide", zones.desk.li,
                             R"({"case":"C000001","reason":"已核对"})");
  ASSERT_EQ(decided.status, 200) << decided.body;
  EXPECT_TRUE(Centre::eventually([&] { return zones.get(page).text("/state") == "accepted"; }));
}

/// Every byte that lies with the public site.
std::string all_that_lies_there(const Between& between) {
  std::string bytes;
  for (const auto* folder : {"public", "batches", "letters"}) {
    for (const auto& each : fs::recursive_directory_iterator{between.at(folder)}) {
      if (each.is_regular_file()) {
        const auto read = store::read_whole(each.path());
        bytes += read ? *read : std::string{};
      }
    }
  }
  return bytes;
}

TEST(Zone, WhoeverTakesTheSiteOverFindsNoCase) {
  Zones zones;
  ASSERT_TRUE(
      Centre::eventually([&] { return zones.get("/notices/" + zones.code).status == 200; }));
  // Letters lie there, and batches stay: nobody carries them away.
  const auto box = zones.between.at("letters");
  ASSERT_EQ(zones.post("/notices/" + zones.code + "/objections", goods).status, 202);
  const auto code = zones.post("/return-applications", wish).text("/code");
  ASSERT_TRUE(Centre::eventually([&] {
    return zones.get("/return-applications/" + code).text("/application") == "Q000002" ||
           zones.get("/return-applications/" + code).text("/application") == "Q000001";
  }));
  zones.desk.centre.get("/api/v1/cases", zones.desk.li);
  auto found = all_that_lies_there(zones.between);
  ASSERT_GT(found.size(), 1'000U);
  // And one that is on its way, as it lies there.
  auto shelf = *zone::Shelf::open(zones.between.at("public") / "shelf.db");
  api::ZoneLetter letter{"0", std::string{"/x"}, {}, {}, std::string{goods} + wish};
  found += zone::LetterSlot::from_hex(shelf->standing().slot)->seal(api::write_letter(letter));
  auto plain_code = code;
  std::erase(plain_code, '-');
  for (const std::string& secret :
       {std::string{mule_card}, std::string{victim_card}, std::string{"13912345678"},
        std::string{"13812345678"}, std::string{"李四"}, std::string{"张三丰"},
        std::string{"500103198801010022"}, std::string{"C000001"}, std::string{"O00000"},
        std::string{"网店卖手机"}, zones.code, code, plain_code,
        zones.between.key.pem().substr(40, 40)}) {
    EXPECT_EQ(found.find(secret), std::string::npos) << secret;
    EXPECT_EQ(found.find(base::to_base64(secret).substr(0, 12)), std::string::npos) << secret;
  }
}

TEST(Zone, ABatchThatWasChangedIsNotTakenAndAllIsAskedForAnew) {
  Zones zones;
  ASSERT_TRUE(
      Centre::eventually([&] { return zones.get("/notices/" + zones.code).status == 200; }));
  zones.site.reset();
  // Something changes while the site is away, and what tells of it is damaged on its way.
  ASSERT_EQ(
      zones.desk.centre.post("/api/v1/public/notices/" + zones.code + "/objections", As{}, goods)
          .status,
      201);
  const auto batches = zones.between.at("batches");
  ASSERT_TRUE(Centre::eventually([&] { return !fs::is_empty(batches); }));
  const auto damaged = fs::directory_iterator {
    batches
    } -> path();
  {
    std::ofstream out{damaged, std::ios::app};
    out << R"({"place":"house","body":"e30="})" << '\n';
  }
  zones.open_site(zones.between.key.public_key());
  EXPECT_TRUE(Centre::eventually([&] {
    zones.desk.centre.pass(1min);  // the centre does not publish everything as often as it is asked
    return zones.get("/notices/" + zones.code).text("/objection/id") == "Y000001";
  }));
  zones.site.reset();
  const auto shelf = *zone::Shelf::open(zones.between.at("public") / "shelf.db");
  EXPECT_NE((*shelf->find("house"))->find("023-96110"), std::string::npos) << "not the forged one";
}

TEST(Zone, ASiteThatTrustsAnotherKeyTakesNothing) {
  Zones zones;
  zones.site.reset();
  fs::remove_all(zones.between.at("public"));
  fs::create_directory(zones.between.at("public"));
  zones.open_site(sign::PrivateKey::generate(sign::Algorithm::ed25519).public_key());
  EXPECT_EQ(zones.ask("GET", "/healthz").status, 503);
  EXPECT_EQ(zones.post("/return-applications", wish).status, 503) << "it could not be passed on";
}

TEST(Zone, WhatIsNoLetterIsKeptApartAndTheRestIsCarriedOut) {
  Zones zones;
  const auto letters = *zone::Queue::open(zones.between.at("letters"), ".letter", {1U << 20, 100});
  ASSERT_TRUE(letters.put("000-garbage", "not sealed for anybody").ok());
  ASSERT_TRUE(
      Centre::eventually([&] { return zones.get("/notices/" + zones.code).status == 200; }));
  ASSERT_EQ(zones.post("/notices/" + zones.code + "/objections", goods).status, 202);
  EXPECT_TRUE(Centre::eventually([&] {
    return zones.desk.centre.get("/api/v1/objections", zones.desk.li).number("/total") == 1;
  }));
  EXPECT_TRUE(fs::exists(zones.between.at("centre") / "refused" / "000-garbage.letter"));
}

}  // namespace
}  // namespace holdfast::http_test
