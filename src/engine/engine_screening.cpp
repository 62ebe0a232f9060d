// What institutions ask of the engine while a payment waits.
#include "core/screening.hpp"
#include "engine/engine_state.hpp"

namespace holdfast::engine {

void Engine::screen(Caller caller, core::ScreenPayment payment, std::shared_ptr<Patience> patience,
                    std::function<void(base::Result<Screened>)> done) {
  const bool taken = state_->inbox.push([caller = std::move(caller), payment = std::move(payment),
                                         patience = std::move(patience), done](Turn& turn) {
    auto body = payment;
    if (!patience->claim()) {
      body.judged.reset();
      body.shadow.reset();
      body.unjudged = desk::Unjudged::late;
    }
    const auto answer = turn.decide(command_of(caller, turn.now, std::move(body)));
    if (!answer) {
      turn.after_commit([error = answer.error(), done](port::BatchSeq) { done(error); });
      return;
    }
    Screened screened{*core::find_screening(turn.state, payment.institution, payment.payment),
                      answer->repeated, 0};
    turn.after_commit([screened = std::move(screened), done](port::BatchSeq seq) mutable {
      screened.seq = seq;
      done(std::move(screened));
    });
  });
  if (!taken) {
    done(overloaded());
  }
}

}  // namespace holdfast::engine
