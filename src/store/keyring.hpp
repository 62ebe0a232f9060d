// The subjects' keys in memory: locked pages that are kept out of swap and core dumps where the
// system allows, wiped when a key is destroyed or the ring goes. Lookups are O(1).
// Threads: none of its own; the key store that owns it guards it.
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "port/key_store.hpp"
#include "store/seal.hpp"

namespace holdfast::store {

/// What a text is told whose key is neither there nor known to be destroyed.
inline constexpr std::string_view no_key_text =
    "there is no key for a sealed text, nor a record that it was destroyed: the key store "
    "(keys/keys.db) is missing, empty or older than the journal; put the right one back";

class Keyring {
 public:
  enum class Standing { unknown, live, destroyed };

  void reserve(std::size_t keys) { slots_.reserve(keys); }
  [[nodiscard]] Standing standing(port::SubjectId subject) const;
  /// The subject's key while it lives. The view holds until the ring changes.
  [[nodiscard]] std::optional<KeyView> find(port::SubjectId subject) const;
  /// The subject must be unknown.
  KeyView insert(port::SubjectId subject, KeyView key);
  /// Wipes the key and remembers that it was destroyed.
  void destroy(port::SubjectId subject);
  [[nodiscard]] std::size_t size() const { return slots_.size(); }

 private:
  struct Free {
    void operator()(std::uint8_t* chunk) const;
  };
  std::uint8_t* place(std::uint32_t slot) const;

  boost::unordered_flat_map<std::uint64_t, std::uint32_t> slots_;
  std::vector<std::unique_ptr<std::uint8_t, Free>> chunks_;
  std::vector<std::uint32_t> free_slots_;
  std::uint32_t slots_used_ = 0;
};

}  // namespace holdfast::store
