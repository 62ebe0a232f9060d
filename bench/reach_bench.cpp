// Reachability in the transfers of 90 days: how long 200 queries of each kind take, in turn from
// the payee of a transfer and from its payer, at its time: payers are busier. Some answers of each
// kind are held against a sweep of every transfer in the window, level by level. Times are
// processor time.
//
// Usage: bench_reach [transfers].
#include <cstdlib>
#include <fmt/core.h>
#include <string>
#include <vector>

#include "base/rng.hpp"
#include "figure.hpp"
#include "flow/reach.hpp"
#include "fund/graph.hpp"
#include "sweep.hpp"
#include "traffic.hpp"

namespace {

using namespace holdfast;

struct World {
  std::vector<fund::Transfer> transfers;
  fund::Graph graph;

  explicit World(std::uint64_t count) {
    bench::Traffic traffic({.transfers = count});
    for (std::uint32_t i = 0; i < traffic.accounts(); ++i) {
      graph.intern(bench::account_text(fund::AccountId{i}));
    }
    for (bench::TrafficRow row; traffic.next(row);) {
      if (row.arrival != bench::RowArrival::repeated) {
        transfers.push_back(row.transfer);
      }
    }
    graph.append(transfers);
  }
};

struct Kind {
  int window_hours;
  std::uint32_t hops;
  bench::LatencyTargets targets;
};

void measure(bench::Suite& suite, const World& world, const Kind& kind) {
  constexpr int queries = 200;
  constexpr int held_against_the_sweep = 3;
  const std::string name = fmt::format("{} h, {} hops", kind.window_hours, kind.hops);
  base::Rng rng(static_cast<std::uint64_t>(kind.window_hours) * 100 + kind.hops);
  std::vector<double> samples;
  std::uint64_t visited = 0;
  std::uint64_t reached = 0;
  for (int i = 0; i < queries; ++i) {
    const fund::Transfer& seed = world.transfers[rng.below(world.transfers.size())];
    const flow::Chains chains{
        .at = seed.time, .window = std::chrono::hours{kind.window_hours}, .hops = kind.hops};
    const fund::AccountId account = i % 2 == 0 ? seed.payee : seed.payer;
    const double start = bench::cpu_ms();
    const auto answer = flow::reach(world.graph, world.graph.snapshot(), account, chains);
    samples.push_back((bench::cpu_ms() - start) * 1000);
    suite.check(name + " answers", answer.ok());
    if (!answer) {
      return;
    }
    suite.check(name + " equals the sweep",
                i >= held_against_the_sweep ||
                    bench::equals(bench::sweep(world.transfers, account, chains), *answer));
    visited += answer->visited;
    reached += answer->accounts.size();
  }
  suite.latency(name, "us", std::move(samples), kind.targets);
  suite.figure(name, {.name = "transfers looked at",
                      .unit = "transfers",
                      .value = static_cast<double>(visited),
                      .is_exact = true});
  suite.figure(name, {.name = "accounts reached",
                      .unit = "accounts",
                      .value = static_cast<double>(reached),
                      .is_exact = true});
}

}  // namespace

int main(int argc, char** argv) {
  const std::uint64_t count = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 2'000'000;
  bench::Suite suite("reach");
  const World world(count);
  measure(suite, world, {24, 3, {}});
  measure(suite, world, {48, 3, {.p99_at_most = 1000}});
  measure(suite, world, {168, 3, {}});
  measure(suite, world, {168, 6, {.p99_at_most = 25'000}});
  return suite.exit_code();
}
