// A file's bytes without copying them: mapped, for reading only. One owner; any thread may read.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace holdfast::cli {

class MappedFile {
 public:
  /// Errors: bad_input when it cannot be opened, is no regular file, or cannot be mapped.
  [[nodiscard]] static base::Result<MappedFile> open(const std::string& path);
  ~MappedFile();
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&&) = delete;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  [[nodiscard]] std::string_view bytes() const { return {begin_, size_}; }

 private:
  MappedFile(const char* begin, std::size_t size) : begin_(begin), size_(size) {}

  const char* begin_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace holdfast::cli
