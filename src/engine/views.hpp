// From state to the documents that screens and partners read: what an event touches, and the rows
// of the projection for what was touched. The shapes are those of /api/v1.
//
// Documents hold masked personal text only; search terms are ids in plain and keyed hashes of what
// is personal. Pure functions; engine thread (they read the state).
#pragma once

#include <boost/json/fwd.hpp>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/instant.hpp"
#include "core/event.hpp"
#include "core/state.hpp"
#include "engine/live_event.hpp"
#include "engine/word_terms.hpp"
#include "engine/world.hpp"
#include "port/projection.hpp"

namespace holdfast::engine {

/// So many hexadecimal digits of a digest are the parent of its row of reputation: whoever asks
/// tells no more than these.
inline constexpr std::size_t reputation_prefix_digits = 4;

/// What the live stream says of an order.
struct LiveOrder {
  desk::CaseId case_id;
  order::State state = order::State::draft;
  std::string institution;
};

/// What a batch changed, by entity; and the rows that belong to its events alone.
struct Touched {
  std::set<desk::CaseId> cases;
  std::set<order::OrderId> orders;
  std::set<std::pair<desk::CaseId, base::AccountId>> accounts;
  std::set<desk::TaskId> tasks;
  std::set<core::AlarmId> alarms;
  std::set<order::PaperId> papers;
  std::set<desk::ObjectionId> objections;
  std::set<dissuade::WarningId> warnings;
  std::set<desk::ScreeningId> screenings;
  std::set<desk::ScoringId> scorings;
  std::set<desk::PlanId> plans;
  std::set<desk::ApplicationId> applications;
  std::set<desk::CaseId> series;  // by their earliest cases
  std::set<desk::CommentId> comments;
  std::set<person::PersonId> persons;
  std::set<person::LeadId> leads;
  std::set<desk::AttachmentId> files;
  std::set<desk::ExhibitId> exhibits;
  std::set<desk::StatementId> statements;
  std::set<desk::AnalysisId> analyses;
  std::set<outreach::CampaignId> campaigns;
  std::set<outreach::RoundId> rounds;
  std::set<outreach::AuditId> audits;
  std::set<outreach::QuizId> quizzes;
  std::set<indicator::IndicatorId> indicators;
  std::set<tip::TipId> tips;
  std::set<outreach::QuizLinkId> quiz_links;
  std::set<base::AccountId> reputed;  // whose reputation may have changed
  std::set<std::string> digests;      // the same of what is named and told
  std::set<desk::CaseId> reworded;    // of `cases`, those whose texts changed
  std::set<std::string> feeds;
  bool everything = false;                    // rebuild: every entity of the state
  std::vector<port::ProjectionRow> timeline;  // also the log of reveals
  std::map<order::OrderId, LiveOrder> live;   // of `orders`

  [[nodiscard]] bool empty() const {
    return cases.empty() && orders.empty() && accounts.empty() && tasks.empty() && alarms.empty() &&
           feeds.empty() && papers.empty() && objections.empty() && warnings.empty() &&
           screenings.empty() && scorings.empty() && plans.empty() && applications.empty() &&
           series.empty() && comments.empty() && persons.empty() && leads.empty() &&
           files.empty() && exhibits.empty() && statements.empty() && analyses.empty() &&
           campaigns.empty() && rounds.empty() && audits.empty() && quizzes.empty() &&
           indicators.empty() && tips.empty() && quiz_links.empty() && reputed.empty() &&
           digests.empty() && timeline.empty() && !everything;
  }
};

/// Notes what `event`, the `index`-th of batch `seq`, touches. `state` is the state after it.
void touch(Touched& touched, const core::Event& event, port::BatchSeq seq, std::size_t index,
           const core::State& state, const World& world);

struct ViewContext {
  const core::State& state;
  const World& world;
  const std::function<std::string(std::string_view)>& hash;  // keyed hash for search terms
  base::Instant now;
  port::BatchSeq seq;
  const WordTerms& words;
};

/// One row for each entity touched, as it stands in `context.state`.
[[nodiscard]] std::vector<port::ProjectionRow> rows_of(const Touched& touched,
                                                       const ViewContext& context);

[[nodiscard]] std::vector<LiveEvent> live_events(const Touched& touched, port::BatchSeq seq);

/// All that was said of a case in running text, in the clear: what its words are made of, and what
/// a search is held against.
[[nodiscard]] std::string text_of_case(const core::State& state, const desk::CaseFile& file);

/// The money of one case, as its accounts stand now.
struct CaseTotals {
  base::Fen held;     // by stops and freezes in force, at each account at most what is due there
  base::Fen frozen;   // of it, by freezes
  base::Fen running;  // due and not held; nothing of a closed case, which nobody follows
  int orders_waiting = 0;
};
[[nodiscard]] CaseTotals totals_of(const desk::CaseFile& file, const core::State& state);

/// An officer's word on two cases.
[[nodiscard]] boost::json::object link_json(const desk::Link& link);

/// "live" while it talks, "silent" when it stopped, "blind" when it never spoke.
[[nodiscard]] std::string_view feed_state(const core::Feed& feed);

/// "A17"; "T000123".
[[nodiscard]] std::string to_text(base::AccountId account);
[[nodiscard]] std::string to_text(base::Sequence transfer);

}  // namespace holdfast::engine
