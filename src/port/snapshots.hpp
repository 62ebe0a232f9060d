// The snapshot port: a shortcut past the beginning of the journal, never the truth itself.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/digest.hpp"
#include "base/result.hpp"
#include "port/journal.hpp"

namespace holdfast::port {

struct SnapshotBytes {
  BatchSeq seq = 0;
  base::Digest journal_hash{};  // of the batch `seq`: a snapshot of another journal does not fit
  std::string bytes;
};

class Snapshots {
 public:
  virtual ~Snapshots() = default;
  /// Durable and whole, or not there at all.
  [[nodiscard]] virtual base::Result<void> write(const SnapshotBytes& snapshot) = 0;
  /// The newest whole one that is not beyond `limit`, if any.
  [[nodiscard]] virtual base::Result<std::optional<SnapshotBytes>> newest(BatchSeq limit) = 0;
};

}  // namespace holdfast::port
