// AccountId -> 32-bit slot, flat and open-addressed: the hot set's probe is one cache line as a
// rule. Ids are dense counters given out by this program, so a multiplicative hash is enough. One
// thread.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "fund/transfer.hpp"

namespace holdfast::trace {

class AccountMap {
 public:
  static constexpr std::uint32_t absent = std::numeric_limits<std::uint32_t>::max();

  AccountMap() : entries_(first_size, Entry{}) {}

  [[nodiscard]] std::uint32_t find(fund::AccountId account) const {
    for (std::size_t at = home(account);; at = (at + 1) & (entries_.size() - 1)) {
      const Entry& entry = entries_[at];
      if (entry.slot == absent || entry.account == account.value()) {
        return entry.slot;
      }
    }
  }
  /// The account may not be present yet.
  void insert(fund::AccountId account, std::uint32_t slot) {
    if ((count_ + 1) * 2 > entries_.size()) {
      grow();
    }
    place({account.value(), slot});
    ++count_;
  }

 private:
  struct Entry {
    std::uint32_t account = 0;
    std::uint32_t slot = absent;
  };
  static constexpr std::size_t first_size = 64;

  [[nodiscard]] std::size_t home(fund::AccountId account) const {
    return (account.value() * 0x9E3779B97F4A7C15ULL >> 24) & (entries_.size() - 1);
  }
  void place(Entry entry) {
    std::size_t at = home(fund::AccountId{entry.account});
    while (entries_[at].slot != absent) {
      at = (at + 1) & (entries_.size() - 1);
    }
    entries_[at] = entry;
  }
  void grow() {
    std::vector<Entry> old(entries_.size() * 2);
    old.swap(entries_);
    for (const Entry& entry : old) {
      if (entry.slot != absent) {
        place(entry);
      }
    }
  }

  std::vector<Entry> entries_;
  std::size_t count_ = 0;
};

}  // namespace holdfast::trace
