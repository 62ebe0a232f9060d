// The spine's promises, from outside, against the real binary over HTTP:
//
//   report      a victim's report to the stop order's arrival at the payee's bank
//   cascade     a report whose money has already reached 100 accounts over 6 tiers, to the arrival
//               of the last of the 100 stop orders
//   onward      a transfer told by a bank to the arrival of the stop at the next account
//
// Load is open-loop: each request has its moment, fixed before the run, and its stopwatch starts
// there, whether or not the ones before it are answered. The stopwatch ends where the order has
// arrived at a simulated bank (CLOCK_MONOTONIC in both processes); an order is sent only once it is
// durable, so the arrival bounds both. Beside it, banks tell ordinary transfers at a steady rate,
// acknowledge orders after 10 ms and answer them after 50 ms. Every account must get exactly one
// stop, for exactly what rests there, and the journal must verify afterwards.
//
// Usage: bench_report_latency [SHARE]: SHARE percent of the usual length, default 100.
#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <fmt/core.h>
#include <thread>

#include "centre.hpp"
#include "crime.hpp"
#include "figure.hpp"
#include "process.hpp"
#include "surroundings.hpp"

namespace {

using namespace holdfast;

using bench::Accounts;
using bench::Crime;
using bench::Feeds;
using bench::patience;

/// Calls `act(i)` at its moment, `rate` times a second; `act` gets that moment.
template <typename Act>
void open_loop(std::size_t count, double rate, Act act) {
  const double begin = bench::wall_ms() + 50;
  for (std::size_t i = 0; i < count; ++i) {
    const double due = begin + static_cast<double>(i) * 1000 / rate;
    const double left = due - bench::wall_ms();
    if (left > 0) {
      std::this_thread::sleep_for(std::chrono::duration<double, std::milli>(left));
    }
    act(i, due);
  }
}

/// When the last of the crime's stops arrived; checks that each account got one, and the amount.
double last_stop(bench::Suite& suite, const bench::ReceivingBanks& banks, const Crime& crime) {
  double last = 0;
  suite.check("every account is stopped", banks.wait_for_stops(crime.accounts, patience));
  for (std::size_t i = 0; i < crime.accounts.size(); ++i) {
    const auto stops = banks.stops_of(crime.accounts[i]);
    suite.check("an account is stopped once, for what rests there",
                stops.size() == 1 && stops[0].amount_fen == crime.rests[i]);
    if (!stops.empty()) {
      last = std::max(last, stops[0].arrived_ms);
    }
  }
  return last;
}

/// Reports of crimes at a rate: to the arrival of the last stop, and to the answer.
void bench_reports(bench::Suite& suite, bench::Centre& centre, Accounts& accounts, Feeds& feeds,
                   std::string_view name, const std::vector<std::size_t>& tiers, std::size_t count,
                   double rate, const bench::LatencyTargets& targets) {
  std::vector<Crime> crimes;
  for (std::size_t i = 0; i < count; ++i) {
    crimes.push_back(bench::commit_crime(accounts, feeds, 400'000'000, tiers));
  }
  feeds.hand_in(centre);
  std::vector<double> due(count);
  std::vector<double> answered(count);
  std::atomic<std::size_t> taken{0};
  std::vector<std::string> bodies;
  std::ranges::transform(crimes, std::back_inserter(bodies), bench::report_body);
  open_loop(count, rate, [&](std::size_t i, double moment) {
    due[i] = moment;
    centre.post("/api/v1/reports", std::move(bodies[i]), fmt::format("r{}-{}", tiers.size(), i),
                [&, i](int status, const std::string& body) {
                  answered[i] = bench::wall_ms();
                  taken += status == 201 ? 1 : 0;
                  if (status != 201) {
                    fmt::print(stderr, "a report was answered {} {}\n", status, body);
                  }
                });
  });
  if (!crash_test::eventually(patience, [&] { return taken == count; })) {
    suite.check("every report is taken", false);
    return;
  }
  std::vector<double> to_stops;
  std::vector<double> to_answer;
  for (std::size_t i = 0; i < count; ++i) {
    to_stops.push_back(last_stop(suite, centre.banks(), crimes[i]) - due[i]);
    to_answer.push_back(answered[i] - due[i]);
  }
  suite.latency(fmt::format("{}: to the last stop's arrival", name), "ms", to_stops, targets);
  suite.latency(fmt::format("{}: to the answer", name), "ms", to_answer);
}

/// Chains of mules: each hop is told by a bank at its moment, the stop must follow.
void bench_onward(bench::Suite& suite, bench::Centre& centre, Accounts& accounts, Feeds& feeds,
                  std::size_t cases, std::size_t hops, double rate) {
  struct Chain {
    Crime crime;
    Accounts::Account at;
    std::int64_t has = 0;
  };
  std::vector<Chain> chains;
  for (std::size_t i = 0; i < cases; ++i) {
    Chain chain{bench::commit_crime(accounts, feeds, 64'000'000, {}), {}, 64'000'000};
    chain.at = {chain.crime.first_mule, 0};
    chains.push_back(std::move(chain));
  }
  feeds.hand_in(centre);
  std::atomic<std::size_t> taken{0};
  for (std::size_t i = 0; i < cases; ++i) {
    centre.post("/api/v1/reports", bench::report_body(chains[i].crime), fmt::format("onward-{}", i),
                [&](int status, const std::string&) { taken += status == 201 ? 1 : 0; });
  }
  for (const auto& chain : chains) {
    last_stop(suite, centre.banks(), chain.crime);
  }
  suite.check("every report is taken",
              crash_test::eventually(patience, [&] { return taken == cases; }));
  std::this_thread::sleep_for(std::chrono::seconds{1});  // the banks' answers are in
  const auto total = cases * hops;
  std::vector<double> due(total);
  std::vector<std::string> payees(total);
  std::vector<std::int64_t> amounts(total);
  std::atomic<std::size_t> told{0};
  open_loop(total, rate, [&](std::size_t i, double moment) {
    auto& chain = chains[i % cases];
    const auto payee = accounts.next();
    due[i] = moment;
    payees[i] = payee.number;
    amounts[i] = chain.has = chain.has / 2;
    feeds.pay({chain.at.number, 0}, payee, chain.has, bench::system_now());
    chain.at = payee;
    centre.post_feed(0, feeds.take(0),
                     [&](int status, const std::string&) { told += status == 200 ? 1 : 0; });
  });
  suite.check("every onward stop arrives", centre.banks().wait_for_stops(payees, patience));
  std::vector<double> took;
  for (std::size_t i = 0; i < total; ++i) {
    const auto stops = centre.banks().stops_of(payees[i]);
    suite.check("an onward account is stopped for what came",
                !stops.empty() && stops[0].amount_fen == amounts[i]);
    if (!stops.empty()) {
      took.push_back(stops[0].arrived_ms - due[i]);
    }
  }
  suite.check("every onward transfer is taken",
              crash_test::eventually(patience, [&] { return told == total; }));
  suite.latency("onward transfer: to the next stop's arrival", "ms", took, {.p99_at_most = 10});
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t share = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 100;
  const auto part = [share](std::size_t count) {
    return std::max<std::size_t>(count * share / 100, 2);
  };
  bench::Suite suite("report_latency");
  bench::Centre centre;
  Accounts accounts;
  Feeds feeds;
  bench::have_a_past(centre);
  bench::DiskProbe disk(centre.directory());
  {
    const bench::Background background(centre);
    bench_reports(suite, centre, accounts, feeds, "report, 1 account", {}, part(200), 10,
                  {.p99_at_most = 20});
    bench_reports(suite, centre, accounts, feeds, "report, 100 accounts over 6 tiers",
                  {3, 9, 18, 30, 39}, part(40), 1, {.p99_at_most = 20});
    bench_onward(suite, centre, accounts, feeds, part(40), 5, 20);
    suite.check("every ordinary batch is taken", background.all_taken());
  }
  suite.latency("meanwhile: a synced write of 4 KB on the same disk", "ms", disk.finish());
  suite.figure("the centre's process",
               {.name = "peak memory", .unit = "MB", .value = centre.peak_mb()});
  suite.check("it stops and its journal verifies", centre.stop_and_verify());
  return suite.exit_code();
}
