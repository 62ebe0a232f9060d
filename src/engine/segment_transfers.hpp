// The transfers of one segment, held as its bytes hold them: fixed-width entries, and their texts
// in one buffer behind each other. To add one or to look at one allocates nothing of its own.
// Values; any thread.
#pragma once

#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.hpp"
#include "base/result.hpp"
#include "fund/transfer.hpp"

namespace holdfast::engine {

enum class SegmentRole : std::uint8_t {
  own,          // a transfer of its own: it has the next sequence
  leg,          // the second bank's record of `other`: not in the graph
  certain_leg,  // the same, known by clearing serial
  split_leg,    // a transfer of its own that had been merged into `other` before
};

/// One transfer; its texts lie elsewhere. Each has at most 255 bytes.
struct SegmentEntry {
  fund::Transfer transfer;  // whose feed it was is said by name only
  SegmentRole role = SegmentRole::own;
  base::Sequence other;  // of a leg
  std::string_view id;
  std::string_view serial;
  std::string_view clearing;
  std::string_view feed;

  bool operator==(const SegmentEntry&) const;
};

/// The same with texts of its own.
struct SegmentTransfer {
  fund::Transfer transfer;
  SegmentRole role = SegmentRole::own;
  base::Sequence other;
  std::string id;
  std::string serial;
  std::string clearing;
  std::string feed;

  SegmentTransfer() = default;
  explicit SegmentTransfer(const SegmentEntry& entry);
  [[nodiscard]] SegmentEntry view() const;
  bool operator==(const SegmentTransfer& o) const { return view() == o.view(); }
};

class SegmentTransfers {
 public:
  [[nodiscard]] std::size_t size() const { return fixed_.size(); }
  [[nodiscard]] bool empty() const { return fixed_.empty(); }
  void push_back(const SegmentEntry& entry);
  void push_back(const SegmentTransfer& entry) { push_back(entry.view()); }
  void reserve(std::size_t transfers);

  /// Its texts are good until one more is added.
  [[nodiscard]] SegmentEntry operator[](std::size_t place) const;
  [[nodiscard]] SegmentRole role(std::size_t place) const {
    return static_cast<SegmentRole>(fixed_[place].flags & role_bits);
  }
  /// Bytes in memory.
  [[nodiscard]] std::size_t bytes() const;
  bool operator==(const SegmentTransfers& o) const;

  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = SegmentEntry;
    using difference_type = std::ptrdiff_t;
    using pointer = const SegmentEntry*;
    using reference = SegmentEntry;
    Iterator(const SegmentTransfers& of, std::size_t place) : of_(&of), place_(place) {}
    SegmentEntry operator*() const { return (*of_)[place_]; }
    Iterator& operator++() {
      ++place_;
      return *this;
    }
    bool operator==(const Iterator&) const = default;

   private:
    const SegmentTransfers* of_;
    std::size_t place_;
  };
  [[nodiscard]] Iterator begin() const { return {*this, 0}; }
  [[nodiscard]] Iterator end() const { return {*this, size()}; }

  // ---- The bytes of a segment's second half, as version 3 has them (segment.hpp). ----
  void write_to(std::string& out) const;
  [[nodiscard]] std::size_t bytes_written() const;
  /// All of `bytes`. Errors: corrupt, without a place.
  [[nodiscard]] static base::Result<SegmentTransfers> read(std::string_view bytes,
                                                           std::uint32_t count);

 private:
  static constexpr std::uint8_t role_bits = 3;
  // What few entries have lies before their texts.
  static constexpr std::uint8_t has_learned = 4;  // another moment than the segment's first entry
  static constexpr std::uint8_t has_other = 8;
  static constexpr std::uint8_t serial_is_id = 16;  // written once
  static constexpr std::uint8_t flags_known = 31;

  struct Fixed {
    std::int64_t time_ms;
    std::int64_t amount_fen;
    std::uint32_t payer;
    std::uint32_t payee;
    std::uint16_t feed;  // place in feeds_
    std::uint16_t text_bytes;
    std::uint8_t kind;
    std::uint8_t flags;
    std::uint16_t pad;
  };
  static_assert(sizeof(Fixed) == 32);

  std::uint16_t feed_place(std::string_view feed);
  [[nodiscard]] bool is_sound(std::size_t place) const;

  std::int64_t learned_ms_ = 0;  // of the first entry
  std::vector<std::string> feeds_;
  std::vector<Fixed> fixed_;
  std::string texts_;
  std::vector<std::uint32_t> text_at_;
};

/// Such a transfer may stand in a segment.
[[nodiscard]] bool is_in_bounds(std::uint8_t kind, std::int64_t amount_fen);

}  // namespace holdfast::engine
