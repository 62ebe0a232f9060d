#include "engine/engine.hpp"

#include <cstdlib>
#include <fmt/core.h>
#include <future>
#include <set>
#include <thread>
#include <unordered_set>

#include "base/log.hpp"
#include "base/thread_name.hpp"
#include "core/codec.hpp"
#include "engine/gap_watch.hpp"
#include "engine/inbox.hpp"
#include "engine/matcher.hpp"
#include "engine/memory_preparer.hpp"
#include "engine/outbox.hpp"
#include "engine/partner_message.hpp"
#include "engine/publisher.hpp"
#include "engine/pursuit_worker.hpp"
#include "engine/restore.hpp"
#include "engine/same_second.hpp"
#include "engine/snapshot_keeper.hpp"
#include "engine/statements.hpp"
#include "engine/turn.hpp"
#include "engine/views.hpp"

namespace holdfast::engine {

namespace {

constexpr std::chrono::milliseconds read_patience{2000};
constexpr std::size_t rebuild_batches_at_once = 1000;

World::Options world_options(const Parts& parts, const Options& options) {
  World::Options made;
  made.legs_tolerance = options.legs_tolerance;
  if (parts.search_hash) {
    const auto text = parts.search_hash("account index");
    for (std::size_t i = 0; i < made.hash_key.size() && i < text.size(); ++i) {
      made.hash_key[i] = static_cast<std::uint8_t>(text[i]);
    }
  }
  made.read_segments = [journal = parts.journal.get()](port::BatchSeq first, port::BatchSeq last,
                                                       const SegmentStore::Visit& visit) {
    return journal->read_transfers(first, last, visit);
  };
  made.open = [keys = parts.keys.get()](base::SubjectId subject, std::string_view sealed) {
    return keys->open(subject, sealed);
  };
  return made;
}

/// What reached the disk is unknown after a failed append: only a restart can tell.
[[noreturn]] void die(const base::Error& error) {
  base::log_error("the journal could not be written, stopping at once: {}", error.message);
  std::_Exit(EXIT_FAILURE);
}

base::Error overloaded() {
  return {base::ErrorCode::too_many, "the engine is behind; try again in a moment"};
}

}  // namespace

struct Engine::State {
  State(Parts parts_in, Options options_in)
      : parts(std::move(parts_in)),
        options(std::move(options_in)),
        world(world_options(parts, options)),
        inbox(options.inbox_max, options.inbox_feed_bytes_max) {}

  Parts parts;
  Options options;
  core::State core;
  World world;
  Matcher matcher;
  GapWatch gaps;
  Statements statements;
  Inbox inbox;
  std::unique_ptr<Publisher> publisher;
  std::unique_ptr<Outbox> outbox;
  std::unique_ptr<PursuitWorker> pursuits;
  std::unique_ptr<SnapshotKeeper> snapshots;
  std::unique_ptr<MemoryPreparer> preparer;
  std::atomic<std::uint64_t> durable{0};
  std::atomic<port::BatchSeq> seq{0};
  std::atomic<std::int64_t> core_now_ms{0};
  std::atomic<std::uint64_t> batches{0};
  std::atomic<std::uint64_t> commands{0};
  std::atomic<std::uint64_t> orders_out{0};
  std::set<base::SubjectId> to_destroy;  // erased, and their keys may still be there
  std::thread thread;

  [[nodiscard]] base::Instant now() const {
    return std::max(parts.clock->now(), base::from_unix_ms(core_now_ms.load()));
  }

  base::Result<void> start();
  base::Result<void> catch_up_projection();
  void run();
  void commit(Turn& turn);
  void tidy();
  void show(const Turn& turn, port::BatchSeq at);
  void destroy_keys();
};

// ---- Starting ---------------------------------------------------------------------------------

base::Result<void> Engine::State::start() {
  const auto restored = restore(parts, core, world);
  if (!restored) {
    return restored.error();
  }
  snapshots = std::make_unique<SnapshotKeeper>(parts, options, core, world, restored->snapshot);
  // A crash may have come between an erasure and the destruction of its key.
  for (const auto& [id, file] : core.cases) {
    if (desk::is_erased(file)) {
      to_destroy.insert(base::subject_of(base::SubjectKind::case_file, id.value()));
    }
  }
  destroy_keys();
  matcher.rebuild(core);
  seq = parts.journal->head().seq;
  durable = world.graph().snapshot().value();
  core_now_ms = base::to_unix_ms(core.now);
  publisher = std::make_unique<Publisher>(std::move(parts.projection));
  if (const auto caught_up = catch_up_projection(); !caught_up) {
    return caught_up.error();
  }
  outbox = std::make_unique<Outbox>(parts.partner.get(), inbox, options);
  outbox->refill(core, world, now());
  pursuits = std::make_unique<PursuitWorker>(world, inbox);
  pursuits->refill(core, world.graph().snapshot());
  preparer = std::make_unique<MemoryPreparer>(world);
  thread = std::thread{[this] {
    base::name_thread("engine");
    run();
  }};
  return {};
}

/// A projection that is missing or behind gets what it lacks from the journal; one that is ahead
/// belongs to another journal and is made anew.
base::Result<void> Engine::State::catch_up_projection() {
  const auto head = parts.journal->head().seq;
  auto from = publisher->applied();
  if (from == head) {
    return {};
  }
  if (from > head) {
    publisher->clear();
    from = 0;
  }
  base::log_info("projection at batch {}, journal at {}: catching up", from, head);
  const core::Open open = [&](base::SubjectId subject, std::string_view sealed) {
    return parts.keys->open(subject, sealed);
  };
  Touched touched;
  std::size_t gathered = 0;
  const auto flush = [&](port::BatchSeq at) {
    publisher->publish(at, rows_of(touched, {core, world, parts.search_hash, now(), at}), {});
    touched = {};
    gathered = 0;
  };
  const auto replayed =
      parts.journal->replay(from, [&](const port::BatchView& batch) -> base::Result<void> {
        std::size_t index = 0;
        for (auto lines = batch.events; !lines.empty();) {
          const auto end = std::min(lines.find('\n'), lines.size() - 1);
          const auto event = core::decode(lines.substr(0, end), open);
          if (!event) {
            return event.error();
          }
          touch(touched, *event, batch.seq, index++, core, world);
          lines.remove_prefix(end + 1);
        }
        if (++gathered == rebuild_batches_at_once) {
          flush(batch.seq);
        }
        return {};
      });
  if (replayed) {
    flush(head);
  }
  return replayed;
}

// ---- The loop ---------------------------------------------------------------------------------

void Engine::State::run() {
  using SteadyClock = std::chrono::steady_clock;
  auto next_tick = SteadyClock::now();
  for (;;) {
    auto batch = inbox.take(options.batch_items_max, options.turn_feed_bytes_max, options.tick);
    // The state is that of the last commit: who looks need not wait for this batch as well.
    for (const auto& look : batch.looks) {
      look(core);
    }
    Turn turn{core, world, now(), [this](const core::Event& event) { matcher.note(event); }};
    for (const auto& work : batch.work) {
      work(turn);
    }
    commands += batch.work.size();
    for (const auto& gap : turn.gaps) {
      gaps.note(gap);
    }
    gaps.settle(turn);
    const bool tick = SteadyClock::now() >= next_tick;
    if (tick) {
      turn.decide_own(core::Tick{});
      next_tick = SteadyClock::now() + options.tick;
    }
    commit(turn);
    snapshots->step();
    if (tick) {
      outbox->tick(turn.now, core, world);
      destroy_keys();
    }
    orders_out = outbox->size();
    if (batch.closed) {
      // Here, since a process that writes a snapshot ends with the thread that forked it.
      snapshots->finish();
      return;
    }
    if (inbox.size() == 0) {
      tidy();
    }
  }
}

/// While nobody waits: a checkpoint now is one that no report has to wait for.
void Engine::State::tidy() {
  for (const auto& tidied : {parts.keys->tidy(), parts.journal->tidy()}) {
    if (!tidied) {
      base::log_warn("housekeeping: {}", tidied.error().message);
    }
  }
}

void Engine::State::commit(Turn& turn) {
  if (turn.events.empty() && turn.segment.empty()) {
    inbox.settle();
    for (const auto& then : turn.continuations) {
      then(seq);
    }
    return;
  }
  const auto seal = [&](base::SubjectId subject, std::string_view plain) {
    return parts.keys->seal(subject, plain);
  };
  std::string lines;
  for (const auto& event : turn.events) {
    lines += core::encode(event, seal);
    lines += '\n';
  }
  auto transfers = encode(turn.segment, seal);
  if (const auto flushed = parts.keys->flush(); !flushed) {
    die(flushed.error());
  }
  const auto head = parts.journal->append(turn.now, lines, transfers);
  if (!head) {
    die(head.error());
  }
  // Durable from here on: only now may anybody see or hear of it.
  world.committed(head->seq, std::move(transfers));
  seq = head->seq;
  durable = world.graph().snapshot().value();
  core_now_ms = base::to_unix_ms(core.now);
  ++batches;
  for (const auto& event : turn.events) {
    if (const auto* erased = std::get_if<core::CaseErased>(&event.body)) {
      to_destroy.insert(base::subject_of(base::SubjectKind::case_file, erased->case_id.value()));
    }
  }
  destroy_keys();  // before anybody is told that it is done
  outbox->note(turn.events, core, world, turn.now);
  inbox.settle();
  for (const auto& then : turn.continuations) {
    then(head->seq);
  }
  pursuits->note(turn.events, core, world.graph().snapshot());
  show(turn, head->seq);
  snapshots->note_batch();
}

void Engine::State::show(const Turn& turn, port::BatchSeq at) {
  Touched touched;
  std::size_t index = 0;
  for (const auto& event : turn.events) {
    touch(touched, event, at, index++, core, world);
  }
  publisher->publish(at, rows_of(touched, {core, world, parts.search_hash, turn.now, at}),
                     live_events(touched, at));
}

/// A key whose bytes could not be scrubbed yet stays in the list and is tried again at every tick.
void Engine::State::destroy_keys() {
  std::erase_if(to_destroy, [this](base::SubjectId subject) {
    const auto destroyed = parts.keys->destroy(subject);
    if (!destroyed) {
      base::log_error("a key could not be destroyed, trying again: {}", destroyed.error().message);
    }
    return destroyed.ok();
  });
}

// ---- The facade -------------------------------------------------------------------------------

base::Result<std::unique_ptr<Engine>> Engine::open(Parts parts, Options options) {
  auto state = std::make_unique<State>(std::move(parts), std::move(options));
  if (const auto started = state->start(); !started) {
    return started.error();
  }
  return std::unique_ptr<Engine>{new Engine{std::move(state)}};
}

Engine::Engine(std::unique_ptr<State> state) : state_(std::move(state)) {}

Engine::~Engine() {
  state_->inbox.close();
  state_->thread.join();
  state_->preparer.reset();
  state_->pursuits.reset();
  state_->parts.partner.reset();  // its callbacks end before the outbox goes
}

namespace {

core::Command command_of(const Caller& caller, base::Instant now, core::CommandBody body) {
  const auto key = caller.idempotency_key.empty()
                       ? std::string{}
                       : fmt::format("{}/{}", caller.actor, caller.idempotency_key);
  return {now, caller.actor, key, caller.digest, std::move(body)};
}

/// Answers once the batch is durable; a refusal too, so that its reader sees what it was judged by.
void finish(Turn& turn, base::Result<core::Answer> answer, OnDone done) {
  turn.after_commit([answer = std::move(answer), done = std::move(done)](port::BatchSeq seq) {
    if (answer) {
      done(Done{*answer, seq});
    } else {
      done(answer.error());
    }
  });
}

bool was_answered(const Turn& turn, const core::Command& command) {
  return !command.idempotency_key.empty() && turn.state.answered.contains(command.idempotency_key);
}

/// The accounts of a payment, as far as they are told: numbers to ids.
void resolve_accounts(Turn& turn, const ReportedLoss& told, desk::Loss& loss) {
  if (!told.payer_account.empty()) {
    loss.payer = turn.world.account(told.payer_account, told.payer_institution, {},
                                    turn.state.routing, turn.segment);
    loss.payer_institution = turn.world.institution(*loss.payer);
  }
  if (!told.payee_account.empty()) {
    loss.payee =
        turn.world.account(told.payee_account, told.payee_institution,
                           {told.payee_name, NameSource::victim}, turn.state.routing, turn.segment);
    loss.payee_institution = turn.world.institution(*loss.payee);
  }
}

/// Account numbers to ids, and to each loss the transfer that the feeds showed for it.
std::vector<desk::Loss> resolve(Turn& turn, const Matcher& matcher,
                                const std::vector<ReportedLoss>& reported) {
  std::vector<desk::Loss> losses;
  std::unordered_set<base::Sequence> taken;
  for (const auto& each : reported) {
    desk::Loss loss;
    resolve_accounts(turn, each, loss);
    loss.amount = each.amount;
    loss.time = each.time;
    loss.serial = each.serial;
    loss.paid_by = each.paid_by;
    loss.particulars = each.particulars;
    loss.matched = matcher.find(loss, turn.world, taken);
    if (loss.matched) {
      taken.insert(*loss.matched);
    }
    losses.push_back(std::move(loss));
  }
  return losses;
}

struct RowsTaken {
  FeedDone counts;
  std::optional<base::Instant> newest;
};

RowsTaken take_rows(Turn& turn, Matcher& matcher, const std::string& feed,
                    const std::vector<FeedRow>& rows) {
  RowsTaken taken;
  taken.counts.first = base::Sequence{turn.world.graph().snapshot().value()};
  taken.counts.rows = rows.size();
  const auto order = order_of_taking(rows);
  constexpr std::size_t keys_ahead = 24;
  constexpr std::size_t records_ahead = 16;
  constexpr std::size_t logs_ahead = 8;
  std::vector<World::RowKeys> keys(order.size());
  const auto ask_ahead_of = [&](std::size_t i) {
    if (i + keys_ahead < order.size()) {
      keys[i + keys_ahead] = turn.world.keys_of(rows[order[i + keys_ahead]], feed);
    }
    if (i + records_ahead < order.size()) {
      turn.world.ask_for_records(keys[i + records_ahead]);
    }
    if (i + logs_ahead < order.size()) {
      turn.world.ask_for_logs(keys[i + logs_ahead]);
    }
  };
  for (std::size_t i = 0; i < std::min(keys_ahead, order.size()); ++i) {
    keys[i] = turn.world.keys_of(rows[order[i]], feed);
  }
  for (std::size_t i = 0; i < order.size(); ++i) {
    ask_ahead_of(i);
    const auto& row = rows[order[i]];
    const auto one =
        turn.world.take(row, keys[i], feed, turn.now, turn.state.routing, turn.segment);
    taken.newest = taken.newest ? std::max(*taken.newest, row.time) : row.time;
    switch (one.how) {
      case World::Taken::fresh:
        ++taken.counts.fresh;
        matcher.offer(turn, one.sequence);
        break;
      case World::Taken::duplicate:
        ++taken.counts.duplicates;
        break;
      case World::Taken::leg:
        ++taken.counts.legs;
        break;
    }
  }
  return taken;
}

core::NoteTransfers note_of(const RowsTaken& taken) {
  core::NoteTransfers note;
  note.rows = taken.counts.rows;
  note.fresh = taken.counts.fresh;
  note.duplicates = taken.counts.duplicates;
  note.legs = taken.counts.legs;
  note.first = taken.counts.first;
  return note;
}

}  // namespace

void Engine::submit(Caller caller, core::CommandBody body, OnDone done) {
  const bool taken = state_->inbox.push([caller, body = std::move(body), done](Turn& turn) {
    const auto* split = std::get_if<core::SplitLegs>(&body);
    if (split != nullptr) {
      const auto leg = turn.world.merged_leg(split->transfer);
      if (!leg || leg->split) {
        finish(turn,
               base::Error{base::ErrorCode::not_found, "no leg was merged into this transfer"},
               done);
        return;
      }
    }
    auto answer = turn.decide(command_of(caller, turn.now, body));
    if (split != nullptr && answer) {
      const auto own = turn.world.split(split->transfer, turn.segment, turn.now);
      base::check(own.ok(), "a leg that was there is gone");
    }
    finish(turn, std::move(answer), done);
  });
  if (!taken) {
    done(overloaded());
  }
}

void Engine::report(Caller caller, Report report, OnDone done) {
  auto& matcher = state_->matcher;
  const bool taken = state_->inbox.push([&matcher, caller, report = std::move(report),
                                         done](Turn& turn) {
    core::ReportLoss body;
    body.victim = {{{}, report.victim_name}, {{}, report.victim_phone}, {{}, report.victim_id_no}};
    body.fraud_type = report.fraud_type;
    body.paid_by = report.paid_by;
    body.narrative = report.narrative;
    body.authorise_cascade = report.authorise_cascade;
    auto command = command_of(caller, turn.now, {});
    if (!was_answered(turn, command)) {
      body.losses = resolve(turn, matcher, report.losses);
    }
    command.body = std::move(body);
    finish(turn, turn.decide(std::move(command)), done);
  });
  if (!taken) {
    done(overloaded());
  }
}

void Engine::add_losses(Caller caller, desk::CaseId case_id, std::vector<ReportedLoss> losses,
                        OnDone done) {
  auto& matcher = state_->matcher;
  const bool taken =
      state_->inbox.push([&matcher, caller, case_id, losses = std::move(losses), done](Turn& turn) {
        auto command = command_of(caller, turn.now, {});
        core::AddLosses body{case_id, {}};
        if (!was_answered(turn, command)) {
          body.losses = resolve(turn, matcher, losses);
        }
        command.body = std::move(body);
        finish(turn, turn.decide(std::move(command)), done);
      });
  if (!taken) {
    done(overloaded());
  }
}

namespace {

/// The payment as it will be with its payee; as it is where the core will refuse to name one, so
/// that a refusal leaves no account behind.
desk::Loss with_payee(Turn& turn, const Matcher& matcher, const core::NamePayee& wanted,
                      const ReportedLoss& named) {
  const auto file = turn.state.cases.find(wanted.case_id);
  if (file == turn.state.cases.end() || file->second.closed ||
      wanted.index >= file->second.losses.size()) {
    return {};
  }
  auto loss = file->second.losses[wanted.index];
  if (loss.payee || (!loss.payer && named.payer_account.empty())) {
    return {};
  }
  const auto payer = loss.payer;
  resolve_accounts(turn, named, loss);
  loss.payer = payer ? payer : loss.payer;
  loss.serial = named.serial.empty() ? loss.serial : named.serial;
  loss.matched = matcher.find(loss, turn.world, {});
  return loss;
}

}  // namespace

void Engine::name_payee(Caller caller, desk::CaseId case_id, std::size_t index, ReportedLoss named,
                        OnDone done) {
  auto& matcher = state_->matcher;
  const bool taken = state_->inbox.push(
      [&matcher, caller, case_id, index, named = std::move(named), done](Turn& turn) {
        auto command = command_of(caller, turn.now, {});
        core::NamePayee body{case_id, index, {}};
        if (!was_answered(turn, command)) {
          body.loss = with_payee(turn, matcher, body, named);
        }
        command.body = std::move(body);
        finish(turn, turn.decide(std::move(command)), done);
      });
  if (!taken) {
    done(overloaded());
  }
}

std::size_t bytes_of(const FeedBatch& batch) {
  static const std::size_t inside = std::string{}.capacity();
  std::size_t bytes = sizeof batch + batch.rows.capacity() * sizeof(FeedRow);
  for (const auto& row : batch.rows) {
    for (const auto* text :
         {&row.id, &row.serial, &row.clearing, &row.payer, &row.payee, &row.payer_name,
          &row.payee_name, &row.payer_institution, &row.payee_institution}) {
      bytes += text->capacity() > inside ? text->capacity() + 1 : 0;
    }
  }
  return bytes;
}

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
  const auto bytes = bytes_of(batch);
  const bool pushed = state_->inbox.push_feed(
      [&matcher, &statements, &durable_seq, caller, batch = std::move(batch), done](Turn& turn) {
        if (answer_again(turn, batch.mark, done)) {
          return;
        }
        auto taken = take_rows(turn, matcher, batch.institution, batch.rows);
        auto note = note_of(taken);
        note.institution = batch.institution;
        note.refused = batch.refused;
        note.watermark = batch.as_of ? batch.as_of : taken.newest;
        note.batch = batch.mark;
        note.batch.seq =
            batch.mark.number > 0 ? durable_seq + 1 : 0;  // one writer: the next is ours
        const auto promised = note.batch.seq;
        const auto noted = turn.decide(command_of(caller, turn.now, std::move(note)));
        statements.settle(turn);
        turn.after_commit(
            [counts = taken.counts, noted, done, promised](port::BatchSeq seq) mutable {
              if (!noted) {
                done(noted.error());
                return;
              }
              base::check(promised == 0 || promised == seq,
                          "a batch got another sequence than its own");
              counts.seq = seq;
              done(counts);
            });
      },
      bytes);
  if (!pushed) {
    done(overloaded());
  }
}

void Engine::answer_order(Caller caller, PartnerReply reply, OnDone done) {
  auto& matcher = state_->matcher;
  auto& statements = state_->statements;
  const auto id = engine::order_of_application(state_->options.installation, reply.application_id);
  if (!id) {
    done(base::Error{base::ErrorCode::not_found, fmt::format("application {} is not of this centre",
                                                             reply.application_id.substr(0, 64))});
    return;
  }
  const bool pushed = state_->inbox.push(
      [&matcher, &statements, caller, id = *id, reply = std::move(reply), done](Turn& turn) {
        const auto events_before = turn.events.size();
        auto answer = turn.decide(command_of(
            caller, turn.now,
            core::NoteOrderAnswered{id, reply.reply, reply.start, reply.end, reply.registered_name,
                                    reply.shows_account, reply.queued}));
        // A repeated reply decides nothing and tells nothing new.
        if (answer && turn.events.size() > events_before) {
          const auto& order = turn.state.orders.at(id);
          turn.world.name_account(order.account, {reply.registered_name, NameSource::bank},
                                  turn.segment);
          if (reply.shows_account && order.state == order::State::answered &&
              core::is_about_exit(turn.state, order)) {
            turn.world.open_exit(order.account, reply.account_since.value_or(base::from_unix_ms(0)),
                                 turn.now, turn.segment);
          }
          if (!reply.rows.empty()) {
            const auto taken = take_rows(turn, matcher, order.institution, reply.rows);
            turn.decide_own(note_of(taken));
          }
          if (reply.reply.balance && reply.balance_at) {
            statements.note({order.institution, order.account, *reply.reply.balance,
                             std::min(*reply.balance_at, turn.now)});
            statements.settle(turn);
          }
        }
        finish(turn, std::move(answer), done);
      });
  if (!pushed) {
    done(overloaded());
  }
}

base::Result<Done> Engine::submit_and_wait(Caller caller, core::CommandBody body) {
  std::promise<base::Result<Done>> promise;
  submit(std::move(caller), std::move(body),
         [&](base::Result<Done> done) { promise.set_value(std::move(done)); });
  return promise.get_future().get();
}

base::Result<FeedDone> Engine::take_and_wait(Caller caller, FeedBatch batch) {
  std::promise<base::Result<FeedDone>> promise;
  take(std::move(caller), std::move(batch),
       [&](base::Result<FeedDone> done) { promise.set_value(std::move(done)); });
  return promise.get_future().get();
}

void Engine::read(const std::function<void(const core::State&)>& look) const {
  std::promise<void> seen;
  const bool pushed = state_->inbox.push_look([&](const core::State& state) {
    look(state);
    seen.set_value();
  });
  if (pushed) {
    seen.get_future().wait();
  }
}

base::Result<port::RowPage> Engine::list(const port::RowQuery& query, port::BatchSeq min_seq) {
  if (!state_->publisher->wait_for(min_seq, read_patience)) {
    return base::Error{base::ErrorCode::unavailable, "the lists are not that new yet; try again"};
  }
  return state_->parts.reader->list(query);
}

base::Result<std::string> Engine::find(std::string_view kind, std::string_view id,
                                       port::BatchSeq min_seq) {
  if (!state_->publisher->wait_for(min_seq, read_patience)) {
    return base::Error{base::ErrorCode::unavailable, "the lists are not that new yet; try again"};
  }
  return state_->parts.reader->find(kind, id);
}

const World& Engine::world() const {
  return state_->world;
}
fund::Snapshot Engine::durable() const {
  return fund::Snapshot{state_->durable.load()};
}
port::BatchSeq Engine::seq() const {
  return state_->seq.load();
}
base::Instant Engine::now() const {
  return state_->now();
}

std::string Engine::search_term(std::string_view text) const {
  return state_->parts.search_hash(text);
}

void Engine::on_live(std::function<void(const LiveEvent&)> listener) {
  state_->publisher->on_live(std::move(listener));
}

std::optional<order::OrderId> Engine::order_of_application(std::string_view id) const {
  return engine::order_of_application(state_->options.installation, id);
}

base::Result<port::PartnerMessage> Engine::message_of(order::OrderId id) const {
  base::Result<port::PartnerMessage> message{
      base::Error{base::ErrorCode::not_found, "no such order"}};
  read([&](const core::State& seen) {
    if (const auto found = seen.orders.find(id); found != seen.orders.end()) {
      message = partner_message(found->second, seen, state_->world, state_->options.installation);
    }
  });
  return message;
}

std::vector<PartnerScore> Engine::scores(base::Instant from, base::Instant until) const {
  std::vector<OrderFacts> facts;
  core::Routing routing;
  read([&](const core::State& seen) {
    facts = order_facts(seen, from, until);
    routing = seen.routing;
  });
  return partner_scores(std::move(facts), routing);  // on the caller's thread
}

std::map<std::string, Lane::Standing> Engine::lanes() const {
  std::map<std::string, Lane::Standing> all;
  read([&](const core::State&) { all = state_->outbox->standings(); });
  return all;
}

Engine::Counters Engine::counters() const {
  const auto load = state_->inbox.load();
  return {.batches = state_->batches.load(),
          .commands = state_->commands.load(),
          .transfers = state_->durable.load(),
          .orders_out = state_->orders_out.load(),
          .inbox = load.items,
          .inbox_peak = load.items_peak,
          .feed_bytes = load.feed_bytes,
          .feed_bytes_peak = load.feed_bytes_peak,
          .feeds_refused = load.feeds_refused,
          .memory = state_->snapshots->memory(),
          .memory_limit_bytes = state_->options.memory_limit_bytes};
}

}  // namespace holdfast::engine
