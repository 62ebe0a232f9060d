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
#include <boost/json.hpp>
#include <cstdlib>
#include <fcntl.h>
#include <fmt/core.h>
#include <mutex>
#include <thread>
#include <unistd.h>

#include "centre.hpp"
#include "figure.hpp"
#include "process.hpp"
#include "traffic.hpp"

namespace {

using namespace holdfast;
namespace json = boost::json;

constexpr std::size_t background_rows_a_batch = 100;
constexpr int background_batches_a_second = 20;
constexpr base::Milliseconds patience{20'000};

base::Instant now() {
  return std::chrono::floor<base::Milliseconds>(std::chrono::system_clock::now());
}

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

/// What a synced write of 4 KB takes on this disk in the meantime, 20 times a second.
class DiskProbe {
 public:
  explicit DiskProbe(const std::string& directory)
      : file_(::open((directory + "/probe").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    base::check(file_ >= 0, "the disk probe's file");
    write();  // the blocks are there before the first measurement
    thread_ = std::thread{[this] { run(); }};
  }
  ~DiskProbe() { (void)finish(); }

  /// Ends it; milliseconds of each write.
  std::vector<double> finish() {
    stopping_ = true;
    if (thread_.joinable()) {
      thread_.join();
      ::close(file_);
    }
    return took_;
  }

 private:
  void write() const {
    static const std::array<char, 4096> page{};
    base::check(
        ::pwrite(file_, page.data(), page.size(), 0) == ssize_t{4096} && ::fdatasync(file_) == 0,
        "the disk probe writes");
  }
  void run() {
    while (!stopping_) {
      const double begin = bench::wall_ms();
      write();
      took_.push_back(bench::wall_ms() - begin);
      std::this_thread::sleep_for(std::chrono::milliseconds{50});
    }
  }

  int file_;
  std::atomic<bool> stopping_{false};
  std::vector<double> took_;
  std::thread thread_;
};

/// Ordinary life: banks tell transfers of people nobody looks for, until it ends.
class Background {
 public:
  explicit Background(bench::Centre& centre) : thread_([this, &centre] { run(centre); }) {}
  ~Background() {
    stopping_ = true;
    thread_.join();
    (void)crash_test::eventually(patience, [this] { return under_way_ == 0; });
  }

  [[nodiscard]] bool all_taken() const { return refused_ == 0; }

 private:
  void run(bench::Centre& centre) {
    bench::Traffic traffic({.seed = 5, .transfers = 100'000'000, .accounts = 50'000});
    bench::TrafficRow row;
    const auto started = now();
    for (std::uint64_t batch = 0; !stopping_; ++batch) {
      std::string rows;
      for (std::size_t i = 0; i < background_rows_a_batch && traffic.next(row); ++i) {
        bench::append_line(rows, {.serial = bench::row_id(row.number),
                                  .time = now(),
                                  .payer = bench::account_text(row.transfer.payer),
                                  .payee = bench::account_text(row.transfer.payee),
                                  .amount_fen = row.transfer.amount.value(),
                                  .kind = std::string{fund::to_text(row.transfer.kind)}});
      }
      ++under_way_;
      centre.post_feed(batch % bench::Centre::banks_count, std::move(rows),
                       [this](int status, const std::string&) {
                         refused_ += status != 200 ? 1 : 0;
                         --under_way_;
                       });
      std::this_thread::sleep_until(
          started + std::chrono::milliseconds{1000 * (batch + 1) / background_batches_a_second});
    }
  }

  std::atomic<bool> stopping_{false};
  std::atomic<int> refused_{0};
  std::atomic<int> under_way_{0};
  std::thread thread_;
};

/// A centre that has run for a while: its files have their size and its tables some weight.
void have_a_past(bench::Centre& centre) {
  constexpr std::size_t batches = 100;
  constexpr std::size_t rows_a_batch = 1000;
  bench::Traffic traffic({.seed = 6, .transfers = batches * rows_a_batch, .accounts = 50'000});
  bench::TrafficRow row;
  std::atomic<std::size_t> taken{0};
  const auto shift = now() - std::chrono::days{91} - traffic.spec().begin;
  for (std::size_t batch = 0; batch < batches; ++batch) {
    std::string rows;
    for (std::size_t i = 0; i < rows_a_batch && traffic.next(row); ++i) {
      bench::append_line(rows, {.serial = fmt::format("H{}-{}", batch, i),
                                .time = row.transfer.time + shift,
                                .payer = bench::account_text(row.transfer.payer),
                                .payee = bench::account_text(row.transfer.payee),
                                .amount_fen = row.transfer.amount.value(),
                                .kind = std::string{fund::to_text(row.transfer.kind)}});
    }
    centre.post_feed(batch % bench::Centre::banks_count, std::move(rows),
                     [&taken](int status, const std::string&) { taken += status == 200 ? 1 : 0; });
  }
  base::check(crash_test::eventually(patience, [&] { return taken == batches; }),
              "the centre takes its past");
}

/// What the banks told of one crime before it is reported, and what must rest where.
struct Crime {
  std::string victim;
  std::size_t victim_bank = 0;
  std::string first_mule;
  std::int64_t stolen_fen = 0;
  base::Instant time;
  std::vector<std::string> accounts;  // that hold some of it
  std::vector<std::int64_t> rests;    // how much, beside `accounts`
};

std::string report_body(const Crime& crime) {
  return json::serialize(json::object{
      {"victim", {{"name", "张三丰"}, {"phone", "13800000000"}, {"id_no", ""}}},
      {"fraud_type", "刷单返利"},
      {"paid_by", "transfer"},
      {"narrative", "benchmark"},
      {"losses", json::array{json::object{{"payer_account", crime.victim},
                                          {"payee_account", crime.first_mule},
                                          {"payee_name", "某"},
                                          {"amount_fen", crime.stolen_fen},
                                          {"time", base::format_instant(crime.time)}}}},
      {"authorise_cascade", true}});
}

/// Account numbers that nobody used before, spread over the banks.
class Accounts {
 public:
  struct Account {
    std::string number;
    std::size_t bank = 0;
  };
  Account next() {
    const auto serial = next_++;
    const auto bank = static_cast<std::size_t>(serial % bench::Centre::banks_count);
    return {bench::Centre::account(bank, serial), bank};
  }

 private:
  std::uint64_t next_ = 1;
};

/// Rows by the bank that tells them, handed in together; serials never repeat.
class Feeds {
 public:
  void pay(const Accounts::Account& from, const Accounts::Account& to, std::int64_t amount_fen,
           base::Instant time) {
    bench::append_line(rows_[from.bank], {.serial = fmt::format("P{:08}", next_++),
                                          .time = time,
                                          .payer = from.number,
                                          .payee = to.number,
                                          .amount_fen = amount_fen});
  }
  void hand_in(bench::Centre& centre) {
    for (std::size_t bank = 0; bank < rows_.size(); ++bank) {
      if (!rows_[bank].empty()) {
        centre.feed(bank, std::exchange(rows_[bank], {}));
      }
    }
  }
  std::string take(std::size_t bank) { return std::exchange(rows_[bank], {}); }

 private:
  std::array<std::string, bench::Centre::banks_count> rows_;
  std::uint64_t next_ = 0;
};

/// A theft whose money has run down tiers of the given sizes, each account keeping a share.
Crime commit_crime(Accounts& accounts, Feeds& feeds, std::int64_t stolen_fen,
                   const std::vector<std::size_t>& tiers) {
  Crime crime;
  crime.stolen_fen = stolen_fen;
  crime.time = now() - std::chrono::minutes{10};
  const auto victim = accounts.next();
  crime.victim = victim.number;
  crime.victim_bank = victim.bank;
  struct Holder {
    Accounts::Account account;
    std::int64_t has = 0;
  };
  std::vector<Holder> tier{{accounts.next(), stolen_fen}};
  crime.first_mule = tier[0].account.number;
  feeds.pay(victim, tier[0].account, stolen_fen, crime.time);
  auto when = crime.time;
  for (std::size_t depth = 0; depth <= tiers.size(); ++depth) {
    const std::size_t below = depth < tiers.size() ? tiers[depth] : 0;
    std::vector<Holder> next;
    for (std::size_t i = 0; i < tier.size(); ++i) {
      const auto children = below / tier.size() + (i < below % tier.size() ? 1 : 0);
      const auto part = tier[i].has / static_cast<std::int64_t>(children + 1);
      for (std::size_t child = 0; child < children; ++child) {
        when += std::chrono::milliseconds{500};
        next.push_back({accounts.next(), part});
        tier[i].has -= part;
        feeds.pay(tier[i].account, next.back().account, part, when);
      }
      crime.accounts.push_back(tier[i].account.number);
      crime.rests.push_back(tier[i].has);
    }
    tier = std::move(next);
  }
  return crime;
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
    crimes.push_back(commit_crime(accounts, feeds, 400'000'000, tiers));
  }
  feeds.hand_in(centre);
  std::vector<double> due(count);
  std::vector<double> answered(count);
  std::atomic<std::size_t> taken{0};
  std::vector<std::string> bodies;
  std::ranges::transform(crimes, std::back_inserter(bodies), report_body);
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
    Chain chain{commit_crime(accounts, feeds, 64'000'000, {}), {}, 64'000'000};
    chain.at = {chain.crime.first_mule, 0};
    chains.push_back(std::move(chain));
  }
  feeds.hand_in(centre);
  std::atomic<std::size_t> taken{0};
  for (std::size_t i = 0; i < cases; ++i) {
    centre.post("/api/v1/reports", report_body(chains[i].crime), fmt::format("onward-{}", i),
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
    feeds.pay({chain.at.number, 0}, payee, chain.has, now());
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
  have_a_past(centre);
  DiskProbe disk(centre.directory());
  {
    const Background background(centre);
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
