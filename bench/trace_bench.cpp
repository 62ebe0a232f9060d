// Fund graph and tracing at two million transfers: building, batch traces of three seeds by every
// policy, and live pursuits beside arriving transfers. Every figure comes with an answer that is
// checked: conservation, and the live state against a batch trace. Times are processor time: the
// machine is shared, and wall time would measure the others.
//
// Usage: bench_trace [transfers] [pursuits].
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <fmt/core.h>
#include <string>
#include <vector>

#include "base/rng.hpp"
#include "figure.hpp"
#include "fund/graph.hpp"
#include "trace/pursuit_set.hpp"
#include "trace/trace.hpp"

namespace {

using namespace holdfast;
struct World {
  std::vector<fund::Transfer> transfers;
  std::vector<std::string> keys;
};

/// Payees by a power law, amounts of 1 to 16,384 yuan, one percent late by up to a minute, a tenth
/// of the moves through exits: money spreads.
World make_world(std::size_t count) {
  base::Rng rng(42);
  World world;
  const std::size_t accounts = count / 60 + 10;
  for (std::size_t i = 0; i < accounts; ++i) {
    world.keys.push_back(fmt::format("ICBC:6222{:015}", i));
  }
  for (std::size_t i = 0; i < count; ++i) {
    const auto skewed = [&] {
      const double u = static_cast<double>(rng.below(1U << 30U)) / static_cast<double>(1U << 30U);
      const auto at = static_cast<std::size_t>(std::pow(u, 1.5) * static_cast<double>(accounts));
      return fund::AccountId{static_cast<std::uint32_t>(at < accounts ? at : accounts - 1)};
    };
    fund::Transfer one{
        .time = base::from_unix_ms(1'600'000'000'000 + static_cast<std::int64_t>(i) * 2000),
        .learned = {},
        .payer = fund::AccountId{static_cast<std::uint32_t>(rng.below(accounts))},
        .payee = skewed(),
        .amount = base::Fen{std::int64_t{100} << rng.below(15)}};
    one.learned = one.time;
    if (rng.chance(10'000)) {
      one.time -= std::chrono::seconds{rng.between(0, 60)};
    }
    if (rng.chance(100'000)) {
      one.kind = fund::Kind::merchant;
    }
    world.transfers.push_back(one);
  }
  return world;
}

void fill(bench::Suite& suite, fund::Graph& graph, const World& world) {
  const double start = bench::cpu_ms();
  for (const std::string& key : world.keys) {
    graph.intern(key);
  }
  const double interned = (bench::cpu_ms() - start);
  graph.append(world.transfers);
  const double count = static_cast<double>(world.transfers.size());
  const auto name = fmt::format("{} transfers into the graph", world.transfers.size());
  suite.figure(name, {.name = "intern accounts", .unit = "ms", .value = interned});
  suite.figure(name, {.name = "append",
                      .unit = "transfers/s",
                      .value = count / (bench::cpu_ms() - start - interned) * 1000});
  suite.figure(name, {.name = "memory",
                      .unit = "B a transfer",
                      .value = static_cast<double>(graph.bytes()) / count,
                      .at_most = 56,
                      .is_exact = true});
}

bool bench_batch(bench::Suite& suite, const fund::Graph& graph) {
  const std::uint64_t count = graph.snapshot().value();
  std::vector<trace::Seed> seeds;
  for (std::uint64_t at : {count / 20, count / 10, count / 5}) {
    while (graph.transfer(fund::Sequence{at}).amount < base::Fen{1'000'000} ||
           graph.transfer(fund::Sequence{at}).kind != fund::Kind::transfer) {
      ++at;
    }
    seeds.push_back(trace::whole(graph, fund::Sequence{at}));
  }
  for (const std::size_t accounts : {std::size_t{5000}, std::size_t{0}}) {
    for (const trace::Policy policy : trace::all_policies) {
      trace::TraceOptions options{.policy = policy};
      if (accounts > 0) {
        options.limits.accounts = accounts;
      }
      const double start = bench::cpu_ms();
      const auto result = trace::trace(graph, graph.snapshot(), seeds, options);
      const double took = (bench::cpu_ms() - start);
      if (!result) {
        fmt::print(stderr, "trace: {}\n", result.error().message);
        return false;
      }
      const auto tracer =
          trace::Tracer::start(graph, graph.snapshot(), seeds, options, trace::Keep::accounts);
      const auto name =
          fmt::format("three seeds, {}{}", trace::to_text(policy),
                      accounts > 0 ? fmt::format(", at most {} accounts", accounts) : "");
      suite.figure(name, {.name = "trace", .unit = "ms", .value = took});
      suite.figure(name, {.name = "transfers visited",
                          .unit = "",
                          .value = static_cast<double>(tracer->applied()),
                          .is_exact = true});
    }
  }
  return true;
}

bool bench_live(bench::Suite& suite, const World& world, std::size_t pursuits) {
  fund::Graph graph;
  for (const std::string& key : world.keys) {
    graph.intern(key);
  }
  const std::size_t half = world.transfers.size() / 2;
  for (std::size_t i = 0; i < half; ++i) {
    graph.append(world.transfers[i]);
  }
  trace::PursuitSet set;
  base::Rng rng(7);
  const double begun = bench::cpu_ms();
  for (std::size_t i = 0; i < pursuits; ++i) {
    const fund::Sequence seed{half - 1 - rng.below(half / 10)};
    auto pursuit = trace::Pursuit::start(graph, graph.snapshot(), {trace::whole(graph, seed)});
    if (!pursuit || !set.add(graph, trace::PursuitId{i}, std::move(*pursuit))) {
      return false;
    }
  }
  const double started = (bench::cpu_ms() - begun);
  const std::size_t live = std::min<std::size_t>(half, 200'000);
  std::uint64_t changes = 0;
  const double start = bench::cpu_ms();
  for (std::size_t i = 0; i < live; ++i) {
    graph.append(world.transfers[half + i]);
    if (i % 1000 == 999) {
      for (const auto& news : set.advance(graph, graph.snapshot())) {
        if (!news.needs) {
          return false;
        }
        changes += news.needs->size();
      }
    }
  }
  const double took = (bench::cpu_ms() - start);
  std::uint64_t retraces = 0;
  for (std::size_t i = 0; i < pursuits; ++i) {
    const trace::Pursuit* pursuit = set.find(trace::PursuitId{i});
    retraces += pursuit->retraces();
    if (i % 100 == 0) {
      const auto fresh = trace::Pursuit::start(graph, pursuit->as_of(), pursuit->seeds());
      if (!fresh || fresh->needs(graph) != pursuit->needs(graph)) {
        fmt::print(stderr, "live pursuit {} differs from its batch trace\n", i);
        return false;
      }
    }
  }
  const auto name = fmt::format("{} live pursuits", pursuits);
  suite.figure(name, {.name = "start", .unit = "ms", .value = started});
  suite.figure(name, {.name = "transfers arriving",
                      .unit = "transfers/s",
                      .value = static_cast<double>(live) / took * 1000});
  suite.figure(name, {.name = "changes told",
                      .unit = "",
                      .value = static_cast<double>(changes),
                      .is_exact = true});
  suite.figure(
      name,
      {.name = "re-traces", .unit = "", .value = static_cast<double>(retraces), .is_exact = true});
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t count = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 2'000'000;
  const std::size_t pursuits = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 100;
  bench::Suite suite("trace");
  const World world = make_world(count);
  fund::Graph graph;
  fill(suite, graph, world);
  suite.check("batch traces conserve what was stolen", bench_batch(suite, graph));
  suite.check("live pursuits equal batch traces", bench_live(suite, world, pursuits));
  return suite.exit_code();
}
