// Persons dealt with over HTTP: a file from its opening to an arrest, who sees a name, figures that
// open their records, and leads.
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "centre.hpp"

namespace holdfast::http_test {
namespace {

namespace json = boost::json;

/// Two filed cases and an investigator at the keyboard.
struct Desk {
  Centre centre;
  As li = centre.log_in("li");
  As wang = centre.log_in("wang");
  std::int64_t seq = 0;

  Desk() {
    for (const auto* id : {"C000001", "C000002"}) {
      EXPECT_EQ(centre.post("/api/v1/reports", centre.officer, report_body(centre)).status, 201);
      EXPECT_EQ(centre
                    .post(std::string{"/api/v1/cases/"} + id + "/filing", centre.officer,
                          R"({"number":"渝公立字1号","unit":"渝中区分局","approved_by":"赵局长"})")
                    .status,
                200);
    }
  }
  Answer post(const std::string& path, const json::object& body) { return post(path, body, li); }
  Answer post(const std::string& path, const json::object& body, const As& as) {
    auto answer = centre.post("/api/v1/" + path, as, json::serialize(body));
    seq = std::max(seq, answer.number("/seq"));
    return answer;
  }
  Answer file(const std::string& name, const std::string& case_id = "C000001",
              const std::string& id_no = {}) {
    json::object body{{"case", case_id}, {"role", "caller"}, {"name", name}};
    if (!id_no.empty()) {
      body["id_no"] = id_no;
    }
    return post("persons", body);
  }
  Answer step(const std::string& person, const std::string& kind, json::object more = {}) {
    json::object body{{"kind", kind}, {"case", "C000001"}, {"document", "渝公字9号"}};
    for (auto& [name, value] : more) {
      body[name] = value;
    }
    return post("persons/" + person + "/steps", body);
  }
  Answer read(const std::string& path) { return read(path, li); }
  Answer read(const std::string& path, const As& as) {
    return centre.get("/api/v1/" + path + (path.find('?') == std::string::npos ? "?" : "&") +
                          "min_seq=" + std::to_string(seq),
                      as);
  }
};

TEST(Persons, AFileIsOpenedMaskedAndWorkedOnByInvestigators) {
  Desk desk;
  EXPECT_EQ(
      desk.post("persons", {{"case", "C000001"}, {"role", "caller"}, {"name", "赵强"}}, desk.wang)
          .status,
      403);
  const auto filed = desk.file("赵强", "C000001", "500101 19900101 0011");
  ASSERT_EQ(filed.status, 201) << filed.body;
  EXPECT_EQ(filed.text("/person"), "R000001");
  EXPECT_EQ(desk.file("赵大强", "C000002", "500101199001010011").status, 409) << "the same person";
  EXPECT_EQ(desk.post("persons/R000001/cases", {{"case", "C000002"}, {"role", "cashier"}}).status,
            200);
  EXPECT_EQ(desk.step("R000001", "arrested").status, 422) << "nobody asked for it";
  EXPECT_EQ(desk.step("R000001", "detained").status, 201);
  EXPECT_EQ(desk.step("R000001", "dropped", {{"document", ""}}).text("/where"), "/document");

  const auto one = desk.read("persons/R000001", desk.wang);
  EXPECT_EQ(one.text("/name"), "赵*");
  EXPECT_EQ(one.body.find("500101199001010011"), std::string::npos) << "masked";
  EXPECT_EQ(one.text("/measure"), "detained");
  EXPECT_EQ(one.text("/clocks/0/kind"), "family");
  EXPECT_EQ(one.text("/clocks/0/due"), "2026-11-25T10:00:00.000+08:00");
  EXPECT_EQ(one.text("/clocks/2/due"), "2026-11-28T00:00:00.000+08:00");
  EXPECT_EQ(one.text("/cases/1/role_name"), "取现（车手）");
  EXPECT_EQ(one.json.at("may_write"), json::value(false));
  EXPECT_EQ(desk.read("persons/R000001").json.at("may_write"), json::value(true));
  EXPECT_NE(one.body.find("\"detention_extended\""), std::string::npos) << "may be done now";
  EXPECT_EQ(one.body.find("\"custody_extended\""), std::string::npos) << "may not";
  EXPECT_EQ(desk.read("persons/R000001/timeline").number("/total"), 3);
  EXPECT_EQ(desk.read("persons/R000009").status, 404);

  EXPECT_EQ(desk.read("persons").number("/total"), 1);
  EXPECT_EQ(desk.read("persons?measure=detained&where=unknown").number("/total"), 1);
  EXPECT_EQ(desk.read("persons?measure=arrested").number("/total"), 0);
  EXPECT_EQ(desk.read("persons?role=cashier&officer=li").number("/total"), 1);
  EXPECT_EQ(desk.read("persons?role=organiser&officer=li").number("/total"), 0);
  EXPECT_EQ(desk.read("persons?case=C2").number("/total"), 1);
  EXPECT_EQ(desk.read("persons?q=500101199001010011").number("/total"), 1);
  EXPECT_EQ(desk.read("persons?q=赵强").number("/total"), 1);
  EXPECT_EQ(desk.read("persons?q=R1").number("/total"), 1);
  EXPECT_EQ(desk.read("search?q=赵强").text("/items/0/kind"), "person") << "by Ctrl+K, masked";
  EXPECT_EQ(desk.read("persons?measure=x").text("/where"), "?measure");
  EXPECT_EQ(desk.read("persons?q=R1&role=caller").text("/where"), "?q");
  EXPECT_EQ(desk.read("persons", desk.centre.bank).status, 403);
}

TEST(Persons, ANameIsShownToInvestigatorsForAReasonAndOnRecord) {
  Desk desk;
  EXPECT_EQ(desk.file("赵强", "C000001", "500101199001010011").status, 201);
  const json::object wanted{
      {"kind", "person"}, {"id", "R000001"}, {"field", "all"}, {"reason", "核对身份"}};
  EXPECT_EQ(desk.post("reveal", wanted, desk.wang).status, 403);
  const auto plain = desk.post("reveal", wanted);
  EXPECT_EQ(plain.text("/values/name"), "赵强") << plain.body;
  EXPECT_EQ(plain.text("/values/id_no"), "500101199001010011");
  EXPECT_EQ(desk.read("reveals", desk.centre.admin).text("/items/0/id"), "R000001");
}

TEST(Persons, ALapseIsToldAndAnsweredByAStepAlone) {
  Desk desk;
  EXPECT_EQ(desk.file("赵强").status, 201);
  EXPECT_EQ(desk.step("R000001", "summoned", {{"document", ""}}).status, 201);
  desk.centre.pass(std::chrono::hours{12});
  desk.li = desk.centre.log_in("li");  // nobody was there so long
  ASSERT_TRUE(
      Centre::eventually([&] { return desk.read("persons?clock=late").number("/total") == 1; }));
  const auto tasks = desk.read("tasks?kind=person_overdue");
  ASSERT_EQ(tasks.number("/total"), 1) << tasks.body;
  EXPECT_EQ(tasks.text("/items/0/person"), "R000001");
  EXPECT_EQ(tasks.text("/items/0/duty"), "unit_head");
  EXPECT_EQ(desk.post("tasks/" + tasks.text("/items/0/id") + "/done", {{"note", "知道了"}}).status,
            409);
  EXPECT_EQ(desk.step("R000001", "released").status, 201);
  EXPECT_EQ(desk.read("persons?clock=late").number("/total"), 0);
  EXPECT_EQ(desk.read("tasks?kind=person_overdue&state=open").number("/total"), 0);
}

TEST(Persons, AFigureCountsAPersonOnceAndOpensItsRecords) {
  Desk desk;
  for (const auto* name : {"赵强", "钱芳"}) {
    EXPECT_EQ(desk.file(name).status, 201);
  }
  for (const auto* id : {"R000001", "R000002"}) {
    EXPECT_EQ(desk.step(id, "detained").status, 201);
  }
  EXPECT_EQ(desk.step("R000001", "released").status, 201);
  EXPECT_EQ(desk.step("R000001", "detained").status, 201) << "anew, after a release";
  const std::string window = "from=2026-11-01&to=2026-12-01";
  auto figures = desk.read("persons/figures?by=type&" + window);
  EXPECT_EQ(figures.text("/kinds/0/kind"), "detained") << figures.body;
  EXPECT_EQ(figures.number("/kinds/0/persons"), 2);
  EXPECT_EQ(figures.number("/kinds/0/times"), 3);
  EXPECT_EQ(figures.text("/kinds/0/rows/0/key"), "刷单返利");
  EXPECT_EQ(figures.number("/kinds/0/rows/0/persons"), 2);
  EXPECT_EQ(figures.text("/definition_zh").rfind("人数：", 0), 0U);
  EXPECT_EQ(desk.read("persons/figures?by=unit&" + window).text("/kinds/0/rows/0/name"), "本中心");
  EXPECT_EQ(desk.read("persons/figures?by=month&" + window).text("/kinds/0/rows/0/key"), "2026-11");

  const std::string records =
      "persons/figures/records?by=month&key=2026-11&kind=detained&" + window;
  EXPECT_EQ(desk.read(records).number("/total"), 2);
  EXPECT_EQ(desk.read(records + "&count=times").number("/total"), 3);
  EXPECT_EQ(desk.read(records).text("/items/0/person"), "R000001");
  EXPECT_EQ(desk.post("persons/R000002/steps/1/undo", {{"reason", "登记错人"}}).status, 200);
  EXPECT_EQ(desk.read(records).number("/total"), 1) << "what was undone counts no more";
  EXPECT_EQ(desk.read("persons/figures?from=2026-12-01&to=2027-01-01").body.find("detained"),
            std::string::npos);
  EXPECT_EQ(desk.read("persons/figures?from=2026-12-01&to=2026-11-01").text("/where"), "?to");
  EXPECT_EQ(desk.read("persons/figures?from=x&to=2026-11-01").text("/where"), "?from");
  EXPECT_EQ(desk.read("persons/figures?by=day&" + window).text("/where"), "?by");
}

TEST(Persons, WhatIsKnownIsAddedAndWhatIsWrongIsNamed) {
  Desk desk;
  EXPECT_EQ(desk.file("赵强").status, 201);
  const json::object proof{{"reference", "证字1号"},
                           {"sha256", std::string(64, 'a')},
                           {"what", "与 13899990000 的聊天记录"},
                           {"case", "C000001"}};
  EXPECT_EQ(desk.post("persons/R000001/facts",
                      {{"phones", json::array{"138 0000 0009"}}, {"proofs", json::array{proof}}})
                .status,
            200);
  EXPECT_EQ(
      desk.post("persons/R000001/whereabouts", {{"where", "abroad"}, {"country", "MM"}}).status,
      200);
  const auto one = desk.read("persons/R000001");
  EXPECT_EQ(one.text("/place/country"), "MM");
  EXPECT_EQ(one.text("/proofs/0/reference"), "证字1号");
  EXPECT_EQ(one.body.find("13899990000"), std::string::npos) << "masked";
  EXPECT_EQ(desk.post("persons/R000001/whereabouts", {{"where", "abroad"}}).text("/where"),
            "/country");
  EXPECT_EQ(
      desk.step("R000001", "penalised", {{"penalty", {{"article", "44"}, {"days", 16}}}}).status,
      422);
  EXPECT_EQ(desk.step("R000001", "x").text("/where"), "/kind");
  EXPECT_EQ(
      desk.post("persons/R000001/cases/unlink", {{"case", "C000001"}, {"reason", "错"}}).status,
      409);
}

TEST(Persons, LeadsAreWorkedThroughToAResult) {
  Desk desk;
  const json::object lead{{"roll", "abroad"},
                          {"name", "阿龙"},
                          {"country", "MM"},
                          {"owner", "li"},
                          {"source", "家属报称失联"}};
  EXPECT_EQ(desk.post("leads", lead, desk.wang).status, 403);
  EXPECT_EQ(desk.post("leads", lead).text("/lead"), "G000001");
  EXPECT_EQ(desk.read("leads?roll=abroad").text("/items/0/name"), "阿*");
  EXPECT_EQ(desk.read("leads?roll=returnee").number("/total"), 0);
  EXPECT_EQ(desk.read("leads?roll=abroad&owner=li").number("/total"), 1);
  EXPECT_EQ(desk.read("leads").text("/where"), "?roll");
  EXPECT_EQ(desk.post("leads/G000001/result", {{"code", "confirmed"}, {"note", "查实"}}).status,
            409);
  EXPECT_EQ(desk.post("leads/G000001/steps", {{"code", "locate"}, {"note", "在境外园区"}}).status,
            200);
  EXPECT_EQ(desk.post("leads/G000001/owner", {{"owner", "wang"}, {"reason", "x"}}).text("/where"),
            "/owner");
  EXPECT_EQ(desk.post("leads/G000001/result", {{"code", "confirmed"}, {"note", "查实"}}).status,
            200);
  EXPECT_EQ(desk.read("leads?roll=abroad&state=ended").text("/items/0/result/name"), "查实涉诈");
  const auto terms = desk.read("person-terms", desk.wang);
  EXPECT_EQ(terms.text("/roles/0/name"), "组织者");
  EXPECT_EQ(terms.json.at("may_write"), json::value(false));
}

}  // namespace
}  // namespace holdfast::http_test
