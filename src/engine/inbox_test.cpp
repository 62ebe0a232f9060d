// The inbox: two lanes, and how much may wait.
#include "engine/inbox.hpp"

#include <gtest/gtest.h>
#include <optional>
#include <utility>
#include <vector>

#include "engine/turn.hpp"

namespace holdfast::engine {
namespace {

constexpr std::size_t plenty = 1 << 20;

/// Notes its name when its rows are taken, and its name a thousand later when it is decided.
class NamedFeed final : public FeedWork {
 public:
  NamedFeed(int name, std::vector<int>& done) : name_(name), done_(done) {}
  void take_rows(Turn&) override { done_.push_back(name_); }
  void decide(Turn&) override { done_.push_back(1000 + name_); }

 private:
  int name_;
  std::vector<int>& done_;
};

/// Pushes work that can be told apart by the order in which it is taken.
struct Lanes {
  explicit Lanes(std::size_t items, std::size_t bytes) : inbox(items, bytes) {}
  bool command(int name) {
    return inbox.push([this, name](Turn&) { done.push_back(name); });
  }
  bool feed(int name, std::size_t bytes) {
    return inbox.push_feed(std::make_unique<NamedFeed>(name, done), bytes);
  }
  std::vector<int> take(std::size_t items) {
    done.clear();
    for (const auto& work : inbox.take(items).work) {
      work(turn);
    }
    return done;
  }
  /// The name of the next feed's batch and its bytes.
  std::optional<std::pair<int, std::size_t>> next_feed() {
    done.clear();
    const auto next = inbox.next_feed();
    if (!next) {
      return std::nullopt;
    }
    next->work->take_rows(turn);
    return std::pair{done.back(), next->bytes};
  }
  Inbox inbox;
  core::State state;
  World world;
  Turn turn{state, world, base::Instant{}, [](const core::Event&) {}};
  std::vector<int> done;
};

using Named = std::pair<int, std::size_t>;

TEST(Inbox, PeopleAndFeedsHaveALaneEach) {
  Lanes lanes(100, plenty);
  lanes.feed(10, 5);
  lanes.command(1);
  lanes.feed(11, 6);
  lanes.command(2);
  lanes.command(3);
  EXPECT_EQ(lanes.take(2), (std::vector{1, 2}));
  EXPECT_EQ(lanes.next_feed(), (Named{10, 5}));
  EXPECT_EQ(lanes.take(2), (std::vector{3}));
  EXPECT_EQ(lanes.next_feed(), (Named{11, 6}));
  EXPECT_FALSE(lanes.next_feed());
}

TEST(Inbox, FeedsAreRefusedByBytesAndTakenAgainOnceTheirTurnIsOver) {
  Lanes lanes(100, 100);
  EXPECT_TRUE(lanes.feed(1, 60));
  EXPECT_TRUE(lanes.feed(2, 40)) << "exactly full";
  EXPECT_FALSE(lanes.feed(3, 1));
  EXPECT_TRUE(lanes.command(4)) << "people are not refused for the feeds' sake";
  EXPECT_EQ(lanes.next_feed(), (Named{1, 60}));
  EXPECT_EQ(lanes.next_feed(), (Named{2, 40}));
  EXPECT_FALSE(lanes.feed(3, 1)) << "both are still under way";
  lanes.inbox.settle(60);
  EXPECT_TRUE(lanes.feed(3, 60));
  EXPECT_EQ(lanes.inbox.load().feed_bytes, 100U);
  lanes.inbox.settle(40);
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
  EXPECT_EQ(lanes.next_feed(), (Named{1, 500}));
  lanes.inbox.settle(500);
  EXPECT_TRUE(lanes.feed(2, 1));
}

TEST(Inbox, WhoWaitsIsWokenByWorkAndByAWord) {
  using std::chrono::steady_clock;
  constexpr std::chrono::seconds long_time{60};
  Lanes lanes(100, plenty);
  const auto begin = steady_clock::now();
  lanes.inbox.wake();
  EXPECT_TRUE(lanes.inbox.wait(long_time));
  lanes.feed(1, 1);
  EXPECT_TRUE(lanes.inbox.wait(long_time));
  ASSERT_TRUE(lanes.next_feed());
  EXPECT_TRUE(lanes.inbox.push_look([](const core::State&) {}));
  EXPECT_TRUE(lanes.inbox.wait(long_time));
  EXPECT_EQ(lanes.inbox.take(1).looks.size(), 1U);
  EXPECT_LT(steady_clock::now() - begin, long_time);
  const auto idle = steady_clock::now();
  EXPECT_FALSE(lanes.inbox.wait(std::chrono::milliseconds{20}));
  EXPECT_GE(steady_clock::now() - idle, std::chrono::milliseconds{20}) << "a word wakes once";
}

TEST(Inbox, BothLanesTogetherAreBoundedByItems) {
  Lanes lanes(3, plenty);
  EXPECT_TRUE(lanes.command(1));
  EXPECT_TRUE(lanes.feed(2, 1));
  EXPECT_TRUE(lanes.command(3));
  EXPECT_FALSE(lanes.command(4));
  EXPECT_FALSE(lanes.feed(5, 1));
  lanes.inbox.close();
  EXPECT_EQ(lanes.take(100).size(), 2U) << "what is in is done";
  EXPECT_FALSE(lanes.inbox.take(1).closed) << "a feed's batch is left";
  ASSERT_TRUE(lanes.next_feed());
  EXPECT_TRUE(lanes.inbox.take(1).closed);
}

}  // namespace
}  // namespace holdfast::engine
