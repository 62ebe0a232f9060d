// The key store port: one key per subject (a person, an account, a case). Personal text enters the
// journal only sealed under its subject's key; destroying the key is how data is deleted from an
// append-only chain.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/personal.hpp"
#include "base/result.hpp"

namespace holdfast::port {

using SubjectId = base::SubjectId;

class KeyStore {
 public:
  virtual ~KeyStore() = default;

  /// Seals `plain` under the subject's key, made on first use. New keys are only in memory until
  /// `flush`. The subject's number is bound as associated data.
  [[nodiscard]] virtual std::string seal(SubjectId subject, std::string_view plain) = 0;

  /// Makes every key handed out so far durable. Must succeed before a batch sealed with them is
  /// appended to the journal. Cheap when there is nothing new.
  [[nodiscard]] virtual base::Result<void> flush() = 0;

  /// Housekeeping that `flush` would otherwise have to do at a bad moment: for moments when nothing
  /// waits. Usually nothing is due; else some milliseconds. A failure costs disk space only.
  [[nodiscard]] virtual base::Result<void> tidy() { return {}; }

  /// Opens what `seal` made. Errors: not_found when the key was destroyed; corrupt when the bytes
  /// do not authenticate, or when there is no key and nothing says that it was destroyed: then the
  /// store is not the one that the text was sealed with, or older than it.
  [[nodiscard]] virtual base::Result<std::string> open(SubjectId subject,
                                                       std::string_view sealed) const = 0;

  /// Destroys the subject's key for good (durable on return). True when there was one.
  [[nodiscard]] virtual base::Result<bool> destroy(SubjectId subject) = 0;
};

}  // namespace holdfast::port
