#include "indicator/digest.hpp"

#include <algorithm>
#include <fmt/core.h>

#include "base/digest.hpp"

namespace holdfast::indicator {

namespace {

base::Error bad(std::string message) {
  return {base::ErrorCode::bad_input, std::move(message), "/value"};
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Full-width ASCII (U+FF01 to U+FF5E, three bytes each) and the wide blank as ASCII, in small
/// letters, without blanks at the ends.
std::string folded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto at = [&](std::size_t k) {
      return i + k < text.size() ? static_cast<unsigned char>(text[i + k]) : 0U;
    };
    if (at(0) == 0xEF && (at(1) == 0xBC || at(1) == 0xBD)) {
      const unsigned point = ((at(0) & 0x0FU) << 12) | ((at(1) & 0x3FU) << 6) | (at(2) & 0x3FU);
      if (point >= 0xFF01 && point <= 0xFF5E) {
        out += static_cast<char>(point - 0xFEE0);
        i += 2;
        continue;
      }
    }
    if (at(0) == 0xE3 && at(1) == 0x80 && at(2) == 0x80) {
      out += ' ';
      i += 2;
      continue;
    }
    out += text[i];
  }
  for (char& c : out) {
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  const auto first = out.find_first_not_of(" \t\r\n");
  const auto last = out.find_last_not_of(" \t\r\n");
  return first == std::string::npos ? std::string{} : out.substr(first, last - first + 1);
}

std::string without_breaks(std::string text) {
  std::erase_if(text, [](char c) { return c == ' ' || c == '-' || c == '(' || c == ')'; });
  return text;
}

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), is_digit);
}

base::Result<std::string> account(std::string text) {
  text = without_breaks(std::move(text));
  const bool fits = text.size() >= 8 && text.size() <= 32 &&
                    std::all_of(text.begin(), text.end(),
                                [](char c) { return is_digit(c) || (c >= 'a' && c <= 'z'); });
  if (!fits) {
    return bad("an account has 8 to 32 digits and letters");
  }
  return text;
}

base::Result<std::string> phone(std::string text) {
  text = without_breaks(std::move(text));
  for (;;) {  // one form is the last: what is left has no country's number before it
    if (text.starts_with("+86")) {
      text.erase(0, 3);
    } else if (text.starts_with("0086")) {
      text.erase(0, 4);
    } else if (text.size() == 13 && text.starts_with("861")) {
      text.erase(0, 2);
    } else {
      break;
    }
  }
  const std::string_view digits = std::string_view{text}.substr(text.starts_with('+') ? 1 : 0);
  if (digits.size() < 3 || digits.size() > 20 || !all_digits(digits)) {
    return bad("a telephone has 3 to 20 digits");
  }
  return text;
}

base::Result<std::string> host(std::string text) {
  if (const auto scheme = text.find("://"); scheme != std::string::npos) {
    text.erase(0, scheme + 3);
  }
  text.resize(std::min(text.find_first_of("/?#"), text.size()));
  if (const auto user = text.rfind('@'); user != std::string::npos) {
    text.erase(0, user + 1);
  }
  text.resize(std::min(text.find(':'), text.size()));
  while (text.ends_with('.')) {
    text.pop_back();
  }
  while (text.starts_with("www.")) {
    text.erase(0, 4);
  }
  if (text.size() < 3 || text.find('.') == std::string::npos || text.starts_with('.') ||
      text.find_first_of(" \t\r\n\"<>\\") != std::string::npos) {
    return bad("an address has a host like example.com");
  }
  return text;
}

base::Result<std::string> ip(std::string text) {
  const bool fits = text.size() >= 3 && text.size() <= 45 &&
                    text.find_first_not_of("0123456789abcdef.:") == std::string::npos &&
                    text.find_first_of(".:") != std::string::npos;
  if (!fits) {
    return bad("an IP address looks like 203.0.113.7 or 2001:db8::7");
  }
  return text;
}

base::Result<std::string> name(std::string text) {
  if (text.size() < 2 || text.size() > 64 || text.find_first_of(" \t\r\n") != std::string::npos) {
    return bad("an account of a platform has 2 to 64 characters and no blanks");
  }
  return text;
}

}  // namespace

base::Result<std::string> canonical(Kind kind, std::string_view value) {
  if (value.size() > value_bytes_max) {
    return base::Error{base::ErrorCode::too_large,
                       fmt::format("longer than {} bytes", value_bytes_max), "/value"};
  }
  auto text = folded(value);
  switch (kind) {
    case Kind::account:
      return account(std::move(text));
    case Kind::phone:
      return phone(std::move(text));
    case Kind::host:
      return host(std::move(text));
    case Kind::ip:
      return ip(std::move(text));
    case Kind::wechat:
    case Kind::qq:
    case Kind::alipay:
      break;
  }
  return name(std::move(text));
}

std::string digest_of(Kind kind, std::string_view canonical_value) {
  const char* word = boost::describe::enum_to_string(kind, "");
  return base::to_hex(base::sha256(fmt::format("holdfast-1\n{}\n{}", word, canonical_value)));
}

bool is_digest(std::string_view text) {
  return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
           return is_digit(c) || (c >= 'a' && c <= 'f');
         });
}

}  // namespace holdfast::indicator
