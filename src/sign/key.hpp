// Keys that sign and keys that verify: Ed25519 (RFC 8032) and SM2 with SM3 (GB/T 32918, GB/T
// 35276), by OpenSSL. Values that share what they hold; any thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace holdfast::sign {

enum class Algorithm { ed25519, sm2 };

/// "ed25519" as RFC 9421 names it, "sm2-sm3" for which it has no name.
[[nodiscard]] std::string_view name_of(Algorithm algorithm);
/// Errors: bad_input listing the names.
[[nodiscard]] base::Result<Algorithm> algorithm_named(std::string_view name);

class PublicKey {
 public:
  /// A PEM text (SubjectPublicKeyInfo). Errors: bad_input, also of another kind of key.
  [[nodiscard]] static base::Result<PublicKey> from_pem(std::string_view pem);

  [[nodiscard]] std::string pem() const;
  [[nodiscard]] Algorithm algorithm() const;
  /// The first sixteen hex digits of the SHA-256 of the key's DER form: what a signature names it
  /// by.
  [[nodiscard]] const std::string& id() const;
  [[nodiscard]] bool verifies(std::string_view bytes, std::string_view signature) const;

 private:
  friend class PrivateKey;
  struct State;
  explicit PublicKey(std::shared_ptr<const State> state) : state_(std::move(state)) {}
  std::shared_ptr<const State> state_;
};

class PrivateKey {
 public:
  [[nodiscard]] static PrivateKey generate(Algorithm algorithm);
  /// A PEM text (PKCS #8, without a password). Errors: bad_input.
  [[nodiscard]] static base::Result<PrivateKey> from_pem(std::string_view pem);

  [[nodiscard]] std::string pem() const;
  [[nodiscard]] const PublicKey& public_key() const;
  /// 64 bytes of Ed25519; DER of SM2.
  [[nodiscard]] std::string sign(std::string_view bytes) const;

 private:
  struct State;
  explicit PrivateKey(std::shared_ptr<const State> state) : state_(std::move(state)) {}
  std::shared_ptr<const State> state_;
};

}  // namespace holdfast::sign
