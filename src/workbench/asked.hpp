// What every answer begins with; shared by ask.cpp and ask_marks.cpp, for nobody else.
#pragma once

#include "workbench/ask.hpp"

namespace holdfast::workbench {

struct Asked {
  const Asking& asking;
  const Sources& sources;
  Options options;
  fund::TimeRange range;

  [[nodiscard]] const std::vector<AccountId>& accounts() const { return asking.accounts; }
  /// The payments of the range; of all times where the question looks beyond it.
  [[nodiscard]] Payments payments() const { return payments(range); }
  [[nodiscard]] Payments payments_of_all_times() const {
    return payments({base::Instant{}, base::Instant::max()});
  }
  [[nodiscard]] Payments payments(const fund::TimeRange& within) const {
    return sources.payments(
        {.range = within, .amount_min = options.yuan("amount_min_yuan"), .effort = asking.effort});
  }
};

using Answer = base::Result<Answered> (*)(const Asked&);

// ask_marks.cpp
[[nodiscard]] base::Result<Answered> answer_together(const Asked& asked);
[[nodiscard]] base::Result<Answered> answer_shared(const Asked& asked);
[[nodiscard]] base::Result<Answered> answer_cash(const Asked& asked);

}  // namespace holdfast::workbench
