// What passes between the zones: locks, letters, batches, shelves, and what happens to each that is
// changed, left out or played again.
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "base/digest.hpp"
#include "store/scratch_test.hpp"
#include "zone/batch.hpp"
#include "zone/code_lock.hpp"
#include "zone/letter_box.hpp"
#include "zone/queue.hpp"
#include "zone/record.hpp"
#include "zone/shelf.hpp"

namespace holdfast::zone {
namespace {

namespace fs = std::filesystem;
using store::Scratch;

const base::Instant noon = *base::parse_instant("2026-11-27T12:00:00+08:00");

Batch sample() {
  Batch batch;
  batch.number = 1;
  batch.is_whole = true;
  batch.made_at = noon;
  batch.slot = LetterBox::generate().slot().hex();
  batch.leaves = {{"/api/v1/public/topics", R"({"types":[]})"},
                  {"00ff", std::string{"\0\xff\n", 3}},
                  {"gone", std::nullopt}};
  return batch;
}

TEST(CodeLock, OpensWithItsCodeAndNoOther) {
  const auto lock = lock_of("papers", "7K3M0PQRSTVW");
  ASSERT_TRUE(lock.ok());
  const auto sealed = seal_for(*lock, "what it says");
  EXPECT_EQ(sealed.find("what"), std::string::npos);
  const auto again = lock_of("papers", "7K3M0PQRSTVW");
  EXPECT_EQ(again->place, lock->place);
  EXPECT_EQ(*open_by(*again, sealed), "what it says");
  for (const auto& other :
       {lock_of("papers", "7K3M0PQRSTVX"), lock_of("notices", "7K3M0PQRSTVW")}) {
    EXPECT_NE(other->place, lock->place);
    EXPECT_EQ(open_by(*other, sealed).error().code, base::ErrorCode::corrupt);
  }
}

TEST(LetterBox, WhatIsPutInIsReadByTheBoxAlone) {
  const auto box = LetterBox::generate();
  const auto slot = LetterSlot::from_hex(box.slot().hex());
  ASSERT_TRUE(slot.ok());
  auto sealed = slot->seal("dear centre");
  EXPECT_EQ(sealed.find("dear"), std::string::npos);
  EXPECT_NE(slot->seal("dear centre"), sealed) << "the same letter looks another each time";
  EXPECT_EQ(*box.open(sealed), "dear centre");
  EXPECT_EQ(*LetterBox::from_hex(box.secret_hex())->open(sealed), "dear centre");
  EXPECT_FALSE(LetterBox::generate().open(sealed).ok());
  sealed.back() = static_cast<char>(sealed.back() ^ 1);
  EXPECT_EQ(box.open(sealed).error().code, base::ErrorCode::corrupt);
  EXPECT_FALSE(box.open("short").ok());
  for (const auto* hex : {"", "00", "zz"}) {
    EXPECT_EQ(LetterSlot::from_hex(hex).error().code, base::ErrorCode::bad_input) << hex;
  }
}

TEST(Batch, IsTheSameAfterwards) {
  for (const auto algorithm : {sign::Algorithm::ed25519, sign::Algorithm::sm2}) {
    const auto key = sign::PrivateKey::generate(algorithm);
    const auto read = read_batch(write_batch(sample(), key), key.public_key());
    ASSERT_TRUE(read.ok()) << read.error().message;
    auto expected = sample();
    expected.slot = read->slot;
    EXPECT_EQ(*read, expected);
  }
}

TEST(Batch, IsRefusedWhereABitOfItWasChanged) {
  const auto key = sign::PrivateKey::generate(sign::Algorithm::ed25519);
  const auto whole = write_batch(sample(), key);
  for (std::size_t at = 0; at < whole.size(); ++at) {
    auto changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    EXPECT_FALSE(read_batch(changed, key.public_key()).ok()) << "at " << at;
  }
  for (std::size_t length = 0; length < whole.size(); ++length) {
    EXPECT_FALSE(read_batch(whole.substr(0, length), key.public_key()).ok()) << "cut at " << length;
  }
  const auto other = sign::PrivateKey::generate(sign::Algorithm::ed25519);
  const auto foreign = read_batch(whole, other.public_key());
  EXPECT_EQ(foreign.error().where, "line 2");
}

/// Batches one after the other, as a centre makes them.
struct Chain {
  sign::PrivateKey key = sign::PrivateKey::generate(sign::Algorithm::ed25519);
  std::string last;
  std::uint64_t number = 0;

  Batch next(std::vector<Leaf> leaves, bool is_whole = false) {
    Batch batch;
    batch.number = ++number;
    batch.is_whole = is_whole;
    batch.previous = is_whole ? "" : last;
    batch.made_at = noon;
    batch.slot = std::string(64, '0');
    batch.leaves = std::move(leaves);
    last = digest_of(write_batch(batch, key));
    return batch;
  }
};

TEST(Shelf, TakesWhatFollowsOnceAndKeepsItOverARestart) {
  Scratch scratch;
  const auto file = scratch.path() / "shelf.db";
  Chain chain;
  {
    auto shelf = *Shelf::open(file);
    EXPECT_EQ(shelf->standing().number, 0U);
    const auto first = chain.next({{"a", "1"}, {"b", "2"}}, true);
    EXPECT_TRUE(*shelf->take(first, chain.last));
    EXPECT_FALSE(*shelf->take(first, chain.last)) << "played again";
    EXPECT_TRUE(*shelf->take(chain.next({{"a", "3"}, {"b", std::nullopt}}), chain.last));
    EXPECT_EQ(**shelf->find("a"), "3");
    EXPECT_FALSE((*shelf->find("b")).has_value());
    ASSERT_TRUE(shelf->lend("c", "for the time being").ok());
    ASSERT_TRUE(shelf->lend("a", "does not replace what is there").ok());
  }
  auto shelf = *Shelf::open(file);
  EXPECT_EQ(shelf->standing().number, 2U);
  EXPECT_EQ(**shelf->find("a"), "3");
  EXPECT_EQ(**shelf->find("c"), "for the time being");
  const auto missed = chain.next({{"d", "4"}});
  const auto after = chain.next({{"e", "5"}});
  EXPECT_EQ(shelf->take(after, chain.last).error().code, base::ErrorCode::conflict);
  auto forged = missed;
  forged.previous = std::string(64, '1');
  EXPECT_EQ(shelf->take(forged, chain.last).error().code, base::ErrorCode::conflict);
  EXPECT_EQ(shelf->standing().number, 2U);
  EXPECT_TRUE(*shelf->take(chain.next({{"f", "6"}}, true), chain.last));
  EXPECT_EQ(**shelf->find("f"), "6");
  EXPECT_FALSE((*shelf->find("a")).has_value()) << "a whole one forgets the rest";
  EXPECT_EQ(shelf->standing().number, 5U);
}

TEST(Record, ANumberNeverMeansTwoBatches) {
  Scratch scratch;
  const auto file = scratch.path() / "record.db";
  const auto key = sign::PrivateKey::generate(sign::Algorithm::ed25519);
  std::string first;
  std::string box;
  {
    auto record = *Record::open(file);
    box = record->box().secret_hex();
    EXPECT_FALSE(*record->holds("a", "1"));
    ASSERT_TRUE(record->add({{{"a", "1"}, "1"}}, true, noon, key).ok());
    EXPECT_TRUE(*record->holds("a", "1"));
    EXPECT_FALSE(*record->holds("a", "2"));
    first = (*record->on_its_way())->bytes;
    EXPECT_EQ(record->add({{{"b", "2"}, "2"}}, false, noon, key).error().code,
              base::ErrorCode::conflict);
  }
  // It ended before the batch was known to lie there.
  auto record = *Record::open(file);
  EXPECT_EQ(record->box().secret_hex(), box);
  ASSERT_TRUE((*record->on_its_way()).has_value());
  EXPECT_EQ((*record->on_its_way())->bytes, first);
  EXPECT_EQ((*record->on_its_way())->name, name_of(1));
  ASSERT_TRUE(record->sent().ok());
  EXPECT_FALSE((*record->on_its_way()).has_value());
  ASSERT_TRUE(
      record->add({{{"pre/b", "2"}, "2"}, {{"a", std::nullopt}, std::nullopt}}, false, noon, key)
          .ok());
  const auto second = read_batch((*record->on_its_way())->bytes, key.public_key());
  EXPECT_EQ(second->number, 2U);
  EXPECT_EQ(second->previous, digest_of(first));
  EXPECT_FALSE(*record->holds("a", "1"));
  EXPECT_EQ(*record->places("pre/"), std::vector<std::string>{"pre/b"});
}

TEST(Record, MakesALockOnceAndKeepsIt) {
  Scratch scratch;
  auto record = *Record::open(scratch.path() / "record.db");
  const auto made = record->lock("papers", "CODE");
  const auto kept = record->lock("papers", "CODE");
  EXPECT_EQ(kept->place, made->place);
  EXPECT_EQ(kept->place, lock_of("papers", "CODE")->place);
  EXPECT_EQ(*open_by(*kept, seal_for(*made, "x")), "x");
}

TEST(Queue, HandsOverPlainFilesOfAnAgreedSizeAndNothingElse) {
  Scratch scratch;
  const auto folder = scratch.path() / "q";
  fs::create_directory(folder);
  EXPECT_EQ(Queue::open(folder / "none", ".letter", {10, 3}).error().code,
            base::ErrorCode::bad_input);
  const auto queue = *Queue::open(folder, ".letter", {10, 3});
  ASSERT_TRUE(queue.put("2", "second").ok());
  ASSERT_TRUE(queue.put("1", "first").ok());
  EXPECT_EQ(queue.put("3", "far too long for it").error().code, base::ErrorCode::too_large);
  EXPECT_EQ(*queue.names(), (std::vector<std::string>{"1", "2"}));
  EXPECT_EQ(*queue.read("1"), "first");
  std::ofstream{folder / "secret"} << "elsewhere";
  fs::create_symlink(folder / "secret", folder / "3.letter");
  EXPECT_FALSE(queue.read("3").ok()) << "a link";
  fs::remove(folder / "3.letter");
  ASSERT_EQ(::mkfifo((folder / "3.letter").c_str(), 0600), 0);
  EXPECT_EQ(queue.read("3").error().code, base::ErrorCode::corrupt) << "a pipe";
  EXPECT_EQ(queue.put("4", "x").error().code, base::ErrorCode::too_many);
  fs::remove(folder / "3.letter");
  std::ofstream{folder / "3.letter"} << "longer than agreed on";
  EXPECT_EQ(queue.read("3").error().code, base::ErrorCode::too_large);
  std::ofstream{folder / "..evil.letter"} << "x";
  std::ofstream{folder / "UPPER.letter"} << "x";
  EXPECT_EQ(queue.names()->size(), 3U) << "names that are not plain are not seen";
  queue.remove("3");
  queue.remove("3");
  EXPECT_EQ(queue.names()->size(), 2U);
  EXPECT_EQ(queue.read("3").error().code, base::ErrorCode::not_found);
}

}  // namespace
}  // namespace holdfast::zone
