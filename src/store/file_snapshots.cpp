#include "store/file_snapshots.hpp"

#include "store/snapshot_file.hpp"

namespace holdfast::store {

base::Result<void> FileSnapshots::write(const port::SnapshotBytes& snapshot) {
  return write_snapshot(directory_, {snapshot.seq, snapshot.journal_hash}, snapshot.bytes);
}

base::Result<std::optional<port::SnapshotBytes>> FileSnapshots::newest(port::BatchSeq limit) {
  auto found = load_latest_snapshot(directory_, limit);
  if (!found) {
    return found.error();
  }
  if (!*found) {
    return std::optional<port::SnapshotBytes>{};
  }
  auto& snapshot = **found;
  return std::optional{
      port::SnapshotBytes{snapshot.place.seq, snapshot.place.hash, std::move(snapshot.body)}};
}

}  // namespace holdfast::store
