// The snapshot port: a shortcut past the beginning of the journal, never the truth itself.
#pragma once

#include <memory>
#include <optional>

#include "base/digest.hpp"
#include "base/image.hpp"
#include "base/result.hpp"
#include "port/journal.hpp"

namespace holdfast::port {

/// Where in the journal a snapshot belongs.
struct SnapshotPlace {
  BatchSeq seq = 0;
  base::Digest journal_hash{};  // of the batch `seq`: a snapshot of another journal does not fit
};

struct Snapshot {
  SnapshotPlace place;
  std::unique_ptr<base::ImageIn> image;
};

class Snapshots {
 public:
  virtual ~Snapshots() = default;

  /// Begins to write one, beside everything else; on return the memory that the image refers to
  /// may change again. Errors: unavailable while another is being written, io.
  [[nodiscard]] virtual base::Result<void> start(const SnapshotPlace& place,
                                                 const base::ImageOut& image) = 0;
  /// Nothing while one is being written or none was; else, once, how it ended. A snapshot is
  /// durable and whole, or not there at all.
  [[nodiscard]] virtual std::optional<base::Result<void>> poll() = 0;
  /// Waits for the one that is being written, on the thread that began it. As `poll`.
  [[nodiscard]] virtual std::optional<base::Result<void>> wait() = 0;

  /// The one whose end was told last, as it was written: its checksums are not compared, which
  /// would read all of it. Errors: unavailable where none was written, io.
  [[nodiscard]] virtual base::Result<Snapshot> written() = 0;

  /// The newest whole one that is not beyond `limit`, if any. Broken ones are passed over with a
  /// line in the log. Errors: io.
  [[nodiscard]] virtual base::Result<std::optional<Snapshot>> newest(BatchSeq limit) = 0;
};

}  // namespace holdfast::port
