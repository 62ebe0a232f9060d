// Sealing with one key: XChaCha20-Poly1305 (libsodium's IETF form), and what is derived from the
// master key. Pure but for the random source; any thread.
//
// A sealed text: version byte 1, 24 bytes nonce, ciphertext, 16 bytes tag. The version byte and
// the associated number are authenticated. Version byte 0 alone stands for a text that was thrown
// away because its subject's key had been destroyed.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace holdfast::store {

inline constexpr std::size_t key_bytes = 32;
inline constexpr std::size_t nonce_bytes = 24;
using KeyView = std::span<const std::uint8_t, key_bytes>;
using Nonce = std::array<std::uint8_t, nonce_bytes>;

/// A key that is wiped when it goes.
class SecretKey {
 public:
  SecretKey();
  SecretKey(const SecretKey& other) = default;
  SecretKey& operator=(const SecretKey& other) = default;
  ~SecretKey();
  [[nodiscard]] KeyView view() const { return bytes_; }
  [[nodiscard]] std::span<std::uint8_t, key_bytes> writable() { return bytes_; }

 private:
  std::array<std::uint8_t, key_bytes> bytes_{};
};

[[nodiscard]] SecretKey random_key();
[[nodiscard]] Nonce random_nonce();

/// Keys for different uses of one master key, which cannot be told from each other.
enum class KeyUse : std::uint64_t { wrap = 1, search = 2, subject = 3, nonce = 4 };
[[nodiscard]] SecretKey derive_key(KeyView master, KeyUse use);

/// BLAKE2b of a number under a key: a key or nonce that follows from a seed.
[[nodiscard]] SecretKey keyed_number(KeyView key, std::uint64_t number);

/// BLAKE2b-128 of a text under a key, as 32 hexadecimal digits.
[[nodiscard]] std::string keyed_text_hash(KeyView key, std::string_view text);

[[nodiscard]] std::string seal_with(KeyView key, const Nonce& nonce, std::uint64_t bound_to,
                                    std::string_view plain);
/// Errors: corrupt when the bytes do not authenticate.
[[nodiscard]] base::Result<std::string> open_with(KeyView key, std::uint64_t bound_to,
                                                  std::string_view sealed);

inline constexpr std::string_view sealed_nothing{"\0", 1};

}  // namespace holdfast::store
