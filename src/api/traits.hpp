// What a report shows of whoever is behind it, as traits that cases are compared by (internal to
// api). Digests are keyed; what is shown is masked, but for names that many bear (hosts, apps).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/service.hpp"
#include "desk/series.hpp"

namespace holdfast::api {

/// Of the narrative, the payees and the particulars; nothing of the victim's own telephone and
/// accounts, of official sites, of institutions' hotlines, or of what the rule `series.common`
/// lists. The narrative is read where the server has a text model. At most a hundred.
[[nodiscard]] std::vector<desk::Trait> traits_of_report(const Call& call,
                                                        const engine::Report& report);

/// One that an officer tells. Errors: bad_input, for a text that does not have the form of its kind
/// or is common to all; `where` names the field.
[[nodiscard]] base::Result<desk::Trait> trait_by_hand(const Call& call, desk::TraitKind kind,
                                                      std::string_view text,
                                                      std::string_view where);

}  // namespace holdfast::api
