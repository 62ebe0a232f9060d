#include "cli/child.hpp"

#include <algorithm>
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

namespace holdfast::cli {

namespace {

constexpr std::chrono::seconds patience{4};
constexpr std::size_t log_bytes_shown = 800;

/// In the child, after fork: only async-signal-safe calls until the new program runs.
[[noreturn]] void become(char* const* arguments, int log, pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
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
  ::execv("/proc/self/exe", arguments);
  ::_exit(127);
}

std::string last_words(const std::string& log) {
  std::ifstream in{log, std::ios::binary};
  std::string text{std::istreambuf_iterator<char>{in}, {}};
  if (text.size() > log_bytes_shown) {
    const auto line = text.find('\n', text.size() - log_bytes_shown);
    text.erase(0, line == std::string::npos ? text.size() - log_bytes_shown : line + 1);
  }
  return text;
}

}  // namespace

base::Result<void> Children::start(std::string name, const std::vector<std::string>& words,
                                   std::string log) {
  std::string self = "holdfast";
  auto copies = words;
  std::vector<char*> arguments{self.data()};
  for (auto& word : copies) {
    arguments.push_back(word.data());
  }
  arguments.push_back(nullptr);
  const pid_t parent = ::getpid();
  const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  const pid_t pid = out < 0 ? -1 : ::fork();
  if (pid == 0) {
    become(arguments.data(), out, parent);
  }
  const int reason = errno;
  if (out >= 0) {
    ::close(out);
  }
  if (pid < 0) {
    return base::Error{base::ErrorCode::io,
                       fmt::format("cannot start {}: {}", name, std::strerror(reason)), log};
  }
  all_.push_back({std::move(name), std::move(log), pid});
  return {};
}

base::Result<void> Children::check_alive() {
  for (auto& child : all_) {
    int status = 0;
    if (child.pid > 0 && ::waitpid(child.pid, &status, WNOHANG) == child.pid) {
      child.pid = -1;
    }
    if (child.pid < 0) {
      return base::Error{base::ErrorCode::unavailable,
                         fmt::format("{} has ended; the last lines of {}:\n{}", child.name,
                                     child.log, last_words(child.log))};
    }
  }
  return {};
}

Children::~Children() {
  const auto is_gone = [](Child& child) {
    if (child.pid > 0 && ::waitpid(child.pid, nullptr, WNOHANG) != 0) {
      child.pid = -1;
    }
    return child.pid < 0;
  };
  for (const auto& child : all_) {
    if (child.pid > 0) {
      ::kill(child.pid, SIGTERM);
    }
  }
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (!std::ranges::all_of(all_, is_gone) && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
  }
  for (auto& child : all_) {
    if (!is_gone(child)) {
      ::kill(child.pid, SIGKILL);
      ::waitpid(child.pid, nullptr, 0);
    }
  }
}

}  // namespace holdfast::cli
