#include "engine/feed_row.hpp"

#include <gtest/gtest.h>

#include "base/rng.hpp"

namespace holdfast::engine {
namespace {

std::string some_text(base::Rng& rng) {
  return std::string(rng.below(3) == 0 ? 0 : rng.below(300),
                     static_cast<char>('a' + rng.below(26)));
}

FeedRow some_row(base::Rng& rng) {
  FeedRow row;
  for (auto* text : {&row.id, &row.serial, &row.clearing, &row.payer, &row.payee, &row.payer_name,
                     &row.payee_name, &row.payer_institution, &row.payee_institution}) {
    *text = some_text(rng);
  }
  row.time = base::from_unix_ms(rng.between(-1'000, 2'000'000'000'000));
  row.amount = base::Fen{rng.between(1, 1'000'000)};
  row.kind = static_cast<fund::Kind>(rng.below(5));
  return row;
}

TEST(FeedRows, GiveBackEveryRowAsItWasAdded) {
  base::Rng rng{1};
  std::vector<FeedRow> told;
  for (int i = 0; i < 300; ++i) {
    told.push_back(some_row(rng));
  }
  const FeedRows rows{told};
  ASSERT_EQ(rows.size(), told.size());
  for (std::size_t i = 0; i < told.size(); ++i) {
    const auto row = rows[i];
    EXPECT_EQ(row.id, told[i].id);
    EXPECT_EQ(row.serial, told[i].serial);
    EXPECT_EQ(row.clearing, told[i].clearing);
    EXPECT_EQ(row.payer, told[i].payer);
    EXPECT_EQ(row.payee, told[i].payee);
    EXPECT_EQ(row.payer_name, told[i].payer_name);
    EXPECT_EQ(row.payee_name, told[i].payee_name);
    EXPECT_EQ(row.payer_institution, told[i].payer_institution);
    EXPECT_EQ(row.payee_institution, told[i].payee_institution);
    EXPECT_EQ(row.time, told[i].time);
    EXPECT_EQ(rows.time(i), told[i].time);
    EXPECT_EQ(row.amount, told[i].amount);
    EXPECT_EQ(row.kind, told[i].kind);
  }
}

}  // namespace
}  // namespace holdfast::engine
