// Which entities an event touches.
//
// An order shows in its case, in the account row of every case that its money reached the account
// in, in its own row, and in the order that it corrects or releases. Feeds say how far they have
// told, so a case is not touched by a feed that merely goes on.
#include "engine/view_parts.hpp"

namespace holdfast::engine {

namespace {

struct Touch {
  Touched& touched;
  const core::State& state;

  void account(base::AccountId id) const {
    const auto found = state.cases_of.find(id);
    if (found == state.cases_of.end()) {
      return;
    }
    for (const auto case_id : found->second) {
      touched.cases.insert(case_id);
      touched.accounts.emplace(case_id, id);
    }
  }
  void order(order::OrderId id) const {
    const auto found = state.orders.find(id);
    if (found == state.orders.end()) {
      return;
    }
    const auto& order = found->second;
    touched.orders.insert(id);
    touched.live[id] = {order.case_id, order.state, order.institution};
    touched.cases.insert(order.case_id);
    if (!order.mark) {
      account(order.account);
      touched.reputed.insert(order.account);
    }
    if (order.corrects) {
      touched.orders.insert(*order.corrects);  // it is corrected now: nothing more is needed there
    }
  }
  void task(desk::TaskId id) const {
    touched.tasks.insert(id);
    if (const auto found = state.tasks.find(id); found != state.tasks.end()) {
      touched.cases.insert(found->second.case_id);
    }
  }
  void losses(desk::CaseId id) const {
    touched.cases.insert(id);
    if (const auto found = state.cases.find(id); found != state.cases.end()) {
      for (const auto& [account_id, need] : found->second.needs) {
        touched.accounts.emplace(id, account_id);
      }
      series(id);
    }
  }
  /// What is known of the accounts that the case's money came to, and of what it names.
  void reputation(desk::CaseId id) const {
    if (const auto found = state.cases.find(id); found != state.cases.end()) {
      for (const auto& [account_id, need] : found->second.needs) {
        touched.reputed.insert(account_id);
      }
      for (const auto& loss : found->second.losses) {
        if (loss.payee) {
          touched.reputed.insert(*loss.payee);
        }
      }
    }
    if (const auto found = state.traits.find(id); found != state.traits.end()) {
      digests(found->second);
    }
  }
  void digests(const std::vector<desk::Trait>& traits) const {
    for (const auto& trait : traits) {
      if (!trait.digest.text.empty()) {
        touched.digests.insert(trait.digest.text);
      }
    }
  }
  void reword(desk::CaseId id) const {
    touched.cases.insert(id);
    touched.reworded.insert(id);
  }
  /// The series that the case is in.
  void series(desk::CaseId id) const {
    if (const auto members = state.series.members(id); members.size() > 1) {
      touched.series.insert(members.front());
    }
  }
  void link(const desk::Link& link, const std::vector<desk::CaseId>& heads) const {
    for (const auto id : {link.one, link.other}) {
      touched.cases.insert(id);
      series(id);
    }
    touched.series.insert(heads.begin(), heads.end());
    if (link.together) {
      touched.series.insert(state.series.head(link.one));
      touched.series.insert(link.one);
    }
  }

  void operator()(const core::RulesLoaded& /*body*/) const {}
  void operator()(const core::RoutingSet& body) const {
    for (const auto& institution : body.routing.institutions) {
      touched.feeds.insert(institution.code);
    }
  }
  void operator()(const core::UserAdded& /*body*/) const {}
  void operator()(const core::UserDisabled& /*body*/) const {}
  void operator()(const core::PasswordSet& /*body*/) const {}
  void operator()(const core::ApiKeyAdded& /*body*/) const {}
  void operator()(const core::CaseOpened& body) const {
    losses(body.case_id);
    reputation(body.case_id);
    reword(body.case_id);
  }
  void operator()(const core::LossesAdded& body) const {
    losses(body.case_id);
    reputation(body.case_id);
  }
  void operator()(const core::PayeeNamed& body) const {
    losses(body.case_id);
    reputation(body.case_id);
  }
  void operator()(const core::VictimCompleted& body) const { touched.cases.insert(body.case_id); }
  /// Until it is decided the case does not count in what is known of numbers; once it is erased
  /// nobody could tell any more of which.
  void operator()(const core::ErasureRequested& body) const {
    touched.cases.insert(body.case_id);
    reputation(body.case_id);
  }
  void operator()(const core::CaseErased& body) const {
    losses(body.case_id);
    reword(body.case_id);
    persons(body.case_id);
    if (const auto found = state.comments_of.find(body.case_id); found != state.comments_of.end()) {
      touched.comments.insert(found->second.begin(), found->second.end());
    }
    if (const auto found = state.files_of.find(body.case_id); found != state.files_of.end()) {
      touched.files.insert(found->second.begin(), found->second.end());
    }

    if (const auto found = state.statements_of.find(body.case_id);
        found != state.statements_of.end()) {
      touched.statements.insert(found->second.begin(), found->second.end());
    }
    for (const auto& [id, analysis] : state.analyses) {
      if (analysis.cases.front() == body.case_id) {
        touched.analyses.insert(id);
      }
    }
    for (const auto& [id, objection] : state.objections) {
      if (objection.case_id == body.case_id) {
        touched.objections.insert(id);
      }
    }
    for (const auto& [id, each] : state.plans) {
      if (each.case_id == body.case_id) {
        touched.plans.insert(id);
      }
    }
    for (const auto& [id, each] : state.applications) {
      if (each.ruling && each.ruling->case_id == body.case_id) {
        touched.applications.insert(id);
      }
    }
  }
  void operator()(const core::ErasureDeclined& body) const {
    touched.cases.insert(body.case_id);
    reputation(body.case_id);
  }
  void operator()(const core::CaseClosed& body) const {
    losses(body.case_id);
    reputation(body.case_id);
  }
  void operator()(const core::CaseReopened& body) const {
    losses(body.case_id);
    reputation(body.case_id);
  }
  void operator()(const core::LossMatched& body) const { touched.cases.insert(body.case_id); }
  void operator()(const core::CascadeAuthorised& body) const { touched.cases.insert(body.case_id); }
  void operator()(const core::PursuitMoved& body) const {
    touched.cases.insert(body.case_id);
    for (const auto& need : body.needs) {
      touched.accounts.emplace(body.case_id, need.account);
      touched.reputed.insert(need.account);
    }
  }
  void operator()(const core::NeedUnmet& body) const {
    touched.cases.insert(body.case_id);
    touched.accounts.emplace(body.case_id, body.account);
  }
  void operator()(const core::CaseStudied& body) const { reword(body.case_id); }
  void operator()(const core::InquiryRecorded& body) const { reword(body.case_id); }
  void operator()(const core::ResultRecorded& body) const { reword(body.case_id); }
  void operator()(const core::CaseFiled& body) const {
    touched.cases.insert(body.case_id);
    reputation(body.case_id);
    persons(body.case_id);
  }
  void operator()(const core::TruthReviewed& body) const {
    losses(body.case_id);
    reputation(body.case_id);
    if (const auto found = state.cases.find(body.case_id); found != state.cases.end()) {
      for (const auto id : found->second.orders) {
        order(id);  // nobody is asked to countersign any more
      }
    }
  }
  void operator()(const core::StopExtended& body) const {
    order(body.order);
    order(body.by);
  }
  void operator()(const core::FundsReturned& body) const {
    order(body.order);
    order(body.by);
  }
  void operator()(const core::FilingWithdrawn& body) const {
    losses(body.case_id);
    reputation(body.case_id);
    persons(body.case_id);
  }
  void operator()(const core::DrillDeclared& /*body*/) const {}
  void operator()(const core::DutyDelegated& /*body*/) const {}
  void operator()(const core::DelegationEnded& /*body*/) const {}
  void operator()(const core::FreezeRenewed& body) const {
    order(body.order);
    order(body.by);
  }
  void operator()(const core::OrderConverted& body) const {
    order(body.order);
    order(body.by);
  }
  void operator()(const core::OrderDrafted& body) const { order(body.order.id); }
  void operator()(const core::OrderReleased& body) const {
    order(body.order);
    order(body.by);
  }
  template <typename OrderEvent>
  requires requires(const OrderEvent& body) {
    { body.order } -> std::convertible_to<order::OrderId>;
  }
  void operator()(const OrderEvent& body) const { order(body.order); }
  void operator()(const core::TransfersTaken& body) const {
    if (!body.institution.empty()) {
      touched.feeds.insert(body.institution);
    }
  }
  void operator()(const core::LegsSplit& /*body*/) const {}
  void operator()(const core::FeedSilent& body) const { touched.feeds.insert(body.institution); }
  void operator()(const core::TaskOpened& body) const { task(body.task.id); }
  void operator()(const core::TaskFinished& body) const { task(body.task); }
  void operator()(const core::TaskAssigned& body) const { task(body.task); }
  void operator()(const core::TraitsNoted& body) const {
    touched.cases.insert(body.case_id);
    digests(body.traits);
  }
  void operator()(const core::CasesLinked& body) const { link(body.link, body.joined); }
  void operator()(const core::LinkDeclined& body) const { link(body.link, {}); }
  void operator()(const core::LinkUndone& body) const {
    link(state.links.at(body.link), body.parts);
  }
  void operator()(const core::CommentMade& body) const {
    touched.comments.insert(body.comment.id);
    reword(body.comment.case_id);
  }
  void operator()(const core::PersonFiled& body) const { touched.persons.insert(body.person.id); }
  template <typename PersonEvent>
  requires requires(const PersonEvent& body) {
    { body.person } -> std::convertible_to<person::PersonId>;
  }
  void operator()(const PersonEvent& body) const { touched.persons.insert(body.person); }
  void operator()(const core::LeadListed& body) const { touched.leads.insert(body.lead.id); }
  void operator()(const core::LeadAssigned& body) const { touched.leads.insert(body.lead); }
  void operator()(const core::LeadStepTaken& body) const { touched.leads.insert(body.lead); }
  void operator()(const core::LeadEnded& body) const { touched.leads.insert(body.lead); }
  /// Their rows say whether the case is filed, and whether it was erased.
  void persons(desk::CaseId id) const {
    if (const auto found = state.persons_of.find(id); found != state.persons_of.end()) {
      touched.persons.insert(found->second.begin(), found->second.end());
    }
  }
  void operator()(const core::FileAdded& body) const { touched.files.insert(body.file.id); }
  void operator()(const core::FileRefused& body) const { touched.cases.insert(body.case_id); }
  void operator()(const core::FileScanned& body) const { touched.files.insert(body.file); }
  void operator()(const core::FileTaken& body) const { touched.files.insert(body.file); }
  void operator()(const core::ExhibitAsked& body) const {
    touched.exhibits.insert(body.exhibit.id);
  }
  void operator()(const core::ExhibitMade& body) const { touched.exhibits.insert(body.exhibit); }
  void operator()(const core::ExhibitFailed& body) const { touched.exhibits.insert(body.exhibit); }
  void operator()(const core::PartnerMoved& /*body*/) const {}
  void operator()(const core::CallNoted& body) const {
    if (body.call.case_id) {
      touched.cases.insert(*body.call.case_id);
    }
    if (body.call.about) {
      touched.warnings.insert(*body.call.about);
    }
  }
  void operator()(const core::CallsForgotten& /*body*/) const {}
  void operator()(const core::ExtensionTaken& /*body*/) const {}
  void operator()(const core::FilterSaved& /*body*/) const {}
  void operator()(const core::FilterDropped& /*body*/) const {}
  void operator()(const core::StatementBegun& body) const {
    touched.statements.insert(body.statement.id);
  }
  /// What rows say beside their transfers stands in no list.
  void operator()(const core::StatementMarked& /*body*/) const {}
  void operator()(const core::StatementEnded& body) const {
    touched.statements.insert(body.statement);
  }
  void operator()(const core::FailedQueriesAsked& body) const {
    touched.statements.insert(body.statement);
  }
  void operator()(const core::HeadingsLearnt& /*body*/) const {}
  void operator()(const core::AnalysisSaved& body) const {
    touched.analyses.insert(body.analysis.id);
  }
  template <typename AnalysisEvent>
  requires requires(const AnalysisEvent& body) {
    { body.analysis } -> std::convertible_to<desk::AnalysisId>;
  }
  void operator()(const AnalysisEvent& body) const { touched.analyses.insert(body.analysis); }
  void operator()(const core::AlarmRaised& body) const { touched.alarms.insert(body.alarm.id); }
  void operator()(const core::AlarmCleared& body) const { touched.alarms.insert(body.alarm); }
  void operator()(const core::AlarmAcknowledged& body) const { touched.alarms.insert(body.alarm); }
  void operator()(const core::ObjectionFiled& body) const {
    touched.objections.insert(body.objection.id);
  }
  void operator()(const core::ObjectionAnswered& body) const {
    touched.objections.insert(body.objection);
    if (const auto found = state.orders.find(body.order); found != state.orders.end()) {
      touched.reputed.insert(found->second.account);
    }
  }
  void operator()(const core::StreetsNoted& /*body*/) const {}
  void operator()(const core::CampaignPlanned& body) const {
    touched.campaigns.insert(body.campaign.id);
  }
  void operator()(const core::CampaignReported& body) const {
    touched.campaigns.insert(body.campaign);
  }
  void operator()(const core::CampaignWithdrawn& body) const {
    touched.campaigns.insert(body.campaign);
  }
  void operator()(const core::RoundRecorded& body) const { touched.rounds.insert(body.round.id); }
  void operator()(const core::RoundWithdrawn& body) const { touched.rounds.insert(body.round); }
  void operator()(const core::AuditAnnounced& body) const { touched.audits.insert(body.audit.id); }
  void operator()(const core::AuditDrawn& body) const { touched.audits.insert(body.audit); }
  void operator()(const core::HouseholdChecked& body) const { touched.audits.insert(body.audit); }
  void operator()(const core::QuizRecorded& body) const { touched.quizzes.insert(body.quiz.id); }
  void operator()(const core::QuizWithdrawn& body) const { touched.quizzes.insert(body.quiz); }
  void operator()(const core::CasePlaced& body) const { touched.cases.insert(body.place.case_id); }
  void operator()(const core::IndicatorsTaken& body) const {
    for (const auto& each : body.indicators) {
      touched.indicators.insert(each.id);
      touched.digests.insert(each.digest);
    }
  }
  void operator()(const core::AgreementRecorded& /*body*/) const {}
  void operator()(const core::AgreementEnded& /*body*/) const {}
  void operator()(const core::ReputationAsked& /*body*/) const {}
  void operator()(const core::ReputationCleared& body) const {
    touched.digests.insert(body.digest);
  }
  void operator()(const core::IndicatorsGiven& /*body*/) const {}
  /// What it names may be held against it, or no longer.
  void tip(tip::TipId id) const {
    touched.tips.insert(id);
    for (const auto& each : state.tips.at(id).named) {
      if (!each.digest.text.empty() && each.digest.text != base::erased_text) {
        touched.digests.insert(each.digest.text);
      }
    }
  }
  void operator()(const core::TipTaken& body) const { tip(body.tip.id); }
  template <typename TipEvent>
  requires requires(const TipEvent& body) {
    { body.tip } -> std::convertible_to<tip::TipId>;
  }
  void operator()(const TipEvent& body) const { tip(body.tip); }
  void operator()(const core::QuizLinkOpened& body) const {
    touched.quiz_links.insert(body.link.id);
  }
  void operator()(const core::QuizSheetTaken& body) const { touched.quiz_links.insert(body.link); }
  void operator()(const core::QuizLinkEnded& body) const { touched.quiz_links.insert(body.link); }
  void plan(desk::PlanId id) const {
    touched.plans.insert(id);
    if (const auto found = state.plans.find(id); found != state.plans.end()) {
      touched.cases.insert(found->second.case_id);
    }
  }
  void operator()(const core::ReturnPlanned& body) const { plan(body.plan.id); }
  template <typename PlanEvent>
  requires requires(const PlanEvent& body) {
    { body.plan } -> std::convertible_to<desk::PlanId>;
  }
  void operator()(const PlanEvent& body) const { plan(body.plan); }
  /// Who keeps its freezes shows in their rows.
  void handover(desk::HandoverId id) const {
    const auto found = state.handovers.find(id);
    if (found == state.handovers.end()) {
      return;
    }
    touched.cases.insert(found->second.case_id);
    for (const auto freeze : found->second.freezes) {
      order(freeze);
    }
  }
  void operator()(const core::HandoverDrafted& body) const { handover(body.handover.id); }
  void operator()(const core::FreezeKept& body) const { handover(body.handover); }
  void operator()(const core::FundsConfiscated& body) const { handover(body.handover); }
  template <typename HandoverEvent>
  requires requires(const HandoverEvent& body) {
    { body.handover } -> std::convertible_to<desk::HandoverId>;
  }
  void operator()(const HandoverEvent& body) const { handover(body.handover); }
  void operator()(const core::ReturnApplied& body) const {
    touched.applications.insert(body.application.id);
  }
  void operator()(const core::ReturnApplicationDecided& body) const {
    touched.applications.insert(body.application);
  }
  /// Whether the case is pursued may have changed, and with it what its accounts still need.
  template <typename FirstEvent>
  requires core::is_of_first_days<FirstEvent>
  void operator()(const FirstEvent& body) const { losses(body.case_id); }
  void operator()(const core::PaperIssued& body) const { touched.papers.insert(body.paper.id); }
  void operator()(const core::PaperMade& body) const { touched.papers.insert(body.paper); }
  void operator()(const core::WarningRaised& body) const {
    touched.warnings.insert(body.warning.id);
  }
  template <typename WarningEvent>
  requires requires(const WarningEvent& body) {
    { body.warning } -> std::convertible_to<dissuade::WarningId>;
  }
  void operator()(const WarningEvent& body) const { touched.warnings.insert(body.warning); }
  void operator()(const core::Revealed& /*body*/) const {}
  void operator()(const core::KeyAnswered& /*body*/) const {}
  void operator()(const core::KeysForgotten& /*body*/) const {}
  /// Thousands a second may be let go; what is listed is what was not.
  void operator()(const core::PaymentScreened& body) const {
    if (body.screening.advice != desk::Advice::allow) {
      touched.screenings.insert(body.screening.id);
    }
  }
  void operator()(const core::ScreeningsForgotten& /*body*/) const {}
  void operator()(const core::AccountsFlagged& /*body*/) const {}
  void operator()(const core::StoppedPaymentEnded& /*body*/) const {}
  void operator()(const core::ProofForgotten& /*body*/) const {}
  void operator()(const core::WarningsArchived& /*body*/) const {}  // their rows stay as they are
  void operator()(const core::WarningsErased& body) const {
    touched.warnings.insert(body.warnings.begin(), body.warnings.end());
  }
  void operator()(const core::ScoringProposed& body) const {
    touched.scorings.insert(body.scoring.id);
  }
  void operator()(const core::ScoringActivated& body) const {
    touched.scorings.insert(body.scoring);
  }
  void operator()(const core::ScoringWithdrawn& body) const {
    touched.scorings.insert(body.scoring);
  }
};

/// A word on two cases stands in the timeline of both.
std::optional<desk::CaseId> other_case_of(const core::EventBody& body, const core::State& state) {
  if (const auto* linked = std::get_if<core::CasesLinked>(&body)) {
    return linked->link.other;
  }
  if (const auto* declined = std::get_if<core::LinkDeclined>(&body)) {
    return declined->link.other;
  }
  if (const auto* undone = std::get_if<core::LinkUndone>(&body)) {
    return state.links.at(undone->link).other;
  }
  return std::nullopt;
}

}  // namespace

void touch(Touched& touched, const core::Event& event, port::BatchSeq seq, std::size_t index,
           const core::State& state, const World& world) {
  std::visit(Touch{touched, state}, event.body);
  for (auto& line : person_lines(event, seq, index, state)) {
    touched.timeline.push_back(std::move(line));
  }
  if (auto told = told_row(event, seq, index)) {
    touched.timeline.push_back(*std::move(told));
  }
  auto row = timeline_row(event, seq, index, state, world);
  if (!row) {
    return;
  }
  if (const auto other = other_case_of(event.body, state)) {
    auto twin = *row;
    twin.id += "-2";
    twin.parent = order::to_text(*other);
    touched.timeline.push_back(std::move(twin));
  }
  touched.timeline.push_back(std::move(*row));
}

}  // namespace holdfast::engine
