// Who may come in, what a session is, and which role opens which door.
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "centre.hpp"
#include "openapi.hpp"

namespace holdfast::http_test {
namespace {

std::string login_body(std::string_view name, std::string_view with) {
  return boost::json::serialize(boost::json::object{{"name", name}, {"password", with}});
}

TEST(Login, GivesASessionAndATokenForCommands) {
  Centre centre;
  const auto answer = centre.post("/api/v1/login", {}, login_body("wang", password));
  ASSERT_EQ(answer.status, 200);
  EXPECT_EQ(answer.text("/user/role"), "officer");
  const auto cookie = answer.header("Set-Cookie");
  EXPECT_NE(cookie.find("holdfast_session="), std::string::npos);
  EXPECT_NE(cookie.find("HttpOnly"), std::string::npos);
  EXPECT_NE(cookie.find("SameSite=Strict"), std::string::npos);
  As as{.cookie = cookie.substr(0, cookie.find(';'))};
  EXPECT_EQ(centre.get("/api/v1/me", as).text("/csrf"), answer.text("/csrf"));
}

TEST(Login, SaysTheSameForAWrongNameAndAWrongPassword) {
  Centre centre;
  const auto wrong_password = centre.post("/api/v1/login", {}, login_body("wang", "wrong wrong"));
  const auto wrong_name = centre.post("/api/v1/login", {}, login_body("nobody", "wrong wrong"));
  EXPECT_EQ(wrong_password.status, 401);
  EXPECT_EQ(wrong_name.status, 401);
  EXPECT_EQ(wrong_password.body, wrong_name.body);
  EXPECT_EQ(wrong_name.header("Set-Cookie"), "");
}

TEST(Login, SlowsDownAfterFiveFailures) {
  Centre centre;
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(centre.post("/api/v1/login", {}, login_body("wang", "wrong wrong")).status, 401);
  }
  const auto refused = centre.post("/api/v1/login", {}, login_body("wang", password));
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.header("Retry-After"), "1");
  centre.pass(std::chrono::seconds{2});
  EXPECT_EQ(centre.post("/api/v1/login", {}, login_body("wang", password)).status, 200);
}

TEST(Login, RefusesCommandsWithoutTheToken) {
  Centre centre;
  auto as = centre.log_in("wang");
  as.csrf.clear();
  EXPECT_EQ(centre.post("/api/v1/reports", as, report_body(centre)).status, 403);
  as.csrf = std::string(64, '0');
  EXPECT_EQ(centre.post("/api/v1/reports", as, report_body(centre)).status, 403);
  EXPECT_EQ(centre.get("/api/v1/cases", as).number("/total"), 0);
}

TEST(Login, EndsWithLogoutAndWithTheSessionsTime) {
  Centre centre;
  const auto first = centre.log_in("wang");
  EXPECT_EQ(centre.post("/api/v1/logout", first).status, 200);
  EXPECT_EQ(centre.get("/api/v1/me", first).status, 401);
  const auto second = centre.log_in("wang");
  centre.pass(std::chrono::hours{12} - std::chrono::milliseconds{1});
  EXPECT_EQ(centre.get("/api/v1/me", second).status, 200);
  centre.pass(std::chrono::milliseconds{1});
  EXPECT_EQ(centre.get("/api/v1/me", second).status, 401);
}

TEST(Login, SessionsOutliveTheServerInTheirStore) {
  const auto store = std::make_shared<port::MemorySessionStore>();
  api::ApiOptions options;
  options.sessions = store;
  As as;
  {
    Centre before{options};
    as = before.log_in("wang");
  }
  const auto kept = store->load();
  ASSERT_EQ(kept->size(), 1U);
  EXPECT_EQ(as.cookie.find(kept->front().digest), std::string::npos) << "the token itself is kept";
  Centre after{options};
  EXPECT_EQ(after.get("/api/v1/me", as).text("/user/name"), "wang");
}

TEST(Login, ADisabledUserIsOutAtOnce) {
  Centre centre;
  const auto as = centre.log_in("li");
  ASSERT_EQ(centre.post("/api/v1/users/li/disable", centre.admin).status, 200);
  EXPECT_EQ(centre.get("/api/v1/me", as).status, 401);
  EXPECT_EQ(centre.post("/api/v1/login", {}, login_body("li", password)).status, 401);
}

TEST(Keys, AreShownOnceAndWorkAtOnce) {
  Centre centre;
  const auto made = centre.post("/api/v1/api-keys", centre.admin,
                                R"({"name":"feed","role":"bank","institution":"YZ01"})");
  ASSERT_EQ(made.status, 201);
  As as{.bearer = made.text("/key")};
  EXPECT_TRUE(as.bearer.starts_with("hfk_feed_"));
  EXPECT_EQ(centre.get("/api/v1/me", as).text("/user/institution"), "YZ01");
  as.bearer.back() = as.bearer.back() == '0' ? '1' : '0';
  EXPECT_EQ(centre.get("/api/v1/me", as).status, 401);
}

TEST(Users, AreAddedByAdminsOnly) {
  Centre centre;
  const std::string body =
      R"({"name":"zhao","display":"赵","role":"officer","institution":null,"password":"long enough 1"})";
  EXPECT_EQ(centre.post("/api/v1/users", centre.officer, body).status, 403);
  EXPECT_EQ(centre.post("/api/v1/users", centre.admin, body).status, 201);
  EXPECT_EQ(centre.post("/api/v1/users", centre.admin, body).status, 409);
  EXPECT_EQ(centre.post("/api/v1/login", {}, login_body("zhao", "long enough 1")).status, 200);
  const auto list = centre.get("/api/v1/users", centre.admin);
  EXPECT_EQ(list.body.find("argon2"), std::string::npos);
  const auto weak =
      centre.post("/api/v1/users", centre.admin,
                  R"({"name":"qian","display":"钱","role":"officer","password":"short"})");
  EXPECT_EQ(weak.status, 400);
  EXPECT_EQ(weak.text("/where"), "/password");
}

/// Every route, asked by every role with nothing sensible in the body: who is refused at the door?
struct Door {
  std::string method;
  std::string path;
  std::string roles;  // o i a b of those who may
};

TEST(Roles, OpenTheirDoorsAndNoOthers) {
  Centre centre;
  const std::vector<Door> doors{
      {"GET", "/api/v1/me", "oiab"},
      {"GET", "/api/v1/rules", "oiab"},
      {"GET", "/api/v1/institutions", "oia"},
      {"GET", "/api/v1/feeds", "oia"},
      {"GET", "/api/v1/stats", "oia"},
      {"GET", "/api/v1/alarms", "oia"},
      {"POST", "/api/v1/alarms/W000009/acknowledge", "oia"},
      {"POST", "/api/v1/reports", "oi"},
      {"POST", "/api/v1/intake/check", "oi"},
      {"GET", "/api/v1/cases", "oia"},
      {"GET", "/api/v1/cases/C000009", "oia"},
      {"GET", "/api/v1/cases/C000009/accounts", "oia"},
      {"GET", "/api/v1/cases/C000009/trace", "oia"},
      {"GET", "/api/v1/cases/C000009/timeline", "oia"},
      {"POST", "/api/v1/cases/C000009/stops", "oi"},
      {"POST", "/api/v1/cases/C000009/cascade", "oi"},
      {"POST", "/api/v1/cases/C000009/losses", "oi"},
      {"GET", "/api/v1/orders", "oiab"},
      {"GET", "/api/v1/orders/O000009", "oiab"},
      {"POST", "/api/v1/orders/O000009/approve", "oi"},
      {"POST", "/api/v1/orders/O000009/reject", "oi"},
      {"POST", "/api/v1/orders/O000009/release", "oi"},
      {"POST", "/api/v1/orders/O000009/correct", "oi"},
      {"GET", "/api/v1/tasks", "oia"},
      {"POST", "/api/v1/tasks/K000009/done", "oi"},
      {"GET", "/api/v1/screenings", "oia"},
      {"GET", "/api/v1/scorings", "oia"},
      {"GET", "/api/v1/search?q=C000009", "oia"},
      {"POST", "/api/v1/reveal", "oi"},
      {"GET", "/api/v1/reveals", "ia"},
      {"GET", "/api/v1/users", "a"},
      {"POST", "/api/v1/users", "a"},
      {"POST", "/api/v1/users/nobody/disable", "a"},
      {"POST", "/api/v1/api-keys", "a"},
      {"POST", "/api/v1/partner/replies", "b"},
  };
  const std::vector<std::pair<char, As>> callers{
      {'o', centre.officer}, {'i', centre.investigator}, {'a', centre.admin}, {'b', centre.bank}};
  for (const auto& door : doors) {
    const auto body = door.method == "POST" ? "{}" : "";
    EXPECT_EQ(centre.send(door.method, door.path, {}, body).status, 401) << door.path;
    for (const auto& [letter, as] : callers) {
      const auto status = centre.send(door.method, door.path, as, body).status;
      const bool may = door.roles.find(letter) != std::string::npos;
      EXPECT_EQ(status != 403, may) << door.method << " " << door.path << " as " << letter;
      EXPECT_LT(status, 500) << door.method << " " << door.path << " as " << letter;
    }
  }
}

TEST(Routes, AreThoseOfTheDocument) {
  Centre centre;
  EXPECT_EQ(centre.server().routes(), OpenApi{api::openapi_document()}.operations());
  const auto served = centre.get("/api/openapi.json", {});
  EXPECT_EQ(served.body, api::openapi_document());
}

TEST(Routes, AnswersCarryTheSecurityHeaders) {
  Centre centre;
  for (const auto* path : {"/healthz", "/api/v1/me", "/api/v1/nowhere"}) {
    const auto answer = centre.send("GET", path, {});
    if (std::string_view{path} != "/api/v1/nowhere") {
      EXPECT_NE(answer.status, 404);
    }
    EXPECT_EQ(answer.header("X-Content-Type-Options"), "nosniff") << path;
    EXPECT_EQ(answer.header("Referrer-Policy"), "no-referrer") << path;
    EXPECT_EQ(answer.header("Cache-Control"), "no-store") << path;
    EXPECT_NE(answer.header("Content-Security-Policy").find("frame-ancestors 'none'"),
              std::string::npos)
        << path;
  }
}

TEST(Assets, ServeTheConsoleAndItsPages) {
  api::ApiOptions options;
  options.assets = [](std::string_view path) -> std::optional<api::Asset> {
    if (path == "/index.html") {
      return api::Asset{"<!doctype html>", "text/html; charset=utf-8", "abc", false};
    }
    return std::nullopt;
  };
  Centre centre{options};
  EXPECT_EQ(centre.send("GET", "/", {}).body, "<!doctype html>");
  EXPECT_EQ(centre.send("GET", "/cases/C000001", {}).status, 200);
  EXPECT_EQ(centre.send("GET", "/assets/gone.js", {}).status, 404);
  EXPECT_EQ(centre.send("GET", "/", As{}.with("If-None-Match", "\"abc\"")).status, 304);
}

}  // namespace
}  // namespace holdfast::http_test
