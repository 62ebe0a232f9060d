// Child processes of the demonstration: the same binary with other words. They end with their
// parent, whatever happens to it. One thread, the one that lives as long as the process.
#pragma once

#include <string>
#include <sys/types.h>
#include <vector>

#include "base/result.hpp"

namespace holdfast::cli {

class Children {
 public:
  Children() = default;
  /// SIGTERM to all, SIGKILL to those that are still there after four seconds.
  ~Children();
  Children(const Children&) = delete;
  Children& operator=(const Children&) = delete;

  /// Runs this binary with `words`; what it prints is appended to `log`. Errors: io.
  [[nodiscard]] base::Result<void> start(std::string name, const std::vector<std::string>& words,
                                         std::string log);
  /// Errors: unavailable for the first that has ended, with the last lines of its log.
  [[nodiscard]] base::Result<void> check_alive();

 private:
  struct Child {
    std::string name;
    std::string log;
    pid_t pid = -1;
  };
  std::vector<Child> all_;
};

}  // namespace holdfast::cli
