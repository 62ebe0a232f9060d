#include "feed/reject.hpp"

#include <cerrno>
#include <cstring>
#include <fmt/core.h>

#include "feed/csv_cell.hpp"
#include "feed/utf8.hpp"

namespace holdfast::feed {

namespace {

/// A quoted CSV cell that no spreadsheet takes for a formula. Bytes that are not UTF-8 become '?'.
std::string cell(std::string_view text) {
  std::string out = is_formula(text) ? "\"'" : "\"";
  while (!text.empty()) {
    const std::size_t bad = find_invalid_utf8(text);
    for (const char c : text.substr(0, bad)) {
      out.append(c == '"' ? 2 : 1, c == '\0' ? '?' : c);
    }
    if (bad == std::string_view::npos) {
      break;
    }
    out.push_back('?');
    text.remove_prefix(bad + 1);
  }
  return out + "\"";
}

base::Error failed(const std::string& path) {
  return base::Error{base::ErrorCode::io,
                     fmt::format("the reject file cannot be written: {}", std::strerror(errno)),
                     path};
}

}  // namespace

std::string reject_header() {
  return "file,line,column,field,reason,raw\r\n";
}

std::string reject_line(const RowError& error) {
  return fmt::format("{},{},{},{},{},{}\r\n", cell(error.file), error.position.line,
                     error.position.column, cell(error.field), cell(error.reason), cell(error.raw));
}

base::Result<RejectFile> RejectFile::create(const std::string& path) {
  RejectFile reject(path, std::fopen(path.c_str(), "wbe"));
  if (reject.file_ == nullptr) {
    return failed(path);
  }
  const std::string header = reject_header();
  std::fwrite(header.data(), 1, header.size(), reject.file_.get());
  return reject;
}

void RejectFile::add(const RowError& error) {
  const std::string line = reject_line(error);
  std::fwrite(line.data(), 1, line.size(), file_.get());
  ++count_;
}

base::Result<void> RejectFile::close() {
  const bool had_error = std::ferror(file_.get()) != 0;
  if (std::fclose(file_.release()) != 0 || had_error) {
    return failed(path_);
  }
  return {};
}

}  // namespace holdfast::feed
