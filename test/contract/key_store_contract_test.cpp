// What a key store must do, whatever it is made of.
#include <gtest/gtest.h>
#include <memory>
#include <string>

#include "store/key_store.hpp"
#include "store/memory_key_store.hpp"
#include "store/scratch_test.hpp"

namespace holdfast::store {
namespace {

using base::ErrorCode;
using base::subject_of;
using base::SubjectKind;

constexpr auto alice = subject_of(SubjectKind::account, 7);
constexpr auto bob = subject_of(SubjectKind::case_file, 7);

class SqliteWorld {
 public:
  SqliteWorld() { reopen(); }
  SqliteKeyStore& keys() { return *keys_; }
  void reopen() {
    keys_.reset();
    keys_ = SqliteKeyStore::open({scratch_ / "keys.db", scratch_ / "master.key"}).value();
  }

 private:
  Scratch scratch_;
  std::unique_ptr<SqliteKeyStore> keys_;
};

class MemoryWorld {
 public:
  MemoryKeyStore& keys() { return keys_; }
  void reopen() {}

 private:
  MemoryKeyStore keys_{42};
};

template <typename World>
class KeyStoreContract : public testing::Test {
 protected:
  World world;
};

using Worlds = testing::Types<SqliteWorld, MemoryWorld>;
TYPED_TEST_SUITE(KeyStoreContract, Worlds);

TYPED_TEST(KeyStoreContract, OpensWhatItSealedAlsoAfterReopening) {
  const std::string long_text(100'000, 'x');
  const auto name = this->world.keys().seal(alice, "张三");
  const auto empty = this->world.keys().seal(alice, "");
  const auto big = this->world.keys().seal(bob, long_text);
  EXPECT_EQ(name.find("张三"), std::string::npos);
  EXPECT_EQ(this->world.keys().open(alice, name).value(), "张三");  // before flush, too
  ASSERT_TRUE(this->world.keys().flush().ok());
  this->world.reopen();
  EXPECT_EQ(this->world.keys().open(alice, name).value(), "张三");
  EXPECT_EQ(this->world.keys().open(alice, empty).value(), "");
  EXPECT_EQ(this->world.keys().open(bob, big).value(), long_text);
}

TYPED_TEST(KeyStoreContract, SealsTheSameTextDifferentlyEachTime) {
  EXPECT_NE(this->world.keys().seal(alice, "same"), this->world.keys().seal(alice, "same"));
}

TYPED_TEST(KeyStoreContract, BindsATextToItsSubject) {
  const auto sealed = this->world.keys().seal(alice, "text");
  const auto other = this->world.keys().seal(bob, "text");
  EXPECT_EQ(this->world.keys().open(bob, sealed).error().code, ErrorCode::corrupt);
  EXPECT_EQ(this->world.keys().open(subject_of(SubjectKind::user, 1), other).error().code,
            ErrorCode::corrupt)
      << "a subject without a key is not one whose key was destroyed";
}

TYPED_TEST(KeyStoreContract, EveryAlteredByteIsNoticed) {
  const auto sealed = this->world.keys().seal(alice, "text");
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    auto altered = sealed;
    altered[i] = static_cast<char>(altered[i] ^ 1);
    EXPECT_FALSE(this->world.keys().open(alice, altered).ok()) << i;
    EXPECT_EQ(this->world.keys().open(alice, sealed.substr(0, i)).error().code, ErrorCode::corrupt)
        << i;
  }
}

TYPED_TEST(KeyStoreContract, ADestroyedKeyIsGoneForGood) {
  const auto sealed = this->world.keys().seal(alice, "text");
  const auto kept = this->world.keys().seal(bob, "text");
  ASSERT_TRUE(this->world.keys().flush().ok());
  EXPECT_TRUE(this->world.keys().destroy(alice).value());
  EXPECT_FALSE(this->world.keys().destroy(alice).value());
  const auto late = this->world.keys().seal(alice, "late news");
  ASSERT_TRUE(this->world.keys().flush().ok());
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(this->world.keys().open(alice, sealed).error().code, ErrorCode::not_found);
    EXPECT_EQ(this->world.keys().open(alice, late).error().code, ErrorCode::not_found);
    EXPECT_EQ(this->world.keys().open(bob, kept).value(), "text");
    this->world.reopen();
  }
  EXPECT_EQ(late.find("late"), std::string::npos);
}

TYPED_TEST(KeyStoreContract, AKeyDestroyedBeforeItsFlushStaysDestroyed) {
  const auto sealed = this->world.keys().seal(alice, "text");
  EXPECT_TRUE(this->world.keys().destroy(alice).value());
  ASSERT_TRUE(this->world.keys().flush().ok());
  this->world.reopen();
  EXPECT_EQ(this->world.keys().open(alice, sealed).error().code, ErrorCode::not_found);
}

TYPED_TEST(KeyStoreContract, DestroyingWhatNeverWasChangesNothing) {
  EXPECT_FALSE(this->world.keys().destroy(alice).value());
  const auto sealed = this->world.keys().seal(alice, "text");
  EXPECT_EQ(this->world.keys().open(alice, sealed).value(), "text");
}

TYPED_TEST(KeyStoreContract, KeyedHashesAreStableAndTellTextsApart) {
  const auto hash = this->world.keys().keyed_hash("6222021234567890123");
  EXPECT_EQ(hash.size(), 32U);
  EXPECT_NE(hash, this->world.keys().keyed_hash("6222021234567890124"));
  this->world.reopen();
  EXPECT_EQ(hash, this->world.keys().keyed_hash("6222021234567890123"));
}

TEST(MemoryKeyStoreSeed, SameSeedAndCallsSameBytes) {
  MemoryKeyStore one{1};
  MemoryKeyStore again{1};
  MemoryKeyStore two{2};
  const auto sealed = one.seal(alice, "text");
  EXPECT_EQ(sealed, again.seal(alice, "text"));
  EXPECT_NE(sealed, two.seal(alice, "text"));
  EXPECT_NE(one.keyed_hash("text"), two.keyed_hash("text"));
}

}  // namespace
}  // namespace holdfast::store
