// What the handlers of warnings share (internal to api).
#pragma once

#include "api/body.hpp"
#include "api/service.hpp"

namespace holdfast::api {

/// What officers and partners tell alike: the person, the account, reasons and evidence.
[[nodiscard]] engine::ReportedWarning read_warning(const Fields& fields);

/// Submits it and answers {"warning","seq"}.
[[nodiscard]] Answer raise_by_partner(const Call& call, engine::ReportedWarning warning);

}  // namespace holdfast::api
