// Arenas: memory that never moves, comes from a file or goes back to it, and reads the same.

#include "fund/arena.hpp"

#include <array>
#include <gtest/gtest.h>
#include <numeric>
#include <sys/mman.h>
#include <unistd.h>
#include <vector>

namespace holdfast::fund {
namespace {

using Numbers = Arena<std::uint64_t, std::size_t{1} << 24>;

/// A file in memory that holds some numbers from its second page on.
class NumbersFile {
 public:
  explicit NumbersFile(std::span<const std::byte> bytes) : bytes_(bytes.size()) {
    EXPECT_EQ(pwrite(descriptor_, bytes.data(), bytes.size(), base::image_page),
              static_cast<ssize_t>(bytes.size()));
  }
  ~NumbersFile() { close(descriptor_); }
  NumbersFile(const NumbersFile&) = delete;
  NumbersFile& operator=(const NumbersFile&) = delete;
  [[nodiscard]] base::FileRange range() const { return {descriptor_, base::image_page, bytes_}; }

 private:
  int descriptor_ = memfd_create("numbers", 0);
  std::uint64_t bytes_;
};

void count_up(Numbers& numbers, std::uint64_t from, std::uint64_t to) {
  for (std::uint64_t i = from; i < to; ++i) {
    *numbers.slot(i) = i * 7;
  }
}

void expect_counted(const Numbers& numbers, std::uint64_t to) {
  for (std::uint64_t i = 0; i < to; ++i) {
    ASSERT_EQ(numbers[i], i * 7) << i;
  }
}

TEST(Arena, ElementsStayWhereTheyAre) {
  Numbers numbers;
  *numbers.slot(0) = 1;
  const std::uint64_t* const first = &numbers[0];
  count_up(numbers, 0, 3'000'000);
  EXPECT_EQ(&numbers[0], first);
  expect_counted(numbers, 3'000'000);
}

TEST(Arena, WhatWasWrittenIsAdoptedAndGoesOn) {
  Numbers written;
  count_up(written, 0, 700'001);
  const NumbersFile file{written.bytes(700'001)};
  Numbers adopted;
  ASSERT_TRUE(Numbers::fits(file.range()));
  EXPECT_EQ(adopted.adopt(file.range()), 700'001U);
  count_up(adopted, 700'001, 900'000);
  expect_counted(adopted, 900'000);
  *adopted.slot(5) = 1;  // in memory only
  Numbers again;
  again.adopt(file.range());
  EXPECT_EQ(again[5], 35U);
}

TEST(Arena, MemoryGivenBackReadsTheSameAndCanBeWritten) {
  Numbers numbers;
  count_up(numbers, 0, 1'000'000);
  const NumbersFile file{numbers.bytes(1'000'000)};
  const std::size_t end = 1'000'000 * sizeof(std::uint64_t) / base::image_page * base::image_page;
  ASSERT_TRUE(
      numbers.space().give_back(file.range(), 0, end / 2 / base::image_page * base::image_page));
  ASSERT_TRUE(numbers.space().give_back(file.range(), 0, end));
  expect_counted(numbers, 1'000'000);
  *numbers.slot(3) = 9;
  EXPECT_EQ(numbers[3], 9U);
  EXPECT_EQ(numbers[4], 28U);
}

TEST(Arena, AFileOfAnOddSizeDoesNotFit) {
  EXPECT_FALSE(Numbers::fits({0, 0, 12}));
  EXPECT_FALSE(Numbers::fits({0, 0, (std::uint64_t{1} << 24) * 8 + 8}));
}

}  // namespace
}  // namespace holdfast::fund
