// One direction of what passes between two zones: a directory of files, each there whole or not at
// all. Whoever writes and whoever reads may be on different hosts; what carries the files between
// them (a mount, rsync, a gap that lets files through one way) is not our business.
//
// What comes out of it is strange: only plain files with the agreed ending are looked at, no link
// is followed, nothing larger than agreed is read, and no more files than agreed are listed. One
// writer and one reader; any thread, one at a time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace holdfast::zone {

struct QueueLimits {
  std::uint64_t bytes_max = 0;  // of one file
  std::size_t files_max = 0;    // that lie there at once
};

class Queue {
 public:
  /// `ending` is ".batch" and the like. Errors: bad_input where `directory` is none; io.
  [[nodiscard]] static base::Result<Queue> open(const std::filesystem::path& directory,
                                                std::string ending, QueueLimits limits);

  /// Names without the ending, in order. Errors: io; too_many when more lie there than agreed.
  [[nodiscard]] base::Result<std::vector<std::string>> names() const;
  /// Durable on return. Errors: too_large, too_many, io.
  [[nodiscard]] base::Result<void> put(std::string_view name, std::string_view bytes) const;
  /// Errors: not_found, too_large, corrupt for what is no plain file, io.
  [[nodiscard]] base::Result<std::string> read(std::string_view name) const;
  /// What is gone already is no error, nor what may not be removed: a reader remembers how far it
  /// came.
  void remove(std::string_view name) const;

 private:
  Queue(std::filesystem::path directory, std::string ending, QueueLimits limits)
      : directory_(std::move(directory)), ending_(std::move(ending)), limits_(limits) {}
  [[nodiscard]] std::filesystem::path path_of(std::string_view name) const;

  std::filesystem::path directory_;
  std::string ending_;
  QueueLimits limits_;
};

}  // namespace holdfast::zone
