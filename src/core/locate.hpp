// Which unit answers for an address or an area that somebody tells: by the streets of the ledger
// and the units that they belong to. Engine thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/state.hpp"

namespace holdfast::core {

struct Whereabouts {
  dissuade::Located located = dissuade::Located::unknown;
  std::string street;                // where it is one
  std::string unit;                  // of the street; of several the lowest above all; empty: none
  std::vector<std::string> streets;  // all that are meant
};

/// `street` is an officer's choice, and one of the ledger's; empty: by `area`.
[[nodiscard]] Whereabouts locate(const State& state, std::string_view area,
                                 const std::string& street);

}  // namespace holdfast::core
