// What the rarer families add to the document of an order.
#include <boost/json.hpp>

#include "engine/view_parts.hpp"
#include "order/clock.hpp"

namespace holdfast::engine {

namespace json = boost::json;

namespace {

using order::Order;

json::value consent(const Order& order) {
  if (!order.consent) {
    return nullptr;
  }
  const auto& given = *order.consent;
  return json::object{
      {"by", base::mask_name(given.by.text)},
      {"way", enum_text(given.way)},
      {"reference", given.reference},
      {"given_at", base::format_instant(given.given_at)},
      {"revoked", given.revoked
                      ? json::value(json::object{{"by", given.revoked->by},
                                                 {"at", base::format_instant(given.revoked->at)},
                                                 {"reason", given.revoked->reason}})
                      : json::value(nullptr)}};
}

json::value evidence(const Order& order) {
  if (!order.evidence) {
    return nullptr;
  }
  const auto& ask = *order.evidence;
  const auto& given = order.reply.evidence;
  json::array serials;
  for (const auto& each : ask.serials) {
    serials.push_back(json::value(each));
  }
  return json::object{
      {"kind", enum_text(ask.kind)},
      {"from", time_or_null(ask.from)},
      {"until", time_or_null(ask.until)},
      {"place", text_or_null(ask.place)},
      {"serials", std::move(serials)},
      {"overwrites_at", time_or_null(ask.overwrites_at)},
      {"given", given ? json::value(json::object{{"reference", given->reference},
                                                 {"sha256", given->sha256},
                                                 {"note", text_or_null(given->note)}})
                      : json::value(nullptr)}};
}

json::value payback(const Order& order, const ViewContext& context) {
  if (!order.payback) {
    return nullptr;
  }
  return json::object{{"to", account_ref(context.world, context.state.routing, order.payback->to,
                                         order.payback->institution)}};
}

json::value mark(const Order& order) {
  if (!order.mark) {
    return nullptr;
  }
  return json::object{{"kind", enum_text(order.mark->kind)},
                      {"value", base::mask_number(order.mark->value.text)},
                      {"platform", text_or_null(order.mark->platform)}};
}

json::value spoken(const Order& order) {
  if (!order.handling.spoken) {
    return nullptr;
  }
  const auto& told = *order.handling.spoken;
  return json::object{{"way", enum_text(told.way)},
                      {"person", told.person},
                      {"at", base::format_instant(told.at)},
                      {"note", text_or_null(told.note)},
                      {"by", told.by}};
}

}  // namespace

json::object subject_ref(const Order& order, const ViewContext& context) {
  if (!order.mark) {
    return account_ref(context.world, context.state.routing, order.account, order.institution);
  }
  const auto* known = core::find_institution(context.state.routing, order.institution);
  return json::object{
      {"ref", ""},
      {"number", base::mask_number(order.mark->value.text)},
      {"name", order.mark->platform},
      {"institution", json::object{{"code", order.institution},
                                   {"name", known == nullptr ? order.institution : known->name}}}};
}

void add_special(json::object& doc, const Order& order, const ViewContext& context) {
  doc["consent"] = consent(order);
  doc["evidence"] = evidence(order);
  doc["payback"] = payback(order, context);
  doc["mark"] = mark(order);
  doc["spoken"] = spoken(order);
  doc["due"] = time_or_null(order::due_of(order, context.state.rules));
  doc["drill"] = order.drill;
}

}  // namespace holdfast::engine
