// Numbered batches: the same again is the same answer, another content under the number is refused,
// and what is remembered is bounded and survives the journal.
#include "core/batch_stream.hpp"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include "core/centre_test.hpp"

namespace holdfast::core::test {
namespace {

NoteTransfers note_of(std::uint64_t number, std::string digest = "aa", std::string stream = "s") {
  NoteTransfers note{"YZ01", 3, 2, 1, 0, 0, base::Sequence{7}, std::nullopt};
  note.batch = {"YZ01", std::move(stream), number, std::move(digest), 40 + number};
  return note;
}

TEST(BatchStream, ABatchToldAgainHasItsFirstAnswerAndLeavesNoEvent) {
  Centre centre;
  const auto first = note_of(1);
  EXPECT_FALSE(earlier_answer(centre.state, first.batch).value().has_value());
  centre.must(first);
  const auto earlier = earlier_answer(centre.state, note_of(1).batch);
  ASSERT_TRUE(earlier.ok());
  ASSERT_TRUE(earlier->has_value());
  EXPECT_EQ(**earlier, (TakenBatch{"aa", 41, 3, 2, 1, 0, base::Sequence{7}}));
  EXPECT_TRUE(centre.must(first).events.empty());
  EXPECT_EQ(centre.state.feeds.at("YZ01").rows, 3U) << "counted once";
}

TEST(BatchStream, ANumberUsedForAnotherContentIsAConflict) {
  Centre centre;
  centre.must(note_of(5));
  const auto refused = centre.ask(note_of(5, "bb"));
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, base::ErrorCode::conflict);
  EXPECT_NE(refused.error().message.find("batch 5 of stream s"), std::string::npos);
  EXPECT_TRUE(centre.ask(note_of(5, "bb", "other")).ok()) << "another stream has its own numbers";
  auto of_another = note_of(5, "bb");
  of_another.batch.owner = "SX02";
  EXPECT_TRUE(centre.ask(of_another).ok()) << "so has another sender";
  EXPECT_TRUE(centre.ask(note_of(3, "cc")).ok()) << "they need not come in order";
  EXPECT_EQ(centre.state.batches.at("YZ01").at("s").newest, 5U);
}

TEST(BatchStream, NumbersOlderThanWhatIsKeptAreRefused) {
  Centre centre;
  for (std::uint64_t number = 1; number <= batches_kept + 2; ++number) {
    centre.must(note_of(number));
  }
  EXPECT_EQ(centre.state.batches.at("YZ01").at("s").taken.size(), batches_kept);
  EXPECT_EQ(centre.ask(note_of(2)).error().code, base::ErrorCode::conflict) << "just forgotten";
  EXPECT_TRUE(centre.must(note_of(3)).events.empty()) << "the oldest that is kept";
}

TEST(BatchStream, TheStreamHeardOfLongestAgoIsForgottenFirst) {
  Centre centre;
  for (std::size_t i = 0; i <= streams_kept; ++i) {
    centre.now += std::chrono::seconds{1};
    centre.must(note_of(1, "aa", fmt::format("s{}", i)));
    if (i == 0) {
      continue;
    }
    centre.must(note_of(1 + i, "aa", "s0"));  // s0 goes on being heard of
  }
  const auto& streams = centre.state.batches.at("YZ01");
  EXPECT_EQ(streams.size(), streams_kept);
  EXPECT_TRUE(streams.contains("s0"));
  EXPECT_FALSE(streams.contains("s1"));
}

TEST(BatchStream, IsReadBackFromJournalAndSnapshot) {
  Centre centre;
  centre.must(NoteTransfers{"YZ01", 3, 2, 1, 0, 0, base::Sequence{7}, centre.now});
  centre.must(note_of(9));
  State replayed;
  std::vector<std::string> versions;
  for (const auto& event : centre.journal) {
    const auto line = encode(event, hex_seal());
    if (std::holds_alternative<TransfersTaken>(event.body)) {
      versions.push_back(line.substr(line.find("\"v\":"), 5));
    }
    const auto back = decode(line, hex_open());
    ASSERT_TRUE(back.ok()) << back.error().message;
    EXPECT_EQ(encode(*back, hex_seal()), line);
    evolve(replayed, *back);
  }
  EXPECT_EQ(versions, (std::vector<std::string>{"\"v\":1", "\"v\":2"}));
  EXPECT_EQ(replayed.batches, centre.state.batches);
  const auto snapshot = decode_state(encode_state(centre.state, hex_seal()), hex_open());
  ASSERT_TRUE(snapshot.ok()) << snapshot.error().message;
  EXPECT_EQ(snapshot->batches, centre.state.batches);
}

}  // namespace
}  // namespace holdfast::core::test
