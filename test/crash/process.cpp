#include "process.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

#include "base/check.hpp"

namespace holdfast::crash_test {

namespace {

cli::Child started(const std::vector<std::string>& words, std::string log) {
  auto child = cli::Child::start({.program = HOLDFAST_BINARY,
                                  .words = words,
                                  .log = std::move(log),
                                  .orphan = cli::Child::Orphan::is_killed});
  base::check(child.ok(), "the binary under test does not start");
  return std::move(*child);
}

}  // namespace

Process::Process(const std::vector<std::string>& words, std::string log)
    : child_(started(words, std::move(log))) {}

int free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  const bool ok = socket >= 0 && ::bind(socket, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                  ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  base::check(ok, "no free port");
  ::close(socket);
  return ntohs(address.sin_port);
}

bool eventually(std::chrono::milliseconds patience, const std::function<bool()>& done) {
  constexpr int pause_ms = 5;
  const auto until = std::chrono::steady_clock::now() + patience;
  while (!done()) {
    if (std::chrono::steady_clock::now() > until) {
      return false;
    }
    ::poll(nullptr, 0, pause_ms);
  }
  return true;
}

}  // namespace holdfast::crash_test
