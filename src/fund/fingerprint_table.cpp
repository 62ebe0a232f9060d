#include "fund/fingerprint_table.hpp"

#include <algorithm>
#include <new>
#include <numeric>
#include <sys/mman.h>

#include "fund/account_log.hpp"

namespace holdfast::fund {

namespace {

constexpr std::uint32_t first_size = 8;
constexpr std::size_t page = 4096;
// Room in each part for twice an even spread of the most that a graph can hold.
constexpr std::size_t entries_max = LogEntry::sequences_max / 1024 * 2;

/// Parts fill alike; so that they do not all grow in the same moment each has a limit of its own,
/// between 74 and 81 in a hundred.
std::uint32_t limit_of(std::uint32_t slots, std::size_t part) {
  return static_cast<std::uint32_t>(std::uint64_t{slots} * (74 + part % 8) / 100);
}

}  // namespace

FingerprintTable::FingerprintTable() {
  constexpr std::size_t buckets_max = entries_max / bucket_size;
  static_assert(buckets_max * sizeof(Bucket) % page == 0);
  // Address space only: memory comes with the first touch.
  void* space = mmap(nullptr, parts_.size() * buckets_max * sizeof(Bucket), PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (space == MAP_FAILED) {
    throw std::bad_alloc();
  }
  space_ = static_cast<Bucket*>(space);
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    parts_[i] = {.buckets = space_ + i * buckets_max,
                 .size = first_size,
                 .count = 0,
                 .count_max = limit_of(first_size * bucket_size, i)};
  }
}

FingerprintTable::~FingerprintTable() {
  munmap(space_, parts_.size() * (entries_max / bucket_size) * sizeof(Bucket));
}

void FingerprintTable::add(std::uint64_t hash, Sequence sequence) {
  const std::size_t index = part_of(hash);
  Part& part = parts_[index];
  if (part.count == part.count_max) {
    grow(index);
  }
  part.place(print_of(hash), static_cast<std::uint32_t>(sequence.value()) + 1);
  ++part.count;
}

void FingerprintTable::Part::place(std::uint32_t print, std::uint32_t sequence_plus_one) {
  std::size_t at = home(print);
  while (buckets[at].is_full()) {
    at = after(at);
  }
  Bucket& bucket = buckets[at];
  const auto free =
      std::find(bucket.sequences_plus_one.begin(), bucket.sequences_plus_one.end(), 0U);
  const auto slot = static_cast<std::size_t>(free - bucket.sequences_plus_one.begin());
  bucket.prints[slot] = print;
  bucket.sequences_plus_one[slot] = sequence_plus_one;
}

void FingerprintTable::grow(std::size_t index) {
  Part& part = parts_[index];
  const std::uint32_t size = part.size + std::max(part.size / 6, 1U);
  base::check(size * bucket_size <= entries_max, "a table of fingerprints is full");
  moving_.assign(part.buckets, part.buckets + part.size);
  std::fill(part.buckets, part.buckets + part.size, Bucket{});
  part.size = size;
  part.count_max = limit_of(size * bucket_size, index);
  for (const Bucket& bucket : moving_) {
    for (std::size_t i = 0; i < bucket_size && bucket.sequences_plus_one[i] != 0; ++i) {
      part.place(bucket.prints[i], bucket.sequences_plus_one[i]);
    }
  }
}

std::size_t FingerprintTable::bytes() const {
  return std::accumulate(parts_.begin(), parts_.end(), std::size_t{0},
                         [](std::size_t sum, const Part& part) {
                           const std::size_t used = part.size * sizeof(Bucket);
                           return sum + (used + page - 1) / page * page;
                         });
}

}  // namespace holdfast::fund
