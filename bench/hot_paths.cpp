#include "hot_paths.hpp"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "base/check.hpp"
#include "base/rng.hpp"
#include "feed/reader.hpp"
#include "flow/reach.hpp"
#include "ingest.hpp"
#include "trace/tracer.hpp"
#include "traffic.hpp"

namespace holdfast::bench {

namespace {

const TrafficSpec spec{.seed = 21, .transfers = hot_transfers, .accounts = 2'000, .days = 10};

template <typename Take>
std::vector<Theft> each_fresh(Take take) {
  Traffic traffic(spec);
  for (TrafficRow row; traffic.next(row);) {
    if (row.arrival != RowArrival::repeated) {
      take(row);
    }
  }
  return traffic.thefts();
}

}  // namespace

std::uint64_t hot_rows() {
  std::uint64_t rows = 0;
  (void)each_fresh([&](const TrafficRow&) { ++rows; });
  return rows;
}

std::string hot_csv() {
  std::string csv{traffic_header()};
  (void)each_fresh([&](const TrafficRow& row) { append_row(csv, row); });
  return csv;
}

std::uint64_t read_rows(const std::string& csv) {
  std::uint64_t rows = 0;
  feed::RowParser parser({.format = feed::Format::canonical_csv},
                         {.on_row = [&](const feed::TransferRow&) { ++rows; },
                          .on_error = [](const feed::RowError&) {}});
  base::check(parser.feed(csv).ok() && parser.finish().ok(), "the input is a file of transfers");
  return rows;
}

void fill(fund::Graph& graph) {
  for (std::uint32_t i = 0; i < spec.accounts; ++i) {
    graph.intern(account_text(fund::AccountId{i}));
  }
  (void)each_fresh([&](const TrafficRow& row) { graph.append(row.transfer); });
}

std::uint64_t admit() {
  Traffic traffic(spec);
  std::vector<IngestRow> rows;
  for (TrafficRow row; traffic.next(row);) {
    rows.push_back({row.transfer, row.number});
  }
  Ingest ingest(rows.size(), traffic.accounts());
  for (std::size_t at = 0; at < rows.size(); at += ingest_batch) {
    ingest.take(std::span{rows}.subspan(at, std::min(ingest_batch, rows.size() - at)));
  }
  base::check(ingest.graph.snapshot().value() == hot_transfers, "every transfer once");
  return ingest.duplicates;
}

std::uint64_t reached(const fund::Graph& graph, std::size_t questions) {
  base::Rng rng(spec.seed);
  std::uint64_t looked_at = 0;
  for (std::size_t i = 0; i < questions; ++i) {
    const auto seed = graph.payment(fund::Sequence{rng.below(hot_transfers)});
    const auto answer = flow::reach(
        graph, graph.snapshot(), seed.payer,
        {.at = seed.time - base::Milliseconds{1}, .window = std::chrono::hours{48}, .hops = 3});
    base::check(answer.ok(), "the account is in the graph");
    looked_at += answer->visited;
  }
  return looked_at;
}

void open_cases(fund::Graph& graph, trace::PursuitSet& cases) {
  for (std::uint32_t i = 0; i < spec.accounts; ++i) {
    graph.intern(account_text(fund::AccountId{i}));
  }
  (void)each_fresh([&](const TrafficRow& row) {
    if (row.number < hot_transfers / 2) {
      graph.append(row.transfer);
    }
  });
  base::Rng rng(spec.seed);
  for (std::size_t i = 0; i < hot_cases; ++i) {
    const fund::Sequence seed{graph.snapshot().value() - 1 - rng.below(hot_transfers / 10)};
    auto pursuit = trace::Pursuit::start(graph, graph.snapshot(), {trace::whole(graph, seed)});
    base::check(pursuit && cases.add(graph, trace::PursuitId{i}, std::move(*pursuit)).ok(),
                "a case can be opened");
  }
}

std::uint64_t arrive(fund::Graph& graph, trace::PursuitSet& cases) {
  std::uint64_t changed = 0;
  (void)each_fresh([&](const TrafficRow& row) {
    if (row.number < hot_transfers / 2) {
      return;
    }
    graph.append(row.transfer);
    if (row.number % 1000 != 999) {
      return;
    }
    for (const auto& news : cases.advance(graph, graph.snapshot())) {
      base::check(news.needs.ok(), "no case loses money");
      changed += news.needs->size();
    }
  });
  return changed;
}

std::uint64_t visited(const fund::Graph& graph, trace::Policy policy) {
  std::vector<trace::Seed> seeds;
  for (const auto& theft : each_fresh([](const TrafficRow&) {})) {
    seeds.push_back(trace::whole(graph, fund::Sequence{theft.number}));
  }
  auto tracer = trace::Tracer::start(graph, graph.snapshot(), seeds, {.policy = policy},
                                     trace::Keep::accounts);
  base::check(tracer.ok(), "the thefts can be traced");
  return tracer->applied();
}

}  // namespace holdfast::bench
