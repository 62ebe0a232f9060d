// The snapshot port over files in one directory. Any thread.
#pragma once

#include <filesystem>

#include "port/snapshots.hpp"

namespace holdfast::store {

class FileSnapshots final : public port::Snapshots {
 public:
  explicit FileSnapshots(std::filesystem::path directory) : directory_(std::move(directory)) {}

  [[nodiscard]] base::Result<void> write(const port::SnapshotBytes& snapshot) override;
  [[nodiscard]] base::Result<std::optional<port::SnapshotBytes>> newest(
      port::BatchSeq limit) override;

 private:
  std::filesystem::path directory_;
};

}  // namespace holdfast::store
