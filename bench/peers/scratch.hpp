// A directory for what a benchmark writes, gone with it. Another user's server may pass through it.
#pragma once

#include <filesystem>

namespace holdfast::bench {

class Scratch {
 public:
  Scratch();
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace holdfast::bench
