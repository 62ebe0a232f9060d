#include "process.hpp"

#include <arpa/inet.h>
#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <netinet/in.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/check.hpp"

namespace holdfast::crash_test {

Process::Process(const std::vector<std::string>& words, std::string log) : log_(std::move(log)) {
  std::string binary = HOLDFAST_BINARY;
  std::vector<std::string> copies = words;
  std::vector<char*> arguments{binary.data()};
  for (auto& word : copies) {
    arguments.push_back(word.data());
  }
  arguments.push_back(nullptr);
  const int out = ::open(log_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  base::check(out >= 0, "the log of a child cannot be opened");
  pid_ = ::fork();
  base::check(pid_ >= 0, "fork");
  if (pid_ == 0) {  // only async-signal-safe calls from here to exec
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::dup2(out, STDOUT_FILENO);
    ::dup2(out, STDERR_FILENO);
    // The parent's sockets stay the parent's: a peer must see them close.
    ::close_range(3, ~0U, 0);
    ::execv(binary.c_str(), arguments.data());
    ::_exit(127);
  }
  ::close(out);
}

Process::~Process() {
  kill();
}

void Process::kill() {
  if (pid_ > 0) {
    ::kill(pid_, SIGKILL);
    wait();
  }
}

int Process::stop() {
  if (pid_ > 0) {
    ::kill(pid_, SIGTERM);
  }
  return wait();
}

int Process::wait() {
  if (pid_ > 0 && ::waitpid(pid_, &status_, 0) == pid_) {
    pid_ = -1;
  }
  return WIFEXITED(status_) ? WEXITSTATUS(status_) : -1;
}

bool Process::is_running() {
  if (pid_ > 0 && ::waitpid(pid_, &status_, WNOHANG) == pid_) {
    pid_ = -1;
  }
  return pid_ > 0;
}

std::string Process::last_words() const {
  constexpr std::size_t shown = 2000;
  std::ifstream in{log_};
  const std::string text{std::istreambuf_iterator<char>{in}, {}};
  return text.size() > shown ? text.substr(text.size() - shown) : text;
}

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
