// One asking over HTTP, and what comes of it as JSON, CSV or GraphML (internal to api).
#pragma once

#include <boost/json/fwd.hpp>

#include "analyst/case_scope.hpp"
#include "api/flow_json.hpp"

namespace holdfast::api {

/// The question of a body {"question","options","accounts","cases"}; accounts are refs. Errors are
/// noted in `fields`, or, of accounts, returned.
struct WantedAnswer {
  workbench::Asking asking;
  std::vector<desk::CaseId> cases;
};
class Fields;
[[nodiscard]] base::Result<WantedAnswer> read_asking(const Call& call, const Fields& fields);

/// [{"name","text"}], by name.
[[nodiscard]] workbench::Options::Texts read_options(const Fields& fields);

/// An error of the workbench as the API tells it: its `where` points into the body.
[[nodiscard]] base::Error told_of(base::Error error);

/// Texts that are somebody's own (an identity number, a telephone) masked, as lists show them.
void mask_personal(std::string_view question, workbench::AnswerTable& table);

/// {"question","columns","rows","accounts","remarks","picture","looked_at"}.
[[nodiscard]] boost::json::object answer_json(const FlowFrame& frame, std::string_view question,
                                              const workbench::Answered& answered,
                                              const analyst::CaseScope& scope);

}  // namespace holdfast::api
