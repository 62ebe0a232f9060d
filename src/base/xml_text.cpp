#include "base/xml_text.hpp"

namespace holdfast::base {

std::string xml_text(std::string_view text) {
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

}  // namespace holdfast::base
