// One transfer, durable: a bank tells a single transfer over HTTP as JSON, 1,000 times a second,
// and has its answer when the journal has it. An open loop: each counts from the moment when it was
// due. Client, centre and disk share the machine; what a synced write takes meanwhile stands
// beside. Checked: every transfer is taken as new, and the journal verifies at the end.
//
// Usage: bench_one_transfer [SECONDS], default 10.
#include <atomic>
#include <cstdlib>
#include <fmt/core.h>
#include <string>
#include <thread>
#include <vector>

#include "crime.hpp"
#include "figure.hpp"
#include "process.hpp"
#include "surroundings.hpp"

namespace {

using namespace holdfast;

constexpr std::size_t a_second = 1'000;

/// Rows for each bank's feed in turn, each between accounts that nobody used before.
std::vector<std::string> make_rows(std::size_t count) {
  bench::Accounts accounts;
  std::vector<std::string> rows(count);
  for (std::size_t i = 0; i < count; ++i) {
    bench::append_line(rows[i], {.serial = fmt::format("ONE{}", i),
                                 .time = bench::system_now(),
                                 .payer = accounts.next().number,
                                 .payee = accounts.next().number,
                                 .amount_fen = 100'000});
  }
  return rows;
}

std::vector<double> tell(bench::Suite& suite, bench::Centre& centre, std::size_t count) {
  const auto rows = make_rows(count);
  std::vector<double> took(count);
  std::atomic<std::size_t> answered{0};
  std::atomic<std::size_t> taken{0};
  const double begin = bench::wall_ms() + 50;
  for (std::size_t i = 0; i < count; ++i) {
    const double due = begin + static_cast<double>(i) * 1000 / a_second;
    if (const double left = due - bench::wall_ms(); left > 0) {
      std::this_thread::sleep_for(std::chrono::duration<double, std::milli>(left));
    }
    centre.post_feed(i % bench::Centre::banks_count, rows[i],
                     [&, i, due](int status, const std::string& body) {
                       took[i] = bench::wall_ms() - due;
                       taken += status == 200 && body.find("\"new\":1,") != std::string::npos;
                       ++answered;
                     });
  }
  suite.check("every transfer is answered",
              crash_test::eventually(bench::patience, [&] { return answered == count; }));
  suite.check("every transfer is taken as new", taken == count);
  return took;
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t seconds = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 10;
  bench::Suite suite("one_transfer");
  bench::Centre centre;
  bench::have_a_past(centre);
  bench::DiskProbe disk(centre.directory());
  suite.latency("one transfer, 1,000/s: to the answer, durable", "ms",
                tell(suite, centre, seconds * a_second), {.p99_at_most = 0.6});
  suite.latency("meanwhile: a synced write of 4 KB on the same disk", "ms", disk.finish());
  suite.check("it stops and its journal verifies", centre.stop_and_verify());
  return suite.exit_code();
}
