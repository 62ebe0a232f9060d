// The documents of tips, consultations and rewards, masked as everything that lists hold, and of
// quizzes that are taken by link.
#include <algorithm>
#include <boost/json.hpp>
#include <fmt/core.h>
#include <limits>

#include "engine/view_parts.hpp"
#include "person/terms.hpp"

namespace holdfast::engine {

namespace json = boost::json;

namespace {

using tip::Reward;
using tip::Tip;

constexpr std::int64_t never_ms = std::numeric_limits<std::int64_t>::max();

std::string name_by(const ViewContext& context, std::string_view key, std::string_view code) {
  return person::name_of(person::coded_by(context.state.rules, key, context.now), code);
}

json::array named_json(const Tip& tip) {
  json::array list;
  for (const auto& each : tip.named) {
    const bool is_public = each.kind == desk::TraitKind::url || each.kind == desk::TraitKind::app;
    list.push_back(
        json::object{{"kind", enum_text(each.kind)},
                     {"value", is_public ? each.value.text : base::mask_number(each.value.text)},
                     {"digest", text_or_null(each.digest.text)},
                     {"read", each.read}});
  }
  return list;
}

json::array clocks_json(const Tip& tip) {
  json::array list;
  for (const auto& clock : tip.clocks) {
    list.push_back(json::object{{"kind", enum_text(clock.kind)},
                                {"begins", base::format_instant(clock.begins)},
                                {"due", base::format_instant(clock.due)},
                                {"told", enum_text(clock.told)},
                                {"stopped", time_or_null(clock.stopped)},
                                {"article", clock.article}});
  }
  return list;
}

json::array steps_json(const Tip& tip, const ViewContext& context) {
  json::array list;
  for (const auto& step : tip.steps) {
    list.push_back(json::object{{"code", step.code},
                                {"name", name_by(context, "tip.steps", step.code)},
                                {"by", step.by},
                                {"at", base::format_instant(step.at)},
                                {"note", base::mask_text(step.note.text)}});
  }
  return list;
}

json::value reply_json(const Tip& tip) {
  if (!tip.reply) {
    return nullptr;
  }
  return json::object{{"text", base::mask_text(tip.reply->text.text)},
                      {"guide", text_or_null(tip.reply->guide)},
                      {"by", tip.reply->by},
                      {"at", base::format_instant(tip.reply->at)}};
}

json::value result_json(const Tip& tip, const ViewContext& context) {
  if (!tip.result) {
    return nullptr;
  }
  const auto& result = *tip.result;
  const auto id_or_null = [](const auto& id) {
    return id ? json::value(to_text(*id)) : json::value(nullptr);
  };
  return json::object{{"code", result.code},
                      {"name", name_by(context, "tip.results", result.code)},
                      {"by", result.by},
                      {"at", base::format_instant(result.at)},
                      {"note", base::mask_text(result.note.text)},
                      {"reply", base::mask_text(result.reply.text)},
                      {"case", id_or_null(result.case_id)},
                      {"warning", id_or_null(result.warned)},
                      {"person", result.suspect ? json::value(person::to_text(*result.suspect))
                                                : json::value(nullptr)}};
}

json::object reward_json(const Reward& reward, const ViewContext& context) {
  json::object doc{{"number", reward.number},
                   {"kind", reward.kind},
                   {"kind_name", name_by(context, "tip.reward.kinds", reward.kind)},
                   {"amount_fen", reward.amount.value()},
                   {"article", reward.article},
                   {"reason", reward.reason},
                   {"by", reward.by},
                   {"at", base::format_instant(reward.at)},
                   {"office", enum_text(reward.office)},
                   {"state", enum_text(tip::state_of(reward))},
                   {"ruling", nullptr},
                   {"claim", nullptr},
                   {"payment", nullptr},
                   {"lapsed", time_or_null(reward.lapsed)}};
  if (const auto& ruling = reward.ruling) {
    doc["ruling"] = json::object{{"approved", ruling->approved},
                                 {"duty", enum_text(ruling->duty)},
                                 {"by", ruling->by},
                                 {"on_behalf", text_or_null(ruling->on_behalf)},
                                 {"at", base::format_instant(ruling->at)},
                                 {"reason", ruling->reason}};
  }
  if (const auto& claim = reward.claim) {
    doc["claim"] = json::object{{"way", claim->way},
                                {"way_name", name_by(context, "tip.reward.ways", claim->way)},
                                {"to", text_or_null(base::mask_text(claim->to.text))},
                                {"by", text_or_null(claim->by)},
                                {"at", base::format_instant(claim->at)}};
  }
  if (const auto& payment = reward.payment) {
    doc["payment"] = json::object{{"way", payment->way},
                                  {"way_name", name_by(context, "tip.reward.ways", payment->way)},
                                  {"paid_at", base::format_instant(payment->paid_at)},
                                  {"receipt", payment->receipt},
                                  {"by", payment->by},
                                  {"at", base::format_instant(payment->at)}};
  }
  return doc;
}

/// The clock of the kind that nothing stopped, lapsed or not.
const tip::Clock* standing_clock(const Tip& tip, tip::ClockKind kind) {
  const auto found = std::find_if(tip.clocks.rbegin(), tip.clocks.rend(), [&](const auto& clock) {
    return clock.kind == kind && !clock.stopped;
  });
  return found == tip.clocks.rend() ? nullptr : &*found;
}

/// What asks somebody to do something; nothing where nothing does.
const tip::Clock* next_clock(const Tip& tip) {
  for (const auto kind : {tip::ClockKind::take_on, tip::ClockKind::finish}) {
    if (const auto* clock = standing_clock(tip, kind)) {
      return clock;
    }
  }
  return tip::running_clock(tip, tip::ClockKind::claim);
}

bool is_late(const Tip& tip) {
  const auto lapsed = [&](tip::ClockKind kind) {
    const auto* clock = standing_clock(tip, kind);
    return clock != nullptr && clock->told == tip::Told::lapsed;
  };
  return lapsed(tip::ClockKind::take_on) || lapsed(tip::ClockKind::finish);
}

/// What is still asked of somebody: its stage, or of one that ended the reward that is under way.
std::string state_of(const Tip& tip) {
  const auto* reward = tip::reward_of(tip);
  if (reward != nullptr && tip::is_under_way(*reward)) {
    return enum_text(tip::state_of(*reward));
  }
  return enum_text(tip::stage_of(tip));
}

}  // namespace

port::ProjectionRow tip_row(const Tip& tip, const ViewContext& context) {
  json::array rewards;
  for (const auto& reward : tip.rewards) {
    rewards.push_back(reward_json(reward, context));
  }
  const auto* next = next_clock(tip);
  const auto* known = core::find_unit(context.state.routing, tip.unit);
  const auto street = context.state.education.streets.find(tip.street);
  json::object doc;
  doc["id"] = tip::to_text(tip.id);
  doc["kind"] = enum_text(tip.kind);
  doc["way"] = enum_text(tip.way);
  doc["stage"] = enum_text(tip::stage_of(tip));
  doc["state"] = state_of(tip);
  doc["call"] = tip.call ? json::value(dissuade::to_text(*tip.call)) : json::value(nullptr);
  doc["text"] = base::mask_text(tip.text.text);
  doc["place"] = base::mask_text(tip.place.text);
  doc["street"] = text_or_null(tip.street);
  doc["street_name"] = street == context.state.education.streets.end()
                           ? json::value(nullptr)
                           : json::value(street->second.district + street->second.name);
  doc["happened"] = time_or_null(tip.happened);
  doc["fraud_type"] = text_or_null(tip.fraud_type);
  doc["read_type"] = text_or_null(tip.read_type);
  doc["named"] = named_json(tip);
  doc["reporter"] = json::object{{"name", base::mask_name(tip.reporter.name.text)},
                                 {"phone", base::mask_number(tip.reporter.phone.text)},
                                 {"anonymous", tip::is_anonymous(tip)},
                                 {"has_phrase", !tip.reporter.phrase.empty()}};
  doc["taken_by"] = text_or_null(tip.taken_by);
  doc["taken_at"] = base::format_instant(tip.taken_at);
  doc["unit"] = text_or_null(tip.unit);
  doc["unit_name"] = known == nullptr ? json::value(nullptr) : json::value(known->name);
  doc["owner"] = text_or_null(tip.owner);
  doc["accepted_at"] =
      tip.accepted ? json::value(base::format_instant(tip.accepted->at)) : json::value(nullptr);
  doc["due"] =
      next == nullptr ? json::value(nullptr) : json::value(base::format_instant(next->due));
  doc["due_kind"] = next == nullptr ? json::value(nullptr) : json::value(enum_text(next->kind));
  doc["late"] = is_late(tip);
  doc["clocks"] = clocks_json(tip);
  doc["steps"] = steps_json(tip, context);
  doc["reply"] = reply_json(tip);
  doc["result"] = result_json(tip, context);
  doc["rewards"] = std::move(rewards);
  doc["erased_at"] = time_or_null(tip.erased_at);
  port::ProjectionRow row;
  row.kind = "tip";
  row.id = tip::to_text(tip.id);
  row.parent = tip.unit;
  row.state = enum_text(tip.kind) + ":" + state_of(tip);
  row.at_ms = next == nullptr ? never_ms : base::to_unix_ms(next->due);
  row.terms = {row.id, "owner:" + tip.owner};
  for (const auto& each : core::chain_of(context.state.routing, tip.unit)) {
    row.terms.push_back("unit:" + each);
  }
  if (!tip.reporter.phone.text.empty()) {
    row.terms.push_back(context.hash(tip.reporter.phone.text));
  }
  for (const auto& each : tip.named) {
    row.terms.push_back(context.hash(each.value.text));
  }
  row.doc = json::serialize(doc);
  return row;
}

std::vector<port::ProjectionRow> reward_rows(const Tip& tip, const ViewContext& context) {
  std::vector<port::ProjectionRow> rows;
  for (const auto& reward : tip.rewards) {
    auto doc = reward_json(reward, context);
    doc["tip"] = tip::to_text(tip.id);
    doc["unit"] = text_or_null(tip.unit);
    port::ProjectionRow row;
    row.kind = "tip_reward";
    row.id = fmt::format("{}-{}", tip::to_text(tip.id), reward.number);
    row.parent = tip::to_text(tip.id);
    row.state = enum_text(tip::state_of(reward));
    row.at_ms = base::to_unix_ms(reward.payment ? reward.payment->paid_at : reward.at);
    row.amount_fen = reward.amount.value();
    row.doc = json::serialize(doc);
    rows.push_back(std::move(row));
  }
  return rows;
}

port::ProjectionRow quiz_link_row(const outreach::QuizLink& link) {
  json::object doc{
      {"id", outreach::to_text(link.id)},
      {"code", link.code},
      {"campaign",
       link.campaign ? json::value(outreach::to_text(*link.campaign)) : json::value(nullptr)},
      {"street", link.street},
      {"community", link.community},
      {"topic", link.topic},
      {"questions", link.questions},
      {"until", base::format_instant(link.until)},
      {"by", link.by},
      {"at", base::format_instant(link.at)},
      {"takers", link.takers},
      {"right", link.right},
      {"fell", link.fell},
      {"state", link.end ? "ended" : "open"},
      {"ended_at",
       link.end ? json::value(base::format_instant(link.end->at)) : json::value(nullptr)},
      {"quiz", link.end && link.end->quiz ? json::value(outreach::to_text(*link.end->quiz))
                                          : json::value(nullptr)}};
  port::ProjectionRow row;
  row.kind = "quiz_link";
  row.id = outreach::to_text(link.id);
  row.parent = link.street;
  row.state = link.end ? "ended" : "open";
  row.at_ms = base::to_unix_ms(link.at);
  row.terms = {row.id, link.street, link.topic};
  row.doc = json::serialize(doc);
  return row;
}

}  // namespace holdfast::engine
