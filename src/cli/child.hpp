// Child processes of the demonstration and of the tests that kill the real binary. They end with
// their parent, whatever happens to it. Start them from one thread, one that lives as long as the
// process does.
#pragma once

#include <string>
#include <sys/types.h>
#include <vector>

#include "base/result.hpp"

namespace holdfast::cli {

/// This program, as exec finds it again.
inline constexpr const char* own_program = "/proc/self/exe";

class Child {
 public:
  /// What the kernel sends it when its parent dies.
  enum class Orphan { is_asked_to_end, is_killed };
  struct Options {
    std::string program = own_program;
    std::vector<std::string> words;
    std::string log;  // what it prints is appended there
    Orphan orphan = Orphan::is_asked_to_end;
  };
  /// Errors: io.
  [[nodiscard]] static base::Result<Child> start(const Options& options);
  ~Child();  // SIGKILL
  Child(Child&& other) noexcept;
  Child& operator=(Child&& other) noexcept;

  void kill();        // SIGKILL, and waits until it is gone
  void ask_to_end();  // SIGTERM
  /// Until it has ended; its exit code, -1 when a signal ended it.
  int wait();
  [[nodiscard]] bool is_running();
  /// The last lines of its log, at most some 2,000 bytes.
  [[nodiscard]] std::string last_words() const;
  [[nodiscard]] const std::string& log() const { return log_; }
  [[nodiscard]] pid_t pid() const { return pid_; }  // -1 once it ended

 private:
  Child(pid_t pid, std::string log) : pid_(pid), log_(std::move(log)) {}
  pid_t pid_ = -1;
  int status_ = 0;
  std::string log_;
};

class Children {
 public:
  Children() = default;
  /// SIGTERM to all, SIGKILL to those that are still there after four seconds.
  ~Children();
  Children(const Children&) = delete;
  Children& operator=(const Children&) = delete;

  /// Runs this binary with `words`; what it prints is appended to `log`. Errors: io.
  [[nodiscard]] base::Result<void> start(std::string name, std::vector<std::string> words,
                                         std::string log);
  /// Errors: unavailable for the first that has ended, with the last lines of its log.
  [[nodiscard]] base::Result<void> check_alive();

 private:
  struct Named {
    std::string name;
    Child child;
  };
  std::vector<Named> all_;
};

}  // namespace holdfast::cli
