// Files as a store needs them: whole reads, and writes that are there completely or not at all,
// also after a power cut. Any thread; nobody else may write the same path.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace holdfast::store {

/// An open file descriptor.
class FileHandle {
 public:
  explicit FileHandle(int descriptor) : descriptor_(descriptor) {}
  FileHandle(FileHandle&& other) noexcept;
  FileHandle& operator=(FileHandle&& other) noexcept;
  ~FileHandle();
  [[nodiscard]] bool is_open() const { return descriptor_ >= 0; }
  [[nodiscard]] int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

/// The last system error, about this path. The code is not_found or io.
[[nodiscard]] base::Error system_failure(const std::filesystem::path& path, std::string_view what);

/// All of `bytes` at the file's end; `path` is what an error names.
[[nodiscard]] base::Result<void> write_all(const FileHandle& file,
                                           const std::filesystem::path& path,
                                           std::string_view bytes);

[[nodiscard]] base::Result<std::string> read_whole(const std::filesystem::path& path);

/// Writes the pieces to `path` + ".tmp" (mode 0600), syncs, renames, syncs the directory.
[[nodiscard]] base::Result<void> write_durably(const std::filesystem::path& path,
                                               const std::vector<std::string_view>& pieces);

/// Syncs `from`, renames it and syncs the directory of `to`.
[[nodiscard]] base::Result<void> rename_durably(const std::filesystem::path& from,
                                                const std::filesystem::path& to);

}  // namespace holdfast::store
