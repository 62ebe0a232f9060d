#include "engine/read_ahead.hpp"

#include <gtest/gtest.h>
#include <vector>

namespace holdfast::engine {
namespace {

std::string plain(base::SubjectId, std::string_view text) {
  return std::string{text};
}
base::Result<std::string> open(base::SubjectId, std::string_view sealed) {
  return std::string{sealed};
}

/// A journal of `count` batches, the one numbered `broken` unreadable.
class Batches final : public port::Journal {
 public:
  Batches(port::BatchSeq count, port::BatchSeq broken) : count_(count), broken_(broken) {}

  base::Result<port::JournalHead> append(base::Instant, std::string_view,
                                         std::string_view) override {
    return base::Error{base::ErrorCode::unavailable, "read only"};
  }
  [[nodiscard]] port::JournalHead head() const override { return {count_, {}, {}}; }
  base::Result<void> replay(
      port::BatchSeq after,
      const std::function<base::Result<void>(const port::BatchView&)>& visit) override {
    for (auto seq = after + 1; seq <= count_; ++seq) {
      if (seq == broken_) {
        return base::Error{base::ErrorCode::corrupt, "this batch is broken"};
      }
      const auto events = "event " + std::to_string(seq);
      const auto transfers = encode(segment_of(seq), plain);
      if (auto ok = visit({seq, {}, events, transfers, {}, false}); !ok) {
        return ok;
      }
    }
    return {};
  }
  base::Result<void> read_transfers(
      port::BatchSeq, port::BatchSeq,
      const std::function<base::Result<void>(const port::BatchView&)>&) override {
    return {};
  }
  base::Result<void> read_events(
      port::BatchSeq, port::BatchSeq,
      const std::function<base::Result<void>(const port::BatchView&)>&) override {
    return {};
  }
  base::Result<port::ChainReport> verify() override { return port::ChainReport{}; }

  /// Some are empty, others some hundred kilobytes.
  static Segment segment_of(port::BatchSeq seq) {
    Segment segment;
    for (port::BatchSeq i = 0; i < seq * seq * 7 % 3'000; ++i) {
      SegmentTransfer entry;
      entry.transfer.amount = base::Fen{static_cast<std::int64_t>(seq)};
      entry.id = std::string(200, 'i');
      segment.transfers.push_back(entry);
    }
    return segment;
  }

 private:
  port::BatchSeq count_;
  port::BatchSeq broken_;
};

TEST(ReadAhead, AppliesEveryBatchInOrder) {
  Batches journal{300, 0};
  port::BatchSeq next = 11;
  const auto read = read_ahead(journal, 10, open, [&](DecodedBatch batch) -> base::Result<void> {
    EXPECT_EQ(batch.seq, next);
    EXPECT_EQ(batch.events, "event " + std::to_string(next));
    EXPECT_EQ(batch.segment.transfers, Batches::segment_of(next).transfers);
    EXPECT_EQ(batch.transfers, encode(batch.segment, plain));
    ++next;
    return {};
  });
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(next, 301U);
}

TEST(ReadAhead, TellsOfABrokenBatchOnceTheOnesBeforeItAreApplied) {
  for (const auto broken : std::vector<port::BatchSeq>{1, 2, 250}) {
    Batches journal{300, broken};
    port::BatchSeq applied = 0;
    const auto read = read_ahead(journal, 0, open, [&](DecodedBatch batch) -> base::Result<void> {
      applied = batch.seq;
      return {};
    });
    ASSERT_FALSE(read.ok());
    EXPECT_EQ(read.error().code, base::ErrorCode::corrupt);
    EXPECT_EQ(applied, broken - 1);
  }
}

TEST(ReadAhead, StopsWhereABatchCannotBeApplied) {
  Batches journal{1'000, 0};
  port::BatchSeq seen = 0;
  const auto read = read_ahead(journal, 0, open, [&](DecodedBatch batch) -> base::Result<void> {
    seen = batch.seq;
    return batch.seq < 20 ? base::Result<void>{}
                          : base::Error{base::ErrorCode::corrupt, "names what is not there"};
  });
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.error().message, "names what is not there");
  EXPECT_EQ(seen, 20U);
}

}  // namespace
}  // namespace holdfast::engine
