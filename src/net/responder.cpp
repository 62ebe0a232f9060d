// See responder.hpp.
#include "net/responder.hpp"

#include <atomic>

namespace holdfast::net {

struct Responder::State {
  explicit State(std::unique_ptr<Exchange> to) : exchange(std::move(to)) {}
  ~State() {
    if (!answered.exchange(true)) {
      exchange->answer(problem(500, "no_answer", "the server gave this request no answer"));
    }
  }
  std::unique_ptr<Exchange> exchange;
  std::atomic<bool> answered = false;
};

namespace {

class FunctionExchange final : public Exchange {
 public:
  explicit FunctionExchange(std::function<void(Response)> receive) : receive_(std::move(receive)) {}
  void answer(Response response) override { receive_(std::move(response)); }
  std::shared_ptr<EventSink> stream(Headers) override {
    receive_(problem(501, "no_stream", "this caller cannot take a stream"));
    return nullptr;
  }
  std::string last_event_id() const override { return {}; }

 private:
  std::function<void(Response)> receive_;
};

}  // namespace

Responder::Responder(std::unique_ptr<Exchange> exchange)
    : state_(std::make_shared<State>(std::move(exchange))) {}

Responder Responder::to(std::function<void(Response)> receive) {
  return Responder{std::make_unique<FunctionExchange>(std::move(receive))};
}

bool Responder::answer(Response response) const {
  if (state_->answered.exchange(true)) return false;
  state_->exchange->answer(std::move(response));
  return true;
}

EventStream Responder::stream(Headers extra) const {
  if (state_->answered.exchange(true)) return EventStream{nullptr, {}};
  std::string last = state_->exchange->last_event_id();
  return EventStream{state_->exchange->stream(std::move(extra)), std::move(last)};
}

bool Responder::is_answered() const {
  return state_->answered.load();
}

}  // namespace holdfast::net
