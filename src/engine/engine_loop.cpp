// The engine's thread: from the journal to the state, and then turn after turn.
#include <cstdlib>

#include "base/log.hpp"
#include "base/thread_name.hpp"
#include "core/codec.hpp"
#include "engine/engine_state.hpp"
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

/// What reached the disk is unknown after a failed append: only a restart can tell.
[[noreturn]] void die(const base::Error& error) {
  base::log_error("the journal could not be written, stopping at once: {}", error.message);
  std::_Exit(EXIT_FAILURE);
}

}  // namespace

Engine::State::State(Parts parts_in, Options options_in)
    : parts(std::move(parts_in)),
      options(std::move(options_in)),
      world(world_options(parts, options)),
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
  if (const auto tidied = parts.keys->tidy(); !tidied) {
    base::log_warn("housekeeping: {}", tidied.error().message);
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
  const auto transfers = encode(turn.segment, seal);
  if (const auto flushed = parts.keys->flush(); !flushed) {
    die(flushed.error());
  }
  const auto head = parts.journal->append(turn.now, lines, transfers);
  if (!head) {
    die(head.error());
  }
  // Durable from here on: only now may anybody see or hear of it.
  world.committed(head->seq, transfers, std::move(turn.segment.transfers));
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

}  // namespace holdfast::engine
