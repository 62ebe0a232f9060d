// The document of a payment that was delayed or held.
#include <boost/json.hpp>

#include "engine/view_parts.hpp"

namespace holdfast::engine {

namespace json = boost::json;

namespace {

template <typename Id>
json::array ids(const std::vector<Id>& all) {
  json::array list;
  for (const auto id : all) {
    list.emplace_back(order::to_text(id));
  }
  return list;
}

json::array reasons(const std::vector<desk::ScreenReason>& all) {
  json::array list;
  for (const auto& reason : all) {
    list.push_back(json::object{{"code", reason.code}, {"text", reason.words}});
  }
  return list;
}

json::value account(std::optional<base::AccountId> id, const ViewContext& context) {
  return id ? json::value(account_ref(context.world, context.state.routing, *id))
            : json::value(nullptr);
}

}  // namespace

port::ProjectionRow screening_row(const desk::Screening& screening, const ViewContext& context) {
  const auto* institution = core::find_institution(context.state.routing, screening.institution);
  json::object doc;
  doc["id"] = desk::to_text(screening.id);
  doc["institution"] =
      json::object{{"code", screening.institution},
                   {"name", institution ? institution->name : screening.institution}};
  doc["payment_id"] = screening.payment;
  doc["payer"] = account(screening.payer, context);
  doc["payee"] = account(screening.payee, context);
  doc["amount_fen"] = screening.amount.value();
  doc["at"] = base::format_instant(screening.at);
  doc["valid_until"] = base::format_instant(screening.until);
  doc["decision"] = enum_text(screening.advice);
  doc["basis"] = enum_text(screening.basis);
  doc["unjudged"] = enum_text(screening.unjudged);
  doc["score_millionths"] =
      screening.judged ? json::value(screening.judged->score) : json::value(nullptr);
  doc["scoring"] = screening.judged ? json::value(desk::to_text(screening.judged->scoring))
                                    : json::value(nullptr);
  doc["reasons"] = reasons(screening.reasons);
  doc["cases"] = ids(screening.cases);
  doc["orders"] = ids(screening.orders);
  port::ProjectionRow row;
  row.kind = "screening";
  row.id = desk::to_text(screening.id);
  row.parent = screening.institution;
  row.state = enum_text(screening.advice);
  row.at_ms = base::to_unix_ms(screening.at);
  row.amount_fen = screening.amount.value();
  row.terms = {row.id, screening.payment};
  row.doc = json::serialize(doc);
  return row;
}

}  // namespace holdfast::engine
