// Tips and consultations are taken in, sent where they belong, worked on, and come to an end.
//
// Refusals of a taking in, the first that holds is told: no rules; a code that is none or was given
// out; a field; too many from the public page that nobody took on. Of the rest: no such tip, not
// this unit's, its texts destroyed; the wrong kind, or ended; a field.
#include <algorithm>
#include <fmt/core.h>

#include "core/drafting.hpp"
#include "core/duties.hpp"
#include "core/outreach.hpp"
#include "core/persons.hpp"
#include "core/text_limits.hpp"
#include "core/tips.hpp"
#include "indicator/digest.hpp"
#include "order/paper.hpp"
#include "outreach/locate.hpp"
#include "person/terms.hpp"

namespace holdfast::core {

namespace {

using tip::ClockKind;
using tip::Tip;

constexpr std::size_t text_bytes_max = 6'000;
constexpr std::size_t reply_bytes_max = 3'000;
constexpr std::size_t place_bytes_max = 400;
constexpr std::size_t type_bytes_max = 64;
constexpr std::size_t name_bytes_max = 128;
constexpr std::size_t phone_bytes_max = 32;
constexpr std::size_t value_bytes_max = 256;
constexpr std::size_t named_max = 50;
constexpr std::size_t steps_max = 200;

base::Result<void> check_named(const std::vector<tip::Named>& named) {
  if (named.size() > named_max) {
    return base::Error{base::ErrorCode::too_large,
                       fmt::format("最多 {} 个号码、账户、网址或者应用", named_max), "/named"};
  }
  for (std::size_t i = 0; i < named.size(); ++i) {
    const auto& each = named[i];
    if (const auto ok =
            check_text(each.value.text, 1, value_bytes_max, fmt::format("/named/{}/value", i));
        !ok) {
      return ok;
    }
    base::check(each.digest.text.empty() || indicator::is_digest(each.digest.text),
                "what a tip names is told by its digest");
  }
  return {};
}

base::Result<void> check_time_and_place(const Outcome& out, const Tip& tip) {
  if (!tip.street.empty() && !out.state.education.streets.contains(tip.street)) {
    return bad(fmt::format("没有街道 {}", tip.street), "/street");
  }
  if (tip.happened && *tip.happened > out.at) {
    return bad("不得晚于现在", "/happened");
  }
  if (tip.call && !out.state.calls.contains(*tip.call)) {
    return bad(fmt::format("没有通话 {}", dissuade::to_text(*tip.call)), "/call");
  }
  return {};
}

base::Result<void> check_taking(const Outcome& out, const Tip& tip) {
  return first_fault({check_text(tip.text.text, 1, text_bytes_max, "/text"),
                      check_text(tip.place.text, 0, place_bytes_max, "/place"),
                      check_text(tip.fraud_type, 0, type_bytes_max, "/fraud_type"),
                      check_text(tip.reporter.name.text, 0, name_bytes_max, "/name"),
                      check_text(tip.reporter.phone.text, 0, phone_bytes_max, "/phone"),
                      check_named(tip.named), check_time_and_place(out, tip)});
}

/// The one that was chosen, or the only one that the place names.
std::string street_of(const Outcome& out, const Tip& tip) {
  if (!tip.street.empty()) {
    return tip.street;
  }
  const auto named = outreach::streets_named(out.state.education.streets, tip.place.text);
  return named.size() == 1 ? named.front() : std::string{};
}

/// Where the rule sends it: to the unit of the street that it tells of, or to the centre.
std::string unit_by_rule(const Outcome& out, const Tip& tip) {
  const auto key = tip.kind == tip::Kind::report ? "report" : "consultation";
  const auto goes = person::name_of(person::coded(out.rule("tip.route").text), key);
  const auto street = out.state.education.streets.find(tip.street);
  return goes == "street" && street != out.state.education.streets.end() ? street->second.unit
                                                                         : std::string{};
}

/// Those of a tip that begins anew at `begins` where it is now.
std::vector<tip::Clock> clocks_of(const Outcome& out, tip::Kind kind, base::Instant begins) {
  const auto* key = kind == tip::Kind::report ? "tip.report" : "tip.consultation";
  return {tip_clock(out, ClockKind::take_on, "tip.take_on", out.at),
          tip_clock(out, ClockKind::finish, key, begins)};
}

void seal(Tip& tip) {
  const auto subject = tip::subject_of(tip.id);
  for (auto* text : {&tip.text, &tip.place, &tip.reporter.name, &tip.reporter.phone}) {
    *text = sealed_for(subject, text->text);
  }
  for (auto& each : tip.named) {
    each.value = sealed_for(subject, each.value.text);
    each.digest = sealed_for(subject, each.digest.text);
  }
}

base::Result<const Tip*> open_tip(const Outcome& out, tip::TipId id) {
  auto tip = tip_for(out, id);
  if (tip && tip::stage_of(**tip) == tip::Stage::ended) {
    return refuse(base::ErrorCode::conflict, fmt::format("{} 已经办结", tip::to_text(id)));
  }
  return tip;
}

/// The unit is one, and the officer, where one is named, serves there.
base::Result<void> check_target(const Outcome& out, const RouteTip& body) {
  if (!body.unit.empty() && find_unit(out.state.routing, body.unit) == nullptr) {
    return bad(fmt::format("没有单位 {}", body.unit), "/unit");
  }
  if (!body.owner.empty()) {
    const auto* user = person_named(out.state, body.owner);
    const bool can_work =
        user != nullptr && (user->role == Role::officer || user->role == Role::investigator);
    if (!can_work || user->unit != body.unit) {
      return bad(fmt::format("该单位没有民警 {}", body.owner), "/owner");
    }
  }
  return need_reason(body.reason);
}

base::Result<void> check_led_to(const Outcome& out, const EndTip& body) {
  if (body.case_id) {
    if (const auto file = case_named(out.state, *body.case_id); !file) {
      return bad(file.error().message, "/case");
    }
  }
  if (body.warned && !out.state.warnings.contains(*body.warned)) {
    return bad(fmt::format("没有预警 {}", dissuade::to_text(*body.warned)), "/warning");
  }
  if (body.suspect) {
    if (!may_see_persons(out.state, out.command.actor, out.at)) {
      return refuse(base::ErrorCode::forbidden, "人员档案只由侦查员和负责人办理");
    }
    if (const auto person = person_on_file(out, *body.suspect); !person) {
      return bad(person.error().message, "/person");
    }
  }
  const std::pair<std::string_view, bool> needed[]{{"case", body.case_id.has_value()},
                                                   {"warning", body.warned.has_value()},
                                                   {"person", body.suspect.has_value()}};
  for (const auto& [code, is_there] : needed) {
    if (body.code == code && !is_there) {
      return bad("须写明所转的编号", "/" + std::string{code});
    }
  }
  return {};
}

/// Whoever ends it without having taken it on does so now.
void take_on(Outcome& out, const Tip& tip) {
  if (!tip.accepted) {
    out.add(TipAccepted{tip.id});
  }
}

}  // namespace

base::Result<void> knows_tips(const Outcome& out) {
  if (out.state.rules.find("tip.take_on", out.at) == nullptr) {
    return refuse(base::ErrorCode::unavailable, "no rule pack with the rules of tips is loaded");
  }
  return {};
}

base::Result<const Tip*> tip_for(const Outcome& out, tip::TipId id) {
  const auto found = out.state.tips.find(id);
  if (found == out.state.tips.end()) {
    return refuse(base::ErrorCode::not_found, fmt::format("no tip {}", tip::to_text(id)));
  }
  if (!acts_for(out, found->second.unit)) {
    return refuse(base::ErrorCode::forbidden, "不是本单位办理的举报、咨询");
  }
  if (found->second.erased_at) {
    return refuse(base::ErrorCode::conflict, fmt::format("{} 的个人信息已销毁", tip::to_text(id)));
  }
  return &found->second;
}

tip::Clock tip_clock(const Outcome& out, ClockKind kind, std::string_view key,
                     base::Instant begins) {
  const auto& rule = out.rule(key);
  tip::Clock clock;
  clock.kind = kind;
  clock.begins = begins;
  clock.due = out.state.rules.end_of(rule, begins);
  clock.ahead = clock.due;
  clock.article = rule.article;
  if (const auto* leads = out.state.rules.find(std::string{key} + ".leads", out.at)) {
    for (const auto lead : law::leads_of(*leads)) {
      if (clock.due - lead > begins) {
        clock.ahead = clock.due - lead;
        break;
      }
    }
  }
  return clock;
}

tip::Clock kept_clock(const Outcome& out) {
  return tip_clock(out, ClockKind::kept, "tip.kept", out.at);
}

base::Result<void> check_coded(const Outcome& out, std::string_view key, std::string_view code,
                               std::string_view where) {
  if (!person::has_code(person::coded(out.rule(key).text), code)) {
    return bad(fmt::format("没有代码 {}", code), std::string{where});
  }
  return {};
}

base::Result<void> decide_one(Outcome& out, const TakeTip& body) {
  if (const auto ok = knows_tips(out); !ok) {
    return ok;
  }
  const auto code = order::read_code(body.tip.code);
  if (!code) {
    return code.error();
  }
  if (out.state.tip_index.by_code.contains(*code)) {
    return refuse(base::ErrorCode::conflict, "查询码已经用过");
  }
  if (const auto ok = check_taking(out, body.tip); !ok) {
    return ok;
  }
  const bool is_public = body.tip.way == tip::Way::page;
  const auto most = static_cast<std::size_t>(out.rule("tip.waiting.most").number);
  if (is_public && out.state.tip_index.waiting.size() >= most) {
    return refuse(base::ErrorCode::too_many, "网上举报、咨询暂时过多，请拨打 96110");
  }
  Tip tip;
  tip.id = out.new_tip();
  tip.code = *code;
  tip.kind = body.tip.kind;
  tip.way = body.tip.way;
  tip.call = body.tip.call;
  tip.text = body.tip.text;
  tip.place = body.tip.place;
  tip.street = street_of(out, body.tip);
  tip.happened = body.tip.happened;
  tip.fraud_type = body.tip.fraud_type;
  tip.read_type = body.tip.read_type;
  tip.named = body.tip.named;
  tip.reporter = body.tip.reporter;
  tip.taken_by = is_public ? std::string{} : out.command.actor;
  tip.taken_at = out.at;
  tip.unit = unit_by_rule(out, tip);
  tip.clocks = clocks_of(out, tip.kind, out.at);
  seal(tip);
  out.answer.id = tip::to_text(tip.id);
  out.add(TipTaken{std::move(tip)});
  return {};
}

base::Result<void> decide_one(Outcome& out, const RouteTip& body) {
  const auto tip = open_tip(out, body.tip);
  if (!tip) {
    return tip.error();
  }
  if (const auto ok = check_target(out, body); !ok) {
    return ok;
  }
  out.answer.id = tip::to_text(body.tip);
  out.add(TipRouted{body.tip, body.kind, body.unit, body.owner, body.reason,
                    clocks_of(out, body.kind, (*tip)->taken_at)});
  return {};
}

base::Result<void> decide_one(Outcome& out, const AcceptTip& body) {
  const auto tip = open_tip(out, body.tip);
  if (!tip) {
    return tip.error();
  }
  if ((*tip)->accepted) {
    return refuse(base::ErrorCode::conflict, "已由 " + (*tip)->accepted->by + " 签收");
  }
  if (!(*tip)->owner.empty() && (*tip)->owner != out.command.actor) {
    return refuse(base::ErrorCode::conflict, "已派给 " + (*tip)->owner + "，须先改派");
  }
  out.answer.id = tip::to_text(body.tip);
  out.add(TipAccepted{body.tip});
  return {};
}

base::Result<void> decide_one(Outcome& out, const NoteTipNames& body) {
  const auto tip = tip_for(out, body.tip);
  if (!tip) {
    return tip.error();
  }
  if (const auto ok = first_fault(
          {check_named(body.named), check_text(body.fraud_type, 0, type_bytes_max, "/fraud_type")});
      !ok) {
    return ok;
  }
  TipNamesNoted noted{body.tip, body.named, body.fraud_type};
  const auto subject = tip::subject_of(body.tip);
  for (auto& each : noted.named) {
    each.value = sealed_for(subject, each.value.text);
    each.digest = sealed_for(subject, each.digest.text);
  }
  out.answer.id = tip::to_text(body.tip);
  out.add(std::move(noted));
  return {};
}

base::Result<void> decide_one(Outcome& out, const TakeTipStep& body) {
  const auto tip = open_tip(out, body.tip);
  if (!tip) {
    return tip.error();
  }
  if (!(*tip)->accepted) {
    return refuse(base::ErrorCode::conflict, "须先签收");
  }
  if ((*tip)->steps.size() >= steps_max) {
    return refuse(base::ErrorCode::too_large, fmt::format("一件的步骤不超过 {} 条", steps_max));
  }
  if (const auto ok = first_fault(
          {check_coded(out, "tip.steps", body.code, "/code"), need_reason(body.note, "/note")});
      !ok) {
    return ok;
  }
  out.answer.id = tip::to_text(body.tip);
  out.add(TipStepTaken{
      body.tip, {body.code, out.command.actor, out.at, {tip::subject_of(body.tip), body.note}}});
  return {};
}

base::Result<void> decide_one(Outcome& out, const ReplyToTip& body) {
  const auto tip = open_tip(out, body.tip);
  if (!tip) {
    return tip.error();
  }
  if ((*tip)->kind != tip::Kind::consultation) {
    return refuse(base::ErrorCode::conflict, "举报不作答复，以办理结果办结");
  }
  if (const auto ok = first_fault({check_text(body.text, 1, reply_bytes_max, "/text"),
                                   check_text(body.guide, 0, type_bytes_max, "/guide")});
      !ok) {
    return ok;
  }
  take_on(out, **tip);
  out.answer.id = tip::to_text(body.tip);
  out.add(
      TipReplied{body.tip,
                 {{tip::subject_of(body.tip), body.text}, body.guide, out.command.actor, out.at},
                 kept_clock(out)});
  return {};
}

base::Result<void> decide_one(Outcome& out, const EndTip& body) {
  const auto tip = tip_for(out, body.tip);
  if (!tip) {
    return tip.error();
  }
  if ((*tip)->kind != tip::Kind::report) {
    return refuse(base::ErrorCode::conflict, "咨询以答复办结");
  }
  if (tip::reward_of(**tip) != nullptr) {
    return refuse(base::ErrorCode::conflict, "已提出奖励，结果不得再改");
  }
  if (const auto ok = first_fault({check_coded(out, "tip.results", body.code, "/code"),
                                   check_led_to(out, body), need_reason(body.note, "/note"),
                                   check_text(body.reply, 0, reply_bytes_max, "/reply")});
      !ok) {
    return ok;
  }
  take_on(out, **tip);
  const auto subject = tip::subject_of(body.tip);
  out.answer.id = tip::to_text(body.tip);
  out.add(TipEnded{body.tip,
                   {body.code, out.command.actor, out.at, sealed_for(subject, body.note),
                    sealed_for(subject, body.reply), body.case_id, body.warned, body.suspect},
                   kept_clock(out)});
  return {};
}

}  // namespace holdfast::core
