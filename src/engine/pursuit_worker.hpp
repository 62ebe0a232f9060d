// The pursuit of all open cases, on a thread of its own: it is told what became durable and answers
// with commands. A trace may take long; the engine thread never waits for one.
//
// Pursuits are derived: nothing of them is in the journal but their findings. After a restart they
// start anew from the graph, and a finding that the state already knows changes nothing.
#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include "core/event.hpp"
#include "core/state.hpp"
#include "engine/inbox.hpp"
#include "engine/world.hpp"
#include "trace/pursuit_set.hpp"

namespace holdfast::engine {

class PursuitWorker {
 public:
  PursuitWorker(const World& world, Inbox& inbox);
  ~PursuitWorker();
  PursuitWorker(const PursuitWorker&) = delete;
  PursuitWorker& operator=(const PursuitWorker&) = delete;

  /// Engine thread, after a commit: the transfers below `durable` may be looked at; cases whose
  /// losses changed get their seeds anew, closed ones leave, reopened ones start over.
  void note(const std::vector<core::Event>& events, const core::State& state,
            fund::Snapshot durable);
  /// After a restart: every open case.
  void refill(const core::State& state, fund::Snapshot durable);
  /// Any thread: how far the pursuits have come.
  [[nodiscard]] fund::Snapshot as_of() const;

 private:
  struct CaseSeeds {
    std::vector<trace::Seed> seeds;
    trace::Limits limits;
    bool is_closed = false;               // its pursuit ends
    std::vector<desk::Need> told_before;  // of a reopened case: what an earlier pursuit told
  };
  static CaseSeeds seeds_of(const core::State& state, const desk::CaseFile& file);
  void run();
  void start_case(desk::CaseId id, const CaseSeeds& seeds, fund::Snapshot durable);
  void tell(desk::CaseId id, const std::vector<trace::Need>& changed,
            const std::vector<desk::Need>& told_before = {});
  void quarantine(desk::CaseId id, const base::Error& error);
  [[nodiscard]] desk::Need describe(const trace::Need& need) const;
  [[nodiscard]] desk::Standing standing_of(const trace::Pursuit& pursuit) const;

  const World& world_;
  Inbox& inbox_;
  trace::PursuitSet set_;  // the thread's own

  mutable std::mutex lock_;
  std::condition_variable arrived_;
  std::map<desk::CaseId, CaseSeeds> changed_;
  fund::Snapshot durable_;
  fund::Snapshot as_of_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace holdfast::engine
