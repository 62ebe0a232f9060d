// Batches of transfers: binary, numbered ones of other forms, pacs.008. The same again is the same
// answer, too much at once is told to come again, and memory stays within its limits.
#include <boost/json.hpp>
#include <fmt/core.h>
#include <future>
#include <gtest/gtest.h>
#include <thread>

#include "centre.hpp"
#include "feed/batch.hpp"
#include "net/test_support.hpp"

namespace holdfast::http_test {
namespace {

using feed::batch_media_type;

struct BatchOf {
  std::uint64_t number = 1;
  int first_row = 0;
  int rows = 2;
  std::string institution = {};
  std::string stream = "core";
  std::optional<base::Instant> as_of = {};
};

std::string binary(const Centre& centre, const BatchOf& of) {
  feed::BatchWriter writer;
  for (int i = of.first_row; i < of.first_row + of.rows; ++i) {
    const auto id = fmt::format("B{}", i);
    feed::TransferRow row;
    row.id = id;
    row.serial = id;
    row.time = centre.now();
    row.payer = victim_card;
    row.payee = mule_card;
    row.payee_name = "李四";
    row.amount = base::Fen{100 + i};
    base::check(writer.add(row), "a row fits");
  }
  feed::BatchHead head;
  head.institution = of.institution;
  head.stream = of.stream;
  head.number = of.number;
  head.as_of = of.as_of;
  return writer.finish(head);
}

Answer put(Centre& centre, const std::string& body, const std::string& query = "",
           const std::string& type = std::string{batch_media_type}) {
  return centre.send("POST", "/api/v1/transfers" + query, centre.bank, body, type);
}

TEST(TransferBatches, ABinaryBatchIsTakenAndMovesTheWatermark) {
  Centre centre;
  const auto answer = put(centre, binary(centre, {.as_of = centre.now()}));
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.number("/rows"), 2);
  EXPECT_EQ(answer.number("/new"), 2);
  EXPECT_EQ(answer.text("/first"), "T000000");
  EXPECT_EQ(centre.engine().world().texts(base::Sequence{1}).serial, "B1");
  const auto feeds = centre.get("/api/v1/feeds", centre.officer);
  EXPECT_NE(feeds.body.find(centre.time()), std::string::npos);
}

TEST(TransferBatches, TheSameBatchAgainIsTheSameAnswerAndChangesNothing) {
  Centre centre;
  const auto first = put(centre, binary(centre, {}));
  ASSERT_EQ(put(centre, binary(centre, {.number = 2, .first_row = 2})).status, 200);
  const auto seq = centre.engine().seq();
  const auto again = put(centre, binary(centre, {}));
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(again.header("X-Seq"), first.header("X-Seq"));
  EXPECT_EQ(first.header("X-Repeated"), "");
  EXPECT_EQ(again.header("X-Repeated"), "1");
  EXPECT_EQ(centre.engine().seq(), seq) << "nothing was written";
  EXPECT_EQ(centre.engine().durable().value(), 4U);
}

TEST(TransferBatches, ANumberWithAnotherContentIsAConflictAndTakesNothing) {
  Centre centre;
  ASSERT_EQ(put(centre, binary(centre, {})).status, 200);
  const auto other = put(centre, binary(centre, {.first_row = 10}));
  EXPECT_EQ(other.status, 409) << other.body;
  EXPECT_NE(other.text("/detail").find("batch 1 of stream core"), std::string::npos);
  EXPECT_EQ(centre.engine().durable().value(), 2U);
  EXPECT_EQ(put(centre, binary(centre, {.first_row = 10, .stream = "other"})).status, 200);
  // New numbers do not make known rows new.
  EXPECT_EQ(put(centre, binary(centre, {.number = 2})).number("/duplicates"), 2);
}

TEST(TransferBatches, ABrokenBatchIsRefusedWholeWithItsPlace) {
  Centre centre;
  auto late = binary(centre, {.number = 7, .rows = 3});
  auto broken = late;
  broken[broken.size() - 1] ^= 1;
  const auto damaged = put(centre, broken);
  EXPECT_EQ(damaged.status, 400);
  EXPECT_EQ(damaged.text("/where"), "batch 7, digest, byte 48");
  // The third row's amount becomes zero.
  const std::size_t rows_at = late.size() - 3 * 32 - 3 * 4;
  std::fill_n(late.begin() + static_cast<std::ptrdiff_t>(rows_at + 2 * 32 + 8), 8, '\0');
  feed::seal_batch(late);
  const auto zero = put(centre, late);
  EXPECT_EQ(zero.status, 400);
  EXPECT_TRUE(zero.text("/where").starts_with("batch 7, row 3, amount_fen, byte")) << zero.body;
  EXPECT_EQ(centre.engine().durable().value(), 0U);
  EXPECT_EQ(put(centre, binary(centre, {}), "?strict=1").status, 400) << "no query beside it";
  EXPECT_EQ(put(centre, binary(centre, {.as_of = centre.now() + std::chrono::hours{2}})).status,
            400);
  EXPECT_EQ(put(centre, std::string(feed::batch_bytes_max + 1, 'x')).status, 413);
}

TEST(TransferBatches, ABankBringsItsOwnOnly) {
  Centre centre;
  EXPECT_EQ(put(centre, binary(centre, {.institution = "SX02"})).status, 403);
  EXPECT_EQ(put(centre, binary(centre, {.institution = "YZ01"})).status, 200);
  const auto of_nobody =
      centre.send("POST", "/api/v1/transfers", centre.officer,
                  binary(centre, {.institution = "NOBODY"}), std::string{batch_media_type});
  EXPECT_EQ(of_nobody.status, 400);
  EXPECT_EQ(
      centre
          .send("POST", "/api/v1/transfers", {}, binary(centre, {}), std::string{batch_media_type})
          .status,
      401);
  // The bank's stream "core" and the officer's are two.
  EXPECT_EQ(centre
                .send("POST", "/api/v1/transfers", centre.officer,
                      binary(centre, {.first_row = 50}), std::string{batch_media_type})
                .status,
            200);
}

TEST(TransferBatches, ManyBatchesComeOverOneConnection) {
  Centre centre;
  net::RawSocket socket{centre.port()};
  std::string sent;
  for (std::uint64_t number = 1; number <= 20; ++number) {
    const auto body = binary(
        centre, {.number = number, .first_row = static_cast<int>(number) * 100, .rows = 100});
    sent += fmt::format(
        "POST /api/v1/transfers HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer {}\r\n"
        "Content-Type: {}\r\nContent-Length: {}\r\n{}\r\n",
        centre.bank.bearer, batch_media_type, body.size(),
        number == 20 ? "Connection: close\r\n" : "");
    sent += body;
  }
  ASSERT_TRUE(socket.say(sent));
  const auto answers = socket.hear_all();
  std::size_t taken = 0;
  for (std::size_t at = 0; (at = answers.find("\"new\":100", at)) != std::string::npos; ++at) {
    ++taken;
  }
  EXPECT_EQ(taken, 20U) << answers.substr(0, 1000);
  EXPECT_EQ(centre.engine().durable().value(), 2000U);
}

TEST(TransferBatches, OtherFormsAreNumberedByTheQuery) {
  Centre centre;
  const auto line = [&](int i, std::string_view fen) {
    return fmt::format(
        R"({{"id":"N{0}","time":"{1}","payer":"{2}","payee":"{3}","amount_fen":{4}}})"
        "\n",
        i, centre.time(), victim_card, mule_card, fen);
  };
  const auto body = line(1, "5") + line(2, "0") + line(3, "7");
  const auto first = put(centre, body, "?stream=n&batch=1", "application/x-ndjson");
  ASSERT_EQ(first.status, 200) << first.body;
  EXPECT_EQ(first.number("/rows"), 3);
  EXPECT_EQ(first.number("/new"), 2);
  EXPECT_EQ(first.number("/refused_total"), 1);
  EXPECT_EQ(put(centre, body, "?stream=n&batch=1", "application/x-ndjson").body, first.body);
  EXPECT_EQ(put(centre, line(4, "5"), "?stream=n&batch=1", "application/x-ndjson").status, 409);
  EXPECT_EQ(put(centre, body, "?stream=n&batch=2&strict=1", "application/x-ndjson").status, 400);
  for (const auto* query : {"?stream=n", "?batch=3", "?stream=n&batch=0", "?stream=n&batch=-1",
                            "?stream=a%20b&batch=1", "?stream=n&batch=1x"}) {
    EXPECT_EQ(put(centre, line(4, "5"), query, "application/x-ndjson").status, 400) << query;
  }
  std::string many;
  for (std::size_t i = 0; i <= feed::batch_rows_max; ++i) {
    many += line(static_cast<int>(i) + 10, "5");
  }
  EXPECT_EQ(put(centre, many, "?stream=n&batch=9", "application/x-ndjson").status, 413);
  EXPECT_EQ(centre.engine().durable().value(), 2U);
}

TEST(TransferBatches, AStreamSaysHowFarItHasCome) {
  Centre centre;
  const auto ask = [&](const std::string& stream, const As& as) {
    return centre.get("/api/v1/transfers/streams/" + stream, as);
  };
  EXPECT_EQ(ask("core", centre.bank).number("/newest"), 0);
  for (const std::uint64_t number : {1, 2, 4}) {
    put(centre, binary(centre, {.number = number, .first_row = static_cast<int>(number) * 10}));
  }
  const auto told = ask("core", centre.bank);
  EXPECT_EQ(told.number("/newest"), 4);
  EXPECT_EQ(boost::json::serialize(told.json.at("taken")), "[[1,2],[4,4]]");
  EXPECT_EQ(told.text("/digest").size(), 64U);
  EXPECT_EQ(ask("core", centre.other_bank).number("/newest"), 0) << "another bank's own";
  EXPECT_EQ(ask("core?institution=YZ01", centre.officer).number("/newest"), 4);
  EXPECT_EQ(ask("core?institution=YZ01", centre.other_bank).status, 403);
  EXPECT_EQ(ask("a%20b", centre.bank).status, 404);
}

std::string pacs008(const Centre& centre, std::string_view currency, int count, int says) {
  std::string body = fmt::format(
      "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08\"><FIToFICstmrCdtTrf>"
      "<GrpHdr><MsgId>M</MsgId><CreDtTm>{}</CreDtTm><NbOfTxs>{}</NbOfTxs></GrpHdr>",
      centre.time(), says);
  for (int i = 0; i < count; ++i) {
    body += fmt::format(
        "<CdtTrfTxInf><PmtId><EndToEndId>E{0}</EndToEndId><TxId>X{0}</TxId></PmtId>"
        "<IntrBkSttlmAmt Ccy=\"{1}\">1{0}.00</IntrBkSttlmAmt>"
        "<DbtrAcct><Id><Othr><Id>{2}</Id></Othr></Id></DbtrAcct>"
        "<CdtrAcct><Id><Othr><Id>{3}</Id></Othr></Id></CdtrAcct></CdtTrfTxInf>",
        i, i == 1 ? currency : "CNY", victim_card, mule_card);
  }
  return body + "</FIToFICstmrCdtTrf></Document>";
}

TEST(TransferBatches, APacs008IsTakenAndItsForeignAmountsAreNamed) {
  Centre centre;
  const auto answer = put(centre, pacs008(centre, "USD", 3, 3), "", "application/xml");
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.number("/new"), 2);
  EXPECT_EQ(answer.number("/refused_total"), 1);
  EXPECT_EQ(answer.text("/refused/0/field"), "CdtTrfTxInf[2]/IntrBkSttlmAmt/@Ccy");
  EXPECT_EQ(centre.engine().world().texts(base::Sequence{0}).serial, "X0");
  const auto again = put(centre, pacs008(centre, "USD", 3, 3), "", "text/xml");
  EXPECT_EQ(again.number("/duplicates"), 2);
  const auto numbered = pacs008(centre, "CNY", 3, 3);
  const auto first = put(centre, numbered, "?stream=p&batch=1", "application/xml");
  EXPECT_EQ(first.number("/new"), 1);
  EXPECT_EQ(put(centre, numbered, "?stream=p&batch=1", "application/xml").body, first.body);
}

TEST(TransferBatches, AMessageThatBreaksItsWordTakesNothing) {
  Centre centre;
  const auto good = pacs008(centre, "CNY", 3, 3);
  EXPECT_EQ(put(centre, pacs008(centre, "CNY", 3, 4), "", "application/xml").status, 400);
  EXPECT_EQ(put(centre, good.substr(0, good.size() - 30), "", "application/xml").status, 400);
  const auto laughs =
      put(centre, "<!DOCTYPE a [<!ENTITY b \"bb\">]>" + good, "", "application/xml");
  EXPECT_EQ(laughs.status, 400);
  EXPECT_NE(laughs.text("/detail").find("DOCTYPE"), std::string::npos);
  EXPECT_EQ(put(centre, pacs008(centre, "USD", 3, 3), "?strict=1", "application/xml").status, 400);
  EXPECT_EQ(centre.engine().durable().value(), 0U);
}

/// Holds the engine's thread until told to go on.
class Standstill {
 public:
  explicit Standstill(engine::Engine& engine)
      : thread_([this, &engine] {
          engine.read([this](const core::State&) {
            stands_.set_value();
            go_on_.get_future().wait();
          });
        }) {
    stands_.get_future().wait();
  }
  ~Standstill() { go_on(); }
  void go_on() {
    if (thread_.joinable()) {
      go_on_.set_value();
      thread_.join();
    }
  }

 private:
  std::promise<void> stands_;
  std::promise<void> go_on_;
  std::thread thread_;
};

TEST(TransferBatches, WhenTheEngineIsBehindASenderIsToldToComeAgainAtOnce) {
  engine::Options narrow;
  narrow.inbox_feed_bytes_max = 1 << 20;
  Centre centre{{.workers = 4}, narrow};
  // The key is looked up while the engine still moves.
  ASSERT_EQ(put(centre, binary(centre, {})).status, 200);
  Standstill engine{centre.engine()};
  // Each batch is some 200 KB of rows; their answers must wait, so each has its own connection.
  std::vector<std::future<Answer>> answers;
  for (std::uint64_t i = 0; i < 20; ++i) {
    answers.push_back(std::async(std::launch::async, [&, i] {
      return put(centre, binary(centre, {.number = 10 + i,
                                         .first_row = 10'000 + static_cast<int>(i) * 1000,
                                         .rows = 500}));
    }));
  }
  ASSERT_TRUE(Centre::eventually([&] {
    const auto load = centre.engine().counters();
    // One may be looking up its key: the engine tells it nothing while it stands.
    return load.inbox + load.feeds_refused >= 19;
  }));
  const auto load = centre.engine().counters();
  EXPECT_LE(load.feed_bytes_peak, std::uint64_t{1} << 20);
  EXPECT_GT(load.feeds_refused, 0U);
  EXPECT_GT(load.inbox, 0U);
  engine.go_on();
  std::vector<std::uint64_t> refused;
  for (std::uint64_t i = 0; i < answers.size(); ++i) {
    const auto answer = answers[i].get();
    if (answer.status != 200) {
      EXPECT_EQ(answer.status, 429);
      EXPECT_EQ(answer.header("Retry-After"), "1");
      refused.push_back(i);
    }
  }
  EXPECT_GE(refused.size(), load.feeds_refused);
  EXPECT_LE(refused.size(), load.feeds_refused + 1);
  for (const auto i : refused) {
    // Nothing of it was taken: the same again is not a repetition.
    const auto again = put(centre, binary(centre, {.number = 10 + i,
                                                   .first_row = 10'000 + static_cast<int>(i) * 1000,
                                                   .rows = 500}));
    EXPECT_EQ(again.status, 200);
    EXPECT_EQ(again.header("X-Repeated"), "");
    EXPECT_EQ(again.number("/new"), 500);
  }
  EXPECT_EQ(centre.engine().durable().value(), 2U + 20U * 500U);
  const auto told = centre.get("/api/v1/load", centre.officer);
  EXPECT_EQ(told.number("/feeds_refused"), static_cast<std::int64_t>(refused.size()));
}

TEST(TransferBatches, BodiesThatFindNoRoomAreRefusedBeforeTheyAreRead) {
  Centre centre{{.workers = 4, .intake_bytes_max = 3 << 20}};
  const auto begin = [&](std::size_t length) {
    auto socket = std::make_unique<net::RawSocket>(centre.port());
    socket->say(
        fmt::format("POST /api/v1/transfers HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer {}\r\n"
                    "Content-Type: {}\r\nContent-Length: {}\r\n\r\nHFTB",
                    centre.bank.bearer, batch_media_type, length));
    return socket;
  };
  const auto held = [&] { return centre.get("/api/v1/load", centre.officer); };
  auto first = begin(1 << 20);
  auto second = begin(1 << 20);
  ASSERT_TRUE(Centre::eventually([&] { return held().number("/bodies_bytes") == 2 << 20; }));
  auto third = begin((1 << 20) + 1);
  const auto refusal = third->hear_all();
  EXPECT_NE(refusal.find(" 429 "), std::string::npos) << refusal;
  EXPECT_NE(refusal.find("Retry-After: 1"), std::string::npos);
  EXPECT_EQ(held().number("/bodies_refused"), 1);
  first.reset();  // whoever breaks off gives its room back
  ASSERT_TRUE(Centre::eventually([&] { return held().number("/bodies_bytes") == 1 << 20; }));
  EXPECT_EQ(put(centre, binary(centre, {})).status, 200);
  EXPECT_LE(held().number("/bodies_bytes_peak"), 3 << 20);
}

}  // namespace
}  // namespace holdfast::http_test
