// Turns that overlap: while one is on its way to the disk the rows of the next are taken, and
// nobody sees or hears of either before it is durable.
#include <fmt/core.h>
#include <future>
#include <gtest/gtest.h>
#include <thread>

#include "house.hpp"

namespace holdfast::engine_test {
namespace {

using engine::FeedDone;

// Enough to be written on the journal's own thread.
constexpr std::size_t rows_a_batch = 400;

/// Rows numbered from `first` on, each with a serial of its own.
engine::FeedRows rows_from(const House& house, std::size_t first,
                           std::size_t count = rows_a_batch) {
  engine::FeedRows rows;
  for (std::size_t i = first; i < first + count; ++i) {
    engine::FeedRow row;
    row.id = row.serial = fmt::format("R{}", i);
    row.time = house.now() - std::chrono::minutes{30} + std::chrono::milliseconds{i};
    row.payer = fmt::format("99110100000{:05}", i % 90);
    row.payee = fmt::format("99220200000{:05}", i % 70);
    row.amount = base::Fen{static_cast<std::int64_t>(100 + i)};
    rows.push_back(row);
  }
  return rows;
}

class Overlap : public testing::Test {
 protected:
  using Answer = std::future<base::Result<FeedDone>>;

  Answer tell(engine::FeedRows rows, core::BatchMark mark = {}) {
    auto promise = std::make_shared<std::promise<base::Result<FeedDone>>>();
    engine::FeedBatch batch;
    batch.institution = "YZ01";
    batch.rows = std::move(rows);
    batch.mark = std::move(mark);
    house_.engine().take({"feed"}, std::move(batch), [promise](base::Result<FeedDone> done) {
      promise->set_value(std::move(done));
    });
    return promise->get_future();
  }
  void TearDown() override { house_.disk().go_on(); }

  static core::BatchMark numbered(std::uint64_t number, std::string digest) {
    return {.owner = "YZ01", .stream = "s", .number = number, .digest = std::move(digest)};
  }
  /// How many transfers the graph has, durable or not, once it has so many; or when that lasts.
  std::uint64_t graph_reaches(std::uint64_t count) {
    const auto& graph = house_.engine().world().graph();
    for (int i = 0; i < 4000 && graph.snapshot().value() < count; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
    return graph.snapshot().value();
  }
  /// The disk stops at the first of these rows, which are told while it is busy with others: only
  /// where that happens turns overlap.
  Answer stop_at(engine::FeedRows rows, core::BatchMark mark = {}) {
    house_.disk().stop();
    auto before = tell(rows_from(house_, 90'000, first_));
    graph_reaches(first_);
    auto answer = tell(std::move(rows), std::move(mark));
    house_.disk().let(1);
    EXPECT_EQ(before.get()->fresh, first_);
    return answer;
  }
  static bool is_ready(const Answer& answer) {
    return answer.wait_for(std::chrono::seconds{0}) == std::future_status::ready;
  }

  static constexpr std::uint64_t first_ = rows_a_batch;  // those told before
  House house_;
};

TEST_F(Overlap, TheNextRowsAreTakenWhileTheDiskIsWaitedForAndNobodyHearsOfThem) {
  auto first = stop_at(rows_from(house_, 0));
  ASSERT_EQ(graph_reaches(first_ + rows_a_batch), first_ + rows_a_batch);
  const auto before = house_.engine().seq();
  auto second = tell(rows_from(house_, rows_a_batch));
  EXPECT_EQ(graph_reaches(first_ + 2 * rows_a_batch), first_ + 2 * rows_a_batch);
  EXPECT_EQ(house_.engine().durable().value(), first_);
  EXPECT_EQ(house_.engine().seq(), before);
  EXPECT_FALSE(is_ready(first));
  EXPECT_FALSE(is_ready(second));
  house_.disk().go_on();
  const auto one = first.get();
  const auto two = second.get();
  ASSERT_TRUE(one.ok() && two.ok());
  EXPECT_EQ(one->first.value(), first_);
  EXPECT_EQ(two->first.value(), first_ + rows_a_batch);
  EXPECT_EQ(one->seq + 1, two->seq);
  EXPECT_EQ(house_.engine().durable().value(), first_ + 2 * rows_a_batch);
  EXPECT_EQ(house_.engine().world().texts(two->first).serial, fmt::format("R{}", rows_a_batch));
}

TEST_F(Overlap, WhatIsNotDurableYetIsADuplicateWhenItIsToldAgain) {
  auto first = stop_at(rows_from(house_, 0));
  ASSERT_EQ(graph_reaches(first_ + rows_a_batch), first_ + rows_a_batch);
  auto again = tell(rows_from(house_, 100));  // 300 of them
  EXPECT_EQ(graph_reaches(first_ + rows_a_batch + 100), first_ + rows_a_batch + 100);
  house_.disk().go_on();
  EXPECT_EQ(first.get()->fresh, rows_a_batch);
  const auto told = again.get();
  ASSERT_TRUE(told.ok());
  EXPECT_EQ(told->fresh, 100U);
  EXPECT_EQ(told->duplicates, 300U);
}

TEST_F(Overlap, ANumberedBatchThatIsBeingWrittenIsAnsweredOnceAndForAll) {
  auto first = stop_at(rows_from(house_, 0), numbered(1, "aa"));
  ASSERT_EQ(graph_reaches(first_ + rows_a_batch), first_ + rows_a_batch);
  auto again = tell(rows_from(house_, 0), numbered(1, "aa"));
  auto other = tell(rows_from(house_, 5000), numbered(1, "bb"));
  auto next = tell(rows_from(house_, 1000), numbered(2, "cc"));
  auto next_again = tell(rows_from(house_, 1000), numbered(2, "cc"));
  auto next_other = tell(rows_from(house_, 7000), numbered(2, "dd"));
  // Which of them the engine takes while the disk is busy depends on when it looks: the answers are
  // the same. What must be decided about the one being written waits for it.
  EXPECT_FALSE(is_ready(first) || is_ready(again));
  house_.disk().go_on();
  const auto one = first.get();
  const auto one_again = again.get();
  ASSERT_TRUE(one.ok() && one_again.ok());
  EXPECT_FALSE(one->repeated);
  EXPECT_TRUE(one_again->repeated);
  EXPECT_EQ(one_again->seq, one->seq);
  EXPECT_EQ(one_again->fresh, rows_a_batch);
  EXPECT_EQ(other.get().error().code, base::ErrorCode::conflict);
  EXPECT_EQ(next.get()->fresh, rows_a_batch);
  const auto two_again = next_again.get();
  ASSERT_TRUE(two_again.ok());
  EXPECT_TRUE(two_again->repeated);
  EXPECT_EQ(next_other.get().error().code, base::ErrorCode::conflict);
  EXPECT_EQ(house_.engine().durable().value(), first_ + 2 * rows_a_batch)
      << "refused rows are nowhere";
}

TEST_F(Overlap, AReportThatComesMeanwhileFindsTheRowsTakenAheadOfIt) {
  engine::FeedRow theft;
  theft.id = theft.serial = "THEFT";
  theft.time = house_.now() - std::chrono::minutes{10};
  theft.payer = "9911010000000017";
  theft.payee = "9922020000000015";
  theft.amount = base::Fen{5'000'000};
  auto first = stop_at(rows_from(house_, 0));
  ASSERT_EQ(graph_reaches(first_ + rows_a_batch), first_ + rows_a_batch);
  auto second = tell({theft});
  ASSERT_EQ(graph_reaches(first_ + rows_a_batch + 1), first_ + rows_a_batch + 1);
  auto report = std::async(std::launch::async, [this] { return house_.report("key"); });
  std::this_thread::sleep_for(std::chrono::milliseconds{50});
  house_.disk().go_on();
  ASSERT_TRUE(first.get().ok() && second.get().ok());
  ASSERT_TRUE(report.get().ok());
  std::optional<base::Sequence> matched;
  house_.engine().read([&](const core::State& seen) {
    ASSERT_EQ(seen.cases.size(), 1U);
    matched = seen.cases.begin()->second.losses.at(0).matched;
  });
  EXPECT_EQ(matched, base::Sequence{first_ + rows_a_batch});
}

TEST_F(Overlap, AllThatWasTakenIsThereAfterARestart) {
  std::vector<Answer> answers;
  for (std::size_t i = 0; i < 30; ++i) {
    answers.push_back(tell(rows_from(house_, i * 300), numbered(i + 1, "aa")));  // a quarter again
  }
  std::uint64_t fresh = 0;
  for (auto& answer : answers) {
    const auto done = answer.get();
    ASSERT_TRUE(done.ok()) << done.error().message;
    fresh += done->fresh;
  }
  EXPECT_EQ(fresh, 29 * 300 + rows_a_batch);
  EXPECT_EQ(house_.engine().durable().value(), fresh);
  const auto state = house_.state();
  house_.close();
  house_.open(House::Snapshots::none);
  EXPECT_EQ(house_.engine().durable().value(), fresh);
  EXPECT_EQ(house_.state(), state);
}

}  // namespace
}  // namespace holdfast::engine_test
