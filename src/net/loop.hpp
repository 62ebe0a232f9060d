// One event loop on one thread of its own. Everything that a loop owns (connections, timers) lives
// on that thread; other threads only `post`.
#pragma once

#include <functional>
#include <memory>

#include "base/instant.hpp"
#include "net/task.hpp"

namespace boost::asio {
class io_context;
}

namespace holdfast::net {

class Loop {
 public:
  Loop();
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  void start();
  /// Stops at once and joins; tasks not yet run are dropped with the loop. Not from the loop.
  void stop();

  /// Any thread. Runs on the loop's thread, later; in the order posted by one thread.
  void post(Task task);
  /// Any thread. As post, but at once when already on the loop's thread.
  void dispatch(Task task);
  [[nodiscard]] bool is_here() const;

  /// Any thread. Runs once after `delay`, unless the loop stops first.
  void after(base::Milliseconds delay, Task task);
  /// Any thread. Runs every `interval` until the loop stops.
  void every(base::Milliseconds interval, std::function<void()> run);

  [[nodiscard]] boost::asio::io_context& context();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace holdfast::net
