// A trace that goes on for ever and can go back: a tracer with checkpoints behind it.
//
// How it works. A checkpoint is a copy of the tracer between two steps, with what arrived after it
// was made. The first one stands before the first transfer. When a transfer comes behind what the
// tracer has applied, the newest checkpoint that accepts it is copied, told what arrived since, and
// goes on from there; the checkpoints after it belong to a past that did not happen and are
// dropped. What it does then is what a trace from the beginning would do: the state of a checkpoint
// is that of such a trace at the same point, whatever came later behind it.
//
// Cost. A checkpoint is made every so many transfers (Pacing), more where more accounts are
// reached, so that copying stays a constant part of the work. Of the older ones so many are kept
// that a transfer behind the last n applied ones makes at most 2n and one interval be applied
// again, as long as no earlier one made the trace shorter. That is at most about twice the binary
// logarithm of the number of intervals; beside them stand the arrivals of the newer half of the
// trace, 8 bytes each. One thread; the graph's writer may go on.
#pragma once

#include <span>
#include <vector>

#include "trace/tracer.hpp"

namespace holdfast::trace {

/// How often a checkpoint is made: every so many applied transfers, the larger of the two counts.
struct Pacing {
  std::uint64_t least = 256;      // above 0
  std::uint64_t per_account = 2;  // times the accounts reached
};

class LiveTrace {
 public:
  /// Replays the past up to `snapshot`. Errors: as `trace`.
  [[nodiscard]] static base::Result<LiveTrace> start(const fund::Graph& graph,
                                                     fund::Snapshot snapshot,
                                                     std::span<const Seed> seeds,
                                                     const TraceOptions& options,
                                                     Pacing pacing = {});

  /// Goes on to `snapshot`. `arrived` are at least those transfers since the last snapshot that
  /// concern the tracer. Error: corrupt when money got lost; the trace
  /// may not be used any more.
  [[nodiscard]] base::Result<void> advance(const fund::Graph& graph, fund::Snapshot snapshot,
                                           std::span<const fund::Sequence> arrived);

  [[nodiscard]] const Tracer& tracer() const { return tracer_; }
  /// Accounts that may have changed since the last call, in no particular order, some perhaps
  /// twice; one that is no longer reached is among them.
  [[nodiscard]] std::vector<fund::AccountId> take_touched();
  /// Transfers applied so far, those that were applied again counted again: the work done.
  [[nodiscard]] std::uint64_t work() const { return work_; }
  /// How often a late transfer made it go back.
  [[nodiscard]] std::uint64_t rewinds() const { return rewinds_; }
  [[nodiscard]] std::size_t checkpoints() const { return checkpoints_.size(); }

 private:
  struct Checkpoint {
    Tracer tracer;
    std::vector<fund::Sequence> arrived;   // after it, up to the next checkpoint
    std::vector<fund::AccountId> touched;  // likewise
    [[nodiscard]] std::uint64_t at() const { return tracer.applied(); }
  };

  LiveTrace(Tracer tracer, Pacing pacing);
  void run(const fund::Graph& graph);
  [[nodiscard]] std::uint64_t steps_to_next() const;
  void add_checkpoint(const fund::Graph& graph);
  void thin_out(const fund::Graph& graph);
  void gather_touched();
  void rewind(const fund::Graph& graph, fund::Snapshot snapshot,
              std::span<const fund::Sequence> arrived);
  void drop_last(const fund::Graph& graph);
  static void keep_arrivals(Checkpoint& checkpoint, const fund::Graph& graph,
                            std::span<const fund::Sequence> arrived);

  Pacing pacing_;
  Tracer tracer_;
  std::vector<Checkpoint> checkpoints_;  // oldest first; each stands in the past of the next
  std::vector<fund::AccountId> touched_;
  std::uint64_t work_ = 0;
  std::uint64_t rewinds_ = 0;
};

}  // namespace holdfast::trace
