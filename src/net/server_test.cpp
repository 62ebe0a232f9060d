// The server over real sockets: framing, limits, order, streams, endings.
#include "net/server.hpp"

#include <algorithm>
#include <atomic>
#include <gtest/gtest.h>
#include <mutex>
#include <thread>

#include "net/router.hpp"
#include "net/test_support.hpp"

namespace holdfast::net {
namespace {

using base::Milliseconds;
using base::Result;

constexpr std::string_view crlf2 = "\r\n\r\n";

std::unique_ptr<HttpServer> serve(Decide decide, ServerOptions options = {}) {
  options.listen = "127.0.0.1:0";
  auto server = HttpServer::start(std::move(options), std::move(decide));
  EXPECT_TRUE(server.ok());
  return std::move(*server);
}

Route echo() {
  return Route{.handler = [](Request request, Responder to) {
    to.answer(text_response(200, request.method + " " + request.path + " [" + request.body + "]"));
  }};
}

template <typename Condition>
bool eventually(Condition condition) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{10};
  while (!condition()) {
    if (std::chrono::steady_clock::now() > until) return false;
    std::this_thread::yield();
  }
  return true;
}

std::string ask(const HttpServer& server, std::string_view text) {
  RawSocket socket{server.port()};
  socket.say(text);
  socket.shut_write();
  return socket.hear_all();
}

int count(std::string_view text, std::string_view part) {
  int found = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos;
       at = text.find(part, at + part.size())) {
    ++found;
  }
  return found;
}

TEST(Server, AnswersAndKeepsTheConnection) {
  const auto server = serve(always(echo()));
  RawSocket socket{server->port()};
  for (int i = 0; i < 3; ++i) {
    socket.say("POST /x%20y?a=1 HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello");
    const std::string head = socket.hear_until(crlf2);
    EXPECT_EQ(head.find("HTTP/1.1 200 OK\r\nDate: "), 0U) << head;
    EXPECT_NE(head.find("Content-Length: 17\r\n"), std::string::npos) << head;
    EXPECT_EQ(head.find("Connection:"), std::string::npos) << head;
    EXPECT_EQ(socket.hear_until("]"), "POST /x y [hello]");
  }
  EXPECT_EQ(server->counters().connections_total, 1U);
  EXPECT_EQ(server->counters().requests, 3U);
}

TEST(Server, SplitsAtEveryByteReadTheSame) {
  const auto server = serve(always(echo()));
  const std::string text =
      "POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
      "3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\nTrailer: t\r\n\r\n";
  for (std::size_t cut = 1; cut < text.size(); ++cut) {
    RawSocket socket{server->port()};
    socket.say(text.substr(0, cut));
    socket.say(text.substr(cut));
    (void)socket.hear_until(crlf2);
    ASSERT_EQ(socket.hear_until("]"), "POST /a [abcdefg]") << cut;
  }
}

TEST(Server, AnswersPipelinedRequestsInTheirOrderThoughTheyEndInAnother) {
  std::mutex mutex;
  std::vector<std::pair<std::string, Responder>> waiting;
  const auto server = serve(always(Route{.handler = [&](Request request, Responder to) {
    const std::lock_guard lock{mutex};
    waiting.emplace_back(request.path, to);
  }}));
  RawSocket socket{server->port()};
  socket.say(
      "GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\nHost: h\r\n\r\n"
      "GET /3 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  ASSERT_TRUE(eventually([&] {
    const std::lock_guard lock{mutex};
    return waiting.size() == 3;
  }));
  std::ranges::sort(waiting, std::greater{}, [](const auto& entry) { return entry.first; });
  for (const auto& entry : waiting)
    entry.second.answer(text_response(200, "<" + entry.first + ">"));
  const std::string all = socket.hear_all();
  EXPECT_LT(all.find("</1>"), all.find("</2>"));
  EXPECT_LT(all.find("</2>"), all.find("</3>"));
  EXPECT_NE(all.find("</3>"), std::string::npos);
}

TEST(Server, ManyMorePipelinedRequestsThanItHoldsAtOnceAreAllAnswered) {
  const auto server = serve(always(echo()), {.pipeline_max = 4});
  RawSocket socket{server->port()};
  std::string text;
  for (int i = 0; i < 500; ++i)
    text += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: h\r\n\r\n";
  socket.say(text);
  for (int i = 0; i < 500; ++i) {
    (void)socket.hear_until(crlf2);
    ASSERT_EQ(socket.hear_until("]"), "GET /" + std::to_string(i) + " []");
  }
}

TEST(Server, AHalfClosedClientStillGetsItsAnswers) {
  const auto server = serve(always(echo()));
  const std::string all =
      ask(*server, "GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_NE(all.find("GET /1 []"), std::string::npos);
  EXPECT_NE(all.find("GET /2 []"), std::string::npos);
  // Half a request is dropped without an answer.
  EXPECT_EQ(ask(*server, "GET /1 HTTP/1.1\r\nHo"), "");
  EXPECT_EQ(ask(*server, "POST /1 HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nabc"), "");
  EXPECT_TRUE(eventually([&] { return server->counters().connections_open == 0; }));
}

TEST(Server, HeadHasTheLengthButNoBody) {
  const auto server = serve(always(echo()));
  const std::string all = ask(*server, "HEAD /1 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  EXPECT_NE(all.find("Content-Length: 10\r\n"), std::string::npos) << all;
  EXPECT_TRUE(all.ends_with(crlf2)) << all;
}

TEST(Server, SpeaksHttp10) {
  const auto server = serve(always(echo()));
  RawSocket once{server->port()};
  once.say("GET /1 HTTP/1.0\r\n\r\n");
  const std::string all = once.hear_all();  // closes by itself
  EXPECT_NE(all.find("Connection: close\r\n"), std::string::npos) << all;
  RawSocket kept{server->port()};
  kept.say("GET /1 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_NE(kept.hear_until(crlf2).find("Connection: keep-alive\r\n"), std::string::npos);
}

struct BadCase {
  const char* text;
  int status;
};

class BadRequests : public testing::TestWithParam<BadCase> {};

TEST_P(BadRequests, GetAProblemAndTheConnectionCloses) {
  const auto server = serve(always(echo()), {.header_bytes_max = 1024});
  RawSocket socket{server->port()};
  socket.say(GetParam().text);
  const std::string all = socket.hear_all();
  EXPECT_EQ(all.find("HTTP/1.1 " + std::to_string(GetParam().status) + " "), 0U) << all;
  EXPECT_NE(all.find("Content-Type: application/problem+json\r\n"), std::string::npos) << all;
  EXPECT_NE(all.find("Connection: close\r\n"), std::string::npos) << all;
  EXPECT_EQ(count(all, "\r\nDate: "), 1) << all;
  EXPECT_EQ(server->counters().bad_requests, 1U);
}

INSTANTIATE_TEST_SUITE_P(
    All, BadRequests,
    testing::Values(
        BadCase{"\x16\x03\x01\x02\r\n\r\n", 400}, BadCase{"GET\r\n\r\n", 400},
        BadCase{"GET /1 HTTP/2.0\r\n\r\n", 505}, BadCase{"GET /1 HTTP/1.1\r\n\r\n", 400},
        BadCase{"GET /1 HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
        BadCase{"GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        BadCase{"GET /1 HTTP/1.1\r\nHost: a\r\nBad Name: b\r\n\r\n", 400},
        BadCase{"GET /1 HTTP/1.1\r\nHost: a\n\n\r\n\r\n", 400},
        BadCase{"POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                400},
        BadCase{"POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400},
        BadCase{"POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999999\r\n\r\n",
                400},
        BadCase{"POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n"
                "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                400},
        BadCase{"POST /1 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n", 400},
        BadCase{"POST /1 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                "fffffffffffffffff\r\n\r\n",
                400}));

TEST(Server, RefusesHeadersBeyondItsLimitAndTakesThoseAtIt) {
  const auto server = serve(always(echo()), {.header_bytes_max = 4096});
  const auto with = [](std::size_t size) {
    return "GET /1 HTTP/1.1\r\nHost: h\r\nConnection: close\r\nX: " + std::string(size, 'x') +
           "\r\n\r\n";
  };
  EXPECT_EQ(ask(*server, with(3500)).find("HTTP/1.1 200 "), 0U);
  EXPECT_EQ(ask(*server, with(5000)).find("HTTP/1.1 431 "), 0U);
  EXPECT_EQ(ask(*server, with(1'000'000)).find("HTTP/1.1 431 "), 0U);
  EXPECT_EQ(ask(*server, "GET /" + std::string(5000, 'x') + " HTTP/1.1\r\nHost: h\r\n\r\n")
                .find("HTTP/1.1 431 "),
            0U);
}

TEST(Server, RefusesBodiesBeyondTheRoutesLimitDeclaredOrChunked) {
  Route route = echo();
  route.body_bytes_max = 10;
  const auto server = serve(always(route));
  const std::string start = "POST /1 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n";
  EXPECT_EQ(ask(*server, start + "Content-Length: 10\r\n\r\n0123456789").find("HTTP/1.1 200 "), 0U);
  // The answer comes without waiting for the body, and survives a body that is sent all the same.
  EXPECT_EQ(ask(*server, start + "Content-Length: 11\r\n\r\n").find("HTTP/1.1 413 "), 0U);
  EXPECT_EQ(ask(*server, start + "Content-Length: 300000\r\n\r\n" + std::string(300'000, 'x'))
                .find("HTTP/1.1 413 "),
            0U);
  const std::string chunked = start + "Transfer-Encoding: chunked\r\n\r\n";
  EXPECT_EQ(ask(*server, chunked + "a\r\n0123456789\r\n0\r\n\r\n").find("HTTP/1.1 200 "), 0U);
  EXPECT_EQ(ask(*server, chunked + "a\r\n0123456789\r\n1\r\nx\r\n0\r\n\r\n").find("HTTP/1.1 413 "),
            0U);
}

TEST(Server, Expect100ContinueIsAnsweredBeforeTheBody) {
  const auto server = serve(always(echo()));
  RawSocket socket{server->port()};
  socket.say("POST /1 HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(socket.hear_until(crlf2), "HTTP/1.1 100 Continue\r\n\r\n");
  socket.say("ab");
  EXPECT_EQ(socket.hear_until(crlf2).find("HTTP/1.1 200 OK"), 0U);
  EXPECT_EQ(socket.hear_until("]"), "POST /1 [ab]");
  socket.say("POST /1 HTTP/1.1\r\nHost: h\r\nExpect: wonders\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(socket.hear_all().find("HTTP/1.1 417 "), 0U);
}

TEST(Server, ASlowHeaderTimesOutHoweverItDrips) {
  const auto server = serve(always(echo()), {.header_timeout = Milliseconds{100}});
  RawSocket socket{server->port()};
  socket.say("GET /1 HTTP/1.1\r\nHost: h\r\n");
  std::atomic<bool> stop = false;
  std::thread drip{[&] {
    while (!stop && socket.say("X: y\r\n")) std::this_thread::sleep_for(Milliseconds{10});
  }};
  const std::string all = socket.hear_all();
  stop = true;
  drip.join();
  EXPECT_EQ(all.find("HTTP/1.1 408 "), 0U) << all;
}

TEST(Server, AStalledBodyTimesOutAndAnIdleConnectionIsClosedQuietly) {
  const auto server = serve(
      always(echo()), {.idle_timeout = Milliseconds{50}, .progress_timeout = Milliseconds{50}});
  RawSocket stalled{server->port()};
  stalled.say("POST /1 HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nab");
  EXPECT_EQ(stalled.hear_all().find("HTTP/1.1 408 "), 0U);
  RawSocket idle{server->port()};
  EXPECT_EQ(idle.hear_all(), "");
}

TEST(Server, ADroppedOrThrowingHandlerAnswers500AndTheConnectionLives) {
  for (const RunOn where : {RunOn::worker, RunOn::inline_on_loop}) {
    const auto server = serve(always(Route{.handler =
                                               [](Request request, Responder) {
                                                 if (request.path == "/throw") {
                                                   throw std::runtime_error{"broken on purpose"};
                                                 }
                                               },
                                           .run_on = where}));
    RawSocket socket{server->port()};
    for (const char* path : {"/drop", "/throw", "/drop"}) {
      socket.say(std::string{"GET "} + path + " HTTP/1.1\r\nHost: h\r\n\r\n");
      EXPECT_EQ(socket.hear_until(crlf2).find("HTTP/1.1 500 "), 0U);
      (void)socket.hear_until("}");
    }
  }
}

TEST(Server, AnAnswerCannotSmuggleHeaderLines) {
  const auto server = serve(always(Route{.handler = [](Request, Responder to) {
    Response response = text_response(200, "x");
    response.headers.add("Location", "/a\r\nSet-Cookie: evil=1");
    to.answer(std::move(response));
  }}));
  const std::string all = ask(*server, "GET /1 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(all.find("\nSet-Cookie"), std::string::npos) << all;
}

TEST(Server, ARefusalBeforeTheBodyKeepsTheConnectionWhenTheBodyIsSmall) {
  Router router;
  router.add("GET", "/1", echo());
  const auto server = serve(std::move(router).release());
  RawSocket socket{server->port()};
  socket.say(
      "POST /1 HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc"
      "GET /1 HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_EQ(socket.hear_until(crlf2).find("HTTP/1.1 405 "), 0U);
  (void)socket.hear_until("}");
  EXPECT_EQ(socket.hear_until(crlf2).find("HTTP/1.1 200 "), 0U);
}

// Counts bytes; refuses when told to.
class CountingSink final : public BodySink {
 public:
  CountingSink(std::atomic<int>& alive, std::size_t refuse_at)
      : alive_(alive), refuse_at_(refuse_at) {
    ++alive_;
  }
  ~CountingSink() override { --alive_; }
  Result<void> write(std::string_view piece) override {
    bytes_ += piece.size();
    largest_ = std::max(largest_, piece.size());
    if (bytes_ > refuse_at_) return base::Error{base::ErrorCode::bad_input, "row 7 is wrong"};
    return {};
  }
  void finish(Responder to) override {
    to.answer(text_response(200, std::to_string(bytes_) + (largest_ < 200'000 ? " ok;" : " big;")));
  }

 private:
  std::atomic<int>& alive_;
  std::size_t refuse_at_;
  std::size_t bytes_ = 0;
  std::size_t largest_ = 0;
};

Route upload(std::atomic<int>& alive, std::size_t refuse_at) {
  return Route{.body_bytes_max = std::uint64_t{1} << 40,
               .sink = [&alive, refuse_at](Request request) -> Result<std::unique_ptr<BodySink>> {
                 if (request.path == "/no") {
                   return base::Error{base::ErrorCode::forbidden, "not here"};
                 }
                 return std::unique_ptr<BodySink>{std::make_unique<CountingSink>(alive, refuse_at)};
               }};
}

TEST(Upload, StreamsALargeBodyInSmallPiecesAndTheConnectionGoesOn) {
  std::atomic<int> alive = 0;
  const auto server = serve(always(upload(alive, 1 << 30)));
  RawSocket socket{server->port()};
  const std::string megabyte(1 << 20, 'x');
  for (int round = 0; round < 2; ++round) {
    socket.say("POST /up HTTP/1.1\r\nHost: h\r\nContent-Length: 20971520\r\n\r\n");
    for (int i = 0; i < 20; ++i) socket.say(megabyte);
    EXPECT_EQ(socket.hear_until(crlf2).find("HTTP/1.1 200 "), 0U);
    EXPECT_EQ(socket.hear_until(";"), "20971520 ok;");
  }
  socket.say("POST /up HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n100000\r\n" +
             megabyte + "\r\n0\r\n\r\n");
  (void)socket.hear_until(crlf2);
  EXPECT_EQ(socket.hear_until(";"), "1048576 ok;");
  socket.say("POST /up HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n");
  (void)socket.hear_until(crlf2);
  EXPECT_EQ(socket.hear_until(";"), "0 ok;");
  EXPECT_TRUE(eventually([&] { return alive == 0; }));
}

TEST(Upload, AHalfClosedUploaderStillGetsItsAnswer) {
  std::atomic<int> alive = 0;
  const auto server = serve(always(upload(alive, 1 << 30)));
  const std::string all =
      ask(*server, "POST /up HTTP/1.1\r\nHost: h\r\nContent-Length: 3000000\r\n\r\n" +
                       std::string(3'000'000, 'x'));
  EXPECT_NE(all.find("3000000 ok;"), std::string::npos) << all;
}

TEST(Upload, ASinkThatRefusesAnswersAndEndsTheConnection) {
  std::atomic<int> alive = 0;
  const auto server = serve(always(upload(alive, 100'000)));
  const std::string all =
      ask(*server, "POST /up HTTP/1.1\r\nHost: h\r\nContent-Length: 3000000\r\n\r\n" +
                       std::string(3'000'000, 'x'));
  EXPECT_EQ(all.find("HTTP/1.1 400 "), 0U) << all;
  EXPECT_NE(all.find("row 7 is wrong"), std::string::npos) << all;
  const std::string no =
      ask(*server, "POST /no HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc");
  EXPECT_EQ(no.find("HTTP/1.1 403 "), 0U) << no;
  EXPECT_TRUE(eventually([&] { return alive == 0; }));
}

TEST(Upload, AClientThatBreaksOffLeavesNoSinkBehind) {
  std::atomic<int> alive = 0;
  const auto server = serve(always(upload(alive, 1 << 30)));
  {
    RawSocket socket{server->port()};
    socket.say("POST /up HTTP/1.1\r\nHost: h\r\nContent-Length: 3000000\r\n\r\nabc");
    ASSERT_TRUE(eventually([&] { return alive == 1; }));
  }
  EXPECT_TRUE(eventually([&] { return alive == 0; }));
}

TEST(Events, ReachTheClientInOrderWithHeartbeatsAndResume) {
  std::mutex mutex;
  std::vector<EventStream> streams;
  const auto server = serve(always(Route{.handler =
                                             [&](Request, Responder to) {
                                               const std::lock_guard lock{mutex};
                                               streams.push_back(to.stream());
                                             }}),
                            {.event_heartbeat = Milliseconds{40}});
  RawSocket socket{server->port()};
  socket.say("GET /s HTTP/1.1\r\nHost: h\r\nLast-Event-ID: 41\r\n\r\n");
  EXPECT_NE(socket.hear_until(crlf2).find("Content-Type: text/event-stream\r\n"),
            std::string::npos);
  EXPECT_EQ(socket.hear_until("\n\n"), ":\n\n");
  ASSERT_TRUE(eventually([&] {
    const std::lock_guard lock{mutex};
    return streams.size() == 1;
  }));
  EventStream& stream = streams.front();
  EXPECT_EQ(stream.last_event_id(), "41");
  EXPECT_TRUE(stream.send("42", "case", "one\ntwo"));
  EXPECT_NE(socket.hear_until("two\n\n").find("id: 42\nevent: case\ndata: one\ndata: two\n\n"),
            std::string::npos);
  for (int i = 0; i < 1000; ++i) ASSERT_TRUE(stream.send(std::to_string(i), "n", "x"));
  stream.close();
  EXPECT_FALSE(stream.send("", "late", "x"));
  const std::string all = socket.hear_all();
  EXPECT_EQ(count(all, "event: n\n"), 1000);
  EXPECT_EQ(count(all, "late"), 0);
}

TEST(Events, ASlowClientIsCutOffAndALeavingOneNoticed) {
  std::mutex mutex;
  std::vector<EventStream> streams;
  const auto server = serve(always(Route{.handler =
                                             [&](Request, Responder to) {
                                               const std::lock_guard lock{mutex};
                                               streams.push_back(to.stream());
                                             }}),
                            {.event_queue_bytes_max = 64 * 1024});
  const auto connected = [&](std::size_t n) {
    return eventually([&] {
      const std::lock_guard lock{mutex};
      return streams.size() == n;
    });
  };
  RawSocket slow{server->port()};
  slow.say("GET /s HTTP/1.1\r\nHost: h\r\n\r\n");
  ASSERT_TRUE(connected(1));
  const std::string data(8 * 1024, 'x');
  EXPECT_TRUE(eventually([&] { return !streams[0].send("", "big", data); }));
  EXPECT_FALSE(streams[0].is_open());
  {
    RawSocket leaving{server->port()};
    leaving.say("GET /s HTTP/1.1\r\nHost: h\r\n\r\n");
    ASSERT_TRUE(connected(2));
    EXPECT_TRUE(streams[1].is_open());
  }
  EXPECT_TRUE(eventually([&] { return !streams[1].is_open(); }));
  EXPECT_TRUE(eventually([&] { return server->counters().connections_open == 0; }));
}

TEST(Drain, FinishesWhatIsUnderWayAndClosesTheRest) {
  std::mutex mutex;
  std::vector<Responder> waiting;
  auto server = serve(always(Route{.handler = [&](Request, Responder to) {
    const std::lock_guard lock{mutex};
    waiting.push_back(to);
  }}));
  RawSocket idle{server->port()};
  RawSocket busy{server->port()};
  busy.say("GET /1 HTTP/1.1\r\nHost: h\r\n\r\n");
  ASSERT_TRUE(eventually([&] {
    const std::lock_guard lock{mutex};
    return waiting.size() == 1 && server->counters().connections_open == 2;
  }));
  std::thread stopper{[&] { server->stop(Milliseconds{10'000}); }};
  EXPECT_EQ(idle.hear_all(), "");
  waiting.front().answer(text_response(200, "done"));
  const std::string all = busy.hear_all();
  EXPECT_NE(all.find("Connection: close\r\n"), std::string::npos) << all;
  EXPECT_TRUE(all.ends_with("done")) << all;
  stopper.join();
  EXPECT_FALSE(RawSocket{server->port()}.connected());
  EXPECT_EQ(server->counters().connections_open, 0U);
}

TEST(Drain, GivesUpAtItsDeadlineAndLateAnswersHarmNobody) {
  std::mutex mutex;
  std::vector<Responder> waiting;
  auto server = serve(always(Route{.handler = [&](Request, Responder to) {
    const std::lock_guard lock{mutex};
    waiting.push_back(to);
  }}));
  RawSocket socket{server->port()};
  socket.say("GET /1 HTTP/1.1\r\nHost: h\r\n\r\n");
  ASSERT_TRUE(eventually([&] {
    const std::lock_guard lock{mutex};
    return waiting.size() == 1;
  }));
  server->stop(Milliseconds{30});
  EXPECT_EQ(socket.hear_all(), "");
  server.reset();
  EXPECT_TRUE(waiting.front().answer(text_response(200, "late")));
}

TEST(Server, TurnsAwayConnectionsBeyondItsCap) {
  const auto server = serve(always(echo()), {.connections_max = 2});
  RawSocket a{server->port()};
  RawSocket b{server->port()};
  ASSERT_TRUE(eventually([&] { return server->counters().connections_open == 2; }));
  RawSocket c{server->port()};
  EXPECT_EQ(c.hear_until(crlf2).find("HTTP/1.1 503 "), 0U);
  EXPECT_EQ(server->counters().connections_refused, 1U);
}

TEST(Server, AnAddressInUseOrWrongIsAnError) {
  const auto server = serve(always(echo()));
  for (const std::string& address :
       {"127.0.0.1:" + std::to_string(server->port()), std::string{"nowhere"},
        std::string{"256.0.0.1:80"}, std::string{"127.0.0.1:99999"}}) {
    EXPECT_FALSE(HttpServer::start({.listen = address}, always(echo())).ok()) << address;
  }
}

TEST(Server, ServesManyConnectionsOverSeveralLoops) {
  const auto server = serve(always(echo()), {.loops = 2, .workers = 2});
  std::atomic<int> good = 0;
  std::vector<std::thread> clients;
  for (int c = 0; c < 8; ++c) {
    clients.emplace_back([&, c] {
      RawSocket socket{server->port()};
      for (int i = 0; i < 200; ++i) {
        const std::string path = "/" + std::to_string(c) + "/" + std::to_string(i);
        socket.say("GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n");
        (void)socket.hear_until(crlf2);
        if (socket.hear_until("]") == "GET " + path + " []") ++good;
      }
    });
  }
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(good, 1600);
}

}  // namespace
}  // namespace holdfast::net
