// What an officer asks over HTTP, beside 100,000 transfers a second arriving: from the request's
// moment to the answer, which is given once the decision is durable.
//
//   stop      an officer's stop for an account that a case's money has reached
//   report    a victim's report, which opens a case and stops the payee's account
//
// Load is open-loop: each request has its moment, fixed before the run, and its stopwatch starts
// there, whether or not the ones before it are answered. Beside it banks send binary batches of
// 1,000 rows at a steady rate; a batch that is told to come again counts as late, not as lost. The
// centre is the real binary as a child process; the load, the banks that take its orders and answer
// them, and the centre share the machine. Every request must be answered 201, every batch taken,
// and the journal must verify afterwards.
//
// Usage: stop_http_bench [SECONDS [STOPS_A_SECOND [REPORTS_A_SECOND [TRANSFERS_A_SECOND]]]],
// default 5 s, 1,000 stops, 50 reports, 100,000 transfers.
#include <algorithm>
#include <atomic>
#include <boost/json.hpp>
#include <cstdlib>
#include <fmt/core.h>
#include <sys/prctl.h>
#include <thread>

#include "arguments.hpp"
#include "arrivals.hpp"
#include "base/digest.hpp"
#include "centre.hpp"
#include "crime.hpp"
#include "figure.hpp"
#include "process.hpp"
#include "surroundings.hpp"

namespace {

using namespace holdfast;
namespace json = boost::json;
using bench::Accounts;
using bench::Arrivals;
using bench::Crime;
using bench::Feeds;
using bench::patience;

/// Requests at their moments; their answers' times, and whether each was 201.
class Requests {
 public:
  struct One {
    std::string path;
    std::string body;
    std::string key;
  };
  Requests(bench::Centre& centre, std::vector<One> all, double rate)
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
        centre.post(all_[i].path, all_[i].body, all_[i].key,
                    [this, i, due](int status, const std::string& body) {
                      took_[i] = bench::wall_ms() - due;
                      if (status != 201 && failed_++ == 0) {
                        fmt::print(stderr, "{} was answered {} {}\n", all_[i].path, status, body);
                      }
                      ++answered_;
                    });
      }
    }};
  }
  /// Every request was answered 201.
  bool finish() {
    thread_.join();
    return crash_test::eventually(patience, [this] { return answered_ == all_.size(); }) &&
           failed_ == 0;
  }
  [[nodiscard]] const std::vector<double>& took_ms() const { return took_; }

 private:
  const std::vector<One> all_;
  std::vector<double> took_;
  std::atomic<std::size_t> answered_{0};
  std::atomic<std::size_t> failed_{0};
  std::thread thread_;
};

/// The references of the accounts that the case's money rests on.
std::vector<std::string> accounts_of(bench::Centre& centre, const std::string& case_id) {
  const auto page =
      json::parse(centre.get(fmt::format("/api/v1/cases/{}/accounts?limit=1000", case_id)));
  std::vector<std::string> refs;
  const auto* items = page.as_object().if_contains("items");
  if (items == nullptr) {
    return refs;  // the lists do not know the case yet
  }
  for (const auto& item : items->as_array()) {
    refs.emplace_back(item.at("account").at("ref").as_string());
  }
  return refs;
}

/// Cases whose money has run to a hundred accounts each, all stopped once: what officers then add
/// to.
std::vector<Requests::One> prepare_stops(bench::Suite& suite, bench::Centre& centre,
                                         Accounts& accounts, Feeds& feeds, std::size_t count) {
  std::vector<Requests::One> stops;
  std::size_t cases = 0;
  while (stops.size() < count) {
    const auto crime = bench::commit_crime(accounts, feeds, 400'000'000, {3, 9, 18, 30, 39});
    feeds.hand_in(centre);
    std::string case_id;
    std::atomic<bool> answered{false};
    centre.post("/api/v1/reports", bench::report_body(crime), fmt::format("case-{}", cases++),
                [&](int status, const std::string& body) {
                  if (status == 201) {
                    case_id = json::parse(body).at("case").as_string();
                  } else {
                    fmt::print(stderr, "a report was answered {} {}\n", status, body);
                  }
                  answered = true;
                });
    suite.check("every case is opened and its accounts stopped",
                crash_test::eventually(patience, [&] { return answered.load(); }) &&
                    centre.banks().wait_for_stops(crime.accounts, patience));
    if (case_id.empty()) {
      std::exit(suite.exit_code());
    }
    std::vector<std::string> refs;
    suite.check("the lists show every account of a case", crash_test::eventually(patience, [&] {
                  refs = accounts_of(centre, case_id);
                  return refs.size() >= crime.accounts.size();
                }));
    for (const auto& ref : refs) {
      stops.push_back({fmt::format("/api/v1/cases/{}/stops", case_id),
                       json::serialize(json::object{
                           {"account", ref}, {"amount_fen", 100}, {"reason", "追加止付"}}),
                       fmt::format("stop-{}-{}", case_id, ref)});
    }
  }
  stops.resize(count);
  return stops;
}

std::vector<Requests::One> prepare_reports(bench::Centre& centre, Accounts& accounts, Feeds& feeds,
                                           std::size_t count) {
  std::vector<Requests::One> reports;
  for (std::size_t i = 0; i < count; ++i) {
    const auto crime = bench::commit_crime(accounts, feeds, 1'000'000, {});
    reports.push_back({"/api/v1/reports", bench::report_body(crime), fmt::format("report-{}", i)});
  }
  feeds.hand_in(centre);
  return reports;
}

}  // namespace

int main(int argc, char** argv) {
  const double seconds = bench::argument(argc, argv, 1, 5);
  const double stop_rate = bench::argument(argc, argv, 2, 1000);
  const double report_rate = bench::argument(argc, argv, 3, 50);
  const double transfer_rate = bench::argument(argc, argv, 4, 100'000);
  const auto count = [seconds](double a_second) { return bench::count_in(seconds, a_second); };
  const double batch_rate = transfer_rate / static_cast<double>(bench::rows_a_batch);
  constexpr std::size_t warm_up = 100;

  bench::Suite suite("stop_http");
  bench::Centre centre;
  Accounts accounts;
  Feeds feeds;
  bench::have_a_past(centre);
  auto stops = prepare_stops(suite, centre, accounts, feeds, count(stop_rate));
  auto reports = prepare_reports(centre, accounts, feeds, count(report_rate));
  Arrivals arrivals(warm_up + count(batch_rate * 1.2) + 1, std::max(batch_rate, 0.001));
  arrivals.begin(centre, warm_up);
  std::this_thread::sleep_for(std::chrono::seconds{1});  // the banks' answers are in
  bench::DiskProbe disk(centre.directory());
  const double begin = bench::wall_ms();
  if (transfer_rate > 0) {
    arrivals.start(centre);
  }
  Requests stopping(centre, std::move(stops), stop_rate);
  Requests reporting(centre, std::move(reports), report_rate);
  suite.check("every stop is taken", stopping.finish());
  suite.check("every report is taken", reporting.finish());
  const double took_s = (bench::wall_ms() - begin) / 1000;
  const auto sent = arrivals.sent();
  arrivals.stop();
  suite.check("every batch is taken", arrivals.all_taken());

  const auto beside = fmt::format("beside {:.0f} transfers/s", transfer_rate);
  suite.latency(fmt::format("stop over HTTP, {:.0f} a second, {}", stop_rate, beside), "ms",
                stopping.took_ms(), {.p50_at_most = 0.5, .p99_at_most = 2, .p999_at_most = 5});
  suite.latency(fmt::format("report over HTTP, {:.0f} a second, {}", report_rate, beside), "ms",
                reporting.took_ms(), {.p50_at_most = 0.5, .p99_at_most = 2, .p999_at_most = 5});
  if (auto answers = arrivals.answer_ms(); !answers.empty()) {
    suite.latency("meanwhile: a batch of 1,000 transfers, from its moment", "ms",
                  std::move(answers));
  }
  suite.figure("meanwhile", {.name = "transfers arriving",
                             .unit = "transfers/s",
                             .value = static_cast<double>(sent * bench::rows_a_batch) / took_s});
  suite.figure("meanwhile", {.name = "batches told to come again",
                             .unit = "",
                             .value = static_cast<double>(arrivals.told_to_wait())});
  suite.latency("meanwhile: a synced write of 4 KB on the same disk", "ms", disk.finish());
  suite.figure("the centre's process",
               {.name = "peak memory", .unit = "MB", .value = centre.peak_mb()});
  suite.check("it stops and its journal verifies", centre.stop_and_verify());
  return suite.exit_code();
}
