// What a journal must do, whatever it is made of.
#include <gtest/gtest.h>
#include <memory>
#include <string>
#include <vector>

#include "store/chain.hpp"
#include "store/memory_journal.hpp"
#include "store/scratch_test.hpp"
#include "store/sqlite_journal.hpp"

namespace holdfast::store {
namespace {

using base::ErrorCode;
using base::from_unix_ms;
using base::Result;
using port::BatchSeq;
using port::BatchView;

class SqliteWorld {
 public:
  SqliteWorld() { reopen(); }
  SqliteJournal& journal() { return *journal_; }
  void reopen() {
    journal_.reset();
    journal_ = SqliteJournal::open(scratch_ / "journal.db", Access::read_write).value();
  }

 private:
  Scratch scratch_;
  std::unique_ptr<SqliteJournal> journal_;
};

class MemoryWorld {
 public:
  MemoryJournal& journal() { return journal_; }
  void reopen() { journal_.reopen(); }

 private:
  MemoryJournal journal_;
};

template <typename World>
class JournalContract : public testing::Test {
 protected:
  World world;

  void append(BatchSeq count) {
    for (BatchSeq i = 0; i < count; ++i) {
      const auto n = world.journal().head().seq + 1;
      const auto head = world.journal().append(from_unix_ms(static_cast<std::int64_t>(1000 * n)),
                                               "{\"n\":" + std::to_string(n) + "}\n",
                                               std::string(n % 3 * 100, '\x80'));
      ASSERT_TRUE(head.ok()) << head.error().message;
      ASSERT_EQ(head->seq, n);
    }
  }

  std::vector<BatchSeq> replayed(BatchSeq after) {
    std::vector<BatchSeq> seen;
    const auto done = world.journal().replay(after, [&seen](const BatchView& batch) {
      seen.push_back(batch.seq);
      return Result<void>{};
    });
    EXPECT_TRUE(done.ok()) << done.error().message;
    return seen;
  }
};

using Worlds = testing::Types<SqliteWorld, MemoryWorld>;
TYPED_TEST_SUITE(JournalContract, Worlds);

TYPED_TEST(JournalContract, StartsEmpty) {
  EXPECT_EQ(this->world.journal().head().seq, 0U);
  EXPECT_EQ(this->world.journal().head().hash, base::Digest{});
  EXPECT_TRUE(this->replayed(0).empty());
  EXPECT_EQ(this->world.journal().verify().value().batches, 0U);
}

TYPED_TEST(JournalContract, ChainIsTheOneThatThePortDefines) {
  const auto at = from_unix_ms(1609464600123);
  const auto head = this->world.journal().append(at, "events", "transfers").value();
  base::Sha256 hash;
  hash.add(std::string(32, '\0'));
  hash.add(std::uint64_t{1});
  hash.add(std::uint64_t{1609464600123});
  hash.add(base::as_bytes(base::sha256("events")));
  hash.add(base::as_bytes(base::sha256("transfers")));
  EXPECT_EQ(base::to_hex(head.hash), base::to_hex(hash.finish()));
}

TYPED_TEST(JournalContract, GivesBackExactlyWhatWasAppended) {
  const std::string events{"{\"text\":\"诈骗\"}\n\0tail", 24};
  const std::string transfers{"\0\xff\x80", 3};
  const auto head = this->world.journal().append(from_unix_ms(-5), events, transfers).value();
  this->world.reopen();
  int visits = 0;
  const auto done = this->world.journal().replay(0, [&](const BatchView& batch) {
    visits += 1;
    EXPECT_EQ(batch.seq, 1U);
    EXPECT_EQ(batch.at, from_unix_ms(-5));
    EXPECT_EQ(batch.events, events);
    EXPECT_EQ(batch.transfers, transfers);
    EXPECT_EQ(batch.hash, head.hash);
    EXPECT_FALSE(batch.transfers_dropped);
    return Result<void>{};
  });
  EXPECT_TRUE(done.ok());
  EXPECT_EQ(visits, 1);
}

TYPED_TEST(JournalContract, ReplaysWhatFollowsABatch) {
  this->append(5);
  EXPECT_EQ(this->replayed(0), (std::vector<BatchSeq>{1, 2, 3, 4, 5}));
  EXPECT_EQ(this->replayed(3), (std::vector<BatchSeq>{4, 5}));
  EXPECT_TRUE(this->replayed(5).empty());
}

TYPED_TEST(JournalContract, RefusesToReplayFromPastItsEnd) {
  this->append(2);
  const auto done =
      this->world.journal().replay(3, [](const BatchView&) { return Result<void>{}; });
  ASSERT_FALSE(done.ok());
  EXPECT_EQ(done.error().code, ErrorCode::corrupt);
  EXPECT_NE(done.error().message.find("batch 3"), std::string::npos);
}

TYPED_TEST(JournalContract, StopsAtTheFirstErrorOfTheVisitor) {
  this->append(4);
  int visits = 0;
  const auto done = this->world.journal().replay(0, [&visits](const BatchView& batch) {
    visits += 1;
    return batch.seq == 2 ? Result<void>{base::Error{ErrorCode::conflict, "enough"}}
                          : Result<void>{};
  });
  ASSERT_FALSE(done.ok());
  EXPECT_EQ(done.error().message, "enough");
  EXPECT_EQ(visits, 2);
  this->append(1);  // the journal is none the worse
}

TYPED_TEST(JournalContract, GoesOnWhereItEndedAfterReopening) {
  this->append(3);
  const auto before = this->world.journal().head();
  this->world.reopen();
  EXPECT_EQ(this->world.journal().head().seq, before.seq);
  EXPECT_EQ(this->world.journal().head().hash, before.hash);
  EXPECT_EQ(this->world.journal().head().at, before.at);
  this->append(3);
  const auto report = this->world.journal().verify().value();
  EXPECT_EQ(report.batches, 6U);
  EXPECT_EQ(report.head.hash, this->world.journal().head().hash);
  EXPECT_EQ(report.bytes, 6 * 8U + 600U);
}

TYPED_TEST(JournalContract, EmptyBodiesAreBodies) {
  ASSERT_TRUE(this->world.journal().append(from_unix_ms(1), {}, {}).ok());
  this->world.reopen();
  const auto done = this->world.journal().replay(0, [](const BatchView& batch) {
    EXPECT_FALSE(batch.transfers_dropped);
    EXPECT_TRUE(batch.events.empty());
    EXPECT_TRUE(batch.transfers.empty());
    return Result<void>{};
  });
  EXPECT_TRUE(done.ok());
}

TYPED_TEST(JournalContract, DroppedTransfersLeaveTheChainWhole) {
  this->append(5);
  const auto before = this->world.journal().head();
  ASSERT_TRUE(this->world.journal().drop_transfers(2).ok());
  ASSERT_TRUE(this->world.journal().drop_transfers(5).ok());
  EXPECT_EQ(this->world.journal().drop_transfers(6).error().code, ErrorCode::not_found);
  EXPECT_EQ(this->world.journal().drop_transfers(0).error().code, ErrorCode::not_found);
  this->world.reopen();
  EXPECT_EQ(this->world.journal().verify().value().head.hash, before.hash);
  const auto done = this->world.journal().replay(0, [](const BatchView& batch) {
    EXPECT_EQ(batch.transfers_dropped, batch.seq == 2 || batch.seq == 5) << batch.seq;
    EXPECT_EQ(batch.transfers.empty(), batch.transfers_dropped || batch.seq % 3 == 0);
    return Result<void>{};
  });
  EXPECT_TRUE(done.ok());
}

TEST(MemoryJournalFaults, FailAndStayFailedUntilReopened) {
  for (const auto fault : {AppendFault::lost, AppendFault::kept}) {
    MemoryJournal journal;
    journal.fail_at(2, fault);
    ASSERT_TRUE(journal.append(from_unix_ms(1), "a", "").ok());
    EXPECT_EQ(journal.append(from_unix_ms(2), "b", "").error().code, ErrorCode::io);
    EXPECT_EQ(journal.append(from_unix_ms(3), "c", "").error().code, ErrorCode::unavailable);
    journal.reopen();
    const BatchSeq kept = fault == AppendFault::kept ? 2 : 1;
    EXPECT_EQ(journal.head().seq, kept);
    EXPECT_EQ(journal.append(from_unix_ms(4), "d", "").value().seq, kept + 1);
    EXPECT_EQ(journal.verify().value().batches, kept + 1);
  }
}

}  // namespace
}  // namespace holdfast::store
