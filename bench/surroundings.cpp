#include "surroundings.hpp"

#include <fmt/core.h>

#include "figure.hpp"
#include "process.hpp"
#include "traffic.hpp"

namespace holdfast::bench {

namespace {

constexpr std::size_t background_rows_a_batch = 100;
constexpr int background_batches_a_second = 20;

std::string line_of(std::string serial, const fund::Transfer& transfer, base::Instant time) {
  std::string line;
  append_line(line, {.serial = std::move(serial),
                     .time = time,
                     .payer = account_text(transfer.payer),
                     .payee = account_text(transfer.payee),
                     .amount_fen = transfer.amount.value(),
                     .kind = std::string{fund::to_text(transfer.kind)}});
  return line;
}

}  // namespace

base::Instant system_now() {
  return std::chrono::floor<base::Milliseconds>(std::chrono::system_clock::now());
}

Background::Background(Centre& centre) : thread_([this, &centre] { run(centre); }) {}

Background::~Background() {
  stopping_ = true;
  thread_.join();
  (void)crash_test::eventually(patience, [this] { return under_way_ == 0; });
}

void Background::run(Centre& centre) {
  Traffic traffic({.seed = 5, .transfers = 100'000'000, .accounts = 50'000});
  TrafficRow row;
  const auto started = system_now();
  for (std::uint64_t batch = 0; !stopping_; ++batch) {
    std::string rows;
    for (std::size_t i = 0; i < background_rows_a_batch && traffic.next(row); ++i) {
      rows += line_of(row_id(row.number), row.transfer, system_now());
    }
    ++under_way_;
    centre.post_feed(batch % Centre::banks_count, std::move(rows),
                     [this](int status, const std::string&) {
                       refused_ += status != 200 ? 1 : 0;
                       --under_way_;
                     });
    std::this_thread::sleep_until(
        started + std::chrono::milliseconds{1000 * (batch + 1) / background_batches_a_second});
  }
}

void have_a_past(Centre& centre) {
  constexpr std::size_t batches = 100;
  constexpr std::size_t rows_a_batch = 1000;
  Traffic traffic({.seed = 6, .transfers = batches * rows_a_batch, .accounts = 50'000});
  TrafficRow row;
  std::atomic<std::size_t> taken{0};
  const auto shift = system_now() - std::chrono::days{91} - traffic.spec().begin;
  for (std::size_t batch = 0; batch < batches; ++batch) {
    std::string rows;
    for (std::size_t i = 0; i < rows_a_batch && traffic.next(row); ++i) {
      rows += line_of(fmt::format("H{}-{}", batch, i), row.transfer, row.transfer.time + shift);
    }
    centre.post_feed(batch % Centre::banks_count, std::move(rows),
                     [&taken](int status, const std::string&) { taken += status == 200 ? 1 : 0; });
  }
  base::check(crash_test::eventually(patience, [&] { return taken == batches; }),
              "the centre takes its past");
}

}  // namespace holdfast::bench
