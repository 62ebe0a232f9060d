// The engine's thread: from the journal to the state, and then turn after turn.
#include <algorithm>
#include <utility>

#include "base/log.hpp"
#include "base/thread_name.hpp"
#include "core/codec.hpp"
#include "engine/engine_state.hpp"
#include "engine/past_warnings.hpp"
#include "engine/restore.hpp"
#include "engine/views.hpp"

namespace holdfast::engine {

namespace {

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

// A turn with fewer transfers is written on the engine's thread, and so is one where nothing comes
// while one is being written: to hand it over takes longer than what could be done meanwhile.
constexpr std::size_t worth_a_thread = 256;
// What waits goes together up to so many transfers, though the disk is idle: taking them lasts as
// long as the disk does, and what is left gives the engine's thread something to do meanwhile.
constexpr std::size_t transfers_together = 2'000;

}  // namespace

Engine::State::State(Parts parts_in, Options options_in)
    : parts(std::move(parts_in)),
      options(std::move(options_in)),
      world(world_options(parts, options)),
      words(parts.search_hash),
      inbox(options.inbox_max, options.inbox_feed_bytes_max) {}

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
      destroy_applications(id);
    }
  }
  for (const auto& [id, person] : core.persons) {
    if (person.erased_at) {
      to_destroy.insert(person::subject_of(id));
    }
  }
  for (const auto& [id, tip] : core.tips) {
    if (tip.erased_at) {
      to_destroy.insert(tip::subject_of(id));
    }
  }
  for (const auto& [id, past] : core.past_warnings) {
    if (past.is_erased) {
      to_destroy.insert(base::subject_of(base::SubjectKind::warning, id.value()));
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
  notices = std::make_unique<NoticeLane>(parts.notifier.get(), inbox);
  notices->refill(core, now());
  pursuits = std::make_unique<PursuitWorker>(world, inbox);
  pursuits->refill(core, world.graph().snapshot());
  divisions = std::make_unique<PlanWorker>(world, inbox);
  divisions->refill(core, world.graph().snapshot());
  preparer = std::make_unique<MemoryPreparer>(world);
  writer = std::make_unique<JournalWriter>(parts, [this] { inbox.wake(); });
  thread = std::thread{[this] {
    base::name_thread("engine");
    run();
  }};
  return {};
}

base::Result<std::vector<core::Event>> Engine::State::events_in(
    const port::BatchView& batch) const {
  const core::Open open = [&](base::SubjectId subject, std::string_view sealed) {
    return parts.keys->open(subject, sealed);
  };
  std::vector<core::Event> events;
  for (auto lines = batch.events; !lines.empty();) {
    const auto end = std::min(lines.find('\n'), lines.size() - 1);
    auto event = core::decode(lines.substr(0, end), open);
    if (!event) {
      return event.error();
    }
    events.push_back(*std::move(event));
    lines.remove_prefix(end + 1);
  }
  return events;
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
  for (;;) {
    Touched touched;
    PastWarnings past;
    std::size_t gathered = 0;
    const auto flush = [&](port::BatchSeq at) {
      const ViewContext context{core, world, parts.search_hash, now(), at, words};
      auto rows = rows_of(touched, context);
      past.add_rows(rows, context);
      publisher->publish(at, std::move(rows), {});
      touched = {};
      gathered = 0;
    };
    const auto replayed =
        parts.journal->replay(from, [&](const port::BatchView& batch) -> base::Result<void> {
          const auto events = events_in(batch);
          if (!events) {
            return events.error();
          }
          std::size_t index = 0;
          for (const auto& event : *events) {
            touch(touched, event, batch.seq, index++, core, world);
            past.note(event);
          }
          if (++gathered == rebuild_batches_at_once) {
            flush(batch.seq);
          }
          return {};
        });
    if (!replayed) {
      return replayed;
    }
    if (from == 0 || past.is_whole()) {
      flush(head);
      return {};
    }
    // What a past warning had been told lies before what was read.
    publisher->clear();
    from = 0;
  }
}

// ---- The loop ---------------------------------------------------------------------------------

// Turns overlap in one thing: while one is being written the rows of the next are taken, which
// changes the world only. The state, and with it all that anybody is shown, goes on once that one
// is durable and was told of.
void Engine::State::run() {
  using SteadyClock = std::chrono::steady_clock;
  auto next_tick = SteadyClock::now();
  for (;;) {
    if (!inbox.wait(options.tick) && under_way && writer->is_writing()) {
      continue;  // a tick alone could only wait for the disk, and rows that come then would too
    }
    last_turn = std::max(now(), last_turn);
    auto turn = std::make_unique<Turn>(core, world, last_turn,
                                       [this](const core::Event& event) { matcher.note(event); });
    const auto feeds = take_feeds(*turn);
    work_comes_meanwhile = under_way ? !feeds.empty() : work_comes_meanwhile;
    finish();
    end_tick();
    // The state is that of the last commit: who looks need not wait for this turn as well.
    const auto asked = inbox.take(options.batch_items_max);
    for (const auto& look : asked.looks) {
      look(core);
    }
    std::size_t feed_bytes = 0;
    for (const auto& feed : feeds) {
      feed.work->decide(*turn);
      feed_bytes += feed.bytes;
    }
    for (const auto& work : asked.work) {
      work(*turn);
    }
    commands += feeds.size() + asked.work.size();
    for (const auto& gap : turn->gaps) {
      gaps.note(gap);
    }
    gaps.settle(*turn);
    if (SteadyClock::now() >= next_tick) {
      turn->decide_own(core::Tick{});
      next_tick = SteadyClock::now() + options.tick;
      tick_goes_on = true;
    }
    const auto end = world.graph().snapshot();
    commit({std::move(turn), end, feed_bytes});
    if (asked.closed || snapshots->is_due()) {
      finish();
    }
    snapshots->step(!under_way);
    end_tick();
    orders_out = outbox->size();
    if (asked.closed) {
      // Here, since a process that writes a snapshot ends with the thread that forked it.
      snapshots->finish();
      return;
    }
    if (!under_way && inbox.size() == 0) {
      tidy();
    }
  }
}

/// Rows of what feeds tell: one batch at least, small ones together, and as many as come while the
/// turn before is being written.
std::vector<Inbox::Feed> Engine::State::take_feeds(Turn& turn) {
  std::vector<Inbox::Feed> taken;
  std::size_t bytes = 0;
  do {
    auto next = inbox.next_feed();
    if (!next) {
      break;
    }
    next->work->take_rows(turn);
    bytes += next->bytes;
    taken.push_back(std::move(*next));
  } while (
      bytes < options.turn_feed_bytes_max && taken.size() < options.batch_items_max &&
      (turn.segment.transfers.size() < transfers_together || (under_way && writer->is_writing())));
  return taken;
}

/// While nobody waits: a checkpoint now is one that no report has to wait for.
void Engine::State::tidy() {
  if (const auto tidied = parts.keys->tidy(); !tidied) {
    base::log_warn("housekeeping: {}", tidied.error().message);
  }
}

void Engine::State::commit(UnderWay ended) {
  const Turn& turn = *ended.turn;
  if (turn.events.empty() && turn.segment.empty()) {
    inbox.settle(ended.feed_bytes);
    for (const auto& then : turn.continuations) {
      then(seq);
    }
    return;
  }
  world.end_turn();
  under_way = std::move(ended);
  if (work_comes_meanwhile && turn.segment.transfers.size() >= worth_a_thread) {
    writer->begin(turn);
  } else {
    const auto written = writer->write(turn);
    work_comes_meanwhile = inbox.size() > 0;
    tell(written);
  }
}

/// Waits until the turn under way is durable, if there is one, and tells of it.
void Engine::State::finish() {
  if (under_way) {
    tell(writer->wait());
  }
}

/// What follows a tick once its turn is durable.
void Engine::State::end_tick() {
  if (tick_goes_on && !under_way) {
    tick_goes_on = false;
    outbox->tick(last_turn, core, world);
    notices->tick(core, last_turn);
    destroy_keys();
  }
}

/// Durable from here on: only now may anybody see or hear of the turn that was under way.
void Engine::State::tell(const JournalWriter::Written& written) {
  const UnderWay ended = *std::exchange(under_way, std::nullopt);
  Turn& turn = *ended.turn;
  world.committed(written.seq, written.segment, std::move(turn.segment.transfers));
  seq = written.seq;
  durable = ended.end.value();
  core_now_ms = base::to_unix_ms(core.now);
  ++batches;
  for (const auto& event : turn.events) {
    if (const auto* erased = std::get_if<core::CaseErased>(&event.body)) {
      to_destroy.insert(base::subject_of(base::SubjectKind::case_file, erased->case_id.value()));
      destroy_applications(erased->case_id);
    }
    if (const auto* gone = std::get_if<core::PersonErased>(&event.body)) {
      to_destroy.insert(person::subject_of(gone->person));
    }
    if (const auto* told = std::get_if<core::TipErased>(&event.body)) {
      to_destroy.insert(tip::subject_of(told->tip));
    }
    if (const auto* over = std::get_if<core::WarningsErased>(&event.body)) {
      for (const auto id : over->warnings) {
        to_destroy.insert(base::subject_of(base::SubjectKind::warning, id.value()));
      }
    }
  }
  destroy_keys();  // before anybody is told that it is done
  outbox->note(turn.events, core, world, turn.now);
  notices->note(turn.events, core, turn.now);
  inbox.settle(ended.feed_bytes);
  for (const auto& then : turn.continuations) {
    then(written.seq);
  }
  pursuits->note(turn.events, core, ended.end);
  divisions->note(turn.events, ended.end);
  show(turn, written.seq);
  snapshots->note_batch();
}

void Engine::State::show(const Turn& turn, port::BatchSeq at) {
  Touched touched;
  std::size_t index = 0;
  for (const auto& event : turn.events) {
    touch(touched, event, at, index++, core, world);
  }
  publisher->publish(at, rows_of(touched, {core, world, parts.search_hash, turn.now, at, words}),
                     live_events(touched, at));
}

/// Those for return that belong to an erased case: they have keys of their own.
void Engine::State::destroy_applications(desk::CaseId case_id) {
  for (const auto& [id, application] : core.applications) {
    if (application.ruling && application.ruling->case_id == case_id) {
      to_destroy.insert(base::subject_of(base::SubjectKind::application, id.value()));
    }
  }
}

/// A key whose bytes could not be scrubbed yet stays in the list and is tried again at every tick.
void Engine::State::destroy_keys() {
  std::erase_if(to_destroy, [this](base::SubjectId subject) {
    const auto destroyed = parts.keys->destroy(subject);
    if (!destroyed) {
      base::log_error("a key could not be destroyed, trying again: {}", destroyed.error().message);
      return false;
    }
    if (parts.files) {
      // What nobody can open any more; a failure costs disk space only.
      if (const auto dropped = parts.files->drop(subject); !dropped) {
        base::log_warn("files of an erased case: {}", dropped.error().message);
      }
    }
    return true;
  });
}

}  // namespace holdfast::engine
