#include "ingest.hpp"

#include <gtest/gtest.h>

namespace holdfast::bench {
namespace {

TEST(Ingest, DropsWhatComesTwiceAndBalancesAsAPlainReplayDoes) {
  Traffic traffic(
      {.seed = 3, .transfers = 20'000, .accounts = 400, .repeated_per_million = 50'000});
  Ingest ingest(22'000, traffic.accounts());
  PlainBalances plain;
  std::vector<IngestRow> rows;
  for (TrafficRow row; traffic.next(row);) {
    rows.push_back({row.transfer, row.number});
    plain.take(rows.back());
  }
  for (std::size_t at = 0; at < rows.size(); at += 1000) {
    ingest.take(std::span{rows}.subspan(at, std::min<std::size_t>(1000, rows.size() - at)));
  }
  EXPECT_GT(ingest.duplicates, 500U);
  EXPECT_EQ(ingest.duplicates, rows.size() - 20'000);
  EXPECT_EQ(ingest.graph.snapshot().value(), 20'000U);
  EXPECT_TRUE(plain.agree_with(ingest.graph));

  const std::vector more{IngestRow{{.time = rows.back().transfer.time + std::chrono::seconds{1},
                                    .learned = {},
                                    .payer = fund::AccountId{300},
                                    .payee = fund::AccountId{7},
                                    .amount = base::Fen{100}},
                                   20'000}};
  ingest.take(more);
  EXPECT_FALSE(plain.agree_with(ingest.graph)) << "a transfer that it was not told of";
}

}  // namespace
}  // namespace holdfast::bench
