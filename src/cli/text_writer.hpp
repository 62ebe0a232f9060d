// Text that goes to a stream a megabyte at a time, with JSON strings escaped. One thread.
#pragma once

#include <cstdio>
#include <fmt/format.h>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

namespace holdfast::cli {

class TextWriter {
 public:
  explicit TextWriter(std::FILE* out) : out_(out) {}
  ~TextWriter() { flush(); }
  TextWriter(const TextWriter&) = delete;
  TextWriter& operator=(const TextWriter&) = delete;

  template <typename... Args>
  void add(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(text_), format, std::forward<Args>(args)...);
    if (text_.size() > flush_bytes) {
      flush();
    }
  }
  void add_json_string(std::string_view text);

 private:
  static constexpr std::size_t flush_bytes = std::size_t{1} << 20;
  void flush();

  std::FILE* out_;
  std::string text_;
};

}  // namespace holdfast::cli
