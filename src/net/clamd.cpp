#include "net/clamd.hpp"

#include <cerrno>
#include <cstring>
#include <fmt/core.h>
#include <netdb.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <system_error>
#include <unistd.h>

namespace holdfast::net {

namespace {

constexpr std::string_view unix_prefix = "unix:";
constexpr std::size_t piece_bytes_max = std::size_t{1} << 20;
constexpr std::size_t answer_bytes_max = 4096;

base::Error failed(std::string_view what) {
  return {base::ErrorCode::unavailable,
          fmt::format("{}: {}", what, std::error_code{errno, std::generic_category()}.message())};
}

void set_patience(int descriptor, base::Milliseconds patience) {
  timeval time{};
  time.tv_sec = patience.count() / 1000;
  time.tv_usec = patience.count() % 1000 * 1000;
  ::setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
  ::setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &time, sizeof time);
}

base::Result<int> connect_unix(const std::string& path, base::Milliseconds patience) {
  sockaddr_un address{};
  if (path.empty() || path.size() >= sizeof address.sun_path) {
    return base::Error{base::ErrorCode::bad_input, "the scanner's socket has no such path"};
  }
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path.c_str(), path.size());
  const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) {
    return failed("no socket");
  }
  set_patience(descriptor, patience);
  if (::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    const auto error = failed("the scanner does not answer");
    ::close(descriptor);
    return error;
  }
  return descriptor;
}

base::Result<int> connect_tcp(const std::string& address, base::Milliseconds patience) {
  const auto colon = address.rfind(':');
  if (colon == std::string::npos || colon == 0 || colon + 1 == address.size()) {
    return base::Error{base::ErrorCode::bad_input,
                       "the scanner is unix:/PATH or HOST:PORT, not " + address};
  }
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (::getaddrinfo(address.substr(0, colon).c_str(), address.substr(colon + 1).c_str(), &hints,
                    &found) != 0) {
    return base::Error{base::ErrorCode::unavailable, "the scanner's host is not known"};
  }
  base::Result<int> connected{
      base::Error{base::ErrorCode::unavailable, "the scanner's host has no address"}};
  for (const auto* each = found; each != nullptr && !connected; each = each->ai_next) {
    const int descriptor =
        ::socket(each->ai_family, each->ai_socktype | SOCK_CLOEXEC, each->ai_protocol);
    if (descriptor < 0) {
      continue;
    }
    set_patience(descriptor, patience);
    if (::connect(descriptor, each->ai_addr, each->ai_addrlen) == 0) {
      connected = descriptor;
    } else {
      connected = failed("the scanner does not answer");
      ::close(descriptor);
    }
  }
  ::freeaddrinfo(found);
  return connected;
}

/// Big-endian, as INSTREAM has it.
std::string length_of(std::size_t bytes) {
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8) {
    out.push_back(static_cast<char>(bytes >> static_cast<unsigned>(shift) & 0xFFU));
  }
  return out;
}

}  // namespace

base::Result<std::unique_ptr<ScanSession>> ScanSession::start(const std::string& address,
                                                              base::Milliseconds patience) {
  const auto descriptor = address.starts_with(unix_prefix)
                              ? connect_unix(address.substr(unix_prefix.size()), patience)
                              : connect_tcp(address, patience);
  if (!descriptor) {
    return descriptor.error();
  }
  std::unique_ptr<ScanSession> session{new ScanSession{*descriptor}};
  if (const auto asked = session->send({"zINSTREAM\0", 10}); !asked) {
    return asked.error();
  }
  return session;
}

ScanSession::~ScanSession() {
  ::close(descriptor_);
}

base::Result<void> ScanSession::send(std::string_view bytes) const {
  while (!bytes.empty()) {
    const auto sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) {
      continue;
    }
    if (sent <= 0) {
      return failed("the scanner takes no more");
    }
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return {};
}

base::Result<void> ScanSession::add(std::string_view piece) {
  while (!piece.empty()) {
    const auto part = piece.substr(0, piece_bytes_max);
    if (const auto sent = send(length_of(part.size())); !sent) {
      return sent;
    }
    if (const auto sent = send(part); !sent) {
      return sent;
    }
    piece.remove_prefix(part.size());
  }
  return {};
}

base::Result<ScanAnswer> ScanSession::finish() {
  if (const auto sent = send(length_of(0)); !sent) {
    return sent.error();
  }
  std::string answer;
  char piece[512];
  while (answer.size() < answer_bytes_max && answer.find('\0') == std::string::npos) {
    const auto got = ::recv(descriptor_, piece, sizeof piece, 0);
    if (got < 0 && errno == EINTR) {
      continue;
    }
    if (got < 0) {
      return failed("the scanner gives no answer");
    }
    if (got == 0) {
      break;
    }
    answer.append(piece, static_cast<std::size_t>(got));
  }
  return read_scan_answer(std::string_view{answer}.substr(0, answer.find('\0')));
}

base::Result<ScanAnswer> read_scan_answer(std::string_view line) {
  constexpr std::string_view head = "stream: ";
  constexpr std::string_view found = " FOUND";
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) {
    line.remove_suffix(1);
  }
  if (line == "stream: OK") {
    return ScanAnswer{};
  }
  if (line.starts_with(head) && line.ends_with(found) && line.size() > head.size() + found.size()) {
    return ScanAnswer{
        std::string{line.substr(head.size(), line.size() - head.size() - found.size())}};
  }
  return base::Error{base::ErrorCode::unavailable,
                     fmt::format("the scanner says \"{}\"", line.substr(0, 120))};
}

}  // namespace holdfast::net
