// A report and what follows: the case, its money, its orders, their answers.
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "centre.hpp"

namespace holdfast::http_test {
namespace {

namespace json = boost::json;

/// A centre that knows the stolen transfer and has taken the report.
struct Story {
  Centre centre;
  Answer report;
  std::string order;  // the stop at the mule's bank

  Story() {
    EXPECT_EQ(centre
                  .send("POST", "/api/v1/transfers?institution=SX02", centre.other_bank,
                        stolen_row(centre), "application/x-ndjson")
                  .status,
              200);
    report = centre.post("/api/v1/reports", centre.officer, report_body(centre));
    EXPECT_EQ(report.status, 201) << report.body;
    const auto sent = centre.sent(1);
    order =
        sent.empty() ? "" : sent[0].application_id.substr(sent[0].application_id.rfind('-') + 1);
  }
  Answer reply(const As& as, const std::string& result = "0000") {
    const auto sent = centre.sent(1);
    return centre.post("/api/v1/partner/replies", as,
                       json::serialize(json::object{{"code", "100102"},
                                                    {"application_id", sent[0].application_id},
                                                    {"bank_number", "B1"},
                                                    {"result", result},
                                                    {"message", "ok"},
                                                    {"balance_fen", 5'000'000},
                                                    {"held_fen", 5'000'000},
                                                    {"start", centre.time()}}));
  }
  /// Reads until `done` likes the answer.
  Answer read_until(const std::string& path, const std::function<bool(const Answer&)>& done) {
    Answer answer;
    EXPECT_TRUE(Centre::eventually([&] {
      answer = centre.get(path, centre.officer);
      return done(answer);
    })) << answer.body;
    return answer;
  }
};

TEST(Report, MatchesItsTransferAndStopsThePayee) {
  Story story;
  EXPECT_EQ(story.report.text("/case"), "C000001");
  EXPECT_TRUE(story.report.json.at_pointer("/losses/0/matched").as_bool());
  EXPECT_EQ(story.report.text("/losses/0/transfer"), "T000000");
  const auto sent = story.centre.sent(1);
  EXPECT_EQ(sent[0].code, "100101");
  EXPECT_EQ(sent[0].account, mule_card);
  EXPECT_EQ(sent[0].amount, base::Fen{5'000'000});
  const auto orders = story.read_until("/api/v1/orders?case=C000001", [](const Answer& answer) {
    return answer.number("/total") == 1;
  });
  EXPECT_EQ(orders.text("/items/0/id"), story.order);
  EXPECT_EQ(orders.text("/items/0/account/number"), "9900 **** **** 0014");
  EXPECT_EQ(orders.number("/items/0/term_hours"), 48);
}

TEST(Report, ShowsItsCaseAtItsOwnSequence) {
  Story story;
  const auto seq = std::to_string(story.report.number("/seq"));
  const auto one = story.centre.get("/api/v1/cases/C000001?min_seq=" + seq, story.centre.officer);
  ASSERT_EQ(one.status, 200);
  EXPECT_EQ(one.text("/victim/name"), "张**");
  EXPECT_EQ(one.text("/victim/phone"), "138****5678");
  EXPECT_EQ(one.number("/loss_fen"), 5'000'000);
  EXPECT_EQ(one.body.find("13812345678"), std::string::npos);
  EXPECT_EQ(one.body.find(mule_card), std::string::npos);
  EXPECT_EQ(story.centre.get("/api/v1/cases/C000001?min_seq=999999", story.centre.officer).status,
            503);
}

TEST(Report, IsTakenOnceUnderOneKey) {
  Centre centre;
  const auto as = centre.officer.with("Idempotency-Key", "call-1");
  const auto body = report_body(centre);
  const auto first = centre.post("/api/v1/reports", as, body);
  const auto second = centre.post("/api/v1/reports", as, body);
  EXPECT_EQ(first.status, 201);
  EXPECT_EQ(second.status, 201);
  EXPECT_EQ(first.text("/case"), second.text("/case"));
  const auto seq = std::to_string(second.number("/seq"));
  EXPECT_EQ(centre.get("/api/v1/cases?min_seq=" + seq, centre.officer).number("/total"), 1);
  auto other = json::parse(body).as_object();
  other["fraud_type"] = "杀猪盘";
  EXPECT_EQ(centre.post("/api/v1/reports", as, json::serialize(other)).status, 409);
  // The key is the caller's own: somebody else's is another.
  EXPECT_EQ(
      centre.post("/api/v1/reports", centre.investigator.with("Idempotency-Key", "call-1"), body)
          .text("/case"),
      "C000002");
}

TEST(Report, WithoutItsTransferAsksTheBank) {
  Centre centre;
  const auto report = centre.post("/api/v1/reports", centre.officer, report_body(centre));
  EXPECT_FALSE(report.json.at_pointer("/losses/0/matched").as_bool());
  EXPECT_EQ(centre.sent(1)[0].code, "100301");
  const auto seq = std::to_string(report.number("/seq"));
  const auto one = centre.get("/api/v1/cases/C000001?min_seq=" + seq, centre.officer);
  EXPECT_EQ(one.text("/losses/0/query_order"), "O000001");
  const auto tasks =
      centre.get("/api/v1/tasks?state=open&case=C000001&min_seq=" + seq, centre.officer);
  ASSERT_EQ(tasks.number("/total"), 1);
  EXPECT_EQ(tasks.text("/items/0/kind"), "loss_unmatched");
  const auto task = tasks.text("/items/0/id");
  EXPECT_EQ(
      centre.post("/api/v1/tasks/" + task + "/done", centre.officer, R"({"note":"已核实"})").status,
      200);
  EXPECT_EQ(
      centre.post("/api/v1/tasks/" + task + "/done", centre.officer, R"({"note":"again"})").status,
      409);
}

TEST(Replies, PutTheStopInForce) {
  Story story;
  ASSERT_EQ(story.reply(story.centre.hub).status, 200);
  const auto order = story.read_until("/api/v1/orders/" + story.order, [](const Answer& answer) {
    return answer.text("/state") == "in_force";
  });
  EXPECT_EQ(order.number("/held_fen"), 5'000'000);
  const auto accounts = story.read_until("/api/v1/cases/C000001/accounts", [](const Answer& a) {
    return a.text("/items/0/state") == "stopped";
  });
  EXPECT_EQ(accounts.number("/items/0/reachable_fen"), 0);
  const auto one = story.read_until("/api/v1/cases/C000001", [](const Answer& answer) {
    return answer.number("/held_fen") == 5'000'000;
  });
  EXPECT_EQ(one.number("/running_fen"), 0);
  EXPECT_EQ(one.text("/next_step/deadline"), order.text("/deadline"));
  const auto stats = story.centre.get("/api/v1/stats", story.centre.officer);
  EXPECT_EQ(stats.number("/held_fen"), 5'000'000);
  EXPECT_EQ(stats.number("/stops_today"), 1);
}

TEST(Replies, ComeFromTheAddresseeOnly) {
  Story story;
  EXPECT_EQ(story.reply(story.centre.bank).status, 403) << "another bank";
  EXPECT_EQ(story.reply(story.centre.other_bank).status, 200) << "the bank itself";
  EXPECT_EQ(story.reply(story.centre.hub).status, 200) << "a repetition changes nothing";
  EXPECT_EQ(story.centre
                .post("/api/v1/partner/replies", story.centre.bank,
                      R"({"application_id":"holdfast-O000099","result":"0000"})")
                .status,
            404);
}

TEST(Orders, ABankSeesItsOwnOnly) {
  Story story;
  auto& centre = story.centre;
  story.read_until("/api/v1/orders", [](const Answer& a) { return a.number("/total") == 1; });
  EXPECT_EQ(centre.get("/api/v1/orders", centre.bank).number("/total"), 0);
  EXPECT_EQ(centre.get("/api/v1/orders?institution=SX02", centre.bank).number("/total"), 0);
  EXPECT_EQ(centre.get("/api/v1/orders", centre.other_bank).number("/total"), 1);
  EXPECT_EQ(centre.get("/api/v1/orders/" + story.order, centre.bank).status, 403);
  EXPECT_EQ(centre.get("/api/v1/orders/" + story.order, centre.other_bank).status, 200);
}

TEST(Orders, AreFilteredByStateFamilyAndAccount) {
  Story story;
  const auto total = [&](const std::string& query) {
    return story.centre.get("/api/v1/orders?" + query, story.centre.officer).number("/total");
  };
  story.read_until("/api/v1/orders?state=acknowledged",
                   [](const Answer& a) { return a.number("/total") == 1; });
  const auto order = story.centre.get("/api/v1/orders/" + story.order, story.centre.officer);
  const auto account = order.text("/account/ref");
  EXPECT_EQ(total("family=stop"), 1);
  EXPECT_EQ(total("family=stop_release"), 0);
  EXPECT_EQ(total("family=stop&account=" + account + "&institution=SX02"), 1);
  EXPECT_EQ(total("account=A999"), 0);
  EXPECT_EQ(total("state=review,acknowledged"), 1);
  EXPECT_EQ(total("state=review"), 0);
}

TEST(Orders, RefuseWhatTheirStateDoesNotAllow) {
  Story story;
  const auto path = "/api/v1/orders/" + story.order;
  auto& centre = story.centre;
  EXPECT_EQ(centre.post(path + "/approve", centre.officer, R"({"reason":"x"})").status, 409);
  EXPECT_EQ(centre.post(path + "/release", centre.officer, R"({"reason":"x"})").status, 409);
  EXPECT_EQ(centre.post(path + "/correct", centre.officer, R"({"reason":"x"})").status, 409);
  EXPECT_EQ(centre.post(path + "/approve", centre.officer, R"({"reason":""})").status, 400);
  EXPECT_EQ(
      centre.post("/api/v1/orders/O000099/approve", centre.officer, R"({"reason":"x"})").status,
      404);
  ASSERT_EQ(story.reply(centre.hub).status, 200);
  const auto released = centre.post(path + "/release", centre.officer, R"({"reason":"误止付"})");
  EXPECT_EQ(released.status, 200);
  EXPECT_EQ(centre.sent(2)[1].code, "100103");
}

TEST(Trace, FollowsTheStolenMoney) {
  Story story;
  const auto onward =
      json::serialize(json::object{{"id", "S2"},
                                   {"serial", "S2"},
                                   {"time", story.centre.time(std::chrono::minutes{5})},
                                   {"payer", mule_card},
                                   {"payee", second_card},
                                   {"amount_fen", 2'000'000}});
  ASSERT_EQ(story.centre
                .send("POST", "/api/v1/transfers", story.centre.other_bank, onward,
                      "application/x-ndjson")
                .number("/new"),
            1);
  for (const auto* policy : {"fifo", "lifo", "prorata", "taint_first", "clean_first"}) {
    const auto trace = story.centre.get("/api/v1/cases/C000001/trace?policy=" + std::string{policy},
                                        story.centre.officer);
    ASSERT_EQ(trace.status, 200);
    EXPECT_EQ(trace.text("/policy"), policy);
    EXPECT_EQ(trace.number("/stolen_fen"), 5'000'000);
    std::int64_t remaining = 0;
    for (const auto& account : trace.json.at("accounts").as_array()) {
      remaining += account.at("remaining_fen").as_int64();
    }
    EXPECT_EQ(remaining, 5'000'000);
    EXPECT_EQ(trace.json.at("transfers").as_array().size(), 2U);
  }
  const auto early = story.centre.get(
      "/api/v1/cases/C000001/trace?until=2026-11-24T09:51:00%2B08:00", story.centre.officer);
  EXPECT_EQ(early.json.at("transfers").as_array().size(), 1U);
  EXPECT_EQ(story.centre.get("/api/v1/cases/C000001/trace?policy=x", story.centre.officer).status,
            400);
  // The pursuit has followed too: a stop at the second account's bank.
  const auto sent = story.centre.sent(2);
  EXPECT_EQ(sent[1].account, second_card);
}

TEST(Cases, ArePagedByCursor) {
  Centre centre;
  std::string seq;
  for (int i = 0; i < 5; ++i) {
    seq = std::to_string(
        centre.post("/api/v1/reports", centre.officer, report_body(centre)).number("/seq"));
    centre.pass(std::chrono::seconds{1});
  }
  std::vector<std::string> seen;
  std::string cursor;
  do {
    const auto page =
        centre.get("/api/v1/cases?limit=2&order=oldest_first&min_seq=" + seq + "&cursor=" + cursor,
                   centre.officer);
    ASSERT_EQ(page.status, 200) << page.body;
    EXPECT_EQ(page.number("/total"), 5);
    for (const auto& item : page.json.at("items").as_array()) {
      seen.emplace_back(item.at("id").as_string());
    }
    cursor = page.text("/next");
  } while (!cursor.empty());
  EXPECT_EQ(seen,
            (std::vector<std::string>{"C000001", "C000002", "C000003", "C000004", "C000005"}));
  EXPECT_EQ(centre.get("/api/v1/cases?cursor=nonsense", centre.officer).status, 400);
  EXPECT_EQ(centre.get("/api/v1/cases?limit=0", centre.officer).status, 400);
  EXPECT_EQ(centre.get("/api/v1/cases?limit=1001", centre.officer).status, 400);
  EXPECT_EQ(centre.get("/api/v1/cases?order=sideways", centre.officer).status, 400);
  EXPECT_EQ(centre.get("/api/v1/cases?from=yesterday", centre.officer).status, 400);
  EXPECT_EQ(centre.get("/api/v1/cases?from=2026-11-25", centre.officer).number("/total"), 0);
}

TEST(Cases, AreFoundByNumberPhoneAndAccount) {
  Story story;
  story.read_until("/api/v1/orders", [](const Answer& a) { return a.number("/total") == 1; });
  const auto kinds = [&](const std::string& q) {
    std::string found;
    const auto answer = story.centre.get("/api/v1/search?q=" + q, story.centre.officer);
    for (const auto& item : answer.json.at("items").as_array()) {
      found += std::string{item.at("kind").as_string()} + " ";
    }
    return found;
  };
  EXPECT_EQ(kinds("c000001"), "case ");
  EXPECT_EQ(kinds("138-1234-5678"), "case ");
  EXPECT_EQ(kinds(std::string{mule_card}), "case account order ");
  EXPECT_EQ(kinds(story.order), "order ");
  EXPECT_EQ(kinds("9900110000000000099"), "");
  EXPECT_EQ(story.centre.get("/api/v1/cases?q=13812345678", story.centre.officer).number("/total"),
            1);
}

TEST(Cases, TellAnEtagAndWhatHappened) {
  Story story;
  ASSERT_EQ(story.reply(story.centre.hub).status, 200);
  const auto timeline = story.read_until(
      "/api/v1/cases/C000001/timeline",
      [](const Answer& answer) { return answer.body.find("order_answered") != std::string::npos; });
  EXPECT_EQ(timeline.body.find(mule_card), std::string::npos);
  EXPECT_NE(timeline.body.find("case_opened"), std::string::npos);
  const auto order = story.read_until("/api/v1/orders/" + story.order, [](const Answer& answer) {
    return answer.text("/state") == "in_force";
  });
  const auto tag = order.header("ETag");
  ASSERT_FALSE(tag.empty());
  EXPECT_EQ(
      story.centre
          .get("/api/v1/orders/" + story.order, story.centre.officer.with("If-None-Match", tag))
          .status,
      304);
}

TEST(Cases, TakeAFurtherLossAndWiderBounds) {
  Story story;
  auto& centre = story.centre;
  const auto loss = json::serialize(json::object{{"payer_account", victim_card},
                                                 {"payee_account", second_card},
                                                 {"payee_name", "王五"},
                                                 {"amount_fen", 100'000},
                                                 {"time", centre.time()}});
  const auto added = centre.post("/api/v1/cases/C000001/losses", centre.officer, loss);
  EXPECT_EQ(added.status, 201);
  EXPECT_EQ(added.json.at("losses").as_array().size(), 2U);
  EXPECT_EQ(centre.post("/api/v1/cases/C000009/losses", centre.officer, loss).status, 404);
  const auto bounds = R"({"hops_max":3,"amount_max_fen":1000000,"minutes":60,"accounts_max":50})";
  const auto done = centre.post("/api/v1/cases/C000001/cascade", centre.officer, bounds);
  ASSERT_EQ(done.status, 200);
  const auto one = centre.get(
      "/api/v1/cases/C000001?min_seq=" + std::to_string(done.number("/seq")), centre.officer);
  EXPECT_EQ(one.number("/cascade/hops_max"), 3);
  EXPECT_EQ(one.text("/cascade/authorised_by"), "k-officer");
}

TEST(Reveal, ShowsPlainTextOnceItIsOnRecord) {
  Story story;
  auto& centre = story.centre;
  const std::string ask =
      R"({"kind":"case","id":"C000001","field":"victim","reason":"回拨受害人"})";
  const auto shown = centre.post("/api/v1/reveal", centre.officer, ask);
  ASSERT_EQ(shown.status, 200);
  EXPECT_EQ(shown.text("/values/name"), "张三丰");
  EXPECT_EQ(shown.text("/values/phone"), "13812345678");
  const auto seq = std::to_string(shown.number("/seq"));
  const auto log = centre.get("/api/v1/reveals?min_seq=" + seq, centre.investigator);
  ASSERT_EQ(log.number("/total"), 1);
  EXPECT_EQ(log.text("/items/0/by"), "k-officer");
  EXPECT_EQ(log.text("/items/0/reason"), "回拨受害人");
  EXPECT_EQ(centre
                .post("/api/v1/reveal", centre.officer,
                      R"({"kind":"case","id":"C000001","field":"victim","reason":""})")
                .status,
            400);
  EXPECT_EQ(centre
                .post("/api/v1/reveal", centre.officer,
                      R"({"kind":"account","id":"A99999","field":"number","reason":"x"})")
                .status,
            404);
  EXPECT_EQ(centre.get("/api/v1/reveals", centre.investigator).number("/total"), 1)
      << "what was not shown is not on record";
}

TEST(Intake, ChecksNumbersAndFindsTransfers) {
  Story story;
  auto& centre = story.centre;
  const auto check =
      centre.post("/api/v1/intake/check", centre.officer,
                  json::serialize(json::object{{"account", "9900 2200 0000 0000 014"},
                                               {"payer", victim_card},
                                               {"payee", mule_card},
                                               {"amount_fen", 5'000'000},
                                               {"time", centre.time()}}));
  ASSERT_EQ(check.status, 200);
  EXPECT_EQ(check.text("/account/institution/code"), "SX02");
  EXPECT_EQ(check.text("/account/grouped"), "9900 2200 0000 0000 014");
  EXPECT_TRUE(check.json.at_pointer("/account/valid_check_digit").as_bool());
  EXPECT_EQ(check.number("/account/seen_transfers"), 1);
  EXPECT_EQ(check.number("/account/open_cases"), 1);
  EXPECT_EQ(check.text("/matches/0/transfer"), "T000000");
  const auto text = centre.post("/api/v1/intake/check", centre.officer,
                                R"({"text":"我转到9900 1100 0000 0000 099了"})");
  EXPECT_FALSE(text.json.at_pointer("/account/known").as_bool());
  EXPECT_EQ(text.text("/account/institution/code"), "YZ01");
}

}  // namespace
}  // namespace holdfast::http_test
