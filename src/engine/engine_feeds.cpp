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

/// What of the engine a feed's batch has to do with.
struct Side {
  Matcher& matcher;
  Statements& statements;
  const std::atomic<port::BatchSeq>& seq;
};

/// What a feed told, on its way from the thread that brought it to its answer.
class ToldByFeed final : public FeedWork {
 public:
  using OnTaken = std::function<void(base::Result<FeedDone>)>;
  ToldByFeed(const Side& side, Caller caller, ReadyRows ready, FeedBatch rest, OnTaken done)
      : side_(side),
        caller_(std::move(caller)),
        ready_(std::move(ready)),
        rest_(std::move(rest)),
        done_(std::move(done)) {}

  void take_rows(Turn& turn) override {
    if (is_surely_new(turn)) {
      taken_ = engine::take_rows(turn, ready_);
    }
  }

  void decide(Turn& turn) override {
    if (!taken_) {
      if (answer_again(turn, rest_.mark, done_)) {
        return;
      }
      taken_ = engine::take_rows(turn, ready_);
    }
    offer_rows(turn, side_.matcher, *taken_);
    auto note = note_of(*taken_);
    note.institution = rest_.institution;
    note.refused = rest_.refused;
    note.watermark = rest_.as_of ? rest_.as_of : taken_->newest;
    note.batch = rest_.mark;
    note.batch.seq = rest_.mark.number > 0 ? side_.seq + 1 : 0;  // one writer: the next is ours
    const auto promised = note.batch.seq;
    const auto noted = turn.decide(command_of(caller_, turn.now, std::move(note)));
    side_.statements.settle(turn);
    turn.after_commit([taken = *taken_, noted, done = done_, promised](port::BatchSeq seq) {
      if (!noted) {
        done(noted.error());
        return;
      }
      base::check(promised == 0 || promised == seq, "a batch got another sequence than its own");
      done(
          FeedDone{taken.rows, taken.fresh, taken.duplicates, taken.legs, taken.first, seq, false});
    });
  }

 private:
  /// Whatever this turn decides before: it has no number, or one that was not taken and is beyond
  /// those of its stream whose rows the turn took.
  bool is_surely_new(Turn& turn) const {
    const auto& mark = rest_.mark;
    if (mark.number == 0) {
      return true;
    }
    const auto earlier = core::earlier_answer(turn.state, mark);
    auto& last = turn.numbers[{mark.owner, mark.stream}];
    if (!earlier || *earlier || mark.number <= last) {
      return false;
    }
    last = mark.number;
    return true;
  }

  const Side side_;
  const Caller caller_;
  const ReadyRows ready_;
  const FeedBatch rest_;  // all but the rows
  const OnTaken done_;
  std::optional<RowsTaken> taken_;
};

}  // namespace

void Engine::take(Caller caller, FeedBatch batch,
                  std::function<void(base::Result<FeedDone>)> done) {
  if (state_->snapshots->memory().state == MemoryState::full) {
    done(base::Error{base::ErrorCode::too_many,
                     "memory is at its limit, feeds wait; come again in a minute"});
    return;
  }
  auto ready =
      make_ready(state_->world, batch.source.empty() ? batch.institution : std::move(batch.source),
                 std::move(batch.rows));
  const auto bytes = sizeof batch + ready.bytes();
  const Side side{state_->matcher, state_->statements, state_->seq};
  const bool pushed = state_->inbox.push_feed(
      std::make_unique<ToldByFeed>(side, std::move(caller), std::move(ready), std::move(batch),
                                   done),
      bytes);
  if (!pushed) {
    done(overloaded());
  }
}

}  // namespace holdfast::engine
