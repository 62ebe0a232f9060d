// Statements of banks over HTTP: a file is sent, looked at, mapped, brought into a case; what it
// tells joins the feeds; the failed queries of a police return are asked anew; the workbench asks
// of what was brought.
#include <boost/json.hpp>
#include <fmt/core.h>
#include <gtest/gtest.h>

#include "freeze_desk.hpp"
#include "support/workbook.hpp"

namespace holdfast::http_test {
namespace {

namespace json = boost::json;

constexpr std::string_view far_card = "9900110000000000033";

struct Bench : Desk {
  using Desk::Desk;

  /// Sends a file as li; its token.
  std::string send(const std::string& bytes) {
    const auto answer =
        centre.send("POST", "/api/v1/statements/files", li, bytes, "application/octet-stream");
    EXPECT_EQ(answer.status, 201) << answer.body;
    return answer.text("/file");
  }
  static json::object plan(const std::string& token, const std::string& name = "流水.csv") {
    return {{"files", json::array{json::object{{"file", token}, {"name", name}}}}};
  }
  Answer post(const std::string& path, const json::object& body) {
    return centre.post("/api/v1/" + path, li, json::serialize(body));
  }
  Answer preview(const json::object& plan) {
    const auto begun = post("cases/C000001/statements/preview", plan);
    EXPECT_EQ(begun.status, 202) << begun.body;
    Answer seen;
    EXPECT_TRUE(Centre::eventually([&] {
      seen = centre.get("/api/v1/statements/previews/" + begun.text("/preview"), li);
      return seen.text("/progress/state") == "done";
    })) << seen.body;
    return seen;
  }
  /// Brings it in and waits for its end; the statement as it is then.
  Answer bring(json::object plan) {
    plan["document"] = "调证字1号";
    const auto begun = post("cases/C000001/statements", plan);
    EXPECT_EQ(begun.status, 201) << begun.body;
    Answer seen;
    EXPECT_TRUE(Centre::eventually([&] {
      seen = centre.get("/api/v1/statements/" + begun.text("/statement"), li);
      return seen.text("/state") == "taken" || seen.text("/state") == "broken";
    })) << seen.body;
    return seen;
  }
  [[nodiscard]] std::string at(base::Milliseconds ago) const {
    return base::display_instant(centre.now() - ago);
  }
  /// The mule's statement: it was paid by the victim, pays on, and draws cash.
  [[nodiscard]] std::string mule_statement() const {
    using std::chrono::minutes;
    std::string csv =
        "交易卡号,户名,交易时间,借贷标志,交易金额,对方账号,对方户名,对方开户行,交易类型,"
        "交易地点,终端号,IP地址,MAC地址\n";
    csv += fmt::format("{},李四,{},贷,50000.00,{},王芳,渝州银行,转账,,,,\n", mule_card,
                       at(minutes{10}), victim_card);
    csv += fmt::format("{},李四,{},借,30000.00,{},赵六,渝州银行,转账,,,10.1.1.9,AA-BB\n", mule_card,
                       at(minutes{8}), far_card);
    csv +=
        fmt::format("{},李四,{},借,2000.00,,,,取现,观音桥支行,ATM7,,\n", mule_card, at(minutes{6}));
    csv += fmt::format("6.22E+18,李四,{},借,1.00,{},赵六,渝州银行,转账,,,,\n", at(minutes{5}),
                       far_card);
    return csv;
  }
  /// The durable transfers.
  [[nodiscard]] std::uint64_t transfers() { return centre.engine().durable().value(); }
};

json::object asking(const std::string& question, json::array accounts = {},
                    json::array options = {}) {
  return {{"question", question},
          {"accounts", std::move(accounts)},
          {"options", std::move(options)},
          {"cases", json::array{"C000001"}}};
}

TEST(Statements, ArePreviewedMappedBroughtInAndTracedOn) {
  Bench desk;
  auto csv = desk.mule_statement();
  // A bank of its own mind calls the amount something else.
  csv.replace(csv.find("交易金额"), std::string_view{"交易金额"}.size(), "发生额度");
  const auto token = desk.send(csv);
  auto plan = Bench::plan(token);
  plan["bank"] = "某某银行";
  const auto blind = desk.preview(plan);
  EXPECT_EQ(blind.text("/preview/files/0/sheets/0/missing"), "amount") << blind.body;
  EXPECT_EQ(blind.number("/preview/files/0/sheets/0/taken"), 0);
  plan["mapping"] = json::array{json::object{{"heading", "发生额度"}, {"column", "amount"}}};
  const auto seen = desk.preview(plan);
  EXPECT_EQ(seen.number("/preview/files/0/sheets/0/taken"), 3) << seen.body;
  EXPECT_EQ(seen.text("/preview/files/0/sheets/0/samples/0/payer"), victim_card);
  EXPECT_EQ(seen.text("/preview/files/0/notes/0/what"), "refused");
  EXPECT_EQ(seen.number("/preview/files/0/notes/0/row"), 5);
  EXPECT_EQ(desk.transfers(), 1U) << "a preview takes nothing";
  plan["learn"] = true;
  const auto done = desk.bring(plan);
  EXPECT_EQ(done.text("/state"), "taken") << done.body;
  EXPECT_EQ(done.text("/document"), "调证字1号");
  EXPECT_EQ(done.text("/by"), "li");
  EXPECT_EQ(done.text("/files/0/sha256").size(), 64U);
  // The victim's payment was told by the feed; the other two are new.
  EXPECT_EQ(done.number("/outcome/known"), 1) << done.body;
  EXPECT_EQ(done.number("/outcome/fresh"), 2);
  EXPECT_EQ(done.number("/files/0/counts/refused"), 1);
  EXPECT_EQ(desk.transfers(), 3U);
  EXPECT_EQ(done.text("/outcome/accounts/0/institution/code"), "SX02") << done.body;
  // The trace goes on to where the statement says the money went, and the next order is drafted.
  EXPECT_TRUE(Centre::eventually([&] {
    return desk.centre.get("/api/v1/cases/C000001/accounts", desk.li).body.find("0033") !=
           std::string::npos;
  }));
  const auto rejects = desk.centre.get("/api/v1/statements/B000001/rejects.csv", desk.li);
  EXPECT_EQ(rejects.status, 200) << rejects.body;
  EXPECT_NE(rejects.body.find("6.22E+18"), std::string::npos) << rejects.body;
  EXPECT_EQ(desk.centre.get("/api/v1/statements/B000001/rejects.csv", desk.wang).status, 404);
  // What was said of the headings is known the next time.
  plan.erase("mapping");
  const auto learnt = desk.preview(plan);
  EXPECT_EQ(learnt.number("/preview/files/0/sheets/0/taken"), 3) << learnt.body;
  const auto headings = desk.centre.get("/api/v1/statement-headings", desk.li);
  EXPECT_EQ(headings.text("/banks/0/bank"), "某某银行") << headings.body;
}

TEST(Statements, ChangeNothingWhenBroughtTwiceOrTellingTheOtherSide) {
  Bench desk;
  const auto csv = desk.mule_statement();
  ASSERT_EQ(desk.bring(Bench::plan(desk.send(csv))).number("/outcome/fresh"), 2);
  const auto again = desk.bring(Bench::plan(desk.send(csv)));
  EXPECT_EQ(again.number("/outcome/fresh"), 0) << again.body;
  EXPECT_EQ(again.number("/outcome/known"), 3);
  // The statement of the other side, a minute off, in a file that has one payment more.
  const auto other = fmt::format(
      "交易卡号,交易时间,借贷标志,交易金额,对方账号\n{0},{1},贷,30000.00,{2}\n{0},{3},借,100.00,{2}"
      "\n{0},{3},借,100.00,{2}\n",
      far_card, desk.at(std::chrono::minutes{7}), mule_card, desk.at(std::chrono::minutes{3}));
  const auto both = desk.bring(Bench::plan(desk.send(other)));
  EXPECT_EQ(both.number("/outcome/known"), 1) << both.body;
  EXPECT_EQ(both.number("/outcome/fresh"), 2) << "two equal payments are two: " << both.body;
  EXPECT_EQ(desk.transfers(), 5U);
}

TEST(Statements, FailedQueriesOfAReturnAreAskedAnew) {
  Bench desk;
  const std::vector<test::MadeSheet> sheets{
      {"交易明细",
       {test::text_row({"交易卡号", "交易时间", "借贷标志", "交易金额", "对方账号"}),
        test::text_row({std::string{mule_card}, desk.at(std::chrono::minutes{4}), "借", "70.00",
                        std::string{second_card}})}},
      {"任务失败",
       {test::text_row({"查询账卡号", "反馈单位", "查询反馈结果", "失败原因"}),
        test::text_row({std::string{far_card}, "渝州银行", "失败", "系统繁忙"}),
        test::text_row({"8800000000000000007", "无人知道的银行", "失败", "账号不存在"})}}};
  const auto done = desk.bring(Bench::plan(desk.send(test::make_xlsx(sheets)), "反馈.xlsx"));
  ASSERT_EQ(done.number("/outcome/failed_total"), 2) << done.body;
  EXPECT_EQ(done.text("/outcome/failed/0/account/institution/code"), "YZ01");
  EXPECT_EQ(done.text("/outcome/failed/0/why"), "系统繁忙");
  const json::object ask{{"failed", json::array{"0"}},
                         {"document", "查字1号"},
                         {"second", "wang"},
                         {"reason", "系统已恢复"}};
  auto unreachable = ask;
  unreachable["failed"] = json::array{"1"};
  EXPECT_EQ(desk.post("statements/B000001/queries", unreachable).text("/where"), "/failed/0");
  const auto asked = desk.post("statements/B000001/queries", ask);
  ASSERT_EQ(asked.status, 201) << asked.body;
  const auto order = asked.text("/order");
  EXPECT_EQ(desk.one(order, asked).text("/state"), "draft");
  const auto signing = Desk::list("\"" + order + "\"");
  EXPECT_EQ(desk.centre.post("/api/v1/approvals/sign", desk.wang, signing).status, 200);
  const auto approved =
      desk.centre.post("/api/v1/orders/" + order + "/approve", desk.zhao, std::string{reason});
  ASSERT_EQ(approved.status, 200) << approved.body;
  EXPECT_TRUE(Centre::eventually([&] {
    for (const auto& message : desk.centre.sent(2)) {
      if (message.account == far_card) {
        return message.document == "查字1号";
      }
    }
    return false;
  }));
  EXPECT_EQ(desk.post("statements/B000001/queries", ask).status, 409) << "asked already";
  const auto after = desk.centre.get("/api/v1/statements/B000001", desk.li);
  EXPECT_EQ(after.text("/outcome/failed/0/order"), order) << after.body;
}

TEST(Statements, RefuseWhatIsNoTableTooLargeOrSomebodyElses) {
  api::ApiOptions options;
  options.statement_bytes_max = 64 * 1024;
  Bench desk{options};
  const auto send = [&](const std::string& bytes) {
    return desk.centre.send("POST", "/api/v1/statements/files", desk.li, bytes,
                            "application/octet-stream");
  };
  EXPECT_EQ(send("").status, 400);
  EXPECT_EQ(send("%PDF-1.7 something").status, 400);
  EXPECT_EQ(send(std::string(65 * 1024, 'x')).status, 413);
  const auto token = desk.send(desk.mule_statement());
  const auto theirs = desk.centre.post("/api/v1/cases/C000001/statements/preview", desk.wang,
                                       json::serialize(Bench::plan(token)));
  EXPECT_EQ(theirs.status, 400) << theirs.body;
  EXPECT_EQ(theirs.text("/where"), "/files/0/file");
  auto plan = Bench::plan(token);
  plan["mapping"] = json::array{json::object{{"heading", "x"}, {"column", "weather"}}};
  EXPECT_EQ(desk.post("cases/C000001/statements/preview", plan).text("/where"),
            "/mapping/0/column");
  EXPECT_EQ(desk.post("cases/C000009/statements", Bench::plan(token)).status, 404);
  EXPECT_EQ(desk.centre.get("/api/v1/statements/B000009", desk.li).status, 404);
  // A file that breaks off is told as such, and the rows before are taken.
  const auto cut = desk.bring(Bench::plan(desk.send("这不是表格\n随便写的\n")));
  EXPECT_EQ(cut.number("/outcome/fresh"), 0) << cut.body;
}

TEST(Workbench, AnswersWhatIsAskedOfACase) {
  Bench desk;
  const auto mule = desk.mule();  // the only account so far
  ASSERT_EQ(desk.bring(Bench::plan(desk.send(desk.mule_statement()))).text("/state"), "taken");
  const auto questions = desk.centre.get("/api/v1/workbench/questions", desk.li);
  ASSERT_EQ(questions.status, 200);
  for (const auto& each : questions.json.at("questions").as_array()) {
    json::array accounts;
    if (each.at("accounts_min").to_number<int>() > 0) {
      accounts.push_back(json::value(mule));
    }
    if (each.at("accounts_min").to_number<int>() > 1) {
      continue;  // common: below
    }
    const auto answer =
        desk.post("workbench/answers", asking(std::string{each.at("name").as_string()}, accounts));
    EXPECT_EQ(answer.status, 200) << answer.body;
  }
  const auto cash = desk.post("workbench/answers", asking("cash"));
  EXPECT_EQ(cash.text("/rows/0/0"), "观音桥支行") << cash.body;
  EXPECT_EQ(cash.number("/rows/0/3"), 200'000);
  EXPECT_EQ(cash.text("/rows/0/5/0"), mule) << cash.body;
  EXPECT_EQ(cash.body.find(std::string{mule_card}), std::string::npos) << "masked";
  const auto levels = desk.post("workbench/answers", asking("levels", {json::value(mule)}));
  EXPECT_EQ(levels.number("/looked_at/transfers"), 3) << levels.body;
  EXPECT_GE(levels.number("/picture/nodes_total"), 2) << levels.body;
  EXPECT_EQ(desk.post("workbench/answers", asking("weather")).text("/where"), "/question");
  EXPECT_EQ(desk.post("workbench/answers", asking("common")).text("/where"), "/accounts");
  EXPECT_EQ(desk.post("workbench/answers",
                      asking("passing", {}, {json::object{{"name", "quickly"}, {"text", "soon"}}}))
                .text("/where"),
            "/options/quickly");
  auto nowhere = asking("passing");
  nowhere["cases"] = json::array{"C000009"};
  EXPECT_EQ(desk.post("workbench/answers", nowhere).status, 404);
}

TEST(Workbench, FilesAreMaskedUntilAReasonIsOnRecord) {
  Bench desk;
  ASSERT_EQ(desk.bring(Bench::plan(desk.send(desk.mule_statement()))).text("/state"), "taken");
  auto wish = asking("passing");
  wish["form"] = "csv";
  const auto masked = desk.post("workbench/files", wish);
  ASSERT_EQ(masked.status, 200) << masked.body;
  EXPECT_EQ(masked.body.find(std::string{mule_card}), std::string::npos);
  wish["plain"] = true;
  EXPECT_EQ(desk.post("workbench/files", wish).text("/where"), "/reason");
  wish["reason"] = "办案分析需要";
  const auto plain = desk.post("workbench/files", wish);
  EXPECT_NE(plain.body.find(std::string{mule_card}), std::string::npos) << plain.body;
  const auto log =
      desk.centre.get("/api/v1/reveals?min_seq=" + std::to_string(desk.centre.engine().seq()),
                      desk.centre.investigator);
  EXPECT_NE(log.body.find("办案分析需要"), std::string::npos) << log.body;
  wish["form"] = "graphml";
  EXPECT_NE(desk.post("workbench/files", wish).body.find("<graphml"), std::string::npos);
}

TEST(Workbench, KeptQuestionsAreAskedAgainAndTellWhatIsNew) {
  api::ApiOptions options;
  options.analyses_every = base::Milliseconds{50};
  Bench desk{options};
  auto keep = asking("passing");
  keep["name"] = "过渡账户";
  keep["sharing"] = "own";
  const auto kept = desk.post("analyses", keep);
  ASSERT_EQ(kept.status, 201) << kept.body;
  const auto path = "/api/v1/analyses/" + kept.text("/analysis");
  EXPECT_TRUE(Centre::eventually([&] {
    return desk.centre.get(path, desk.li).number("/run/rows") == 2;
  })) << desk.centre.get(path, desk.li).body;
  ASSERT_EQ(desk.bring(Bench::plan(desk.send(desk.mule_statement()))).text("/state"), "taken");
  Answer after;
  EXPECT_TRUE(Centre::eventually([&] {
    after = desk.centre.get(path, desk.li);
    return after.number("/run/rows") > 2 && !after.json.at("run").at("appeared").as_array().empty();
  })) << after.body;
  // Its owner shares it; nobody else sees it before, or changes it.
  EXPECT_EQ(desk.centre.get(path, desk.wang).status, 404);
  const auto shared =
      desk.centre.send("PATCH", path, desk.li, R"({"name":"过渡（共享）","sharing":"everyone"})");
  EXPECT_EQ(shared.status, 200) << shared.body;
  EXPECT_EQ(desk.centre.get(path, desk.wang).status, 200);
  EXPECT_EQ(desk.centre.send("PATCH", path, desk.wang, R"({"name":"我的","sharing":"own"})").status,
            403);
  const auto list = desk.centre.get(
      "/api/v1/analyses?of=shared&case=C000001&min_seq=" + std::to_string(shared.number("/seq")),
      desk.wang);
  EXPECT_EQ(list.text("/items/0/name"), "过渡（共享）") << list.body;
  const auto now = desk.centre.post(path + "/answer", desk.wang);
  EXPECT_EQ(now.status, 200) << now.body;
  EXPECT_EQ(desk.centre.post(path + "/drop", desk.li).status, 200);
  EXPECT_EQ(desk.centre.get(path, desk.li).status, 404);
}

}  // namespace
}  // namespace holdfast::http_test
