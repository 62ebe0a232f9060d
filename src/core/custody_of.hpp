// The custody ledger of a case, from the state. Other cases' measures at its accounts count as far
// as they hold more than their own case needs there, to each case in turn: no fen that a measure
// binds is counted in two ledgers.
#pragma once

#include "core/state.hpp"
#include "custody/facts.hpp"

namespace holdfast::core {

struct Custody {
  custody::Ledger ledger;
  std::vector<custody::Check> checks;
};

[[nodiscard]] Custody custody_of(const State& state, const desk::CaseFile& file, base::Instant now);

}  // namespace holdfast::core
