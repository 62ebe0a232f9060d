#include "cli/demo_port.hpp"

#include <arpa/inet.h>
#include <cerrno>
#include <cstring>
#include <fmt/core.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace holdfast::cli {

base::Result<ReservedPort> ReservedPort::take(std::uint16_t wanted) {
  ReservedPort port{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), wanted};
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(wanted);
  socklen_t size = sizeof address;
  const int yes = 1;
  if (port.socket_ < 0 ||
      ::setsockopt(port.socket_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) != 0 ||
      ::bind(port.socket_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      ::getsockname(port.socket_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    if (errno == EADDRINUSE) {
      return base::Error{
          base::ErrorCode::conflict,
          fmt::format("端口 {0} 已被占用，请用 --port 另选一个 (port {0} is taken by "
                      "another program: choose one with --port)",
                      wanted)};
    }
    return base::Error{base::ErrorCode::io, fmt::format("port {}: {}", wanted, strerror(errno))};
  }
  port.port_ = ntohs(address.sin_port);
  return port;
}

ReservedPort::ReservedPort(ReservedPort&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), port_(other.port_) {}

ReservedPort::~ReservedPort() {
  if (socket_ >= 0) {
    ::close(socket_);
  }
}

std::string ReservedPort::address() const {
  return fmt::format("127.0.0.1:{}", port_);
}
std::string ReservedPort::url() const {
  return "http://" + address();
}

}  // namespace holdfast::cli
