// Transfers into memory: the door's duplicate check, both directions, balances; speed on one thread
// and the memory of the whole process for each transfer.
//
// The rows are made beforehand. Checked: each repeated row and no other is dropped, and the
// balances of a sample of accounts equal a plain replay.
//
// Usage: bench_ingest [TRANSFERS], default 50,000,000.
#include <algorithm>
#include <cstdlib>
#include <fmt/core.h>
#include <memory>
#include <span>
#include <vector>

#include "figure.hpp"
#include "ingest.hpp"

namespace {

using namespace holdfast;

std::vector<bench::IngestRow> make_rows(bench::Traffic& traffic) {
  std::vector<bench::IngestRow> rows;
  rows.reserve(traffic.spec().transfers + traffic.spec().transfers / 500);
  for (bench::TrafficRow row; traffic.next(row);) {
    rows.push_back({row.transfer, row.number});
  }
  return rows;
}

bool balances_agree(const fund::Graph& graph, std::span<const bench::IngestRow> rows) {
  bench::PlainBalances plain;
  for (const auto& row : rows) {
    plain.take(row);
  }
  return plain.agree_with(graph);
}

}  // namespace

int main(int argc, char** argv) {
  const std::uint64_t count = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 50'000'000;
  bench::Suite suite("ingest");
  bench::Traffic traffic({.seed = 5, .transfers = count});
  const std::vector<bench::IngestRow> rows = make_rows(traffic);
  const double before_mb = bench::resident_mb();
  auto ingest = std::make_unique<bench::Ingest>(rows.size(), traffic.accounts());
  ingest->graph.prepare(rows.size());

  const double cpu = bench::cpu_ms();
  const double wall = bench::wall_ms();
  for (std::size_t at = 0; at < rows.size(); at += bench::ingest_batch) {
    ingest->take(std::span{rows}.subspan(at, std::min(bench::ingest_batch, rows.size() - at)));
  }
  const double cpu_s = (bench::cpu_ms() - cpu) / 1000;
  const double wall_s = (bench::wall_ms() - wall) / 1000;

  const auto name = fmt::format("{} rows, batches of {}", rows.size(), bench::ingest_batch);
  const auto taken = static_cast<double>(ingest->graph.snapshot().value());
  const auto told = static_cast<double>(rows.size());
  suite.figure(name, {.name = "rate by wall time",
                      .unit = "transfers/s",
                      .value = told / wall_s,
                      .at_least = 12e6});
  suite.figure(name,
               {.name = "rate by processor time", .unit = "transfers/s", .value = told / cpu_s});
  const double grown = (bench::resident_mb() - before_mb) * 1024 * 1024 -
                       static_cast<double>(ingest->stand_in_bytes());
  suite.figure(name, {.name = "memory of the process",
                      .unit = "B a transfer",
                      .value = grown / taken,
                      .at_most = 56});
  suite.figure(name, {.name = "memory accounted for",
                      .unit = "B a transfer",
                      .value = static_cast<double>(ingest->bytes()) / taken,
                      .at_most = 56,
                      .is_exact = true});
  suite.check("each repeated row and no other is dropped",
              ingest->duplicates == rows.size() - count);
  suite.check("balances equal a plain replay", balances_agree(ingest->graph, rows));
  return suite.exit_code();
}
