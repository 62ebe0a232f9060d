// Cost against size: the same city for 90 days with 1, 10, 50 and 100 million transfers, 20 for
// each account whatever the size. How fast transfers come into memory, what one of them takes
// there, and how long a question takes once they are in. The page draws each over the size.
//
// Each size is a process of its own, so that its memory is its own. Rows are made a batch at a
// time; only taking them counts. A size for which memory does not suffice is left out and told.
// Checked: what is dropped as a repetition, balances against a plain replay, some answers of
// reachability against a sweep, and that traces lose no fen.
//
// Usage: bench_growth [MILLIONS...], default 1 10 50 100. (It runs itself with --size TRANSFERS.)
#include <algorithm>
#include <cstdlib>
#include <fmt/core.h>
#include <memory>
#include <spawn.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include "base/rng.hpp"
#include "figure.hpp"
#include "flow/reach.hpp"
#include "ingest.hpp"
#include "sweep.hpp"
#include "trace/tracer.hpp"

namespace {

using namespace holdfast;

constexpr std::uint64_t transfers_an_account = 20;
constexpr double bytes_a_transfer = 64;  // with room: what a size is expected to take
constexpr double bytes_beside = 1e9;     // the same, whatever the size: checks need some
constexpr std::size_t questions = 2'000;
constexpr std::size_t held_against_the_sweep = 2;
constexpr std::size_t traces_most = 60;

/// A filled graph, and where its figures go.
struct World {
  bench::Suite& suite;
  std::uint64_t size;
  bench::Traffic traffic;
  std::unique_ptr<bench::Ingest> ingest;

  [[nodiscard]] std::string name() const {
    return fmt::format("{} M transfers", static_cast<double>(size) / 1e6);
  }
  [[nodiscard]] const fund::Graph& graph() const { return ingest->graph; }
  void tell(std::string_view what, std::string_view unit, double value) const {
    suite.figure(name(),
                 {.name = what, .unit = unit, .value = value, .size = static_cast<double>(size)});
  }
};

/// The next batch; empty at the end.
void next_batch(bench::Traffic& traffic, std::vector<bench::IngestRow>& batch) {
  batch.clear();
  bench::TrafficRow row;
  while (batch.size() < bench::ingest_batch && traffic.next(row)) {
    batch.push_back({row.transfer, row.number});
  }
}

void fill(World& world) {
  const double before_mb = bench::resident_mb();
  const auto rows_most = world.size + world.size / 500 + 1000;
  world.ingest = std::make_unique<bench::Ingest>(rows_most, world.traffic.accounts());
  world.ingest->graph.prepare(world.size);
  bench::PlainBalances plain;
  std::vector<bench::IngestRow> batch;
  std::uint64_t told = 0;
  double spent_ms = 0;
  for (next_batch(world.traffic, batch); !batch.empty(); next_batch(world.traffic, batch)) {
    std::ranges::for_each(batch, [&](const auto& row) { plain.take(row); });
    told += batch.size();
    const double begin = bench::cpu_ms();
    world.ingest->take(batch);
    spent_ms += bench::cpu_ms() - begin;
  }
  const double grown = (bench::resident_mb() - before_mb) * 1024 * 1024 -
                       static_cast<double>(world.ingest->stand_in_bytes());
  world.tell("ingest", "M transfers/s", static_cast<double>(told) / spent_ms / 1000);
  world.tell("memory", "B a transfer", grown / static_cast<double>(world.size));
  world.suite.check("each repeated row and no other is dropped",
                    world.graph().snapshot().value() == world.size &&
                        world.ingest->duplicates == told - world.size);
  world.suite.check("balances equal a plain replay", plain.agree_with(world.graph()));
}

void reach(const World& world, int window_hours, std::uint32_t hops) {
  const auto name = fmt::format("reach {} h, {} hops", window_hours, hops);
  const auto snapshot = world.graph().snapshot();
  base::Rng rng(static_cast<std::uint64_t>(window_hours) * 100 + hops);
  std::vector<double> samples;
  for (std::size_t i = 0; i < questions; ++i) {
    const auto seed = world.graph().payment(fund::Sequence{rng.below(world.size)});
    const flow::Chains chains{.at = seed.time - base::Milliseconds{1},
                              .window = std::chrono::hours{window_hours},
                              .hops = hops};
    const double begin = bench::cpu_ms();
    const auto answer = flow::reach(world.graph(), snapshot, seed.payer, chains);
    samples.push_back((bench::cpu_ms() - begin) * 1000);
    world.suite.check(name + " answers", answer.ok());
    if (answer && i < held_against_the_sweep) {
      const auto all = bench::transfers_within(world.graph(), snapshot, chains);
      world.suite.check(name + " equals the sweep",
                        bench::equals(bench::sweep(all, seed.payer, chains), *answer));
    }
  }
  std::ranges::sort(samples);
  world.tell(name + ", p50", "us", bench::quantile(samples, 500));
  world.tell(name + ", p99", "us", bench::quantile(samples, 990));
}

base::Fen remaining(const trace::TraceResult& result) {
  base::Fen sum{0};
  for (const auto& one : result.accounts) {
    sum = sum + one.remaining;
  }
  return sum;
}

/// Thefts spread over the days, each traced by itself.
void trace_thefts(const World& world) {
  const auto& thefts = world.traffic.thefts();
  const std::size_t step = std::max<std::size_t>(1, thefts.size() / traces_most);
  trace::TraceOptions options{.policy = trace::Policy::fifo};
  options.limits.accounts = 5'000;
  double spent_ms = 0;
  double visited = 0;
  std::size_t count = 0;
  for (std::size_t i = 0; i < thefts.size(); i += step, ++count) {
    const auto& theft = thefts[i];
    const std::vector seeds{trace::whole(world.graph(), fund::Sequence{theft.number})};
    const auto snapshot = world.graph().snapshot();
    const double begin = bench::cpu_ms();
    const auto result = trace::trace(world.graph(), snapshot, seeds, options);
    spent_ms += bench::cpu_ms() - begin;
    world.suite.check("a trace loses no fen", result.ok() && result->stolen == theft.amount &&
                                                  remaining(*result) == theft.amount);
    const auto tracer =
        trace::Tracer::start(world.graph(), snapshot, seeds, options, trace::Keep::accounts);
    visited += tracer ? static_cast<double>(tracer->applied()) : 0;
  }
  const auto traces = static_cast<double>(count);
  world.tell("trace of a theft, fifo, mean", "us", spent_ms * 1000 / traces);
  world.tell("transfers visited by it, mean", "transfers", visited / traces);
}

/// Everything that is measured of one size. What tells a figure here (a restart from the journal
/// would be one) has its panel on the page.
int measure(std::uint64_t size) {
  bench::Suite suite("growth");
  const auto accounts =
      static_cast<std::uint32_t>(std::max<std::uint64_t>(size / transfers_an_account, 64));
  World world{.suite = suite,
              .size = size,
              .traffic = bench::Traffic({.seed = 5, .transfers = size, .accounts = accounts}),
              .ingest = nullptr};
  fill(world);
  reach(world, 48, 3);
  reach(world, 168, 6);
  trace_thefts(world);
  return suite.exit_code();
}

/// Runs this program for one size; what it prints goes where ours goes.
bool run_size(std::string program, std::uint64_t size) {
  std::string option = "--size";
  std::string value = std::to_string(size);
  std::array<char*, 4> arguments{program.data(), option.data(), value.data(), nullptr};
  pid_t child = -1;
  int status = 0;
  return ::posix_spawn(&child, "/proc/self/exe", nullptr, nullptr, arguments.data(), environ) ==
             0 &&
         ::waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 3 && std::string_view{argv[1]} == "--size") {
    return measure(std::strtoull(argv[2], nullptr, 10));
  }
  std::vector<double> millions{1, 10, 50, 100};
  if (argc > 1) {
    millions.clear();
    for (int i = 1; i < argc; ++i) {
      millions.push_back(std::strtod(argv[i], nullptr));
    }
  }
  bench::Suite suite("growth");
  for (const double million : millions) {
    const double needed_mb = (million * 1e6 * bytes_a_transfer + bytes_beside) / 1024 / 1024;
    if (needed_mb > bench::available_mb()) {
      suite.note(
          fmt::format("{} M transfers", million),
          fmt::format("left out: it needs some {:.1f} GB of memory, and {:.1f} GB were there",
                      needed_mb / 1024, bench::available_mb() / 1024));
      continue;
    }
    suite.check(fmt::format("{} M transfers", million),
                run_size(argv[0], static_cast<std::uint64_t>(million * 1e6)));
  }
  return suite.exit_code();
}
