// What the handlers of warnings share (internal to api).
#pragma once

#include <boost/json/fwd.hpp>

#include "api/body.hpp"
#include "api/service.hpp"

namespace holdfast::api {

/// What officers and partners tell alike: the person, the account, reasons and evidence.
[[nodiscard]] engine::ReportedWarning read_warning(const Fields& fields);

/// Submits it and answers {"warning","seq"}.
[[nodiscard]] Answer raise_by_partner(const Call& call, engine::ReportedWarning warning);

/// Its personal texts in plain; empty where there is none, or it was not pushed to whoever asks. Of
/// one that is past they are read from the journal. Errors: not_found once they are erased or the
/// journal has dropped them; corrupt, io.
[[nodiscard]] base::Result<boost::json::object> texts_of_warning(const Call& call,
                                                                 dissuade::WarningId id);

}  // namespace holdfast::api
