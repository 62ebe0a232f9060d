#include "traffic.hpp"

#include <algorithm>
#include <fmt/core.h>
#include <gtest/gtest.h>
#include <map>
#include <set>

#include "base/digest.hpp"

namespace holdfast::bench {
namespace {

std::vector<TrafficRow> all_rows(TrafficSpec spec) {
  Traffic traffic(spec);
  std::vector<TrafficRow> rows;
  for (TrafficRow row; traffic.next(row);) {
    rows.push_back(row);
  }
  return rows;
}

std::string csv_of(TrafficSpec spec) {
  std::string csv{traffic_header()};
  for (const auto& row : all_rows(spec)) {
    append_row(csv, row);
  }
  return csv;
}

TEST(Traffic, SameSpecSameRowsForEver) {
  // Figures are compared over months: a change of these bytes makes them incomparable, and old
  // seeds useless. Change the digest only with that in mind.
  EXPECT_EQ(base::to_hex(base::sha256(csv_of({.seed = 7, .transfers = 3000}))),
            "2a4f675a539f4b32afe3b9527e4767ab69c01df1426a084bcf15302bc77a1acb");
  EXPECT_NE(csv_of({.seed = 7, .transfers = 300}), csv_of({.seed = 8, .transfers = 300}));
}

TEST(Traffic, GivesTheRowsAskedForAndRepetitionsOnTop) {
  const auto rows = all_rows({.transfers = 100'000});
  std::uint64_t next = 0;
  std::uint64_t repeated = 0;
  std::uint64_t late = 0;
  for (const auto& row : rows) {
    if (row.arrival == RowArrival::repeated) {
      ++repeated;
      EXPECT_LT(row.number, next);
      continue;
    }
    EXPECT_EQ(row.number, next++);
    late += row.arrival == RowArrival::late ? 1 : 0;
  }
  EXPECT_EQ(next, 100'000U);
  EXPECT_EQ(rows.size(), 100'000U + repeated);
  EXPECT_NEAR(static_cast<double>(repeated), 100, 50);  // 1 in 1,000, and 5 deviations
  EXPECT_NEAR(static_cast<double>(late), 1000, 160);
}

TEST(Traffic, ARepeatedRowRepeats) {
  std::map<std::uint64_t, TrafficRow> first;
  for (const auto& row : all_rows({.transfers = 20'000, .repeated_per_million = 100'000})) {
    const auto [place, fresh] = first.try_emplace(row.number, row);
    if (!fresh) {
      std::string told;
      std::string again;
      append_row(told, place->second);
      append_row(again, row);
      EXPECT_EQ(told, again);
    }
  }
}

TEST(Traffic, ArrivesInOrderAndOnlyLateRowsLookBack) {
  base::Instant clock{};
  std::size_t ties = 0;
  for (const auto& row : all_rows({.transfers = 50'000, .days = 3})) {
    EXPECT_GE(row.transfer.learned, clock);
    ties += row.transfer.learned == clock ? 1 : 0;
    clock = row.transfer.learned;
    if (row.arrival == RowArrival::on_time) {
      EXPECT_EQ(row.transfer.time, row.transfer.learned);
    } else {
      EXPECT_LE(row.transfer.time, row.transfer.learned);
    }
    EXPECT_TRUE(row.transfer.amount.is_positive());
    EXPECT_NE(row.transfer.payer, row.transfer.payee);
  }
  EXPECT_GT(ties, 2000U);
  EXPECT_LT(clock, base::from_unix_ms(1'609'430'400'000) + std::chrono::days{3});
}

TEST(Traffic, GangsMoveNoMoreThanTheyGot) {
  Traffic traffic({.seed = 3, .transfers = 200'000, .days = 2});
  std::map<fund::AccountId, std::int64_t> stolen;  // per mule, from gangs alone
  std::size_t moves = 0;
  std::size_t exits = 0;
  for (TrafficRow row; traffic.next(row);) {
    const bool gang = row.origin == RowOrigin::theft || row.origin == RowOrigin::laundering;
    if (!gang || row.arrival == RowArrival::repeated) {
      continue;
    }
    if (row.origin == RowOrigin::laundering) {
      ++moves;
      stolen[row.transfer.payer] -= row.transfer.amount.value();
      EXPECT_GE(stolen[row.transfer.payer], 0) << "row " << row.number;
    }
    if (fund::is_exit(row.transfer.kind)) {
      ++exits;
    } else {
      stolen[row.transfer.payee] += row.transfer.amount.value();
    }
  }
  EXPECT_EQ(traffic.thefts().size(), 4U);
  EXPECT_GT(moves, 20U);
  EXPECT_GT(exits, 4U);
}

TEST(Traffic, AFewAccountsAreBusy) {
  std::map<std::uint32_t, int> paid;
  for (const auto& row : all_rows({.transfers = 200'000, .accounts = 10'000})) {
    ++paid[row.transfer.payer.value()];
  }
  std::vector<int> degrees;
  for (const auto& [account, count] : paid) {
    degrees.push_back(count);
  }
  std::ranges::sort(degrees, std::greater{});
  EXPECT_GT(degrees[0], 1500);  // a hundredth of all: the root of 1 in 10,000
  EXPECT_LT(degrees[degrees.size() / 2], 20);
}

TEST(Traffic, NightIsQuiet) {
  std::map<std::int64_t, int> by_hour;
  for (const auto& row : all_rows({.transfers = 50'000, .days = 7})) {
    const auto ms = base::to_unix_ms(row.transfer.learned) + 8 * 3'600'000;
    ++by_hour[ms / 3'600'000 % 24];
  }
  EXPECT_GT(by_hour[10], 10 * by_hour[3]);
}

TEST(Traffic, RowsAreCanonicalCsv) {
  std::string csv;
  append_row(csv, {.number = 12,
                   .transfer = {.time = base::from_unix_ms(1'609'464'600'123),
                                .learned = {},
                                .payer = fund::AccountId{3},
                                .payee = fund::AccountId{1'234'567},
                                .amount = base::Fen{100'005},
                                .kind = fund::Kind::cash}});
  EXPECT_EQ(csv,
            "T0000000012,2021-01-01T09:30:00.123+08:00,6222020000000003,6222020001234567,"
            "1000.05,cash\n");
  EXPECT_EQ(row_id(12), "T0000000012");
  EXPECT_EQ(account_text(fund::AccountId{1'234'567}), "6222020001234567");
}

}  // namespace
}  // namespace holdfast::bench
