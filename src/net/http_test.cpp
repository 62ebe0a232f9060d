// Text rules: escapes, queries, URLs, cookies, problem details, the router.
#include "net/http.hpp"

#include <gtest/gtest.h>

#include "net/router.hpp"

namespace holdfast::net {
namespace {

using base::Error;
using base::ErrorCode;

Request request_for(std::string method, std::string target) {
  Request request;
  request.method = std::move(method);
  request.target = std::move(target);
  EXPECT_TRUE(split_target(request).ok()) << request.target;
  return request;
}

TEST(Escapes, DecodeWhatEncodeMade) {
  std::string all;
  for (int c = 1; c < 128; ++c) all += static_cast<char>(c);
  all += "止付令 ¥";
  const auto back = percent_decode(percent_encode(all), PlusSign::blank);
  ASSERT_TRUE(back.ok());
  EXPECT_EQ(*back, all);
}

TEST(Escapes, RefuseBrokenOnes) {
  for (const char* text : {"%", "%4", "a%", "a%4", "%zz", "%4g", "%00", "%ff", "%c0%80",
                           "%ed%a0%80", "%f5%80%80%80", "%e4%bd"}) {
    EXPECT_FALSE(percent_decode(text, PlusSign::literal).ok()) << text;
  }
  EXPECT_EQ(*percent_decode("%41", PlusSign::literal), "A");
  EXPECT_EQ(*percent_decode("a+b", PlusSign::literal), "a+b");
  EXPECT_EQ(*percent_decode("a+b", PlusSign::blank), "a b");
}

TEST(Target, AnEscapedSlashStaysInsideItsSegment) {
  const Request request = request_for("GET", "/cases/a%2Fb/x?q=%E5%BC%A0&q=2&flag#frag");
  EXPECT_EQ(request.segments, (std::vector<std::string>{"cases", "a/b", "x"}));
  EXPECT_EQ(request.path, "/cases/a/b/x");
  EXPECT_EQ(request.query_value("q"), "张");
  EXPECT_EQ(request.query_value("flag"), "");
  EXPECT_EQ(request.query_value("none"), std::nullopt);
}

TEST(Target, RefusesWhatIsNoPath) {
  for (const char* target : {"", "cases", "example.com:443", "/%zz", "/a?b=%"}) {
    Request request;
    request.target = target;
    EXPECT_FALSE(split_target(request).ok()) << target;
  }
}

TEST(Headers, CompareNamesWithoutCase) {
  Request request;
  request.headers.add("CONTENT-type", "Application/JSON; charset=utf-8");
  request.headers.add("authorization", "bearer  k1 ");
  request.headers.add("Cookie", "a=1; holdfast_session=xyz=; b=2");
  EXPECT_EQ(request.content_type(), "application/json");
  EXPECT_EQ(request.bearer(), "k1");
  EXPECT_EQ(request.cookie("holdfast_session"), "xyz=");
  EXPECT_EQ(request.cookie("session"), std::nullopt);
}

TEST(Urls, ReadAndRefuse) {
  const auto url = parse_url("https://bank.example:8443/api?x=1");
  ASSERT_TRUE(url.ok());
  EXPECT_TRUE(url->tls);
  EXPECT_EQ(url->host, "bank.example");
  EXPECT_EQ(url->port, 8443);
  EXPECT_EQ(url->target, "/api?x=1");
  EXPECT_EQ(parse_url("http://[::1]:81")->host, "::1");
  EXPECT_EQ(parse_url("http://h")->target, "/");
  EXPECT_EQ(parse_url("http://h/base/")->with_path("/x").target, "/base/x");
  for (const char* text : {"", "ftp://h", "http://", "http://h:", "http://h:99999", "http://h:x",
                           "http://u@h/", "http://[::1", "//h"}) {
    EXPECT_FALSE(parse_url(text).ok()) << text;
  }
}

TEST(Problem, CarriesTheErrorTableAndEscapesItsText) {
  const Response response =
      problem(Error{ErrorCode::refused_by_rule, "line\n\"two\" \xff", "/losses/0", "86号"});
  EXPECT_EQ(response.status, 422);
  EXPECT_EQ(response.headers.find("content-type"), "application/problem+json");
  EXPECT_EQ(response.body,
            "{\"type\":\"about:blank\",\"title\":\"refused_by_rule\",\"status\":422,"
            "\"detail\":\"line\\u000a\\\"two\\\" \xEF\xBF\xBD\",\"where\":\"/losses/0\","
            "\"rule\":\"86号\"}");
}

TEST(Cookie, SaysEveryAttribute) {
  EXPECT_EQ(format_cookie("s", "v", {.seconds_to_live = 60, .secure = true}),
            "s=v; Path=/; Max-Age=60; HttpOnly; Secure; SameSite=Strict");
  EXPECT_EQ(format_cookie("s", "",
                          {.seconds_to_live = -1, .same_site = SameSite::lax, .http_only = false}),
            "s=; Path=/; Max-Age=0; SameSite=Lax");
}

TEST(Router, PrefersLiteralsFillsNamesAndTells404From405) {
  Router router;
  const auto named = [](std::string name) {
    return Route{.handler = [name](Request, Responder to) { to.answer(text_response(200, name)); }};
  };
  router.add("GET", "/cases/{id}", named("one"));
  router.add("GET", "/cases/open", named("open"));
  router.add("POST", "/cases/{id}/stops", named("stops"));
  router.add("GET", "/cases/open/list", named("list"));

  const auto reached = [&](Request request) -> std::string {
    const Decision decision = router.decide(request);
    if (const auto* refused = std::get_if<Response>(&decision)) {
      return std::to_string(refused->status) + " " +
             std::string{refused->headers.find("Allow").value_or("")};
    }
    std::string got;
    const auto& route = std::get<std::shared_ptr<const Route>>(decision);
    route->handler(request, Responder::to([&](Response response) { got = response.body; }));
    for (const Field& param : request.params) got += " " + param.name + "=" + param.value;
    return got;
  };
  EXPECT_EQ(reached(request_for("GET", "/cases/open")), "open");
  EXPECT_EQ(reached(request_for("GET", "/cases/C1")), "one id=C1");
  EXPECT_EQ(reached(request_for("HEAD", "/cases/C1")), "one id=C1");
  // "open" matches a literal first, but only the name leads on to /stops.
  EXPECT_EQ(reached(request_for("POST", "/cases/open/stops")), "stops id=open");
  EXPECT_EQ(reached(request_for("GET", "/cases")), "404 ");
  EXPECT_EQ(reached(request_for("GET", "/cases/")), "404 ");
  EXPECT_EQ(reached(request_for("DELETE", "/cases/C1")), "405 OPTIONS, GET, HEAD");
  EXPECT_EQ(reached(request_for("OPTIONS", "/cases/C1/stops")), "204 OPTIONS, POST");
  EXPECT_EQ(router.list(), (std::vector<std::string>{"GET /cases/open", "GET /cases/open/list",
                                                     "GET /cases/{id}", "POST /cases/{id}/stops"}));
}

TEST(ResponderCopies, ShareOneAnswerAndTheLastOneLeavesA500) {
  int answers = 0;
  int status = 0;
  {
    const Responder first = Responder::to([&](Response response) {
      ++answers;
      status = response.status;
    });
    const Responder second = first;  // NOLINT: the copy is what is tested
    EXPECT_TRUE(second.answer(text_response(200, "a")));
    EXPECT_FALSE(first.answer(text_response(201, "b")));
  }
  EXPECT_EQ(answers, 1);
  EXPECT_EQ(status, 200);
  {
    const Responder dropped = Responder::to([&](Response response) { status = response.status; });
  }
  EXPECT_EQ(status, 500);
}

}  // namespace
}  // namespace holdfast::net
