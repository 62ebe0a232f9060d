// The answer to one request, as a thing that can be carried away and used later from any thread.
//
// Copies share the one answer: the first `answer` or `stream` wins, later ones return false or a
// closed stream. When the last copy goes without an answer, the client gets a 500: a lost request
// is never a hanging one.
#pragma once

#include <functional>
#include <memory>

#include "net/http.hpp"
#include "net/sse.hpp"

namespace holdfast::net {

/// Where an answer goes. Implemented by the server's connection; tests make their own.
class Exchange {
 public:
  virtual ~Exchange() = default;
  /// Called at most once in all, from any thread.
  virtual void answer(Response response) = 0;
  virtual std::shared_ptr<EventSink> stream(Headers headers) = 0;
  [[nodiscard]] virtual std::string last_event_id() const = 0;
};

class Responder {
 public:
  explicit Responder(std::unique_ptr<Exchange> exchange);
  /// For tests and in-process callers: `receive` gets the answer. It cannot stream.
  [[nodiscard]] static Responder to(std::function<void(Response)> receive);

  /// Any thread. False when the request was answered already.
  bool answer(Response response) const;
  /// Turns the answer into a stream of events. Any thread.
  [[nodiscard]] EventStream stream(Headers extra = {}) const;
  [[nodiscard]] bool is_answered() const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace holdfast::net
