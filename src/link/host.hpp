// The host of an address of the web, as people write and hide it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast::link {

/// "https://www.icbc.com.cn/a" has the labels www, icbc, com, cn; its owner chose the label icbc.
struct Host {
  std::string text;                 // lower case, punycode decoded (RFC 3492), without port
  std::vector<std::string> labels;  // left to right
  std::size_t own = 0;              // the label that its owner registered; labels.size(): none
  bool is_number = false;           // an IPv4 address

  [[nodiscard]] std::string_view own_label() const {
    return own < labels.size() ? std::string_view{labels[own]} : std::string_view{};
  }
};

/// Longest address that is read, in bytes.
inline constexpr std::size_t address_bytes_max = 2048;

/// Blanks between its parts are dropped ("d7w . cc/a9"), full-width letters read as letters, a
/// scheme, a user and a path passed over. Nothing for what has no dot or labels that no name may
/// have. Linear in the address.
[[nodiscard]] std::optional<Host> read_host(std::string_view address);

}  // namespace holdfast::link
