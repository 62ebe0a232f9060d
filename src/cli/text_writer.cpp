#include "cli/text_writer.hpp"

namespace holdfast::cli {

void TextWriter::add_json_string(std::string_view text) {
  text_.push_back('"');
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      text_.push_back('\\');
      text_.push_back(c);
    } else if (static_cast<unsigned char>(c) < 0x20) {
      fmt::format_to(std::back_inserter(text_), "\\u{:04x}", static_cast<unsigned>(c));
    } else {
      text_.push_back(c);
    }
  }
  text_.push_back('"');
}

void TextWriter::flush() {
  std::fwrite(text_.data(), 1, text_.size(), out_);
  text_.clear();
}

}  // namespace holdfast::cli
