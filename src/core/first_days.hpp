// What the deciders of a case's first days share, and how their events change the state. Not for
// use outside the core.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "core/duties.hpp"
#include "core/outcome.hpp"

namespace holdfast::core {

/// The case is open, was accepted, and its texts are there. Errors: not_found, conflict.
[[nodiscard]] base::Result<const desk::CaseFile*> accepted_case(const Outcome& out,
                                                                desk::CaseId id);
/// An officer or investigator of the centre acts, no machine. Errors: forbidden.
[[nodiscard]] base::Result<void> need_officer(const Outcome& out);
/// Whoever acts holds, or stands in for, the office that the rule `key` names, and neither they nor
/// whoever they stand in for is one of `parts`. Errors: forbidden, refused_by_rule.
[[nodiscard]] base::Result<order::Signature> head_signs(
    const Outcome& out, std::string_view key, const std::string& reason,
    std::initializer_list<std::string_view> parts);
/// The next office up.
[[nodiscard]] order::Duty above(order::Duty duty);

/// A clock that runs from `begins` to `due`, told ahead as the rules say for its length.
[[nodiscard]] desk::FirstClock first_clock(const Outcome& out, desk::FirstClockKind kind,
                                           base::Instant begins, base::Instant due,
                                           std::string article,
                                           order::Duty escalates = order::Duty::unit_head);
/// The same for the term of the rule `key`: days end with their last day in Beijing.
[[nodiscard]] desk::FirstClock first_clock_by(const Outcome& out, desk::FirstClockKind kind,
                                              std::string_view key, base::Instant begins,
                                              order::Duty escalates = order::Duty::unit_head);
/// When it is told ahead of `due`.
[[nodiscard]] base::Instant told_ahead(const Outcome& out, base::Instant begins, base::Instant due);

/// As it was told, sealed under the case. Errors: bad_input where a text is too long or the time is
/// before `least` or yet to come.
[[nodiscard]] base::Result<desk::Service> service_of(const Outcome& out, const desk::CaseFile& file,
                                                     const ServiceTold& told, base::Instant least);

/// Tasks about a clock of that kind are done.
void finish_first_tasks(Outcome& out, desk::CaseId id,
                        std::initializer_list<desk::FirstClockKind> kinds, const std::string& note);

/// What issuing a paper of a case takes beside the case itself.
struct CasePaper {
  order::PaperKind kind = order::PaperKind::acceptance_form;
  std::string code;
  std::string check_url;  // before the code
};
/// A paper of the case with its number, for the caller to add. Errors: of the code.
[[nodiscard]] base::Result<order::Paper> case_paper(Outcome& out, const desk::CaseFile& file,
                                                    const CasePaper& wanted);
/// What every form of a case says of the report.
void add_report(order::Paper& paper, const Outcome& out, const desk::CaseFile& file);

/// Every hold of the case comes to its end (decide_filing.cpp).
void let_all_go(Outcome& out, const desk::CaseFile& file, const std::string& reason,
                const std::string& article);

/// By when filing is to be decided, with the article of whichever term ends first
/// (decide_filing.cpp).
void open_filing_task(Outcome& out, const desk::CaseFile& file, desk::TaskKind kind,
                      std::string what);

/// The term ends at `statute` now: an open task to decide on filing says the same
/// (decide_filing.cpp).
void move_filing_tasks(Outcome& out, const desk::CaseFile& file, base::Instant statute,
                       const std::string& note);

/// Clocks that ring: somebody is told ahead, and a head when one lapses (decide_first_clocks.cpp).
void ring_first_days(Outcome& out);
/// Why the case may not be filed now, or closed (decide_first_clocks.cpp).
[[nodiscard]] base::Result<void> first_days_allow_filing(const desk::CaseFile& file);
[[nodiscard]] base::Result<void> first_days_allow_closing(const desk::CaseFile& file,
                                                          desk::CaseOutcome outcome);
/// Tasks of clocks that a filing ends.
void finish_by_filing(Outcome& out, const desk::CaseFile& file, const std::string& note);

// What the events do (evolve_first_days.cpp).
void evolve_first(State& state, const Event& event, const CaseAccepted& body);
void evolve_first(State& state, const Event& event, const ReviewExtended& body);
void evolve_first(State& state, const Event& event, const RefusalProposed& body);
void evolve_first(State& state, const Event& event, const RefusalDecided& body);
void evolve_first(State& state, const Event& event, const FirstPaperServed& body);
void evolve_first(State& state, const Event& event, const AppealFiled& body);
void evolve_first(State& state, const Event& event, const AppealExtended& body);
void evolve_first(State& state, const Event& event, const AppealRuled& body);
void evolve_first(State& state, const Event& event, const TransferProposed& body);
void evolve_first(State& state, const Event& event, const TransferDecided& body);
void evolve_first(State& state, const Event& event, const TransferHanded& body);
void evolve_first(State& state, const Event& event, const TransferAnswered& body);
void evolve_first(State& state, const Event& event, const FirstClockRung& body);
/// The case was filed: every clock of its first days ends, and a refusal is lifted.
void end_first_days(State& state, desk::CaseFile& file, base::Instant at);
/// Notes when its clocks ring next; a closed case has none that ring.
void reclock_first_days(State& state, const desk::CaseFile& file);
void erase_first_days(desk::CaseFile& file);
void index_first_days(State& state);

}  // namespace holdfast::core
