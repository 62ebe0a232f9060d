// The reject file: the rows that an import refused, as CSV for the people who must mend them.
//
// Columns: file, line, column, field, reason, raw. Spreadsheets run text that begins with = + - @
// as a formula, so such cells get a leading apostrophe. One thread at a time.
#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>

#include "base/result.hpp"
#include "feed/row.hpp"

namespace holdfast::feed {

[[nodiscard]] std::string reject_header();
/// One line of the reject file, with its line end.
[[nodiscard]] std::string reject_line(const RowError& error);

class RejectFile {
 public:
  /// Makes the file anew, with its header. Errors: io.
  [[nodiscard]] static base::Result<RejectFile> create(const std::string& path);

  void add(const RowError& error);
  [[nodiscard]] std::uint64_t count() const { return count_; }
  /// Errors: io when anything could not be written.
  [[nodiscard]] base::Result<void> close();

 private:
  struct Closer {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  RejectFile(std::string path, std::FILE* file) : path_(std::move(path)), file_(file) {}

  std::string path_;
  std::unique_ptr<std::FILE, Closer> file_;
  std::uint64_t count_ = 0;
};

}  // namespace holdfast::feed
