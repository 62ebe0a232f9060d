#include "cli/key_file.hpp"

#include "store/file.hpp"

namespace holdfast::cli {

namespace {

base::Error in_file(const std::string& file, const base::Error& error) {
  return {error.code, error.message, file};
}

}  // namespace

base::Result<sign::PrivateKey> read_private_key(const std::string& file) {
  const auto text = store::read_whole(file);
  if (!text) {
    return text.error();
  }
  auto key = sign::PrivateKey::from_pem(*text);
  return key ? std::move(key) : in_file(file, key.error());
}

base::Result<sign::PublicKey> read_public_key(const std::string& file) {
  const auto text = store::read_whole(file);
  if (!text) {
    return text.error();
  }
  auto key = sign::PublicKey::from_pem(*text);
  if (key) {
    return key;
  }
  const auto both = sign::PrivateKey::from_pem(*text);
  return both ? base::Result<sign::PublicKey>{both->public_key()} : in_file(file, key.error());
}

}  // namespace holdfast::cli
