#include "store/snapshot_file.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "store/scratch_test.hpp"

namespace holdfast::store {
namespace {

SnapshotPlace place(port::BatchSeq seq) {
  return {.seq = seq, .hash = base::sha256(std::to_string(seq))};
}

std::string body(port::BatchSeq seq) {
  return fmt::format("state at {}{}", seq, std::string(500, '\0'));
}

class Snapshots : public testing::Test {
 protected:
  Scratch scratch;

  void write(port::BatchSeq seq) {
    ASSERT_TRUE(write_snapshot(scratch.path(), place(seq), body(seq)).ok());
  }
  port::BatchSeq loaded(port::BatchSeq until = 1000) {
    const auto snapshot = load_latest_snapshot(scratch.path(), until).value();
    if (!snapshot) {
      return 0;
    }
    EXPECT_EQ(snapshot->body, body(snapshot->place.seq));
    EXPECT_EQ(snapshot->place.hash, place(snapshot->place.seq).hash);
    return snapshot->place.seq;
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
  EXPECT_FALSE(load_latest_snapshot(scratch / "nowhere", 1).ok());
}

TEST_F(Snapshots, TheNewestIsLoadedAndTwoAreKept) {
  for (const port::BatchSeq seq : {5, 90, 100}) {
    write(seq);
    EXPECT_EQ(loaded(), seq);
  }
  EXPECT_EQ(files(), 2);
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
  for (std::size_t i = 0; i < whole.size(); i += i < 100 ? 1 : 37) {
    flip_byte(file(100), i);
    EXPECT_EQ(loaded(), 90U) << i;
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

TEST_F(Snapshots, HalfWrittenAndForeignFilesAreIgnored) {
  write(90);
  spill(scratch / "snapshot-00000000000000000100.hfs.tmp", "half");
  spill(scratch / "snapshot-abc.hfs", "no number");
  spill(scratch / "notes.txt", "x");
  EXPECT_EQ(loaded(), 90U);
}

}  // namespace
}  // namespace holdfast::store
