// A case on its way to prosecution and court over HTTP: who sees what, who must renew, the package
// and its verification, a judgment's sums down to the treasury; and the doors that stay shut.
#include <algorithm>
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "api/password.hpp"
#include "dossier/package.hpp"
#include "freeze_desk.hpp"
#include "openapi.hpp"

namespace holdfast::http_test {
namespace {

namespace json = boost::json;

api::ApiOptions with_key() {
  api::ApiOptions options;
  options.signing = sign::PrivateKey::generate(sign::Algorithm::ed25519);
  return options;
}

/// A freeze of 50,000 yuan is in force; a procurator, another procurator and a judge can log in.
struct Justice : Desk {
  As jian, other, fayuan;
  std::string freeze_id;

  Justice() : Desk(with_key()) {
    const auto hash = *api::hash_password(password);
    for (const auto& [name, role, organ] :
         {std::tuple{"jian", core::Role::procurator, "渝中区人民检察院"},
          std::tuple{"other", core::Role::procurator, "江北区人民检察院"},
          std::tuple{"fayuan", core::Role::court, "渝中区人民法院"}}) {
      core::User user{name, name, role, organ, hash, false, order::Duty::none};
      EXPECT_TRUE(centre.engine().submit_and_wait({"house"}, core::AddUser{user}).ok());
    }
    EXPECT_EQ(file().status, 200);
    freeze_id = freeze().text("/order");
    carry_out(freeze_id, centre.sent(1).size());
    log_in();
  }
  void log_in() {
    li = centre.log_in("li");
    wang = centre.log_in("wang");
    jian = centre.log_in("jian");
    other = centre.log_in("other");
    fayuan = centre.log_in("fayuan");
  }
  Answer draft(const As& as, const std::string& kind, const std::string& to) {
    return centre.post("/api/v1/cases/C000001/handovers", as,
                       json::serialize(json::object{{"kind", kind},
                                                    {"to", to},
                                                    {"document", "移字1号"},
                                                    {"officer", "张警官"},
                                                    {"freezes", json::array{freeze_id}}}));
  }
  Answer step(const As& as, const std::string& id, const std::string& what,
              const json::object& body = {}) {
    return centre.post("/api/v1/handovers/" + id + "/" + what, as, json::serialize(body));
  }
  Answer see(const As& as, const std::string& id) {
    return centre.get("/api/v1/handovers/" + id, as);
  }
  /// As far as it goes without a word from the other side.
  void send_to_prosecution() {
    ASSERT_EQ(draft(li, "prosecution", "渝中区人民检察院").status, 201);
    ASSERT_EQ(step(li, "H000001", "send").status, 200);
  }
  void receive(const As& as, const std::string& id) {
    const auto received = step(as, id, "receive", {{"document", "收字1号"}, {"officer", "接收人"}});
    ASSERT_EQ(received.status, 200) << received.body;
  }
  void bring_to_court() {
    send_to_prosecution();
    receive(jian, "H000001");
    ASSERT_EQ(draft(jian, "indictment", "渝中区人民法院").status, 201);
    ASSERT_EQ(step(jian, "H000002", "send").status, 200);
    receive(fayuan, "H000002");
  }
};

std::int64_t in_place(const Answer& custody, std::string_view place) {
  for (const auto& each : custody.json.at("places").as_array()) {
    if (each.at("place").as_string() == place) {
      return each.at("amount_fen").as_int64();
    }
  }
  return -1;
}

bool flag(const Answer& answer, const std::string& pointer) {
  return answer.json.at_pointer(pointer).as_bool();
}

TEST(Handover, IsSeenByWhomItWasSentToOnceItIsAndByNobodyElse) {
  Justice desk;
  const auto ready = desk.centre.get("/api/v1/cases/C000001/handovers", desk.li);
  EXPECT_EQ(ready.text("/ready/freezes/0/order"), desk.freeze_id);
  EXPECT_EQ(ready.text("/ready/procuratorates/0"), "江北区人民检察院");
  EXPECT_EQ(ready.text("/ready/freezes/0/keeper/organ"), "police");
  const auto drafted = desk.draft(desk.li, "prosecution", "渝中区人民检察院");
  ASSERT_EQ(drafted.status, 201) << drafted.body;
  EXPECT_EQ(drafted.text("/handover"), "H000001");
  EXPECT_EQ(desk.see(desk.jian, "H000001").status, 404) << "not sent yet";
  EXPECT_EQ(desk.centre.get("/api/v1/cases/C000001/handovers", desk.jian).status, 404);
  ASSERT_EQ(desk.step(desk.li, "H000001", "send").status, 200);
  const auto seen = desk.see(desk.jian, "H000001");
  ASSERT_EQ(seen.status, 200) << seen.body;
  EXPECT_EQ(seen.text("/side"), "receiver");
  EXPECT_EQ(seen.number("/freezes/0/held_fen"), 5'000'000);
  EXPECT_EQ(seen.body.find(mule_card), std::string::npos) << "masked";
  EXPECT_EQ(desk.see(desk.other, "H000001").status, 404);
  EXPECT_EQ(desk.see(desk.fayuan, "H000001").status, 404);
  EXPECT_EQ(desk.step(desk.other, "H000001", "return", {{"reason", "x"}}).status, 404);
  EXPECT_TRUE(desk.centre.get("/api/v1/handovers", desk.other).json.at("items").as_array().empty());
  EXPECT_EQ(desk.centre.get("/api/v1/handovers", desk.jian).text("/items/0/id"), "H000001");
}

TEST(Handover, AQuestionIsAnsweredAndAReturnSaysWhy) {
  Justice desk;
  desk.send_to_prosecution();
  const auto asked =
      desk.step(desk.jian, "H000001", "questions", {{"text", "请说明 13812345678 的来历"}});
  ASSERT_EQ(asked.status, 201) << asked.body;
  EXPECT_TRUE(Centre::eventually([&] {
    const auto tasks = desk.centre.get("/api/v1/tasks?kind=handover_question", desk.li);
    return tasks.body.find("H000001") != std::string::npos;
  }));
  EXPECT_EQ(desk.step(desk.jian, "H000001", "questions/0/answer", {{"text", "x"}}).status, 403);
  ASSERT_EQ(desk.step(desk.li, "H000001", "questions/0/answer", {{"text", "见工作表"}}).status,
            200);
  const auto seen = desk.see(desk.jian, "H000001");
  EXPECT_EQ(seen.text("/questions/0/reply/text"), "见工作表");
  EXPECT_EQ(seen.body.find("13812345678"), std::string::npos) << "masked";
  ASSERT_EQ(desk.step(desk.jian, "H000001", "return", {{"reason", "清单不符"}}).status, 200);
  EXPECT_EQ(desk.see(desk.li, "H000001").text("/ended"), "清单不符");
  EXPECT_EQ(desk.step(desk.jian, "H000001", "receive", {{"document", "收字1号"}, {"officer", "李"}})
                .status,
            409);
}

TEST(Handover, WhoeverSignsKeepsTheFreezesAndALapseSoonNeedsAName) {
  Justice desk;
  desk.send_to_prosecution();
  desk.centre.pass(std::chrono::days{160});
  desk.log_in();
  EXPECT_TRUE(flag(desk.see(desk.jian, "H000001"), "/freezes/0/lapses_soon"));
  const auto bare =
      desk.step(desk.jian, "H000001", "receive", {{"document", "收字1号"}, {"officer", "李"}});
  EXPECT_EQ(bare.status, 422) << bare.body;
  EXPECT_EQ(bare.text("/where"), "/renewers");
  const json::object renewer{{"order", desk.freeze_id}, {"owner", "jian"}};
  const auto received =
      desk.step(desk.jian, "H000001", "receive",
                {{"document", "收字1号"}, {"officer", "李"}, {"renewers", json::array{renewer}}});
  ASSERT_EQ(received.status, 200) << received.body;
  const auto order = desk.one(desk.freeze_id, received);
  EXPECT_EQ(order.text("/freeze/keeper/organ"), "procuratorate");
  EXPECT_EQ(order.text("/freeze/keeper/owner"), "jian");
  EXPECT_TRUE(flag(order, "/freeze/keeper/named"));
  const auto lifted =
      desk.centre.post("/api/v1/orders/" + desk.freeze_id + "/unfreeze", desk.li,
                       R"({"document":"解字1号","second":"wang","reason":"不再需要"})");
  EXPECT_EQ(lifted.status, 409) << lifted.body;
  const auto custody = desk.centre.get("/api/v1/cases/C000001/custody", desk.li);
  EXPECT_EQ(in_place(custody, "prosecution"), 5'000'000);
  EXPECT_EQ(in_place(custody, "frozen"), 0);
  const auto until = base::format_instant(desk.centre.now() + std::chrono::days{120});
  const auto path = "freezes/" + desk.freeze_id + "/renew";
  EXPECT_EQ(
      desk.step(desk.jian, "H000001", path, {{"document", "检续冻1号"}, {"until", until}}).status,
      200);
  EXPECT_EQ(desk.see(desk.jian, "H000001").text("/freezes/0/deadline"), until);
}

TEST(Handover, ThePackageIsTheSameBytesAgainAndTellsEveryChange) {
  Justice desk;
  desk.send_to_prosecution();
  const std::string path = "/api/v1/cases/C000001/handovers/H000001/package";
  const auto package = desk.centre.get(path, desk.jian);
  if (package.status == 503) {
    GTEST_SKIP() << package.body;
  }
  ASSERT_EQ(package.status, 200) << package.body;
  EXPECT_EQ(package.header("Content-Type"), "application/zip");
  desk.receive(desk.jian, "H000001");
  EXPECT_EQ(desk.centre.get(path, desk.li).body, package.body)
      << "whatever became of the money since";
  const auto keys = desk.centre.get("/api/v1/public/keys", {});
  const auto centre_key = sign::PublicKey::from_pem(keys.text("/keys/0/pem")).value();
  const auto examined = dossier::examine(package.body, centre_key);
  ASSERT_TRUE(examined.ok()) << examined.error().message;
  EXPECT_TRUE(examined->is_whole());
  EXPECT_TRUE(examined->is_known_key);
  EXPECT_EQ(desk.see(desk.li, "H000001").text("/manifest_sha256").size(), 64U);
  auto broken = package.body;
  broken[broken.size() / 2] = static_cast<char>(broken[broken.size() / 2] ^ 1);
  const auto found = dossier::examine(broken, centre_key);
  EXPECT_TRUE(!found.ok() || !found->is_whole());
  EXPECT_EQ(desk.centre.get(path, desk.other).status, 404);
  EXPECT_EQ(desk.centre.get(path, desk.centre.admin).status, 403);
  const auto looks = desk.centre.get("/api/v1/reveals", desk.centre.admin);
  EXPECT_NE(looks.body.find("package"), std::string::npos) << "the look is on record";
}

TEST(Handover, AJudgmentDisposesOfEverySum) {
  Justice desk;
  desk.bring_to_court();
  EXPECT_EQ(desk.see(desk.jian, "H000002").text("/side"), "sender");
  const auto judge = [&](const json::array& items) {
    return desk.step(desk.fayuan, "H000002", "disposals",
                     {{"judgment", "渝刑初1号"},
                      {"effective_at", desk.centre.time(std::chrono::hours{1})},
                      {"items", items}});
  };
  const auto item = [&](const std::string& kind, std::int64_t fen) {
    json::object made{{"kind", kind}, {"freeze", desk.freeze_id}};
    if (fen > 0) {
      made["amount_fen"] = fen;
    }
    if (kind == "give_back") {
      made["loss"] = 0;
    }
    return made;
  };
  EXPECT_EQ(judge({item("confiscate", 5'000'001)}).text("/where"), "/items/0/amount_fen");
  const auto before = desk.centre.sent(1).size();
  const auto judged =
      judge({item("give_back", 3'000'000), item("confiscate", 1'500'000), item("release", 0)});
  ASSERT_EQ(judged.status, 201) << judged.body;
  const auto back = desk.centre.sent(before + 1).at(before);
  EXPECT_EQ(back.payee->account, victim_card);
  EXPECT_EQ(back.document, "渝刑初1号") << "a bank refuses what has no paper";
  EXPECT_FALSE(back.second_officer.empty());
  EXPECT_EQ(desk.answer(back.application_id).status, 200);
  const auto receipt = "disposals/0/items/1/receipt";
  EXPECT_EQ(desk.step(desk.fayuan, "H000002", "disposals/0/items/0/receipt",
                      {{"number", "国库1号"}, {"paid_at", desk.centre.time()}})
                .status,
            404);
  const auto paid = desk.step(desk.fayuan, "H000002", receipt,
                              {{"number", "国库1号"}, {"paid_at", desk.centre.time()}});
  ASSERT_EQ(paid.status, 200) << paid.body;
  const auto lifted = desk.centre.sent(before + 2).at(before + 1);
  EXPECT_EQ(desk.answer(lifted.application_id).status, 200);
  const auto custody = desk.centre.get("/api/v1/cases/C000001/custody", desk.li);
  EXPECT_EQ(in_place(custody, "returned"), 3'000'000);
  EXPECT_EQ(in_place(custody, "confiscated"), 1'500'000);
  EXPECT_EQ(in_place(custody, "discharged"), 500'000);
  EXPECT_EQ(in_place(custody, "court"), 0);
  const auto seen = desk.see(desk.fayuan, "H000002");
  EXPECT_EQ(seen.text("/disposals/0/items/0/order_state"), "answered");
  EXPECT_EQ(seen.text("/disposals/0/items/1/paid/number"), "国库1号");
}

/// Every operation of the document, its places filled in with something that is there.
TEST(Handover, ProsecutionAndCourtsReachNothingElse) {
  Justice desk;
  desk.bring_to_court();
  const std::vector<std::string> theirs{"/api/v1/logout", "/api/v1/me", "/api/v1/rules"};
  std::size_t shut = 0;
  for (const auto& operation : OpenApi{api::openapi_document()}.operations()) {
    const auto blank = operation.find(' ');
    const auto method = operation.substr(0, blank);
    auto path = operation.substr(blank + 1);
    const bool is_public = !path.starts_with("/api/v1/") || path == "/api/v1/login" ||
                           path == "/api/v1/healthz" || path.starts_with("/api/v1/public/");
    const bool is_theirs = path.find("/handovers") != std::string::npos ||
                           std::ranges::find(theirs, path) != theirs.end();
    if (is_public || is_theirs) {
      continue;
    }
    const auto* id = path.find("/orders/") != std::string::npos ? "O000001" : "C000001";
    for (auto from = path.find('{'); from != std::string::npos; from = path.find('{')) {
      path.replace(from, path.find('}', from) - from + 1, id);
    }
    for (const auto* as : {&desk.jian, &desk.fayuan}) {
      const auto answer =
          desk.centre.send(method, path, *as, method == "GET" ? std::string{} : "{}");
      EXPECT_EQ(answer.status, 403) << operation;
      ++shut;
    }
  }
  EXPECT_GT(shut, 150U);
  EXPECT_EQ(desk.centre.get("/api/v1/me", desk.jian).text("/user/role"), "procurator");
  EXPECT_EQ(desk.centre.get("/api/v1/handovers", desk.centre.bank).status, 403);
}

}  // namespace
}  // namespace holdfast::http_test
