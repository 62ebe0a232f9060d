// The document of an order.
#include <algorithm>
#include <boost/json.hpp>
#include <fmt/core.h>

#include "core/handovers.hpp"
#include "engine/view_parts.hpp"
#include "order/machine.hpp"

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
  const auto& ids = core::orders_on(state, order.account);
  return std::any_of(ids.begin(), ids.end(),
                     [&](order::OrderId id) { return state.orders.at(id).corrects == order.id; });
}

json::array needs(const Order& order, const core::State& state) {
  json::array list;
  if (order.state == order::State::review) {
    list.push_back("approve");
  }
  const bool waits_for_second = order.approval && order.state == order::State::draft;
  if (waits_for_second && !order.approval->second.empty()) {
    list.push_back("sign");
  }
  if (order::is_proposal(order)) {
    list.push_back("take_up");
  }
  if (!order::obstacle_to(order, order::Act::countersign, state.now)) {
    list.push_back("countersign");
  }
  if (order.approval && order.approval->papers_due && order::is_live(order) &&
      !order::is_complete(*order.approval)) {
    list.push_back("papers");
  }
  if (order.freeze && order.state == order::State::in_force && order.freeze->screen_by &&
      !order.freeze->screening) {
    list.push_back("screen");
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

std::string_view freeze_action(law::CodeAction action, const Order& order) {
  const bool may_queue = order.family == order::Family::freeze && !order.freeze->queue;
  return action == law::CodeAction::freeze ? (may_queue ? "系统将改为轮候冻结" : "由民警核实处理")
                                           : next_action(action);
}

json::array signatures(const order::Approval& approval) {
  json::array list;
  for (const auto& each : approval.signatures) {
    list.push_back(json::object{{"duty", enum_text(each.duty)},
                                {"by", each.by},
                                {"on_behalf", text_or_null(each.on_behalf)},
                                {"at", base::format_instant(each.at)},
                                {"reason", each.reason}});
  }
  return list;
}

json::value approval(const Order& order) {
  if (!order.approval) {
    return nullptr;
  }
  const auto& approval = *order.approval;
  json::array steps;
  for (const auto step : approval.steps) {
    steps.push_back(json::value(enum_text(step)));
  }
  const auto next = order::next_step(approval);
  const bool waits = order.state == order::State::review || order.state == order::State::draft ||
                     (approval.papers_due && order::is_live(order));
  return json::object{
      {"drafted_by", text_or_null(approval.drafted_by)},
      {"second", text_or_null(approval.second)},
      {"steps", std::move(steps)},
      {"before", approval.before},
      {"next", next && waits ? json::value(enum_text(*next)) : json::value(nullptr)},
      {"raised", text_or_null(approval.raised)},
      {"emergency", text_or_null(approval.emergency)},
      {"document", text_or_null(approval.document)},
      {"papers_due", time_or_null(approval.papers_due)},
      {"signatures", signatures(approval)}};
}

json::value screening(const order::Freeze& freeze) {
  if (!freeze.screening) {
    return nullptr;
  }
  return json::object{{"finding", enum_text(freeze.screening->finding)},
                      {"by", freeze.screening->by},
                      {"at", base::format_instant(freeze.screening->at)},
                      {"reason", freeze.screening->reason}};
}

/// Who must renew it now; null of what is no freeze that stands.
json::value keeper(const Order& order, const core::State& state) {
  const bool stands = order.state == order::State::in_force || order.state == order::State::queued;
  if (order.family != order::Family::freeze || !stands) {
    return nullptr;
  }
  const auto keeper = core::keeper_of(state, order);
  return json::object{
      {"organ", enum_text(keeper.organ)},
      {"name", text_or_null(keeper.name)},
      {"owner", keeper.owner},
      {"named", keeper.is_named},
      {"handover", keeper.by ? json::value(desk::to_text(*keeper.by)) : json::value(nullptr)}};
}

json::value freeze(const Order& order, const core::State& state) {
  if (!order.freeze) {
    return nullptr;
  }
  const auto& freeze = *order.freeze;
  return json::object{{"scope", enum_text(freeze.scope)},
                      {"why_whole", text_or_null(freeze.why_whole)},
                      {"fruits", freeze.fruits},
                      {"months", freeze.months},
                      {"queue", freeze.queue},
                      {"behind", freeze.behind ? json::value(order::to_text(*freeze.behind))
                                               : json::value(nullptr)},
                      {"renewals", freeze.renewals},
                      {"renew_by", time_or_null(freeze.renew_by)},
                      {"screen_by", time_or_null(freeze.screen_by)},
                      {"screening", screening(freeze)},
                      {"release_by", time_or_null(freeze.release_by)},
                      {"until", time_or_null(freeze.until)},
                      {"returned_fen", freeze.returned.value()},
                      {"confiscated_fen", freeze.confiscated.value()},
                      {"keeper", keeper(order, state)}};
}

json::value former(const Order& order) {
  if (!order.reply.former) {
    return nullptr;
  }
  return json::object{{"department", order.reply.former->department},
                      {"amount_fen", fen_or_null(order.reply.former->amount)},
                      {"until", time_or_null(order.reply.former->until)}};
}

json::value countersigned(const Order& order) {
  if (!order.countersigned) {
    return nullptr;
  }
  return json::object{{"by", order.countersigned->by},
                      {"at", base::format_instant(order.countersigned->at)}};
}

/// Whose signature the order waits for: what the queue of approvals looks up.
void add_waiting_terms(std::vector<std::string>& terms, const Order& order,
                       const core::State& state) {
  if (order.approval && order.state == order::State::draft && !order.approval->second.empty()) {
    terms.push_back("waits:second/" + order.approval->second);
    terms.push_back("waits:second");
  }
  if (order.approval && !order::obstacle_to(order, order::Act::approve, state.now)) {
    terms.push_back("waits:" + enum_text(*order::next_step(*order.approval)));
  }
  if (!order.approval && order.state == order::State::review) {
    terms.push_back("waits:officer");
  }
  if (!order::obstacle_to(order, order::Act::countersign, state.now) &&
      desk::is_pursued(state.cases.at(order.case_id))) {
    terms.push_back("waits:countersign");
  }
}

/// Filters combine by conjunction, and a list takes one term: so every conjunction is a term.
void add_filter_terms(std::vector<std::string>& terms, const Order& order) {
  const std::string institution = "institution:" + order.institution;
  const std::string family = "family:" + enum_text(order.family);
  const std::string account = order.mark ? "account:none" : "account:" + to_text(order.account);
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
  doc["next_action"] = order::is_of_freeze(order.family) ? freeze_action(code.action, order)
                                                         : next_action(code.action);
}

std::string_view words_of(order::DeadLetter why) {
  switch (why) {
    case order::DeadLetter::refused:
      return "通道拒收";
    case order::DeadLetter::lapsed:
      return "期限届满仍未送达";
    case order::DeadLetter::unheard:
      return "久未签收";
  }
  return {};
}

/// Whether the order arrives, and what people did about one that does not.
json::object delivery(const Order& order, const core::State& state) {
  const auto dead = order::dead_letter_of(order);
  const auto* institution = core::find_institution(state.routing, order.institution);
  const auto& given_up = order.handling.given_up;
  json::object doc;
  doc["dead_letter"] = dead ? json::value(enum_text(*dead)) : json::value(nullptr);
  doc["dead_letter_text"] = dead ? words_of(*dead) : "";
  doc["owes_feedback"] = order::owes_feedback(order);
  doc["institution_name"] = institution == nullptr ? order.institution : institution->name;
  doc["hotline"] =
      institution == nullptr ? json::value(nullptr) : text_or_null(institution->hotline);
  doc["by_hand"] = order.handling.by_hand;
  doc["backup"] = institution == nullptr ? json::value(nullptr) : text_or_null(institution->backup);
  doc["requeued"] = order.handling.requeued;
  doc["handed_from"] = text_or_null(order.handling.handed_from);
  doc["given_up"] = given_up ? json::value(json::object{{"by", given_up->by},
                                                        {"at", base::format_instant(given_up->at)},
                                                        {"reason", given_up->reason}})
                             : json::value(nullptr);
  return doc;
}

void add_ground(json::object& doc, const Order& order) {
  doc["name_unknown"] = order.name_unknown;
  doc["reason"] = order.ground.reason;
  doc["article"] = order.ground.article;
  doc["article_mark"] = order.ground.mark;
  doc["term_hours"] = order.ground.term_ms / 3'600'000;
  doc["notice"] = order.ground.notice;
  doc["appeal"] = order.ground.appeal;
  doc["term_months"] = order.ground.term_months;
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
  doc["account"] = subject_ref(order, context);
  doc["institution"] = order.institution;
  doc["tier"] = order.tier;
  doc["amount_fen"] = fen_or_null(order.amount);
  const bool holds = order.state == order::State::in_force && order::restrains(order.family);
  doc["held_fen"] = holds ? json::value(held_by(order).value()) : fen_or_null(order.reply.held);
  doc["balance_fen"] = fen_or_null(order.reply.balance);
  doc["justification"] = justification(order, context);
  add_ground(doc, order);
  add_answer(doc, order, state);
  doc["attempts"] = order.attempts;
  doc["delivery"] = delivery(order, state);
  doc["last_error"] = text_or_null(order.last_error);
  doc["corrects"] =
      order.corrects ? json::value(order::to_text(*order.corrects)) : json::value(nullptr);
  doc["target"] = order.target ? json::value(order::to_text(*order.target)) : json::value(nullptr);
  doc["candidate"] =
      order.candidate ? json::value(json::object{{"name", base::mask_name(order.candidate->text)}})
                      : json::value(nullptr);
  doc["approval"] = approval(order);
  doc["freeze"] = freeze(order, state);
  doc["former"] = former(order);
  doc["countersigned"] = countersigned(order);
  doc["excess_fen"] = order.excess.value();
  doc["times"] = times(order.times);
  const bool held = order.family == order::Family::stop && order.times.in_force.has_value();
  doc["ms"] =
      json::object{{"report_to_sent", elapsed(order.times.reported, order.times.sent)},
                   {"report_to_hold", held ? elapsed(order.times.reported, order.times.answered)
                                           : json::value(nullptr)}};
  doc["deadline"] = time_or_null(order.times.deadline);
  doc["needs"] = needs(order, state);
  add_special(doc, order, context);

  port::ProjectionRow row;
  row.kind = "order";
  row.id = order::to_text(order.id);
  row.parent = order::to_text(order.case_id);
  row.state = enum_text(order.state);
  row.at_ms = base::to_unix_ms(order.times.drafted);
  row.amount_fen = order.amount.value_or(held_by(order)).value();
  row.terms = {row.id, "channel:" + order.channel};
  add_filter_terms(row.terms, order);
  add_waiting_terms(row.terms, order, state);
  if (order::dead_letter_of(order)) {
    row.terms.push_back("dead-letter");
  }
  if (order.handling.by_hand) {
    row.terms.push_back("by-hand");
  }
  if (order::owes_feedback(order)) {
    row.terms.push_back("owes-feedback");
  }
  const auto number =
      order.mark ? order.mark->value.text : context.world.facts(order.account).number;
  if (!number.empty() && number != base::erased_text) {
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
