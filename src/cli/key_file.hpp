// Keys as the files that hold them.
#pragma once

#include <string>

#include "base/result.hpp"
#include "sign/key.hpp"

namespace holdfast::cli {

/// Errors: bad_input naming the file, not_found, io.
[[nodiscard]] base::Result<sign::PrivateKey> read_private_key(const std::string& file);
/// A public key's file, or a private one's for its public half. Errors: the same.
[[nodiscard]] base::Result<sign::PublicKey> read_public_key(const std::string& file);

}  // namespace holdfast::cli
