#include "measured_run.hpp"

#include <fcntl.h>
#include <malloc.h>
#include <spawn.h>
#include <string_view>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/check.hpp"
#include "figure.hpp"

namespace holdfast::bench {

namespace {

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

/// A child counts as its own the most memory that its parent ever had: forgets what was more than
/// now.
void forget_peak() {
  ::malloc_trim(0);
  constexpr std::string_view peak = "5";  // proc(5), clear_refs
  const int file = ::open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC);
  if (file >= 0) {
    (void)!::write(file, peak.data(), peak.size());
    ::close(file);
  }
}

}  // namespace

MeasuredRun run_measured(const std::vector<std::string>& words, const std::string& out) {
  std::vector<std::string> copies{HOLDFAST_BINARY};
  copies.insert(copies.end(), words.begin(), words.end());
  std::vector<char*> arguments;
  for (auto& word : copies) {
    arguments.push_back(word.data());
  }
  arguments.push_back(nullptr);
  const std::string errors = out + ".err";
  constexpr int flags = O_WRONLY | O_CREAT | O_TRUNC;
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, out.c_str(), flags, 0600);
  ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors.c_str(), flags, 0600);
  forget_peak();
  const double begin = wall_ms();
  pid_t child = -1;
  const int spawned =
      ::posix_spawn(&child, copies[0].c_str(), &actions, nullptr, arguments.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  base::check(spawned == 0, "the binary can be started");
  int status = 0;
  rusage used{};
  base::check(::wait4(child, &status, 0, &used) == child, "wait4");
  return {.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1,
          .wall_s = (wall_ms() - begin) / 1000,
          .cpu_s = seconds(used.ru_utime) + seconds(used.ru_stime),
          .peak_mb = static_cast<double>(used.ru_maxrss) / 1024};
}

}  // namespace holdfast::bench
