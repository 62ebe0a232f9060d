#include "api/handover_json.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "core/decide.hpp"
#include "core/handovers.hpp"
#include "engine/json_values.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

using desk::Handover;
using order::Order;

/// As the document writes it; `desk::name_of` has the words for people.
template <typename Enum>
std::string code_of(Enum value) {
  return boost::describe::enum_to_string(value, "");
}

template <typename Id>
json::value id_or_null(const std::optional<Id>& id) {
  return id ? json::value(to_text(*id)) : json::value(nullptr);
}

/// Within the time in which nobody signs for it without a name.
bool lapses_soon(const core::State& state, const Order& freeze, base::Instant now) {
  const auto* window = state.rules.find("handover.lapse.window", now);
  return window != nullptr && freeze.state == order::State::in_force && freeze.times.deadline &&
         *freeze.times.deadline <= now + law::term_of(*window);
}

/// The clock of its renewal rang, and nobody has seen to it.
const desk::Task* reminder_of(const core::State& state, const Order& freeze) {
  const auto tasks = state.tasks_of.find(freeze.case_id);
  if (tasks == state.tasks_of.end()) {
    return nullptr;
  }
  for (const auto id : tasks->second) {
    const auto& task = state.tasks.at(id);
    const bool is_renewal =
        task.kind == desk::TaskKind::renew_freeze || task.kind == desk::TaskKind::freeze_lapsing;
    if (is_renewal && task.order == freeze.id && !task.done_at) {
      return &task;
    }
  }
  return nullptr;
}

json::value reminder_label(const core::State& state, const Order& freeze) {
  const auto* task = reminder_of(state, freeze);
  if (task == nullptr) {
    return nullptr;
  }
  return json::object{{"owner", task->owner},
                      {"since", base::format_instant(task->opened)},
                      {"due", base::format_instant(task->due)}};
}

/// Who acts of it, as the caller stands to it.
std::string side_of(const core::State& state, const Handover& handover, const Identity& who) {
  if (core::is_of_sender(state, handover, who.name)) {
    return "sender";
  }
  return core::is_of_receiver(state, handover, who.name) ? "receiver" : "other";
}

json::value keeper_label(const core::State& state, const Order& freeze) {
  if (!stands(freeze)) {
    return nullptr;
  }
  const auto keeper = core::keeper_of(state, freeze);
  return json::object{{"organ", code_of(keeper.organ)},
                      {"name", engine::text_or_null(keeper.name)},
                      {"owner", keeper.owner},
                      {"named", keeper.is_named},
                      {"handover", id_or_null(keeper.by)}};
}

json::array losses_of(const core::State& state, const desk::CaseFile& file) {
  json::array losses;
  for (std::size_t i = 0; i < file.losses.size(); ++i) {
    const auto& loss = file.losses[i];
    losses.push_back(json::object{
        {"index", i},
        {"time", base::format_instant(loss.time)},
        {"amount_fen", loss.amount.value()},
        {"payer_institution", loss.payer_institution},
        {"open_fen", loss.payer ? core::open_loss(state, file, *loss.payer).value() : 0}});
  }
  return losses;
}

json::array questions_of(const Handover& handover) {
  json::array list;
  for (const auto& question : handover.questions) {
    json::value reply = nullptr;
    if (question.reply) {
      reply = json::object{{"text", base::mask_text(question.reply->text.text)},
                           {"by", question.reply->by},
                           {"at", base::format_instant(question.reply->at)}};
    }
    list.push_back(json::object{{"text", base::mask_text(question.text.text)},
                                {"by", question.by},
                                {"at", base::format_instant(question.at)},
                                {"reply", std::move(reply)}});
  }
  return list;
}

json::object item_of(const core::State& state, const desk::DisposalItem& item) {
  json::value paid = nullptr;
  if (item.paid) {
    paid = json::object{{"number", item.paid->number},
                        {"paid_at", base::format_instant(item.paid->paid_at)},
                        {"by", item.paid->by},
                        {"at", base::format_instant(item.paid->at)}};
  }
  return {{"kind", code_of(item.kind)},
          {"freeze", id_or_null(item.freeze)},
          {"amount_fen", engine::fen_or_null(item.amount)},
          {"victim_of", id_or_null(item.victim_of)},
          {"loss", item.loss ? json::value(*item.loss) : json::value(nullptr)},
          {"order", id_or_null(item.order)},
          {"order_state",
           item.order ? json::value(code_of(state.orders.at(*item.order).state)) : nullptr},
          {"paid", std::move(paid)}};
}

json::array disposals_of(const core::State& state, const Handover& handover) {
  json::array list;
  for (const auto& disposal : handover.disposals) {
    json::array items;
    for (const auto& item : disposal.items) {
      items.push_back(item_of(state, item));
    }
    list.push_back(json::object{{"judgment", disposal.judgment},
                                {"effective_at", base::format_instant(disposal.effective_at)},
                                {"by", disposal.by},
                                {"at", base::format_instant(disposal.at)},
                                {"article", disposal.article},
                                {"items", std::move(items)}});
  }
  return list;
}

json::value receipt_of(const Handover& handover) {
  if (!handover.receipt) {
    return nullptr;
  }
  return json::object{{"document", handover.receipt->document},
                      {"officer", handover.receipt->officer},
                      {"by", handover.receipt->by},
                      {"at", base::format_instant(handover.receipt->at)}};
}

/// Those who can be named to renew: of the receiving side.
json::array people_of(const core::State& state, const Handover& handover) {
  json::array people;
  for (const auto& [name, user] : state.users) {
    if (!user.disabled && user.role != core::Role::bank && user.role != core::Role::admin &&
        core::is_of_receiver(state, handover, name)) {
      people.push_back(json::object{{"name", name}, {"display", user.display}});
    }
  }
  return people;
}

}  // namespace

bool stands(const Order& order) {
  return order.state == order::State::in_force || order.state == order::State::queued;
}

json::object handover_summary(const core::State& state, const Handover& handover,
                              const Identity& who, base::Instant now) {
  base::Fen held;
  std::optional<base::Instant> soonest;
  std::size_t soon = 0;
  std::size_t reminders = 0;
  for (const auto id : handover.freezes) {
    const auto& freeze = state.orders.at(id);
    if (!stands(freeze)) {
      continue;
    }
    held += core::left_to_return(state, freeze).value_or(base::Fen{});
    const auto* reminder = reminder_of(state, freeze);
    reminders += reminder != nullptr && reminder->owner == who.name ? 1 : 0;
    soon += lapses_soon(state, freeze, now) ? 1 : 0;
    if (freeze.times.deadline && (!soonest || *freeze.times.deadline < *soonest)) {
      soonest = freeze.times.deadline;
    }
  }
  const auto open = std::ranges::count_if(handover.questions,
                                          [](const auto& question) { return !question.reply; });
  return {{"id", desk::to_text(handover.id)},
          {"case", order::to_text(handover.case_id)},
          {"kind", code_of(handover.kind)},
          {"state", code_of(handover.state)},
          {"document", handover.document},
          {"from", handover.from},
          {"to", handover.to},
          {"side", side_of(state, handover, who)},
          {"drafted_at", base::format_instant(handover.drafted_at)},
          {"sent_at", engine::time_or_null(handover.sent_at)},
          {"received_at", handover.receipt ? json::value(base::format_instant(handover.receipt->at))
                                           : json::value(nullptr)},
          {"freeze_count", handover.freezes.size()},
          {"held_fen", held.value()},
          {"soonest", engine::time_or_null(soonest)},
          {"lapsing_soon", soon},
          {"reminders", reminders},
          {"open_questions", open},
          {"disposed", !handover.disposals.empty()}};
}

json::object handed_freeze(const core::State& state, const Order& freeze, base::Instant now) {
  return {{"order", order::to_text(freeze.id)},
          {"state", code_of(freeze.state)},
          {"scope", code_of(freeze.freeze->scope)},
          {"amount_fen", engine::fen_or_null(freeze.amount)},
          {"held_fen", engine::fen_or_null(freeze.reply.held)},
          {"returned_fen", freeze.freeze->returned.value()},
          {"confiscated_fen", freeze.freeze->confiscated.value()},
          {"left_fen", engine::fen_or_null(core::left_to_return(state, freeze))},
          {"since", engine::time_or_null(freeze.times.in_force)},
          {"deadline", engine::time_or_null(freeze.times.deadline)},
          {"renew_by", engine::time_or_null(freeze.freeze->renew_by)},
          {"document", engine::text_or_null(freeze.approval ? freeze.approval->document : "")},
          {"lapses_soon", lapses_soon(state, freeze, now)},
          {"keeper", keeper_label(state, freeze)},
          {"reminder", reminder_label(state, freeze)}};
}

json::object handed_evidence(const Order& order) {
  const auto given = order.reply.evidence.value_or(order::EvidenceGiven{});
  return {{"order", order::to_text(order.id)},
          {"kind", order.evidence ? code_of(order.evidence->kind) : ""},
          {"reference", given.reference},
          {"sha256", given.sha256}};
}

json::object handed_paper(const order::Paper& paper) {
  return {{"id", order::to_text(paper.id)},
          {"order", order::to_text(paper.order)},
          {"title", order::title_of(paper.kind, paper.facts.family)},
          {"number", paper.number},
          {"sha256", engine::text_or_null(paper.sha256)}};
}

HandoverSeen seen_of(const core::State& state, const Handover& handover, const Identity& who,
                     base::Instant now) {
  HandoverSeen seen{std::make_shared<json::object>(handover_summary(state, handover, who, now)),
                    {},
                    state.routing};
  json::array freezes;
  for (const auto id : handover.freezes) {
    const auto& freeze = state.orders.at(id);
    freezes.push_back(handed_freeze(state, freeze, now));
    seen.accounts.push_back(freeze.account);
  }
  json::array evidence;
  for (const auto id : handover.evidence) {
    evidence.push_back(handed_evidence(state.orders.at(id)));
  }
  json::array papers;
  for (const auto id : handover.papers) {
    papers.push_back(handed_paper(state.papers.at(id)));
  }
  auto& doc = *seen.doc;
  doc["officer"] = handover.officer;
  doc["drafted_by"] = handover.drafted_by;
  doc["note"] = engine::text_or_null(handover.note);
  doc["article"] = handover.article;
  doc["article_mark"] = handover.mark;
  doc["property_article"] = handover.property_article;
  doc["supplements"] = id_or_null(handover.supplements);
  doc["due"] = engine::time_or_null(handover.due);
  doc["receipt"] = receipt_of(handover);
  doc["ended"] = engine::text_or_null(handover.ended);
  doc["ended_at"] = engine::time_or_null(handover.ended_at);
  doc["freezes"] = std::move(freezes);
  doc["evidence"] = std::move(evidence);
  doc["papers"] = std::move(papers);
  doc["losses"] = losses_of(state, state.cases.at(handover.case_id));
  doc["questions"] = questions_of(handover);
  doc["disposals"] = disposals_of(state, handover);
  doc["people"] = people_of(state, handover);
  doc["manifest_sha256"] = engine::text_or_null(handover.manifest_sha256);
  return seen;
}

}  // namespace holdfast::api
