// 128-bit keyed digest -> 32-bit number, flat and open-addressed. One thread.
//
// Keys are told apart by their digest alone: SipHash-2-4 with 128 bits of output under a secret
// key. Two of ten billion texts collide with a probability below 2^-61, and whoever does not know
// the key cannot look for a pair; keeping the texts instead would cost several times the memory.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

#include "fund/key_index.hpp"

namespace holdfast::fund {

struct Digest128 {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
  bool operator==(const Digest128&) const = default;
};

[[nodiscard]] Digest128 keyed_digest(const HashKey& key, std::string_view bytes);

class DigestTable {
 public:
  static constexpr std::uint32_t absent = std::numeric_limits<std::uint32_t>::max();

  DigestTable() : entries_(first_size) {}

  [[nodiscard]] std::uint32_t find(const Digest128& key) const {
    return entries_[place(key)].value;
  }
  /// Sets the number of `key`, replacing one that was there. `value` is not `absent`.
  void set(const Digest128& key, std::uint32_t value) {
    if ((count_ + 1) * 3 > entries_.size() * 2) {
      grow();
    }
    Entry& entry = entries_[place(key)];
    count_ += entry.value == absent ? 1 : 0;
    entry = {key, value};
  }
  void clear() {
    entries_.assign(first_size, {});
    count_ = 0;
  }

 private:
  struct Entry {
    Digest128 key;
    std::uint32_t value = absent;
  };
  static constexpr std::size_t first_size = 64;

  [[nodiscard]] std::size_t place(const Digest128& key) const {
    const std::size_t mask = entries_.size() - 1;
    std::size_t at = static_cast<std::size_t>(key.low) & mask;
    while (entries_[at].value != absent && !(entries_[at].key == key)) {
      at = (at + 1) & mask;
    }
    return at;
  }
  void grow() {
    std::vector<Entry> old(entries_.size() * 2);
    old.swap(entries_);
    for (const Entry& entry : old) {
      if (entry.value != absent) {
        entries_[place(entry.key)] = entry;
      }
    }
  }

  std::vector<Entry> entries_;
  std::size_t count_ = 0;
};

}  // namespace holdfast::fund
