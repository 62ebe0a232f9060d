#include "core/warning_leads.hpp"

#include "dissuade/grade.hpp"

namespace holdfast::core {

namespace {

using dissuade::Clock;
using dissuade::Step;
using dissuade::Warning;

const std::vector<Step>& first_steps() {
  static const std::vector<Step> steps{Step::sign_off, Step::sms,      Step::call,
                                       Step::visit,    Step::identity, Step::outcome};
  return steps;
}

/// The clocks of a warning whose grade may have become worse: none ends later than it did.
std::vector<Clock> clocks_after(const Outcome& out, const Warning& warning, const Lead& lead) {
  auto clocks = warning.clocks;
  const bool at_counter = warning.counter || lead.counter;
  for (auto& clock :
       clocks_of(out, lead.grade, steps_from_the_first(at_counter), warning.held_by)) {
    const auto old = std::find_if(clocks.begin(), clocks.end(),
                                  [&](const Clock& each) { return each.step == clock.step; });
    if (old == clocks.end()) {
      clocks.push_back(std::move(clock));
    } else if (!old->stopped && old->told != dissuade::Told::lapsed && clock.due < old->due) {
      *old = std::move(clock);
    }
  }
  return clocks;
}

bool heard_of(const Warning& warning, const dissuade::Source& source) {
  return std::any_of(warning.sources.begin(), warning.sources.end(),
                     [&](const dissuade::Source& each) {
                       return each.kind == source.kind && each.by == source.by &&
                              each.feature_code == source.feature_code;
                     });
}

}  // namespace

std::vector<Step> steps_from_the_first(bool at_counter) {
  auto steps = first_steps();
  if (at_counter) {
    steps.insert(steps.begin() + 1, Step::dispatch);
  }
  return steps;
}

std::vector<base::Personal> fresh_texts(const Warning& warning,
                                        const std::vector<base::Personal>& more,
                                        base::SubjectId subject) {
  std::vector<base::Personal> own;
  for (const auto& each : more) {
    own.push_back({subject, each.text});
  }
  return fresh(warning.evidence.texts, own, reasons_max);
}

base::Personal personal(base::SubjectId subject, const std::string& text) {
  return text.empty() ? base::Personal{} : base::Personal{subject, text};
}

base::SubjectId subject_of(dissuade::WarningId id) {
  return base::subject_of(base::SubjectKind::warning, id.value());
}

void join(Outcome& out, const Warning& warning, Lead lead) {
  const auto grades = dissuade::grades_of(out.state.rules, out.at);
  const auto old_rank = dissuade::rank_of(grades, warning.grade).value_or(grades.size());
  const bool is_worse = dissuade::rank_of(grades, lead.grade).value_or(grades.size()) < old_rank;
  lead.grade = is_worse ? lead.grade : warning.grade;
  WarningJoined event;
  event.warning = warning.id;
  event.reasons = fresh(warning.reasons, lead.reasons, reasons_max);
  event.evidence = {
      fresh(warning.evidence.transfers, lead.evidence.transfers, evidence_max),
      fresh(warning.evidence.cases, lead.evidence.cases, evidence_max),
      fresh_texts(warning, lead.evidence.texts, subject_of(warning.id)),
  };
  const bool is_new = is_worse || !event.reasons.empty() ||
                      event.evidence != dissuade::Evidence{} || lead.amount > warning.amount ||
                      (lead.counter && !warning.counter) || (lead.account && !warning.account) ||
                      !heard_of(warning, lead.source);
  if (!is_new) {
    return;
  }
  event.clocks = clocks_after(out, warning, lead);
  event.source = std::move(lead.source);
  event.grade = std::move(lead.grade);
  event.fraud_type = warning.fraud_type.empty() ? lead.fraud_type : warning.fraud_type;
  event.amount = std::max(warning.amount, lead.amount);
  event.account = warning.account ? warning.account : lead.account;
  event.institution = warning.institution.empty() ? lead.institution : warning.institution;
  event.counter = warning.counter ? warning.counter : lead.counter;
  out.add(std::move(event));
}

Lead lead_of(const Warning& warning) {
  return {warning.sources.front(), warning.grade,       warning.fraud_type,
          warning.reasons,         warning.evidence,    warning.amount,
          warning.account,         warning.institution, warning.counter};
}

Lead lead_of(const Outcome& out, const RaiseWarning& body, std::string grade) {
  Lead lead{{body.source, out.command.actor, out.at, body.feature_code},
            std::move(grade),
            body.fraud_type,
            body.reasons,
            {body.transfers, body.cases, {}},
            body.amount,
            body.account,
            body.institution,
            body.counter};
  for (const auto& text : body.texts) {
    lead.evidence.texts.push_back({{}, text});
  }
  return lead;
}

Lead together(const Outcome& out, Lead one, Lead other) {
  const auto grades = dissuade::grades_of(out.state.rules, out.at);
  if (dissuade::rank_of(grades, other.grade) < dissuade::rank_of(grades, one.grade)) {
    one.grade = other.grade;
  }
  const auto add = [](auto& to, auto& more) { to.insert(to.end(), more.begin(), more.end()); };
  add(one.reasons, other.reasons);
  add(one.evidence.transfers, other.evidence.transfers);
  add(one.evidence.cases, other.evidence.cases);
  add(one.evidence.texts, other.evidence.texts);
  one.amount = std::max(one.amount, other.amount);
  one.account = one.account ? one.account : other.account;
  one.institution = one.institution.empty() ? other.institution : one.institution;
  one.counter = one.counter ? one.counter : other.counter;
  return one;
}

}  // namespace holdfast::core
