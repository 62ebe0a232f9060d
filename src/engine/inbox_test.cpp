// The inbox: two lanes, and how much may wait.
#include "engine/inbox.hpp"

#include <gtest/gtest.h>

#include "engine/turn.hpp"

namespace holdfast::engine {
namespace {

constexpr std::chrono::milliseconds at_once{0};
constexpr std::size_t plenty = 1 << 20;

/// Pushes work that can be told apart by the order in which it is taken.
struct Lanes {
  explicit Lanes(std::size_t items, std::size_t bytes) : inbox(items, bytes) {}
  bool command(int name) {
    return inbox.push([this, name](Turn&) { done.push_back(name); });
  }
  bool feed(int name, std::size_t bytes) {
    return inbox.push_feed([this, name](Turn&) { done.push_back(name); }, bytes);
  }
  std::vector<int> take(std::size_t items, std::size_t bytes) {
    done.clear();
    const auto batch = inbox.take(items, bytes, at_once);
    Turn turn{state, world, base::Instant{}, [](const core::Event&) {}};
    for (const auto& work : batch.work) {
      work(turn);
    }
    return done;
  }
  Inbox inbox;
  core::State state;
  World world;
  std::vector<int> done;
};

TEST(Inbox, WhatPeopleAskGoesBeforeWhatFeedsTell) {
  Lanes lanes(100, plenty);
  lanes.feed(10, 5);
  lanes.command(1);
  lanes.feed(11, 5);
  lanes.command(2);
  EXPECT_EQ(lanes.take(100, plenty), (std::vector{1, 2, 10, 11}));
}

TEST(Inbox, BusyPeopleDoNotSilenceTheFeeds) {
  Lanes lanes(100, plenty);
  for (int i = 0; i < 4; ++i) {
    lanes.command(i);
  }
  lanes.feed(10, 5);
  lanes.feed(11, 5);
  EXPECT_EQ(lanes.take(2, plenty), (std::vector{0, 1, 10}));
  EXPECT_EQ(lanes.take(2, plenty), (std::vector{2, 3, 11}));
}

TEST(Inbox, ATurnTakesFeedsUntilTheyAreLarge) {
  Lanes lanes(100, plenty);
  for (int i = 0; i < 4; ++i) {
    lanes.feed(i, 60);
  }
  EXPECT_EQ(lanes.take(100, 100), (std::vector{0, 1})) << "the second began below the limit";
  EXPECT_EQ(lanes.take(100, 1), (std::vector{2})) << "one at least";
}

TEST(Inbox, FeedsAreRefusedByBytesAndTakenAgainOnceTheirTurnIsOver) {
  Lanes lanes(100, 100);
  EXPECT_TRUE(lanes.feed(1, 60));
  EXPECT_TRUE(lanes.feed(2, 40)) << "exactly full";
  EXPECT_FALSE(lanes.feed(3, 1));
  EXPECT_TRUE(lanes.command(4)) << "people are not refused for the feeds' sake";
  EXPECT_EQ(lanes.take(100, 1), (std::vector{4, 1}));
  EXPECT_FALSE(lanes.feed(3, 1)) << "the first is still under way";
  EXPECT_EQ(lanes.take(100, 1), (std::vector{2}));
  EXPECT_TRUE(lanes.feed(3, 60));
  EXPECT_EQ(lanes.inbox.load().feed_bytes, 100U);
  lanes.inbox.settle();
  EXPECT_TRUE(lanes.feed(5, 40)) << "the second is about to be answered";
  const auto load = lanes.inbox.load();
  EXPECT_EQ(load.feed_bytes, 100U);
  EXPECT_EQ(load.feed_bytes_peak, 100U);
  EXPECT_EQ(load.feeds_refused, 2U);
}

TEST(Inbox, ABatchLargerThanAllIsTakenAlone) {
  Lanes lanes(100, 100);
  EXPECT_TRUE(lanes.feed(1, 500));
  EXPECT_FALSE(lanes.feed(2, 1));
  EXPECT_EQ(lanes.take(100, 100), (std::vector{1}));
  EXPECT_EQ(lanes.take(100, 100), (std::vector<int>{}));
  EXPECT_TRUE(lanes.feed(2, 1));
}

TEST(Inbox, BothLanesTogetherAreBoundedByItems) {
  Lanes lanes(3, plenty);
  EXPECT_TRUE(lanes.command(1));
  EXPECT_TRUE(lanes.feed(2, 1));
  EXPECT_TRUE(lanes.command(3));
  EXPECT_FALSE(lanes.command(4));
  EXPECT_FALSE(lanes.feed(5, 1));
  lanes.inbox.close();
  EXPECT_EQ(lanes.take(100, plenty).size(), 3U) << "what is in is done";
  EXPECT_TRUE(lanes.inbox.take(1, 1, at_once).closed);
}

}  // namespace
}  // namespace holdfast::engine
