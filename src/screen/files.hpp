// Where the bytes of models and rules lie, each under the SHA-256 of its bytes: the journal holds
// the digests. Any thread.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace holdfast::screen {

struct Files {
  /// Durable on return. Errors: io.
  std::function<base::Result<void>(std::string_view digest, std::string_view bytes)> put;
  /// Errors: not_found, io.
  std::function<base::Result<std::string>(std::string_view digest)> get;
};

/// Puts the bytes there and answers their digest. Errors: io.
[[nodiscard]] base::Result<std::string> keep(const Files& files, std::string_view bytes);
/// The bytes of that digest. Errors: not_found, io; corrupt, when they have another one.
[[nodiscard]] base::Result<std::string> fetch(const Files& files, std::string_view digest);

/// In memory, for tests.
[[nodiscard]] Files files_in_memory();

}  // namespace holdfast::screen
