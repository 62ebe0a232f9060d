#include "sign/key.hpp"

#include <cstdio>
#include <fmt/core.h>
#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "base/check.hpp"
#include "base/digest.hpp"

namespace holdfast::sign {

namespace {

struct KeyFree {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using Key = std::unique_ptr<EVP_PKEY, KeyFree>;

struct BioFree {
  void operator()(BIO* bio) const { BIO_free(bio); }
};
using Bio = std::unique_ptr<BIO, BioFree>;

struct DigestFree {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Digesting = std::unique_ptr<EVP_MD_CTX, DigestFree>;

struct ContextFree {
  void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
};

constexpr std::size_t pem_bytes_max = 8'192;

Bio reading(std::string_view text) {
  Bio bio{BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))};
  base::check(bio != nullptr, "OpenSSL memory");
  return bio;
}

std::string written(const Bio& bio) {
  char* data = nullptr;
  const auto size = BIO_get_mem_data(bio.get(), &data);
  return {data, static_cast<std::size_t>(size)};
}

/// An encrypted key is refused rather than asked for at the terminal.
int no_password(char* /*buffer*/, int /*size*/, int /*rwflag*/, void* /*user*/) {
  return -1;
}

base::Result<Algorithm> algorithm_of(const EVP_PKEY* key) {
  if (EVP_PKEY_is_a(key, "ED25519") == 1) {
    return Algorithm::ed25519;
  }
  if (EVP_PKEY_is_a(key, "SM2") == 1) {
    return Algorithm::sm2;
  }
  return base::Error{base::ErrorCode::bad_input, "the key is neither Ed25519 nor SM2"};
}

std::string der_of(EVP_PKEY* key) {
  unsigned char* bytes = nullptr;
  const int size = i2d_PUBKEY(key, &bytes);
  base::check(size > 0, "a public key without a DER form");
  std::string der{reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size)};
  OPENSSL_free(bytes);
  return der;
}

/// GB/T 35276: who has no distinguishing identifier signs as this one.
constexpr std::string_view sm2_identifier = "1234567812345678";

/// The digest context and the key context of one signature; the latter must outlive the former.
struct Operation {
  std::unique_ptr<EVP_PKEY_CTX, ContextFree> key;
  Digesting digest;
};

Operation operation_of(EVP_PKEY* key, Algorithm algorithm) {
  Operation operation{nullptr, Digesting{EVP_MD_CTX_new()}};
  if (algorithm == Algorithm::sm2) {
    operation.key.reset(EVP_PKEY_CTX_new(key, nullptr));
    base::check(EVP_PKEY_CTX_set1_id(operation.key.get(), sm2_identifier.data(),
                                     static_cast<int>(sm2_identifier.size())) == 1,
                "the identifier of SM2");
    EVP_MD_CTX_set_pkey_ctx(operation.digest.get(), operation.key.get());
  }
  return operation;
}

const EVP_MD* digest_of(Algorithm algorithm) {
  return algorithm == Algorithm::sm2 ? EVP_sm3() : nullptr;  // Ed25519 digests by itself
}

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

std::string_view name_of(Algorithm algorithm) {
  return algorithm == Algorithm::sm2 ? "sm2-sm3" : "ed25519";
}

base::Result<Algorithm> algorithm_named(std::string_view name) {
  for (const auto each : {Algorithm::ed25519, Algorithm::sm2}) {
    if (name == name_of(each)) {
      return each;
    }
  }
  return base::Error{base::ErrorCode::bad_input,
                     fmt::format("\"{}\" is neither ed25519 nor sm2-sm3", name)};
}

struct PublicKey::State {
  Key key;
  Algorithm algorithm = Algorithm::ed25519;
  std::string id;
};

base::Result<PublicKey> PublicKey::from_pem(std::string_view pem) {
  const auto bio = reading(pem.substr(0, pem_bytes_max));
  Key key{PEM_read_bio_PUBKEY(bio.get(), nullptr, no_password, nullptr)};
  ERR_clear_error();
  if (key == nullptr) {
    return base::Error{base::ErrorCode::bad_input, "is not a public key in PEM form"};
  }
  const auto algorithm = algorithm_of(key.get());
  if (!algorithm) {
    return algorithm.error();
  }
  auto id = base::to_hex(base::sha256(der_of(key.get()))).substr(0, 16);
  return PublicKey{std::make_shared<const State>(State{std::move(key), *algorithm, std::move(id)})};
}

std::string PublicKey::pem() const {
  const Bio bio{BIO_new(BIO_s_mem())};
  base::check(PEM_write_bio_PUBKEY(bio.get(), state_->key.get()) == 1, "writing a public key");
  return written(bio);
}

Algorithm PublicKey::algorithm() const {
  return state_->algorithm;
}

const std::string& PublicKey::id() const {
  return state_->id;
}

bool PublicKey::verifies(std::string_view bytes, std::string_view signature) const {
  const auto operation = operation_of(state_->key.get(), state_->algorithm);
  base::check(EVP_DigestVerifyInit(operation.digest.get(), nullptr, digest_of(state_->algorithm),
                                   nullptr, state_->key.get()) == 1,
              "verification could not begin");
  const bool right = EVP_DigestVerify(operation.digest.get(), bytes_of(signature), signature.size(),
                                      bytes_of(bytes), bytes.size()) == 1;
  ERR_clear_error();
  return right;
}

struct PrivateKey::State {
  Key key;
  PublicKey public_key;
};

PrivateKey PrivateKey::generate(Algorithm algorithm) {
  const Key key{
      EVP_PKEY_Q_keygen(nullptr, nullptr, algorithm == Algorithm::sm2 ? "SM2" : "ED25519")};
  base::check(key != nullptr, "a key could not be made");
  const Bio bio{BIO_new(BIO_s_mem())};
  base::check(
      PEM_write_bio_PrivateKey(bio.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1,
      "writing a private key");
  return from_pem(written(bio)).value();
}

base::Result<PrivateKey> PrivateKey::from_pem(std::string_view pem) {
  const auto bio = reading(pem.substr(0, pem_bytes_max));
  Key key{PEM_read_bio_PrivateKey(bio.get(), nullptr, no_password, nullptr)};
  ERR_clear_error();
  if (key == nullptr) {
    return base::Error{base::ErrorCode::bad_input,
                       "is not a private key in PEM form without a password"};
  }
  const Bio open{BIO_new(BIO_s_mem())};
  base::check(PEM_write_bio_PUBKEY(open.get(), key.get()) == 1, "writing a public key");
  auto public_key = PublicKey::from_pem(written(open));
  if (!public_key) {
    return public_key.error();
  }
  return PrivateKey{std::make_shared<const State>(State{std::move(key), std::move(*public_key)})};
}

std::string PrivateKey::pem() const {
  const Bio bio{BIO_new(BIO_s_mem())};
  base::check(PEM_write_bio_PrivateKey(bio.get(), state_->key.get(), nullptr, nullptr, 0, nullptr,
                                       nullptr) == 1,
              "writing a private key");
  return written(bio);
}

const PublicKey& PrivateKey::public_key() const {
  return state_->public_key;
}

std::string PrivateKey::sign(std::string_view bytes) const {
  const auto algorithm = state_->public_key.algorithm();
  const auto operation = operation_of(state_->key.get(), algorithm);
  base::check(EVP_DigestSignInit(operation.digest.get(), nullptr, digest_of(algorithm), nullptr,
                                 state_->key.get()) == 1,
              "a signature could not begin");
  std::size_t size = 0;
  base::check(
      EVP_DigestSign(operation.digest.get(), nullptr, &size, bytes_of(bytes), bytes.size()) == 1,
      "the length of a signature");
  std::string signature(size, '\0');
  base::check(
      EVP_DigestSign(operation.digest.get(), reinterpret_cast<unsigned char*>(signature.data()),
                     &size, bytes_of(bytes), bytes.size()) == 1,
      "a signature could not be made");
  signature.resize(size);
  return signature;
}

}  // namespace holdfast::sign
