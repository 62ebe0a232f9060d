// The journal's file under attack: altered, cut, half written, opened twice, killed.
#include "store/sqlite_journal.hpp"

#include <chrono>
#include <csignal>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include "base/rng.hpp"
#include "store/scratch_test.hpp"

namespace holdfast::store {
namespace {

using base::Error;
using base::ErrorCode;
using base::from_unix_ms;
using base::Result;
using port::BatchSeq;
using port::BatchView;

std::unique_ptr<SqliteJournal> open_to_write(const std::filesystem::path& path) {
  auto journal = SqliteJournal::open(path, Access::read_write);
  EXPECT_TRUE(journal.ok()) << journal.error().message;
  return std::move(journal).value();
}

void fill(const std::filesystem::path& path, int batches) {
  const auto journal = open_to_write(path);
  for (int i = 0; i < batches; ++i) {
    ASSERT_TRUE(journal
                    ->append(from_unix_ms(1000 + i), fmt::format("{{\"marker\":\"event-{}\"}}", i),
                             fmt::format("segment-{}-{}", i, std::string(3000, 's')))
                    .ok());
  }
}

/// Runs SQL on the file as someone with the sqlite3 shell would.
void tamper(const std::filesystem::path& path, const std::string& sql) {
  constexpr FileFormat journal_format{
      .name = "journal", .application_id = 0x48464a4c, .version = 1, .schema = ""};
  auto database = Database::open(path, journal_format, {});
  ASSERT_TRUE(database.ok()) << database.error().message;
  const auto done = database->execute(sql);
  ASSERT_TRUE(done.ok()) << done.error().message;
}

/// What a full check says, whether the file opens or not.
Error verdict(const std::filesystem::path& path) {
  auto journal = SqliteJournal::open(path, Access::read_only);
  if (!journal) {
    return journal.error();
  }
  const auto report = (*journal)->verify();
  return report.ok() ? Error{ErrorCode::bad_input, "the chain verifies"} : report.error();
}

struct Attack {
  const char* name;
  const char* sql;
  const char* found;
};

class JournalTampering : public testing::TestWithParam<Attack> {};

TEST_P(JournalTampering, IsNoticedAndPlaced) {
  const Scratch scratch;
  const auto path = scratch / "journal.db";
  fill(path, 9);
  tamper(path, GetParam().sql);
  const auto error = verdict(path);
  EXPECT_EQ(error.code, ErrorCode::corrupt) << error.message;
  EXPECT_NE(error.message.find(GetParam().found), std::string::npos) << error.message;
}

INSTANTIATE_TEST_SUITE_P(
    Attacks, JournalTampering,
    testing::Values(
        Attack{"MissingRow", "DELETE FROM batch WHERE seq = 4", "batch 4 is missing"},
        Attack{"MissingFirst", "DELETE FROM batch WHERE seq = 1", "batch 1 is missing"},
        Attack{"MissingLast", "DELETE FROM batch WHERE seq = 9", "batch 9 is missing"},
        Attack{"MissingTail", "DELETE FROM batch WHERE seq > 6", "is missing"},
        Attack{"MissingAll", "DELETE FROM batch", "is missing"},
        Attack{"Renumbered", "UPDATE batch SET seq = 20 WHERE seq = 9", "batch 9 is missing"},
        Attack{"Events", "UPDATE batch SET events = events || ' ' WHERE seq = 5", "batch 5 was"},
        Attack{"Transfers", "UPDATE batch SET transfers = x'00' WHERE seq = 5", "batch 5 was"},
        Attack{"TransfersAndDigest",
               "UPDATE batch SET transfers = NULL, transfers_digest = zeroblob(32) WHERE seq = 5",
               "batch 5 was"},
        Attack{"ShortDigest", "UPDATE batch SET transfers_digest = x'01' WHERE seq = 5",
               "batch 5 has no digest"},
        Attack{"Time", "UPDATE batch SET at_ms = at_ms + 1 WHERE seq = 5", "batch 5 was"},
        Attack{"Hash", "UPDATE batch SET hash = zeroblob(32) WHERE seq = 5", "batch 5 was"},
        Attack{"ShortHash", "UPDATE batch SET hash = x'01' WHERE seq = 5", "batch 5 was"},
        Attack{"LastHash", "UPDATE batch SET hash = zeroblob(32) WHERE seq = 9", "batch 9 was"},
        Attack{"Swapped",
               "UPDATE batch SET seq = -1 WHERE seq = 3; UPDATE batch SET seq = 3 WHERE seq = 4;"
               "UPDATE batch SET seq = 4 WHERE seq = -1",
               "batch 3 was"},
        Attack{"Head", "UPDATE head SET hash = zeroblob(32)", "batch 9 does not match the head"},
        Attack{"HeadGone", "DELETE FROM head", "head record"}),
    [](const auto& param) { return std::string{param.param.name}; });

TEST(SqliteJournal, OpeningToWriteRefusesATamperedEnd) {
  const Scratch scratch;
  const auto path = scratch / "journal.db";
  fill(path, 3);
  tamper(path, "DELETE FROM batch WHERE seq = 3");
  const auto journal = SqliteJournal::open(path, Access::read_write);
  ASSERT_FALSE(journal.ok());
  EXPECT_EQ(journal.error().code, ErrorCode::corrupt);
}

TEST(SqliteJournal, AFlippedByteInABodyIsPlaced) {
  const Scratch scratch;
  const auto path = scratch / "journal.db";
  fill(path, 9);
  for (int i = 0; i < 9; ++i) {
    const auto whole = slurp(path);
    // Pages keep stale copies of rows that moved on: alter every copy.
    const auto mark = fmt::format("event-{}\"", i);
    auto damaged = whole;
    auto place = damaged.find(mark);
    ASSERT_NE(place, std::string::npos);
    for (; place != std::string::npos; place = damaged.find(mark)) {
      damaged[place] = 'E';
    }
    spill(path, damaged);
    const auto error = verdict(path);
    EXPECT_EQ(error.code, ErrorCode::corrupt);
    EXPECT_NE(error.message.find(fmt::format("batch {} ", i + 1)), std::string::npos)
        << error.message;
    spill(path, whole);
  }
  EXPECT_EQ(verdict(path).message, "the chain verifies");
}

TEST(SqliteJournal, NoFlippedByteOrCutIsReadAsAnotherHistory) {
  const Scratch scratch;
  const auto path = scratch / "journal.db";
  fill(path, 9);
  const auto whole = slurp(path);
  const auto head = SqliteJournal::open(path, Access::read_only).value()->head();
  base::Rng rng{7};
  for (int i = 0; i < 150; ++i) {
    auto damaged = whole;
    const auto place = rng.below(whole.size());
    if (i % 3 == 0) {
      damaged.resize(place);
    } else {
      damaged[place] = static_cast<char>(damaged[place] ^ (1 << rng.below(8)));
    }
    spill(path, damaged);
    auto journal = SqliteJournal::open(path, Access::read_only);
    if (!journal) {
      continue;
    }
    const auto report = (*journal)->verify();
    if (report.ok()) {  // the byte was in a place that holds nothing
      EXPECT_EQ(report->head.hash, head.hash) << place;
      EXPECT_EQ(report->batches, 9U);
    }
  }
}

TEST(SqliteJournal, ATruncatedFileIsCorruptAndNeverTakenForANewOne) {
  const Scratch scratch;
  const auto path = scratch / "journal.db";
  fill(path, 9);
  const auto whole = slurp(path);
  for (const std::size_t size :
       {whole.size() / 2, whole.size() - 4096, std::size_t{100}, std::size_t{0}}) {
    spill(path, whole.substr(0, size));
    EXPECT_EQ(verdict(path).code, ErrorCode::corrupt) << size << verdict(path).message;
    const auto journal = SqliteJournal::open(path, Access::read_write);
    if (journal.ok()) {
      EXPECT_EQ((*journal)->verify().error().code, ErrorCode::corrupt) << size;
    }
  }
}

TEST(SqliteJournal, OtherFilesAndUnknownVersionsAreRefused) {
  const Scratch scratch;
  const auto path = scratch / "journal.db";
  fill(path, 1);
  const auto whole = slurp(path);
  tamper(path, "PRAGMA user_version = 2");
  EXPECT_EQ(verdict(path).code, ErrorCode::unavailable);
  EXPECT_NE(verdict(path).message.find("version 2"), std::string::npos);
  spill(path, whole);
  tamper(path, "PRAGMA application_id = 5");
  EXPECT_EQ(verdict(path).code, ErrorCode::corrupt);
  spill(scratch / "text.db", "this is no database, whatever its name says\n");
  EXPECT_EQ(verdict(scratch / "text.db").code, ErrorCode::corrupt);
  EXPECT_EQ(verdict(scratch / "none.db").code, ErrorCode::not_found);
}

TEST(SqliteJournal, OnlyOneMayWriteAndTheErrorSaysWho) {
  const Scratch scratch;
  const auto path = scratch / "journal.db";
  auto journal = open_to_write(path);
  const auto second = SqliteJournal::open(path, Access::read_write);
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.error().code, ErrorCode::conflict);
  EXPECT_NE(second.error().message.find(std::to_string(::getpid())), std::string::npos);
  journal.reset();
  EXPECT_TRUE(SqliteJournal::open(path, Access::read_write).ok());
}

TEST(SqliteJournal, AReaderVerifiesWhileTheWriterGoesOn) {
  const Scratch scratch;
  const auto path = scratch / "journal.db";
  const auto journal = open_to_write(path);
  ASSERT_TRUE(journal->append(from_unix_ms(1), "a", "").ok());
  const auto reader = SqliteJournal::open(path, Access::read_only).value();
  int seen = 0;
  const auto replayed = reader->replay(0, [&](const BatchView&) -> Result<void> {
    seen += 1;
    // In the middle of the reader's walk: neither waits for the other.
    const auto appended = journal->append(from_unix_ms(2), "b", "");
    return appended.ok() ? Result<void>{} : Result<void>{appended.error()};
  });
  EXPECT_TRUE(replayed.ok()) << replayed.error().message;
  EXPECT_EQ(seen, 1);
  EXPECT_EQ(reader->verify().value().batches, 2U);
}

TEST(SqliteJournal, TheLogIsMovedIntoTheFileBesideTheAppends) {
  const Scratch scratch;
  const auto path = scratch / "journal.db";
  const auto journal = open_to_write(path);
  const std::string segment(1 << 20, 's');
  const auto before = std::filesystem::file_size(path);
  for (int i = 0; i < 5; ++i) {
    ASSERT_TRUE(journal->append(from_unix_ms(i), "e", segment).ok());
  }
  for (int tries = 0; std::filesystem::file_size(path) == before && tries < 2'000; ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  }
  EXPECT_GT(std::filesystem::file_size(path), before);
  ASSERT_TRUE(journal->append(from_unix_ms(9), "e", segment).ok());
  EXPECT_EQ(journal->verify().value().batches, 6U);
}

TEST(SqliteJournal, TheLogStaysBoundedWhileAppendsNeverPause) {
  const Scratch scratch;
  const auto path = scratch / "journal.db";
  const auto journal = open_to_write(path);
  const std::string segment(2 << 20, 's');
  for (int i = 0; i < 100; ++i) {
    ASSERT_TRUE(journal->append(from_unix_ms(i), "e", segment).ok());
    ASSERT_LT(std::filesystem::file_size(path.string() + "-wal"), std::uintmax_t{80} << 20);
  }
  EXPECT_EQ(journal->verify().value().batches, 100U);
}

TEST(SqliteJournal, ManyMovesAndNewLogsLoseNothing) {
  const Scratch scratch;
  const auto path = scratch / "journal.db";
  base::Rng rng{7};
  constexpr BatchSeq count = 300;
  {
    const auto journal = open_to_write(path);
    for (BatchSeq i = 0; i < count; ++i) {
      ASSERT_TRUE(journal
                      ->append(from_unix_ms(static_cast<std::int64_t>(i)), "e",
                               std::string(rng.below(400'000), 's'))
                      .ok());
      if (rng.below(8) == 0) {  // time for a move to end, so that the next append begins anew
        std::this_thread::sleep_for(std::chrono::milliseconds{rng.below(20)});
      }
    }
  }
  EXPECT_EQ(open_to_write(path)->verify().value().batches, count);
}

TEST(SqliteJournal, ADiskThatRefusesEndsTheJournal) {
  const Scratch scratch;
  const auto path = scratch / "journal.db";
  const auto journal = open_to_write(path);
  ASSERT_TRUE(journal->append(from_unix_ms(1), "a", "").ok());
  tamper(path, "CREATE TRIGGER full BEFORE INSERT ON batch BEGIN SELECT raise(ABORT, 'no'); END");
  EXPECT_EQ(journal->append(from_unix_ms(2), "b", "").error().code, ErrorCode::io);
  tamper(path, "DROP TRIGGER full");
  EXPECT_EQ(journal->append(from_unix_ms(3), "c", "").error().code, ErrorCode::unavailable);
  EXPECT_EQ(journal->head().seq, 1U);
  EXPECT_EQ(journal->verify().value().batches, 1U);
}

/// Appends for ever, telling each number over the pipe once the journal has acknowledged it. A few
/// dozen of them are enough for the log to be moved meanwhile.
[[noreturn]] void append_until_killed(const std::filesystem::path& path, int pipe_end) {
  auto journal = SqliteJournal::open(path, Access::read_write);
  if (!journal) {
    ::_exit(3);
  }
  for (;;) {
    const auto seq = (*journal)->head().seq + 1;
    const auto head =
        (*journal)->append(from_unix_ms(static_cast<std::int64_t>(seq)),
                           fmt::format("event {}", seq), std::string(seq % 7 * 40'000, 'x'));
    if (!head || ::write(pipe_end, &head->seq, sizeof head->seq) != sizeof head->seq) {
      ::_exit(4);
    }
  }
}

TEST(SqliteJournal, KeepsEveryAcknowledgedBatchThroughKill9) {
  const Scratch scratch;
  const auto path = scratch / "journal.db";
  base::Rng rng{99};
  BatchSeq acknowledged = 0;
  for (int round = 0; round < 20; ++round) {
    int ends[2] = {};
    ASSERT_EQ(::pipe(ends), 0);
    const auto child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      ::close(ends[0]);
      append_until_killed(path, ends[1]);
    }
    ::close(ends[1]);
    // Kill at a random moment after a random acknowledgement, mostly inside the append that
    // follows.
    const auto enough = acknowledged + 1 + rng.below(40);
    BatchSeq seq = 0;
    while (acknowledged < enough && ::read(ends[0], &seq, sizeof seq) == sizeof seq) {
      acknowledged = seq;
    }
    struct ::pollfd next_one {
      ends[0], POLLIN, 0
    };
    const struct ::timespec within { 0, static_cast<long>(rng.below(3'000'000)) };
    ::ppoll(&next_one, 1, &within, nullptr);
    ::kill(child, SIGKILL);
    while (::read(ends[0], &seq, sizeof seq) == sizeof seq) {
      acknowledged = seq;
    }
    ::close(ends[0]);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the child ended by itself: " << status;
    const auto journal = open_to_write(path);
    const auto report = journal->verify();
    ASSERT_TRUE(report.ok()) << report.error().message;
    ASSERT_GE(report->head.seq, acknowledged) << "round " << round;
    acknowledged = report->head.seq;
  }
  EXPECT_GE(acknowledged, 20U);
}

}  // namespace
}  // namespace holdfast::store
