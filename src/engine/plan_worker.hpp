// Divisions of return plans, on a thread of their own: it is told of plans that became durable and
// answers with commands. A trace of many victims may take long; the engine thread never waits for
// one.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

#include "core/event.hpp"
#include "core/state.hpp"
#include "engine/inbox.hpp"
#include "engine/world.hpp"

namespace holdfast::engine {

class PlanWorker {
 public:
  PlanWorker(const World& world, Inbox& inbox);
  ~PlanWorker();
  PlanWorker(const PlanWorker&) = delete;
  PlanWorker& operator=(const PlanWorker&) = delete;

  /// Engine thread, after a commit: the transfers below `durable` may be looked at.
  void note(const std::vector<core::Event>& events, fund::Snapshot durable);
  /// After a restart: every plan that nobody worked out.
  void refill(const core::State& state, fund::Snapshot durable);

 private:
  struct Job {
    desk::ReturnPlan plan;
    fund::Snapshot durable;
  };
  void run();
  void work_out(const Job& job);

  const World& world_;
  Inbox& inbox_;

  std::mutex lock_;
  std::condition_variable arrived_;
  std::deque<Job> jobs_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace holdfast::engine
