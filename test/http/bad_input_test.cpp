// Broken input of every kind: a clear problem that names the place, and nothing changed.
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "centre.hpp"
#include "net/test_support.hpp"

namespace holdfast::http_test {
namespace {

namespace json = boost::json;

struct Bad {
  std::string name;
  std::string body;
  std::string where;  // empty: the body as a whole
};

std::string with(const Centre& centre, const std::string& pointer, const json::value& value) {
  auto body = json::parse(report_body(centre));
  body.at_pointer(pointer) = value;
  return json::serialize(body);
}

std::string with(const Centre& centre, const std::string& pointer, std::string_view text) {
  return with(centre, pointer, json::value(json::string{text.data(), text.size()}));
}

std::string with(const Centre& centre, const std::string& pointer, const char* text) {
  return with(centre, pointer, std::string_view{text});
}

std::string raw(const Centre& centre, const std::string& amount) {
  auto body = with(centre, "/losses/0/amount_fen", 5'000'000);
  return body.replace(body.find("5000000"), 7, amount);
}

std::vector<Bad> bad_reports(const Centre& centre) {
  const std::string amount = "/losses/0/amount_fen";
  return {
      {"empty", "", ""},
      {"not JSON", "victim=张", ""},
      {"a list", "[]", ""},
      {"cut off", report_body(centre).substr(0, 60), ""},
      {"nested deeply", std::string(10'000, '[') + std::string(10'000, ']'), ""},
      {"nested as a member", R"({"victim":)" + std::string(40, '[') + std::string(40, ']') + "}",
       ""},
      {"invalid UTF-8", "{\"narrative\":\"\xC3\x28\"}", ""},
      {"NaN", raw(centre, "NaN"), ""},
      {"Infinity", raw(centre, "1e999"), amount},
      {"no losses", with(centre, "/losses", json::array{}), "/losses"},
      {"losses of another type", with(centre, "/losses", "x"), "/losses"},
      {"a loss of another type", with(centre, "/losses/0", 7), "/losses/0"},
      {"negative amount", raw(centre, "-1"), amount},
      {"zero amount", raw(centre, "0"), amount},
      {"fraction of a fen", raw(centre, "0.5"), amount},
      {"a float that is whole", raw(centre, "5e6"), amount},
      {"huge amount", raw(centre, "900000000001"), amount},
      {"beyond 64 bits", raw(centre, "99999999999999999999999"), amount},
      {"amount as text", raw(centre, "\"5000000\""), amount},
      {"amount missing", raw(centre, "null"), amount},
      {"future date", with(centre, "/losses/0/time", "2031-01-01T00:00:00+08:00"),
       "/losses/0/time"},
      {"no date", with(centre, "/losses/0/time", "yesterday"), "/losses/0/time"},
      {"date without offset", with(centre, "/losses/0/time", "2026-11-24T09:00:00"),
       "/losses/0/time"},
      {"13th month", with(centre, "/losses/0/time", "2026-13-24T09:00:00+08:00"), "/losses/0/time"},
      {"no victim", with(centre, "/victim", json::value(nullptr)), "/victim"},
      {"victim's name a number", with(centre, "/victim/name", 5), "/victim/name"},
      {"victim's name too long", with(centre, "/victim/name", std::string(201, 'x')),
       "/victim/name"},
      {"NUL in a text", with(centre, "/fraud_type", std::string("a\0b", 3)), "/fraud_type"},
      {"unknown way of paying", with(centre, "/paid_by", "barter"), "/paid_by"},
      {"paid to oneself", with(centre, "/losses/0/payee_account", victim_card),
       "/losses/0/payee_account"},
      {"no payee", with(centre, "/losses/0/payee_account", ""), "/losses/0/payee_account"},
      {"flag as text", with(centre, "/authorise_cascade", "yes"), "/authorise_cascade"},
  };
}

TEST(BadInput, InAReportIsNamedAndChangesNothing) {
  Centre centre;
  const auto before = centre.engine().world().graph().account_count();
  for (const auto& bad : bad_reports(centre)) {
    const auto answer = centre.post("/api/v1/reports", centre.officer, bad.body);
    EXPECT_EQ(answer.status, 400) << bad.name << ": " << answer.body;
    EXPECT_EQ(answer.text("/title"), "bad_input") << bad.name;
    EXPECT_EQ(answer.text("/where"), bad.where) << bad.name << ": " << answer.body;
    EXPECT_FALSE(answer.text("/detail").empty()) << bad.name;
  }
  const auto seq = std::to_string(centre.engine().seq());
  EXPECT_EQ(centre.get("/api/v1/cases?min_seq=" + seq, centre.officer).number("/total"), 0);
  EXPECT_EQ(centre.engine().world().graph().account_count(), before);
}

TEST(BadInput, ABodyTooLargeIsRefused) {
  Centre centre;
  const auto body = with(centre, "/narrative", std::string(70'000, 'x'));
  EXPECT_EQ(centre.post("/api/v1/reports", centre.officer, body).status, 413);
}

TEST(BadInput, InRepliesNamesTheMember) {
  Centre centre;
  const auto ask = [&](const std::string& body) {
    return centre.post("/api/v1/partner/replies", centre.bank, body);
  };
  EXPECT_EQ(ask(R"({"result":"0000"})").text("/where"), "/application_id");
  EXPECT_EQ(ask(R"({"application_id":"x-O000001","result":"00"})").text("/where"), "/result");
  EXPECT_EQ(ask(R"({"application_id":"x-O000001","result":"0000","held_fen":-1})").text("/where"),
            "/held_fen");
  EXPECT_EQ(ask(R"({"application_id":"x-O000001","result":"0000","rows":[{}]})").text("/where"),
            "/rows/0/time");
  EXPECT_EQ(ask(R"({"application_id":"nonsense","result":"0000"})").status, 404);
}

TEST(BadInput, InPathsAndQueriesIsRefused) {
  Centre centre;
  for (const auto* path : {"/api/v1/cases/C", "/api/v1/cases/0", "/api/v1/cases/C-1",
                           "/api/v1/cases/C99999999999999999999", "/api/v1/orders/C000001"}) {
    EXPECT_EQ(centre.get(path, centre.officer).status, 404) << path;
  }
  EXPECT_EQ(centre.get("/api/v1/cases?min_seq=x", centre.officer).status, 400);
  EXPECT_EQ(centre.get("/api/v1/cases?min_seq=-1", centre.officer).status, 400);
  const auto key = std::string(129, 'k');
  EXPECT_EQ(centre.get("/api/v1/cases", centre.officer.with("Idempotency-Key", key)).status, 400);
  EXPECT_EQ(centre.send("DELETE", "/healthz", centre.officer).status, 405);
}

TEST(BadInput, ATokenOfNonsenseIsNobody) {
  Centre centre;
  for (const auto& token :
       {std::string{"x"}, std::string(4000, 'a'), std::string{"hfk_k-officer_"}}) {
    EXPECT_EQ(centre.get("/api/v1/me", As{.bearer = token}).status, 401);
    EXPECT_EQ(centre.get("/api/v1/me", As{.cookie = "holdfast_session=" + token}).status, 401);
  }
  EXPECT_EQ(centre.get("/api/v1/me", As{}).header("WWW-Authenticate"), "Bearer");
}

}  // namespace
}  // namespace holdfast::http_test
