// Papers made from what the journal holds: the first time their digest enters it, afterwards they
// must agree with it (internal to api).
#pragma once

#include <string>

#include "api/service.hpp"

namespace holdfast::api {

/// The bytes of a paper. Errors: conflict (its texts were erased, its layout is not known),
/// too_many, unavailable (no fonts, or fonts that make other bytes than those that were issued).
[[nodiscard]] base::Result<std::string> made_paper(const Call& call, const order::Paper& paper);

/// The same as a file to fetch; the look is put on record.
[[nodiscard]] Answer fetched_paper(const Call& call, const order::Paper& paper);

/// What the QR code of a paper opens, before its code.
[[nodiscard]] std::string check_address(const Service& service);

}  // namespace holdfast::api
