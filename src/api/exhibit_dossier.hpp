// From the engine to a dossier: the rows behind an exhibit, their accounts, and where each came
// from (internal to api).
#pragma once

#include "desk/exhibit.hpp"
#include "engine/engine.hpp"
#include "exhibit/dossier.hpp"

namespace holdfast::api {

inline constexpr std::string_view program_name = "holdfast 0.1.0";

/// How an exhibit is traced. Errors: bad_input for a policy that there is none of.
[[nodiscard]] base::Result<trace::TraceOptions> trace_options(const desk::ExhibitMethod& method);

/// Reads the journal and may take seconds: not on the engine's thread. Errors: those of
/// exhibit::rows_behind; corrupt, io.
[[nodiscard]] base::Result<exhibit::Dossier> dossier_of(engine::Engine& engine,
                                                        const desk::Exhibit& exhibit,
                                                        const exhibit::Limits& limits);

/// The trace over all that the house knows agrees with the one over the rows that the dossier
/// carries. Errors: corrupt, naming the account.
[[nodiscard]] base::Result<void> check_against_graph(engine::Engine& engine,
                                                     const desk::Exhibit& exhibit,
                                                     const exhibit::Dossier& dossier,
                                                     const trace::TraceResult& carried);

}  // namespace holdfast::api
