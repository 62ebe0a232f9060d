// The document of an order.
#include <algorithm>
#include <boost/json.hpp>
#include <fmt/core.h>

#include "engine/view_parts.hpp"

namespace holdfast::engine {

namespace json = boost::json;

namespace {

using order::Order;

/// What the officer can do next about a partner's answer.
std::string_view next_action(law::CodeAction action) {
  switch (action) {
    case law::CodeAction::done:
      return "";
    case law::CodeAction::fix:
      return "核对后更正并重发";
    case law::CodeAction::freeze:
      return "立案后办理冻结";
    case law::CodeAction::retry:
      return "系统将自动重发";
    case law::CodeAction::end:
      return "无需进一步处理";
  }
  return "";
}

json::value justification(const Order& order, const ViewContext& context) {
  if (!order.justification) {
    return nullptr;
  }
  const auto& why = *order.justification;
  // A query asks for a transfer that no feed has shown: there is none to name.
  const bool is_seen = order.family != order::Family::transaction_query;
  return json::object{
      {"transfer", is_seen ? json::value(to_text(why.transfer)) : json::value(nullptr)},
      {"payer", account_ref(context.world, context.state.routing, why.payer)},
      {"amount_fen", why.amount.value()},
      {"time", base::format_instant(why.time)},
      {"serial", why.serial}};
}

json::object times(const order::Times& at) {
  return {{"reported", base::format_instant(at.reported)},
          {"drafted", base::format_instant(at.drafted)},
          {"approved", time_or_null(at.approved)},
          {"sent", time_or_null(at.sent)},
          {"acknowledged", time_or_null(at.acknowledged)},
          {"in_force", time_or_null(at.in_force)},
          {"answered", time_or_null(at.answered)},
          {"ended", time_or_null(at.ended)}};
}

json::value elapsed(base::Instant from, const std::optional<base::Instant>& until) {
  return until ? json::value((*until - from).count()) : json::value(nullptr);
}

bool was_corrected(const core::State& state, const Order& order) {
  const auto found = state.orders_of.find(order.account);
  return found != state.orders_of.end() &&
         std::any_of(found->second.begin(), found->second.end(),
                     [&](order::OrderId id) { return state.orders.at(id).corrects == order.id; });
}

json::array needs(const Order& order, const core::State& state) {
  json::array list;
  if (order.state == order::State::review) {
    list.push_back("approve");
  }
  if (order.state == order::State::refused && order.candidate && !was_corrected(state, order)) {
    list.push_back("correct");
  }
  if (order.state == order::State::in_force && order.excess.is_positive()) {
    list.push_back("release");
  }
  if (order.state == order::State::failed && order.family == order::Family::stop &&
      !held_at(state, order.account).is_stopping) {
    list.push_back("retry");
  }
  return list;
}

/// Filters combine by conjunction, and a list takes one term: so every conjunction is a term.
void add_filter_terms(std::vector<std::string>& terms, const Order& order) {
  const std::string institution = "institution:" + order.institution;
  const std::string family = "family:" + enum_text(order.family);
  const std::string account = "account:" + to_text(order.account);
  for (const auto& term :
       {institution, family, account, institution + "/" + family, institution + "/" + account,
        family + "/" + account, institution + "/" + family + "/" + account}) {
    terms.push_back(term);
  }
}

void add_answer(json::object& doc, const Order& order, const core::State& state) {
  doc["channel"] = order.channel;
  doc["partner_number"] = order.reply.partner_number;
  doc["platform_number"] = order.reply.platform_number;
  doc["result"] = text_or_null(order.reply.result);
  if (order.reply.result.empty()) {
    doc["result_text"] = order.reply.message;
    doc["next_action"] = "";
    return;
  }
  const auto code = state.rules.reply_code(order.reply.result);
  doc["result_text"] = code.meaning;
  doc["next_action"] = next_action(code.action);
}

void add_ground(json::object& doc, const Order& order) {
  doc["name_unknown"] = order.name_unknown;
  doc["reason"] = order.ground.reason;
  doc["article"] = order.ground.article;
  doc["article_mark"] = order.ground.mark;
  doc["term_hours"] = order.ground.term_ms / 3'600'000;
  doc["notice"] = order.ground.notice;
  doc["appeal"] = order.ground.appeal;
  doc["ordinal"] = order.ordinal;
  if (order.authority) {
    doc["authority"] = json::object{{"kind", enum_text(order.authority->kind)},
                                    {"by", order.authority->by},
                                    {"at", base::format_instant(order.authority->at)},
                                    {"bounds", order.authority->bounds}};
  } else {
    doc["authority"] = nullptr;
  }
}

}  // namespace

port::ProjectionRow order_row(const Order& order, const ViewContext& context) {
  const auto& state = context.state;
  json::object doc;
  doc["id"] = order::to_text(order.id);
  doc["family"] = enum_text(order.family);
  doc["state"] = enum_text(order.state);
  doc["case"] = order::to_text(order.case_id);
  doc["account"] = account_ref(context.world, state.routing, order.account, order.institution);
  doc["institution"] = order.institution;
  doc["tier"] = order.tier;
  doc["amount_fen"] = fen_or_null(order.amount);
  doc["held_fen"] = order.state == order::State::in_force ? json::value(held_by(order).value())
                                                          : fen_or_null(order.reply.held);
  doc["balance_fen"] = fen_or_null(order.reply.balance);
  doc["justification"] = justification(order, context);
  add_ground(doc, order);
  add_answer(doc, order, state);
  doc["attempts"] = order.attempts;
  doc["last_error"] = text_or_null(order.last_error);
  doc["corrects"] =
      order.corrects ? json::value(order::to_text(*order.corrects)) : json::value(nullptr);
  doc["target"] = order.target ? json::value(order::to_text(*order.target)) : json::value(nullptr);
  doc["candidate"] =
      order.candidate ? json::value(json::object{{"name", base::mask_name(order.candidate->text)}})
                      : json::value(nullptr);
  doc["excess_fen"] = order.excess.value();
  doc["times"] = times(order.times);
  const bool held = order.family == order::Family::stop && order.times.in_force.has_value();
  doc["ms"] =
      json::object{{"report_to_sent", elapsed(order.times.reported, order.times.sent)},
                   {"report_to_hold", held ? elapsed(order.times.reported, order.times.answered)
                                           : json::value(nullptr)}};
  doc["deadline"] = time_or_null(order.times.deadline);
  doc["needs"] = needs(order, state);

  port::ProjectionRow row;
  row.kind = "order";
  row.id = order::to_text(order.id);
  row.parent = order::to_text(order.case_id);
  row.state = enum_text(order.state);
  row.at_ms = base::to_unix_ms(order.times.drafted);
  row.amount_fen = order.amount.value_or(held_by(order)).value();
  row.terms = {row.id, "channel:" + order.channel};
  add_filter_terms(row.terms, order);
  const auto number = context.world.facts(order.account).number;
  if (!number.empty()) {
    row.terms.push_back(context.hash(number));
  }
  for (const auto& text : {order.reply.partner_number, order.reply.platform_number}) {
    if (!text.empty()) {
      row.terms.push_back(text);
    }
  }
  row.doc = json::serialize(doc);
  return row;
}

}  // namespace holdfast::engine
