// The steps of a warning, what comes of it, and its clocks.
//
// A step that was tried in vain is on record and its clock runs on. A clock that lapses goes to the
// unit one tier up with its term anew; at the last tier it has lapsed for good. An outcome that is
// none begins a further round one tier up.
//
// Refusals of a step: no such warning; pushed to somebody else; a result that the step cannot have;
// the state (dissuade/machine.hpp); the note. Of an outcome: the same, an unknown code, amounts,
// and "convinced" where the grade asks for a meeting that did not take place.
#include <algorithm>
#include <fmt/core.h>

#include "core/warnings.hpp"
#include "dissuade/grade.hpp"
#include "dissuade/machine.hpp"

namespace holdfast::core {

namespace {

using dissuade::NoticeState;
using dissuade::Obstacle;
using dissuade::Result;
using dissuade::Step;
using dissuade::Then;
using dissuade::Warning;

constexpr std::size_t note_bytes_max = 2000;

std::string_view words_of(Obstacle obstacle) {
  switch (obstacle) {
    case Obstacle::over:
      return "预警已经办结";
    case Obstacle::settled:
      return "已劝阻成功，只待回访";
    case Obstacle::not_settled:
      return "尚未劝阻成功，不能回访";
    case Obstacle::done_already:
      return "该步骤已经完成";
    case Obstacle::not_signed:
      return "须先签收";
    case Obstacle::not_counter:
      return "不是网点求助，没有派警";
    case Obstacle::nobody_met:
      return "须先接通电话或者见到本人，才能核实身份";
    case Obstacle::not_contacted:
      return "本轮还没有联系过，不能反馈结果";
  }
  return "";
}

base::Result<void> check_note(std::string_view note) {
  if (note.size() > note_bytes_max) {
    return base::Error{base::ErrorCode::too_large,
                       fmt::format("备注不超过 {} 字节", note_bytes_max), "/note"};
  }
  return {};
}

base::Result<void> refuse_obstacle(const Warning& warning, Step step) {
  if (const auto obstacle = dissuade::obstacle_to(warning, step)) {
    return refuse(base::ErrorCode::conflict, std::string{words_of(*obstacle)});
  }
  return {};
}

const std::vector<Step>& steps_of_a_round() {
  static const std::vector<Step> steps{Step::sms, Step::call, Step::visit, Step::identity,
                                       Step::outcome};
  return steps;
}

/// A warning that machines alone look after ends once all they had to do is done.
void end_by_machine(Outcome& out, const Warning& warning, Step done) {
  const auto* rule = out.state.rules.find("warn.machine.outcome", out.at);
  const bool goes_on =
      rule == nullptr || dissuade::asks_for_people(out.state.rules, warning.grade, out.at) ||
      std::any_of(warning.clocks.begin(), warning.clocks.end(),
                  [&](const dissuade::Clock& each) { return !each.stopped && each.step != done; });
  if (!goes_on) {
    out.add(WarningConcluded{
        warning.id,
        {rule->text, Then::end, out.command.actor, out.at, {}, {}, {}, warning.round},
        dissuade::State::finished,
        warning.held_by,
        {},
        {}});
  }
}

void take(Outcome& out, const Warning& warning, Step step, Result result, std::string note) {
  out.add(WarningStepTaken{
      warning.id, {step, result, out.command.actor, out.at, std::move(note), warning.round}});
  if (warning.state == dissuade::State::open && dissuade::counts(result)) {
    end_by_machine(out, warning, step);
  }
}

bool has_another_open(const Outcome& out, const Warning& warning) {
  const auto key = warning.person.empty() ? warned_account(*warning.account) : warning.person;
  return open_warning(out.state, key) != nullptr;
}

void check_back(Outcome& out, const Warning& warning, Result result) {
  if (result == Result::held) {
    out.add(WarningCheckedBack{warning.id, dissuade::State::finished, warning.held_by, {}, {}});
  } else if (result == Result::relapsed && has_another_open(out, warning)) {
    // That one is worked on already: nobody has two.
    out.add(WarningCheckedBack{warning.id, dissuade::State::finished, warning.held_by, {}, {}});
  } else if (result == Result::relapsed) {
    const auto unit = above(out.state, warning.held_by);
    out.add(WarningCheckedBack{
        warning.id, dissuade::State::open, unit,
        clocks_of(out, warning.grade, steps_of_a_round(), unit),
        notices_of(out, warning.grade, warning.round + 1, !warning.phone.text.empty())});
  }
}

/// Whoever is convinced was met, where the grade asks for it.
base::Result<void> check_met(const Outcome& out, const Warning& warning) {
  for (const auto step : {Step::visit, Step::identity}) {
    const auto* rule = dissuade::term_rule(out.state.rules, warning.grade, step, out.at);
    if (rule != nullptr && !dissuade::has_done(warning, step)) {
      return refuse(base::ErrorCode::refused_by_rule,
                    step == Step::visit
                        ? fmt::format("{} 预警须见面劝阻后才能报成功", warning.grade)
                        : fmt::format("{} 预警须核实身份后才能报成功", warning.grade),
                    rule->article);
    }
  }
  return {};
}

base::Result<void> check_money(const ConcludeWarning& body) {
  for (const auto& [amount, where] :
       {std::pair{body.kept, "/kept_fen"}, {body.lost, "/lost_fen"}}) {
    if (amount && (!amount->is_positive() || *amount > base::Fen::limit())) {
      return base::Error{base::ErrorCode::bad_input, "金额大于零", where};
    }
  }
  return {};
}

void conclude(Outcome& out, const Warning& warning, dissuade::Ended ended) {
  WarningConcluded event{
      warning.id, std::move(ended), dissuade::State::finished, warning.held_by, {}, {}};
  switch (event.ended.then) {
    case Then::back_check:
      event.clocks = clocks_of(out, warning.grade, {Step::back_check}, warning.held_by);
      event.state = event.clocks.empty() ? dissuade::State::finished : dissuade::State::settled;
      break;
    case Then::again:
      event.state = dissuade::State::open;
      event.held_by = above(out.state, warning.held_by);
      event.clocks = clocks_of(out, warning.grade, steps_of_a_round(), event.held_by);
      event.notices =
          notices_of(out, warning.grade, warning.round + 1, !warning.phone.text.empty());
      break;
    case Then::intake:
    case Then::end:
      break;
  }
  out.add(std::move(event));
}

std::optional<Result> result_of(NoticeState state) {
  switch (state) {
    case NoticeState::waiting:
    case NoticeState::sent:
      return std::nullopt;
    case NoticeState::delivered:
      return Result::delivered;
    case NoticeState::answered:
      return Result::answered;
    case NoticeState::no_answer:
      return Result::no_answer;
    case NoticeState::hung_up:
      return Result::hung_up;
    case NoticeState::failed:
      return Result::failed;
  }
  return std::nullopt;
}

/// The higher of two units on the way up from the warning's own.
std::string higher(const std::vector<std::string>& chain, const std::string& one,
                   const std::string& other) {
  const auto place = [&](const std::string& unit) {
    return std::find(chain.begin(), chain.end(), unit);
  };
  return place(one) != chain.end() && (place(other) == chain.end() || place(one) > place(other))
             ? one
             : other;
}

}  // namespace

base::Result<void> decide_one(Outcome& out, const TakeWarningStep& body) {
  const auto found = warning_for(out, body.warning);
  if (!found) {
    return found.error();
  }
  const auto& warning = **found;
  if (!dissuade::fits(body.step, body.result)) {
    return base::Error{base::ErrorCode::bad_input, "该步骤没有这样的结果", "/result"};
  }
  if (const auto ok = refuse_obstacle(warning, body.step); !ok) {
    return ok.error();
  }
  if (const auto ok = check_note(body.note); !ok) {
    return ok.error();
  }
  take(out, warning, body.step, body.result, body.note);
  if (body.step == Step::back_check) {
    check_back(out, warning, body.result);
  }
  out.answer.id = dissuade::to_text(warning.id);
  return {};
}

base::Result<void> decide_one(Outcome& out, const ConcludeWarning& body) {
  const auto found = warning_for(out, body.warning);
  if (!found) {
    return found.error();
  }
  const auto& warning = **found;
  if (const auto ok = refuse_obstacle(warning, Step::outcome); !ok) {
    return ok.error();
  }
  const auto known = dissuade::outcomes_of(out.state.rules, out.at);
  const auto rule = std::find_if(known.begin(), known.end(),
                                 [&](const auto& each) { return each.code == body.code; });
  if (rule == known.end()) {
    return base::Error{base::ErrorCode::bad_input,
                       fmt::format("结果代码为 {} 之一", out.rule("warn.outcomes").text), "/code"};
  }
  if (const auto ok = check_note(body.note); !ok) {
    return ok.error();
  }
  if (const auto ok = check_money(body); !ok) {
    return ok.error();
  }
  if (rule->then == Then::back_check) {
    if (const auto ok = check_met(out, warning); !ok) {
      return ok.error();
    }
  }
  conclude(out, warning,
           {rule->code, rule->then, out.command.actor, out.at, body.note, body.kept, body.lost,
            warning.round});
  out.answer.id = dissuade::to_text(warning.id);
  return {};
}

base::Result<void> decide_one(Outcome& out, const MoveNotice& body) {
  const auto found = out.state.warnings.find(body.warning);
  const auto no_such = refuse(base::ErrorCode::not_found, "没有这条短信或者外呼");
  if (out.state.past_warnings.contains(body.warning)) {
    out.answer.id = dissuade::to_text(body.warning);
    return {};  // too late to matter
  }
  if (found == out.state.warnings.end()) {
    return no_such;
  }
  const auto& warning = found->second;
  const auto notice = std::find_if(warning.notices.begin(), warning.notices.end(),
                                   [&](const dissuade::Notice& each) {
                                     return each.step == body.step && each.round == body.round;
                                   });
  if (notice == warning.notices.end()) {
    return no_such;
  }
  const auto result = result_of(body.state);
  if (body.state == NoticeState::waiting || (result && !dissuade::fits(body.step, *result))) {
    return base::Error{base::ErrorCode::bad_input, "短信或者外呼没有这样的结果", "/result"};
  }
  out.answer.id = dissuade::to_text(warning.id);
  const bool is_told = result_of(notice->state) || notice->state == body.state;
  if (is_told || is_to_be_archived(out, warning)) {
    return {};  // before, or too late to matter
  }
  out.add(NoticeMoved{warning.id, {body.step, body.round, body.state, out.at, body.detail}});
  if (result && warning.state == dissuade::State::open && body.round == warning.round) {
    take(out, warning, body.step, *result, body.detail);
  }
  return {};
}

void ring_warnings(Outcome& out) {
  for (const auto& [at, ids] : out.state.warning_rings) {
    if (at > out.at) {
      break;
    }
    for (const auto id : ids) {
      const auto& warning = out.state.warnings.at(id);
      const auto chain = chain_of(out.state.routing, warning.unit);
      auto held_by = warning.held_by;
      for (const auto& ring : dissuade::rings_by(warning, out.at)) {
        WarningClockRung event{id, ring.step, ring.due, ring.is_lapse, held_by, {}};
        if (ring.is_lapse) {
          const auto& clock = *dissuade::running_clock(warning, ring.step);
          if (const auto up = parent_of(out.state.routing, clock.unit); !up.empty()) {
            event.again = dissuade::wound_again(clock, out.at, up);
            held_by = higher(chain, up, held_by);
            event.held_by = held_by;
          }
        }
        out.add(std::move(event));
      }
    }
  }
}

}  // namespace holdfast::core
