// Accepts with plain system calls when Asio says that the socket is ready, since a connection may
// go to another loop than the one that accepted it.
#include "net/listener.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <fmt/core.h>
#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/log.hpp"

namespace holdfast::net {

namespace asio = boost::asio;
using base::Error;
using base::ErrorCode;
using base::Result;

struct Listener::State : std::enable_shared_from_this<State> {
  State(Loop& owner, int descriptor) : loop(owner), socket(owner.context(), descriptor) {}

  void wait() {
    socket.async_wait(asio::posix::stream_descriptor::wait_read,
                      [self = shared_from_this()](const boost::system::error_code& error) {
                        if (!error && !self->closed) self->accept_all();
                      });
  }

  void accept_all() {
    for (;;) {
      const int got =
          ::accept4(socket.native_handle(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
      if (got >= 0) {
        on_accept(got);
        continue;
      }
      if (errno == EINTR || errno == ECONNABORTED) continue;
      if (errno == EAGAIN || errno == EWOULDBLOCK) return wait();
      // Out of descriptors or memory: the backlog waits; trying at once would only spin.
      base::log_warn("cannot accept a connection: {}", std::strerror(errno));
      loop.after(base::Milliseconds{100}, [self = shared_from_this()] {
        if (!self->closed) self->wait();
      });
      return;
    }
  }

  Loop& loop;
  asio::posix::stream_descriptor socket;
  std::function<void(int)> on_accept;
  std::uint16_t port = 0;
  bool closed = false;
};

namespace {

Error io_error(std::string_view what, std::string_view address) {
  return Error{ErrorCode::io, fmt::format("{} {}: {}", what, address, std::strerror(errno))};
}

struct Descriptor {
  int value = -1;
  ~Descriptor() {
    if (value >= 0) ::close(value);
  }
  int release() { return std::exchange(value, -1); }
};

Result<int> listen_at(std::string_view address) {
  const std::size_t colon = address.rfind(':');
  if (colon == std::string_view::npos) {
    return Error{ErrorCode::bad_input,
                 fmt::format("\"{}\" is not an address and a port, as 127.0.0.1:8096", address)};
  }
  std::string host{address.substr(0, colon)};
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  const std::string port{address.substr(colon + 1)};
  std::uint16_t number = 0;
  const auto read = std::from_chars(port.data(), port.data() + port.size(), number);
  if (read.ec != std::errc{} || read.ptr != port.data() + port.size()) {
    return Error{ErrorCode::bad_input, fmt::format("\"{}\" is not a port number", port)};
  }
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICSERV | AI_PASSIVE;
  addrinfo* found = nullptr;
  const int asked =
      ::getaddrinfo(host.empty() ? nullptr : host.c_str(), port.c_str(), &hints, &found);
  if (asked != 0) {
    return Error{ErrorCode::bad_input,
                 fmt::format("cannot listen on \"{}\": {}", address, ::gai_strerror(asked))};
  }
  const std::unique_ptr<addrinfo, void (*)(addrinfo*)> keep{found, ::freeaddrinfo};
  Descriptor socket{::socket(found->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
  if (socket.value < 0) return io_error("cannot make a socket for", address);
  const int on = 1;
  ::setsockopt(socket.value, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (::bind(socket.value, found->ai_addr, found->ai_addrlen) != 0) {
    return io_error("cannot listen on", address);
  }
  if (::listen(socket.value, 4096) != 0) return io_error("cannot listen on", address);
  return socket.release();
}

std::uint16_t port_of(int socket) {
  sockaddr_storage bound{};
  socklen_t size = sizeof bound;
  if (::getsockname(socket, reinterpret_cast<sockaddr*>(&bound), &size) != 0) return 0;
  const in_port_t port = bound.ss_family == AF_INET6
                             ? reinterpret_cast<const sockaddr_in6*>(&bound)->sin6_port
                             : reinterpret_cast<const sockaddr_in*>(&bound)->sin_port;
  return ntohs(port);
}

}  // namespace

Result<std::unique_ptr<Listener>> Listener::open(Loop& loop, std::string_view address,
                                                 std::function<void(int)> on_accept) {
  const auto socket = listen_at(address);
  if (!socket) return socket.error();
  auto state = std::make_shared<State>(loop, *socket);
  state->on_accept = std::move(on_accept);
  state->port = port_of(*socket);
  loop.post([state] { state->wait(); });
  return std::unique_ptr<Listener>{new Listener(std::move(state))};
}

Listener::Listener(std::shared_ptr<State> state) : state_(std::move(state)) {}

Listener::~Listener() = default;

std::uint16_t Listener::port() const {
  return state_->port;
}

void Listener::close() {
  state_->loop.post([state = state_] {
    state->closed = true;
    boost::system::error_code ignored;
    state->socket.close(ignored);
  });
}

}  // namespace holdfast::net
