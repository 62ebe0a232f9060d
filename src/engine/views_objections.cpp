// The document of an objection: masked, as everything that lists hold.
#include <boost/json.hpp>

#include "engine/view_parts.hpp"

namespace holdfast::engine {

namespace json = boost::json;

namespace {

json::value answered(const desk::Objection& objection) {
  if (!objection.answered) {
    return nullptr;
  }
  const auto& answer = *objection.answered;
  return json::object{
      {"ruling", enum_text(answer.ruling)},
      {"by", answer.by},
      {"at", base::format_instant(answer.at)},
      {"reason", answer.reason},
      {"order", answer.order ? json::value(order::to_text(*answer.order)) : json::value(nullptr)},
      {"keep_fen", fen_or_null(answer.keep)}};
}

}  // namespace

port::ProjectionRow objection_row(const desk::Objection& objection, const ViewContext& context) {
  const auto& state = context.state;
  const auto& order = state.orders.at(objection.order);
  json::object doc;
  doc["id"] = desk::to_text(objection.id);
  doc["notice"] = order::to_text(objection.notice);
  doc["order"] = order::to_text(objection.order);
  doc["case"] = order::to_text(objection.case_id);
  doc["family"] = enum_text(order.family);
  doc["account"] = subject_ref(order, context);
  doc["amount_fen"] = fen_or_null(order.amount);
  doc["situation"] = enum_text(objection.situation);
  doc["urgency"] = enum_text(objection.urgency);
  doc["wanted_fen"] = fen_or_null(objection.wanted);
  doc["text"] = base::mask_text(objection.text.text);
  doc["name"] = base::mask_name(objection.name.text);
  doc["phone"] = base::mask_number(objection.phone.text);
  doc["filed_at"] = base::format_instant(objection.filed_at);
  doc["due"] = base::format_instant(objection.due);
  doc["article"] = objection.article;
  doc["state"] = objection.answered ? "answered" : "open";
  doc["answered"] = answered(objection);
  port::ProjectionRow row;
  row.kind = "objection";
  row.id = desk::to_text(objection.id);
  row.parent = order::to_text(objection.case_id);
  row.state = objection.answered ? "answered" : "open";
  row.at_ms = base::to_unix_ms(objection.due);  // what is due first is listed first
  row.amount_fen = order.amount.value_or(base::Fen{}).value();
  row.terms = {row.id, order::to_text(objection.order)};
  row.doc = json::serialize(doc);
  return row;
}

}  // namespace holdfast::engine
