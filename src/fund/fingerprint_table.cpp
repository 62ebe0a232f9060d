#include "fund/fingerprint_table.hpp"

#include <algorithm>
#include <new>
#include <numeric>
#include <span>
#include <string>
#include <sys/mman.h>

#include "fund/account_log.hpp"

namespace holdfast::fund {

namespace {

constexpr std::uint32_t size_min = 8;
constexpr std::size_t page = 4096;
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

std::size_t whole_pages(std::size_t bytes) {
  return (bytes + page - 1) / page * page;
}

/// A part as the image keeps it.
struct PartHead {
  std::uint32_t size = 0;
  std::uint32_t count = 0;
};

}  // namespace

void FingerprintTable::reserve() {
  static_assert(buckets_max * sizeof(Bucket) % page == 0);
  static_assert(page == base::image_page);
  // Address space only: memory comes with the first touch.
  void* space = mmap(nullptr, parts_.size() * buckets_max * sizeof(Bucket), PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (space == MAP_FAILED) {
    throw std::bad_alloc();
  }
  space_ = static_cast<Bucket*>(space);
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    parts_[i] = {.buckets = space_ + i * buckets_max,
                 .size = first_size(i),
                 .count = 0,
                 .count_max = limit_of(first_size(i) * bucket_size, i)};
  }
}

FingerprintTable::~FingerprintTable() {
  if (space_ != nullptr) {
    munmap(space_, parts_.size() * buckets_max * sizeof(Bucket));
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
  part.place(print_of(hash), static_cast<std::uint32_t>(sequence.value()) + 1);
  ++part.count;
}

/// Whole pages, so that each part can be mapped; none of a part that holds nothing.
std::size_t FingerprintTable::Part::bytes() const {
  return count == 0 ? 0 : whole_pages(size * sizeof(Bucket));
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
  const std::uint32_t size = part.size + std::max(part.size / 3, 1U);
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
                         [](std::size_t sum, const Part& part) { return sum + part.bytes(); });
}

void FingerprintTable::write_to(std::string_view name, base::ImageOut& out) const {
  std::vector<PartHead> heads;
  std::vector<std::span<const std::byte>> pieces;
  for (const Part& part : parts_) {
    heads.push_back({part.size, part.count});
    pieces.push_back({reinterpret_cast<const std::byte*>(part.buckets), part.bytes()});
  }
  out.keep_values(std::string{name} + ": parts", std::span<const PartHead>{heads});
  out.add(std::string{name}, std::move(pieces));
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
  std::uint64_t offset = file->offset;
  const std::uint64_t end = file->offset + file->bytes;
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    const auto& head = (*heads)[i];
    Part& part = parts_[i];
    const bool is_sound = head.size <= buckets_max && head.count <= head.size * bucket_size &&
                          (head.count == 0 || head.size >= size_min);
    if (!is_sound || (file->bytes == 0 && head.count > 0)) {
      return odd;
    }
    if (head.count == 0) {
      continue;  // as it was made
    }
    part.size = head.size;
    part.count = head.count;
    part.count_max = limit_of(head.size * bucket_size, i);
    if (part.bytes() > end - offset) {
      return odd;
    }
    if (mmap(part.buckets, part.bytes(), PROT_READ | PROT_WRITE,
             MAP_PRIVATE | MAP_FIXED | MAP_NORESERVE, file->descriptor,
             static_cast<off_t>(offset)) == MAP_FAILED) {
      throw std::bad_alloc();
    }
    offset += part.bytes();
  }
  return offset == end ? base::Result<void>{} : odd;
}

}  // namespace holdfast::fund
