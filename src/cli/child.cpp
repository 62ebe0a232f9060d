#include "cli/child.hpp"

#include <arpa/inet.h>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fmt/core.h>
#include <fstream>
#include <iterator>
#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace holdfast::cli {

namespace {

base::Error failed(std::string_view what) {
  return {base::ErrorCode::io, fmt::format("{}: {}", what, std::strerror(errno))};
}

base::Result<int> bound_port(int wanted) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (socket < 0) {
    return failed("no socket");
  }
  const int yes = 1;
  ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(wanted));
  socklen_t size = sizeof address;
  const bool ok = ::bind(socket, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                  ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  const auto error = failed(fmt::format("port {}", wanted));
  ::close(socket);
  if (!ok) {
    return error;
  }
  return static_cast<int>(ntohs(address.sin_port));
}

}  // namespace

base::Result<Child> Child::start(std::string name, const std::vector<std::string>& words,
                                 std::string log) {
  std::vector<char*> arguments;
  std::string self = "holdfast";
  arguments.push_back(self.data());
  std::vector<std::string> copies = words;
  for (auto& word : copies) {
    arguments.push_back(word.data());
  }
  arguments.push_back(nullptr);
  const pid_t parent = ::getpid();
  const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  const pid_t pid = out < 0 ? -1 : ::fork();
  if (pid < 0) {
    return failed("cannot start " + name);
  }
  if (pid == 0) {  // only async-signal-safe calls from here to exec
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (::getppid() != parent) {
      ::_exit(1);
    }
    ::setpgid(0, 0);  // Ctrl-C is for the parent, which stops its children in order
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    ::dup2(out, STDOUT_FILENO);
    ::dup2(out, STDERR_FILENO);
    ::execv("/proc/self/exe", arguments.data());
    ::_exit(127);
  }
  ::close(out);
  return Child{std::move(name), std::move(log), pid};
}

Child::Child(Child&& other) noexcept
    : name_(std::move(other.name_)), log_(std::move(other.log_)), pid_(other.pid_) {
  other.pid_ = -1;
}

Child::~Child() {
  if (pid_ <= 0) {
    return;
  }
  ::kill(pid_, SIGTERM);
  for (int i = 0; i < 300; ++i) {
    if (::waitpid(pid_, nullptr, WNOHANG) == pid_) {
      return;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
  }
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

bool Child::is_running() {
  if (pid_ > 0 && ::waitpid(pid_, nullptr, WNOHANG) == pid_) {
    pid_ = -1;
  }
  return pid_ > 0;
}

std::string Child::last_words() const {
  std::ifstream in{log_};
  const std::string text{std::istreambuf_iterator<char>{in}, {}};
  constexpr std::size_t shown = 800;
  return text.size() > shown ? text.substr(text.size() - shown) : text;
}

base::Result<int> free_port() {
  return bound_port(0);
}

base::Result<void> check_free(int port) {
  const auto bound = bound_port(port);
  if (!bound) {
    return base::Error{base::ErrorCode::conflict,
                       fmt::format("port {} is taken by another program", port)};
  }
  return {};
}

}  // namespace holdfast::cli
