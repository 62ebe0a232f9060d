#include "base/personal.hpp"

namespace holdfast::base {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Bytes of the UTF-8 character that begins with `lead`.
std::size_t character_size(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  if (byte >= 0xF0) return 4;
  if (byte >= 0xE0) return 3;
  if (byte >= 0xC0) return 2;
  return 1;
}

}  // namespace

std::string mask_number(std::string_view number) {
  if (number == erased_text) {
    return std::string{number};
  }
  if (number.size() <= 8) {
    return number.empty() ? std::string{} : std::string{number.substr(0, 1)} + "****";
  }
  if (number.size() <= 11) {
    return std::string{number.substr(0, 3)} + "****" +
           std::string{number.substr(number.size() - 4)};
  }
  return std::string{number.substr(0, 4)} + " **** **** " +
         std::string{number.substr(number.size() - 4)};
}

std::string mask_name(std::string_view name) {
  if (name == erased_text) {
    return std::string{name};
  }
  std::string masked;
  for (std::size_t i = 0; i < name.size(); i += character_size(name[i])) {
    masked += i == 0 ? std::string{name.substr(0, character_size(name[0]))} : "*";
  }
  return masked;
}

std::string mask_text(std::string_view text) {
  std::string masked;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size() && is_digit(text[end])) {
      ++end;
    }
    const std::size_t run = end - i;
    if (run >= 7) {
      masked += text.substr(i, 3);
      masked += "****";
      masked += text.substr(end - 2, 2);
    } else {
      masked += text.substr(i, run);
    }
    if (end < text.size()) {
      masked.push_back(text[end]);
      ++end;
    }
    i = end;
  }
  return masked;
}

std::string group_number(std::string_view number) {
  std::string grouped;
  for (std::size_t i = 0; i < number.size(); ++i) {
    if (i > 0 && i % 4 == 0) {
      grouped.push_back(' ');
    }
    grouped.push_back(number[i]);
  }
  return grouped;
}

}  // namespace holdfast::base
