#include "cli/text_table.hpp"

#include <array>
#include <cstring>
#include <sodium.h>

#include "base/check.hpp"

namespace holdfast::cli {

namespace {

constexpr unsigned first_bits = 10;
constexpr unsigned tag_bits = 32;

}  // namespace

TextTable::TextTable(const fund::HashKey& key)
    : key_(key), shift_(tag_bits - first_bits), slots_(std::size_t{1} << first_bits) {}

std::uint32_t TextTable::tag_of(std::string_view text) const {
  static_assert(crypto_shorthash_siphash24_KEYBYTES == std::tuple_size_v<fund::HashKey>);
  std::uint64_t hash = 0;
  crypto_shorthash_siphash24(reinterpret_cast<unsigned char*>(&hash),
                             reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                             key_.data());
  return static_cast<std::uint32_t>(hash >> 32U);
}

std::size_t TextTable::probe(std::string_view text, std::uint32_t tag) const {
  std::size_t slot = home(tag);
  while (slots_[slot].number_plus_one != 0 &&
         (slots_[slot].tag != tag || read(slots_[slot].place) != text)) {
    slot = slot + 1 == slots_.size() ? 0 : slot + 1;
  }
  return slot;
}

void TextTable::intern(std::span<const std::string_view> texts, std::span<std::uint32_t> numbers) {
  base::check(texts.size() <= batch_max && numbers.size() == texts.size(), "a batch of texts");
  make_room(texts.size());
  std::array<std::uint32_t, batch_max> tags;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    tags[i] = tag_of(texts[i]);
    __builtin_prefetch(&slots_[home(tags[i])]);
  }
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const Slot& slot = slots_[home(tags[i])];
    if (slot.number_plus_one != 0) {
      __builtin_prefetch(at(slot.place));
    }
  }
  for (std::size_t i = 0; i < texts.size(); ++i) {
    Slot& slot = slots_[probe(texts[i], tags[i])];
    if (slot.number_plus_one == 0) {
      slot = {.number_plus_one = static_cast<std::uint32_t>(places_.size() + 1),
              .tag = tags[i],
              .place = keep(texts[i])};
      places_.push_back(slot.place);
    }
    numbers[i] = slot.number_plus_one - 1;
  }
}

std::optional<std::uint32_t> TextTable::find(std::string_view text) const {
  const Slot& slot = slots_[probe(text, tag_of(text))];
  return slot.number_plus_one == 0 ? std::nullopt : std::optional(slot.number_plus_one - 1);
}

std::string_view TextTable::read(std::uint64_t place) const {
  std::uint16_t length = 0;
  const char* const bytes = at(place);
  std::memcpy(&length, bytes, sizeof length);
  return {bytes + sizeof length, length};
}

std::uint64_t TextTable::keep(std::string_view text) {
  base::check(text.size() <= 0xFFFF, "a text is longer than 65,535 bytes");
  const auto length = static_cast<std::uint16_t>(text.size());
  if (chunk_bytes - arena_used_ < sizeof length + text.size()) {
    arena_.push_back(std::make_unique_for_overwrite<char[]>(chunk_bytes));
    arena_used_ = 0;
  }
  char* const bytes = arena_.back().get() + arena_used_;
  std::memcpy(bytes, &length, sizeof length);
  std::memcpy(bytes + sizeof length, text.data(), text.size());
  const std::uint64_t place = (arena_.size() - 1) << chunk_bits | arena_used_;
  arena_used_ += sizeof length + text.size();
  return place;
}

// Slots move in the order of their tags, so this walks both tables once from front to back.
void TextTable::make_room(std::size_t more) {
  base::check(places_.size() + more < 0xFFFF'FFF0, "more texts than a 32-bit number can name");
  while ((places_.size() + more) * 4 > slots_.size() * 3) {
    const std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(slots_.size() * 2));
    --shift_;
    for (const Slot& moved : old) {
      if (moved.number_plus_one == 0) {
        continue;
      }
      std::size_t slot = home(moved.tag);
      while (slots_[slot].number_plus_one != 0) {
        slot = slot + 1 == slots_.size() ? 0 : slot + 1;
      }
      slots_[slot] = moved;
    }
  }
}

}  // namespace holdfast::cli
