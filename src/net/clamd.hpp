// Asks a virus scanner of the bytes of a file, in the form of clamd's INSTREAM, which other
// scanners speak as well: a length and a piece, again and again, and a line for an answer.
// Blocking, within a patience. One thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "base/result.hpp"

namespace holdfast::net {

/// What the scanner found; empty: nothing.
struct ScanAnswer {
  std::string found;
};

class ScanSession {
 public:
  /// `address`: "unix:/run/clamav/clamd.ctl" or "HOST:PORT". Errors: bad_input of the address,
  /// unavailable where nobody listens.
  [[nodiscard]] static base::Result<std::unique_ptr<ScanSession>> start(
      const std::string& address, base::Milliseconds patience);
  ~ScanSession();
  ScanSession(const ScanSession&) = delete;
  ScanSession& operator=(const ScanSession&) = delete;

  /// Errors: unavailable, with what the system says; the session is over then.
  [[nodiscard]] base::Result<void> add(std::string_view piece);
  /// Errors: unavailable, also where the scanner gives another answer (such as its size limit).
  [[nodiscard]] base::Result<ScanAnswer> finish();

 private:
  explicit ScanSession(int descriptor) : descriptor_(descriptor) {}
  [[nodiscard]] base::Result<void> send(std::string_view bytes) const;

  int descriptor_;
};

/// Reads "stream: OK" and "stream: NAME FOUND". Errors: unavailable for any other answer.
[[nodiscard]] base::Result<ScanAnswer> read_scan_answer(std::string_view line);

}  // namespace holdfast::net
