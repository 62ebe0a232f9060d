#include "store/sealed_files.hpp"

#include <gtest/gtest.h>

#include "base/digest.hpp"
#include "store/memory_key_store.hpp"
#include "store/scratch_test.hpp"

namespace holdfast::store {
namespace {

namespace fs = std::filesystem;

constexpr auto subject = base::subject_of(base::SubjectKind::case_file, 7);
constexpr auto other = base::subject_of(base::SubjectKind::case_file, 8);

class SealedFilesTest : public testing::Test {
 protected:
  port::KeptFile keep(std::string_view bytes, std::size_t piece = 700'000) {
    auto incoming = files->receive(subject);
    EXPECT_TRUE(incoming.ok());
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
      EXPECT_TRUE((*incoming)->add(bytes.substr(at, piece)).ok());
    }
    const auto kept = (*incoming)->finish();
    EXPECT_TRUE(kept.ok());
    return *kept;
  }
  [[nodiscard]] std::vector<fs::path> on_disk() const {
    std::vector<fs::path> found;
    for (const auto& each : fs::recursive_directory_iterator{scratch / "files"}) {
      if (each.is_regular_file()) {
        found.push_back(each.path());
      }
    }
    return found;
  }

  Scratch scratch;
  MemoryKeyStore keys{1};
  std::unique_ptr<SealedFiles> files = SealedFiles::open(scratch / "files", keys).value();
};

std::string large() {
  std::string bytes;
  for (int i = 0; bytes.size() < 3'000'000; ++i) {
    bytes += std::to_string(i) + ",";
  }
  return bytes;
}

TEST_F(SealedFilesTest, WhatComesOutIsTheOriginalByteForByte) {
  for (const auto& bytes : {std::string{}, std::string{"%PDF-1.7"}, large()}) {
    const auto kept = keep(bytes);
    EXPECT_EQ(kept.sha256, base::to_hex(base::sha256(bytes)));
    EXPECT_EQ(kept.bytes, bytes.size());
    EXPECT_EQ(files->read(subject, kept.sha256).value(), bytes);
  }
}

TEST_F(SealedFilesTest, NothingOfItStandsOnDiskInTheClear) {
  keep("被害人 13800000001");
  ASSERT_EQ(on_disk().size(), 1U);
  EXPECT_EQ(slurp(on_disk()[0]).find("13800000001"), std::string::npos);
}

TEST_F(SealedFilesTest, OneThatIsNotFinishedWasNeverThere) {
  {
    auto incoming = files->receive(subject).value();
    ASSERT_TRUE(incoming->add("half").ok());
    EXPECT_EQ(on_disk().size(), 1U);
  }
  EXPECT_TRUE(on_disk().empty());
  auto broken_off = files->receive(subject).value();
  files = SealedFiles::open(scratch / "files", keys).value();
  EXPECT_TRUE(on_disk().empty()) << "as after a crash";
}

TEST_F(SealedFilesTest, ADestroyedKeyDestroysIt) {
  const auto kept = keep("secret");
  ASSERT_TRUE(keys.destroy(subject).ok());
  EXPECT_EQ(files->read(subject, kept.sha256).error().code, base::ErrorCode::not_found);
  ASSERT_TRUE(files->drop(subject).ok());
  EXPECT_TRUE(on_disk().empty());
  EXPECT_TRUE(files->drop(other).ok()) << "nothing is kept for it";
}

TEST_F(SealedFilesTest, NoByteCanBeChangedUnseen) {
  const auto kept = keep(std::string(2'000'000, 'a') + "end");
  const auto path = on_disk().at(0);
  const auto size = fs::file_size(path);
  for (const std::size_t at :
       {std::size_t{0}, std::size_t{5}, std::size_t{9}, std::size_t{40}, size / 2, size - 1}) {
    flip_byte(path, at);
    EXPECT_EQ(files->read(subject, kept.sha256).error().code, base::ErrorCode::corrupt) << at;
    flip_byte(path, at);
  }
  fs::resize_file(path, size - 100);
  EXPECT_EQ(files->read(subject, kept.sha256).error().code, base::ErrorCode::corrupt);
}

TEST_F(SealedFilesTest, ANameLeadsNowhereElse) {
  keep("x");
  EXPECT_EQ(files->read(subject, "../keys.db").error().code, base::ErrorCode::bad_input);
  EXPECT_EQ(files->read(other, std::string(64, '0')).error().code, base::ErrorCode::not_found);
}

}  // namespace
}  // namespace holdfast::store
