#include "engine/gap_watch.hpp"

#include "core/decide.hpp"

namespace holdfast::engine {

void GapWatch::note(const core::AskAboutGap& gap) {
  const std::pair key{gap.case_id, gap.account};
  if (gap.amount.is_positive()) {
    open_.insert_or_assign(key, gap);
  } else {
    open_.erase(key);
  }
}

void GapWatch::settle(Turn& turn) {
  std::erase_if(open_, [&](const auto& each) {
    const core::AskAboutGap& gap = each.second;
    if (!core::was_asked(turn.state, gap)) {
      turn.decide_own(gap);
    }
    return core::was_asked(turn.state, gap);
  });
}

}  // namespace holdfast::engine
