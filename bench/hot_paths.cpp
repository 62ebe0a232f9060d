#include "hot_paths.hpp"

#include "base/check.hpp"
#include "feed/reader.hpp"
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
