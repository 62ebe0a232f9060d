#include "cli/read_key.hpp"

#include "store/file.hpp"

namespace holdfast::cli {

base::Result<sign::PublicKey> read_public_key(const std::string& file) {
  const auto text = store::read_whole(file);
  if (!text) {
    return text.error();
  }
  auto key = sign::PublicKey::from_pem(*text);
  if (key) {
    return key;
  }
  if (const auto both = sign::PrivateKey::from_pem(*text)) {
    return both->public_key();
  }
  return base::Error{key.error().code, key.error().message, file};
}

}  // namespace holdfast::cli
