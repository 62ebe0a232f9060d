// Text numbers (serials, UETRs) to the transfers that carry them, eight bytes and slack for each:
// 32 bits of a keyed hash and the transfer's sequence.
//
// A fingerprint only proposes: two texts may share one, so whoever asks must compare the text
// itself. The hash's upper bits choose one of 1,024 parts and its lower 32 bits are the
// fingerprint. A part is a row of buckets of eight, each a cache line, and a fingerprint's bucket
// is proportional to it; full buckets spill into the next. A part can thus grow by a third in one
// pass over itself, and because parts grow one at a time no caller ever waits for more than one
// part.
//
// Questions go anywhere, so that with small pages each would wait for a walk through page tables.
// Parts are about equally large: the first pages of all of them lie in a row, then all second ones,
// and so on, in address space for all that they may ever hold. So rows that every part has begun
// are whole large pages, where the system gives them. Nothing is given back; a table that stays
// empty has none.
//
// Among fifty million a stranger's fingerprint is met once in a hundred thousand questions. One
// thread.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/image.hpp"
#include "fund/key_index.hpp"
#include "fund/transfer.hpp"

namespace holdfast::fund {

class FingerprintTable {
 public:
  FingerprintTable() = default;
  ~FingerprintTable();
  FingerprintTable(const FingerprintTable&) = delete;
  FingerprintTable& operator=(const FingerprintTable&) = delete;

  /// The transfer `sequence` carries the text of this hash. A text may be carried by several.
  void add(std::uint64_t hash, Sequence sequence);
  /// Calls fn(Sequence) for each transfer that may carry the text; stops where fn answers true.
  template <typename Fn>
  void for_each(std::uint64_t hash, Fn&& fn) const {
    if (space_ == nullptr) {
      return;
    }
    const std::size_t index = part_of(hash);
    const Part& part = parts_[index];
    const std::uint32_t print = print_of(hash);
    for (std::size_t at = part.home(print);; at = part.after(at)) {
      const Bucket& bucket = bucket_at(index, at);
      for (unsigned hits = bucket.with(print); hits != 0; hits &= hits - 1) {
        const auto slot = static_cast<unsigned>(std::countr_zero(hits));
        if (fn(Sequence{bucket.sequences_plus_one[slot] - 1})) {
          return;
        }
      }
      if (!bucket.is_full()) {
        return;
      }
    }
  }
  /// Asks for the memory that a question about this hash will need. Inlined by force: GCC takes a
  /// function that only prefetches for one without effect and drops its calls.
  [[gnu::always_inline]] void prefetch(std::uint64_t hash) const {
    if (space_ == nullptr) {
      return;
    }
    const std::size_t index = part_of(hash);
    const Part& part = parts_[index];
    const std::size_t home = part.home(print_of(hash));
    __builtin_prefetch(&bucket_at(index, home), 1);
    __builtin_prefetch(&bucket_at(index, part.after(home)), 1);  // every fourth question goes on
  }
  [[nodiscard]] std::size_t bytes() const;
  /// Under names that begin with `name`.
  void write_to(std::string_view name, base::ImageOut& out) const;
  /// Instead of any add. Errors: corrupt, io.
  [[nodiscard]] base::Result<void> read_from(std::string_view name, const base::ImageIn& in);

 private:
  static constexpr unsigned part_bits = 10;
  static constexpr unsigned page_bits = 6;  // of buckets
  static constexpr std::size_t bucket_size = 8;

  /// Slots fill from the first on. Fresh memory is zero: nobody.
  struct alignas(64) Bucket {
    std::array<std::uint32_t, bucket_size> prints;
    std::array<std::uint32_t, bucket_size> sequences_plus_one;

    [[nodiscard]] bool is_full() const { return sequences_plus_one.back() != 0; }
    /// The slots in use that hold the fingerprint, one bit each.
    [[nodiscard]] unsigned with(std::uint32_t print) const {
      unsigned hits = 0;
      for (unsigned i = 0; i < bucket_size; ++i) {
        hits |= static_cast<unsigned>(prints[i] == print && sequences_plus_one[i] != 0) << i;
      }
      return hits;
    }
  };
  struct Part {
    std::uint32_t size = 0;  // in buckets
    std::uint32_t count = 0;
    std::uint32_t count_max = 0;

    [[nodiscard]] std::size_t home(std::uint32_t print) const {
      return static_cast<std::size_t>(std::uint64_t{print} * size >> 32);
    }
    [[nodiscard]] std::size_t after(std::size_t at) const { return at + 1 == size ? 0 : at + 1; }
    /// Begun; none where it holds nothing.
    [[nodiscard]] std::size_t pages() const;
  };
  [[nodiscard]] Bucket& bucket_at(std::size_t part, std::size_t at) const {
    const std::size_t page = (at >> page_bits << part_bits) + part;
    return space_[(page << page_bits) + at % (std::size_t{1} << page_bits)];
  }
  static std::size_t part_of(std::uint64_t hash) { return hash >> (64 - part_bits); }
  static std::uint32_t print_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash); }
  void reserve();
  void place(std::size_t part, std::uint32_t print, std::uint32_t sequence_plus_one);
  void grow(std::size_t index);
  void enlarge_pages(std::uint32_t size);
  [[nodiscard]] std::vector<std::span<std::byte>> stretches() const;

  std::array<Part, std::size_t{1} << part_bits> parts_;
  Bucket* space_ = nullptr;     // of all parts; reserved with the first entry
  void* reserved_ = nullptr;    // where the space begins, at a large page
  std::vector<Bucket> moving_;  // a part's buckets while it grows
  std::size_t grown_ = 0;       // times that any part grew
  std::size_t next_row_ = 1;    // to be enlarged
};

}  // namespace holdfast::fund
