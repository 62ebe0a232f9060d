// What the decide_*.cpp files about warnings share; not for use outside the core.
#pragma once

#include <string>
#include <vector>

#include "core/outcome.hpp"
#include "dissuade/warning.hpp"

namespace holdfast::core {

/// Under which key of State::warnings_of an account's warnings are found; a person's are found
/// under the digest itself.
[[nodiscard]] std::string warned_account(base::AccountId account);
/// The newest open warning under that key; null when there is none, or the key is empty.
[[nodiscard]] const dissuade::Warning* open_warning(const State& state, const std::string& key);

/// There is one of that number, in memory or past.
[[nodiscard]] bool is_warning(const State& state, dissuade::WarningId id);
/// What the figures see of one that there is.
[[nodiscard]] dissuade::Past known_of(const State& state, dissuade::WarningId id);

/// The warning, and whoever acts may: a unit works on what was pushed to it, the centre on all.
/// Errors: not_found, forbidden; conflict for one that is past.
[[nodiscard]] base::Result<const dissuade::Warning*> warning_for(const Outcome& out,
                                                                 dissuade::WarningId id);

/// It has been over for so long that it leaves memory with the next tick: nothing is noted any more
/// (decide_archive.cpp).
[[nodiscard]] bool is_to_be_archived(const Outcome& out, const dissuade::Warning& warning);

/// Clocks of these steps that begin now and run for `unit`, as far as the grade asks for them.
[[nodiscard]] std::vector<dissuade::Clock> clocks_of(const Outcome& out, std::string_view grade,
                                                     const std::vector<dissuade::Step>& steps,
                                                     std::string_view unit);
/// What a machine sends in a round; nothing to a person whose number nobody knows.
[[nodiscard]] std::vector<dissuade::Notice> notices_of(const Outcome& out, std::string_view grade,
                                                       int round, bool has_phone);
/// One tier up; the unit itself where nobody is above.
[[nodiscard]] std::string above(const State& state, const std::string& unit);

/// Notes and evolves what concerns the indexes of warnings (evolve_warnings.cpp).
void index_warning(State& state, const dissuade::Warning& warning);
void reclock_warning(State& state, const dissuade::Warning& warning);
void index_past_warnings(State& state);

void evolve_warning(State& state, const Event& event, const WarningRaised& body);
void evolve_warning(State& state, const Event& event, const WarningJoined& body);
void evolve_warning(State& state, const Event& event, const WarnedNamed& body);
void evolve_warning(State& state, const Event& event, const WarningAssigned& body);
void evolve_warning(State& state, const Event& event, const WarningMerged& body);
void evolve_warning(State& state, const Event& event, const WarningStepTaken& body);
void evolve_warning(State& state, const Event& event, const WarningConcluded& body);
void evolve_warning(State& state, const Event& event, const WarningCheckedBack& body);
void evolve_warning(State& state, const Event& event, const WarningClockRung& body);
void evolve_warning(State& state, const Event& event, const NoticeMoved& body);
void evolve_warning(State& state, const Event& event, const WarningPlaced& body);
void archive_warnings(State& state, const WarningsArchived& body);
void erase_warnings(State& state, const WarningsErased& body);

}  // namespace holdfast::core
