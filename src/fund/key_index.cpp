#include "fund/key_index.hpp"

#include <cstring>
#include <mutex>
#include <sodium.h>

namespace holdfast::fund {

namespace {

constexpr std::size_t arena_chunk = std::size_t{1} << 20;
constexpr std::size_t first_slots = 256;

std::string_view read(const char* at) {
  std::uint16_t length = 0;
  std::memcpy(&length, at, sizeof length);
  return {at + sizeof length, length};
}

}  // namespace

KeyIndex::KeyIndex(const HashKey& key, KeyTexts texts)
    : key_(key), texts_kept_(texts), slots_(first_slots) {}

KeyIndex::Identity KeyIndex::identity(std::string_view text) const {
  static_assert(crypto_shorthash_siphashx24_KEYBYTES == sizeof(HashKey));
  static_assert(crypto_shorthash_siphashx24_BYTES == sizeof(Identity));
  Identity out;
  crypto_shorthash_siphashx24(reinterpret_cast<unsigned char*>(&out),
                              reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                              key_.data());
  return out;
}

std::size_t KeyIndex::probe(const Identity& identity) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = static_cast<std::size_t>(identity.low) & mask;
  while (slots_[at].id_plus_one != 0) {
    if (slots_[at].tag == tag_of(identity) && keys_[slots_[at].id_plus_one - 1] == identity) {
      return at;
    }
    at = (at + 1) & mask;
  }
  return at;
}

std::optional<AccountId> KeyIndex::known(const Identity& who) const {
  const Slot& slot = slots_[probe(who)];
  return slot.id_plus_one == 0 ? std::nullopt : std::optional{AccountId{slot.id_plus_one - 1}};
}

AccountId KeyIndex::intern(std::string_view text, const Identity& who) {
  const std::size_t found = probe(who);  // only this thread changes slots_: no lock
  if (slots_[found].id_plus_one != 0) {
    return AccountId{slots_[found].id_plus_one - 1};
  }
  base::check(text.size() <= 0xFFFF, "account key is longer than 65,535 bytes");
  new (keys_.slot(count_)) Identity{who};
  if (texts_kept_ == KeyTexts::kept) {
    new (texts_.slot(count_)) const char*(keep(text));
  }
  const std::unique_lock guard(lock_);
  slots_[found] = Slot{static_cast<std::uint32_t>(count_ + 1), tag_of(who)};
  ++count_;
  if (count_ * 4 > slots_.size() * 3) {
    fill(slots_.size() * 2);
  }
  return AccountId{static_cast<std::uint32_t>(count_ - 1)};
}

std::optional<AccountId> KeyIndex::find(std::string_view text) const {
  const Identity who = identity(text);
  const std::shared_lock guard(lock_);
  const Slot& slot = slots_[probe(who)];
  if (slot.id_plus_one == 0) {
    return std::nullopt;
  }
  return AccountId{slot.id_plus_one - 1};
}

std::string_view KeyIndex::text(AccountId id) const {
  base::check(texts_kept_ == KeyTexts::kept, "this index keeps no texts");
  return read(texts_[id.value()]);
}

base::Result<void> KeyIndex::read_from(const base::ImageIn& in) {
  base::check(texts_kept_ == KeyTexts::dropped && count_ == 0, "an index that is in use");
  const auto file = in.range("accounts' keys");
  if (!file) {
    return file.error();
  }
  if (!keys_.fits(*file)) {
    return base::Error{base::ErrorCode::corrupt, "image: accounts' keys have an odd size"};
  }
  count_ = keys_.adopt(*file);
  std::size_t slots = first_slots;
  while (count_ * 4 > slots * 3) {
    slots *= 2;
  }
  fill(slots);
  return {};
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

/// Makes the table anew with so many slots.
void KeyIndex::fill(std::size_t slots) {
  slots_.assign(slots, Slot{});
  const std::size_t mask = slots - 1;
  for (std::size_t i = 0; i < count_; ++i) {
    const Identity& who = keys_[i];
    std::size_t at = static_cast<std::size_t>(who.low) & mask;
    while (slots_[at].id_plus_one != 0) {
      at = (at + 1) & mask;
    }
    slots_[at] = Slot{static_cast<std::uint32_t>(i + 1), tag_of(who)};
  }
}

}  // namespace holdfast::fund
