// All open pursuits on the ingest path: a transfer that touches no watched account costs two probes
// of a bitmap and nothing else, however many cases are open. An opening, which is rare, is offered
// to every pursuit that reached its account, watched or not.
//
// The set owns its pursuits. An account stays in the index once a pursuit came to watch it, which
// may be more than is watched after a re-trace; the pursuit itself decides. A pursuit that breaks
// conservation is quarantined: it is reported once, keeps its last needs out of reach and takes no
// more transfers, while the others go on. One thread, which may be another than the graph's writer.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "trace/pursuit.hpp"

namespace holdfast::trace {

/// Given by the caller, one a case.
using PursuitId = base::StrongId<struct PursuitTag>;

struct PursuitNews {
  PursuitId pursuit;
  base::Result<std::vector<Need>> needs;  // what changed; an error: quarantined
};

class PursuitSet {
 public:
  /// Brings `pursuit` up to the set's as_of and takes it in, in place of one of the same id.
  /// Answers all its needs.
  [[nodiscard]] base::Result<std::vector<Need>> add(const fund::Graph& graph, PursuitId id,
                                                    Pursuit pursuit);
  void remove(PursuitId id);
  /// Links further victims to a case. Error: not_found, or as Pursuit::add_seeds.
  [[nodiscard]] base::Result<std::vector<Need>> add_seeds(const fund::Graph& graph, PursuitId id,
                                                          std::span<const Seed> seeds);
  /// Takes every transfer that arrived up to `snapshot`. Answers pursuits in order of id, those
  /// with news only.
  [[nodiscard]] std::vector<PursuitNews> advance(const fund::Graph& graph, fund::Snapshot snapshot);

  /// Nothing for an id that is not in the set.
  [[nodiscard]] const Pursuit* find(PursuitId id) const;
  [[nodiscard]] std::size_t size() const { return pursuits_.size(); }
  [[nodiscard]] fund::Snapshot as_of() const { return as_of_; }

 private:
  struct Member {
    Pursuit pursuit;
    std::vector<fund::Sequence> touching;
  };
  void index(PursuitId id, Member& member);
  void offer(fund::AccountId account, fund::Sequence sequence, std::vector<PursuitId>& touched);
  void offer_opening(fund::AccountId account, fund::Sequence sequence,
                     std::vector<PursuitId>& touched);
  static void offer_to(PursuitId id, Member& member, fund::Sequence sequence,
                       std::vector<PursuitId>& touched);
  [[nodiscard]] bool is_watched(fund::AccountId account) const {
    const std::size_t word = account.value() / 64;
    return word < watched_.size() && (watched_[word] >> (account.value() % 64) & 1) != 0;
  }

  std::map<PursuitId, Member> pursuits_;
  std::vector<std::uint64_t> watched_;  // one bit an account
  AccountMap watcher_slots_;            // account -> place in watchers_
  std::vector<std::vector<PursuitId>> watchers_;
  fund::Snapshot as_of_;
};

}  // namespace holdfast::trace
