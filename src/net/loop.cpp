// The event loop over Asio. See loop.hpp for threads.
#include "net/loop.hpp"

#include <boost/asio/dispatch.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <exception>
#include <thread>

#include "base/check.hpp"
#include "base/log.hpp"
#include "base/thread_name.hpp"

namespace holdfast::net {

namespace asio = boost::asio;

struct Loop::State {
  asio::io_context context{1};
  asio::executor_work_guard<asio::io_context::executor_type> work{context.get_executor()};
  std::thread thread;
};

namespace {

// A handler that throws is a bug of its author, but must not take the other connections with it.
void run_guarded(asio::io_context& context) {
  for (;;) {
    try {
      context.run();
      return;
    } catch (const std::exception& error) {
      base::log_error("a network handler threw: {}", error.what());
    }
  }
}

void repeat(const std::shared_ptr<asio::steady_timer>& timer, base::Milliseconds interval,
            const std::shared_ptr<std::function<void()>>& run) {
  timer->expires_after(interval);
  timer->async_wait([timer, interval, run](const boost::system::error_code& error) {
    if (error) return;
    (*run)();
    repeat(timer, interval, run);
  });
}

}  // namespace

Loop::Loop() : state_(std::make_unique<State>()) {}

Loop::~Loop() {
  stop();
}

void Loop::start() {
  base::check(!state_->thread.joinable(), "Loop::start: already running");
  state_->thread = std::thread{[this] {
    base::name_thread("net loop");
    run_guarded(state_->context);
  }};
}

void Loop::stop() {
  state_->context.stop();
  if (state_->thread.joinable()) {
    base::check(!is_here(), "Loop::stop: called from the loop");
    state_->thread.join();
  }
}

bool Loop::is_here() const {
  return state_->context.get_executor().running_in_this_thread();
}

void Loop::post(Task task) {
  asio::post(state_->context, [task = std::move(task)]() mutable { task(); });
}

void Loop::dispatch(Task task) {
  asio::dispatch(state_->context, [task = std::move(task)]() mutable { task(); });
}

void Loop::after(base::Milliseconds delay, Task task) {
  post([this, delay, task = std::move(task)]() mutable {
    auto timer = std::make_shared<asio::steady_timer>(state_->context, delay);
    timer->async_wait(
        [timer, task = std::move(task)](const boost::system::error_code& error) mutable {
          if (!error) task();
        });
  });
}

void Loop::every(base::Milliseconds interval, std::function<void()> run) {
  post([this, interval, run = std::move(run)]() mutable {
    repeat(std::make_shared<asio::steady_timer>(state_->context), interval,
           std::make_shared<std::function<void()>>(std::move(run)));
  });
}

asio::io_context& Loop::context() {
  return state_->context;
}

}  // namespace holdfast::net
