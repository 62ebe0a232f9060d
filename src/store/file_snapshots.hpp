// The snapshot port over files `snapshot-<20 digits>.hfs` (image_file.hpp) in one directory, the
// newest two kept. One is written by a process forked off this one: it sees memory as it stood,
// whatever the engine goes on to do, and ends with the thread that began it: wait for it
// there. One thread.
#pragma once

#include <filesystem>
#include <sys/types.h>

#include "port/snapshots.hpp"

namespace holdfast::store {

class FileSnapshots final : public port::Snapshots {
 public:
  explicit FileSnapshots(std::filesystem::path directory) : directory_(std::move(directory)) {}
  ~FileSnapshots() override;
  FileSnapshots(const FileSnapshots&) = delete;
  FileSnapshots& operator=(const FileSnapshots&) = delete;

  [[nodiscard]] base::Result<void> start(const port::SnapshotPlace& place,
                                         const base::ImageOut& image) override;
  [[nodiscard]] std::optional<base::Result<void>> poll() override;
  [[nodiscard]] std::optional<base::Result<void>> wait() override;
  [[nodiscard]] base::Result<port::Snapshot> written() override;
  [[nodiscard]] base::Result<std::optional<port::Snapshot>> newest(port::BatchSeq limit) override;

 private:
  [[nodiscard]] std::optional<base::Result<void>> ended(int options);
  void remove_old() const;

  std::filesystem::path directory_;
  pid_t writer_ = 0;            // the process that writes one now
  port::BatchSeq writing_ = 0;  // and which
  port::BatchSeq written_ = 0;  // 0: none yet
};

}  // namespace holdfast::store
