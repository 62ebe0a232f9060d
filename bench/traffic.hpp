// Transfers of an invented city as a stream: the input of every benchmark that needs many of them.
//
// How to use it, in process:
//
//   bench::Traffic traffic({.seed = 1, .transfers = 2'000'000});
//   for (bench::TrafficRow row; traffic.next(row);) {
//     graph.append(row.transfer);            // accounts are dense: 0 .. traffic.accounts() - 1
//   }
//   traffic.thefts();                        // what gangs stole so far: seeds for a trace
//
// and as a file, the canonical CSV of `holdfast trace` and of `holdfast import`, for any engine:
//
//   build/release/bench/traffic --transfers 2000000 --seed 1 --seeds seeds.csv > transfers.csv
//
// What is in it: payers and payees by a power law (the busiest of a million accounts has about a
// thousandth of all transfers, and heavy payers are others than heavy payees); more by day than by
// night; wages on two days a month in the morning; shops, cash, overseas and crypto as exits;
// amounts of 1 to 16,384 yuan, spread evenly over their logarithm and often round; moments shared
// by neighbours in the feed; rows that come up to two hours late; rows that come twice; and gangs,
// who steal from a victim, move the money down several tiers of mules within hours, at times in
// a circle, and take it out. Rows are in order of arrival: time ascends but for the late ones.
//
// The same spec makes the same rows on every machine: integers only, our own generator. Memory:
// a few hundred thousand bytes, whatever the number of rows. Cost: about 30 ns a row. One thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/rng.hpp"
#include "fund/transfer.hpp"

namespace holdfast::bench {

struct TrafficSpec {
  std::uint64_t seed = 1;
  /// Rows that are not a repetition; repetitions come on top.
  std::uint64_t transfers = 2'000'000;
  /// 0: one for 20 transfers, at least 64 and at most 1,000,000. Else at least 64.
  std::uint32_t accounts = 0;
  base::Instant begin = base::from_unix_ms(1'609'430'400'000);  // 2021-01-01 00:00 in Beijing
  /// The rows are spread over so many days.
  std::uint32_t days = 90;
  std::uint32_t late_per_million = 10'000;
  std::uint32_t repeated_per_million = 1'000;
  /// Thefts. 0 with `no_gangs`; else at least one, and one for 50,000 transfers.
  enum class Gangs : std::uint8_t { usual, none } gangs = Gangs::usual;
};

/// Why a row is there.
enum class RowOrigin : std::uint8_t { errand, wage, theft, laundering };
/// How it arrived.
enum class RowArrival : std::uint8_t { on_time, late, repeated };

struct TrafficRow {
  /// From 0 in order of first arrival; a repeated row has the number of the one it repeats.
  std::uint64_t number = 0;
  /// `learned` is the moment of arrival, `time` is before it only where the row is late or
  /// repeated.
  fund::Transfer transfer;
  RowOrigin origin = RowOrigin::errand;
  RowArrival arrival = RowArrival::on_time;
};

/// A victim's payment to a gang's first mule: the seed of a trace.
struct Theft {
  std::uint64_t number = 0;  // of its row
  fund::AccountId victim;
  fund::AccountId first_mule;
  base::Fen amount;
  base::Instant time;
};

class Traffic {
 public:
  explicit Traffic(TrafficSpec spec);

  /// False when all rows were given; `row` is left alone then.
  [[nodiscard]] bool next(TrafficRow& row);
  /// Of the rows given so far, in order of arrival.
  [[nodiscard]] const std::vector<Theft>& thefts() const { return thefts_; }
  [[nodiscard]] std::uint32_t accounts() const { return accounts_; }
  [[nodiscard]] const TrafficSpec& spec() const { return spec_; }

 private:
  /// A payment that a gang means to make.
  struct Move {
    base::Instant time;
    std::uint64_t order = 0;  // of planning: ties keep it
    fund::AccountId payer;
    fund::AccountId payee;
    base::Fen amount;
    fund::Kind kind = fund::Kind::transfer;
    bool is_theft = false;
  };

  [[nodiscard]] base::Instant moment(std::uint64_t slot);
  [[nodiscard]] std::uint32_t popular(std::uint32_t stride);
  [[nodiscard]] base::Fen amount();
  [[nodiscard]] fund::Transfer errand(base::Instant now);
  [[nodiscard]] fund::Transfer wage(base::Instant now);
  void plan_theft(base::Instant now);
  void plan_tier(const Move& into, int tiers_left);
  void plan(Move move);
  [[nodiscard]] bool take_move(base::Instant now, TrafficRow& row);

  TrafficSpec spec_;
  base::Rng rng_;
  std::uint32_t accounts_;
  std::uint64_t slot_ = 0;
  base::Instant clock_;
  std::vector<Move> moves_;  // a heap, the earliest on top
  std::uint64_t planned_ = 0;
  std::vector<TrafficRow> recent_;  // a ring, for repetitions
  std::vector<Theft> thefts_;
};

/// The account's number as files show it: 16 digits, the same for the same account in every spec.
[[nodiscard]] std::string account_text(fund::AccountId account);
/// The row's id as files show it: "T" and ten digits.
[[nodiscard]] std::string row_id(std::uint64_t number);

/// `id,time,payer,payee,amount_yuan,kind` and a line end.
[[nodiscard]] std::string_view traffic_header();
/// One line of it.
void append_row(std::string& csv, const TrafficRow& row);

}  // namespace holdfast::bench
