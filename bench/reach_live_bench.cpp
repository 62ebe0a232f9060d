// Questions of reachability while transfers arrive: a graph of 50 million, one thread that takes in
// 100,000 a second through the door as the product does, another that asks. Both are open loops: a
// batch or a question that waits for the one before counts from the moment when it was due. The
// asking thread spins until then, so that no figure holds the time of waking up. What a question
// takes of the processor stands beside, which other work on the machine hardly moves.
//
// The starts are payers of transfers, half of them of the last week, so that what has just arrived
// is in the window. Checked: some answers of each kind against a sweep of all that the graph held
// at that moment; that all rows are in, and that the writer kept up.
//
// Usage: bench_reach_live [TRANSFERS [SECONDS]], default 50,000,000 and 20 s for each kind; fewer
// transfers where memory does not suffice, and a note says so.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <fmt/core.h>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "base/rng.hpp"
#include "figure.hpp"
#include "flow/reach.hpp"
#include "ingest.hpp"
#include "sweep.hpp"

namespace {

using namespace holdfast;
using Clock = std::chrono::steady_clock;

constexpr std::uint64_t transfers_an_account = 50;
constexpr std::size_t rows_a_second = 100'000;
constexpr std::size_t rows_a_batch = 1'000;
constexpr double bytes_a_transfer = 64;  // with room
constexpr double bytes_beside = 2e9;
constexpr std::size_t held_against_the_sweep = 3;
/// A writer whose batches are done within this did not fall behind.
constexpr double late_at_most_ms = 1'000;

double ms_since(Clock::time_point moment) {
  return std::chrono::duration<double, std::milli>(Clock::now() - moment).count();
}

struct Kind {
  int window_hours;
  std::uint32_t hops;
  int a_second;  // questions
  double p99_at_most_ms;
  [[nodiscard]] std::string text() const {
    return fmt::format("{} h, {} hops, {}/s", window_hours, hops, a_second);
  }
};
constexpr Kind kinds[]{{48, 3, 1'000, 1}, {168, 6, 100, 25}};

/// Takes in its rows, a batch when it is due.
class Writer {
 public:
  Writer(bench::Ingest& ingest, std::vector<bench::IngestRow> rows)
      : ingest_(ingest), rows_(std::move(rows)), thread_([this] { run(); }) {}
  ~Writer() { finish(); }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  /// Waits for the last batch; how long after it was due each was in, in ms.
  const std::vector<double>& finish() {
    if (thread_.joinable()) {
      thread_.join();
    }
    return late_ms_;
  }

 private:
  void run() {
    const auto begin = Clock::now();
    for (std::size_t at = 0; at < rows_.size(); at += rows_a_batch) {
      const auto due = begin + std::chrono::microseconds{1'000'000 * at / rows_a_second};
      std::this_thread::sleep_until(due);
      ingest_.take(std::span{rows_}.subspan(at, std::min(rows_a_batch, rows_.size() - at)));
      late_ms_.push_back(ms_since(due));
    }
  }

  bench::Ingest& ingest_;
  std::vector<bench::IngestRow> rows_;
  std::vector<double> late_ms_;
  std::thread thread_;
};

struct Asked {
  fund::Snapshot snapshot;
  fund::AccountId account;
  flow::Chains chains;
  flow::ReachAnswer answer;
};

class Bench {
 public:
  Bench(bench::Suite& suite, std::uint64_t transfers, std::uint64_t seconds)
      : suite_(suite),
        seconds_(seconds),
        before_(transfers),
        traffic_({.seed = 17,
                  .transfers = transfers + std::size(kinds) * seconds * rows_a_second,
                  .accounts = static_cast<std::uint32_t>(
                      std::max<std::uint64_t>(transfers / transfers_an_account, 64))}) {
    const auto rows = traffic_.spec().transfers + traffic_.spec().transfers / 500 + 1'000;
    ingest_ = std::make_unique<bench::Ingest>(rows, traffic_.accounts());
    ingest_->graph.prepare(traffic_.spec().transfers);
    while (graph().snapshot().value() < before_) {
      ingest_->take(rows_of(bench::ingest_batch));
    }
  }

  void measure(const Kind& kind) {
    const auto first = graph().snapshot().value();
    auto rows = rows_of(seconds_ * rows_a_second);
    const auto last_number = std::ranges::max(rows, {}, &bench::IngestRow::number).number;
    Writer writer(*ingest_, std::move(rows));
    const auto samples = ask(kind, first);
    std::vector<double> late = writer.finish();
    std::ranges::sort(late);
    suite_.check("the writer keeps up", bench::quantile(late, 990) < late_at_most_ms);
    suite_.check("every row is in", graph().snapshot().value() == last_number + 1);
    const auto name = fmt::format("{} M transfers, 100,000/s arriving: {}",
                                  (before_ + 500'000) / 1'000'000, kind.text());
    suite_.latency(name, "ms", samples, {.p99_at_most = kind.p99_at_most_ms});
    suite_.latency(name + ": processor time", "ms", std::move(cpu_ms_));
    suite_.figure(name, {.name = "accounts reached, mean",
                         .unit = "accounts",
                         .value = static_cast<double>(reached_) / static_cast<double>(asked_)});
    suite_.latency(name + ": a batch of 1,000 is in", "ms", std::move(late));
    for (const auto& one : kept_) {
      const auto all = bench::transfers_within(graph(), one.snapshot, one.chains);
      suite_.check(kind.text() + " equals the sweep",
                   bench::equals(bench::sweep(all, one.account, one.chains), one.answer));
    }
  }

 private:
  [[nodiscard]] const fund::Graph& graph() const { return ingest_->graph; }

  /// The next so many rows of the stream.
  std::vector<bench::IngestRow> rows_of(std::size_t count) {
    std::vector<bench::IngestRow> rows;
    rows.reserve(count);
    bench::TrafficRow row;
    while (rows.size() < count && traffic_.next(row)) {
      rows.push_back({row.transfer, row.number});
    }
    return rows;
  }

  /// Milliseconds of each, from when it was due. `first`: how many transfers there were at the
  /// start.
  std::vector<double> ask(const Kind& kind, std::uint64_t first) {
    const auto week = first * 7 / traffic_.spec().days;
    const auto count = seconds_ * static_cast<std::uint64_t>(kind.a_second);
    base::Rng rng(static_cast<std::uint64_t>(kind.window_hours));
    kept_.clear();
    cpu_ms_.clear();
    reached_ = asked_ = 0;
    std::vector<double> samples;
    const auto begin = Clock::now();
    for (std::uint64_t i = 0; i < count; ++i) {
      const auto due = begin + std::chrono::microseconds{1'000'000 * i /
                                                         static_cast<std::uint64_t>(kind.a_second)};
      const auto back = i % 2 == 0 ? rng.below(week) : rng.below(first);
      const auto seed = graph().payment(fund::Sequence{first - 1 - back});
      const flow::Chains chains{.at = seed.time - base::Milliseconds{1},
                                .window = std::chrono::hours{kind.window_hours},
                                .hops = kind.hops};
      while (Clock::now() < due) {
      }
      const auto snapshot = graph().snapshot();
      const double cpu = bench::thread_cpu_ms();
      auto answer = flow::reach(graph(), snapshot, seed.payer, chains);
      samples.push_back(ms_since(due));
      cpu_ms_.push_back(bench::thread_cpu_ms() - cpu);
      suite_.check(kind.text() + " answers", answer.ok());
      if (!answer) {
        return samples;
      }
      ++asked_;
      reached_ += answer->accounts.size();
      if (i >= count / 2 && kept_.size() < held_against_the_sweep) {
        kept_.push_back({snapshot, seed.payer, chains, std::move(*answer)});
      }
    }
    return samples;
  }

  bench::Suite& suite_;
  std::uint64_t seconds_;
  std::uint64_t before_;
  bench::Traffic traffic_;
  std::unique_ptr<bench::Ingest> ingest_;
  std::vector<Asked> kept_;
  std::vector<double> cpu_ms_;
  std::uint64_t reached_ = 0;
  std::uint64_t asked_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  std::uint64_t transfers = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 50'000'000;
  const std::uint64_t seconds = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 20;
  bench::Suite suite("reach_live");
  const double room = bench::available_mb() * 1024 * 1024 - bytes_beside;
  const auto most = static_cast<std::uint64_t>(std::max(room, 1e8) / bytes_a_transfer);
  if (transfers > most) {
    suite.note("size", fmt::format("{} transfers instead of {}: there is no memory for more", most,
                                   transfers));
    transfers = most;
  }
  Bench bench(suite, transfers, seconds);
  for (const auto& kind : kinds) {
    bench.measure(kind);
  }
  return suite.exit_code();
}
