// What is done with a person, step by step, and the clocks that this sets going.
//
// Refusals of a step, the first that holds is told: whoever acts may not; no such person; erased;
// not of the case; when it was done; the paper; the case is not filed, or was not yet; what the law
// does not allow on top of the steps that stand. Of undoing one: no such step; no reason; a later
// step rests on it.
#include <algorithm>
#include <fmt/core.h>

#include "core/drafting.hpp"
#include "core/persons.hpp"
#include "person/terms.hpp"

namespace holdfast::core {

namespace {

using person::Clock;
using person::ClockKind;
using person::Person;
using person::Step;
using person::StepKind;

constexpr std::string_view filing_gone_code = "filing_gone";
constexpr std::size_t steps_max = 1000;
constexpr std::size_t note_bytes_max = 2000;
constexpr std::size_t court_bytes_max = 200;
constexpr std::uint64_t months_max = 360;  // 数罪并罚 ends at twenty-five years

/// What needs no filed case: it is no measure of criminal procedure, or ends one.
bool needs_filing(StepKind kind) {
  switch (kind) {
    case StepKind::penalised:
    case StepKind::penalty_done:
    case StepKind::persuaded:
    case StepKind::returned:
    case StepKind::released:
    case StepKind::family_told:
    case StepKind::dropped:
      return false;
    default:
      return true;
  }
}

bool needs_paper(StepKind kind) {
  switch (kind) {
    case StepKind::summoned:
    case StepKind::family_told:
    case StepKind::interrogated:
    case StepKind::penalty_done:
    case StepKind::persuaded:
    case StepKind::returned:
      return false;
    default:
      return true;
  }
}

base::Result<void> check_filed(const Outcome& out, const desk::CaseFile& file, const Step& step) {
  if (may_be_in_case(out.state, file.id, step)) {
    return {};
  }
  const auto& article = out.rule("person.filing").article;
  if (!file.filed || file.withdrawn) {
    return refuse(base::ErrorCode::refused_by_rule, "案件没有立案，不得采取刑事措施", article);
  }
  return refuse(base::ErrorCode::refused_by_rule, "措施早于立案", article);
}

base::Result<void> check_judgement(const std::optional<person::Judgement>& judgement) {
  if (!judgement) {
    return {};
  }
  using person::Sentence;
  const bool has_term =
      judgement->sentence == Sentence::prison || judgement->sentence == Sentence::suspended;
  if (has_term != (judgement->months > 0) || judgement->months > months_max) {
    return bad(fmt::format("有期的刑期为 1 到 {} 个月，其余不写", months_max), "/judgement/months");
  }
  for (const auto& [money, where] :
       {std::pair{judgement->fine, "/judgement/fine_fen"},
        std::pair{judgement->restitution, "/judgement/restitution_fen"}}) {
    if (money.is_negative() || money > base::Fen::limit()) {
      return bad("金额不小于零", where);
    }
  }
  if (judgement->court.empty() || judgement->court.size() > court_bytes_max) {
    return bad(fmt::format("法院名称为 1 到 {} 字节", court_bytes_max), "/judgement/court");
  }
  return {};
}

base::Result<void> check_body(const Outcome& out, const TakePersonStep& body) {
  if (body.taken_at && *body.taken_at > out.at) {
    return bad("时间不晚于现在", "/taken_at");
  }
  if (!person::knows_persons(out.state.rules, body.taken_at.value_or(out.at))) {
    return bad("早于现行规定施行的时间", "/taken_at");
  }
  if (needs_paper(body.kind) && body.document.empty()) {
    return bad("须写明法律文书号", "/document");
  }
  if (const auto ok = check_document(body.document); !ok) {
    return ok.error();
  }
  if (body.note.size() > note_bytes_max) {
    return bad(fmt::format("说明不超过 {} 字节", note_bytes_max), "/note");
  }
  if (body.penalty.has_value() && body.kind != StepKind::penalised) {
    return bad("只有行政处罚写明处罚内容", "/penalty");
  }
  if (body.judgement.has_value() && body.kind != StepKind::judged) {
    return bad("只有判决写明判决内容", "/judgement");
  }
  if (body.penalty) {
    for (const auto money : {body.penalty->fine, body.penalty->confiscated}) {
      if (money.is_negative() || money > base::Fen::limit()) {
        return bad("金额不小于零", "/penalty");
      }
    }
  }
  return check_judgement(body.judgement);
}

/// What a task calls the clock that it is about.
std::string_view code_of(ClockKind kind) {
  return boost::describe::enum_to_string(kind, "");
}

bool is_of_a_person(const desk::Task& task) {
  return task.kind == desk::TaskKind::person_due || task.kind == desk::TaskKind::person_overdue;
}

/// Tasks about clocks that no longer run are done, and those that told ahead of one that lapsed.
void finish_person_tasks(Outcome& out, const Person& after, const std::string& note) {
  const auto standing = person::standing_of(after);
  const auto still = [&](const desk::Task& task) {
    return std::any_of(standing.running.begin(), standing.running.end(),
                       [&](const person::Running& each) {
                         const auto& clock = person::clock_at(after, each);
                         return code_of(clock.kind) == task.what && clock.due == task.due &&
                                (task.kind == desk::TaskKind::person_overdue) ==
                                    (clock.told == person::Told::lapsed);
                       });
  };
  for (const auto& each : after.cases) {
    const auto found = out.state.tasks_of.find(each.case_id);
    if (found == out.state.tasks_of.end()) {
      continue;
    }
    for (const auto id : found->second) {
      const auto& task = out.state.tasks.at(id);
      const bool let_go = task.what == filing_gone_code && !person::is_in_custody(standing) &&
                          standing.measure == person::Measure::none;
      if (task.person == after.id && is_of_a_person(task) && !task.done_at &&
          (task.what == filing_gone_code ? let_go : !still(task))) {
        out.add(TaskFinished{id, note});
      }
    }
  }
}

void open_person_task(Outcome& out, const Person& person, person::CaseId case_id,
                      desk::TaskKind kind, std::string what, base::Instant due,
                      std::string article) {
  desk::Task task;
  task.kind = kind;
  task.due = due;
  task.article = std::move(article);
  task.person = person.id;
  task.what = std::move(what);
  if (kind == desk::TaskKind::person_overdue) {
    task.duty = order::Duty::unit_head;
  }
  open_task(out, out.state.cases.at(case_id), std::move(task));
}

}  // namespace

bool may_be_in_case(const State& state, person::CaseId id, const Step& step) {
  const auto& file = state.cases.at(id);
  return !needs_filing(step.kind) ||
         (file.filed && !file.withdrawn && step.taken_at >= file.filed->decided_at);
}

base::Result<void> decide_one(Outcome& out, const TakePersonStep& body) {
  const auto found = person_dealt_with(out, body.person);
  if (!found) {
    return found.error();
  }
  const auto& person = **found;
  if (person::membership_in(person, body.case_id) == nullptr) {
    return refuse(base::ErrorCode::conflict, "该人没有关联本案");
  }
  if (const auto ok = check_body(out, body); !ok) {
    return ok.error();
  }
  if (person.steps.size() >= steps_max) {
    return refuse(base::ErrorCode::too_large, fmt::format("一人的步骤不超过 {} 条", steps_max));
  }
  Step step;
  step.number = person.steps.size() + 1;
  step.kind = body.kind;
  step.case_id = body.case_id;
  step.by = out.command.actor;
  if (const auto user = out.state.users.find(out.command.actor); user != out.state.users.end()) {
    step.unit = user->second.unit;
  }
  step.at = out.at;
  step.taken_at = body.taken_at.value_or(out.at);
  step.document = body.document;
  step.ground = body.ground;
  step.note = sealed_for(person::subject_of(person.id), body.note);
  step.penalty = body.penalty;
  step.judgement = body.judgement;
  if (const auto ok = check_filed(out, out.state.cases.at(body.case_id), step); !ok) {
    return ok.error();
  }
  const auto standing = person::standing_of(person);
  if (const auto obstacle = person::obstacle_to(person, standing, step, out.state.rules)) {
    return refuse(base::ErrorCode::refused_by_rule, obstacle->message, obstacle->article);
  }
  step.clocks = person::clocks_of(person, standing, step, out.state.rules);
  auto after = person;
  after.steps.push_back(step);
  const auto kind = step.kind;
  out.answer.id = fmt::format("{}-{}", person::to_text(person.id), step.number);
  out.add(PersonStepTaken{person.id, std::move(step)});
  finish_person_tasks(out, after, fmt::format("已登记{}", person::words_of(kind)));
  return {};
}

base::Result<void> decide_one(Outcome& out, const UndoPersonStep& body) {
  const auto found = person_dealt_with(out, body.person);
  if (!found) {
    return found.error();
  }
  const auto& person = **found;
  const auto* step = person::step_numbered(person, body.step);
  if (step == nullptr) {
    return refuse(base::ErrorCode::not_found,
                  fmt::format("no step {} of {}", body.step, person::to_text(person.id)));
  }
  if (const auto ok = need_reason(body.reason); !ok) {
    return ok.error();
  }
  if (const auto obstacle = person::obstacle_to_undoing(person, body.step, out.state.rules)) {
    return refuse(base::ErrorCode::conflict, obstacle->message);
  }
  person::Undone undone{out.command.actor, out.at, {person::subject_of(person.id), body.reason}};
  auto after = person;
  after.steps[body.step - 1].undone = undone;
  out.answer.id = fmt::format("{}-{}", person::to_text(person.id), body.step);
  out.add(PersonStepUndone{person.id, body.step, std::move(undone)});
  finish_person_tasks(out, after, "登记有误，已撤销");
  return {};
}

void ring_persons(Outcome& out) {
  for (const auto& [at, ids] : out.state.person_rings) {
    if (at > out.at) {
      break;
    }
    for (const auto id : ids) {
      const auto& person = out.state.persons.at(id);
      auto after = person;
      for (const auto& ring : person::rings_by(person, out.at)) {
        const auto& step = person.steps.at(ring.step - 1);
        const auto& clock = step.clocks.at(ring.clock);
        out.add(PersonClockRung{id, ring.step, ring.clock, ring.is_lapse});
        after.steps.at(ring.step - 1).clocks.at(ring.clock).told =
            ring.is_lapse ? person::Told::lapsed : person::Told::ahead;
        open_person_task(
            out, person, step.case_id,
            ring.is_lapse ? desk::TaskKind::person_overdue : desk::TaskKind::person_due,
            std::string{code_of(clock.kind)}, clock.due, clock.article);
      }
      finish_person_tasks(out, after, "期限届满");
    }
  }
}

void filing_gone(Outcome& out, desk::CaseId id) {
  const auto found = out.state.persons_of.find(id);
  if (found == out.state.persons_of.end()) {
    return;
  }
  for (const auto person_id : found->second) {
    const auto& person = out.state.persons.at(person_id);
    const auto standing = person::standing_of(person);
    const bool is_bound =
        (standing.is_held && standing.held_case == id) ||
        (standing.measure != person::Measure::none && standing.measure_case == id);
    if (is_bound) {
      const auto& rule = out.rule("person.follow.term");
      open_person_task(out, person, id, desk::TaskKind::person_overdue,
                       std::string{filing_gone_code}, person::term_end(rule, out.at), rule.article);
    }
  }
}

}  // namespace holdfast::core
