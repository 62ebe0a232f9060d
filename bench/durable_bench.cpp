// Durable ingest: batches of transfers to answers that stand on disk, the chain of SHA-256 on. The
// engine runs in this process over its real SQLite journal, with its keys and its lists; over TCP
// the API's server and the producer's client are in this process too, and share its cores.
//
//   rows in process     a local producer hands rows to the engine
//   binary over TCP     doc/formats/transfer-batch.md
//   JSON, pacs.008      numbered batches over the same endpoint
//
// First every account is made known, which seals its number under a key of its own; that has a
// figure of its own. Then each case: as fast as it goes with four batches under way, and one batch
// at a time for the time of an answer by itself. Afterwards the journal is read again: its chain
// must verify and it must hold every row that was acknowledged, told by the digests of their
// serials, and no other.
//
// Usage: durable_bench [TRANSFERS [ACCOUNTS [FORM]]]: rows of each case (default 1,000,000),
// accounts (default 100,000), and one of rows, binary, json, pacs008 to run that alone.
#include <cstdlib>
#include <fmt/core.h>
#include <optional>
#include <string_view>

#include "durable_house.hpp"
#include "figure.hpp"

namespace {

using namespace holdfast;
using bench::Form;

struct Target {
  std::optional<double> per_second;
  std::optional<double> p99_ms;
};

Target target_of(Form form, std::size_t batch) {
  switch (form) {
    case Form::rows:
      return {batch == 4000 ? 4e6 : 2e6, 2};
    case Form::binary:
      return {1.5e6, 2};
    case Form::json:
    case Form::pacs008:
      return {3e5, {}};
  }
  return {};
}

void bench_case(bench::Suite& suite, bench::DurableHouse& house, bench::DurableRows& rows,
                Form form, std::size_t batch, std::uint64_t transfers) {
  const auto name = fmt::format("{}, batches of {}", to_text(form), batch);
  const auto ready = [&](std::uint64_t count) {
    std::vector<bench::ReadyBatch> batches;
    for (std::uint64_t made = 0; made < count; made += batch) {
      batches.push_back(rows.next(batch, form));
    }
    return batches;
  };
  const auto target = target_of(form, batch);
  const auto fast = house.run(ready(transfers), form, 4);
  const auto told = static_cast<double>(fast.rows);
  suite.figure(name, {.name = "rate by wall time",
                      .unit = "transfers/s",
                      .value = told / fast.wall_s,
                      .at_least = target.per_second});
  suite.figure(name, {.name = "rate by processor time, producer included",
                      .unit = "transfers/s",
                      .value = told / fast.cpu_s});
  suite.latency(name + ": to the answer, four under way", "ms", fast.answer_ms);
  const auto alone = house.run(ready(std::max<std::uint64_t>(transfers / 4, 20 * batch)), form, 1);
  suite.latency(name + ": to the answer, one at a time", "ms", alone.answer_ms,
                {.p99_at_most = target.p99_ms});
  suite.check(name + ": every batch is taken whole", fast.refused + alone.refused == 0);
}

std::optional<Form> form_of(std::string_view word) {
  for (const auto& [name, form] : {std::pair{"rows", Form::rows},
                                   {"binary", Form::binary},
                                   {"json", Form::json},
                                   {"pacs008", Form::pacs008}}) {
    if (word == name) {
      return form;
    }
  }
  return std::nullopt;
}

}  // namespace

int main(int argc, char** argv) {
  const std::uint64_t transfers = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1'000'000;
  const auto accounts =
      static_cast<std::uint32_t>(argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 100'000);
  const auto only = argc > 3 ? form_of(argv[3]) : std::nullopt;
  bench::Suite suite("durable");
  bench::DurableRows rows(7, accounts);
  bench::DurableHouse house;
  {
    const auto made = house.run(rows.introductions(1000), Form::rows, 4);
    suite.figure(fmt::format("{} new accounts, each sealed under its own key", accounts),
                 {.name = "rate by wall time",
                  .unit = "accounts/s",
                  .value = static_cast<double>(accounts) / made.wall_s});
    suite.check("every introduction is taken whole", made.refused == 0);
  }
  for (const Form form : {Form::rows, Form::binary, Form::json, Form::pacs008}) {
    if (only && *only != form) {
      continue;
    }
    for (const std::size_t batch : {1000, 4000}) {
      const bool is_text = form == Form::json || form == Form::pacs008;
      bench_case(suite, house, rows, form, batch, is_text ? transfers / 4 : transfers);
    }
  }
  suite.figure("the process", {.name = "peak memory", .unit = "MB", .value = bench::peak_mb()});
  house.close();
  const auto kept = bench::journalled(house.data());
  suite.check("the journal verifies", kept.ok());
  suite.check("the journal holds every acknowledged row and no other",
              kept && *kept == rows.made());
  return suite.exit_code();
}
