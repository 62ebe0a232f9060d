// The trace as GraphML, for tools that analysts have. Pure.
#pragma once

#include <string>

#include "exhibit/replay.hpp"

namespace holdfast::exhibit {

[[nodiscard]] std::string graphml_of(const Dossier& dossier, const Findings& findings);

}  // namespace holdfast::exhibit
