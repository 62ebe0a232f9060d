// What feeds tell the engine.
#include "engine/engine_state.hpp"
#include "engine/taking.hpp"

namespace holdfast::engine {

namespace {

/// Answers a numbered batch that was taken before, or whose number was; false when it is new.
bool answer_again(Turn& turn, const core::BatchMark& mark,
                  const std::function<void(base::Result<FeedDone>)>& done) {
  if (mark.number == 0) {
    return false;
  }
  auto earlier = core::earlier_answer(turn.state, mark);
  if (earlier && !*earlier) {
    return false;
  }
  // Not before it is durable: it may have come in this very turn.
  turn.after_commit([earlier = std::move(earlier), done](port::BatchSeq) {
    if (!earlier) {
      done(earlier.error());
      return;
    }
    const auto& taken = **earlier;
    done(FeedDone{taken.rows, taken.fresh, taken.duplicates, taken.legs, taken.first, taken.seq,
                  true});
  });
  return true;
}

}  // namespace

void Engine::take(Caller caller, FeedBatch batch,
                  std::function<void(base::Result<FeedDone>)> done) {
  if (state_->snapshots->memory().state == MemoryState::full) {
    done(base::Error{base::ErrorCode::too_many,
                     "memory is at its limit, feeds wait; come again in a minute"});
    return;
  }
  auto& matcher = state_->matcher;
  auto& statements = state_->statements;
  const auto& durable_seq = state_->seq;
  auto ready = make_ready(state_->world, std::move(batch.institution), std::move(batch.rows));
  const auto bytes = sizeof batch + ready.bytes();
  const bool pushed = state_->inbox.push_feed(
      [&matcher, &statements, &durable_seq, caller, ready = std::move(ready),
       refused = batch.refused, as_of = batch.as_of, mark = std::move(batch.mark),
       done](Turn& turn) {
        if (answer_again(turn, mark, done)) {
          return;
        }
        const auto taken = take_rows(turn, matcher, ready);
        auto note = note_of(taken);
        note.institution = ready.feed;
        note.refused = refused;
        note.watermark = as_of ? as_of : taken.newest;
        note.batch = mark;
        note.batch.seq = mark.number > 0 ? durable_seq + 1 : 0;  // one writer: the next is ours
        const auto promised = note.batch.seq;
        const auto noted = turn.decide(command_of(caller, turn.now, std::move(note)));
        statements.settle(turn);
        turn.after_commit([taken, noted, done, promised](port::BatchSeq seq) {
          if (!noted) {
            done(noted.error());
            return;
          }
          base::check(promised == 0 || promised == seq,
                      "a batch got another sequence than its own");
          done(FeedDone{taken.rows, taken.fresh, taken.duplicates, taken.legs, taken.first, seq,
                        false});
        });
      },
      bytes);
  if (!pushed) {
    done(overloaded());
  }
}

}  // namespace holdfast::engine
