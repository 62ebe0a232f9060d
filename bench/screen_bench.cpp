// Payments that wait, beside 100,000 transfers a second arriving: from the moment at which a bank
// asks to the answer, which is given once the decision is durable, the carried model and all rules
// of early warning on.
//
// Load is open-loop: each question has its moment, fixed before the run, and its stopwatch starts
// there. Payers and payees are those of the arriving transfers; one question in a hundred pays an
// account that an open case's money has reached, which must be held by that fact and no other may
// be. The centre is the real binary as a child process; load, banks and centre share the machine.
// Every question must be answered 200 with an advice, every batch taken, and the journal must
// verify afterwards. Answers by policy (the deadline passed) are counted and told.
//
// Usage: screen_bench [SECONDS [QUESTIONS_A_SECOND [TRANSFERS_A_SECOND]]], default 5 s, 5,000
// questions, 100,000 transfers.
#include <algorithm>
#include <atomic>
#include <boost/json.hpp>
#include <fmt/core.h>
#include <sys/prctl.h>
#include <thread>

#include "arguments.hpp"
#include "arrivals.hpp"
#include "base/rng.hpp"
#include "centre.hpp"
#include "crime.hpp"
#include "figure.hpp"
#include "process.hpp"
#include "surroundings.hpp"
#include "traffic.hpp"

namespace {

using namespace holdfast;
namespace json = boost::json;
using bench::patience;

constexpr std::size_t bank = 0;
constexpr std::size_t involved_every = 100;
constexpr std::chrono::milliseconds warming{60'000};

struct Question {
  std::string body;
  bool is_involved = false;
};

std::vector<Question> prepare(std::size_t count, const std::vector<std::string>& involved) {
  base::Rng rng(9);
  std::vector<Question> all;
  for (std::size_t i = 0; i < count; ++i) {
    const auto anybody = [&] {
      return bench::account_text(base::AccountId{static_cast<std::uint32_t>(rng.below(50'000))});
    };
    const bool is_involved = i % involved_every == 0;
    const auto payer = anybody();
    const auto payee = is_involved ? involved[i / involved_every % involved.size()] : anybody();
    all.push_back(
        {json::serialize(json::object{{"payment_id", fmt::format("Q{}", i)},
                                      {"payer", payer},
                                      {"payer_institution", bench::Centre::institution(bank)},
                                      {"payee", payee},
                                      {"amount_fen", 100 * (1 + rng.below(20'000))},
                                      {"channel", "mobile"}}),
         is_involved});
  }
  return all;
}

/// Questions at their moments, what each took, and what was answered.
class Asking {
 public:
  Asking(bench::Centre& centre, std::vector<Question> all, double rate)
      : all_(std::move(all)), took_(all_.size()) {
    thread_ = std::thread{[this, &centre, rate] {
      ::prctl(PR_SET_TIMERSLACK, 1UL);
      const double begin = bench::wall_ms() + 50;
      for (std::size_t i = 0; i < all_.size(); ++i) {
        const double due = begin + static_cast<double>(i) * 1000 / rate;
        const double left = due - bench::wall_ms();
        if (left > 0) {
          std::this_thread::sleep_for(std::chrono::duration<double, std::milli>(left));
        }
        centre.screen(bank, all_[i].body, [this, i, due](int status, const std::string& body) {
          took_[i] = bench::wall_ms() - due;
          take(all_[i].is_involved, status, body);
          ++answered_;
        });
      }
    }};
  }
  bool finish() {
    thread_.join();
    return crash_test::eventually(patience, [this] { return answered_ == all_.size(); });
  }
  [[nodiscard]] const std::vector<double>& took_ms() const { return took_; }
  [[nodiscard]] std::size_t wrong() const { return wrong_; }
  [[nodiscard]] std::size_t late() const { return late_; }

 private:
  // By their texts: to parse thousands a second would be load of its own.
  void take(bool is_involved, int status, const std::string& body) {
    const auto says = [&](std::string_view text) { return body.find(text) != std::string::npos; };
    if (status == 200 && says("\"late\":true")) {
      ++late_;
      return;
    }
    const bool by_facts = says("\"basis\":\"facts\"") && says("\"decision\":\"hold\"");
    const bool by_score = says("\"basis\":\"score\"");
    if ((status != 200 || (is_involved ? !by_facts : !by_score)) && wrong_++ == 0) {
      fmt::print(stderr, "a question was answered {} {}\n", status, body);
    }
  }

  const std::vector<Question> all_;
  std::vector<double> took_;
  std::atomic<std::size_t> answered_{0};
  std::atomic<std::size_t> wrong_{0};
  std::atomic<std::size_t> late_{0};
  std::thread thread_;
};

std::int64_t standing(bench::Centre& centre, const char* member) {
  const auto body = centre.get("/api/v1/scorings");
  if (body.empty()) {
    return -1;
  }
  const auto value = json::parse(body).at("active_standing");
  if (!value.is_object()) {
    return -1;
  }
  const auto& found = value.at(member);
  return found.is_bool() ? (found.as_bool() ? 1 : 0) : found.to_number<std::int64_t>();
}

}  // namespace

int main(int argc, char** argv) {
  const double seconds = bench::argument(argc, argv, 1, 5);
  const double rate = bench::argument(argc, argv, 2, 5000);
  const double transfer_rate = bench::argument(argc, argv, 3, 100'000);
  const auto count = [seconds](double a_second) { return bench::count_in(seconds, a_second); };
  const double batch_rate = transfer_rate / static_cast<double>(bench::rows_a_batch);
  constexpr std::size_t warm_up = 100;

  bench::Suite suite("screen");
  bench::Centre centre;
  bench::Accounts accounts;
  bench::Feeds feeds;
  bench::have_a_past(centre);
  const auto crime = bench::commit_crime(accounts, feeds, 400'000'000, {3, 9, 18});
  feeds.hand_in(centre);
  std::atomic<int> reported{0};
  centre.post("/api/v1/reports", bench::report_body(crime), "case",
              [&](int status, const std::string&) { reported = status; });
  suite.check("the case is opened and its accounts stopped",
              crash_test::eventually(patience, [&] { return reported.load() == 201; }) &&
                  centre.banks().wait_for_stops(crime.accounts, patience));
  bench::Arrivals arrivals(warm_up + count(batch_rate * 1.2) + 1, std::max(batch_rate, 0.001));
  arrivals.begin(centre, warm_up);
  const double warm_begin = bench::wall_ms();
  suite.check("the watch catches up", crash_test::eventually(warming, [&] {
                return standing(centre, "ready") == 1 && standing(centre, "behind") == 0;
              }));
  suite.figure("beforehand", {.name = "the watch catches up with 200,000 transfers",
                              .unit = "s",
                              .value = (bench::wall_ms() - warm_begin) / 1000});
  bench::DiskProbe disk(centre.directory());
  const double begin = bench::wall_ms();
  if (transfer_rate > 0) {
    arrivals.start(centre);
  }
  Asking asking(centre, prepare(count(rate), crime.accounts), rate);
  suite.check("every question is answered", asking.finish());
  const double took_s = (bench::wall_ms() - begin) / 1000;
  const auto behind = standing(centre, "behind");
  const auto sent = arrivals.sent();
  arrivals.stop();
  suite.check("every answer rests on what it should", asking.wrong() == 0);
  suite.check("every batch is taken", arrivals.all_taken());

  suite.latency(fmt::format("a payment screened over HTTP, {:.0f} a second, beside {:.0f} "
                            "transfers/s",
                            rate, transfer_rate),
                "ms", asking.took_ms(), {.p50_at_most = 0.5, .p99_at_most = 2, .p999_at_most = 5});
  suite.figure("meanwhile", {.name = "answers by policy, the deadline had passed",
                             .unit = "",
                             .value = static_cast<double>(asking.late())});
  suite.figure("meanwhile", {.name = "transfers that the watch is behind at the end",
                             .unit = "",
                             .value = static_cast<double>(behind)});
  suite.figure("meanwhile", {.name = "transfers arriving",
                             .unit = "transfers/s",
                             .value = static_cast<double>(sent * bench::rows_a_batch) / took_s});
  suite.latency("meanwhile: a synced write of 4 KB on the same disk", "ms", disk.finish());
  suite.figure("the centre's process",
               {.name = "peak memory", .unit = "MB", .value = centre.peak_mb()});
  suite.check("it stops and its journal verifies", centre.stop_and_verify());
  return suite.exit_code();
}
