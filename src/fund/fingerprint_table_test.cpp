#include "fund/fingerprint_table.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <vector>

#include "base/rng.hpp"
#include "support/memory_image.hpp"

namespace holdfast::fund {
namespace {

// Enough for parts of several pages, and for sizes on both sides of a page's end.
constexpr std::uint64_t many = 700'000;

/// Hashes that come again in the same order.
std::vector<std::uint64_t> hashes(std::uint64_t seed, std::uint64_t count) {
  base::Rng rng{seed};
  std::vector<std::uint64_t> all(count);
  std::ranges::generate(all, [&] { return rng.next(); });
  return all;
}

std::vector<std::uint64_t> holders(const FingerprintTable& table, std::uint64_t hash) {
  std::vector<std::uint64_t> found;
  table.for_each(hash, [&](Sequence one) {
    found.push_back(one.value());
    return false;
  });
  return found;
}

void expect_all(const FingerprintTable& table, const std::vector<std::uint64_t>& added) {
  for (std::size_t i = 0; i < added.size(); ++i) {
    const auto found = holders(table, added[i]);
    ASSERT_TRUE(std::ranges::find(found, i) != found.end()) << i;
  }
}

TEST(FingerprintTable, FindsAllAndNearlyNoStrangersWhileItGrows) {
  FingerprintTable table;
  const auto added = hashes(1, many);
  std::size_t strangers = 0;
  for (std::size_t i = 0; i < added.size(); ++i) {
    strangers += holders(table, added[i]).size();
    table.add(added[i], Sequence{i});
  }
  expect_all(table, added);
  EXPECT_LT(strangers, 10U);
  EXPECT_LT(table.bytes(), many * 16) << "eight bytes, slack, and last pages just begun";
}

TEST(FingerprintTable, OneHashMayHaveManyHolders) {
  FingerprintTable table;
  for (std::uint64_t i = 0; i < 300; ++i) {
    table.add(42, Sequence{i});
  }
  auto found = holders(table, 42);
  std::ranges::sort(found);
  ASSERT_EQ(found.size(), 300U);
  EXPECT_EQ(found.back(), 299U);
  std::size_t asked = 0;
  table.for_each(42, [&](Sequence) { return ++asked == 7; });
  EXPECT_EQ(asked, 7U) << "it stops where it is told to";
}

TEST(FingerprintTable, AnImageOfAnySizeIsTheSameTableAndGoesOn) {
  for (const std::uint64_t count : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{600}, many}) {
    FingerprintTable table;
    auto added = hashes(count + 3, count + 5'000);
    for (std::uint64_t i = 0; i < count; ++i) {
      table.add(added[i], Sequence{i});
    }
    base::ImageOut out;
    table.write_to("table", out);
    const test::MemoryImage image{out};
    FingerprintTable again;
    const auto read = again.read_from("table", image);
    ASSERT_TRUE(read.ok()) << read.error().message;
    EXPECT_EQ(again.bytes(), table.bytes());
    for (std::uint64_t i = count; i < added.size(); ++i) {
      again.add(added[i], Sequence{i});
    }
    expect_all(again, added);
  }
}

TEST(FingerprintTable, RefusesAnImageWhosePartsDoNotAgree) {
  FingerprintTable table;
  for (const auto hash : hashes(9, 600)) {
    table.add(hash, Sequence{1});
  }
  base::ImageOut parts;
  table.write_to("table", parts);
  FingerprintTable smaller;
  smaller.add(5, Sequence{1});
  base::ImageOut other;
  smaller.write_to("table", other);
  base::ImageOut mixed;  // the parts of one, the memory of the other
  mixed.add("table: parts", parts.sections().at(0).pieces);
  mixed.add("table", other.sections().at(1).pieces);
  FingerprintTable read;
  EXPECT_EQ(read.read_from("table", test::MemoryImage{mixed}).error().code,
            base::ErrorCode::corrupt);
}

}  // namespace
}  // namespace holdfast::fund
