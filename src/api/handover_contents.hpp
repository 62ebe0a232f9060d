// What the package of a hand-over is made of, gathered from a running engine: for the API and for
// the command line.
#pragma once

#include <functional>

#include "dossier/package.hpp"
#include "engine/engine.hpp"

namespace holdfast::api {

/// The bytes of a paper as it was issued.
using DrawPaper = std::function<base::Result<std::string>(const order::Paper&)>;

/// Papers are drawn by `draw`, worksheets of return plans worked out anew and held against their
/// digests: may take as long as a trace. Errors: not_found; conflict, for one that was not sent;
/// unavailable, where a worksheet comes out otherwise; those of `draw`. Any thread but the
/// engine's.
[[nodiscard]] base::Result<dossier::Contents> handover_contents(const engine::Engine& engine,
                                                                desk::HandoverId id,
                                                                const DrawPaper& draw);

}  // namespace holdfast::api
