#include "feed/utf8.hpp"

#include <cstdint>
#include <cstring>

namespace holdfast::feed {

namespace {

unsigned byte_at(std::string_view text, std::size_t i) {
  return static_cast<unsigned char>(text[i]);
}

bool is_tail(std::string_view text, std::size_t i, unsigned low = 0x80, unsigned high = 0xBF) {
  return i < text.size() && byte_at(text, i) >= low && byte_at(text, i) <= high;
}

/// Length of the well-formed character that begins at `i`, 0 when there is none.
std::size_t character_length(std::string_view text, std::size_t i) {
  const unsigned lead = byte_at(text, i);
  if (lead < 0x80) {
    return 1;
  }
  if (lead >= 0xC2 && lead <= 0xDF) {
    return is_tail(text, i + 1) ? 2 : 0;
  }
  if (lead >= 0xE0 && lead <= 0xEF) {
    const unsigned low = lead == 0xE0 ? 0xA0 : 0x80;
    const unsigned high = lead == 0xED ? 0x9F : 0xBF;
    return is_tail(text, i + 1, low, high) && is_tail(text, i + 2) ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    const unsigned low = lead == 0xF0 ? 0x90 : 0x80;
    const unsigned high = lead == 0xF4 ? 0x8F : 0xBF;
    return is_tail(text, i + 1, low, high) && is_tail(text, i + 2) && is_tail(text, i + 3) ? 4 : 0;
  }
  return 0;
}

}  // namespace

bool is_ascii(std::string_view text) {
  constexpr std::uint64_t high_bits = 0x8080'8080'8080'8080ULL;
  const char* at = text.data();
  std::size_t left = text.size();
  std::uint64_t seen = 0;
  for (; left >= 8; at += 8, left -= 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, 8);
    seen |= word;
  }
  for (; left > 0; ++at, --left) {
    seen |= static_cast<unsigned char>(*at);
  }
  return (seen & high_bits) == 0;
}

std::size_t find_invalid_utf8(std::string_view text) {
  if (is_ascii(text)) {
    return std::string_view::npos;
  }
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = character_length(text, i);
    if (length == 0) {
      return i;
    }
    i += length;
  }
  return std::string_view::npos;
}

std::string to_half_width(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::string_view rest = text.substr(i);
    // U+FF01..U+FF3F are EF BC 81..BF, U+FF40..U+FF5E are EF BD 80..9E.
    if (rest.size() >= 3 && byte_at(rest, 0) == 0xEF &&
        (byte_at(rest, 1) == 0xBC || byte_at(rest, 1) == 0xBD)) {
      const unsigned code =
          0xF000U | ((byte_at(rest, 1) & 0x3FU) << 6) | (byte_at(rest, 2) & 0x3FU);
      if (code >= 0xFF01 && code <= 0xFF5E) {
        out.push_back(static_cast<char>(code - 0xFF01 + '!'));
        i += 3;
        continue;
      }
    }
    if (rest.starts_with("\u3000")) {
      out.push_back(' ');
      i += 3;
    } else if (rest.starts_with("\u00A0")) {
      out.push_back(' ');
      i += 2;
    } else if (rest.starts_with("\uFFE5")) {
      out.append("\u00A5");
      i += 3;
    } else {
      out.push_back(text[i]);
      ++i;
    }
  }
  return out;
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string_view cut_utf8(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) {
    return text;
  }
  while (bytes > 0 && (byte_at(text, bytes) & 0xC0U) == 0x80U) {
    --bytes;
  }
  return text.substr(0, bytes);
}

void append_utf8(std::string& text, char32_t code_point) {
  const auto push = [&text](char32_t bits) { text.push_back(static_cast<char>(bits)); };
  if (code_point < 0x80) {
    push(code_point);
  } else if (code_point < 0x800) {
    push(0xC0 | (code_point >> 6));
    push(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    push(0xE0 | (code_point >> 12));
    push(0x80 | ((code_point >> 6) & 0x3F));
    push(0x80 | (code_point & 0x3F));
  } else {
    push(0xF0 | (code_point >> 18));
    push(0x80 | ((code_point >> 12) & 0x3F));
    push(0x80 | ((code_point >> 6) & 0x3F));
    push(0x80 | (code_point & 0x3F));
  }
}

}  // namespace holdfast::feed
