#include "store/seal.hpp"

#include <algorithm>
#include <cstring>
#include <sodium.h>

#include "base/check.hpp"
#include "base/digest.hpp"

namespace holdfast::store {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

static_assert(key_bytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
static_assert(nonce_bytes == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
static_assert(key_bytes == crypto_kdf_KEYBYTES);

constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr char version_sealed = 1;
constexpr std::size_t body_offset = 1 + nonce_bytes;

void start_sodium() {
  static const bool is_ready = sodium_init() >= 0;
  base::check(is_ready, "libsodium did not start");
}

const unsigned char* raw(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

std::array<unsigned char, 9> bound_data(std::uint64_t number) {
  std::array<unsigned char, 9> bytes{version_sealed};
  for (std::size_t i = 1; i < bytes.size(); ++i) {
    bytes.at(i) = static_cast<unsigned char>(number & 0xff);
    number >>= 8;
  }
  return bytes;
}

}  // namespace

SecretKey::SecretKey() {
  start_sodium();
}

SecretKey::~SecretKey() {
  sodium_memzero(bytes_.data(), bytes_.size());
}

SecretKey random_key() {
  SecretKey key;
  randombytes_buf(key.writable().data(), key_bytes);
  return key;
}

Nonce random_nonce() {
  Nonce nonce{};
  randombytes_buf(nonce.data(), nonce.size());
  return nonce;
}

SecretKey derive_key(KeyView master, KeyUse use) {
  SecretKey key;
  const int status = crypto_kdf_derive_from_key(
      key.writable().data(), key_bytes, static_cast<std::uint64_t>(use), "holdfast", master.data());
  base::check(status == 0, "key derivation");
  return key;
}

SecretKey keyed_number(KeyView key, std::uint64_t number) {
  SecretKey hash;
  const auto data = bound_data(number);
  const int status = crypto_generichash(hash.writable().data(), key_bytes, data.data(), data.size(),
                                        key.data(), key.size());
  base::check(status == 0, "keyed hash");
  return hash;
}

std::string keyed_text_hash(KeyView key, std::string_view text) {
  std::array<unsigned char, 16> hash{};
  const int status =
      crypto_generichash(hash.data(), hash.size(), raw(text), text.size(), key.data(), key.size());
  base::check(status == 0, "keyed hash");
  return base::to_hex({reinterpret_cast<const char*>(hash.data()), hash.size()});
}

std::string seal_with(KeyView key, const Nonce& nonce, std::uint64_t bound_to,
                      std::string_view plain) {
  const auto bound = bound_data(bound_to);
  std::string sealed(body_offset + plain.size() + tag_bytes, '\0');
  sealed.front() = version_sealed;
  std::memcpy(sealed.data() + 1, nonce.data(), nonce.size());
  const int status = crypto_aead_xchacha20poly1305_ietf_encrypt(
      reinterpret_cast<unsigned char*>(sealed.data() + body_offset), nullptr, raw(plain),
      plain.size(), bound.data(), bound.size(), nullptr, nonce.data(), key.data());
  base::check(status == 0, "seal");
  return sealed;
}

Result<std::string> open_with(KeyView key, std::uint64_t bound_to, std::string_view sealed) {
  if (sealed.size() < body_offset + tag_bytes || sealed.front() != version_sealed) {
    return Error{ErrorCode::corrupt, "not a sealed text, or cut short"};
  }
  const auto bound = bound_data(bound_to);
  std::string plain(sealed.size() - body_offset - tag_bytes, '\0');
  const int status = crypto_aead_xchacha20poly1305_ietf_decrypt(
      reinterpret_cast<unsigned char*>(plain.data()), nullptr, nullptr,
      raw(sealed.substr(body_offset)), sealed.size() - body_offset, bound.data(), bound.size(),
      raw(sealed.substr(1)), key.data());
  if (status != 0) {
    return Error{ErrorCode::corrupt, "a sealed text does not authenticate"};
  }
  return plain;
}

}  // namespace holdfast::store
