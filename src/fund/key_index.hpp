// External account keys ("institution:number", whatever the door agreed on) to dense AccountIds.
//
// A key is known by its 128-bit SipHash under a secret key: nobody outside can choose accounts that
// collide, and by chance two of a billion accounts share one with a probability of 10^-21. The text
// itself need not be kept; where it is, it lies in an arena that never moves. One writer interns;
// readers look up by text under a shared lock that the writer takes only when a new key comes.
// `text` takes no lock and may be used for any id that was published.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <string_view>
#include <vector>

#include "base/image.hpp"
#include "fund/arena.hpp"
#include "fund/transfer.hpp"

namespace holdfast::fund {

using HashKey = std::array<std::uint8_t, 16>;

/// Whether an index can say what an account was called. Account numbers are personal: a program
/// that writes images keeps them elsewhere, sealed.
enum class KeyTexts : std::uint8_t { kept, dropped };

class KeyIndex {
 public:
  static constexpr std::size_t accounts_max = std::size_t{1} << 28;

  explicit KeyIndex(const HashKey& key, KeyTexts texts = KeyTexts::kept);

  /// What a key is known by.
  struct Identity {
    std::uint64_t low = 0;
    std::uint64_t high = 0;
    bool operator==(const Identity&) const = default;
  };
  [[nodiscard]] Identity identity(std::string_view text) const;

  /// The id of `text`, given out now if it is new. Writer only. At most 65,535 bytes of text.
  AccountId intern(std::string_view text) { return intern(text, identity(text)); }
  AccountId intern(std::string_view text, const Identity& who);
  /// Writer only: without a lock.
  [[nodiscard]] std::optional<AccountId> known(const Identity& who) const;
  /// Writer only, in two steps ahead of a question: asks for the memory of the slot, and once that
  /// is there for the key; the second tells which account it may well be.
  [[gnu::always_inline]] void prefetch(const Identity& who) const {
    __builtin_prefetch(&slots_[static_cast<std::size_t>(who.low) & (slots_.size() - 1)]);
  }
  [[nodiscard]] std::optional<AccountId> guess(const Identity& who) const {
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t at = static_cast<std::size_t>(who.low) & mask;; at = (at + 1) & mask) {
      const Slot& slot = slots_[at];
      if (slot.id_plus_one == 0) {
        return std::nullopt;
      }
      if (slot.tag == tag_of(who)) {
        __builtin_prefetch(&keys_[slot.id_plus_one - 1]);
        return AccountId{slot.id_plus_one - 1};
      }
    }
  }
  /// Any thread.
  [[nodiscard]] std::optional<AccountId> find(std::string_view text) const;
  /// Any thread that learned `id`, of an index that keeps its texts.
  [[nodiscard]] std::string_view text(AccountId id) const;
  /// Writer only.
  [[nodiscard]] std::size_t size() const { return count_; }
  [[nodiscard]] std::size_t bytes() const {
    return count_ * sizeof(Identity) + slots_.size() * sizeof(Slot);
  }

  /// Writer: the identities, without any text.
  void write_to(base::ImageOut& out) const { out.add("accounts' keys", keys_.bytes(count_)); }
  /// Instead of any intern; of an index that keeps no texts. Errors: corrupt, io.
  [[nodiscard]] base::Result<void> read_from(const base::ImageIn& in);

 private:
  struct Slot {
    std::uint32_t id_plus_one = 0;
    std::uint32_t tag = 0;
  };
  [[nodiscard]] static std::uint32_t tag_of(const Identity& who) {
    return static_cast<std::uint32_t>(who.low >> 32);
  }
  [[nodiscard]] std::size_t probe(const Identity& identity) const;
  const char* keep(std::string_view text);
  void fill(std::size_t slots);

  HashKey key_;
  KeyTexts texts_kept_;
  std::vector<Slot> slots_;
  std::size_t count_ = 0;
  Arena<Identity, accounts_max> keys_;
  Arena<const char*, accounts_max> texts_;  // each points at a two-byte length and the text
  std::vector<std::unique_ptr<char[]>> arena_;
  std::size_t arena_left_ = 0;
  mutable std::shared_mutex lock_;  // guards slots_ against readers
};

}  // namespace holdfast::fund
