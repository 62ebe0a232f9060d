// Closing a case and reopening it.
#include "api/body.hpp"
#include "api/routes.hpp"

namespace holdfast::api {

Answer close_case(const Call& call) {
  const auto id = read_case(call.request.param("id"));
  const auto fields = Fields::parse(call.request.body);
  if (!id || !fields) {
    return !id ? id.error() : fields.error();
  }
  core::CloseCase close;
  close.case_id = *id;
  close.outcome = needed_choice<desk::CaseOutcome>(
      *fields, "outcome", "recovered, nothing_left, transferred or unfounded");
  close.reason = fields->needed_text("reason", 2000);
  close.leave_orders = fields->text("leave_orders", 2000);
  close.leave_tasks = fields->text("leave_tasks", 2000);
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return submit(call, std::move(close), "case");
}

Answer reopen_case(const Call& call) {
  const auto id = read_case(call.request.param("id"));
  const auto fields = Fields::parse(call.request.body);
  if (!id || !fields) {
    return !id ? id.error() : fields.error();
  }
  core::ReopenCase reopen{*id, fields->needed_text("reason", 2000)};
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return submit(call, std::move(reopen), "case");
}

}  // namespace holdfast::api
