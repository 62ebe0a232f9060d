// A directory of its own for each test, gone afterwards, and what tests do to files.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdlib.h>
#include <string>

#include "base/check.hpp"

namespace holdfast::store {

class Scratch {
 public:
  Scratch() {
    auto pattern = (std::filesystem::temp_directory_path() / "holdfast-store-XXXXXX").string();
    base::check(::mkdtemp(pattern.data()) != nullptr, "mkdtemp");
    path_ = pattern;
  }
  ~Scratch() { std::filesystem::remove_all(path_); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  [[nodiscard]] std::filesystem::path operator/(const char* name) const { return path_ / name; }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline std::string slurp(const std::filesystem::path& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

inline void spill(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream{path, std::ios::binary | std::ios::trunc} << bytes;
}

inline void flip_byte(const std::filesystem::path& path, std::size_t offset) {
  auto bytes = slurp(path);
  bytes.at(offset) = static_cast<char>(bytes.at(offset) ^ 0x20);
  spill(path, bytes);
}

}  // namespace holdfast::store
