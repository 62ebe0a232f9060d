#include "fund/fingerprint_table.hpp"

#include <numeric>

namespace holdfast::fund {

namespace {

constexpr std::size_t first_size = 16;

/// Parts fill alike; so that they do not all grow in the same moment each has a limit of its own,
/// between 74 and 81 in a hundred.
std::uint32_t limit_of(std::size_t size, std::size_t part) {
  return static_cast<std::uint32_t>(size * (74 + part % 8) / 100);
}

}  // namespace

FingerprintTable::FingerprintTable() : parts_(std::size_t{1} << part_bits) {
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    resize(parts_[i], i, first_size);
  }
}

void FingerprintTable::add(std::uint64_t hash, Sequence sequence) {
  const std::size_t index = part_of(hash);
  Part& part = parts_[index];
  if (part.count == part.count_max) {
    resize(part, index, part.entries.size() + part.entries.size() / 8);
  }
  part.place({print_of(hash), static_cast<std::uint32_t>(sequence.value())});
  ++part.count;
}

void FingerprintTable::Part::place(const Entry& entry) {
  std::size_t at = home(entry.print);
  while (entries[at].sequence != absent) {
    at = after(at);
  }
  entries[at] = entry;
}

void FingerprintTable::resize(Part& part, std::size_t index, std::size_t size) {
  std::vector<Entry> old(size);
  old.swap(part.entries);
  part.count_max = limit_of(size, index);
  for (const Entry& entry : old) {
    if (entry.sequence != absent) {
      part.place(entry);
    }
  }
}

std::size_t FingerprintTable::bytes() const {
  return std::accumulate(parts_.begin(), parts_.end(), std::size_t{0},
                         [](std::size_t sum, const Part& part) {
                           return sum + sizeof(Part) + part.entries.size() * sizeof(Entry);
                         });
}

}  // namespace holdfast::fund
