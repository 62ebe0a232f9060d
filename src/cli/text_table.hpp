// Numbers for texts, in order of first appearance: 0, 1, 2, ... Exact: texts are compared, the hash
// (SipHash under a key) only finds them.
//
// A file of millions of ids is bound by memory latency, not by arithmetic: each look-up is a miss
// for the slot and another for the text. So texts come in batches, and both misses of a whole batch
// are asked for before the first is needed. A slot keeps the top half of its hash and sits where
// the top bits say, so the table grows without touching a text. One thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "fund/key_index.hpp"

namespace holdfast::cli {

class TextTable {
 public:
  static constexpr std::size_t batch_max = 256;

  explicit TextTable(const fund::HashKey& key);

  /// The numbers of at most `batch_max` texts of at most 65,535 bytes, given out where they are
  /// new.
  void intern(std::span<const std::string_view> texts, std::span<std::uint32_t> numbers);
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view text) const;
  [[nodiscard]] std::string_view text(std::uint32_t number) const { return read(places_[number]); }
  [[nodiscard]] std::size_t size() const { return places_.size(); }

 private:
  struct Slot {
    std::uint32_t number_plus_one = 0;
    std::uint32_t tag = 0;
    std::uint64_t place = 0;  // chunk and offset in the arena
  };

  [[nodiscard]] std::uint32_t tag_of(std::string_view text) const;
  [[nodiscard]] std::size_t home(std::uint32_t tag) const { return tag >> shift_; }
  [[nodiscard]] std::size_t probe(std::string_view text, std::uint32_t tag) const;
  [[nodiscard]] const char* at(std::uint64_t place) const {
    return arena_[place >> chunk_bits].get() + (place & (chunk_bytes - 1));
  }
  [[nodiscard]] std::string_view read(std::uint64_t place) const;
  std::uint64_t keep(std::string_view text);
  void make_room(std::size_t more);

  static constexpr unsigned chunk_bits = 20;
  static constexpr std::size_t chunk_bytes = std::size_t{1} << chunk_bits;

  fund::HashKey key_;
  unsigned shift_;
  std::vector<Slot> slots_;
  std::vector<std::uint64_t> places_;  // by number
  std::vector<std::unique_ptr<char[]>> arena_;
  std::size_t arena_used_ = chunk_bytes;  // of the last chunk
};

}  // namespace holdfast::cli
