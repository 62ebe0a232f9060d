// External account keys ("institution:number", whatever the door agreed on) to dense AccountIds.
//
// Key text lives in an arena that never moves, so a view of it stays good as long as the index
// lives. One writer interns; readers look up by text under a shared lock that the writer takes only
// when a new key comes. `text` takes no lock and may be used for any id that was published.
// Lookups are exact (text is compared); the hash is SipHash under a key, so nobody outside can
// choose accounts that collide.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <string_view>
#include <vector>

#include "fund/chunk_table.hpp"
#include "fund/transfer.hpp"

namespace holdfast::fund {

using HashKey = std::array<std::uint8_t, 16>;

class KeyIndex {
 public:
  explicit KeyIndex(const HashKey& key);

  /// The id of `text`, given out now if it is new. Writer only. At most 65,535 bytes of text.
  AccountId intern(std::string_view text);
  /// Any thread.
  [[nodiscard]] std::optional<AccountId> find(std::string_view text) const;
  /// Any thread that learned `id`.
  [[nodiscard]] std::string_view text(AccountId id) const;
  /// Writer only.
  [[nodiscard]] std::size_t size() const { return count_; }

 private:
  struct Slot {
    std::uint32_t id_plus_one = 0;
    std::uint32_t tag = 0;
  };
  [[nodiscard]] std::uint64_t hash(std::string_view text) const;
  [[nodiscard]] std::size_t probe(std::string_view text, std::uint64_t hash) const;
  const char* keep(std::string_view text);
  void grow();

  HashKey key_;
  std::vector<Slot> slots_;
  std::size_t count_ = 0;
  ChunkTable<const char*> texts_;  // each points at a two-byte length and the text
  std::vector<std::unique_ptr<char[]>> arena_;
  std::size_t arena_left_ = 0;
  mutable std::shared_mutex lock_;  // guards slots_ against readers
};

}  // namespace holdfast::fund
