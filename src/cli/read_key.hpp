// Keys that lie in files.
#pragma once

#include <string>

#include "sign/key.hpp"

namespace holdfast::cli {

/// A public key's file, or a private one's for its public half. Errors: bad_input, io, naming the
/// file.
[[nodiscard]] base::Result<sign::PublicKey> read_public_key(const std::string& file);

}  // namespace holdfast::cli
