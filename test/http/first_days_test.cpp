// The first days of a case over HTTP: the report is accepted with its papers, the reporter follows
// it by the receipt's code, and the case is filed, not filed, or goes to another authority.
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "base/digest.hpp"
#include "freeze_desk.hpp"

namespace holdfast::http_test {
namespace {

namespace json = boost::json;

const std::string at_case = "/api/v1/cases/C000001/";

struct FirstDays : Desk {
  Answer step(const As& as, const std::string& path, const json::object& body) {
    return centre.post(at_case + "first-days/" + path, as, json::serialize(body));
  }
  Answer accept() { return step(li, "acceptance", {{"way", "in_person"}}); }
  Answer see() { return centre.get(at_case + "first-days", li); }
  bool may(const As& as, std::string_view act) {
    const auto days = centre.get(at_case + "first-days", as);
    for (const auto& each : days.json.at("acts").as_array()) {
      if (each.as_string() == act) {
        return true;
      }
    }
    return false;
  }
  Answer papers(const Answer& after) {
    return centre.get(at_case + "papers?min_seq=" + std::to_string(after.number("/seq")), li);
  }
  Answer refuse() {
    EXPECT_EQ(step(li, "refusal", {{"ground", "no_crime"}, {"reason", "系借贷纠纷"}}).status, 201);
    return step(zhao, "refusal/decide", {{"approved", true}, {"reason", "同意"}});
  }
};

TEST(FirstDays, AReportIsAcceptedOnceWithTwoPapersThatStayTheSame) {
  FirstDays desk;
  const auto before = desk.see();
  ASSERT_EQ(before.status, 200) << before.body;
  EXPECT_TRUE(before.json.at("stage").is_null());
  EXPECT_EQ(before.text("/acts/0"), "accept");
  EXPECT_EQ(desk.step(desk.li, "acceptance", {{"way", "by_owl"}}).text("/where"), "/way");
  EXPECT_EQ(desk.step(desk.li, "acceptance", {{"way", "unreachable"}}).text("/where"), "/note");
  EXPECT_EQ(desk.step(desk.centre.admin, "acceptance", {{"way", "post"}}).status, 403);
  const auto accepted = desk.accept();
  ASSERT_EQ(accepted.status, 201) << accepted.body;
  EXPECT_EQ(desk.accept().status, 409);
  const auto days = desk.see();
  EXPECT_EQ(days.text("/stage"), "reviewing");
  EXPECT_EQ(days.text("/accepted/number"), "渝反诈受案字〔2026〕1号");
  EXPECT_EQ(days.text("/clocks/0/kind"), "review");
  EXPECT_EQ(days.text("/clocks/0/due"), "2026-11-27T10:00:00.000+08:00");
  EXPECT_EQ(days.text("/due"), "2026-11-26T10:00:00.000+08:00") << "the stop lapses first";
  const auto filing = desk.centre.get(at_case.substr(0, at_case.size() - 1), desk.li);
  EXPECT_EQ(filing.text("/filing/due"), days.text("/due")) << "one clock, said twice the same";

  const auto list = desk.papers(accepted);
  ASSERT_EQ(list.json.at("items").as_array().size(), 2U) << list.body;
  EXPECT_EQ(list.text("/items/0/kind"), "acceptance_form");
  EXPECT_EQ(list.text("/items/1/title"), "受案回执");
  EXPECT_TRUE(list.json.at("items").as_array()[0].at("order").is_null());
  const auto path = at_case + "papers/" + list.text("/items/1/id");
  const auto first = desk.centre.get(path, desk.li);
  ASSERT_EQ(first.status, 200) << first.body;
  EXPECT_EQ(first.header("Content-Type"), "application/pdf");
  EXPECT_EQ(base::to_hex(base::sha256(first.body)), list.text("/items/1/sha256"));
  desk.centre.pass(std::chrono::hours{11});
  EXPECT_TRUE(desk.centre.get(path, desk.wang).body == first.body);
  EXPECT_EQ(desk.centre.get("/api/v1/cases/C000002/papers/P000001", desk.li).status, 404);
  EXPECT_EQ(desk.centre.get(path, desk.centre.other_bank).status, 403);
}

TEST(FirstDays, TheReceiptsCodeTellsTheStageAndNothingElse) {
  FirstDays desk;
  const auto list = desk.papers(desk.accept());
  const auto code = list.text("/items/1/code");
  const auto see = [&] { return desk.centre.get("/api/v1/public/progress/" + code, As{}); };
  const auto check = desk.centre.get("/api/v1/public/papers/" + code, As{});
  EXPECT_TRUE(check.json.at("genuine").as_bool()) << check.body;
  EXPECT_EQ(check.text("/kind"), "acceptance_receipt");
  auto progress = see();
  ASSERT_EQ(progress.status, 200) << progress.body;
  EXPECT_EQ(progress.text("/stage"), "reviewing");
  EXPECT_EQ(progress.text("/until"), "2026-11-27T10:00:00.000+08:00");
  for (const auto* secret : {"C000001", "O000001", "990022", "wang", "王"}) {
    EXPECT_EQ(progress.body.find(secret), std::string::npos) << secret;
  }
  EXPECT_EQ(desk.centre.get("/api/v1/public/progress/" + list.text("/items/0/code"), As{}).status,
            404)
      << "the form stays with the police";
  EXPECT_EQ(desk.centre.get("/api/v1/public/progress/X", As{}).status, 400);

  EXPECT_EQ(desk.refuse().status, 200);
  progress = see();
  EXPECT_EQ(progress.text("/stage"), "refused");
  EXPECT_NE(progress.text("/appeal").find("七日"), std::string::npos);
  EXPECT_EQ(progress.body.find("借贷"), std::string::npos) << "the reason is in the notice";
  EXPECT_EQ(desk.file().status, 200);
  EXPECT_EQ(see().text("/stage"), "filed");
}

TEST(FirstDays, AHeadExtendsAndWhoeverMayIsShownIt) {
  FirstDays desk;
  ASSERT_EQ(desk.accept().status, 201);
  EXPECT_FALSE(desk.may(desk.li, "extend_doubtful"));
  EXPECT_TRUE(desk.may(desk.qian, "extend_doubtful"));
  EXPECT_FALSE(desk.may(desk.qian, "extend_complex"));
  EXPECT_TRUE(desk.may(desk.zhao, "extend_complex"));
  const json::object seven{{"term", "doubtful"}, {"reason", "案情有疑难"}};
  EXPECT_EQ(desk.step(desk.li, "extension", seven).status, 403);
  EXPECT_EQ(desk.step(desk.qian, "extension", {{"term", "long"}, {"reason", "x"}}).text("/where"),
            "/term");
  ASSERT_EQ(desk.step(desk.qian, "extension", seven).status, 200);
  auto list = desk.centre.get("/api/v1/first-days", desk.li);
  EXPECT_EQ(list.text("/items/0/case"), "C000001");
  EXPECT_EQ(list.text("/items/0/term"), "doubtful");
  EXPECT_EQ(list.number("/officers/0/running"), 1);
  list = desk.centre.get("/api/v1/first-days?officer=nobody", desk.li);
  EXPECT_EQ(list.number("/total"), 0);
  EXPECT_EQ(list.number("/officers/0/running"), 1) << "counted whoever is looked at";
}

TEST(FirstDays, NotFilingLetsGoIsServedAndMayBeSetAside) {
  FirstDays desk;
  ASSERT_EQ(desk.accept().status, 201);
  EXPECT_EQ(desk.step(desk.li, "refusal/decide", {{"approved", true}, {"reason", "同意"}}).status,
            409);
  const auto decided = desk.refuse();
  ASSERT_EQ(decided.status, 200) << decided.body;
  const auto release = desk.centre.sent(2).at(1);
  EXPECT_EQ(desk.answer(release.application_id).status, 200);
  EXPECT_EQ(desk.centre
                .get("/api/v1/orders/O000001?min_seq=" + std::to_string(desk.centre.engine().seq()),
                     desk.li)
                .text("/state"),
            "released");
  auto days = desk.see();
  EXPECT_EQ(days.text("/stage"), "refused");
  EXPECT_TRUE(days.json.at("due").is_null());
  EXPECT_EQ(days.text("/refusals/0/number"), "渝反诈不立字〔2026〕1号");
  EXPECT_EQ(days.text("/clocks/1/kind"), "notice");
  EXPECT_EQ(desk.step(desk.li, "service",
                      {{"paper", "refusal"}, {"way", "post"}, {"to", "王芳"}, {"note", "挂号"}})
                .status,
            200);
  EXPECT_EQ(desk.step(desk.li, "service", {{"paper", "refusal"}, {"way", "post"}}).status, 409);
  days = desk.see();
  EXPECT_EQ(days.text("/refusals/0/served/to"), "王*") << "masked";
  EXPECT_EQ(days.text("/refusals/0/appeal_until"), "2026-12-02T00:00:00.000+08:00");
  EXPECT_EQ(desk.step(desk.li, "appeals", {{"kind", "superior"}, {"text", "不服"}}).status, 409);
  ASSERT_EQ(
      desk.step(desk.li, "appeals", {{"kind", "reconsideration"}, {"text", "电话13800000001"}})
          .status,
      201);
  days = desk.see();
  EXPECT_EQ(days.text("/refusals/0/appeals/0/text").find("13800000001"), std::string::npos);
  const json::object changed{{"kind", "reconsideration"},
                             {"outcome", "changed"},
                             {"number", "渝公复字1号"},
                             {"reason", "应予立案"}};
  const auto own = desk.step(desk.zhao, "appeals/decide", changed);
  EXPECT_EQ(own.status, 422) << own.body;
  EXPECT_EQ(desk.step(desk.qian, "appeals/decide", changed).status, 403);
  core::User zhou{"zhou", "zhou", core::Role::investigator, "", "", false, order::Duty::city_head};
  ASSERT_TRUE(desk.centre.engine().submit_and_wait({"house"}, core::AddUser{zhou}).ok());
  core::RuleAppeal ruling;
  ruling.case_id = desk::CaseId{1};
  ruling.outcome = desk::AppealOutcome::changed;
  ruling.number = "渝公复字1号";
  ruling.reason = "应予立案";
  ASSERT_TRUE(desk.centre.engine().submit_and_wait({"zhou"}, ruling).ok());
  days = desk.see();
  EXPECT_EQ(days.text("/stage"), "to_be_filed");
  EXPECT_EQ(days.text("/due"), "2026-11-28T00:00:00.000+08:00");
  EXPECT_TRUE(desk.may(desk.li, "file"));
  EXPECT_EQ(desk.file().status, 200);
  EXPECT_EQ(desk.see().text("/stage"), "filed");
}

TEST(FirstDays, ATransferNamesTheStopsAndEndsTheCaseHereWhenItIsAccepted) {
  FirstDays desk;
  const auto list = desk.papers(desk.accept());
  const auto progress = "/api/v1/public/progress/" + list.text("/items/1/code");
  EXPECT_EQ(desk.step(desk.li, "transfer", {{"reason", "x"}}).text("/where"), "/authority");
  const json::object where{{"authority", "成都市公安局锦江区分局"}, {"reason", "犯罪地在锦江区"}};
  ASSERT_EQ(desk.step(desk.li, "transfer", where).status, 201);
  EXPECT_EQ(desk.step(desk.li, "transfer", where).status, 409);
  EXPECT_EQ(desk.file().status, 409) << "while it is under way";
  const auto decided =
      desk.step(desk.zhao, "transfer/decide", {{"approved", true}, {"reason", "同意"}});
  ASSERT_EQ(decided.status, 200) << decided.body;
  EXPECT_EQ(desk.papers(decided).text("/items/2/kind"), "transfer_notice");
  EXPECT_EQ(desk.see().text("/transfers/0/standing/0"), "O000001");
  EXPECT_EQ(
      desk.step(desk.li, "transfer/handed", {{"way", "refused"}, {"note", "x"}}).text("/where"),
      "/way");
  ASSERT_EQ(desk.step(desk.li, "transfer/handed", {{"way", "in_person"}, {"to", "周警官"}}).status,
            200);
  const auto seen = desk.centre.get(progress, As{});
  EXPECT_EQ(seen.text("/stage"), "transferring");
  EXPECT_EQ(seen.text("/authority"), "成都市公安局锦江区分局");
  EXPECT_EQ(desk.step(desk.li, "service", {{"paper", "transfer"}, {"way", "post"}}).status, 200);
  ASSERT_EQ(desk.step(desk.li, "transfer/answer",
                      {{"accepted", true}, {"number", "锦公受字1号"}, {"reason", "已受理"}})
                .status,
            200);
  const auto file = desk.centre.get(
      "/api/v1/cases/C000001?min_seq=" + std::to_string(desk.centre.engine().seq()), desk.li);
  EXPECT_EQ(file.text("/state"), "closed");
  EXPECT_EQ(file.text("/outcome"), "transferred");
  EXPECT_EQ(desk.centre.get("/api/v1/orders/O000001", desk.li).text("/state"), "in_force");
  EXPECT_EQ(desk.centre.get(progress, As{}).text("/stage"), "transferred");
}

}  // namespace
}  // namespace holdfast::http_test
