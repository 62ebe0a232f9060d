// The journal port: an append-only, hash-chained record of batches. What it holds is the truth;
// everything else is derived from it.
//
// A batch is one row and one commit. It has two bodies: `events` (canonical JSON, one event a line)
// and `transfers` (a binary segment; empty when the batch brought none). The chain covers the
// digests of both bodies, so a segment may be dropped by a retention rule while its digest stays:
//   hash[n] = SHA-256( hash[n-1] || n || time_ms || SHA-256(events) || SHA-256(transfers) )
// with n and time_ms little-endian 64-bit and hash[0] = 32 zero bytes. Bodies hold personal fields
// only as ciphertext (key_store.hpp); the journal never sees a key.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/digest.hpp"
#include "base/instant.hpp"
#include "base/result.hpp"

namespace holdfast::port {

/// Number of a batch: 1, 2, 3, ... Every answer carries it; 0 means "nothing yet".
using BatchSeq = std::uint64_t;

struct BatchView {
  BatchSeq seq = 0;
  base::Instant at;
  std::string_view events;
  std::string_view transfers;
  base::Digest hash{};
  bool transfers_dropped = false;  // removed by retention; its digest is still in the chain
};

struct JournalHead {
  BatchSeq seq = 0;
  base::Instant at;
  base::Digest hash{};
};

struct ChainReport {
  JournalHead head;
  std::uint64_t batches = 0;
  std::uint64_t bytes = 0;
};

class Journal {
 public:
  virtual ~Journal() = default;

  /// Appends one batch and returns once it is on disk. Any error is final: the caller must stop the
  /// process, since what reached the disk is unknown. One thread.
  [[nodiscard]] virtual base::Result<JournalHead> append(base::Instant at, std::string_view events,
                                                         std::string_view transfers) = 0;

  [[nodiscard]] virtual JournalHead head() const = 0;

  /// Calls `visit` for every batch after `after`, in order, verifying the chain as it reads; stops
  /// at the first error, which it returns. Views are valid during the call.
  [[nodiscard]] virtual base::Result<void> replay(
      BatchSeq after, const std::function<base::Result<void>(const BatchView&)>& visit) = 0;

  /// Calls `visit` for the batches from `first` to `last` that there are, in order; each segment is
  /// compared with its digest, the chain is not followed. Any thread, beside `append`; views are
  /// valid during the call and have no events. Errors: corrupt, io, and those of `visit`.
  [[nodiscard]] virtual base::Result<void> read_transfers(
      BatchSeq first, BatchSeq last,
      const std::function<base::Result<void>(const BatchView&)>& visit) = 0;

  /// The same with events and without transfers; the chain is not followed.
  [[nodiscard]] virtual base::Result<void> read_events(
      BatchSeq first, BatchSeq last,
      const std::function<base::Result<void>(const BatchView&)>& visit) = 0;

  /// Recomputes the whole chain. Errors: corrupt, naming the first batch that does not verify.
  [[nodiscard]] virtual base::Result<ChainReport> verify() = 0;
};

}  // namespace holdfast::port
