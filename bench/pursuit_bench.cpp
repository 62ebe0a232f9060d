// One large case, and many at once.
//
// The large case: three thefts, 5,000 accounts, 50,000 transfers visited, among two million of
// other people; a full trace by each policy. Checked: what remains is what was stolen, to the fen,
// of each theft.
//
// Many at once: 1,000 open cases, each of a payment of the last three days, are followed while
// transfers arrive in batches of a thousand, all of it on one thread: into the graph, then past the
// cases. Checked for every case: its needs equal those of a trace anew, and both bounds of that
// conserve what was stolen.
//
// Usage: bench_pursuit [CASES [TRANSFERS]], default 1,000 and 10,000,000.
#include <algorithm>
#include <cstdlib>
#include <fmt/core.h>
#include <string>
#include <vector>

#include "base/rng.hpp"
#include "figure.hpp"
#include "fund/graph.hpp"
#include "ring_case.hpp"
#include "trace/pursuit_set.hpp"
#include "trace/tracer.hpp"
#include "traffic.hpp"

namespace {

using namespace holdfast;

constexpr int traces_a_policy = 20;
constexpr std::size_t arriving = 2'000'000;
constexpr std::size_t arriving_batch = 1'000;
constexpr base::Fen case_least{500'000};

void intern(fund::Graph& graph, std::uint32_t accounts) {
  for (std::uint32_t i = 0; i < accounts; ++i) {
    graph.intern(bench::account_text(fund::AccountId{i}));
  }
}

/// What was stolen is what remains, over all and for each source.
bool conserves(const trace::TraceResult& result, const std::vector<trace::Seed>& seeds) {
  std::vector<std::int64_t> by_source(seeds.size());
  std::int64_t sum = 0;
  for (const auto& one : result.accounts) {
    sum += one.remaining.value();
    for (const auto& piece : one.by_source) {
      by_source[piece.source] += piece.amount.value();
    }
  }
  return sum == result.stolen.value() &&
         std::ranges::equal(by_source, seeds, {}, {},
                            [](const trace::Seed& seed) { return seed.stolen.value(); });
}

void trace_ring(bench::Suite& suite) {
  const bench::RingSpec spec;
  const auto ring = bench::make_ring_case(spec);
  fund::Graph graph;
  intern(graph, ring.accounts);
  graph.append(ring.transfers);
  const auto snapshot = graph.snapshot();
  std::vector<trace::Seed> seeds;
  for (const auto place : ring.thefts) {
    seeds.push_back(trace::whole(graph, fund::Sequence{place}));
  }
  for (const auto policy : trace::all_policies) {
    const auto name = fmt::format("three thefts, {}", trace::to_text(policy));
    std::vector<double> samples;
    std::optional<trace::TraceResult> kept;
    for (int i = 0; i < traces_a_policy; ++i) {
      const double begin = bench::cpu_ms();
      auto result = trace::trace(graph, snapshot, seeds, {.policy = policy});
      samples.push_back(bench::cpu_ms() - begin);
      suite.check(name + ": answers", result.ok());
      if (result) {
        kept = std::move(*result);
      }
    }
    if (!kept) {
      return;
    }
    suite.check(name + ": 0 fen lost", conserves(*kept, seeds));
    const auto tracer =
        trace::Tracer::start(graph, snapshot, seeds, {.policy = policy}, trace::Keep::accounts);
    suite.latency(name, "ms", std::move(samples), {.p99_at_most = 10});
    suite.figure(name, {.name = "accounts reached",
                        .unit = "",
                        .value = static_cast<double>(kept->accounts.size()),
                        .is_exact = true});
    suite.figure(name, {.name = "transfers visited",
                        .unit = "",
                        .value = static_cast<double>(tracer ? tracer->applied() : 0),
                        .is_exact = true});
  }
}

struct Life {
  std::uint32_t accounts = 0;
  std::vector<fund::Transfer> transfers;
};

Life make_life(std::uint64_t count) {
  bench::Traffic traffic({.seed = 13, .transfers = count, .repeated_per_million = 0});
  Life life{.accounts = traffic.accounts(), .transfers = {}};
  life.transfers.reserve(count);
  for (bench::TrafficRow row; traffic.next(row);) {
    life.transfers.push_back(row.transfer);
  }
  return life;
}

/// Payments that somebody may report: large ones of the three days before the rest arrives.
std::vector<std::size_t> reported(const Life& life, std::size_t past, std::size_t cases) {
  const auto since = life.transfers[past - 1].learned - std::chrono::days{3};
  const auto first = std::ranges::lower_bound(
      life.transfers.begin(), life.transfers.begin() + static_cast<std::ptrdiff_t>(past), since, {},
      &fund::Transfer::learned);
  const auto begin = static_cast<std::size_t>(first - life.transfers.begin());
  base::Rng rng(7);
  std::vector<std::size_t> found;
  while (found.size() < cases) {
    const std::size_t at = begin + rng.below(past - begin);
    const auto& one = life.transfers[at];
    if (one.kind == fund::Kind::transfer && one.amount >= case_least) {
      found.push_back(at);
    }
  }
  return found;
}

/// The case stands where a trace anew stands, and neither bound of that lost a fen.
bool stands(const fund::Graph& graph, const trace::Pursuit& pursuit) {
  const auto fresh = trace::Pursuit::start(graph, pursuit.as_of(), pursuit.seeds());
  bool right = fresh && !pursuit.is_broken() && fresh->needs(graph) == pursuit.needs(graph);
  for (const auto policy : {trace::Policy::taint_first, trace::Policy::clean_first}) {
    const auto result = trace::trace(graph, pursuit.as_of(), pursuit.seeds(),
                                     {.policy = policy, .limits = trace::live_limits()});
    right = right && result && conserves(*result, pursuit.seeds());
  }
  return right;
}

void pursue(bench::Suite& suite, std::size_t cases, std::uint64_t transfers) {
  const std::size_t live = std::min<std::size_t>(arriving, transfers / 5);
  const Life life = make_life(transfers);
  const std::size_t past = life.transfers.size() - live;
  fund::Graph graph;
  intern(graph, life.accounts);
  graph.prepare(life.transfers.size());
  graph.append(std::span{life.transfers}.first(past));

  const auto name = fmt::format("{} open cases, {} transfers before", cases, past);
  trace::PursuitSet set;
  const double begin = bench::wall_ms();
  const auto seeds = reported(life, past, cases);
  for (std::size_t i = 0; i < cases; ++i) {
    auto pursuit = trace::Pursuit::start(graph, graph.snapshot(),
                                         {trace::whole(graph, fund::Sequence{seeds[i]})});
    suite.check("a case can be opened",
                pursuit && set.add(graph, trace::PursuitId{i}, std::move(*pursuit)).ok());
  }
  suite.figure(name, {.name = "opening them", .unit = "ms", .value = bench::wall_ms() - begin});

  std::uint64_t changes = 0;
  std::vector<double> batches;
  const double cpu = bench::cpu_ms();
  const double wall = bench::wall_ms();
  for (std::size_t at = 0; at < live; at += arriving_batch) {
    const double batch = bench::wall_ms();
    graph.append(std::span{life.transfers}.subspan(past + at, std::min(arriving_batch, live - at)));
    for (const auto& news : set.advance(graph, graph.snapshot())) {
      suite.check("no case loses a fen on the way", news.needs.ok());
      changes += news.needs ? news.needs->size() : 0;
    }
    batches.push_back(bench::wall_ms() - batch);
  }
  const double wall_s = (bench::wall_ms() - wall) / 1000;
  const double cpu_s = (bench::cpu_ms() - cpu) / 1000;
  suite.figure(name, {.name = "arriving, by wall time",
                      .unit = "transfers/s",
                      .value = static_cast<double>(live) / wall_s,
                      .at_least = 2e6});
  suite.figure(name, {.name = "arriving, by processor time",
                      .unit = "transfers/s",
                      .value = static_cast<double>(live) / cpu_s});
  suite.latency(name + ": a batch of 1,000", "ms", std::move(batches));
  std::uint64_t retraces = 0;
  std::uint64_t work = 0;
  for (std::size_t i = 0; i < cases; ++i) {
    const auto* const pursuit = set.find(trace::PursuitId{i});
    suite.check("every case equals a trace anew, 0 fen lost", stands(graph, *pursuit));
    retraces += pursuit->retraces();
    work += pursuit->work();
  }
  const auto exact = [&](std::string_view what, std::uint64_t value) {
    suite.figure(name,
                 {.name = what, .unit = "", .value = static_cast<double>(value), .is_exact = true});
  };
  exact("changes told", changes);
  exact("going back for late transfers", retraces);
  exact("transfers applied by all cases", work);
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t cases = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1'000;
  const std::uint64_t transfers = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 10'000'000;
  bench::Suite suite("pursuit");
  trace_ring(suite);
  pursue(suite, cases, transfers);
  return suite.exit_code();
}
