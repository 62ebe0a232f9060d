#include "store/memory_key_store.hpp"

#include <algorithm>

namespace holdfast::store {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

SecretKey master_of(std::uint64_t seed) {
  const SecretKey zero;
  return keyed_number(zero.view(), seed);
}

}  // namespace

MemoryKeyStore::MemoryKeyStore(std::uint64_t seed)
    : subject_seed_(derive_key(master_of(seed).view(), KeyUse::subject)),
      nonce_seed_(derive_key(master_of(seed).view(), KeyUse::nonce)),
      search_key_(derive_key(master_of(seed).view(), KeyUse::search)) {}

std::string MemoryKeyStore::seal(port::SubjectId subject, std::string_view plain) {
  const std::lock_guard guard{mutex_};
  if (keys_.standing(subject) == Keyring::Standing::destroyed) {
    return std::string{sealed_nothing};
  }
  auto key = keys_.find(subject);
  if (!key) {
    const auto made = keyed_number(subject_seed_.view(), subject.value());
    key = keys_.insert(subject, made.view());
  }
  const auto random = keyed_number(nonce_seed_.view(), sealed_);
  sealed_ += 1;
  Nonce nonce{};
  std::copy_n(random.view().begin(), nonce.size(), nonce.begin());
  return seal_with(*key, nonce, subject.value(), plain);
}

Result<std::string> MemoryKeyStore::open(port::SubjectId subject, std::string_view sealed) const {
  const std::lock_guard guard{mutex_};
  if (sealed == sealed_nothing || keys_.standing(subject) == Keyring::Standing::destroyed) {
    return Error{ErrorCode::not_found, "the key of this text was destroyed"};
  }
  const auto key = keys_.find(subject);
  if (!key) {
    return Error{ErrorCode::corrupt, std::string{no_key_text}};
  }
  return open_with(*key, subject.value(), sealed);
}

Result<bool> MemoryKeyStore::destroy(port::SubjectId subject) {
  const std::lock_guard guard{mutex_};
  if (keys_.standing(subject) != Keyring::Standing::live) {
    return false;
  }
  keys_.destroy(subject);
  return true;
}

std::string MemoryKeyStore::keyed_hash(std::string_view text) const {
  return keyed_text_hash(search_key_.view(), text);
}

}  // namespace holdfast::store
