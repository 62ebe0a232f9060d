// Child processes of the demonstration: the same binary with other words. They end with their
// parent, whatever happens to it.
#pragma once

#include <string>
#include <sys/types.h>
#include <vector>

#include "base/result.hpp"

namespace holdfast::cli {

class Child {
 public:
  /// Runs this binary with `words`; what it prints goes to `log`. Errors: io.
  [[nodiscard]] static base::Result<Child> start(std::string name,
                                                 const std::vector<std::string>& words,
                                                 std::string log);
  ~Child();  // SIGTERM, and SIGKILL after three seconds
  Child(Child&& other) noexcept;
  Child& operator=(Child&&) = delete;

  [[nodiscard]] bool is_running();
  [[nodiscard]] const std::string& name() const { return name_; }
  /// The last lines of the log: why it died.
  [[nodiscard]] std::string last_words() const;

 private:
  Child(std::string name, std::string log, pid_t pid)
      : name_(std::move(name)), log_(std::move(log)), pid_(pid) {}

  std::string name_;
  std::string log_;
  pid_t pid_ = -1;
};

/// A TCP port of 127.0.0.1 that was free a moment ago.
[[nodiscard]] base::Result<int> free_port();
/// Errors: conflict when somebody listens there.
[[nodiscard]] base::Result<void> check_free(int port);

}  // namespace holdfast::cli
