// The world again: a replay of all segments, one by one or from an image on, makes the same
// accounts, transfers and legs, and its door judges what comes next alike.
#include "engine/world.hpp"

#include <array>
#include <fmt/core.h>
#include <gtest/gtest.h>
#include <memory>

#include "base/rng.hpp"
#include "support/memory_image.hpp"

namespace holdfast::engine {
namespace {

constexpr std::array<std::string_view, 9> numbers{
    "9911010000000017", "9911010000000025", "9922020000000015", "9922020000000023",    "12345",
    "YZ01:12345",       "erased:1",         "9933030000000013", "50010119900101123456"};
constexpr std::array<std::string_view, 3> institutions{"", "YZ01", "SX02"};
constexpr std::array<std::string_view, 3> names{"", "张三", "李四"};
constexpr std::array<std::string_view, 4> clearings{"", "", "CL-1",
                                                    "8a562c67-ca16-48ba-b074-65581be6f001"};

core::Routing routing() {
  core::Routing routing;
  routing.institutions = {{"YZ01", "渝州银行", "", "", {"991101"}, true},
                          {"SX02", "山峡银行", "", "", {"992202"}, true}};
  return routing;
}

template <typename List>
std::string pick(base::Rng& rng, const List& list) {
  return std::string{list[rng.below(list.size())]};
}

FeedRow some_row(base::Rng& rng) {
  FeedRow row;
  row.id = fmt::format("I{}", rng.below(200));
  row.serial = rng.below(4) == 0 ? "" : fmt::format("S{}", rng.below(200));
  row.clearing = pick(rng, clearings);
  if (row.clearing == "CL-1") {
    row.clearing = fmt::format("CL-{}", rng.below(40));
  }
  row.time = base::from_unix_ms(1'790'000'000'000 + rng.between(0, 600'000));
  row.payer = pick(rng, numbers);
  row.payee = pick(rng, numbers);
  row.payer_name = pick(rng, names);
  row.payee_name = pick(rng, names);
  row.payer_institution = pick(rng, institutions);
  row.payee_institution = pick(rng, institutions);
  row.amount = base::Fen{100 * rng.between(1, 3)};
  row.kind = rng.below(8) == 0 ? fund::Kind::cash : fund::Kind::transfer;
  return row;
}

/// What a journal keeps of the world, unsealed.
struct History {
  World world;
  std::vector<Segment> segments;

  static std::string bytes(const Segment& segment) {
    return encode(segment,
                  [](base::SubjectId, std::string_view plain) { return std::string{plain}; });
  }
  void commit(Segment segment) {
    segments.push_back(std::move(segment));
    world.end_turn();
    world.committed(segments.size(), bytes(segments.back()), segments.back().transfers);
  }
  /// A world that reads its texts here.
  [[nodiscard]] World::Options reading_from_here() const {
    World::Options options;
    options.read_segments = [this](port::BatchSeq first, port::BatchSeq last,
                                   const SegmentStore::Visit& visit) -> base::Result<void> {
      for (auto seq = first; seq <= std::min<port::BatchSeq>(last, segments.size()); ++seq) {
        const auto kept = bytes(segments[seq - 1]);
        if (auto visited =
                visit({.seq = seq, .at = {}, .events = {}, .transfers = kept, .hash = {}});
            !visited) {
          return visited;
        }
      }
      return {};
    };
    options.open = [](base::SubjectId, std::string_view sealed) -> base::Result<std::string> {
      return std::string{sealed};
    };
    return options;
  }
  void replay(World& world_in, std::size_t from) const {
    for (std::size_t i = from; i < segments.size(); ++i) {
      const auto applied = world_in.apply(i + 1, segments[i], bytes(segments[i]));
      ASSERT_TRUE(applied.ok()) << applied.error().message;
    }
  }
};

/// A batch of something that happens to a world.
void happen(World& world, base::Rng& rng, Segment& segment) {
  const auto learned = base::from_unix_ms(1'790'000'600'000 + rng.between(0, 1000));
  switch (rng.below(9)) {
    case 8: {
      const auto account =
          world.account(pick(rng, numbers), pick(rng, institutions), {}, routing(), segment);
      world.open_exit(account, base::from_unix_ms(1'790'000'000'000 + rng.between(0, 600'000)),
                      learned, segment);
      break;
    }
    case 0: {
      const auto account =
          world.account(pick(rng, numbers), pick(rng, institutions),
                        {pick(rng, names), NameSource::victim}, routing(), segment);
      world.name_account(account, {pick(rng, names), NameSource::bank}, segment);
      break;
    }
    case 1: {
      const auto account =
          world.account(pick(rng, numbers), pick(rng, institutions), {}, routing(), segment);
      world.state_balance(account, base::Fen{rng.between(0, 1000)}, learned, learned, segment);
      break;
    }
    case 2: {
      const auto length = world.graph().snapshot().value();
      const auto into = base::Sequence{rng.below(length + 1)};
      const auto leg = world.merged_leg(into);
      const auto own = world.split(into, segment, learned);
      EXPECT_EQ(own.ok(), leg.has_value() && !leg->split);
      break;
    }
    default:
      world.take(some_row(rng), pick(rng, institutions), learned, routing(), segment);
  }
}

void live(History& history, base::Rng& rng, int batches) {
  for (int batch = 0; batch < batches; ++batch) {
    Segment segment;
    for (auto left = rng.between(1, 8); left > 0; --left) {
      happen(history.world, rng, segment);
    }
    if (!segment.empty()) {
      history.commit(std::move(segment));
    }
  }
}

void expect_same_transfers(const World& one, const World& other) {
  ASSERT_EQ(one.graph().snapshot(), other.graph().snapshot());
  for (std::uint64_t i = 0; i < one.graph().snapshot().value(); ++i) {
    const base::Sequence sequence{i};
    SegmentTransfer left;
    SegmentTransfer right;
    for (const auto& [world, entry] : {std::pair{&one, &left}, std::pair{&other, &right}}) {
      const auto texts = world->texts(sequence);
      entry->transfer = world->graph().transfer(sequence);
      entry->id = texts.id;
      entry->serial = texts.serial;
      entry->clearing = texts.clearing;
      entry->feed = texts.feed;
    }
    ASSERT_EQ(left, right) << i;
    const auto merged = one.merged_leg(sequence);
    const auto merged_there = other.merged_leg(sequence);
    ASSERT_EQ(merged.has_value(), merged_there.has_value()) << i;
    if (merged) {
      EXPECT_EQ(merged->feed, merged_there->feed) << i;
      EXPECT_EQ(merged->certain, merged_there->certain) << i;
      EXPECT_EQ(merged->certain, merged_there->certain) << i;
      EXPECT_EQ(merged->split, merged_there->split) << i;
    }
  }
}

void expect_same_accounts(const World& one, const World& other) {
  ASSERT_EQ(one.graph().account_count(), other.graph().account_count());
  for (std::uint32_t i = 0; i < one.graph().account_count(); ++i) {
    const auto left = one.facts(base::AccountId{i});
    const auto right = other.facts(base::AccountId{i});
    EXPECT_EQ(left.number, right.number) << i;
    EXPECT_EQ(left.name, right.name) << i;
    EXPECT_EQ(left.institution, right.institution) << i;
  }
  for (const auto number : numbers) {
    for (const auto institution : institutions) {
      EXPECT_EQ(one.find(number, institution), other.find(number, institution))
          << number << " at " << institution;
    }
  }
}

/// What comes next, after so many batches, is judged alike.
void expect_same_door(World& one, World& other, std::size_t batches, std::uint64_t seed) {
  base::Rng rng{seed};
  for (int i = 0; i < 200; ++i) {
    const auto row = some_row(rng);
    const auto feed = pick(rng, institutions);
    Segment left_news;
    Segment right_news;
    const auto left = one.take(row, feed, row.time, routing(), left_news);
    const auto right = other.take(row, feed, row.time, routing(), right_news);
    ASSERT_EQ(left.how, right.how) << i;
    ASSERT_EQ(left.sequence, right.sequence) << i;
    ASSERT_EQ(left_news.accounts, right_news.accounts) << i;
    ASSERT_EQ(left_news.transfers, right_news.transfers) << i;
    if (!left_news.empty()) {
      ++batches;
      one.end_turn();
      other.end_turn();
      one.committed(batches, History::bytes(left_news), left_news.transfers);
      other.committed(batches, History::bytes(right_news), right_news.transfers);
    }
  }
}

class WorldAgain : public testing::TestWithParam<std::uint64_t> {};

TEST_P(WorldAgain, ReplayOfAllSegmentsIsTheWorld) {
  base::Rng rng{GetParam()};
  History history;
  live(history, rng, 60);
  World replayed;
  history.replay(replayed, 0);
  expect_same_transfers(history.world, replayed);
  expect_same_accounts(history.world, replayed);
  expect_same_door(history.world, replayed, history.segments.size(), GetParam());
}

TEST_P(WorldAgain, AnImageAndWhatCameAfterItIsTheWorld) {
  base::Rng rng{GetParam()};
  History history;
  live(history, rng, 40);
  base::ImageOut out;
  history.world.write_to(out);
  const test::MemoryImage image{out};
  const auto written = history.segments.size();
  live(history, rng, 20);
  World replayed{history.reading_from_here()};
  const auto read = replayed.read_from(image);
  ASSERT_TRUE(read.ok()) << read.error().message;
  history.replay(replayed, written);
  expect_same_transfers(history.world, replayed);
  expect_same_accounts(history.world, replayed);
  expect_same_door(history.world, replayed, history.segments.size(), GetParam());
}

TEST_P(WorldAgain, ATurnAheadOfItsJournalItIsTheSameWorld) {
  base::Rng rng{GetParam()};
  History prompt;
  live(prompt, rng, 60);
  base::Rng same{GetParam()};
  History ahead;
  std::unique_ptr<Segment> ended;  // and not in the journal yet
  const auto commit_ended = [&] {
    if (ended) {
      ahead.segments.push_back(*ended);
      ahead.world.committed(ahead.segments.size(), History::bytes(*ended), ended->transfers);
    }
  };
  for (int batch = 0; batch < 60; ++batch) {
    auto segment = std::make_unique<Segment>();
    for (auto left = same.between(1, 8); left > 0; --left) {
      happen(ahead.world, same, *segment);
    }
    if (!segment->empty()) {
      commit_ended();
      ahead.world.end_turn();
      ended = std::move(segment);
    }
  }
  commit_ended();
  ASSERT_EQ(ahead.segments.size(), prompt.segments.size());
  for (std::size_t i = 0; i < prompt.segments.size(); ++i) {
    ASSERT_EQ(ahead.segments[i].accounts, prompt.segments[i].accounts) << i;
    ASSERT_EQ(ahead.segments[i].transfers, prompt.segments[i].transfers) << i;
  }
  expect_same_transfers(ahead.world, prompt.world);
  expect_same_accounts(ahead.world, prompt.world);
  expect_same_door(ahead.world, prompt.world, prompt.segments.size(), GetParam());
}

INSTANTIATE_TEST_SUITE_P(Seeds, WorldAgain, testing::Range<std::uint64_t>(1, 41));

TEST(World, AnErasedNumberIsNobodyElsesNumber) {
  // Account 0 is called "erased:1"; the key of account 1 is destroyed.
  Segment segment;
  World before;
  before.account("erased:1", "", {}, routing(), segment);
  before.account("9911010000000017", "", {}, routing(), segment);
  segment.accounts.at(1).number = std::string{base::erased_text};
  World after;
  ASSERT_TRUE(after.apply(1, segment, {}).ok());
  EXPECT_EQ(after.graph().account_count(), 2U);
  EXPECT_EQ(after.find("erased:1", ""), base::AccountId{0});
  EXPECT_EQ(after.find("9911010000000017", ""), std::nullopt);
}

TEST(World, RefusesASegmentThatNamesWhatIsNotThere) {
  World world;
  Segment unknown_account;
  unknown_account.accounts.push_back({base::AccountId{1}, "12345", {}, NameSource::nobody, {}});
  EXPECT_EQ(world.apply(1, unknown_account, {}).error().code, base::ErrorCode::corrupt);
  Segment unknown_payer;
  SegmentTransfer entry;
  entry.transfer.amount = base::Fen{1};
  unknown_payer.transfers.push_back(entry);
  EXPECT_EQ(world.apply(1, unknown_payer, {}).error().code, base::ErrorCode::corrupt);
}

}  // namespace
}  // namespace holdfast::engine
