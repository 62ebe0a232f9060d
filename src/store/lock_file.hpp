// One process at a time: a lock on `<path>.lock`, given back by the system when the process ends,
// however it ends. The file stays and holds the number of the process that last held it.
#pragma once

#include <filesystem>

#include "base/result.hpp"
#include "store/file.hpp"

namespace holdfast::store {

class LockFile {
 public:
  /// Takes the lock of `path`. Errors: conflict, naming the process that holds it; io.
  [[nodiscard]] static base::Result<LockFile> take(const std::filesystem::path& path);

 private:
  explicit LockFile(FileHandle file) : file_(std::move(file)) {}
  FileHandle file_;
};

}  // namespace holdfast::store
