#include "zone/code_lock.hpp"

#include <algorithm>
#include <array>
#include <sodium.h>

#include "base/digest.hpp"

namespace holdfast::zone {

namespace {

constexpr std::size_t place_bytes = 32;
constexpr unsigned long long passes = 1;
constexpr std::size_t memory_bytes = std::size_t{8} << 20;
// Every document is sealed once under its own random nonce; nothing further is bound to it.
constexpr std::uint64_t bound_to = 0;

}  // namespace

base::Result<CodeLock> lock_of(std::string_view kind, std::string_view code) {
  const auto kind_digest = base::sha256("holdfast-zone-1 " + std::string{kind});
  std::array<unsigned char, crypto_pwhash_SALTBYTES> salt{};
  std::copy_n(kind_digest.begin(), salt.size(), salt.begin());
  std::array<unsigned char, place_bytes + store::key_bytes> made{};
  if (crypto_pwhash(made.data(), made.size(), code.data(), code.size(), salt.data(), passes,
                    memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return base::Error{base::ErrorCode::unavailable, "no memory to look at a code"};
  }
  CodeLock lock;
  lock.place =
      base::to_hex(std::string_view{reinterpret_cast<const char*>(made.data()), place_bytes});
  std::copy_n(made.begin() + place_bytes, store::key_bytes, lock.key.writable().begin());
  sodium_memzero(made.data(), made.size());
  return lock;
}

std::string seal_for(const CodeLock& lock, std::string_view plain) {
  return store::seal_with(lock.key.view(), store::random_nonce(), bound_to, plain);
}

base::Result<std::string> open_by(const CodeLock& lock, std::string_view sealed) {
  return store::open_with(lock.key.view(), bound_to, sealed);
}

}  // namespace holdfast::zone
