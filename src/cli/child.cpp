#include "cli/child.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fmt/core.h>
#include <fstream>
#include <iterator>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace holdfast::cli {

namespace {

constexpr std::chrono::seconds patience{4};
constexpr std::size_t log_bytes_shown = 2000;

/// In the child, after fork: only async-signal-safe calls until the new program runs.
[[noreturn]] void become(const char* program, char* const* arguments, int log, int orphan_signal,
                         pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, orphan_signal);
  if (::getppid() != parent) {
    ::_exit(1);  // it died before the line above
  }
  ::setpgid(0, 0);  // Ctrl-C is for the parent, which stops its children in order
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  const int nothing = ::open("/dev/null", O_RDONLY);
  ::dup2(nothing, STDIN_FILENO);
  ::dup2(log, STDOUT_FILENO);
  ::dup2(log, STDERR_FILENO);
  // The parent's sockets stay the parent's: a peer must see them close.
  ::close_range(STDERR_FILENO + 1, ~0U, 0);
  ::execv(program, arguments);
  ::_exit(127);
}

}  // namespace

base::Result<Child> Child::start(const Options& options) {
  std::string name = "holdfast";
  auto copies = options.words;
  std::vector<char*> arguments{name.data()};
  for (auto& word : copies) {
    arguments.push_back(word.data());
  }
  arguments.push_back(nullptr);
  const int signal = options.orphan == Orphan::is_killed ? SIGKILL : SIGTERM;
  const pid_t parent = ::getpid();
  const int out = ::open(options.log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  const pid_t pid = out < 0 ? -1 : ::fork();
  if (pid == 0) {
    become(options.program.c_str(), arguments.data(), out, signal, parent);
  }
  const int reason = errno;
  if (out >= 0) {
    ::close(out);
  }
  if (pid < 0) {
    return base::Error{base::ErrorCode::io,
                       fmt::format("cannot start a process: {}", std::strerror(reason)),
                       options.log};
  }
  return Child{pid, options.log};
}

Child::~Child() {
  kill();
}

Child::Child(Child&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)), status_(other.status_), log_(std::move(other.log_)) {}

Child& Child::operator=(Child&& other) noexcept {
  if (this != &other) {
    kill();
    pid_ = std::exchange(other.pid_, -1);
    status_ = other.status_;
    log_ = std::move(other.log_);
  }
  return *this;
}

void Child::kill() {
  if (pid_ > 0) {
    ::kill(pid_, SIGKILL);
    wait();
  }
}

void Child::ask_to_end() {
  if (pid_ > 0) {
    ::kill(pid_, SIGTERM);
  }
}

int Child::wait() {
  if (pid_ > 0 && ::waitpid(pid_, &status_, 0) == pid_) {
    pid_ = -1;
  }
  return WIFEXITED(status_) ? WEXITSTATUS(status_) : -1;
}

bool Child::is_running() {
  if (pid_ > 0 && ::waitpid(pid_, &status_, WNOHANG) == pid_) {
    pid_ = -1;
  }
  return pid_ > 0;
}

std::string Child::last_words() const {
  std::ifstream in{log_, std::ios::binary};
  std::string text{std::istreambuf_iterator<char>{in}, {}};
  if (text.size() > log_bytes_shown) {
    const auto line = text.find('\n', text.size() - log_bytes_shown);
    text.erase(0, line == std::string::npos ? text.size() - log_bytes_shown : line + 1);
  }
  return text;
}

base::Result<void> Children::start(std::string name, std::vector<std::string> words,
                                   std::string log) {
  auto child = Child::start({.words = std::move(words), .log = std::move(log)});
  if (!child) {
    return base::Error{child.error().code, fmt::format("{}: {}", name, child.error().message),
                       child.error().where};
  }
  all_.push_back({std::move(name), std::move(*child)});
  return {};
}

base::Result<void> Children::check_alive() {
  for (auto& [name, child] : all_) {
    if (!child.is_running()) {
      return base::Error{base::ErrorCode::unavailable,
                         fmt::format("{} has ended; the last lines of {}:\n{}", name, child.log(),
                                     child.last_words())};
    }
  }
  return {};
}

Children::~Children() {
  for (auto& one : all_) {
    one.child.ask_to_end();
  }
  const auto any_is_running = [this] {
    return std::ranges::any_of(all_, [](Named& one) { return one.child.is_running(); });
  };
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (any_is_running() && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
  }
}

}  // namespace holdfast::cli
