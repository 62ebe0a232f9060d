// What citizens hand in without a login, read strictly: by the centre that takes it, and before it
// by the public zone, which passes on nothing that cannot be read (internal to api).
#pragma once

#include <string_view>

#include "api/public_house.hpp"
#include "base/result.hpp"
#include "core/command.hpp"

namespace holdfast::api {

/// An objection to the measure whose notice has that code. Errors: bad_input with the member.
[[nodiscard]] base::Result<core::FileObjection> read_filing(std::string_view code,
                                                            std::string_view body);
/// An objection to a plan of returns, "F000001". Errors: not_found; bad_input with the member.
[[nodiscard]] base::Result<core::ObjectToPlan> read_plan_objection(std::string_view id,
                                                                   std::string_view body);
/// An application for return, its code left open. Errors: bad_input with the member.
[[nodiscard]] base::Result<core::ApplyForReturn> read_application(std::string_view body);

/// What its code tells of an application that has no number yet.
[[nodiscard]] std::string open_application(bool hardship, const House& house, base::Instant filed);

}  // namespace holdfast::api
