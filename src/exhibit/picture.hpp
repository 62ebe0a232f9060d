// The picture of a trace: accounts in columns by tier, the victims' at the left, lines as thick as
// the stolen money on them. The largest are drawn, the others of a tier are one box. Pure: equal
// findings give equal pictures.
#pragma once

#include "exhibit/replay.hpp"
#include "paper/drawing.hpp"

namespace holdfast::exhibit {

[[nodiscard]] paper::Drawing picture_of(const Dossier& dossier, const Findings& findings);

}  // namespace holdfast::exhibit
