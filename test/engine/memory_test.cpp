// A limit of memory: first the graph comes from the snapshot on disk, then feeds wait; what people
// and banks say never does.

#include <chrono>
#include <fmt/core.h>
#include <gtest/gtest.h>
#include <thread>

#include "engine/memory_watch.hpp"
#include "house.hpp"

namespace holdfast::engine_test {
namespace {

bool in_time(const std::function<bool()>& holds) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{20};
  while (!holds()) {
    if (std::chrono::steady_clock::now() > until) {
      return false;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
  }
  return true;
}

engine::FeedBatch batch_of(std::int64_t first, std::int64_t count, base::Instant now) {
  engine::FeedBatch batch;
  batch.institution = "YZ01";
  for (std::int64_t i = first; i < first + count; ++i) {
    engine::FeedRow row;
    row.id = row.serial = fmt::format("M{}", i);
    row.time = now - std::chrono::hours{2} + base::Milliseconds{i};
    row.payer = fmt::format("99110100000{:05}", 20'000 + i % 97);
    row.payee = fmt::format("99220200000{:05}", 20'000 + i % 89);
    row.amount = base::Fen{i + 1};
    batch.rows.push_back(std::move(row));
  }
  return batch;
}

TEST(Memory, IsJudgedByItsLimit) {
  using engine::judge_memory;
  using engine::MemoryState;
  EXPECT_EQ(judge_memory(1'000'000, 0), MemoryState::ample) << "no limit";
  EXPECT_EQ(judge_memory(799, 1'000), MemoryState::ample);
  EXPECT_EQ(judge_memory(800, 1'000), MemoryState::tight);
  EXPECT_EQ(judge_memory(999, 1'000), MemoryState::tight);
  EXPECT_EQ(judge_memory(1'000, 1'000), MemoryState::full);
  EXPECT_GT(engine::own_memory(), 1'000'000U);
}

TEST(Memory, AtItsLimitFeedsWaitAndReportsDoNot) {
  House house;
  house.close();
  house.tune([](engine::Options& options) { options.memory_limit_bytes = 1; });
  house.open();
  ASSERT_TRUE(
      in_time([&] { return house.engine().counters().memory.state == engine::MemoryState::full; }));
  const auto refused = house.engine().take_and_wait({"feed"}, batch_of(0, 3, house.now()));
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, base::ErrorCode::too_many);
  EXPECT_TRUE(house.report("R1", "d").ok());
  house.close();
  house.tune({});
  house.open();
  EXPECT_TRUE(house.engine().take_and_wait({"feed"}, batch_of(0, 3, house.now())).ok());
}

TEST(Memory, WhenItIsTightTheGraphComesFromTheSnapshotAndReadsTheSame) {
  House house;
  house.close();
  house.tune([](engine::Options& options) {
    options.memory_limit_bytes = 1'000;
    options.memory_in_use = [] { return std::uint64_t{900}; };
    options.snapshot_every_transfers = 2'000;
  });
  house.open();
  constexpr std::int64_t rows = 6'000;
  for (std::int64_t first = 0; first < rows; first += 1'000) {
    ASSERT_TRUE(house.engine().take_and_wait({"feed"}, batch_of(first, 1'000, house.now())).ok());
  }
  ASSERT_TRUE(in_time([&] {
    (void)house.engine().take_and_wait({"feed"}, batch_of(rows, 1, house.now()));  // goes on
    return house.engine().counters().memory.given_back_bytes > 0;
  }));
  const auto& world = house.engine().world();
  for (std::int64_t i = 0; i < rows; ++i) {
    const base::Sequence sequence{static_cast<std::uint64_t>(i)};
    ASSERT_EQ(world.graph().transfer(sequence).amount, base::Fen{i + 1});
  }
  EXPECT_EQ(world.texts(base::Sequence{7}).serial, "M7");
  EXPECT_EQ(world.facts(world.graph().transfer(base::Sequence{7}).payer).number,
            "9911010000020007");
}

}  // namespace
}  // namespace holdfast::engine_test
