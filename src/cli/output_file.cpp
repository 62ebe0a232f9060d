#include "cli/output_file.hpp"

#include <cerrno>
#include <cstring>
#include <fmt/core.h>

namespace holdfast::cli {

namespace {

constexpr std::size_t flush_bytes = std::size_t{1} << 20;

base::Error failed(const std::string& path) {
  return {base::ErrorCode::io, fmt::format("cannot write the file: {}", std::strerror(errno)),
          path};
}

}  // namespace

base::Result<OutputFile> OutputFile::create(const std::string& path, const std::string& header) {
  OutputFile out;
  if (path.empty()) {
    return out;
  }
  out.path_ = path;
  out.file_.reset(std::fopen(path.c_str(), "wbe"));
  if (out.file_ == nullptr) {
    return failed(path);
  }
  out.text_ = header;
  return out;
}

void OutputFile::flush() {
  std::fwrite(text_.data(), 1, text_.size(), file_.get());
  text_.clear();
}

void OutputFile::flush_if_full() {
  if (text_.size() > flush_bytes) {
    flush();
  }
}

base::Result<void> OutputFile::close() {
  if (file_ == nullptr) {
    return {};
  }
  flush();
  const bool had_error = std::ferror(file_.get()) != 0;
  if (std::fclose(file_.release()) != 0 || had_error) {
    return failed(path_);
  }
  return {};
}

}  // namespace holdfast::cli
