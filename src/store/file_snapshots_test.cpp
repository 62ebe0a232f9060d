// Snapshots in files: whole or not there, the newest that verifies is found, written by a process
// that sees memory as it stood.

#include "store/file_snapshots.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "store/lock_file.hpp"
#include "store/scratch_test.hpp"

namespace holdfast::store {
namespace {

port::SnapshotPlace place(port::BatchSeq seq) {
  return {.seq = seq, .journal_hash = base::sha256(std::to_string(seq))};
}

std::string body(port::BatchSeq seq) {
  return fmt::format("state at {}{}", seq, std::string(5000, 'x'));
}

class Snapshots : public testing::Test {
 protected:
  Scratch scratch;
  FileSnapshots snapshots{scratch.path()};

  void write(port::BatchSeq seq) {
    base::ImageOut image;
    image.keep("state", body(seq));
    image.keep_value("number", seq);
    image.add("nothing", std::span<const std::byte>{});
    ASSERT_TRUE(snapshots.start(place(seq), image).ok());
    const auto written = snapshots.wait();
    ASSERT_TRUE(written.has_value());
    ASSERT_TRUE(written->ok()) << written->error().message;
  }
  port::BatchSeq loaded(port::BatchSeq until = 1000) {
    const auto found = snapshots.newest(until).value();
    if (!found) {
      return 0;
    }
    EXPECT_EQ(found->image->read("state").value(), body(found->place.seq));
    EXPECT_EQ(found->image->value<port::BatchSeq>("number").value(), found->place.seq);
    EXPECT_EQ(found->image->read("nothing").value(), "");
    EXPECT_EQ(found->image->read("else").error().code, base::ErrorCode::corrupt);
    EXPECT_EQ(found->place.journal_hash, place(found->place.seq).journal_hash);
    return found->place.seq;
  }
  std::filesystem::path file(port::BatchSeq seq) {
    return scratch.path() / fmt::format("snapshot-{:020}.hfs", seq);
  }
  std::ptrdiff_t files() {
    return std::distance(std::filesystem::directory_iterator{scratch.path()}, {});
  }
};

TEST_F(Snapshots, NoneAtFirst) {
  EXPECT_EQ(loaded(), 0U);
  EXPECT_FALSE(snapshots.poll().has_value());
  EXPECT_FALSE(FileSnapshots{scratch / "nowhere"}.newest(1).ok());
}

TEST_F(Snapshots, TheNewestIsLoadedAndTwoAreKept) {
  spill(scratch / "snapshot-00000000000000000003.hfs.tmp", "half");
  for (const port::BatchSeq seq : {5, 90, 100}) {
    write(seq);
    EXPECT_EQ(loaded(), seq);
  }
  EXPECT_EQ(files(), 2) << "two snapshots, and nothing that was left half written";
  EXPECT_FALSE(std::filesystem::exists(file(5)));
}

TEST_F(Snapshots, OneThatIsPastTheJournalIsPassedOver) {
  write(90);
  write(100);
  EXPECT_EQ(loaded(100), 100U);
  EXPECT_EQ(loaded(99), 90U);
  EXPECT_EQ(loaded(89), 0U);
}

TEST_F(Snapshots, EveryFlippedByteAndCutIsNoticed) {
  write(90);
  write(100);
  const auto whole = slurp(file(100));
  const auto is_padding = [&](std::size_t at) {
    // Behind the sections' ends up to the next page; the table's place ends the file.
    return (at >= 4096 + body(100).size() && at < 3 * 4096) ||
           (at >= 3 * 4096 + 8 && at < 4 * 4096);
  };
  for (std::size_t i = 0; i < whole.size(); i += i < 100 || i > 4 * 4096 ? 1 : 37) {
    flip_byte(file(100), i);
    EXPECT_EQ(loaded(), is_padding(i) ? 100U : 90U) << i;
    spill(file(100), whole.substr(0, i));
    EXPECT_EQ(loaded(), 90U) << i;
    spill(file(100), whole);
  }
  spill(file(100), whole + "x");
  EXPECT_EQ(loaded(), 90U);
  std::filesystem::rename(file(100), file(200));
  spill(file(200), whole);
  EXPECT_EQ(loaded(), 90U) << "a snapshot under another number";
}

TEST_F(Snapshots, ForeignFilesAreIgnored) {
  write(90);
  spill(scratch / "snapshot-abc.hfs", "no number");
  spill(scratch / "notes.txt", "x");
  EXPECT_EQ(loaded(), 90U);
}

TEST_F(Snapshots, MemoryMayChangeOnceItIsBegun) {
  std::string state = body(7);
  base::ImageOut image;
  image.add("state", std::as_bytes(std::span{state.data(), state.size()}));
  image.keep_value("number", port::BatchSeq{7});
  image.add("nothing", std::span<const std::byte>{});
  ASSERT_TRUE(snapshots.start(place(7), image).ok());
  state.assign(state.size(), '-');
  EXPECT_EQ(snapshots.start(place(8), image).error().code, base::ErrorCode::unavailable);
  ASSERT_TRUE(snapshots.wait()->ok());
  EXPECT_EQ(loaded(), 7U);
}

/// A crash of the engine must not leave its locks with the process that writes.
TEST_F(Snapshots, TheProcessThatWritesHoldsNoLock) {
  std::string large(std::size_t{64} << 20, 'x');
  base::ImageOut image;
  image.add("state", std::as_bytes(std::span{large.data(), large.size()}));
  auto lock = LockFile::take(scratch / "a");
  ASSERT_TRUE(lock.ok());
  auto held = std::make_unique<LockFile>(std::move(*lock));
  ASSERT_TRUE(snapshots.start(place(7), image).ok());
  held.reset();
  // The process closes what is not its own before anything else; it may not have run yet.
  bool is_free = false;
  while (!is_free && !snapshots.poll()) {
    is_free = LockFile::take(scratch / "a").ok();
  }
  EXPECT_TRUE(is_free) << "held until the snapshot was written";
  const auto written = snapshots.wait();
  EXPECT_TRUE(!written || written->ok());
}

TEST_F(Snapshots, OneThatCannotBeWrittenSaysWhy) {
  FileSnapshots nowhere{scratch / "nowhere"};
  base::ImageOut image;
  image.keep("state", "x");
  ASSERT_TRUE(nowhere.start(place(1), image).ok());
  const auto written = nowhere.wait();
  ASSERT_TRUE(written.has_value());
  EXPECT_EQ(written->error().code, base::ErrorCode::io);
  EXPECT_NE(written->error().message.find("No such file"), std::string::npos);
}

}  // namespace
}  // namespace holdfast::store
