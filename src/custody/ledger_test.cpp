#include "custody/ledger.hpp"

#include <algorithm>
#include <gtest/gtest.h>

#include "base/rng.hpp"

namespace holdfast::custody {
namespace {

using base::AccountId;
using base::Fen;
using order::OrderId;

base::Instant at(int minute) {
  return base::from_unix_ms(1'700'000'000'000 + 60'000LL * minute);
}

Facts one_loss(std::int64_t fen) {
  Facts facts;
  facts.now = at(1000);
  facts.losses = {{Fen{fen}, at(0)}};
  facts.rests = {{AccountId{2}, Fen{fen}, Fen{}}};
  return facts;
}

Hold hold(std::uint64_t order, Place place, std::int64_t fen, int begun) {
  return {OrderId{order}, AccountId{2}, place, Fen{fen}, at(begun), End::stands, {}};
}

Hold ended(Hold hold, End how, int when) {
  hold.end = how;
  hold.ended = at(when);
  return hold;
}

TEST(Custody, WhatNobodyFindsIsLost) {
  auto facts = one_loss(500);
  const auto ledger = keep(facts);
  EXPECT_EQ(ledger.at(Place::lost), Fen{500});
  EXPECT_EQ(ledger.at(Place::claim), Fen{-500});
  EXPECT_TRUE(is_balanced(ledger));
}

TEST(Custody, TheTraceFindsWhatNothingHolds) {
  auto facts = one_loss(500);
  facts.rests = {{AccountId{2}, Fen{300}, Fen{300}}, {AccountId{3}, Fen{400}, Fen{400}}};
  const auto ledger = keep(facts);
  EXPECT_EQ(ledger.at(Place::traced), Fen{500}) << "never more than was lost";
  EXPECT_EQ(ledger.lines, (std::vector<Line>{{Place::traced, Fen{300}, {}, AccountId{2}},
                                             {Place::traced, Fen{200}, {}, AccountId{3}}}));
}

TEST(Custody, AStopBecomesAFreezeAndTheFreezeAReturn) {
  auto facts = one_loss(500);
  facts.holds = {ended(hold(1, Place::stopped, 500, 10), End::succeeded, 20),
                 hold(2, Place::frozen, 200, 20)};
  facts.returns = {{OrderId{3}, OrderId{2}, AccountId{2}, Fen{300}, at(30)}};
  const auto ledger = keep(facts);
  EXPECT_EQ(ledger.entries,
            (std::vector<Entry>{
                {at(0), Place::claim, Place::lost, Fen{500}, {}, {}},
                {at(10), Place::lost, Place::stopped, Fen{500}, OrderId{1}, AccountId{2}},
                {at(20), Place::stopped, Place::lost, Fen{500}, OrderId{1}, AccountId{2}},
                {at(20), Place::lost, Place::frozen, Fen{500}, OrderId{2}, AccountId{2}},
                {at(30), Place::frozen, Place::returned, Fen{300}, OrderId{3}, AccountId{2}}}));
  EXPECT_EQ(ledger.at(Place::frozen), Fen{200});
  EXPECT_EQ(ledger.at(Place::returned), Fen{300});
  EXPECT_TRUE(is_balanced(ledger));
}

TEST(Custody, AMeasureHoldsNoMoreOfTheLossThanTheTraceLetsBeThere) {
  auto facts = one_loss(500);
  facts.rests.front().most = Fen{350};
  facts.holds = {hold(1, Place::frozen, 300, 10), hold(2, Place::frozen, 300, 11)};
  const auto ledger = keep(facts);
  EXPECT_EQ(ledger.at(Place::frozen), Fen{350});
  EXPECT_EQ(ledger.beyond, (std::map<OrderId, Fen>{{OrderId{2}, Fen{250}}}));
  EXPECT_EQ(ledger.at(Place::lost), Fen{150});
}

TEST(Custody, WhatWasLetGoStaysSoUntilItIsFoundElsewhere) {
  auto facts = one_loss(500);
  facts.holds = {ended(hold(1, Place::stopped, 500, 10), End::let_go, 20)};
  facts.rests = {{AccountId{2}, Fen{500}, Fen{400}}};
  EXPECT_EQ(keep(facts).at(Place::released), Fen{500});
  facts.rests = {{AccountId{2}, Fen{}, Fen{}}, {AccountId{3}, Fen{200}, Fen{200}}};
  const auto moved = keep(facts);
  EXPECT_EQ(moved.at(Place::released), Fen{300});
  EXPECT_EQ(moved.at(Place::traced), Fen{200});
  EXPECT_TRUE(is_balanced(moved));
}

TEST(Custody, WhatIsOnlyInTheQueueCountsAfterWhatIsHeld) {
  auto facts = one_loss(500);
  facts.holds = {hold(1, Place::queued, 500, 10), hold(2, Place::frozen, 400, 20)};
  const auto ledger = keep(facts);
  EXPECT_EQ(ledger.at(Place::frozen), Fen{400});
  EXPECT_EQ(ledger.at(Place::queued), Fen{100});
  EXPECT_TRUE(ledger.beyond.empty());
}

TEST(Custody, ALateMeasureGetsWhatAnEarlierOneGivesUp) {
  auto facts = one_loss(500);
  facts.holds = {ended(hold(1, Place::stopped, 500, 10), End::lapsed, 40),
                 hold(2, Place::frozen, 500, 20)};
  const auto ledger = keep(facts);
  EXPECT_EQ(ledger.at(Place::frozen), Fen{500});
  EXPECT_EQ(ledger.entries.back(),
            (Entry{at(40), Place::lost, Place::frozen, Fen{500}, OrderId{2}, AccountId{2}}));
}

TEST(Custody, WhatIsHandedOverLiesWithWhoeverKeepsItAndIsDisposedOfThere) {
  auto facts = one_loss(500);
  facts.holds = {ended(hold(2, Place::frozen, 150, 10), End::judged, 60)};
  facts.carries = {{OrderId{2}, Place::court, at(30)}, {OrderId{2}, Place::prosecution, at(20)}};
  facts.returns = {{OrderId{3}, OrderId{2}, AccountId{2}, Fen{200}, at(40)},
                   {OrderId{2}, OrderId{2}, AccountId{2}, Fen{150}, at(50), Place::confiscated}};
  const auto ledger = keep(facts);
  EXPECT_EQ(ledger.entries,
            (std::vector<Entry>{
                {at(0), Place::claim, Place::lost, Fen{500}, {}, {}},
                {at(10), Place::lost, Place::frozen, Fen{500}, OrderId{2}, AccountId{2}},
                {at(20), Place::frozen, Place::prosecution, Fen{500}, OrderId{2}, AccountId{2}},
                {at(30), Place::prosecution, Place::court, Fen{500}, OrderId{2}, AccountId{2}},
                {at(40), Place::court, Place::returned, Fen{200}, OrderId{3}, AccountId{2}},
                {at(50), Place::court, Place::confiscated, Fen{150}, OrderId{2}, AccountId{2}},
                {at(60), Place::court, Place::discharged, Fen{150}, OrderId{2}, AccountId{2}}}));
  EXPECT_TRUE(is_balanced(ledger));
}

TEST(Custody, WhatIsConfiscatedCountsOnlyAfterWhatWentBack) {
  auto facts = one_loss(500);
  facts.holds = {ended(hold(2, Place::frozen, 0, 10), End::let_go, 60)};
  facts.returns = {{OrderId{2}, OrderId{2}, AccountId{2}, Fen{150}, at(40), Place::confiscated},
                   {OrderId{3}, OrderId{2}, AccountId{2}, Fen{450}, at(50)}};
  const auto ledger = keep(facts);
  EXPECT_EQ(ledger.at(Place::returned), Fen{450});
  EXPECT_EQ(ledger.at(Place::confiscated), Fen{50});
  EXPECT_TRUE(is_balanced(ledger));
}

Facts random_facts(base::Rng& rng) {
  Facts facts;
  facts.now = at(1000);
  for (std::uint64_t i = 0; i < 1 + rng.below(3); ++i) {
    facts.losses.push_back({Fen{rng.between(1, 1000)}, at(static_cast<int>(rng.below(900)))});
  }
  for (std::uint32_t account = 1; account <= 3; ++account) {
    const Fen most{rng.between(0, 1000)};
    facts.rests.push_back({AccountId{account}, most, Fen{rng.between(0, most.value())}});
  }
  for (std::uint64_t order = 1; order <= rng.below(8); ++order) {
    Hold made;
    made.order = OrderId{order};
    made.account = AccountId{static_cast<std::uint32_t>(1 + rng.below(4))};
    made.place =
        static_cast<Place>(static_cast<int>(Place::stopped) + static_cast<int>(rng.below(3)));
    made.amount = Fen{rng.between(0, 900)};
    made.begun = at(static_cast<int>(rng.below(900)));
    made.end = static_cast<End>(static_cast<int>(rng.below(5)));
    made.ended = at(static_cast<int>(rng.below(1000)));
    facts.holds.push_back(made);
  }
  for (std::uint64_t i = 0; i < rng.below(4); ++i) {
    facts.returns.push_back({OrderId{100 + i}, OrderId{1 + rng.below(9)}, AccountId{2},
                             Fen{rng.between(1, 400)}, at(static_cast<int>(rng.below(1000))),
                             rng.chance(300'000) ? Place::confiscated : Place::returned});
  }
  for (std::uint64_t i = 0; i < rng.below(4); ++i) {
    const auto to = rng.chance(300'000)   ? Place::frozen
                    : rng.chance(500'000) ? Place::court
                                          : Place::prosecution;
    facts.carries.push_back({OrderId{1 + rng.below(9)}, to, at(static_cast<int>(rng.below(1000)))});
  }
  return facts;
}

/// What entries come to, added up by somebody who knows nothing of measures.
std::array<Fen, places> added_up(const std::vector<Entry>& entries) {
  std::array<Fen, places> sums{};
  for (const auto& entry : entries) {
    sums[static_cast<std::size_t>(entry.from)] -= entry.amount;
    sums[static_cast<std::size_t>(entry.to)] += entry.amount;
    for (std::size_t i = 1; i < places; ++i) {
      EXPECT_FALSE(sums[i].is_negative()) << "a place gave what it had not";
    }
  }
  return sums;
}

template <typename Fact>
void shuffle(base::Rng& rng, std::vector<Fact>& facts) {
  for (std::size_t i = facts.size(); i > 1; --i) {
    std::swap(facts[i - 1], facts[static_cast<std::size_t>(rng.below(i))]);
  }
}

TEST(CustodyProperty, EveryFenIsInOnePlaceWhateverHappenedInWhateverOrder) {
  base::Rng rng{2016};
  for (int world = 0; world < 3000 && !::testing::Test::HasFailure(); ++world) {
    auto facts = random_facts(rng);
    const auto ledger = keep(facts);
    Fen loss;
    for (const auto& each : facts.losses) {
      loss += each.amount;
    }
    EXPECT_TRUE(is_balanced(ledger)) << "world " << world;
    EXPECT_EQ(ledger.at(Place::claim), Fen{} - loss);
    EXPECT_EQ(added_up(ledger.entries), ledger.balance);
    EXPECT_TRUE(std::ranges::is_sorted(ledger.entries, {}, &Entry::at));
    shuffle(rng, facts.losses);
    shuffle(rng, facts.holds);
    shuffle(rng, facts.returns);
    shuffle(rng, facts.rests);
    shuffle(rng, facts.carries);
    const auto again = keep(facts);
    EXPECT_EQ(again.entries, ledger.entries) << "world " << world;
    EXPECT_EQ(again.lines, ledger.lines);
  }
}

}  // namespace
}  // namespace holdfast::custody
