// The files port: bytes that are too large for the journal, kept beside it. They are sealed under
// their subject's key and known by the digest of what they were before; destroying the key destroys
// them.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/personal.hpp"
#include "base/result.hpp"

namespace holdfast::port {

struct KeptFile {
  std::string sha256;  // of the original, hex
  std::uint64_t bytes = 0;
};

/// A file that comes in pieces. One that goes without `finish` was never there.
class IncomingFile {
 public:
  virtual ~IncomingFile() = default;
  /// Errors: io.
  [[nodiscard]] virtual base::Result<void> add(std::string_view piece) = 0;
  /// Durable on return, under its digest; the same file again changes nothing. Errors: io.
  [[nodiscard]] virtual base::Result<KeptFile> finish() = 0;
};

/// Any thread.
class Files {
 public:
  virtual ~Files() = default;

  [[nodiscard]] virtual base::Result<std::unique_ptr<IncomingFile>> receive(
      base::SubjectId subject) = 0;
  /// The original. Errors: not_found when there is none or its key was destroyed; corrupt when it
  /// does not match its digest.
  [[nodiscard]] virtual base::Result<std::string> read(base::SubjectId subject,
                                                       std::string_view sha256) const = 0;
  /// Removes what is kept for the subject. Nothing where nothing is. Errors: io.
  [[nodiscard]] virtual base::Result<void> drop(base::SubjectId subject) = 0;
};

}  // namespace holdfast::port
