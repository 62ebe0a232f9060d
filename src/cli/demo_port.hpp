// A TCP port of 127.0.0.1 that is kept free for a child: bound, never listened on. A server with
// SO_REUSEADDR, as ours, can listen there meanwhile; nobody else's connection is given the port.
#pragma once

#include <cstdint>
#include <string>

#include "base/result.hpp"

namespace holdfast::cli {

class ReservedPort {
 public:
  /// 0: any free one. Errors: conflict when somebody has it; io.
  [[nodiscard]] static base::Result<ReservedPort> take(std::uint16_t wanted);
  ~ReservedPort();
  ReservedPort(ReservedPort&& other) noexcept;
  ReservedPort& operator=(ReservedPort&&) = delete;

  [[nodiscard]] std::string address() const;  // "127.0.0.1:8096"
  [[nodiscard]] std::string url() const;      // "http://127.0.0.1:8096"

 private:
  ReservedPort(int socket, std::uint16_t port) : socket_(socket), port_(port) {}
  int socket_ = -1;
  std::uint16_t port_ = 0;
};

}  // namespace holdfast::cli
