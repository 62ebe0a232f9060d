// What is said of a preview and of work under way (internal to api).
#pragma once

#include <boost/json/fwd.hpp>

#include "analyst/statement_desk.hpp"

namespace holdfast::api {

/// {"state","bytes_done","bytes_total","rows","fresh","known","refused","error"}.
[[nodiscard]] boost::json::object progress_json(const analyst::JobView& job);
/// The files' own text in plain: it goes back to whoever sent them.
[[nodiscard]] boost::json::object preview_json(const analyst::StatementPreview& preview);

}  // namespace holdfast::api
