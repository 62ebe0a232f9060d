// A table that a command writes to a file of its own, a megabyte at a time. One thread.
#pragma once

#include <cstdio>
#include <memory>
#include <string>

#include "base/result.hpp"

namespace holdfast::cli {

class OutputFile {
 public:
  /// Without a path nothing is kept. Makes the file anew, with its first line. Errors: io.
  [[nodiscard]] static base::Result<OutputFile> create(const std::string& path,
                                                       const std::string& header);

  [[nodiscard]] bool is_open() const { return file_ != nullptr; }
  /// What to append lines to; flush afterwards.
  [[nodiscard]] std::string& text() { return text_; }
  void flush_if_full();
  /// Errors: io when anything could not be written.
  [[nodiscard]] base::Result<void> close();

 private:
  struct Closer {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  void flush();

  std::string path_;
  std::unique_ptr<std::FILE, Closer> file_;
  std::string text_;
};

}  // namespace holdfast::cli
