#include "trace/live_trace.hpp"

#include <algorithm>

namespace holdfast::trace {

using fund::Graph;
using fund::Sequence;

namespace {

base::Result<void> judge(const Tracer& tracer) {
  base::check(tracer.state() != Tracer::State::stale,
              "a trace from the beginning met its own past");
  if (tracer.state() == Tracer::State::broken) {
    return base::Error{base::ErrorCode::corrupt, "the trace does not conserve the stolen money"};
  }
  return {};
}

using Accounts = std::vector<fund::AccountId>;

void append(Accounts& to, const Accounts& from) {
  to.insert(to.end(), from.begin(), from.end());
}

/// Each account once: however long the case goes on, no list outgrows the accounts reached.
void join(Accounts& to, const Accounts& from) {
  append(to, from);
  std::sort(to.begin(), to.end());
  to.erase(std::unique(to.begin(), to.end()), to.end());
}

}  // namespace

LiveTrace::LiveTrace(Tracer tracer, Pacing pacing) : pacing_(pacing), tracer_(std::move(tracer)) {
  base::check(pacing.least > 0, "a checkpoint at every step forever");
  checkpoints_.push_back({tracer_, {}, {}});
}

base::Result<LiveTrace> LiveTrace::start(const Graph& graph, fund::Snapshot snapshot,
                                         std::span<const Seed> seeds, const TraceOptions& options,
                                         Pacing pacing) {
  auto tracer = Tracer::prepare(graph, snapshot, seeds, options, Keep::accounts);
  if (!tracer) {
    return tracer.error();
  }
  LiveTrace live(std::move(*tracer), pacing);
  live.run(graph);
  if (const auto sound = judge(live.tracer_); !sound) {
    return sound.error();
  }
  return live;
}

base::Result<void> LiveTrace::advance(const Graph& graph, fund::Snapshot snapshot,
                                      std::span<const Sequence> arrived) {
  keep_arrivals(checkpoints_.back(), graph, arrived);
  tracer_.expect(graph, snapshot, arrived);
  run(graph);
  if (tracer_.state() == Tracer::State::stale) {
    ++rewinds_;
    rewind(graph, snapshot, arrived);
  }
  return judge(tracer_);
}

void LiveTrace::rewind(const Graph& graph, fund::Snapshot snapshot,
                       std::span<const Sequence> arrived) {
  std::vector<Sequence> obstacles(arrived.begin(), arrived.end());
  while (tracer_.state() == Tracer::State::stale) {
    obstacles.push_back(tracer_.stale_at());
    while (checkpoints_.size() > 1 &&
           !checkpoints_.back().tracer.accepts(graph, snapshot, obstacles)) {
      drop_last(graph);
    }
    const std::size_t kept = checkpoints_.size();
    gather_touched();
    append(touched_, checkpoints_.back().touched);
    tracer_ = checkpoints_.back().tracer;
    tracer_.expect(graph, snapshot, checkpoints_.back().arrived);
    run(graph);
    if (tracer_.state() == Tracer::State::stale) {
      // A transfer that the late one set in motion came behind in its turn, and would again.
      while (checkpoints_.size() > kept) {
        drop_last(graph);
      }
      base::check(kept > 1, "a trace from the beginning met its own past");
      drop_last(graph);
    }
  }
}

void LiveTrace::run(const Graph& graph) {
  for (;;) {
    const std::uint64_t before = tracer_.applied();
    const bool is_done = tracer_.go_on(graph, steps_to_next());
    work_ += tracer_.applied() - before;
    if (is_done) {
      return;
    }
    add_checkpoint(graph);
  }
}

std::uint64_t LiveTrace::steps_to_next() const {
  const std::uint64_t interval =
      std::max<std::uint64_t>(pacing_.least, pacing_.per_account * tracer_.reached().size());
  const std::uint64_t due = checkpoints_.back().at() + interval;
  return due > tracer_.applied() ? due - tracer_.applied() : 0;
}

void LiveTrace::add_checkpoint(const Graph& graph) {
  gather_touched();
  checkpoints_.push_back({tracer_, {}, {}});
  thin_out(graph);
}

// A checkpoint goes when the gap that it leaves is no longer than what was applied after the gap:
// whoever must go back across the gap goes back over that much in any case.
void LiveTrace::thin_out(const Graph& graph) {
  const std::uint64_t now = tracer_.applied();
  for (std::size_t i = checkpoints_.size() - 1; i-- > 1;) {
    Checkpoint& before = checkpoints_[i - 1];
    const Checkpoint& after = checkpoints_[i + 1];
    if (after.at() - before.at() <= now - after.at()) {
      keep_arrivals(before, graph, checkpoints_[i].arrived);
      join(before.touched, checkpoints_[i].touched);
      checkpoints_.erase(checkpoints_.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }
}

void LiveTrace::drop_last(const Graph& graph) {
  const Checkpoint last = std::move(checkpoints_.back());
  checkpoints_.pop_back();
  keep_arrivals(checkpoints_.back(), graph, last.arrived);
  join(checkpoints_.back().touched, last.touched);
}

/// Only what concerns the checkpoint has to be told to it again: all others it finds in the logs.
/// The first checkpoint has reached nobody and keeps nothing.
void LiveTrace::keep_arrivals(Checkpoint& checkpoint, const Graph& graph,
                              std::span<const Sequence> arrived) {
  for (const Sequence sequence : arrived) {
    if (checkpoint.tracer.concerns(graph, sequence)) {
      checkpoint.arrived.push_back(sequence);
    }
  }
}

void LiveTrace::gather_touched() {
  const auto touched = tracer_.take_touched();
  append(touched_, touched);
  append(checkpoints_.back().touched, touched);
}

std::vector<fund::AccountId> LiveTrace::take_touched() {
  gather_touched();
  Accounts touched;
  touched.swap(touched_);
  return touched;
}

}  // namespace holdfast::trace
