#include "engine/lane.hpp"

#include <gtest/gtest.h>
#include <map>

namespace holdfast::engine {
namespace {

const base::Instant noon = *base::parse_instant("2026-11-24T12:00:00+08:00");
const base::Milliseconds second{1'000};

order::OrderId id(std::uint64_t number) {
  return order::OrderId{number};
}

std::vector<std::uint64_t> numbers(const std::vector<Lane::Sending>& sendings) {
  std::vector<std::uint64_t> all;
  for (const auto& each : sendings) {
    all.push_back(each.order.value());
  }
  return all;
}

TEST(Lane, WhatStopsMoneyGoesFirstAndNoMoreAtOnceThanTheChannelMayHave) {
  LaneLimits limits;
  limits.in_flight_max = 2;
  Lane lane{limits, 1};
  lane.add(id(1), 2, noon);
  lane.add(id(2), 0, noon);
  lane.add(id(3), 0, noon);
  const auto first = lane.take(noon);
  EXPECT_EQ(numbers(first), (std::vector<std::uint64_t>{2, 3}));
  EXPECT_TRUE(lane.take(noon).empty());
  EXPECT_TRUE(lane.taken(first[0], noon));
  EXPECT_EQ(numbers(lane.take(noon)), std::vector<std::uint64_t>{1});
}

TEST(Lane, AnOrderThatWasNotTakenWaitsLongerEachTimeNeverTwiceAsLongAsItsPause) {
  LaneLimits limits;
  limits.failures_to_open = 100;
  Lane lane{limits, 7};
  lane.add(id(1), 0, noon);
  auto now = noon;
  auto longest = limits.first_pause;
  for (int attempt = 0; attempt < 12; ++attempt) {
    const auto sending = lane.take(now);
    ASSERT_EQ(sending.size(), 1U) << attempt;
    EXPECT_TRUE(lane.not_taken(sending[0], now, {}));
    EXPECT_TRUE(lane.take(now + longest / 2 - base::Milliseconds{1}).empty()) << attempt;
    now += longest;
    longest = std::min(longest * 2, limits.longest_pause);
  }
}

TEST(Lane, ACodeMayAskForALongerPause) {
  Lane lane{{}, 1};
  lane.add(id(1), 0, noon);
  lane.not_taken(lane.take(noon)[0], noon, 30 * second);
  EXPECT_TRUE(lane.take(noon + 30 * second - base::Milliseconds{1}).empty());
  EXPECT_EQ(lane.take(noon + 30 * second).size(), 1U);
}

TEST(Lane, TheBreakerOpensAfterFailuresInARowAndOneOrderProbes) {
  Lane lane{{}, 3};
  for (std::uint64_t n = 1; n <= 10; ++n) {
    lane.add(id(n), 0, noon);
  }
  const auto all = lane.take(noon);
  ASSERT_EQ(all.size(), 10U);
  for (const auto& each : all) {
    lane.not_taken(each, noon, {});
  }
  EXPECT_EQ(lane.standing().breaker, Breaker::open);
  EXPECT_EQ(lane.standing().waiting, 10U);
  EXPECT_TRUE(lane.take(noon + base::Milliseconds{499}).empty());
  lane.add(id(11), 0, noon);  // never tried: it probes, though its number is the last
  const auto probe = lane.take(noon + second);
  EXPECT_EQ(numbers(probe), std::vector<std::uint64_t>{11});
  EXPECT_TRUE(lane.take(noon + 60 * second).empty()) << "while it is out, nothing else goes";
  lane.taken(probe[0], noon + second);
  EXPECT_EQ(lane.standing().breaker, Breaker::closed);
  EXPECT_EQ(lane.take(noon + second).size(), 10U);
}

TEST(Lane, AProbeThatFailsMakesTheNextOneWaitTwiceAsLongUpToALimit) {
  LaneLimits limits;
  limits.longest_pause = base::Milliseconds{200};
  Lane lane{limits, 3};
  for (std::uint64_t n = 1; n <= 3; ++n) {
    lane.add(id(n), 0, noon);
  }
  for (const auto& each : lane.take(noon)) {
    lane.not_taken(each, noon, {});
  }
  auto now = noon;
  auto cooling = limits.first_cooling;
  for (int probe = 0; probe < 9; ++probe) {
    EXPECT_TRUE(lane.take(now + cooling / 2 - base::Milliseconds{1}).empty()) << probe;
    now += cooling;
    const auto sending = lane.take(now);
    ASSERT_EQ(sending.size(), 1U) << probe;
    lane.not_taken(sending[0], now, {});
    cooling = std::min(cooling * 2, limits.longest_cooling);
  }
}

TEST(Lane, OneOrderThatNobodyCouldTakeDoesNotShutTheChannelForTheOthers) {
  Lane lane{{}, 5};
  std::map<std::uint64_t, int> taken;
  for (std::uint64_t n = 1; n <= 40; ++n) {
    lane.add(id(n), 0, noon);
  }
  for (auto now = noon; now < noon + 600 * second; now += second / 10) {
    for (const auto& each : lane.take(now)) {
      if (each.order == id(1)) {
        lane.not_taken(each, now, {});
      } else {
        ++taken[each.order.value()];
        lane.taken(each, now);
      }
    }
  }
  EXPECT_EQ(taken.size(), 39U);
}

TEST(Lane, AnOrderWithoutItsAnswerIsAskedForMoreAndMoreSeldom) {
  Lane lane{{}, 5};
  lane.add(id(1), 0, noon);
  int askings = 0;
  for (auto now = noon; now < noon + std::chrono::hours{1}; now += second) {
    for (const auto& each : lane.take(now)) {
      ++askings;
      lane.taken(each, now);
    }
  }
  EXPECT_GE(askings, 7);
  EXPECT_LE(askings, 15);
  EXPECT_EQ(lane.standing().asked, 1U);
  lane.remove(id(1), noon);
  EXPECT_TRUE(lane.take(noon + std::chrono::hours{9}).empty());
  EXPECT_EQ(lane.standing().asked, 0U);
}

TEST(Lane, WhatBecameOfAnEarlierSendingIsNotThatOfTheNextOne) {
  Lane lane{{}, 1};
  lane.add(id(1), 0, noon);
  const auto earlier = lane.take(noon)[0];
  lane.add(id(1), 0, noon);  // it begins anew
  const auto later = lane.take(noon)[0];
  EXPECT_FALSE(lane.refused(earlier, noon));
  EXPECT_TRUE(lane.has(id(1)));
  EXPECT_TRUE(lane.refused(later, noon));
  EXPECT_FALSE(lane.has(id(1)));
  EXPECT_EQ(lane.standing().in_flight, 0U);
}

TEST(Lane, AProbeThatIsAnsweredOtherwiseLeavesItsPlaceToAnother) {
  Lane lane{{}, 1};
  for (std::uint64_t n = 1; n <= 4; ++n) {
    lane.add(id(n), 0, noon);
  }
  for (const auto& each : lane.take(noon)) {
    lane.not_taken(each, noon, {});
  }
  const auto probe = lane.take(noon + second);
  ASSERT_EQ(probe.size(), 1U);
  lane.remove(probe[0].order, noon + second);
  EXPECT_EQ(lane.take(noon + second).size(), 1U);
}

TEST(Lane, WhoSaysThatTheChannelWorksLetsEverythingGoAtOnce) {
  Lane lane{{}, 1};
  for (std::uint64_t n = 1; n <= 5; ++n) {
    lane.add(id(n), 0, noon);
  }
  for (const auto& each : lane.take(noon)) {
    lane.not_taken(each, noon, 60 * second);
  }
  EXPECT_TRUE(lane.take(noon).empty());
  lane.reopen(noon);
  EXPECT_EQ(lane.take(noon).size(), 5U);
}

/// Ends of every kind in any order: nothing is lost, and what is counted is what is there.
TEST(Lane, KeepsCountThroughAnyHistory) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    base::Rng rng{seed};
    LaneLimits limits;
    limits.in_flight_max = 4;
    Lane lane{limits, seed};
    std::vector<Lane::Sending> out;
    std::set<std::uint64_t> there;
    auto now = noon;
    for (int step = 0; step < 300; ++step) {
      now += base::Milliseconds{rng.between(0, 3'000)};
      const auto number = rng.below(12) + 1;
      switch (rng.below(6)) {
        case 0:
          lane.add(id(number), static_cast<int>(rng.below(3)), now);
          there.insert(number);
          break;
        case 1:
          lane.remove(id(number), now);
          there.erase(number);
          break;
        default:
          for (const auto& each : lane.take(now)) {
            out.push_back(each);
          }
      }
      if (!out.empty() && rng.chance(700'000)) {
        const auto at = rng.below(out.size());
        const auto sending = out[at];
        out.erase(out.begin() + static_cast<long>(at));
        const auto how = rng.below(3);
        if (how == 0) {
          lane.taken(sending, now);
        } else if (how == 1) {
          lane.not_taken(sending, now, {});
        } else if (lane.refused(sending, now)) {
          there.erase(sending.order.value());
        }
      }
      const auto standing = lane.standing();
      ASSERT_LE(standing.in_flight, limits.in_flight_max) << seed;
      for (std::uint64_t n = 1; n <= 12; ++n) {
        ASSERT_EQ(lane.has(id(n)), there.contains(n)) << seed << " " << n;
      }
    }
    // Whatever happened, once the channel works everything still goes.
    for (const auto& each : out) {
      lane.taken(each, now);
    }
    std::set<std::uint64_t> sent;
    for (int round = 0; round < 2'000 && sent.size() < there.size(); ++round) {
      now += second;
      for (const auto& each : lane.take(now)) {
        sent.insert(each.order.value());
        lane.taken(each, now);
      }
    }
    EXPECT_EQ(sent, there) << seed;
  }
}

}  // namespace
}  // namespace holdfast::engine
