// A graph written down and mapped again is the same graph and goes on alike; memory that it gives
// back reads the same, to readers too that look at it meanwhile.

#include <atomic>
#include <gtest/gtest.h>
#include <thread>

#include "base/rng.hpp"
#include "fund/duplicates.hpp"
#include "fund/graph.hpp"
#include "support/memory_image.hpp"

namespace holdfast::fund {
namespace {

using base::Fen;

constexpr std::uint32_t accounts = 60;
constexpr HashKey key{3, 1, 4};

Transfer some_transfer(base::Rng& rng, std::int64_t i) {
  const bool is_late = rng.below(20) == 0;
  Transfer one{
      .time =
          base::from_unix_ms(1'790'000'000'000 + i * 10 - (is_late ? rng.between(0, 20'000) : 0)),
      .learned =
          base::from_unix_ms(1'790'000'000'000 + i * 10 + (rng.below(30) == 0 ? 9'000'000 : 5)),
      .payer = AccountId{static_cast<std::uint32_t>(rng.below(rng.below(2) == 0 ? 3 : accounts))},
      .payee = AccountId{static_cast<std::uint32_t>(rng.below(accounts))},
      .amount = Fen{rng.between(1, 5000)},
      .kind = rng.below(9) == 0 ? Kind::merchant : Kind::transfer,
      .feed = FeedId{static_cast<std::uint16_t>(rng.below(3))}};
  if (rng.below(200) == 0) {
    one.payee = one.payer;
    one.kind = Kind::opening;
    one.amount = Fen{0};
  }
  return one;
}

void intern_all(Graph& graph) {
  for (std::uint32_t i = 0; i < accounts; ++i) {
    graph.intern("account " + std::to_string(i));
  }
}

void expect_same(const Graph& one, const Graph& other) {
  ASSERT_EQ(one.snapshot(), other.snapshot());
  ASSERT_EQ(one.account_count(), other.account_count());
  for (std::uint64_t i = 0; i < one.snapshot().value(); ++i) {
    const Transfer left = one.transfer(Sequence{i});
    const Transfer right = other.transfer(Sequence{i});
    ASSERT_EQ(left.time, right.time) << i;
    ASSERT_EQ(left.learned, right.learned) << i;
    ASSERT_EQ(left.amount, right.amount) << i;
  }
  for (std::uint32_t a = 0; a < accounts; ++a) {
    for (const std::uint64_t length : {one.snapshot().value(), one.snapshot().value() / 3}) {
      ASSERT_EQ(one.ordered_log(AccountId{a}, Snapshot{length}),
                other.ordered_log(AccountId{a}, Snapshot{length}));
      ASSERT_EQ(one.known_balance(AccountId{a}, Snapshot{length}),
                other.known_balance(AccountId{a}, Snapshot{length}));
    }
  }
}

class GraphImage : public testing::TestWithParam<std::uint64_t> {};

TEST_P(GraphImage, MappedAgainItIsTheSameAndGoesOn) {
  base::Rng rng{GetParam()};
  Graph graph{key, KeyTexts::dropped};
  intern_all(graph);
  for (std::int64_t i = 0; i < 4000; ++i) {
    graph.append(some_transfer(rng, i));
  }
  base::ImageOut out;
  graph.write_to(out);
  const test::MemoryImage image{out};
  Graph mapped{key, KeyTexts::dropped};
  ASSERT_TRUE(mapped.read_from(image).ok());
  expect_same(graph, mapped);
  for (std::int64_t i = 4000; i < 8000; ++i) {
    const Transfer one = some_transfer(rng, i);
    graph.append(one);
    mapped.append(one);
  }
  EXPECT_EQ(mapped.intern("account 7"), AccountId{7});
  EXPECT_EQ(mapped.intern("somebody new"), graph.intern("somebody new"));
  expect_same(graph, mapped);
}

TEST_P(GraphImage, MemoryGivenBackReadsTheSame) {
  base::Rng rng{GetParam()};
  Graph graph{key, KeyTexts::dropped};
  Graph twin{key, KeyTexts::dropped};
  intern_all(graph);
  intern_all(twin);
  constexpr std::int64_t count = 300'000;  // some 7 MB of transfers and 4 of logs
  for (std::int64_t i = 0; i < count; ++i) {
    const Transfer one = some_transfer(rng, i);
    graph.append(one);
    twin.append(one);
  }
  base::ImageOut out;
  graph.write_to(out);
  const test::MemoryImage image{out};
  const Snapshot before = graph.snapshot();
  std::atomic<bool> done{false};
  std::thread reader{[&] {
    while (!done.load()) {
      for (std::uint32_t a = 0; a < accounts; ++a) {
        EXPECT_EQ(graph.known_balance(AccountId{a}, before),
                  twin.known_balance(AccountId{a}, before));
      }
    }
  }};
  Graph::GivingBack progress;
  std::int64_t more = count;
  while (!graph.give_back(image, progress, std::size_t{2} << 20)) {
    graph.append(some_transfer(rng, more++));
  }
  done = true;
  reader.join();
  EXPECT_GE(progress.given, std::size_t{6} << 20);
  for (std::uint64_t i = 0; i < before.value(); ++i) {
    ASSERT_EQ(graph.transfer(Sequence{i}).amount, twin.transfer(Sequence{i}).amount);
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, GraphImage, testing::Range<std::uint64_t>(1, 4));

TEST(GraphImage, ACutOrMissingSectionIsRefused) {
  base::Rng rng{9};
  Graph graph{key, KeyTexts::dropped};
  intern_all(graph);
  for (std::int64_t i = 0; i < 2000; ++i) {
    graph.append(some_transfer(rng, i));
  }
  base::ImageOut out;
  graph.write_to(out);
  for (const auto* section : {"transfers", "accounts", "log words", "accounts' keys", "learned"}) {
    test::MemoryImage image{out};
    image.cut(section, 3);
    Graph mapped{key, KeyTexts::dropped};
    const auto read = mapped.read_from(image);
    ASSERT_FALSE(read.ok()) << section;
    EXPECT_EQ(read.error().code, base::ErrorCode::corrupt);
  }
  base::ImageOut nothing;
  Graph mapped{key, KeyTexts::dropped};
  EXPECT_FALSE(mapped.read_from(test::MemoryImage{nothing}).ok());
}

/// Bears every serial that was told to it.
class Told final : public Register {
 public:
  void add(std::string serial) { serials_.push_back(std::move(serial)); }
  [[nodiscard]] bool bears(Sequence sequence, FeedId, std::string_view serial) const override {
    return serials_[sequence.value()] == serial;
  }
  [[nodiscard]] Numbers numbers_of(Sequence) const override { return {}; }

 private:
  std::vector<std::string> serials_;
};

TEST(DoorImage, MappedAgainItKnowsEverySerial) {
  Graph graph{key, KeyTexts::dropped};
  const AccountId payer = graph.intern("payer");
  const AccountId payee = graph.intern("payee");
  Told told;
  Door door{{.key = key}, graph, told};
  const auto candidate = [&](const std::string& serial, std::int64_t i) {
    return Candidate{.serial = serial,
                     .uetr = {},
                     .clearing_serial = {},
                     .transfer = {.time = base::from_unix_ms(i * 1'000'000),
                                  .learned = {},
                                  .payer = payer,
                                  .payee = payee,
                                  .amount = Fen{1}}};
  };
  constexpr std::int64_t count = 30'000;
  for (std::int64_t i = 0; i < count; ++i) {
    const auto serial = "S" + std::to_string(i);
    told.add(serial);
    const auto one = candidate(serial, i);
    ASSERT_EQ(door.admit(one, Sequence{graph.snapshot().value()}).verdict, Verdict::fresh);
    graph.append(one.transfer);
  }
  base::ImageOut out;
  door.write_to(out);
  const test::MemoryImage image{out};
  Door mapped{{.key = key}, graph, told};
  ASSERT_TRUE(mapped.read_from(image).ok());
  for (std::int64_t i = 0; i < count; i += 7) {
    const auto serial = "S" + std::to_string(i);
    const auto again = mapped.admit(candidate(serial, i), Sequence{graph.snapshot().value()});
    ASSERT_EQ(again.verdict, Verdict::duplicate) << i;
    ASSERT_EQ(again.of.value(), static_cast<std::uint64_t>(i));
  }
}

}  // namespace
}  // namespace holdfast::fund
