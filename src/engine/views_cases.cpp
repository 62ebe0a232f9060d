// The documents of a case and of its accounts. The narrative is in none of them: it is a whole text
// about people, which no mask covers; whoever may read it gets it from the state.
//
// Money on screen: `due` is what should be held at an account, `held` what stops in force hold
// there, `reachable` what is left of due. A case counts as held at most what is due there, so that
// an excess on one account never hides money that still runs on another.
#include <algorithm>
#include <boost/json.hpp>
#include <fmt/core.h>

#include "core/decide.hpp"
#include "engine/view_parts.hpp"

namespace holdfast::engine {

namespace json = boost::json;

namespace {

/// The gates that would keep the case from being closed.
std::vector<desk::Gate> gaps(const desk::CaseFile& file, const ViewContext& context) {
  return desk::is_pursued(file) ? core::gates_in_the_way(context.state, file, context.now)
                                : std::vector<desk::Gate>{};
}

/// Due, held and left at one account of a case.
struct Rest {
  base::Fen held;       // by stops in force
  base::Fen counted;    // of it, what this case needed
  base::Fen reachable;  // of what is due
};

/// What a return brought to the victim's account is not to be held there.
Rest rest_of(const desk::Need& need, const core::State& state) {
  const auto held = held_at(state, need.account);
  const auto due = need.due - std::min(need.due, core::returned_to(state, need.account));
  Rest rest;
  rest.held = held.amount;
  rest.counted = std::min(held.amount, due);
  rest.reachable = held.holds_whole ? base::Fen{} : due - rest.counted;
  if (held.holds_whole) {
    rest.counted = due;
  }
  return rest;
}

json::value withdrawal(const desk::CaseFile& file) {
  if (!file.withdrawn) {
    return nullptr;
  }
  return json::object{{"number", file.withdrawn->number},
                      {"filing", file.withdrawn->filing},
                      {"approved_by", file.withdrawn->approved_by},
                      {"decided_at", base::format_instant(file.withdrawn->decided_at)},
                      {"recorded_by", file.withdrawn->recorded_by},
                      {"reason", file.withdrawn->reason}};
}

json::object next_step(const desk::CaseFile& file, const CaseTotals& totals,
                       const ViewContext& context) {
  const auto& state = context.state;
  int in_review = 0;
  int correctable = 0;
  int signatures = 0;
  std::optional<base::Instant> freeze_end;
  std::optional<base::Instant> lapse;
  for (const auto id : file.orders) {
    const auto& order = state.orders.at(id);
    in_review += order.state == order::State::review && !order.approval ? 1 : 0;
    signatures += order.approval && (order.state == order::State::review ||
                                     order.state == order::State::draft)
                      ? 1
                      : 0;
    if (order.family == order::Family::freeze && order.state == order::State::in_force &&
        order.times.deadline && (!freeze_end || *order.times.deadline < *freeze_end)) {
      freeze_end = order.times.deadline;
    }
    correctable += order.state == order::State::refused && order.candidate ? 1 : 0;
    if (order.family == order::Family::stop && order.state == order::State::in_force &&
        order.times.deadline && (!lapse || *order.times.deadline < *lapse)) {
      lapse = order.times.deadline;
    }
  }
  const auto article = [&](std::string_view key) -> std::string {
    const auto* rule = state.rules.find(key, context.now);
    return rule == nullptr ? std::string{} : rule->article;
  };
  const auto step = [&](std::string text, std::string_view rule,
                        const std::optional<base::Instant>& deadline = {}) {
    return json::object{{"text", std::move(text)},
                        {"deadline", time_or_null(deadline)},
                        {"article", article(rule)}};
  };
  if (file.closed) {
    return lapse ? step("已结案；保留的止付到期自动解除", "stop.term", lapse)
                 : step("已结案", "stop.legal_ground");
  }
  if (in_review > 0) {
    return step(fmt::format("批准或否决 {} 条超出授权的止付", in_review), "cascade.hops_max");
  }
  if (correctable > 0) {
    return step(fmt::format("按银行登记户名更正 {} 条被拒止付", correctable), "stop.legal_ground");
  }
  if (!desk::is_pursued(file)) {
    if (file.first_days && desk::standing_refusal(*file.first_days) != nullptr) {
      return step("不予立案：止付解除、通知书送达后结案", "filing.refusal.notice");
    }
    return file.withdrawn ? step("已撤案：冻结、止付解除后结案", "filing.withdrawal")
                          : step("报案不实：止付解除后结案", "stop.review");
  }
  if (signatures > 0) {
    return step(fmt::format("{} 条指令待签批", signatures), "freeze.approval");
  }
  if (lapse && !file.filed) {
    return step(
        file.truth ? "报案属实：最早一笔止付到期前立案" : "最早一笔止付到期前核实报案并立案",
        "stop.term", lapse);
  }
  if (lapse) {
    return step("最早一笔止付到期前办理冻结", "stop.term", lapse);
  }
  const auto* review = file.first_days ? desk::filing_clock(*file.first_days) : nullptr;
  if (review != nullptr && !file.filed) {
    return step("期限内作出立案、不予立案或者移送的决定", "filing.term", review->due);
  }
  if (freeze_end) {
    return step("最早一笔冻结到期前续冻或者解除", "freeze.renewal", freeze_end);
  }
  const auto any_loss = [&](const auto& is) {
    return std::any_of(file.losses.begin(), file.losses.end(), is);
  };
  if (any_loss([](const desk::Loss& loss) { return loss.payee && !loss.matched; })) {
    return step("核实报案转账：银行报送中尚未见到", "query.term");
  }
  if (any_loss([](const desk::Loss& loss) { return !loss.payee; })) {
    return step("查明收款账户并登记，随即追查", "query.term");
  }
  if (totals.running.is_positive()) {
    return step("等待银行止付回执", "stop.legal_ground");
  }
  if (const auto open = gaps(file, context); !open.empty() && file.filed) {
    std::string missing;
    for (const auto gate : open) {
      missing += (missing.empty() ? "" : "、") + std::string{core::word_of(gate)};
    }
    return step("结案前还缺：" + missing, "case.gates");
  }
  return file.filed ? step("三关已过：可以结案", "case.gates")
                    : step("查明资金去向，办理立案", "stop.legal_ground");
}

/// A number keeps its ends, anything else its first character; who runs the platform is no secret.
std::string masked(const desk::Particular& particular) {
  const auto& text = particular.text.text;
  if (particular.field == desk::PaymentField::platform || text == base::erased_text) {
    return text;
  }
  const bool is_ascii = std::all_of(text.begin(), text.end(),
                                    [](char c) { return static_cast<unsigned char>(c) < 128; });
  return is_ascii ? base::mask_number(text) : base::mask_name(text);
}

/// Where it belongs in the statistics of education; null where nobody said.
json::value place_of(desk::CaseId id, const ViewContext& context) {
  const auto found = context.state.places.find(id);
  if (found == context.state.places.end()) {
    return nullptr;
  }
  const auto& place = found->second;
  return json::object{
      {"street", place.street}, {"age", place.age}, {"occupation", place.occupation}};
}

json::object particulars(const desk::Loss& loss) {
  json::object told;
  for (const auto& particular : loss.particulars) {
    told[enum_text(particular.field)] = masked(particular);
  }
  return told;
}

json::array losses(const desk::CaseFile& file, const ViewContext& context) {
  json::array list;
  for (std::size_t i = 0; i < file.losses.size(); ++i) {
    const auto& loss = file.losses[i];
    const auto ref = [&](std::optional<base::AccountId> account, const std::string& institution) {
      return account ? json::value(
                           account_ref(context.world, context.state.routing, *account, institution))
                     : json::value(nullptr);
    };
    list.push_back(json::object{
        {"index", i},
        {"payer", ref(loss.payer, loss.payer_institution)},
        {"payee", ref(loss.payee, loss.payee_institution)},
        {"paid_by", enum_text(desk::way_of(file, loss))},
        {"particulars", particulars(loss)},
        {"amount_fen", loss.amount.value()},
        {"time", base::format_instant(loss.time)},
        {"matched", loss.matched.has_value()},
        {"transfer", loss.matched ? json::value(to_text(*loss.matched)) : json::value(nullptr)},
        {"query_order",
         loss.query ? json::value(order::to_text(*loss.query)) : json::value(nullptr)}});
  }
  return list;
}

json::value cascade(const desk::CaseFile& file) {
  if (!file.cascade) {
    return nullptr;
  }
  const auto& cascade = *file.cascade;
  return json::object{{"authorised_by", cascade.by},
                      {"authorised_at", base::format_instant(cascade.at)},
                      {"hops_max", cascade.hops_max},
                      {"amount_max_fen", cascade.amount_max.value()},
                      {"until", base::format_instant(cascade.until)},
                      {"accounts_max", cascade.accounts_max},
                      {"used_accounts", file.cascade_used}};
}

json::value closing(const desk::CaseFile& file) {
  if (!file.closed) {
    return nullptr;
  }
  const auto& closed = *file.closed;
  return json::object{{"outcome", enum_text(closed.outcome)},
                      {"reason", closed.reason},
                      {"by", closed.by},
                      {"at", base::format_instant(closed.at)},
                      {"leave_orders", text_or_null(closed.leave_orders)},
                      {"leave_tasks", text_or_null(closed.leave_tasks)}};
}

/// The filing, or by when it is to be decided.
json::object filing(const desk::CaseFile& file, const ViewContext& context) {
  json::object doc{{"number", nullptr},     {"unit", nullptr}, {"approved_by", nullptr},
                   {"decided_at", nullptr}, {"due", nullptr},  {"recorded_by", nullptr}};
  if (file.filed) {
    doc["number"] = file.filed->number;
    doc["unit"] = file.filed->unit;
    doc["approved_by"] = file.filed->approved_by;
    doc["decided_at"] = base::format_instant(file.filed->decided_at);
    doc["recorded_by"] = file.filed->recorded_by;
  } else if (desk::is_pursued(file) &&
             context.state.rules.find("filing.term", context.now) != nullptr) {
    doc["due"] = base::format_instant(core::filing_due(context.state, file, context.now));
  }
  return doc;
}

json::value truth(const desk::CaseFile& file) {
  if (!file.truth) {
    return nullptr;
  }
  return json::object{{"verdict", enum_text(file.truth->verdict)},
                      {"by", file.truth->by},
                      {"at", base::format_instant(file.truth->at)},
                      {"reason", file.truth->reason}};
}

json::object gates(const desk::CaseFile& file) {
  json::object doc{{"study", nullptr}, {"result", nullptr}};
  if (const auto& study = file.gates.study) {
    doc["study"] = json::object{{"fraud_type", study->fraud_type},
                                {"method", study->method},
                                {"leak", enum_text(study->leak)},
                                {"people", text_or_null(study->people)},
                                {"lesson", study->lesson},
                                {"by", study->by},
                                {"at", base::format_instant(study->at)}};
  }
  json::array inquiries;
  for (const auto& inquiry : file.gates.inquiries) {
    inquiries.push_back(json::object{
        {"work", inquiry.work}, {"by", inquiry.by}, {"at", base::format_instant(inquiry.at)}});
  }
  doc["inquiries"] = std::move(inquiries);
  if (const auto& result = file.gates.result) {
    doc["result"] = json::object{{"kind", enum_text(result->kind)},
                                 {"text", result->text},
                                 {"by", result->by},
                                 {"at", base::format_instant(result->at)}};
  }
  return doc;
}

std::string_view state_of(const desk::CaseFile& file) {
  return file.closed ? "closed" : "open";
}

void add_summary(json::object& doc, const desk::CaseFile& file, const CaseTotals& totals,
                 const ViewContext& context) {
  doc["id"] = order::to_text(file.id);
  doc["number"] = order::to_text(file.id);
  doc["state"] = state_of(file);
  doc["outcome"] =
      file.closed ? json::value(enum_text(file.closed->outcome)) : json::value(nullptr);
  doc["victim"] = base::mask_name(file.victim.name.text);
  doc["erasure"] =
      file.erasure ? json::value(enum_text(file.erasure->state)) : json::value(nullptr);
  doc["fraud_type"] = file.fraud_type;
  doc["reported_at"] = base::format_instant(file.reported_at);
  doc["loss_fen"] = desk::total_loss(file).value();
  doc["tainted_fen"] = file.standing.tainted.value();
  doc["held_fen"] = totals.held.value();
  doc["frozen_fen"] = totals.frozen.value();
  doc["running_fen"] = totals.running.value();
  doc["returned_fen"] = core::returned_home(context.state, file).value();
  doc["exited_fen"] = file.standing.exited.value();
  doc["unfollowed_fen"] = file.standing.unfollowed.value();
  doc["accounts"] = file.standing.accounts;
  doc["tiers"] = file.standing.tiers;
  doc["orders"] = file.orders.size();
  doc["orders_waiting"] = totals.orders_waiting;
  doc["officer"] = file.officer;
  json::array missing;
  for (const auto gate : gaps(file, context)) {
    missing.push_back(json::value(enum_text(gate)));
  }
  doc["gaps"] = std::move(missing);
  doc["place"] = place_of(file.id, context);
  doc["as_of"] = base::format_instant(context.now);
}

std::vector<std::string> case_terms(const desk::CaseFile& file, const ViewContext& context) {
  std::vector<std::string> terms{order::to_text(file.id)};
  const auto add = [&](const std::string& text) {
    if (!text.empty() && text != base::erased_text) {
      terms.push_back(context.hash(text));
    }
  };
  add(file.victim.phone.text);
  add(file.victim.id_no.text);
  add(file.victim.name.text);
  for (const auto& loss : file.losses) {
    for (const auto account : {loss.payer, loss.payee}) {
      if (account) {
        add(context.world.facts(*account).number);
      }
    }
    for (const auto& particular : loss.particulars) {
      add(particular.text.text);
    }
  }
  for (const auto gate : gaps(file, context)) {
    terms.push_back("gap:" + std::string{enum_text(gate)});
  }
  std::sort(terms.begin(), terms.end());
  terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
  return terms;
}

std::string account_state(const desk::CaseFile& file, const desk::Need& need, const HeldAt& held,
                          const Rest& rest) {
  const bool is_unmet = file.unmet.contains(need.account);
  if (need.exit != desk::ExitKind::none && !need.due.is_positive()) {
    return "exit";
  }
  if (held.is_reviewed && rest.reachable.is_positive()) {
    return "review";
  }
  if (held.is_frozen && !is_unmet) {
    return "frozen";
  }
  if (held.is_stopping) {
    return "stopping";
  }
  if (held.is_stopped && !is_unmet) {
    return "stopped";
  }
  if (file.closed && rest.reachable.is_positive()) {
    return "closed";  // some rests there, and nobody follows it
  }
  if (held.was_refused && rest.reachable.is_positive()) {
    return "refused";
  }
  if (is_unmet) {
    return "unmet";
  }
  return rest.reachable.is_positive() ? "running" : "passed";
}

}  // namespace

CaseTotals totals_of(const desk::CaseFile& file, const core::State& state) {
  CaseTotals totals;
  for (const auto& [account, need] : file.needs) {
    const auto held = held_at(state, account);
    const auto rest = rest_of(need, state);
    totals.held += rest.counted;
    totals.frozen += std::min(held.frozen, rest.counted);
    totals.running += desk::is_pursued(file) ? rest.reachable : base::Fen{};
  }
  for (const auto id : file.orders) {
    const auto& order = state.orders.at(id);
    totals.orders_waiting +=
        order::awaits_partner(order) || order.state == order::State::review ? 1 : 0;
  }
  return totals;
}

std::string text_of_case(const core::State& state, const desk::CaseFile& file) {
  std::string text;
  const auto add = [&](const std::string& more) {
    text += more;
    text += '\n';
  };
  add(file.fraud_type);
  add(file.narrative.text);
  if (const auto& study = file.gates.study) {
    add(study->method);
    add(study->people);
    add(study->lesson);
  }
  for (const auto& inquiry : file.gates.inquiries) {
    add(inquiry.work);
  }
  if (const auto& result = file.gates.result) {
    add(result->text);
  }
  if (const auto found = state.comments_of.find(file.id); found != state.comments_of.end()) {
    for (const auto id : found->second) {
      add(state.comments.at(id).text.text);
    }
  }
  return text;
}

port::ProjectionRow case_row(const desk::CaseFile& file, const ViewContext& context) {
  const auto totals = totals_of(file, context.state);
  json::object doc;
  add_summary(doc, file, totals, context);
  // A list shows the summary; the case page shows all of it.
  doc["victim_detail"] = json::object{{"name", base::mask_name(file.victim.name.text)},
                                      {"phone", base::mask_number(file.victim.phone.text)},
                                      {"id_no", base::mask_number(file.victim.id_no.text)}};
  doc["paid_by"] = enum_text(file.paid_by);
  doc["filing"] = filing(file, context);
  doc["truth"] = truth(file);
  doc["gates"] = gates(file);
  doc["withdrawal"] = withdrawal(file);
  doc["losses"] = losses(file, context);
  doc["cascade"] = cascade(file);
  doc["closing"] = closing(file);
  doc["next_step"] = next_step(file, totals, context);
  if (file.first_hold_at) {
    doc["seconds_to_first_hold"] =
        static_cast<double>((*file.first_hold_at - file.reported_at).count()) / 1000.0;
  } else {
    doc["seconds_to_first_hold"] = nullptr;
  }
  port::ProjectionRow row;
  row.kind = "case";
  row.id = order::to_text(file.id);
  row.state = std::string{state_of(file)};
  row.at_ms = base::to_unix_ms(file.reported_at);
  row.amount_fen = desk::total_loss(file).value();
  row.terms = case_terms(file, context);
  row.doc = json::serialize(doc);
  return row;
}

port::ProjectionRow account_row(const desk::CaseFile& file, const desk::Need& need,
                                const ViewContext& context) {
  const auto held = held_at(context.state, need.account);
  const auto rest = rest_of(need, context.state);
  const auto unmet = file.unmet.find(need.account);
  const bool is_unmet = unmet != file.unmet.end();
  json::array orders;
  for (const auto id : core::orders_on(context.state, need.account)) {
    orders.push_back(json::value(order::to_text(id)));
  }
  json::object doc;
  doc["case"] = order::to_text(file.id);
  doc["account"] =
      account_ref(context.world, context.state.routing, need.account, need.institution);
  doc["tier"] = need.tier;
  doc["received_fen"] = need.received.value();
  doc["due_fen"] = need.due.value();
  doc["remaining_low_fen"] = need.low.value();
  doc["remaining_high_fen"] = need.high.value();
  doc["known_balance_fen"] = need.known_balance.value();
  doc["held_fen"] = rest.held.value();
  doc["frozen_fen"] = held.frozen.value();
  doc["reachable_fen"] = rest.reachable.value();
  doc["state"] = account_state(file, need, held, rest);
  doc["exit_kind"] =
      need.exit == desk::ExitKind::none ? json::value(nullptr) : json::value(enum_text(need.exit));
  doc["reopened_at"] = time_or_null(context.world.opened_at(need.account));
  doc["orders"] = std::move(orders);
  doc["last_movement"] = base::format_instant(need.justification.time);
  doc["unmet"] = is_unmet ? json::value(json::object{{"reason", unmet->second.reason},
                                                     {"article", unmet->second.article}})
                          : json::value(nullptr);
  port::ProjectionRow row;
  row.kind = "account";
  row.id = order::to_text(file.id) + "/" + to_text(need.account);
  row.parent = order::to_text(file.id);
  row.state = std::string{doc["state"].as_string()};
  row.at_ms = base::to_unix_ms(need.justification.time);
  row.amount_fen = rest.reachable.value();
  row.terms = {to_text(need.account)};
  if (const auto number = context.world.facts(need.account).number; !number.empty()) {
    row.terms.push_back(context.hash(number));
  }
  row.doc = json::serialize(doc);
  return row;
}

}  // namespace holdfast::engine
