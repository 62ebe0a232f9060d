#include "fund/fingerprint_table.hpp"

#include <algorithm>
#include <new>
#include <numeric>
#include <sys/mman.h>

#include "fund/account_log.hpp"

namespace holdfast::fund {

namespace {

constexpr std::uint32_t first_size = 64;
constexpr std::size_t page = 4096;

/// Parts fill alike; so that they do not all grow in the same moment each has a limit of its own,
/// between 74 and 81 in a hundred.
std::uint32_t limit_of(std::uint32_t size, std::size_t part) {
  return static_cast<std::uint32_t>(std::uint64_t{size} * (74 + part % 8) / 100);
}

}  // namespace

// Room in each part for half as many again as an even spread of the most that a graph can hold.
constexpr std::size_t entries_max = LogEntry::sequences_max / 1024 * 2;

FingerprintTable::FingerprintTable() {
  static_assert(entries_max * sizeof(Entry) % page == 0);
  // Address space only: memory comes with the first touch.
  void* space = mmap(nullptr, parts_.size() * entries_max * sizeof(Entry), PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (space == MAP_FAILED) {
    throw std::bad_alloc();
  }
  space_ = static_cast<Entry*>(space);
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    parts_[i] = {.entries = space_ + i * entries_max,
                 .size = first_size,
                 .count = 0,
                 .count_max = limit_of(first_size, i)};
  }
}

FingerprintTable::~FingerprintTable() {
  munmap(space_, parts_.size() * entries_max * sizeof(Entry));
}

void FingerprintTable::add(std::uint64_t hash, Sequence sequence) {
  const std::size_t index = part_of(hash);
  Part& part = parts_[index];
  if (part.count == part.count_max) {
    grow(index);
  }
  part.place({print_of(hash), static_cast<std::uint32_t>(sequence.value()) + 1});
  ++part.count;
}

void FingerprintTable::Part::place(const Entry& entry) {
  std::size_t at = home(entry.print);
  while (entries[at].sequence_plus_one != 0) {
    at = after(at);
  }
  entries[at] = entry;
}

void FingerprintTable::grow(std::size_t index) {
  Part& part = parts_[index];
  const std::uint32_t size = part.size + part.size / 6;
  base::check(size <= entries_max, "a table of fingerprints is full");
  moving_.clear();
  std::copy_if(part.entries, part.entries + part.size, std::back_inserter(moving_),
               [](const Entry& entry) { return entry.sequence_plus_one != 0; });
  std::fill(part.entries, part.entries + part.size, Entry{});
  part.size = size;
  part.count_max = limit_of(size, index);
  for (const Entry& entry : moving_) {
    part.place(entry);
  }
}

std::size_t FingerprintTable::bytes() const {
  return std::accumulate(parts_.begin(), parts_.end(), std::size_t{0},
                         [](std::size_t sum, const Part& part) {
                           const std::size_t used = part.size * sizeof(Entry);
                           return sum + (used + page - 1) / page * page;
                         });
}

}  // namespace holdfast::fund
