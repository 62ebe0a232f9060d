// The officer's side of the holder's desk: what is to be answered, and the answer.
#include "api/body.hpp"
#include "api/routes.hpp"

namespace holdfast::api {

namespace {

constexpr std::size_t reason_bytes_max = 2000;
constexpr std::size_t document_bytes_max = 64;

}  // namespace

Answer list_objections(const Call& call) {
  auto query = page_query(call, "objection");
  if (!query) {
    return query.error();
  }
  if (call.query("order").empty()) {
    query->order = port::RowOrder::oldest_first;  // by what is due first
  }
  if (const auto state = call.query("state"); !state.empty()) {
    query->states = {state};
  }
  return list_page(call, *query);
}

Answer answer_objection(const Call& call) {
  const auto number = read_number(call.request.param("id"), 'Y');
  if (!number) {
    return base::Error{base::ErrorCode::not_found, "no such objection"};
  }
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  core::DecideObjection answer;
  answer.objection = desk::ObjectionId{*number};
  answer.ruling = needed_choice<desk::Ruling>(*fields, "ruling", "refuse, reduce or release", 16);
  answer.reason = fields->needed_text("reason", reason_bytes_max);
  answer.keep = fields->amount("keep_fen");
  answer.document = fields->text("document", document_bytes_max);
  answer.second = fields->text("second", 64);
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return submit(call, std::move(answer), "objection");
}

}  // namespace holdfast::api
