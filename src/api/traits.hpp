// What a report shows of whoever is behind it, as traits that cases are compared by (internal to
// api). Digests are keyed; what is shown is masked, but for names that many bear (hosts, apps).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/service.hpp"
#include "desk/series.hpp"
#include "tip/tip.hpp"

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

/// What a tip names, by hand. Errors: as trait_by_hand, for which nothing is common to all.
[[nodiscard]] base::Result<tip::Named> named_by_hand(desk::TraitKind kind, std::string_view text,
                                                     std::string_view where);
/// What the text of a tip names, but for what is in `already`, the reporter's `phone`, official
/// sites and what is common to all. Empty where the server has no text model.
[[nodiscard]] std::vector<tip::Named> named_in_text(const Call& call, std::string_view text,
                                                    const std::vector<tip::Named>& already,
                                                    std::string_view phone);
/// As the engine reads the text: a type of fraud; empty: nothing, or no text model.
[[nodiscard]] std::string type_of_text(const Call& call, std::string_view text);

}  // namespace holdfast::api
