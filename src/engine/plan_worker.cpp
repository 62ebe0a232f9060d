#include "engine/plan_worker.hpp"

#include "base/log.hpp"
#include "base/thread_name.hpp"
#include "engine/division.hpp"
#include "engine/turn.hpp"

namespace holdfast::engine {

PlanWorker::PlanWorker(const World& world, Inbox& inbox) : world_(world), inbox_(inbox) {
  thread_ = std::thread{[this] {
    base::name_thread("plans");
    run();
  }};
}

PlanWorker::~PlanWorker() {
  {
    const std::scoped_lock held{lock_};
    stopping_ = true;
  }
  arrived_.notify_all();
  thread_.join();
}

void PlanWorker::note(const std::vector<core::Event>& events, fund::Snapshot durable) {
  for (const auto& event : events) {
    if (const auto* planned = std::get_if<core::ReturnPlanned>(&event.body)) {
      const std::scoped_lock held{lock_};
      jobs_.push_back({planned->plan, durable});
      arrived_.notify_one();
    }
  }
}

void PlanWorker::refill(const core::State& state, fund::Snapshot durable) {
  const std::scoped_lock held{lock_};
  for (const auto id : state.open_plans) {
    if (const auto& plan = state.plans.at(id); plan.state == desk::PlanState::working) {
      jobs_.push_back({plan, durable});
    }
  }
  arrived_.notify_one();
}

void PlanWorker::run() {
  for (;;) {
    Job job;
    {
      std::unique_lock held{lock_};
      arrived_.wait(held, [this] { return stopping_ || !jobs_.empty(); });
      if (stopping_) {
        return;  // what is left is worked out after the next start
      }
      job = std::move(jobs_.front());
      jobs_.pop_front();
    }
    work_out(job);
  }
}

void PlanWorker::work_out(const Job& job) {
  auto made = divide_plan(world_, job.durable, job.plan);
  if (!made) {
    base::log_warn("{} could not be worked out: {}", desk::to_text(job.plan.id),
                   made.error().message);
    inbox_.push_always([id = job.plan.id, why = made.error().message](Turn& turn) {
      turn.decide_own(core::NotePlanFailed{id, why});
    });
    return;
  }
  inbox_.push_always([id = job.plan.id, worked = std::move(made->worked)](Turn& turn) {
    turn.decide_own(core::NotePlanWorked{id, worked});
  });
}

}  // namespace holdfast::engine
