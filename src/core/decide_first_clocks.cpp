// The clocks of a case's first days: somebody is told ahead, a head when one lapses, and what a
// filing or a closing means for them.
#include <fmt/core.h>

#include "core/first_days.hpp"

namespace holdfast::core {

namespace {

using desk::FirstClockKind;

std::string code_of(FirstClockKind kind) {
  return boost::describe::enum_to_string(kind, "");
}

bool is_of_filing(FirstClockKind kind) {
  return kind == FirstClockKind::review || kind == FirstClockKind::filing;
}

bool has_open_task(const State& state, desk::CaseId id, desk::TaskKind kind) {
  const auto found = state.tasks_of.find(id);
  return found != state.tasks_of.end() &&
         std::any_of(found->second.begin(), found->second.end(), [&](desk::TaskId each) {
           const auto& task = state.tasks.at(each);
           return task.kind == kind && !task.done_at;
         });
}

/// Whoever decides on filing is told once, of the term that ends first.
void tell_ahead(Outcome& out, const desk::CaseFile& file, const desk::FirstClock& clock) {
  if (is_of_filing(clock.kind)) {
    if (!has_open_task(out.state, file.id, desk::TaskKind::file_case)) {
      open_filing_task(out, file, desk::TaskKind::first_due, code_of(clock.kind));
    }
    return;
  }
  desk::Task task;
  task.kind = desk::TaskKind::first_due;
  task.what = code_of(clock.kind);
  task.due = clock.due;
  task.article = clock.article;
  open_task(out, file, std::move(task));
}

void tell_lapse(Outcome& out, const desk::CaseFile& file, const desk::FirstClock& clock) {
  finish_first_tasks(out, file.id, {clock.kind}, "期限届满");
  desk::Task task;
  task.kind = desk::TaskKind::first_overdue;
  task.what = code_of(clock.kind);
  task.due = clock.due;
  task.article = clock.article;
  task.duty = clock.escalates;
  open_task(out, file, std::move(task));
}

}  // namespace

void ring_first_days(Outcome& out) {
  for (const auto& [at, ids] : out.state.first_rings) {
    if (at > out.at) {
      break;
    }
    for (const auto id : ids) {
      const auto& file = out.state.cases.at(id);
      for (const auto& ring : desk::rings_by(*file.first_days, out.at)) {
        const auto& clock = file.first_days->clocks[ring.clock];
        out.add(FirstClockRung{id, ring.clock, ring.is_lapse});
        if (ring.is_lapse) {
          tell_lapse(out, file, clock);
        } else {
          tell_ahead(out, file, clock);
        }
      }
    }
  }
}

base::Result<void> first_days_allow_filing(const desk::CaseFile& file) {
  if (file.first_days && desk::open_transfer(*file.first_days) != nullptr) {
    return refuse(base::ErrorCode::conflict, "案件正在移送管辖：请先办结移送");
  }
  return {};
}

base::Result<void> first_days_allow_closing(const desk::CaseFile& file, desk::CaseOutcome outcome) {
  if (!file.first_days) {
    return {};
  }
  for (const auto& clock : file.first_days->clocks) {
    const bool goes_along =
        outcome == desk::CaseOutcome::transferred && clock.kind == FirstClockKind::transfer_answer;
    if (!clock.ended && !goes_along) {
      return refuse(base::ErrorCode::refused_by_rule,
                    fmt::format("{}尚未办结，不得结案", desk::words_of(clock.kind)), clock.article);
    }
  }
  return {};
}

void finish_by_filing(Outcome& out, const desk::CaseFile& file, const std::string& note) {
  if (file.first_days) {
    finish_first_tasks(
        out, file.id,
        {FirstClockKind::review, FirstClockKind::filing, FirstClockKind::notice,
         FirstClockKind::reconsideration, FirstClockKind::superior, FirstClockKind::supervision},
        note);
  }
}

}  // namespace holdfast::core
