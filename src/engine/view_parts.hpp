// Small pieces of the documents, shared by the views_*.cpp files; not for use outside the views.
#pragma once

#include <boost/describe.hpp>
#include <boost/json/fwd.hpp>
#include <optional>
#include <string>

#include "engine/json_values.hpp"
#include "engine/views.hpp"

namespace holdfast::engine {

template <typename Enum>
[[nodiscard]] std::string enum_text(Enum value) {
  const char* name = boost::describe::enum_to_string(value, nullptr);
  base::check(name != nullptr, "an enumerator without a name");
  return name;
}

/// {"ref","number","name","institution"}, masked. `institution`: what the order or need says, where
/// the world does not know better.
[[nodiscard]] boost::json::object account_ref(const World& world, const core::Routing& routing,
                                              base::AccountId account,
                                              std::string_view institution = {});

/// The same of what an order is about, be it a number, an address or a profile (views_special.cpp).
[[nodiscard]] boost::json::object subject_ref(const order::Order& order,
                                              const ViewContext& context);
/// What the rarer families add to the document of an order (views_special.cpp).
void add_special(boost::json::object& doc, const order::Order& order, const ViewContext& context);

/// What stops and freezes hold at an account, whoever's case they are of.
struct HeldAt {
  base::Fen amount;
  base::Fen frozen;          // of it, by freezes
  bool is_frozen = false;    // a freeze stands
  bool is_stopped = false;   // a stop stands
  bool is_stopping = false;  // one is on its way
  bool is_reviewed = false;  // one waits for an officer
  bool was_refused = false;  // the newest one was refused by the bank
  bool holds_whole = false;  // a stop or freeze without an amount stands
};
[[nodiscard]] HeldAt held_at(const core::State& state, base::AccountId account);
/// What a stop or freeze in force holds: what the bank says, at most what was asked for.
[[nodiscard]] base::Fen held_by(const order::Order& order);

// The document and row of one entity each.
[[nodiscard]] port::ProjectionRow case_row(const desk::CaseFile& file, const ViewContext& context);
/// Of a case whose `erasure` is set.
[[nodiscard]] port::ProjectionRow erasure_row(const desk::CaseFile& file);
[[nodiscard]] port::ProjectionRow account_row(const desk::CaseFile& file, const desk::Need& need,
                                              const ViewContext& context);
[[nodiscard]] port::ProjectionRow order_row(const order::Order& order, const ViewContext& context);
[[nodiscard]] port::ProjectionRow paper_row(const order::Paper& paper);
[[nodiscard]] port::ProjectionRow objection_row(const desk::Objection& objection,
                                                const ViewContext& context);
[[nodiscard]] port::ProjectionRow warning_row(const dissuade::Warning& warning,
                                              const ViewContext& context);
/// Of a past warning whose personal texts are erased.
[[nodiscard]] port::ProjectionRow erased_warning_row(dissuade::WarningId id,
                                                     const dissuade::Past& past,
                                                     const ViewContext& context);
/// Where the personal texts of a warning stand: the batch, of an event that told one.
[[nodiscard]] std::optional<port::ProjectionRow> told_row(const core::Event& event,
                                                          port::BatchSeq seq, std::size_t index);
/// Of a payment that was delayed or held.
[[nodiscard]] port::ProjectionRow screening_row(const desk::Screening& screening,
                                                const ViewContext& context);
[[nodiscard]] port::ProjectionRow plan_row(const desk::ReturnPlan& plan,
                                           const ViewContext& context);
[[nodiscard]] port::ProjectionRow application_row(const desk::ReturnApplication& application,
                                                  const ViewContext& context);
/// Of the series whose earliest case it is; one that says "dissolved" where there is none.
[[nodiscard]] port::ProjectionRow series_row(desk::CaseId head, const ViewContext& context);
[[nodiscard]] port::ProjectionRow person_row(const person::Person& person,
                                             const ViewContext& context);
/// One row for each step: what figures count, and what they open.
[[nodiscard]] std::vector<port::ProjectionRow> person_step_rows(const person::Person& person,
                                                                const ViewContext& context);
[[nodiscard]] port::ProjectionRow lead_row(const person::Lead& lead, const ViewContext& context);
[[nodiscard]] port::ProjectionRow file_row(const desk::Attachment& file);
[[nodiscard]] port::ProjectionRow exhibit_row(const desk::Exhibit& exhibit);
[[nodiscard]] port::ProjectionRow comment_row(const desk::Comment& comment);
[[nodiscard]] port::ProjectionRow statement_row(const desk::StatementImport& statement,
                                                const ViewContext& context);
[[nodiscard]] port::ProjectionRow analysis_row(const desk::Analysis& analysis,
                                               const ViewContext& context);
/// Of one that was dropped: no list shows it.
[[nodiscard]] port::ProjectionRow dropped_analysis_row(desk::AnalysisId id);
[[nodiscard]] port::ProjectionRow campaign_row(const outreach::Campaign& campaign);
[[nodiscard]] port::ProjectionRow round_row(const outreach::Round& round);
[[nodiscard]] port::ProjectionRow audit_row(const outreach::Audit& audit);
[[nodiscard]] port::ProjectionRow quiz_row(const outreach::Quiz& quiz);
[[nodiscard]] port::ProjectionRow quiz_link_row(const outreach::QuizLink& link);
[[nodiscard]] port::ProjectionRow tip_row(const tip::Tip& tip, const ViewContext& context);
/// One row for each reward of the tip; what months add up.
[[nodiscard]] std::vector<port::ProjectionRow> reward_rows(const tip::Tip& tip,
                                                           const ViewContext& context);
[[nodiscard]] port::ProjectionRow indicator_row(const indicator::Indicator& indicator);
/// What is known of an account, and of what cases name and partners tell: a number is asked for by
/// its digest alone, so what is known of one may stand in both. Their rows end with `at_ms`.
[[nodiscard]] port::ProjectionRow account_reputation_row(base::AccountId account,
                                                         const ViewContext& context);
[[nodiscard]] port::ProjectionRow reputation_row(const std::string& digest,
                                                 const ViewContext& context);
[[nodiscard]] port::ProjectionRow task_row(const desk::Task& task, const ViewContext& context);
[[nodiscard]] port::ProjectionRow alarm_row(const core::Alarm& alarm);
[[nodiscard]] port::ProjectionRow feed_row(const core::Feed& feed, const ViewContext& context);

/// The lines that an event about a person leaves: in the person's timeline, and in the case's where
/// it is about one. Names never appear.
[[nodiscard]] std::vector<port::ProjectionRow> person_lines(const core::Event& event,
                                                            port::BatchSeq seq, std::size_t index,
                                                            const core::State& state);

/// What an event of a case's first days, or a paper of the case, says in its timeline
/// (views_first_days.cpp); nothing for any other.
struct FirstLine {
  desk::CaseId case_id;
  std::string zh;
  std::string en;
};
[[nodiscard]] std::optional<FirstLine> first_days_line(const core::EventBody& body,
                                                       const core::State& state);

/// The line that an event leaves in its case's timeline (or in the log of reveals); nothing for an
/// event that tells a reader nothing.
[[nodiscard]] std::optional<port::ProjectionRow> timeline_row(const core::Event& event,
                                                              port::BatchSeq seq, std::size_t index,
                                                              const core::State& state,
                                                              const World& world);

}  // namespace holdfast::engine
