#include "fund/fingerprint_table.hpp"

#include <algorithm>
#include <new>
#include <numeric>
#include <span>
#include <string>
#include <sys/mman.h>
#include <utility>

#include "fund/account_log.hpp"

namespace holdfast::fund {

namespace {

constexpr std::uint32_t size_min = 8;
constexpr std::size_t page = 4096;
constexpr std::size_t large_page = std::size_t{2} << 20;
constexpr int advice_collapse = 25;  // MADV_COLLAPSE; the C library's headers may not have it
// Room in each part for twice an even spread of the most that a graph can hold.
constexpr std::size_t entries_max = LogEntry::sequences_max / 1024 * 2;
constexpr std::size_t buckets_max = entries_max / 8;

/// Parts fill alike. So that they do not all grow in the same moment their sizes are spread over
/// one step of growth, a third, from the beginning; the first page holds the largest of them.
std::uint32_t first_size(std::size_t part) {
  return 24 + static_cast<std::uint32_t>(part % 8);
}

/// And each has a limit of its own, between 80 and 87 in a hundred.
std::uint32_t limit_of(std::uint32_t slots, std::size_t part) {
  return static_cast<std::uint32_t>(std::uint64_t{slots} * (80 + part / 8 % 8) / 100);
}

/// A part as the image keeps it.
struct PartHead {
  std::uint32_t size = 0;
  std::uint32_t count = 0;
};

}  // namespace

void FingerprintTable::reserve() {
  static_assert((sizeof(Bucket) << page_bits) == page && page == base::image_page);
  constexpr std::size_t bytes = (buckets_max << part_bits) * sizeof(Bucket);
  // Address space only: memory comes with the first touch.
  reserved_ = mmap(nullptr, bytes + large_page, PROT_READ | PROT_WRITE,
                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (reserved_ == MAP_FAILED) {
    reserved_ = nullptr;
    throw std::bad_alloc();
  }
  const auto begin = reinterpret_cast<std::uintptr_t>(reserved_);
  auto* const aligned = static_cast<std::byte*>(reserved_) + (large_page - begin % large_page);
  space_ = reinterpret_cast<Bucket*>(aligned);
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    parts_[i] = {
        .size = first_size(i), .count = 0, .count_max = limit_of(first_size(i) * bucket_size, i)};
  }
}

FingerprintTable::~FingerprintTable() {
  if (reserved_ != nullptr) {
    munmap(reserved_, (buckets_max << part_bits) * sizeof(Bucket) + large_page);
  }
}

void FingerprintTable::add(std::uint64_t hash, Sequence sequence) {
  const std::size_t index = part_of(hash);
  Part& part = parts_[index];
  if (part.count == part.count_max) {
    if (space_ == nullptr) {
      reserve();
    } else {
      grow(index);
    }
  }
  place(index, print_of(hash), static_cast<std::uint32_t>(sequence.value()) + 1);
  ++part.count;
}

void FingerprintTable::place(std::size_t part, std::uint32_t print,
                             std::uint32_t sequence_plus_one) {
  std::size_t at = parts_[part].home(print);
  while (bucket_at(part, at).is_full()) {
    at = parts_[part].after(at);
  }
  Bucket& bucket = bucket_at(part, at);
  const auto free =
      std::find(bucket.sequences_plus_one.begin(), bucket.sequences_plus_one.end(), 0U);
  const auto slot = static_cast<std::size_t>(free - bucket.sequences_plus_one.begin());
  bucket.prints[slot] = print;
  bucket.sequences_plus_one[slot] = sequence_plus_one;
}

void FingerprintTable::grow(std::size_t index) {
  Part& part = parts_[index];
  const std::uint32_t size = part.size + std::max(part.size / 3, 1U);
  base::check(size * bucket_size <= entries_max, "a table of fingerprints is full");
  moving_.clear();
  for (std::size_t at = 0; at < part.size; ++at) {
    moving_.push_back(std::exchange(bucket_at(index, at), {}));
  }
  part.size = size;
  part.count_max = limit_of(size * bucket_size, index);
  for (const Bucket& bucket : moving_) {
    for (std::size_t i = 0; i < bucket_size && bucket.sequences_plus_one[i] != 0; ++i) {
      place(index, bucket.prints[i], bucket.sequences_plus_one[i]);
    }
  }
  enlarge_pages(size);
}

/// One row after the other comes into large pages, and comes there again: when the process forks to
/// write a snapshot, what is changed meanwhile falls back into small ones. How often keeps what
/// that takes at a few nanoseconds an entry, and lets all rows have their turn within a quarter of
/// a step of growth.
void FingerprintTable::enlarge_pages(std::uint32_t size) {
  constexpr std::size_t a_turn_of_all = 256;
  const std::size_t rows = size >> page_bits;
  if (rows < 2 || ++grown_ % std::max<std::size_t>(1, a_turn_of_all / rows) != 0) {
    return;
  }
  std::uint32_t least = size;
  for (const Part& part : parts_) {
    least = std::min(least, part.size);
  }
  const std::size_t begun = least >> page_bits;   // by all
  next_row_ = next_row_ < begun ? next_row_ : 1;  // the first row stays small: so may a table
  if (next_row_ < begun) {
    constexpr std::size_t row = page << part_bits;
    auto* const at = reinterpret_cast<std::byte*>(space_) + next_row_ * row;
    madvise(at, row, advice_collapse);  // only a wish
    ++next_row_;
  }
}

std::size_t FingerprintTable::Part::pages() const {
  return count == 0 ? 0 : (size + (std::size_t{1} << page_bits) - 1) >> page_bits;
}

/// All memory in use, in its order: of the first row what belongs to parts that hold anything, of
/// every row that any part has begun the whole.
std::vector<std::span<std::byte>> FingerprintTable::stretches() const {
  std::vector<std::span<std::byte>> all;
  std::size_t rows = 0;
  for (const Part& part : parts_) {
    rows = std::max(rows, part.pages());
  }
  auto* const begin = reinterpret_cast<std::byte*>(space_);
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    if (parts_[i].count == 0) {
      continue;
    }
    if (i > 0 && parts_[i - 1].count > 0) {
      all.back() = {all.back().data(), all.back().size() + page};
    } else {
      all.emplace_back(begin + i * page, page);
    }
  }
  if (rows > 1) {
    all.emplace_back(begin + parts_.size() * page, (rows - 1) * parts_.size() * page);
  }
  return all;
}

std::size_t FingerprintTable::bytes() const {
  return std::accumulate(
      parts_.begin(), parts_.end(), std::size_t{0},
      [](std::size_t sum, const Part& part) { return sum + part.pages() * page; });
}

void FingerprintTable::write_to(std::string_view name, base::ImageOut& out) const {
  std::vector<PartHead> heads;
  for (const Part& part : parts_) {
    heads.push_back({part.size, part.count});
  }
  const auto all = stretches();
  out.keep_values(std::string{name} + ": parts", std::span<const PartHead>{heads});
  out.add(std::string{name}, std::vector<std::span<const std::byte>>{all.begin(), all.end()});
}

base::Result<void> FingerprintTable::read_from(std::string_view name, const base::ImageIn& in) {
  base::check(space_ == nullptr, "a table of fingerprints that is in use");
  const auto heads = in.values<PartHead>(std::string{name} + ": parts");
  const auto file = in.range(name);
  if (!heads || !file) {
    return !heads ? heads.error() : file.error();
  }
  const base::Error odd{base::ErrorCode::corrupt,
                        "image: the parts of " + std::string{name} + " do not agree"};
  if (heads->size() != parts_.size()) {
    return odd;
  }
  if (file->bytes > 0) {
    reserve();
  }
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    const auto& head = (*heads)[i];
    const bool is_sound = head.size <= buckets_max && head.count <= head.size * bucket_size &&
                          (head.count == 0 || head.size >= size_min);
    if (!is_sound || (file->bytes == 0 && head.count > 0)) {
      return odd;
    }
    if (head.count > 0) {  // else as it was made
      parts_[i] = {head.size, head.count, limit_of(head.size * bucket_size, i)};
    }
  }
  const auto all = stretches();
  const auto bytes = std::accumulate(
      all.begin(), all.end(), std::uint64_t{0},
      [](std::uint64_t sum, std::span<const std::byte> one) { return sum + one.size(); });
  if (bytes != file->bytes) {
    return odd;
  }
  std::uint64_t offset = file->offset;
  for (const auto& stretch : all) {
    if (mmap(stretch.data(), stretch.size(), PROT_READ | PROT_WRITE,
             MAP_PRIVATE | MAP_FIXED | MAP_NORESERVE, file->descriptor,
             static_cast<off_t>(offset)) == MAP_FAILED) {
      throw std::bad_alloc();
    }
    offset += stretch.size();
  }
  return {};
}

}  // namespace holdfast::fund
