// A trace that never ends: one case, followed live (TRACE "Live pursuit is the same function").
//
// Law: at its `as_of` a pursuit's state equals a batch trace of all transfers received so far,
// sorted by (time, arrival). A new transfer continues the state as long as each account sees its
// own transfers in order; for one that comes behind the trace goes back to before the account it
// affects first, and the difference is the answer (live_trace.hpp). The work of a late transfer is
// bounded by what lies after it, not by the length of the case.
//
// Two traces run side by side, taint_first and clean_first: a stop is due for the larger of the
// two remainders. One thread, which may be another than the graph's writer; pursuits are
// independent.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "trace/live_trace.hpp"

namespace holdfast::trace {

/// The defaults of a live pursuit: follow at least 100 yuan, 20 hops, 30 days without movement.
[[nodiscard]] Limits live_limits();

/// What the desk has to know of one account that the money reached.
struct Need {
  fund::AccountId account;
  base::Fen amount;         // the larger of the two remainders; 0: no longer justified
  base::Fen least;          // the smaller of the two
  base::Fen exited;         // of it, what came as exit payments, the larger of the two
  base::Fen unfollowed;     // of it, what a limit left unfollowed, the larger of the two
  base::Fen unseen;         // gone by the bank's word, without a transfer; the larger of the two
  base::Fen known_balance;  // a hold is for the smaller of this and `amount - exited`
  std::uint32_t tier = 0;
  fund::Sequence justification;  // the latest transfer that brought taint
  fund::Sequence unseen_by;      // the latest statement of balance that showed it, if `unseen`
  bool exit = false;
  fund::Kind exit_kind = fund::Kind::transfer;  // of the latest exit payment, if `exit`

  bool operator==(const Need&) const = default;
};

class Pursuit {
 public:
  /// Replays the past up to `snapshot`. Sources are numbered in the order of the seeds' transfers
  /// in the world. Errors: as `trace`.
  [[nodiscard]] static base::Result<Pursuit> start(const fund::Graph& graph,
                                                   fund::Snapshot snapshot, std::vector<Seed> seeds,
                                                   const Limits& limits = live_limits());

  /// Takes what arrived up to `snapshot` and answers which needs changed, by account. An account
  /// that is no longer reached is answered once with amount 0. Error: corrupt when money got lost;
  /// the pursuit is then broken and answers nothing more.
  [[nodiscard]] base::Result<std::vector<Need>> advance(const fund::Graph& graph,
                                                        fund::Snapshot snapshot);
  /// As above where the caller knows which of the new transfers touch an account this pursuit
  /// `watches` or open one that it `reaches`; more than those do no harm.
  [[nodiscard]] base::Result<std::vector<Need>> advance(const fund::Graph& graph,
                                                        fund::Snapshot snapshot,
                                                        std::span<const fund::Sequence> touching);
  /// A further victim is linked: traces anew with all seeds and answers what changed. On an error
  /// nothing is changed.
  [[nodiscard]] base::Result<std::vector<Need>> add_seeds(const fund::Graph& graph,
                                                          fund::Snapshot snapshot,
                                                          std::span<const Seed> seeds);

  /// All needs with something remaining or gone unseen, by account. `balances_at`: at or after
  /// `as_of`; the known balances of accounts that are not followed are taken there.
  [[nodiscard]] std::vector<Need> needs(const fund::Graph& graph, fund::Snapshot balances_at) const;
  [[nodiscard]] std::vector<Need> needs(const fund::Graph& graph) const {
    return needs(graph, as_of_);
  }
  [[nodiscard]] fund::Snapshot as_of() const { return as_of_; }
  [[nodiscard]] const std::vector<Seed>& seeds() const { return seeds_; }
  [[nodiscard]] base::Fen stolen() const { return upper_.tracer().stolen(); }
  /// A transfer of this account can change the state.
  [[nodiscard]] bool watches(fund::AccountId account) const {
    return upper_.tracer().has_followed(account) || lower_.tracer().has_followed(account);
  }
  /// Taint came to this account at some time; an opening of it can change the state.
  [[nodiscard]] bool reaches(fund::AccountId account) const {
    return upper_.tracer().find(account) != nullptr || lower_.tracer().find(account) != nullptr;
  }
  /// Accounts that came to be watched since the last call.
  [[nodiscard]] std::vector<fund::AccountId> take_watched();
  /// How often late transfers made the trace go back.
  [[nodiscard]] std::uint64_t retraces() const { return retraces_; }
  /// Transfers applied by both traces so far, those applied again counted again.
  [[nodiscard]] std::uint64_t work() const { return work_before_ + upper_.work() + lower_.work(); }
  [[nodiscard]] bool is_broken() const { return broken_; }

 private:
  Pursuit(std::vector<Seed> seeds, const Limits& limits, LiveTrace upper, LiveTrace lower)
      : seeds_(std::move(seeds)),
        limits_(limits),
        upper_(std::move(upper)),
        lower_(std::move(lower)) {}
  [[nodiscard]] Need need_of(const fund::Graph& graph, fund::Snapshot balances_at,
                             fund::AccountId account) const;
  [[nodiscard]] std::vector<Need> changes(const fund::Graph& graph,
                                          std::span<const fund::AccountId> accounts);
  [[nodiscard]] std::vector<Need> settle(const fund::Graph& graph);
  [[nodiscard]] std::vector<Need> settle_all(const fund::Graph& graph);
  void note_watched(std::span<const fund::AccountId> accounts);

  std::vector<Seed> seeds_;  // in the order of the world
  Limits limits_;
  LiveTrace upper_;  // taint_first
  LiveTrace lower_;  // clean_first
  fund::Snapshot as_of_;
  std::map<fund::AccountId, Need> told_;
  std::vector<fund::AccountId> watched_;
  AccountMap known_watched_;
  std::uint64_t retraces_ = 0;
  std::uint64_t work_before_ = 0;  // of traces that a further seed replaced
  bool broken_ = false;
};

}  // namespace holdfast::trace
