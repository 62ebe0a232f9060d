// The key store's files: who may read them, what is left after a deletion, and the wrong key.
#include "store/key_store.hpp"

#include <atomic>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <thread>

#include "store/scratch_test.hpp"

namespace holdfast::store {
namespace {

using base::ErrorCode;
using port::SubjectId;

class KeyFiles : public testing::Test {
 protected:
  Scratch scratch;
  KeyStoreFiles files{scratch / "keys.db", scratch / "master.key"};

  std::unique_ptr<SqliteKeyStore> open() {
    auto keys = SqliteKeyStore::open(files);
    EXPECT_TRUE(keys.ok()) << keys.error().message;
    return std::move(keys).value();
  }
  base::Error refusal() {
    const auto keys = SqliteKeyStore::open(files);
    return keys.ok() ? base::Error{ErrorCode::bad_input, "it opened"} : keys.error();
  }
  std::string all_bytes() {
    std::string bytes;
    for (const auto& entry : std::filesystem::directory_iterator{scratch.path()}) {
      bytes += slurp(entry.path());
    }
    return bytes;
  }
  /// The wrapped key as the file holds it now.
  std::string stored_key(SubjectId subject) {
    constexpr FileFormat keys_format{
        .name = "key store", .application_id = 0x48464b53, .version = 1, .schema = ""};
    auto database = Database::open(files.keys, keys_format, {.access = Access::read_only}).value();
    auto query = database.prepare("SELECT wrapped FROM key WHERE subject = ?1").value();
    query.bind(1, static_cast<std::int64_t>(subject.value()));
    return query.step().value() ? std::string{query.bytes(0)} : "";
  }
};

TEST_F(KeyFiles, TheMasterKeyIsOnlyItsOwners) {
  static_cast<void>(open());
  struct ::stat facts {};
  ASSERT_EQ(::stat(files.master_key.c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777U, 0600U);
  for (const unsigned mode : {0640U, 0604U, 0660U, 0601U}) {
    ASSERT_EQ(::chmod(files.master_key.c_str(), mode), 0);
    EXPECT_EQ(refusal().code, ErrorCode::forbidden) << mode;
  }
  ASSERT_EQ(::chmod(files.master_key.c_str(), 0400), 0);
  static_cast<void>(open());
}

TEST_F(KeyFiles, KeysWithoutTheirMasterKeyAreRefusedAndNoneIsMade) {
  static_cast<void>(open());
  std::filesystem::remove(files.master_key);
  EXPECT_EQ(refusal().code, ErrorCode::not_found);
  EXPECT_NE(refusal().message.find("master.key is missing"), std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(files.master_key));
}

TEST_F(KeyFiles, AnotherMasterKeyIsRefused) {
  const auto sealed = open()->seal(SubjectId{1}, "text");
  auto digits = slurp(files.master_key);
  digits[0] = digits[0] == '0' ? '1' : '0';
  spill(files.master_key, digits);
  EXPECT_EQ(refusal().code, ErrorCode::corrupt);
  EXPECT_NE(refusal().message.find("is not the master key"), std::string::npos);
  for (const auto* broken : {"", "abc", "zz\n"}) {
    spill(files.master_key, broken);
    EXPECT_EQ(refusal().code, ErrorCode::corrupt);
  }
}

TEST_F(KeyFiles, OneProcessAtATime) {
  const auto keys = open();
  EXPECT_EQ(refusal().code, ErrorCode::conflict);
}

TEST_F(KeyFiles, OnlyFlushedKeysSurvive) {
  std::string flushed;
  std::string lost;
  {
    const auto keys = open();
    flushed = keys->seal(SubjectId{1}, "kept");
    ASSERT_TRUE(keys->flush().ok());
    lost = keys->seal(SubjectId{2}, "lost");
  }
  const auto keys = open();
  EXPECT_EQ(keys->open(SubjectId{1}, flushed).value(), "kept");
  EXPECT_EQ(keys->open(SubjectId{2}, lost).error().code, ErrorCode::corrupt);
  static_cast<void>(keys->seal(SubjectId{2}, "again"));
  EXPECT_EQ(keys->open(SubjectId{2}, lost).error().code, ErrorCode::corrupt);
}

TEST_F(KeyFiles, TidyMovesAGrownLogIntoTheFile) {
  const auto keys = open();
  std::uint64_t next = 1;
  const auto flush_some = [&](int count) {
    for (int i = 0; i < count; ++i) {
      ASSERT_FALSE(keys->seal(SubjectId{next++}, "a").empty());
    }
    ASSERT_TRUE(keys->flush().ok());
  };
  flush_some(1);
  const auto small = std::filesystem::file_size(files.keys);
  ASSERT_TRUE(keys->tidy().ok());
  EXPECT_EQ(std::filesystem::file_size(files.keys), small) << "nothing was due";
  while (std::filesystem::file_size(files.keys.string() + "-wal") < (std::size_t{4} << 20)) {
    flush_some(2000);
  }
  ASSERT_TRUE(keys->tidy().ok());
  EXPECT_GT(std::filesystem::file_size(files.keys), small + (std::size_t{1} << 20));
}

TEST_F(KeyFiles, ADestroyedKeyLeavesNoBytes) {
  const auto keys = open();
  for (std::uint64_t i = 1; i <= 300; ++i) {
    static_cast<void>(keys->seal(SubjectId{i}, "text"));
  }
  ASSERT_TRUE(keys->flush().ok());
  for (const std::uint64_t i : {1, 150, 300}) {
    const auto wrapped = stored_key(SubjectId{i});
    ASSERT_FALSE(wrapped.empty());
    ASSERT_NE(all_bytes().find(wrapped), std::string::npos);
    EXPECT_TRUE(keys->destroy(SubjectId{i}).value());
    EXPECT_EQ(all_bytes().find(wrapped), std::string::npos);
    EXPECT_EQ(stored_key(SubjectId{i}), "");
  }
}

TEST_F(KeyFiles, ADamagedKeyIsNamed) {
  {
    const auto keys = open();
    static_cast<void>(keys->seal(SubjectId{0xab}, "text"));
    ASSERT_TRUE(keys->flush().ok());
  }
  const auto wrapped = stored_key(SubjectId{0xab});
  flip_byte(files.keys, slurp(files.keys).find(wrapped) + 40);
  EXPECT_EQ(refusal().code, ErrorCode::corrupt);
  EXPECT_NE(refusal().message.find("subject ab"), std::string::npos);
}

TEST_F(KeyFiles, ReadersOpenWhileKeysAreMadeAndDestroyed) {
  const auto keys = open();
  const auto sealed = keys->seal(SubjectId{1}, "text");
  std::atomic<bool> is_over = false;
  std::atomic<int> opened = 0;
  std::vector<std::thread> readers;
  for (int i = 0; i < 2; ++i) {
    readers.emplace_back([&] {
      while (!is_over.load()) {
        EXPECT_EQ(keys->open(SubjectId{1}, sealed).value(), "text");
        opened += 1;
      }
    });
  }
  for (std::uint64_t i = 2; i < 3000 || opened.load() < 10; ++i) {
    static_cast<void>(keys->seal(SubjectId{i}, "text"));
    if (i % 1000 == 0) {
      EXPECT_TRUE(keys->flush().ok());
      EXPECT_TRUE(keys->destroy(SubjectId{i}).value());
    }
  }
  is_over = true;
  for (auto& reader : readers) {
    reader.join();
  }
}

}  // namespace
}  // namespace holdfast::store
