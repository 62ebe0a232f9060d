// What an engine is made of, for the files that make it up: engine.cpp (opening, reading),
// engine_loop.cpp (the thread that owns it all), engine_commands.cpp and engine_feeds.cpp (what is
// asked of it).
#pragma once

#include <atomic>
#include <fmt/core.h>
#include <memory>
#include <optional>
#include <set>
#include <thread>
#include <vector>

#include "engine/engine.hpp"
#include "engine/gap_watch.hpp"
#include "engine/inbox.hpp"
#include "engine/journal_writer.hpp"
#include "engine/matcher.hpp"
#include "engine/memory_preparer.hpp"
#include "engine/notice_lane.hpp"
#include "engine/outbox.hpp"
#include "engine/plan_worker.hpp"
#include "engine/publisher.hpp"
#include "engine/pursuit_worker.hpp"
#include "engine/snapshot_keeper.hpp"
#include "engine/statements.hpp"
#include "engine/turn.hpp"
#include "engine/word_terms.hpp"

namespace holdfast::engine {

struct Engine::State {
  State(Parts parts_in, Options options_in);

  Parts parts;
  Options options;
  core::State core;
  World world;
  Matcher matcher;
  GapWatch gaps;
  WordTerms words;
  Statements statements;
  Inbox inbox;
  std::unique_ptr<Publisher> publisher;
  std::unique_ptr<Outbox> outbox;
  std::unique_ptr<NoticeLane> notices;
  std::unique_ptr<PursuitWorker> pursuits;
  std::unique_ptr<PlanWorker> divisions;
  std::unique_ptr<SnapshotKeeper> snapshots;
  std::unique_ptr<MemoryPreparer> preparer;
  std::unique_ptr<JournalWriter> writer;
  std::atomic<std::uint64_t> durable{0};
  std::atomic<port::BatchSeq> seq{0};
  std::atomic<std::int64_t> core_now_ms{0};
  std::atomic<std::uint64_t> batches{0};
  std::atomic<std::uint64_t> commands{0};
  std::atomic<std::uint64_t> orders_out{0};
  std::set<base::SubjectId> to_destroy;  // erased, and their keys may still be there
  /// A turn that is not durable yet: nobody has seen or heard of it.
  struct UnderWay {
    std::unique_ptr<Turn> turn;
    fund::Snapshot end;  // of its transfers
    std::size_t feed_bytes = 0;
  };
  std::optional<UnderWay> under_way;
  base::Instant last_turn;
  bool tick_goes_on = false;
  bool work_comes_meanwhile = false;  // it came while the last turn was being written
  std::thread thread;

  [[nodiscard]] base::Instant now() const {
    return std::max(parts.clock->now(), base::from_unix_ms(core_now_ms.load()));
  }

  base::Result<void> start();
  base::Result<void> catch_up_projection();
  void run();
  [[nodiscard]] std::vector<Inbox::Feed> take_feeds(Turn& turn);
  void commit(UnderWay ended);
  void finish();
  void end_tick();
  void tell(const JournalWriter::Written& written);
  void tidy();
  void show(const Turn& turn, port::BatchSeq at);
  void destroy_keys();
  [[nodiscard]] base::Result<std::vector<core::Event>> events_in(
      const port::BatchView& batch) const;
  void destroy_applications(desk::CaseId case_id);
};

/// What a caller is told whose request found no room.
[[nodiscard]] inline base::Error overloaded() {
  return {base::ErrorCode::too_many, "the engine is behind; try again in a moment"};
}

[[nodiscard]] inline core::Command command_of(const Caller& caller, base::Instant now,
                                              core::CommandBody body) {
  const auto key = caller.idempotency_key.empty()
                       ? std::string{}
                       : fmt::format("{}/{}", caller.actor, caller.idempotency_key);
  return {now, caller.actor, key, caller.digest, std::move(body)};
}

}  // namespace holdfast::engine
