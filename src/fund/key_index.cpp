#include "fund/key_index.hpp"

#include <cstring>
#include <mutex>
#include <sodium.h>

namespace holdfast::fund {

namespace {

constexpr std::size_t arena_chunk = std::size_t{1} << 20;
constexpr std::size_t first_slots = 256;

std::uint32_t tag_of(std::uint64_t hash) {
  return static_cast<std::uint32_t>(hash >> 32);
}

std::string_view read(const char* at) {
  std::uint16_t length = 0;
  std::memcpy(&length, at, sizeof length);
  return {at + sizeof length, length};
}

}  // namespace

KeyIndex::KeyIndex(const HashKey& key) : key_(key), slots_(first_slots) {}

std::uint64_t KeyIndex::hash(std::string_view text) const {
  static_assert(crypto_shorthash_siphash24_KEYBYTES == sizeof(HashKey));
  std::uint64_t out = 0;
  crypto_shorthash_siphash24(reinterpret_cast<unsigned char*>(&out),
                             reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                             key_.data());
  return out;
}

std::size_t KeyIndex::probe(std::string_view text, std::uint64_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = static_cast<std::size_t>(hash) & mask;
  while (slots_[at].id_plus_one != 0) {
    if (slots_[at].tag == tag_of(hash) && read(texts_[slots_[at].id_plus_one - 1]) == text) {
      return at;
    }
    at = (at + 1) & mask;
  }
  return at;
}

AccountId KeyIndex::intern(std::string_view text) {
  const std::uint64_t hashed = hash(text);
  const std::size_t found = probe(text, hashed);  // only this thread changes slots_: no lock
  if (slots_[found].id_plus_one != 0) {
    return AccountId{slots_[found].id_plus_one - 1};
  }
  base::check(text.size() <= 0xFFFF, "account key is longer than 65,535 bytes");
  base::check(count_ < 0xFFFF'FFF0, "more accounts than a 32-bit id can name");
  new (texts_.slot(count_)) const char*(keep(text));
  const std::unique_lock guard(lock_);
  slots_[found] = Slot{static_cast<std::uint32_t>(count_ + 1), tag_of(hashed)};
  ++count_;
  if (count_ * 4 > slots_.size() * 3) {
    grow();
  }
  return AccountId{static_cast<std::uint32_t>(count_ - 1)};
}

std::optional<AccountId> KeyIndex::find(std::string_view text) const {
  const std::uint64_t hashed = hash(text);
  const std::shared_lock guard(lock_);
  const Slot& slot = slots_[probe(text, hashed)];
  if (slot.id_plus_one == 0) {
    return std::nullopt;
  }
  return AccountId{slot.id_plus_one - 1};
}

std::string_view KeyIndex::text(AccountId id) const {
  return read(texts_[id.value()]);
}

const char* KeyIndex::keep(std::string_view text) {
  const auto length = static_cast<std::uint16_t>(text.size());
  const std::size_t needed = sizeof length + text.size();
  if (needed > arena_left_) {
    arena_.push_back(std::make_unique_for_overwrite<char[]>(arena_chunk));
    arena_left_ = arena_chunk;
  }
  char* at = arena_.back().get() + (arena_chunk - arena_left_);
  std::memcpy(at, &length, sizeof length);
  if (!text.empty()) {
    std::memcpy(at + sizeof length, text.data(), text.size());
  }
  arena_left_ -= needed;
  return at;
}

void KeyIndex::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.id_plus_one == 0) {
      continue;
    }
    std::size_t at = static_cast<std::size_t>(hash(read(texts_[slot.id_plus_one - 1]))) & mask;
    while (slots_[at].id_plus_one != 0) {
      at = (at + 1) & mask;
    }
    slots_[at] = slot;
  }
}

}  // namespace holdfast::fund
