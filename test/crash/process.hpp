// The real binary as a child process. It ends with its parent, whatever happens to that. Start
// children from one thread that lives as long as they should.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "cli/child.hpp"

namespace holdfast::crash_test {

class Process {
 public:
  /// Runs the binary under test with `words`; what it prints is appended to `log`.
  Process(const std::vector<std::string>& words, std::string log);

  void kill() { child_.kill(); }  // SIGKILL, and waits until it is gone
  /// SIGTERM, and waits; the exit code, or -1 when a signal ended it.
  int stop() {
    child_.ask_to_end();
    return wait();
  }
  int wait() { return child_.wait(); }
  [[nodiscard]] bool is_running() { return child_.is_running(); }
  [[nodiscard]] pid_t pid() const { return child_.pid(); }  // -1 once it ended
  /// The end of the log: why it died.
  [[nodiscard]] std::string last_words() const { return child_.last_words(); }

 private:
  cli::Child child_;
};

/// A TCP port of 127.0.0.1 that was free a moment ago.
[[nodiscard]] int free_port();

/// Asks again and again until `done`; false when `patience` ran out.
[[nodiscard]] bool eventually(std::chrono::milliseconds patience,
                              const std::function<bool()>& done);

}  // namespace holdfast::crash_test
