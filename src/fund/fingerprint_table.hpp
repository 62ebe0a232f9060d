// Text numbers (serials, UETRs) to the transfers that carry them, eight bytes and slack for each:
// 32 bits of a keyed hash and the transfer's sequence.
//
// A fingerprint only proposes: two texts may share one, so whoever asks must compare the text
// itself. The hash's upper bits choose one of 1,024 parts and its lower 32 bits are the
// fingerprint, whose place in a part is proportional to it; a part can thus grow by an eighth in
// one pass over itself, and because parts grow one at a time no caller ever waits for more than one
// part. Among fifty million a stranger's fingerprint is met once in a hundred thousand questions.
// One thread.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "fund/key_index.hpp"
#include "fund/transfer.hpp"

namespace holdfast::fund {

class FingerprintTable {
 public:
  FingerprintTable();
  ~FingerprintTable();
  FingerprintTable(const FingerprintTable&) = delete;
  FingerprintTable& operator=(const FingerprintTable&) = delete;

  /// The transfer `sequence` carries the text of this hash. A text may be carried by several.
  void add(std::uint64_t hash, Sequence sequence);
  /// Calls fn(Sequence) for each transfer that may carry the text; stops where fn answers true.
  template <typename Fn>
  void for_each(std::uint64_t hash, Fn&& fn) const {
    const Part& part = parts_[part_of(hash)];
    for (std::size_t at = part.home(print_of(hash)); part.entries[at].sequence_plus_one != 0;
         at = part.after(at)) {
      if (part.entries[at].print == print_of(hash) &&
          fn(Sequence{part.entries[at].sequence_plus_one - 1})) {
        return;
      }
    }
  }
  /// Asks for the memory that a question about this hash will need.
  void prefetch(std::uint64_t hash) const {
    const Part& part = parts_[part_of(hash)];
    __builtin_prefetch(&part.entries[part.home(print_of(hash))], 1);
  }
  [[nodiscard]] std::size_t bytes() const;

 private:
  static constexpr unsigned part_bits = 10;

  struct Entry {
    std::uint32_t print;
    std::uint32_t sequence_plus_one;  // fresh memory is zero: nobody
  };
  struct Part {
    Entry* entries = nullptr;
    std::uint32_t size = 0;
    std::uint32_t count = 0;
    std::uint32_t count_max = 0;

    [[nodiscard]] std::size_t home(std::uint32_t print) const {
      return static_cast<std::size_t>(std::uint64_t{print} * size >> 32);
    }
    [[nodiscard]] std::size_t after(std::size_t at) const { return at + 1 == size ? 0 : at + 1; }
    void place(const Entry& entry);
  };
  static std::size_t part_of(std::uint64_t hash) { return hash >> (64 - part_bits); }
  static std::uint32_t print_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash); }
  void grow(std::size_t index);

  std::array<Part, std::size_t{1} << part_bits> parts_;
  Entry* space_ = nullptr;
  std::vector<Entry> moving_;  // a part's entries while it grows
};

}  // namespace holdfast::fund
