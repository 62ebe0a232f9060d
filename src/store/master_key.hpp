// The master key file: 64 hexadecimal digits and a line end, mode 0600. Whoever has it and keys.db
// can read everything; whoever loses it can read nothing. Back it up apart from the data.
#pragma once

#include <filesystem>

#include "base/result.hpp"
#include "store/seal.hpp"

namespace holdfast::store {

/// Errors: not_found; forbidden when others than the owner may read it; corrupt when it is no key.
[[nodiscard]] base::Result<SecretKey> read_master_key(const std::filesystem::path& path);

/// A new random key, durable on return. Errors: io; conflict when the file exists.
[[nodiscard]] base::Result<SecretKey> create_master_key(const std::filesystem::path& path);

}  // namespace holdfast::store
