// What a code opens. A document that only the holder of a code may see is laid in the public zone
// under a name, and sealed with a key, that both follow from the code: who has the zone and not the
// code has neither. Argon2id makes each guess cost memory and milliseconds, since a code has 55
// random bits and a zone thousands of documents. Any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "store/seal.hpp"

namespace holdfast::zone {

/// What one code gives for one kind of document.
struct CodeLock {
  std::string place;  // under which it lies: 64 hexadecimal digits
  store::SecretKey key;
};

/// Takes about ten milliseconds and eight megabytes. `kind` is the route that asks for it, so that
/// one code opens different documents under different names. Errors: unavailable without memory.
[[nodiscard]] base::Result<CodeLock> lock_of(std::string_view kind, std::string_view code);

[[nodiscard]] std::string seal_for(const CodeLock& lock, std::string_view plain);
/// Errors: corrupt when it was sealed by another lock.
[[nodiscard]] base::Result<std::string> open_by(const CodeLock& lock, std::string_view sealed);

}  // namespace holdfast::zone
