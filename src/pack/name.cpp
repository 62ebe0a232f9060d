#include "pack/pack.hpp"

namespace holdfast::pack {

namespace {

constexpr std::size_t name_bytes_max = 200;

/// The length of the UTF-8 sequence at the beginning; 0 where there is none.
std::size_t sequence_length(std::string_view text) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const unsigned char first = byte(0);
  const std::size_t length = first < 0x80                    ? 1
                             : first >= 0xC2 && first < 0xE0 ? 2
                             : first >= 0xE0 && first < 0xF0 ? 3
                             : first >= 0xF0 && first < 0xF5 ? 4
                                                             : 0;
  if (length == 0 || length > text.size()) {
    return 0;
  }
  for (std::size_t at = 1; at < length; ++at) {
    if ((byte(at) & 0xC0U) != 0x80U) {
      return 0;
    }
  }
  const bool overlong = (first == 0xE0 && byte(1) < 0xA0) || (first == 0xF0 && byte(1) < 0x90);
  const bool beyond = (first == 0xED && byte(1) >= 0xA0) || (first == 0xF4 && byte(1) >= 0x90);
  return overlong || beyond ? 0 : length;
}

bool is_allowed(char each) {
  return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') ||
         (each >= '0' && each <= '9') || each == '.' || each == '_' || each == '-' || each == '[' ||
         each == ']';
}

bool is_part(std::string_view part) {
  if (part.empty() || part == "." || part == "..") {
    return false;
  }
  while (!part.empty()) {
    const auto length = sequence_length(part);
    if (length == 0 || (length == 1 && !is_allowed(part[0]))) {
      return false;
    }
    part.remove_prefix(length);
  }
  return true;
}

}  // namespace

bool is_name(std::string_view name) {
  if (name.empty() || name.size() > name_bytes_max) {
    return false;
  }
  for (;;) {
    const auto slash = name.find('/');
    if (!is_part(name.substr(0, slash))) {
      return false;
    }
    if (slash == std::string_view::npos) {
      return true;
    }
    name.remove_prefix(slash + 1);
  }
}

}  // namespace holdfast::pack
