// Finding the transfer that a victim's loss speaks of: same payer, payee and amount, nearest in
// time within a day, and claimed by no other loss. Engine thread only.
#pragma once

#include <map>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "core/event.hpp"
#include "core/state.hpp"
#include "desk/case_file.hpp"
#include "engine/turn.hpp"

namespace holdfast::engine {

class Matcher {
 public:
  /// The transfer for this loss among those the world holds, and not in `taken`.
  [[nodiscard]] std::optional<base::Sequence> find(
      const desk::Loss& loss, const World& world,
      const std::unordered_set<base::Sequence>& taken) const;
  /// Some loss waits for a transfer.
  [[nodiscard]] bool waits() const { return !waiting_.empty(); }
  /// Looks whether a transfer that just came in is one that a loss waits for; if so, decides it.
  void offer(Turn& turn, base::Sequence sequence);
  /// Keeps the lists of waiting losses and claimed transfers; call for every event.
  void note(const core::Event& event);
  /// After a restart from a snapshot.
  void rebuild(const core::State& state);

 private:
  struct Waiting {
    desk::CaseId case_id;
    std::size_t index = 0;
    desk::Loss loss;
  };
  void wait_for(desk::CaseId case_id, std::size_t index, const desk::Loss& loss);

  std::unordered_map<base::AccountId, std::vector<Waiting>> waiting_;   // by payee
  std::map<std::pair<desk::CaseId, std::size_t>, desk::Loss> unnamed_;  // no payee known yet
  std::unordered_set<base::Sequence> claimed_;
  std::unordered_map<desk::CaseId, std::size_t> losses_of_;
};

}  // namespace holdfast::engine
