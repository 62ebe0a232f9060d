// Text as an XML document holds it (internal to exhibit). Pure.
#pragma once

#include <string>
#include <string_view>

namespace holdfast::exhibit {

/// Escaped; characters that no document may hold are left out.
inline std::string xml_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char each : text) {
    switch (each) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        if (static_cast<unsigned char>(each) >= 0x20 || each == '\t' || each == '\n') {
          out += each;
        }
    }
  }
  return out;
}

}  // namespace holdfast::exhibit
