// For tests only: a blocking raw socket that can say things no client library would.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace holdfast::net {

class RawSocket {
 public:
  explicit RawSocket(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval patience{10, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0;
  }
  ~RawSocket() { ::close(socket_); }
  RawSocket(const RawSocket&) = delete;
  RawSocket& operator=(const RawSocket&) = delete;

  [[nodiscard]] bool connected() const { return connected_; }
  bool say(std::string_view text) const {
    while (!text.empty()) {
      const ssize_t sent = ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      text.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  void shut_write() const { ::shutdown(socket_, SHUT_WR); }
  /// Reads until `mark` was seen, the peer closed, or ten quiet seconds passed.
  std::string hear_until(std::string_view mark) {
    while (heard_.find(mark) == std::string::npos && more()) {
    }
    const std::size_t at = heard_.find(mark);
    const std::size_t end = at == std::string::npos ? heard_.size() : at + mark.size();
    std::string text = heard_.substr(0, end);
    heard_.erase(0, end);
    return text;
  }
  /// Everything until the peer closes.
  std::string hear_all() {
    while (more()) {
    }
    return std::exchange(heard_, {});
  }
  /// True when the peer has closed (within ten seconds).
  bool is_closed_by_peer() {
    char byte = 0;
    return ::recv(socket_, &byte, 1, 0) <= 0 && errno != EAGAIN;
  }

 private:
  bool more() {
    char buffer[16 * 1024];
    const ssize_t got = ::recv(socket_, buffer, sizeof buffer, 0);
    if (got <= 0) return false;
    heard_.append(buffer, static_cast<std::size_t>(got));
    return true;
  }

  int socket_;
  bool connected_ = false;
  std::string heard_;
};

}  // namespace holdfast::net
