// Transfers in: three content types, duplicates, refused rows, strict, watermarks, whose feed.
#include <boost/json.hpp>
#include <fmt/core.h>
#include <gtest/gtest.h>

#include "centre.hpp"
#include "net/test_support.hpp"

namespace holdfast::http_test {
namespace {

std::string row(int number, std::string_view time) {
  return fmt::format(
      R"({{"id":"R{0}","serial":"R{0}","time":"{1}","payer":"{2}","payee":"{3}","amount_fen":{4}}})",
      number, time, victim_card, mule_card, 100 + number);
}

Answer put(Centre& centre, const std::string& body, const std::string& type,
           const std::string& query = "") {
  return centre.send("POST", "/api/v1/transfers" + query, centre.bank, body, type);
}

TEST(Transfers, ComeAsJsonNdjsonAndCsv) {
  Centre centre;
  const auto json = put(centre, "[" + row(1, centre.time()) + "," + row(2, centre.time()) + "]",
                        "application/json");
  EXPECT_EQ(json.status, 200) << json.body;
  EXPECT_EQ(json.number("/new"), 2);
  EXPECT_EQ(json.text("/first"), "T000000");
  const auto lines = put(centre, row(2, centre.time()) + "\n" + row(3, centre.time()) + "\n",
                         "application/x-ndjson");
  EXPECT_EQ(lines.number("/rows"), 2);
  EXPECT_EQ(lines.number("/new"), 1);
  EXPECT_EQ(lines.number("/duplicates"), 1);
  const auto csv = put(centre,
                       fmt::format("交易流水号,交易时间,付款账号,收款账号,交易金额\n"
                                   "R9,2026-11-24 09:00:00,{},{},\"1,234.50\"\n",
                                   victim_card, mule_card),
                       "text/csv");
  EXPECT_EQ(csv.number("/new"), 1) << csv.body;
}

TEST(Transfers, RefusedRowsAreNamedAndTheRestIsTaken) {
  Centre centre;
  std::string body = row(1, centre.time()) + "\n";
  body +=
      R"({"id":"X","time":"2026-11-24T09:00:00+08:00","payer":"1","payee":"2","amount_fen":-5})";
  body += "\n" + row(2, "2031-01-01T00:00:00+08:00") + "\n" + row(3, centre.time()) + "\n";
  body += "{\"id\":\"\xFF\"}\n";
  const auto answer = put(centre, body, "application/x-ndjson");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.number("/rows"), 5);
  EXPECT_EQ(answer.number("/new"), 2);
  EXPECT_EQ(answer.number("/refused_total"), 3);
  EXPECT_EQ(answer.number("/refused/0/line"), 2);
  EXPECT_EQ(answer.number("/refused/1/line"), 3);
  EXPECT_EQ(answer.number("/refused/2/line"), 5);
}

TEST(Transfers, WithoutAnyNumberAreTakenOnceThoughSentAgain) {
  Centre centre;
  const std::string head = "交易时间,付款账号,收款账号,交易金额\n";
  const auto line = [](std::string_view yuan) {
    return fmt::format("2026-11-24 09:00:00,{},{},{}\n", victim_card, mule_card, yuan);
  };
  // The second and third are two equal payments.
  const auto body = head + line("1.00") + line("2.00") + line("2.00");
  auto answer = put(centre, body, "text/csv");
  EXPECT_EQ(answer.number("/new"), 3) << answer.body;
  answer = put(centre, body, "text/csv");
  EXPECT_EQ(answer.number("/new"), 0) << answer.body;
  EXPECT_EQ(answer.number("/duplicates"), 3);
  answer = put(centre, body + line("2.00"), "text/csv");
  EXPECT_EQ(answer.number("/new"), 1) << "a third equal one";
}

TEST(Transfers, StrictTakesAllOrNothing) {
  Centre centre;
  const auto bad =
      put(centre, row(1, centre.time()) + "\n{}\n", "application/x-ndjson", "?strict=1");
  EXPECT_EQ(bad.status, 400);
  EXPECT_EQ(bad.number("/refused_total"), 1);
  EXPECT_EQ(centre.engine().durable().value(), 0U);
  const auto good = put(centre, row(1, centre.time()) + "\n" + row(2, centre.time()) + "\n",
                        "application/x-ndjson", "?strict=1");
  EXPECT_EQ(good.number("/new"), 2);
}

TEST(Transfers, MoveTheWatermarkOfTheirFeed) {
  Centre centre;
  const auto as_of = centre.time(std::chrono::minutes{1});
  auto escaped = as_of;
  escaped.replace(escaped.find('+'), 1, "%2B");
  ASSERT_EQ(put(centre, "", "application/x-ndjson", "?as_of=" + escaped).status, 200);
  const auto feeds = centre.get("/api/v1/feeds", centre.officer);
  for (const auto& feed : feeds.json.at("feeds").as_array()) {
    const bool is_ours = feed.at("institution").as_string() == "YZ01";
    EXPECT_EQ(feed.at("state").as_string(), is_ours ? "live" : "blind");
    if (is_ours) {
      EXPECT_EQ(feed.at("watermark").as_string(), as_of);
    }
  }
  EXPECT_EQ(put(centre, "", "application/x-ndjson", "?as_of=2031-01-01T00:00:00Z").status, 400);
}

TEST(Transfers, ABankReportsItsOwnOnly) {
  Centre centre;
  const auto body = row(1, centre.time()) + "\n";
  EXPECT_EQ(put(centre, body, "application/x-ndjson", "?institution=SX02").status, 403);
  EXPECT_EQ(put(centre, body, "application/x-ndjson", "?institution=YZ01").status, 200);
  const auto by_officer = centre.send("POST", "/api/v1/transfers?institution=NOBODY",
                                      centre.officer, body, "application/x-ndjson");
  EXPECT_EQ(by_officer.status, 400);
  EXPECT_EQ(centre.send("POST", "/api/v1/transfers", {}, body, "application/x-ndjson").status, 401);
  EXPECT_EQ(put(centre, body, "text/plain").status, 400);
}

TEST(Transfers, ManyBatchesKeepTheirOrder) {
  Centre centre;
  constexpr int rows = 9'000;
  std::string body;
  for (int i = 0; i < rows; ++i) {
    body += row(i, centre.time()) + "\n";
  }
  const auto answer = put(centre, body, "application/x-ndjson");
  EXPECT_EQ(answer.number("/new"), rows);
  ASSERT_EQ(centre.engine().durable().value(), static_cast<std::uint64_t>(rows));
  for (const std::uint64_t i : {0ULL, 1'999ULL, 2'000ULL, 8'999ULL}) {
    EXPECT_EQ(centre.engine().world().texts(base::Sequence{i}).id, fmt::format("R{}", i));
  }
}

TEST(Transfers, AHundredMegabyteLineIsOneRefusedRow) {
  Centre centre;
  net::RawSocket socket{centre.port()};
  ASSERT_TRUE(socket.connected());
  const std::string piece(1 << 20, 'x');
  const std::string good = row(1, centre.time()) + "\n";
  socket.say(
      fmt::format("POST /api/v1/transfers HTTP/1.1\r\nHost: h\r\nConnection: close\r\n"
                  "Authorization: Bearer {}\r\nContent-Type: application/x-ndjson\r\n"
                  "Content-Length: {}\r\n\r\n",
                  centre.bank.bearer, 100 * piece.size() + 1 + good.size()));
  for (int i = 0; i < 100; ++i) {
    ASSERT_TRUE(socket.say(piece));
  }
  socket.say("\n" + good);
  const auto answer = socket.hear_all();
  EXPECT_NE(answer.find("200 OK"), std::string::npos);
  EXPECT_NE(answer.find("\"refused_total\":1"), std::string::npos) << answer.substr(0, 2000);
  EXPECT_NE(answer.find("\"new\":1"), std::string::npos);
}

TEST(Transfers, StrictRefusesWhatItCannotHold) {
  Centre centre;
  net::RawSocket socket{centre.port()};
  const std::string piece(1 << 20, 'x');
  socket.say(
      fmt::format("POST /api/v1/transfers?strict=1 HTTP/1.1\r\nHost: h\r\n"
                  "Authorization: Bearer {}\r\nContent-Type: text/csv\r\n"
                  "Content-Length: {}\r\n\r\n",
                  centre.bank.bearer, 70 * piece.size()));
  for (int i = 0; i < 70 && socket.say(piece); ++i) {
  }
  EXPECT_NE(socket.hear_until("\r\n").find(" 413 "), std::string::npos);
  EXPECT_EQ(centre.engine().durable().value(), 0U);
}

TEST(Transfers, ATruncatedBodyChangesNothingFurther) {
  Centre centre;
  {
    net::RawSocket socket{centre.port()};
    socket.say(
        fmt::format("POST /api/v1/transfers?strict=1 HTTP/1.1\r\nHost: h\r\n"
                    "Authorization: Bearer {}\r\nContent-Type: application/x-ndjson\r\n"
                    "Content-Length: 100000\r\n\r\n{}\n",
                    centre.bank.bearer, row(1, centre.time())));
  }
  const auto cut =
      put(centre, "[" + row(1, centre.time()) + ",{\"id\":", "application/json", "?strict=1");
  EXPECT_EQ(cut.status, 400) << cut.body;
  EXPECT_EQ(put(centre, "id;nothing\n1;2\n", "text/csv").status, 400);
  EXPECT_EQ(centre.engine().durable().value(), 0U);
}

}  // namespace
}  // namespace holdfast::http_test
