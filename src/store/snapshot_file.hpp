// Snapshots of the engine's state: one file each, written completely or not at all, the newest two
// kept. A snapshot is a shortcut, never the truth: one that does not verify is passed over, and
// without any the state is replayed from the journal's first batch.
//
// File `snapshot-<20 digits>.hfs`, integers little-endian: "HFSN", u32 version, u64 seq, 32 bytes
// journal hash at seq, u64 length, SHA-256 of all that and the body, then the body.
// Threads: any; one writer a directory.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "port/journal.hpp"

namespace holdfast::store {

/// Where in the journal a snapshot belongs. Whoever loads one compares `hash` with the journal's.
struct SnapshotPlace {
  port::BatchSeq seq = 0;
  base::Digest hash{};
};

struct Snapshot {
  SnapshotPlace place;
  std::string body;
};

/// Durable on return; older ones than the newest two are then removed. Errors: io.
[[nodiscard]] base::Result<void> write_snapshot(const std::filesystem::path& directory,
                                                const SnapshotPlace& place, std::string_view body);

/// The newest that verifies and is not past `until` (the journal's head); broken ones are skipped
/// with a line in the log. Empty when there is none. Errors: io.
[[nodiscard]] base::Result<std::optional<Snapshot>> load_latest_snapshot(
    const std::filesystem::path& directory, port::BatchSeq until);

}  // namespace holdfast::store
