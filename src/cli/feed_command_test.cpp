// `holdfast feed send` against a real centre and against one that misbehaves: everything arrives
// once, whatever is interrupted.
#include <array>
#include <boost/json.hpp>
#include <fmt/core.h>
#include <gtest/gtest.h>
#include <map>

#include "api/server.hpp"
#include "cli/command_test.hpp"
#include "cli/data_dir.hpp"
#include "cli/feed_sender.hpp"
#include "feed/batch.hpp"
#include "net/router.hpp"

namespace holdfast::cli {
namespace {

constexpr const char* key = "key-of-a-bank-for-this-one-test-0001";

std::string csv_of(int rows, int first = 0) {
  std::string csv = "id,time,payer,payee,amount_yuan,kind,serial\n";
  for (int i = first; i < first + rows; ++i) {
    csv += fmt::format(
        "T{0},2026-11-24T10:00:{1:02}.5+08:00,99001100000000{2:05},9900220000000{2:06},"
        "{3}.00,transfer,S{0}\n",
        i, i % 60, i % 100, i % 1000 + 1);
  }
  return csv;
}

boost::json::object summary_of(const Ran& ran) {
  boost::json::error_code error;
  auto value = boost::json::parse(ran.out, error);
  EXPECT_FALSE(error) << ran.out << ran.err;
  return error ? boost::json::object{} : value.get_object();
}

std::int64_t number(const boost::json::object& summary, std::string_view name) {
  const auto* found = summary.if_contains(name);
  return found == nullptr ? -1 : found->to_number<std::int64_t>();
}

/// The centre itself, over its real journal.
class RealCentre {
 public:
  RealCentre() {
    Config config;
    config.data = (folder.path() / "data").string();
    config.routing.channels = {{"direct", "http://127.0.0.1:1", false}};
    config.routing.institutions = {{"YZ01", "渝州银行", "direct", "95001", {"990011"}, true}};
    config.partner_keys = {{"bank", core::Role::bank, "YZ01", key}};
    auto opened = open_engine(config, Outside::none);
    base::check(opened.ok(), "the engine");
    engine = std::move(*opened);
    api::ApiOptions options;
    options.listen = "127.0.0.1:0";
    auto started = api::ApiServer::start(*engine, options);
    base::check(started.ok(), "the server");
    server = std::move(*started);
  }
  Ran send(const std::string& file, std::vector<std::string> more = {}) const {
    std::vector<std::string> words{
        "feed",  "send", "--file", file, "--to", fmt::format("http://127.0.0.1:{}", server->port()),
        "--key", key,    "--json"};
    words.insert(words.end(), more.begin(), more.end());
    return run_words(words);
  }
  ScratchFolder folder;
  std::unique_ptr<engine::Engine> engine;
  std::unique_ptr<api::ApiServer> server;
};

TEST(FeedSend, AFileArrivesWholeAndOnceInBothForms) {
  const RealCentre centre;
  const auto file = centre.folder.file("a.csv", csv_of(1050));
  const auto first = summary_of(centre.send(file, {"--batch", "100"}));
  EXPECT_EQ(number(first, "batches"), 11);
  EXPECT_EQ(number(first, "new"), 1050);
  EXPECT_EQ(centre.engine->durable().value(), 1050U);
  const auto again = summary_of(centre.send(file, {"--batch", "100"}));
  EXPECT_EQ(number(again, "skipped"), 11) << "the stream is the file's";
  EXPECT_EQ(number(again, "batches"), 0);
  const auto as_json = summary_of(centre.send(file, {"--batch", "500", "--format", "json"}));
  EXPECT_EQ(number(as_json, "batches"), 3);
  EXPECT_EQ(number(as_json, "duplicates"), 1050) << "another stream, the same rows";
  EXPECT_EQ(centre.engine->durable().value(), 1050U);
}

TEST(FeedSend, AStreamGoesOnWhereItWasAndKnowsAnotherFile) {
  const RealCentre centre;
  const auto part = centre.folder.file("part.csv", csv_of(300));
  const auto whole = centre.folder.file("whole.csv", csv_of(500));
  const auto other = centre.folder.file("other.csv", csv_of(500, 1000));
  EXPECT_EQ(number(summary_of(centre.send(part, {"--batch", "100", "--stream", "s"})), "new"), 300);
  const auto rest = summary_of(centre.send(whole, {"--batch", "100", "--stream", "s"}));
  EXPECT_EQ(number(rest, "skipped"), 3);
  EXPECT_EQ(number(rest, "new"), 200);
  const auto wrong = centre.send(other, {"--batch", "100", "--stream", "s"});
  EXPECT_EQ(wrong.exit, 1);
  EXPECT_NE(wrong.err.find("another file"), std::string::npos) << wrong.err;
  const auto shorter = centre.send(part, {"--batch", "100", "--stream", "s"});
  EXPECT_NE(shorter.err.find("another file"), std::string::npos) << shorter.err;
  EXPECT_EQ(centre.engine->durable().value(), 500U);
}

TEST(FeedSend, TellsWhatCannotBeReadAndWhatIsRefused) {
  const RealCentre centre;
  const auto file = centre.folder.file("bad.csv", csv_of(3) + "T9,noon,1,2,3.00,transfer,\n");
  const auto ran = centre.send(file);
  EXPECT_EQ(ran.exit, 3);
  EXPECT_NE(ran.err.find("bad.csv:5:4"), std::string::npos) << ran.err;
  EXPECT_EQ(number(summary_of(ran), "new"), 3);
  EXPECT_EQ(number(summary_of(ran), "refused"), 1);
  const auto foreign = centre.send(file, {"--institution", "XX99"});
  EXPECT_EQ(foreign.exit, 1);
  EXPECT_NE(foreign.err.find("own institution"), std::string::npos) << foreign.err;
  EXPECT_EQ(run_words({"feed", "send", "--file", file, "--to", "ftp://x", "--key", key}).exit, 3);
  EXPECT_EQ(
      run_words({"feed", "send", "--file", "-", "--to", "http://127.0.0.1:1", "--key", key}).exit,
      2);
  EXPECT_EQ(run_words({"feed", "send", "--file", file, "--to", "http://127.0.0.1:1"}).exit, 2);
}

TEST(FeedSend, KeepsItsRate) {
  const RealCentre centre;
  const auto file = centre.folder.file("a.csv", csv_of(1000));
  const auto summary = summary_of(centre.send(file, {"--batch", "100", "--rate", "2000"}));
  EXPECT_EQ(number(summary, "new"), 1000);
  // The last of ten batches is due after 450 ms.
  EXPECT_GE(summary.at("seconds").to_number<double>(), 0.45);
}

/// A centre that answers as it is told, and counts each number it takes.
class BadCentre {
 public:
  /// What is answered to the n-th request, from 0; 200 takes the batch, 0 takes it and says 503 all
  /// the same.
  explicit BadCentre(std::function<int(int)> answer) : answer_(std::move(answer)) {
    net::Router router;
    net::Route take;
    take.body_bytes_max = feed::batch_bytes_max;
    take.handler = [this](const net::Request& request, const net::Responder& to) {
      take_batch(request, to);
    };
    router.add("POST", "/api/v1/transfers", std::move(take));
    net::Route stream;
    stream.handler = [](const net::Request&, const net::Responder& to) {
      to.answer(net::json_response(200, R"({"stream":"s","newest":0,"digest":null,"taken":[]})"));
    };
    router.add("GET", "/api/v1/transfers/streams/{stream}", std::move(stream));
    net::ServerOptions options;
    options.listen = "127.0.0.1:0";
    auto started = net::HttpServer::start(options, std::move(router).release());
    base::check(started.ok(), "the server");
    server_ = std::move(*started);
  }
  ~BadCentre() { server_.reset(); }
  BadCentre(const BadCentre&) = delete;
  BadCentre& operator=(const BadCentre&) = delete;

  [[nodiscard]] std::map<std::uint64_t, int> taken() {
    const std::lock_guard lock{mutex_};
    return taken_;
  }
  [[nodiscard]] net::Url url() const {
    return *net::parse_url(fmt::format("http://127.0.0.1:{}", server_->port()));
  }

 private:
  void take_batch(const net::Request& request, const net::Responder& to) {
    std::size_t rows = 0;
    const auto head =
        feed::read_batch(request.body, std::nullopt, [&](const feed::TransferRow&) { ++rows; });
    int status = 0;
    {
      const std::lock_guard lock{mutex_};
      status = head ? answer_(requests_++) : 400;
      if (status == 200 || status == 0) {
        ++taken_[head->number];
      }
    }
    if (status == 200) {
      to.answer(net::json_response(
          200, fmt::format(R"({{"rows":{0},"new":{0},"duplicates":0,"legs":0}})", rows)));
    } else if (status == 0) {
      to.answer(net::problem(503, "unavailable", "after it was taken"));
    } else {
      auto response = net::problem(status, "refused", "not now");
      to.answer(std::move(response));
    }
  }

  const std::function<int(int)> answer_;
  std::mutex mutex_;
  int requests_ = 0;
  std::map<std::uint64_t, int> taken_;
  std::unique_ptr<net::HttpServer> server_;
};

SenderOptions quick(const BadCentre& centre) {
  SenderOptions options;
  options.url = centre.url();
  options.key = key;
  options.stream = "s";
  options.pause_first = base::Milliseconds{2};
  options.pause_most = base::Milliseconds{20};
  return options;
}

OutgoingBatch batch_of(std::uint64_t number) {
  feed::BatchWriter writer;
  feed::TransferRow row;
  row.id = "R";
  row.time = *base::parse_instant("2026-11-24T10:00:00+08:00");
  row.payer = "1";
  row.payee = "2";
  row.amount = base::Fen{5};
  EXPECT_TRUE(writer.add(row));
  feed::BatchHead head;
  head.stream = "s";
  head.number = number;
  return {number, writer.finish(head), 1, monotonic_ms()};
}

TEST(FeedSender, ComesAgainUntilEveryBatchHasItsAnswer) {
  BadCentre centre{[](int request) {
    constexpr std::array answers{429, 503, 0, 200, 429};
    return answers[static_cast<std::size_t>(request) % answers.size()];
  }};
  auto sender = FeedSender::create(quick(centre));
  ASSERT_TRUE(sender.ok());
  for (std::uint64_t number = 1; number <= 12; ++number) {
    ASSERT_TRUE((*sender)->send(batch_of(number)).ok());
  }
  ASSERT_TRUE((*sender)->finish().ok());
  const auto totals = (*sender)->totals();
  EXPECT_EQ(totals.batches, 12U);
  EXPECT_EQ(totals.rows, 12U);
  EXPECT_EQ(totals.answer_ms.size(), 12U);
  EXPECT_GT(totals.told_to_wait, 12U);
  EXPECT_EQ(centre.taken().size(), 12U);
}

TEST(FeedSender, StopsAtTheFirstFinalRefusal) {
  BadCentre centre{[](int request) { return request == 2 ? 409 : 200; }};
  auto options = quick(centre);
  options.window = 1;
  auto sender = FeedSender::create(options);
  ASSERT_TRUE(sender.ok());
  base::Result<void> sent;
  std::uint64_t number = 1;
  for (; number <= 10 && sent; ++number) {
    sent = (*sender)->send(batch_of(number));
  }
  ASSERT_FALSE(sent.ok());
  EXPECT_NE(sent.error().message.find("batch 3: the centre answered 409: not now"),
            std::string::npos)
      << sent.error().message;
  EXPECT_LE(centre.taken().size(), 2U);
}

TEST(FeedSender, GivesUpWhenNothingMoves) {
  BadCentre centre{[](int) { return 503; }};
  auto options = quick(centre);
  options.patience = base::Milliseconds{200};
  auto sender = FeedSender::create(options);
  ASSERT_TRUE(sender.ok());
  ASSERT_TRUE((*sender)->send(batch_of(1)).ok());
  const auto done = (*sender)->finish();
  ASSERT_FALSE(done.ok());
  EXPECT_EQ(done.error().code, base::ErrorCode::unavailable);
  EXPECT_NE(done.error().message.find("run the same command again"), std::string::npos);
}

TEST(FeedSender, KnowsFromTheStreamWhatNeedNotBeSent) {
  StreamState state;
  state.newest = 100;
  state.taken = {{90, 95}, {97, 100}};
  EXPECT_TRUE(state.has(30)) << "far behind the newest everything had its answer";
  EXPECT_FALSE(state.has(80));
  EXPECT_FALSE(state.has(96));
  EXPECT_TRUE(state.has(97));
  EXPECT_FALSE(state.has(101));
}

}  // namespace
}  // namespace holdfast::cli
