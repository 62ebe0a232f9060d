#include "store/keyring.hpp"

#include <algorithm>
#include <limits>
#include <sodium.h>

#include "base/check.hpp"

namespace holdfast::store {
namespace {

constexpr std::uint32_t keys_a_chunk = 4096;
constexpr std::uint32_t destroyed_slot = std::numeric_limits<std::uint32_t>::max();

}  // namespace

void Keyring::Free::operator()(std::uint8_t* chunk) const {
  sodium_free(chunk);  // wipes first
}

std::uint8_t* Keyring::place(std::uint32_t slot) const {
  return chunks_[slot / keys_a_chunk].get() +
         static_cast<std::size_t>(slot % keys_a_chunk) * key_bytes;
}

Keyring::Standing Keyring::standing(port::SubjectId subject) const {
  const auto found = slots_.find(subject.value());
  if (found == slots_.end()) {
    return Standing::unknown;
  }
  return found->second == destroyed_slot ? Standing::destroyed : Standing::live;
}

std::optional<KeyView> Keyring::find(port::SubjectId subject) const {
  const auto found = slots_.find(subject.value());
  if (found == slots_.end() || found->second == destroyed_slot) {
    return std::nullopt;
  }
  return KeyView{place(found->second), key_bytes};
}

KeyView Keyring::insert(port::SubjectId subject, KeyView key) {
  std::uint32_t slot = slots_used_;
  if (!free_slots_.empty()) {
    slot = free_slots_.back();
    free_slots_.pop_back();
  } else {
    if (slots_used_ % keys_a_chunk == 0) {
      auto* chunk = static_cast<std::uint8_t*>(
          sodium_malloc(static_cast<std::size_t>(keys_a_chunk) * key_bytes));
      base::check(chunk != nullptr, "no memory for keys");
      chunks_.emplace_back(chunk);
    }
    slots_used_ += 1;
  }
  const bool is_new = slots_.emplace(subject.value(), slot).second;
  base::check(is_new, "a subject has one key, once");
  std::ranges::copy(key, place(slot));
  return KeyView{place(slot), key_bytes};
}

void Keyring::destroy(port::SubjectId subject) {
  auto& slot = slots_.emplace(subject.value(), destroyed_slot).first->second;
  if (slot != destroyed_slot) {
    sodium_memzero(place(slot), key_bytes);
    free_slots_.push_back(slot);
    slot = destroyed_slot;
  }
}

}  // namespace holdfast::store
