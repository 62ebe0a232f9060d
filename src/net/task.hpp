// A function to be run once, elsewhere: like std::function<void()>, but it may own move-only
// things.
#pragma once

#include <concepts>
#include <memory>
#include <type_traits>
#include <utility>

namespace holdfast::net {

class Task {
 public:
  Task() = default;
  template <std::invocable F>
  requires(!std::same_as<std::remove_cvref_t<F>, Task>)
      Task(F&& run)  // NOLINT: implicit, so that lambdas can be passed
      : body_(std::make_unique<Holder<std::remove_cvref_t<F>>>(std::forward<F>(run))) {}

  explicit operator bool() const { return body_ != nullptr; }
  void operator()() { body_->run(); }

 private:
  struct Body {
    virtual ~Body() = default;
    virtual void run() = 0;
  };
  template <typename F>
  struct Holder final : Body {
    explicit Holder(F f) : call(std::move(f)) {}
    void run() override { call(); }
    F call;
  };
  std::unique_ptr<Body> body_;
};

}  // namespace holdfast::net
