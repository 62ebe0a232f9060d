// One transfer, durable: a thousand a second, each by itself, from its moment to the answer that
// stands on disk. Open loop: a late answer does not move the moments of the others.
//
//   in process        a local producer hands the engine one row
//   binary over TCP   a batch of one row over a kept connection
//   JSON              the same as an NDJSON body
//
// Beside it, what a synced write of 4 KB takes on the same disk. Afterwards the journal is read
// again: it must hold every row that was acknowledged, and no other.
//
// Usage: single_bench [SECONDS [RATE]], default 10 s at 1,000 a second.
#include <cstdlib>
#include <fmt/core.h>

#include "disk_probe.hpp"
#include "durable_house.hpp"
#include "figure.hpp"

int main(int argc, char** argv) {
  using namespace holdfast;
  using bench::Form;
  const double seconds = argc > 1 ? std::strtod(argv[1], nullptr) : 10;
  const double rate = argc > 2 ? std::strtod(argv[2], nullptr) : 1000;
  bench::Suite suite("single");
  bench::DurableRows rows(9, 10'000);
  bench::DurableHouse house;
  suite.check("every introduction is taken whole",
              house.run(rows.introductions(1000), Form::rows, 4).refused == 0);
  bench::DiskProbe disk(house.data().string());
  for (const Form form : {Form::rows, Form::binary, Form::json}) {
    std::vector<bench::ReadyBatch> batches;
    for (double at = 0; at < seconds * rate; ++at) {
      batches.push_back(rows.next(1, form));
    }
    const auto run = house.run_open_loop(std::move(batches), form, rate);
    suite.latency(fmt::format("{}, {:.0f} a second: to the answer", to_text(form), rate), "ms",
                  run.answer_ms, {.p99_at_most = 0.6});
    suite.check("every row is taken", run.refused == 0);
  }
  suite.latency("meanwhile: a synced write of 4 KB on the same disk", "ms", disk.finish());
  house.close();
  const auto kept = bench::journalled(house.data());
  suite.check("the journal verifies", kept.ok());
  suite.check("the journal holds every acknowledged row and no other",
              kept && *kept == rows.made());
  return suite.exit_code();
}
