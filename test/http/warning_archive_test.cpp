// Warnings over HTTP that are over: still shown, still revealed, then erased; where people live;
// and one day's warnings by unit.
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "centre.hpp"

namespace holdfast::http_test {
namespace {

namespace json = boost::json;

struct Desk : Centre {
  Answer tell(const std::string& path, const json::object& body) {
    auto answer = post("/api/v1" + path, officer, json::serialize(body));
    if (answer.status < 300 && answer.json.as_object().contains("seq")) {
      seq = answer.number("/seq");
    }
    return answer;
  }
  Answer read(const std::string& path, const As& as) {
    return get("/api/v1" + path + (path.find('?') == std::string::npos ? "?" : "&") +
                   "min_seq=" + std::to_string(seq),
               as);
  }
  Answer read(const std::string& path) { return read(path, officer); }
  std::string raise(json::object more = {}) {
    json::object body{{"source", "text"},
                      {"grade", "中危"},
                      {"reasons", json::array{"一小时内向三个新收款人付款"}},
                      {"name", "张三丰"},
                      {"phone", "13812345678"},
                      {"texts", json::array{"加群领佣金 13899990000"}}};
    for (auto& [name, value] : more) {
      body[name] = value;
    }
    const auto answer = tell("/warnings", body);
    EXPECT_EQ(answer.status, 201) << answer.body;
    return answer.text("/warning");
  }
  void streets() {
    json::array all;
    for (const auto& [code, name, district, unit] :
         std::vector<std::array<const char*, 4>>{{"500103001", "解放碑街道", "渝中区", "50010301"},
                                                 {"500103002", "大坪街道", "渝中区", "500103"},
                                                 {"500105001", "大坪街道", "江北区", "500105"}}) {
      all.push_back(json::object{{"code", code},
                                 {"name", name},
                                 {"district", district},
                                 {"unit", unit},
                                 {"households", 1'000},
                                 {"source", "社区台账"}});
    }
    ASSERT_EQ(tell("/outreach/streets", {{"streets", all}}).status, 200);
  }
  void step(const std::string& id, const std::string& name, const std::string& result) {
    const auto answer = tell("/warnings/" + id + "/steps", {{"step", name}, {"result", result}});
    EXPECT_EQ(answer.status, 200) << answer.body;
  }
  void end(const std::string& id) {
    step(id, "sign_off", "done");
    step(id, "call", "answered");
    EXPECT_EQ(tell("/warnings/" + id + "/outcome",
                   {{"code", "paid"}, {"lost_fen", 4'000}, {"note", "已转出"}})
                  .status,
              200);
  }
  bool is_shown(const std::string& id, const std::string& member) {
    return eventually([&] {
      const auto answer = read("/warnings/" + id);
      const auto* value = answer.json.as_object().if_contains(member);
      return value != nullptr && value->is_bool() && value->as_bool();
    });
  }
  std::int64_t seq = 0;
};

TEST(PastWarnings, AreShownRevealedAndRefusedAndErasedByTheirTerm) {
  Desk desk;
  const auto id = desk.raise({{"area", "渝中区民权路 1 号"}});
  EXPECT_EQ(desk.read("/warnings/" + id).json.at("is_archived"), false);
  desk.end(id);
  desk.pass(std::chrono::days{8});
  ASSERT_TRUE(desk.is_shown(id, "is_archived"));
  const auto one = desk.read("/warnings/" + id);
  EXPECT_EQ(one.text("/state"), "finished");
  EXPECT_EQ(one.text("/taken/1/result"), "answered") << "steps stay readable";
  EXPECT_EQ(one.text("/name"), "张**");
  EXPECT_EQ(one.body.find("民权路"), std::string::npos) << "masked";
  EXPECT_EQ(desk.read("/warnings?state=finished").number("/total"), 1);
  EXPECT_EQ(
      desk.tell("/warnings/" + id + "/steps", {{"step", "call"}, {"result", "answered"}}).status,
      409);
  const json::object look{{"kind", "warning"}, {"id", id}, {"field", "all"}, {"reason", "复核"}};
  const auto seen = desk.tell("/reveal", look);
  ASSERT_EQ(seen.status, 200) << seen.body;
  EXPECT_EQ(seen.json.at("values").at("name"), "张三丰");
  EXPECT_EQ(seen.json.at("values").at("phone"), "13812345678");
  EXPECT_EQ(seen.json.at("values").at("area"), "渝中区民权路 1 号");
  EXPECT_EQ(seen.json.at("values").at("text/0"), "加群领佣金 13899990000");
  const auto effect = desk.read("/warnings-effect");
  EXPECT_EQ(effect.number("/raised"), 1) << effect.body;
  EXPECT_EQ(effect.number("/grades/2/finished"), 1);

  desk.pass(std::chrono::days{366});
  ASSERT_TRUE(desk.is_shown(id, "is_erased"));
  const auto left = desk.read("/warnings/" + id);
  EXPECT_EQ(left.text("/name"), "(已销毁)");
  EXPECT_EQ(left.text("/grade"), "中危");
  EXPECT_EQ(left.text("/outcomes/0/code"), "paid");
  EXPECT_EQ(left.number("/outcomes/0/lost_fen"), 4'000);
  EXPECT_EQ(left.body.find("已转出"), std::string::npos);
  EXPECT_EQ(desk.tell("/reveal", look).status, 404);
}

TEST(PastWarnings, ABankStillHearsWhatBecameOfItsRequest) {
  Desk desk;
  const std::string call =
      R"({"reasons":["客户坚持向陌生账户汇款"],"name":"张三丰","phone":"13812345678",
          "amount_fen":20000000,"branch":"解放碑支行","telephone":"023-6000","clerk":"孙莉"})";
  const auto asked = desk.post("/api/v1/partner/help", desk.bank, call);
  ASSERT_EQ(asked.status, 201) << asked.body;
  desk.seq = asked.number("/seq");
  desk.step("J000001", "sign_off", "done");
  desk.step("J000001", "dispatch", "done");
  desk.step("J000001", "visit", "met");
  ASSERT_EQ(desk.tell("/warnings/J000001/outcome", {{"code", "paid"}}).status, 200);
  const auto before = desk.get("/api/v1/partner/help/J000001", desk.bank);
  desk.pass(std::chrono::days{8});
  ASSERT_TRUE(desk.is_shown("J000001", "is_archived"));
  const auto after = desk.get("/api/v1/partner/help/J000001", desk.bank);
  ASSERT_EQ(after.status, 200) << after.body;
  EXPECT_EQ(after.json, before.json);
  EXPECT_EQ(desk.get("/api/v1/partner/help/J000001", desk.other_bank).status, 404);
}

TEST(WarningPlaces, AnAddressFindsItsStreetAndUnitOrSaysWhyNot) {
  Desk desk;
  const auto find = [&](const std::string& area) {
    return desk.tell("/warnings-place", {{"area", area}});
  };
  EXPECT_EQ(find("解放碑").number("/streets_known"), 0);
  desk.streets();
  const auto found = find("渝中区解放碑民权路");
  ASSERT_EQ(found.status, 200) << found.body;
  EXPECT_EQ(found.text("/located"), "found");
  EXPECT_EQ(found.text("/unit_name"), "解放碑派出所");
  const auto several = find("大坪正街");
  EXPECT_EQ(several.text("/located"), "several");
  EXPECT_EQ(several.text("/unit"), "5000");
  EXPECT_EQ(several.text("/streets/1/district"), "江北区");
  const auto unknown = find("某处");
  EXPECT_EQ(unknown.text("/located"), "unknown");
  EXPECT_EQ(find("").text("/where"), "/area");
  const auto id = desk.raise({{"area", "大坪正街 9 号"}});
  auto one = desk.read("/warnings/" + id);
  EXPECT_EQ(one.text("/place/located"), "several");
  EXPECT_EQ(one.text("/unit/code"), "5000");
  EXPECT_EQ(desk.tell("/warnings/" + id + "/place", {{"street", "500103009"}}).text("/where"),
            "/street");
  ASSERT_EQ(desk.tell("/warnings/" + id + "/place", {{"street", "500105001"}}).status, 200);
  one = desk.read("/warnings/" + id);
  EXPECT_EQ(one.text("/place/located"), "chosen");
  EXPECT_EQ(one.text("/place/street/name"), "大坪街道");
  EXPECT_EQ(one.text("/unit/code"), "500105");
}

TEST(WarningBoard, CountsTheDayByUnitWithThoseBelow) {
  Desk desk;
  desk.streets();
  const auto before = desk.raise({{"phone", "13800000001"}, {"area", "解放碑"}});
  desk.pass(std::chrono::days{1});
  const auto one = desk.raise({{"phone", "13800000002"}, {"area", "解放碑"}, {"grade", "高危"}});
  (void)desk.raise({{"phone", "13800000003"}, {"area", "渝中区大坪街道"}});
  (void)desk.raise({{"phone", "13800000004"}, {"area", "江北区某处"}});
  (void)desk.raise({{"phone", "13800000005"}});
  desk.end(one);
  const auto board = desk.read("/warnings-board");
  ASSERT_EQ(board.status, 200) << board.body;
  EXPECT_EQ(board.number("/streets"), 3);
  EXPECT_EQ(board.number("/located/found"), 3) << "江北区 has one street";
  const auto unit = [&](std::string_view code) -> json::object {
    for (const auto& each : board.json.at("units").as_array()) {
      if (each.at("code").as_string() == code) {
        return each.as_object();
      }
    }
    return {};
  };
  EXPECT_EQ(unit("5000").at("raised"), 4);
  EXPECT_EQ(unit("5000").at("own"), 1);
  EXPECT_EQ(unit("5000").at("carried"), 1);
  EXPECT_EQ(unit("500103").at("raised"), 2);
  EXPECT_EQ(unit("500103").at("own"), 1);
  EXPECT_EQ(unit("500103").at("grades"), (json::array{0, 1, 1, 0}));
  EXPECT_EQ(unit("50010301").at("raised"), 1);
  EXPECT_EQ(unit("50010301").at("finished"), 1);
  EXPECT_EQ(unit("50010301").at("carried"), 1);
  EXPECT_EQ(unit("50010301").at("outcomes").as_array().at(3), 1) << board.body;
  EXPECT_EQ(unit("500105").at("raised"), 1);
  EXPECT_EQ(unit("500105").at("unsigned"), 1);
  EXPECT_EQ(desk.read("/warnings-board?day=2026-11-24").json.at("units").at(0).at("raised"), 1);
  EXPECT_EQ(desk.read("/warnings-board?day=today").text("/where"), "?day");
  EXPECT_EQ(desk.get("/api/v1/warnings-board", desk.bank).status, 403);
  EXPECT_FALSE(before.empty());
}

}  // namespace
}  // namespace holdfast::http_test
