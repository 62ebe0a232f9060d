// The documents of return plans and of applications for return: masked, as everything that lists
// hold.
#include <algorithm>
#include <boost/json.hpp>

#include "engine/view_parts.hpp"

namespace holdfast::engine {

namespace json = boost::json;

namespace {

using desk::ReturnPlan;

json::array victims(const ReturnPlan& plan) {
  json::array list;
  for (std::size_t i = 0; i < plan.victims.size(); ++i) {
    const auto& victim = plan.victims[i];
    base::Fen loss;
    for (const auto& stolen : victim.stolen) {
      loss += stolen.amount;
    }
    json::object doc{{"case", order::to_text(victim.case_id)},
                     {"loss_fen", loss.value()},
                     {"returned_before_fen", victim.returned_before.value()}};
    const auto* share = plan.worked ? &plan.worked->shares.at(i) : nullptr;
    const auto put = [&](const char* name, base::Fen desk::PlanShare::*of) {
      doc[name] = share == nullptr ? json::value(nullptr) : json::value((share->*of).value());
    };
    put("chosen_fen", &desk::PlanShare::chosen);
    put("fifo_fen", &desk::PlanShare::fifo);
    put("lifo_fen", &desk::PlanShare::lifo);
    put("prorata_fen", &desk::PlanShare::prorata);
    list.push_back(std::move(doc));
  }
  return list;
}

json::array holds(const desk::PlanFrozen& frozen) {
  json::array list;
  for (const auto& hold : frozen.holds) {
    list.push_back(json::object{{"order", order::to_text(hold.order)},
                                {"amount_fen", hold.amount.value()},
                                {"excluded_fen", hold.excluded.value()}});
  }
  return list;
}

/// In the order in which they are divided, once that is known.
json::array accounts(const ReturnPlan& plan, const ViewContext& context) {
  json::array list;
  const auto add = [&](const desk::PlanFrozen& frozen, const desk::PlanDivision* division) {
    json::array payouts;
    if (division != nullptr) {
      for (const auto& payout : division->payouts) {
        payouts.push_back(
            json::object{{"case", order::to_text(plan.victims.at(payout.victim).case_id)},
                         {"amount_fen", payout.amount.value()}});
      }
    }
    list.push_back(json::object{
        {"account", account_ref(context.world, context.state.routing, frozen.account)},
        {"since", base::format_instant(frozen.since)},
        {"holds", holds(frozen)},
        {"rung",
         division == nullptr ? json::value(nullptr) : json::value(enum_text(division->rung))},
        {"payouts", std::move(payouts)},
        {"left_fen",
         division == nullptr ? json::value(nullptr) : json::value(division->left.value())}});
  };
  if (!plan.worked) {
    for (const auto& frozen : plan.frozen) {
      add(frozen, nullptr);
    }
    return list;
  }
  for (const auto& division : plan.worked->divisions) {
    const auto frozen =
        std::ranges::find(plan.frozen, division.account, &desk::PlanFrozen::account);
    if (frozen != plan.frozen.end()) {
      add(*frozen, &division);
    }
  }
  return list;
}

json::value notice(const ReturnPlan& plan) {
  if (!plan.notice) {
    return nullptr;
  }
  return json::object{{"from", base::format_instant(plan.notice->from)},
                      {"until", base::format_instant(plan.notice->until)},
                      {"over", plan.notice->is_over},
                      {"article", plan.notice->article}};
}

json::array objections(const ReturnPlan& plan) {
  json::array list;
  for (std::size_t i = 0; i < plan.objections.size(); ++i) {
    const auto& objection = plan.objections[i];
    json::value ruling = nullptr;
    if (objection.ruling) {
      ruling = json::object{{"upheld", objection.ruling->upheld},
                            {"by", objection.ruling->by},
                            {"at", base::format_instant(objection.ruling->at)},
                            {"reason", objection.ruling->reason}};
    }
    list.push_back(json::object{{"index", i},
                                {"name", base::mask_name(objection.name.text)},
                                {"phone", base::mask_number(objection.phone.text)},
                                {"text", base::mask_text(objection.text.text)},
                                {"filed_at", base::format_instant(objection.filed_at)},
                                {"due", base::format_instant(objection.due)},
                                {"article", objection.article},
                                {"overdue", objection.is_overdue},
                                {"ruling", std::move(ruling)}});
  }
  return list;
}

json::object approval(const order::Approval& approval) {
  json::array steps;
  for (const auto step : approval.steps) {
    steps.push_back(json::value(enum_text(step)));
  }
  json::array signatures;
  for (const auto& signature : approval.signatures) {
    signatures.push_back(json::object{{"duty", enum_text(signature.duty)},
                                      {"by", signature.by},
                                      {"on_behalf", text_or_null(signature.on_behalf)},
                                      {"at", base::format_instant(signature.at)},
                                      {"reason", signature.reason}});
  }
  return {{"drafted_by", approval.drafted_by},
          {"second", approval.second},
          {"document", approval.document},
          {"steps", std::move(steps)},
          {"signatures", std::move(signatures)}};
}

json::array exclusions(const ReturnPlan& plan) {
  json::array list;
  for (const auto& exclusion : plan.exclusions) {
    list.push_back(json::object{{"order", order::to_text(exclusion.order)},
                                {"amount_fen", fen_or_null(exclusion.amount)},
                                {"decision", exclusion.decision}});
  }
  return list;
}

}  // namespace

port::ProjectionRow plan_row(const ReturnPlan& plan, const ViewContext& context) {
  json::object doc;
  doc["id"] = desk::to_text(plan.id);
  doc["case"] = order::to_text(plan.case_id);
  doc["state"] = enum_text(plan.state);
  doc["choice"] = json::object{{"ladder", enum_text(plan.choice.ladder)},
                               {"method", enum_text(plan.choice.method)},
                               {"basis", enum_text(plan.choice.basis)}};
  doc["exclusions"] = exclusions(plan);
  doc["victims"] = victims(plan);
  doc["accounts"] = accounts(plan, context);
  doc["paid_fen"] = desk::paid_out(plan).value();
  doc["reason"] = plan.reason;
  doc["article"] = plan.article;
  doc["mark"] = plan.mark;
  doc["rules_version"] = plan.rules_version;
  doc["drafted_at"] = base::format_instant(plan.drafted_at);
  doc["approval"] = approval(plan.approval);
  doc["needs_notice"] = desk::needs_notice(plan);
  doc["transfers"] = plan.worked ? json::value(plan.worked->transfers) : json::value(nullptr);
  doc["worksheet_sha256"] =
      plan.worked ? json::value(plan.worked->worksheet_sha256) : json::value(nullptr);
  doc["notice"] = notice(plan);
  doc["objections"] = objections(plan);
  json::array orders;
  for (const auto id : plan.orders) {
    orders.push_back(json::value(order::to_text(id)));
  }
  doc["orders"] = std::move(orders);
  doc["ended"] = text_or_null(plan.ended);
  port::ProjectionRow row;
  row.kind = "return_plan";
  row.id = desk::to_text(plan.id);
  row.parent = order::to_text(plan.case_id);
  row.state = enum_text(plan.state);
  row.at_ms = base::to_unix_ms(plan.drafted_at);
  row.amount_fen = desk::paid_out(plan).value();
  row.terms = {row.id, order::to_text(plan.case_id)};
  row.doc = json::serialize(doc);
  return row;
}

port::ProjectionRow application_row(const desk::ReturnApplication& application,
                                    const ViewContext& context) {
  json::object doc;
  doc["id"] = desk::to_text(application.id);
  doc["name"] = base::mask_name(application.name.text);
  doc["phone"] = base::mask_number(application.phone.text);
  doc["id_no"] = base::mask_number(application.id_no.text);
  doc["payer_account"] = base::mask_number(application.payer_account.text);
  doc["payee_account"] = base::mask_number(application.payee_account.text);
  doc["text"] = base::mask_text(application.text.text);
  doc["amount_fen"] = application.amount.value();
  doc["paid_at"] = base::format_instant(application.paid_at);
  doc["hardship"] = application.hardship;
  doc["filed_at"] = base::format_instant(application.filed_at);
  doc["state"] = !application.ruling           ? "open"
                 : application.ruling->case_id ? "accepted"
                                               : "refused";
  doc["ruling"] = nullptr;
  if (const auto& ruling = application.ruling) {
    doc["ruling"] =
        json::object{{"case", ruling->case_id ? json::value(order::to_text(*ruling->case_id))
                                              : json::value(nullptr)},
                     {"by", ruling->by},
                     {"at", base::format_instant(ruling->at)},
                     {"reason", ruling->reason}};
  }
  port::ProjectionRow row;
  row.kind = "return_application";
  row.id = desk::to_text(application.id);
  row.parent = application.ruling && application.ruling->case_id
                   ? order::to_text(*application.ruling->case_id)
                   : std::string{};
  row.state = std::string{doc["state"].as_string()};
  row.at_ms = base::to_unix_ms(application.filed_at);
  row.amount_fen = application.amount.value();
  row.terms = {row.id, application.hardship ? "hardship" : "usual"};
  for (const auto* text : {&application.name, &application.phone, &application.id_no,
                           &application.payer_account, &application.payee_account}) {
    if (!text->text.empty() && text->text != base::erased_text) {
      row.terms.push_back(context.hash(text->text));
    }
  }
  row.doc = json::serialize(doc);
  return row;
}

}  // namespace holdfast::engine
