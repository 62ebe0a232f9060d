// Transfers into memory: the door's duplicate check, both directions, balances; speed on one thread
// and the memory of the whole process for each transfer.
//
// The rows are made beforehand. Every row has a serial that only this program knows how to tell
// from its number, which stands for the texts that the product keeps on disk. Checked: each
// repeated row and no other is dropped, and the balances of a sample of accounts equal a plain
// replay.
//
// Usage: bench_ingest [TRANSFERS], default 50,000,000.
#include <algorithm>
#include <cstdlib>
#include <fmt/core.h>
#include <memory>
#include <span>
#include <vector>

#include "figure.hpp"
#include "fund/duplicates.hpp"
#include "traffic.hpp"

namespace {

using namespace holdfast;

constexpr std::size_t batch = 4'000;
constexpr std::size_t sample = 200;  // accounts whose balances are checked

struct Row {
  fund::Transfer transfer;
  std::uint64_t number;
};

/// A serial as banks give them: sixteen characters.
struct Serial {
  std::array<char, 16> text;
  explicit Serial(std::uint64_t number) { fmt::format_to_n(text.data(), 16, "S{:015}", number); }
  [[nodiscard]] std::string_view view() const { return {text.data(), text.size()}; }
};

/// The texts of the transfers in the graph, as the journal would answer for them.
class Texts : public fund::Register {
 public:
  explicit Texts(std::size_t rows) { numbers_.reserve(rows); }
  void add(std::uint64_t number) { numbers_.push_back(static_cast<std::uint32_t>(number)); }
  [[nodiscard]] bool bears(fund::Sequence sequence, fund::FeedId,
                           std::string_view serial) const override {
    return Serial{numbers_[sequence.value()]}.view() == serial;
  }
  [[nodiscard]] fund::Numbers numbers_of(fund::Sequence) const override { return {}; }

 private:
  std::vector<std::uint32_t> numbers_;
};

std::vector<Row> make_rows(bench::Traffic& traffic) {
  std::vector<Row> rows;
  rows.reserve(traffic.spec().transfers + traffic.spec().transfers / 500);
  for (bench::TrafficRow row; traffic.next(row);) {
    rows.push_back({row.transfer, row.number});
  }
  return rows;
}

/// A batch at a time: all questions to memory first, then all answers, then the graph.
class Ingest {
 public:
  Ingest(std::size_t rows, std::uint32_t accounts) : texts_(rows) {
    for (std::uint32_t i = 0; i < accounts; ++i) {
      graph.intern(bench::account_text(fund::AccountId{i}));
    }
    serials_.reserve(batch);
    tickets_.reserve(batch);
    fresh_.reserve(batch);
  }
  void take(std::span<const Row> rows) {
    serials_.clear();
    tickets_.clear();
    fresh_.clear();
    for (const Row& row : rows) {
      serials_.emplace_back(row.number);
    }
    constexpr std::size_t ahead = 32;
    for (std::size_t i = 0; i < rows.size() + ahead; ++i) {
      if (i < rows.size()) {
        tickets_.push_back(door_.ticket(candidate(rows, i)));
      }
      if (i >= ahead) {
        admit(rows, i - ahead);
      }
    }
    graph.append(fresh_);
  }

  fund::Graph graph;
  std::uint64_t duplicates = 0;
  [[nodiscard]] std::size_t bytes() const { return graph.bytes() + door_.bytes(); }

 private:
  [[nodiscard]] fund::Candidate candidate(std::span<const Row> rows, std::size_t at) const {
    return {serials_[at].view(), {}, {}, rows[at].transfer};
  }
  void admit(std::span<const Row> rows, std::size_t at) {
    const fund::Sequence next{graph.snapshot().value() + fresh_.size()};
    const auto admission = door_.admit(candidate(rows, at), tickets_[at], next);
    if (admission.verdict != fund::Verdict::fresh) {
      ++duplicates;
      return;
    }
    texts_.add(rows[at].number);
    fresh_.push_back(rows[at].transfer);
  }

  Texts texts_;
  fund::Door door_{{}, graph, texts_};
  std::vector<Serial> serials_;
  std::vector<fund::Door::Ticket> tickets_;
  std::vector<fund::Transfer> fresh_;
};

bool balances_agree(const fund::Graph& graph, std::span<const Row> rows) {
  std::vector<std::vector<fund::Transfer>> logs(sample);
  std::vector<bool> seen;
  for (const Row& row : rows) {
    seen.resize(std::max<std::size_t>(seen.size(), row.number + 1));
    if (seen[row.number]) {
      continue;
    }
    seen[row.number] = true;
    const auto& one = row.transfer;
    if (one.payer.value() < sample) {
      logs[one.payer.value()].push_back(one);
    }
    if (one.payee.value() < sample && one.payee != one.payer) {
      logs[one.payee.value()].push_back(one);
    }
  }
  for (std::uint32_t i = 0; i < sample; ++i) {
    std::stable_sort(logs[i].begin(), logs[i].end(),
                     [](const auto& a, const auto& b) { return a.time < b.time; });
    base::Fen balance{0};
    for (const auto& one : logs[i]) {
      balance = fund::balance_after(balance, one, fund::AccountId{i});
    }
    if (graph.known_balance(fund::AccountId{i}, graph.snapshot()) != balance) {
      return false;
    }
  }
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  const std::uint64_t count = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 50'000'000;
  bench::Suite suite("ingest");
  bench::Traffic traffic({.seed = 5, .transfers = count});
  const std::vector<Row> rows = make_rows(traffic);
  const double before_mb = bench::resident_mb();
  auto ingest = std::make_unique<Ingest>(rows.size(), traffic.accounts());
  ingest->graph.prepare(rows.size());

  const double cpu = bench::cpu_ms();
  const double wall = bench::wall_ms();
  for (std::size_t at = 0; at < rows.size(); at += batch) {
    ingest->take(std::span{rows}.subspan(at, std::min(batch, rows.size() - at)));
  }
  const double cpu_s = (bench::cpu_ms() - cpu) / 1000;
  const double wall_s = (bench::wall_ms() - wall) / 1000;

  const auto name = fmt::format("{} rows, batches of {}", rows.size(), batch);
  const auto taken = static_cast<double>(ingest->graph.snapshot().value());
  const auto told = static_cast<double>(rows.size());
  suite.figure(name, {.name = "rate by wall time",
                      .unit = "transfers/s",
                      .value = told / wall_s,
                      .at_least = 12e6});
  suite.figure(name,
               {.name = "rate by processor time", .unit = "transfers/s", .value = told / cpu_s});
  // Without the numbers that stand for texts on disk.
  const double grown = (bench::resident_mb() - before_mb) * 1024 * 1024 -
                       static_cast<double>(rows.size()) * sizeof(std::uint32_t);
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
