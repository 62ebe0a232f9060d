// Gaps that the pursuits found and that no bank was asked about yet: money that a stated balance
// shows to be gone. Whether a bank may be asked is the core's to say (decide_queries.cpp); the
// answer changes when its feed moves on or a query comes back, so what is open is put again.
//
// Derived, like the pursuits: after a restart they tell of their gaps anew. Engine thread.
#pragma once

#include <map>
#include <utility>

#include "core/command.hpp"
#include "engine/turn.hpp"

namespace holdfast::engine {

class GapWatch {
 public:
  /// The newest word on one account of one case; an amount of 0 closes the gap.
  void note(const core::AskAboutGap& gap);
  /// Asks about every open gap that may be asked about now.
  void settle(Turn& turn);
  [[nodiscard]] std::size_t size() const { return open_.size(); }

 private:
  std::map<std::pair<desk::CaseId, base::AccountId>, core::AskAboutGap> open_;
};

}  // namespace holdfast::engine
