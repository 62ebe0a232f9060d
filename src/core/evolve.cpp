#include <algorithm>
#include <tuple>

#include "base/calendar.hpp"
#include "core/first_days.hpp"
#include "core/gateway.hpp"
#include "core/handovers.hpp"
#include "core/outreach.hpp"
#include "core/persons.hpp"
#include "core/plans.hpp"
#include "core/screening.hpp"
#include "core/state.hpp"
#include "core/tips.hpp"
#include "core/warnings.hpp"
#include "core/workbench.hpp"
#include "order/clock.hpp"

namespace holdfast::core {

namespace {

using order::Order;

desk::CaseFile& case_of(State& state, desk::CaseId id) {
  const auto found = state.cases.find(id);
  base::check(found != state.cases.end(), "event names a case that is not there");
  return found->second;
}

Order& order_of(State& state, order::OrderId id) {
  const auto found = state.orders.find(id);
  base::check(found != state.orders.end(), "event names an order that is not there");
  return found->second;
}

Alarm& alarm_of(State& state, AlarmId id) {
  const auto found = state.alarms.find(id);
  base::check(found != state.alarms.end(), "event names an alarm that is not there");
  return found->second;
}

void drop_deadline(State& state, const Order& order) {
  if (!order.times.deadline) {
    return;
  }
  const auto found = state.deadlines.find(*order.times.deadline);
  if (found == state.deadlines.end()) {
    return;
  }
  std::erase(found->second, order.id);
  if (found->second.empty()) {
    state.deadlines.erase(found);
  }
}

void set_deadline(State& state, Order& order, std::optional<base::Instant> deadline) {
  drop_deadline(state, order);
  order.times.deadline = deadline;
  if (deadline) {
    state.deadlines[*deadline].push_back(order.id);
  }
}

void end_order(State& state, Order& order, order::State how, base::Instant at) {
  order.state = how;
  order.times.ended = at;
  order.excess = base::Fen{};
  drop_deadline(state, order);
}

/// Notes when the order's clocks ring next, after anything about it changed.
void reclock(State& state, const Order& order) {
  if (const auto known = state.next_ring.find(order.id); known != state.next_ring.end()) {
    const auto at = state.rings.find(known->second);
    at->second.erase(order.id);
    if (at->second.empty()) {
      state.rings.erase(at);
    }
    state.next_ring.erase(known);
  }
  const auto rings = order::rings_of(order, state.rules);
  if (!rings.empty()) {
    state.rings[rings.front().at].insert(order.id);
    state.next_ring[order.id] = rings.front().at;
  }
}

void reclock_all(State& state) {
  state.rings.clear();
  state.next_ring.clear();
  for (const auto& [id, order] : state.orders) {
    reclock(state, order);
  }
}

void index_case_account(State& state, desk::CaseId id, base::AccountId account) {
  auto& cases = state.cases_of[account];
  if (std::find(cases.begin(), cases.end(), id) == cases.end()) {
    cases.push_back(id);
  }
}

void index_payees(State& state, desk::CaseId id, const std::vector<desk::Loss>& losses) {
  for (const auto& loss : losses) {
    if (loss.payee) {
      index_case_account(state, id, *loss.payee);
    }
  }
}

/// One that is about a mark has no account; a return is about two.
void index_order(State& state, const Order& order) {
  if (!order.mark) {
    state.orders_of[order.account].push_back(order.id);
  }
  if (order.payback && order.payback->to != order.account) {
    state.orders_of[order.payback->to].push_back(order.id);
  }
}

bool goes_by_hand(const State& state, const std::string& channel) {
  const auto* known = find_channel(state.routing, channel);
  return known != nullptr && known->kind == ChannelKind::assisted;
}

/// True when `query` went out for this payment.
bool is_asked_by(const desk::Loss& loss, const Order& query) {
  const auto& why = query.justification;
  const auto asked = loss.payee ? loss.payee : loss.payer;  // where nobody knows who was paid
  return !loss.query && !loss.matched && asked == query.account && why &&
         why->payer == loss.payer && why->amount == loss.amount && why->time == loss.time;
}

void index_link(State& state, const desk::Link& link) {
  state.links_of[link.one].push_back(link.id);
  state.links_of[link.other].push_back(link.id);
}

/// Of the same owner, page and name there is at most one; the list stays in order.
std::vector<desk::SavedFilter>::iterator place_of(std::vector<desk::SavedFilter>& filters,
                                                  const desk::SavedFilter& wanted) {
  const auto key = [](const desk::SavedFilter& each) {
    return std::tie(each.owner, each.page, each.name);
  };
  return std::lower_bound(
      filters.begin(), filters.end(), wanted,
      [&](const auto& one, const auto& other) { return key(one) < key(other); });
}

bool is_named_as(const desk::SavedFilter& one, const desk::SavedFilter& other) {
  return one.owner == other.owner && one.page == other.page && one.name == other.name;
}

/// As a text reads whose key was destroyed, so that a replay with and without the key agree.
void erase(base::Personal& text) {
  if (!text.text.empty()) {
    text.text = base::erased_text;
  }
}

void index_paper(State& state, const order::Paper& paper) {
  if (order::is_of_case(paper.kind)) {
    state.case_papers[paper.case_id].push_back(paper.id);
  } else {
    state.papers_of[paper.order].push_back(paper.id);
  }
  state.paper_by_code[paper.code] = paper.id;
  ++state.paper_counts[{base::year_in_beijing(paper.issued_at), paper.kind}];
}

void erase_paper(order::Paper& paper) {
  for (auto* text : {&paper.facts.number, &paper.facts.holder, &paper.facts.to_number,
                     &paper.facts.to_holder, &paper.facts.mark, &paper.facts.narrative}) {
    erase(*text);
  }
  if (auto& applicant = paper.facts.applicant) {
    for (auto* text :
         {&applicant->name, &applicant->phone, &applicant->id_no, &applicant->payer_number}) {
      erase(*text);
    }
  }
}

/// One overload an event: how it changes the state.
struct Apply {
  State& state;
  const Event& event;

  void operator()(const RulesLoaded& body) const {
    auto book = law::RuleBook::parse(body.toml);
    base::check(book.ok(), "a rule pack in the journal cannot be read");
    state.rules_toml = body.toml;
    state.rules = std::move(*book);
    reclock_all(state);
  }
  void operator()(const RoutingSet& body) const {
    state.routing = body.routing;
    for (const auto& institution : body.routing.institutions) {
      state.feeds[institution.code].institution = institution.code;
    }
  }
  void operator()(const UserAdded& body) const { state.users[body.user.name] = body.user; }
  void operator()(const UserDisabled& body) const { state.users.at(body.name).disabled = true; }
  void operator()(const PasswordSet& body) const {
    state.users.at(body.name).password_hash = body.password_hash;
  }
  void operator()(const ApiKeyAdded& body) const { state.api_keys[body.key.name] = body.key; }

  void operator()(const CaseOpened& body) const {
    desk::CaseFile file;
    file.id = body.case_id;
    file.victim = body.victim;
    file.fraud_type = body.fraud_type;
    file.paid_by = body.paid_by;
    file.narrative = body.narrative;
    file.officer = event.actor;
    file.reported_at = event.at;
    file.losses = body.losses;
    state.cases.emplace(body.case_id, std::move(file));
    index_payees(state, body.case_id, body.losses);
  }
  void operator()(const LossesAdded& body) const {
    auto& losses = case_of(state, body.case_id).losses;
    losses.insert(losses.end(), body.losses.begin(), body.losses.end());
    index_payees(state, body.case_id, body.losses);
  }
  void operator()(const PayeeNamed& body) const {
    auto& loss = case_of(state, body.case_id).losses.at(body.index);
    loss.payer = body.payer;
    loss.payee = body.payee;
    loss.payer_institution = body.payer_institution;
    loss.payee_institution = body.payee_institution;
    loss.serial = body.serial;
    loss.matched = body.matched;
    loss.query.reset();  // what was asked before was asked of another account
    index_case_account(state, body.case_id, body.payee);
  }
  void operator()(const VictimCompleted& body) const {
    case_of(state, body.case_id).victim = body.victim;
  }
  void operator()(const LossMatched& body) const {
    case_of(state, body.case_id).losses.at(body.index).matched = body.transfer;
  }
  void operator()(const CascadeAuthorised& body) const {
    case_of(state, body.case_id).cascade = body.cascade;
  }
  void operator()(const PursuitMoved& body) const {
    auto& file = case_of(state, body.case_id);
    file.standing = body.standing;
    file.resumed = false;
    for (const auto& need : body.needs) {
      file.needs[need.account] = need;
      index_case_account(state, body.case_id, need.account);
    }
  }
  void operator()(const NeedUnmet& body) const {
    auto& unmet = case_of(state, body.case_id).unmet;
    if (body.unmet) {
      unmet[body.account] = *body.unmet;
    } else {
      unmet.erase(body.account);
    }
  }

  void operator()(const OrderDrafted& body) const {
    auto& file = case_of(state, body.order.case_id);
    auto [place, added] = state.orders.emplace(body.order.id, body.order);
    base::check(added, "an order id was given out twice");
    place->second.handling.by_hand = goes_by_hand(state, body.order.channel);
    file.orders.push_back(body.order.id);
    index_order(state, body.order);
    if (body.order.times.deadline) {
      state.deadlines[*body.order.times.deadline].push_back(body.order.id);
    }
    if (body.order.family == order::Family::transaction_query) {
      const auto asked =
          std::find_if(file.losses.begin(), file.losses.end(),
                       [&](const desk::Loss& loss) { return is_asked_by(loss, body.order); });
      if (asked != file.losses.end()) {
        asked->query = body.order.id;
      }
    }
  }
  void operator()(const OrderHeldForReview& body) const {
    auto& order = order_of(state, body.order);
    order.state = order::State::review;
    order.last_error = body.why;
  }
  void operator()(const OrderApproved& body) const {
    auto& order = order_of(state, body.order);
    order.state = order::State::approved;
    order.authority = body.authority;
    order.times.approved = event.at;
    order.last_error.clear();
    if (body.deadline) {
      set_deadline(state, order, body.deadline);
    }
    if (body.papers_due && order.approval) {
      order.approval->papers_due = body.papers_due;
    }
    if (body.authority.kind == order::AuthorityKind::cascade && order.ordinal == 1) {
      ++case_of(state, order.case_id).cascade_used;
    }
  }
  void operator()(const OrderRejected& body) const {
    auto& order = order_of(state, body.order);
    order.reply.message = body.reason;
    end_order(state, order, order::State::rejected, event.at);
  }
  void operator()(const OrderSent& body) const {
    auto& order = order_of(state, body.order);
    ++order.attempts;
    if (!order.times.sent) {
      order.times.sent = event.at;
    }
    if (order.state == order::State::approved) {
      order.state = order::State::sent;
    }
  }
  void operator()(const OrderAcknowledged& body) const {
    auto& order = order_of(state, body.order);
    order.state = order::State::acknowledged;
    order.times.acknowledged = event.at;
    order.reply.partner_number = body.partner_number;
    order.reply.platform_number = body.platform_number;
    order.last_error.clear();
  }
  void operator()(const OrderSendFailed& body) const {
    auto& order = order_of(state, body.order);
    order.last_error = body.error;
    if (body.final_refusal) {
      end_order(state, order, order::State::failed, event.at);
    }
  }
  void operator()(const OrderRequeued& body) const {
    auto& order = order_of(state, body.order);
    auto& handling = order.handling;
    ++handling.requeued;
    handling.spoken.reset();
    handling.anew = event.at;
    order.last_error.clear();
    const bool other_way = body.channel != order.channel;
    if (other_way) {
      handling.handed_from = order.channel;
      order.channel = body.channel;
      handling.by_hand = goes_by_hand(state, body.channel);
    }
    if (order.state == order::State::failed || other_way) {
      // What the new channel does with it has its own times.
      order.state = order::State::approved;
      order.times.sent.reset();
      order.times.acknowledged.reset();
      order.times.ended.reset();
      set_deadline(state, order, order.times.deadline);
    }
  }
  void operator()(const OrderGivenUp& body) const {
    auto& order = order_of(state, body.order);
    if (order.state != order::State::failed) {
      end_order(state, order, order::State::failed, event.at);
    }
    order.handling.given_up =
        order::Signature{order::Duty::none, event.actor, {}, event.at, body.reason};
  }
  void operator()(const OrderAnswered& body) const {
    auto& order = order_of(state, body.order);
    order.reply = body.reply;
    order.times.answered = event.at;
    order.last_error.clear();
    if (body.state == order::State::in_force) {
      order.state = body.state;
      order.times.ended.reset();  // a reply may come after we gave the order up
      order.times.in_force = body.start;
      set_deadline(state, order, body.deadline);
      set_freeze_clocks(order, body.renew_by, body.screen_by);
      auto& first = case_of(state, order.case_id).first_hold_at;
      if (!first && order::restrains(order.family)) {
        first = event.at;
      }
    } else if (body.state == order::State::queued) {
      order.state = body.state;
      order.times.ended.reset();
      set_deadline(state, order, body.deadline);
    } else {
      end_order(state, order, body.state, event.at);
    }
  }
  void operator()(const CandidateFound& body) const {
    order_of(state, body.order).candidate = body.name;
  }
  void operator()(const OrderExpired& body) const {
    auto& order = order_of(state, body.order);
    // A query or an undelivered order whose time ran out was never executed: it failed.
    const bool stood = order.state == order::State::in_force || order.state == order::State::queued;
    end_order(state, order, stood ? order::State::expired : order::State::failed, event.at);
  }
  void operator()(const OrderReleased& body) const {
    end_order(state, order_of(state, body.order), order::State::released, event.at);
  }
  void operator()(const ExcessFound& body) const {
    order_of(state, body.order).excess = body.excess;
  }

  void operator()(const CaseFiled& body) const {
    auto& file = case_of(state, body.case_id);
    file.filed = body.filing;
    file.withdrawn.reset();
    end_first_days(state, file, event.at);
  }
  void operator()(const FilingWithdrawn& body) const {
    auto& file = case_of(state, body.case_id);
    file.filed.reset();
    file.withdrawn = body.withdrawal;
  }
  void operator()(const DrillDeclared& /*body*/) const { state.drill = true; }
  void operator()(const StopExtended& body) const {
    auto& order = order_of(state, body.order);
    order.state = order::State::in_force;
    order.times.ended.reset();  // the answer may come after we counted it as lapsed
    set_deadline(state, order, body.deadline);
  }
  void operator()(const ProtectionRevoked& body) const {
    auto& order = order_of(state, body.order);
    base::check(order.consent.has_value(), "a consent is taken back that nobody gave");
    order.consent->revoked = body.signature;
  }
  void operator()(const FundsReturned& body) const {
    auto& order = order_of(state, body.order);
    base::check(order.freeze.has_value(), "money goes back out of what is no freeze");
    order.freeze->returned += body.amount;
  }
  void operator()(const FundsConfiscated& body) const {
    auto& order = order_of(state, body.order);
    base::check(order.freeze.has_value(), "money is confiscated out of what is no freeze");
    order.freeze->confiscated += body.amount;
    note_paid(state, body);
  }
  void operator()(const FreezeKept& body) const {
    prolong(order_of(state, body.order), body.deadline, body.renew_by);
  }
  void prolong(Order& order, base::Instant deadline, std::optional<base::Instant> renew_by) const {
    base::check(order.freeze.has_value(), "what is renewed is no freeze");
    set_deadline(state, order, deadline);
    order.freeze->renew_by = renew_by;
    ++order.freeze->renewals;
  }
  void operator()(const OrderSpoken& body) const {
    auto& order = order_of(state, body.order);
    order.handling.spoken = body.spoken;
    if (order.times.ended) {
      order.times.ended.reset();
      set_deadline(state, order, order.times.deadline);
    }
  }
  void operator()(const TruthReviewed& body) const {
    case_of(state, body.case_id).truth =
        desk::Truth{body.verdict, event.actor, event.at, body.reason};
  }
  void operator()(const CaseStudied& body) const {
    auto& file = case_of(state, body.case_id);
    file.gates.study = body.study;
    file.fraud_type = body.study.fraud_type;
  }
  void operator()(const InquiryRecorded& body) const {
    case_of(state, body.case_id).gates.inquiries.push_back(body.inquiry);
  }
  void operator()(const ResultRecorded& body) const {
    case_of(state, body.case_id).gates.result = body.result;
  }
  void operator()(const OrderSigned& body) const {
    auto& order = order_of(state, body.order);
    base::check(order.approval.has_value(), "an order is signed that asks for no signature");
    order.approval->signatures.push_back(body.signature);
    if (order.state == order::State::draft && order::is_signed_by_second(*order.approval)) {
      order.state = order::State::review;
    }
  }
  void operator()(const OrderCountersigned& body) const {
    order_of(state, body.order).countersigned = body.signature;
  }
  void operator()(const PaperSupplied& body) const {
    auto& order = order_of(state, body.order);
    base::check(order.approval.has_value(), "a paper arrives for an order that asks for none");
    order.approval->document = body.document;
  }
  static void set_freeze_clocks(Order& order, std::optional<base::Instant> renew_by,
                                std::optional<base::Instant> screen_by) {
    if (order.freeze) {
      order.freeze->renew_by = renew_by;
      order.freeze->screen_by = screen_by;
    }
  }
  void operator()(const FreezeAdvanced& body) const {
    auto& order = order_of(state, body.order);
    order.state = order::State::in_force;
    order.times.in_force = body.start;
    set_deadline(state, order, body.deadline);
    set_freeze_clocks(order, body.renew_by, body.screen_by);
  }
  void operator()(const FreezeRenewed& body) const {
    prolong(order_of(state, body.order), body.deadline, body.renew_by);
  }
  void operator()(const FreezeScreened& body) const {
    auto& order = order_of(state, body.order);
    base::check(order.freeze.has_value(), "what is screened is no freeze");
    order.freeze->screening = order::Screening{body.finding, event.actor, event.at, body.reason};
    order.freeze->release_by = body.release_by;
  }
  void operator()(const OrderConverted& body) const {
    end_order(state, order_of(state, body.order), order::State::converted, event.at);
  }
  void operator()(const ClockRung& body) const {
    auto& rung = order_of(state, body.order).rung;
    const auto before = std::find_if(rung.begin(), rung.end(), [&](const order::Rung& each) {
      return each.clock == body.rung.clock;
    });
    if (before == rung.end()) {
      rung.push_back(body.rung);
    } else {
      *before = body.rung;
    }
  }
  void operator()(const DutyDelegated& body) const {
    state.delegations[body.delegation.id] = body.delegation;
  }
  void operator()(const DelegationEnded& body) const {
    auto& delegation = state.delegations.at(body.delegation);
    delegation.ended = event.at;
    delegation.ended_by = event.actor;
  }

  void operator()(const TransfersTaken& body) const {
    if (body.batch.number > 0) {
      remember(state, body.batch,
               {body.batch.digest, body.batch.seq, body.rows, body.fresh, body.duplicates,
                body.legs, body.first},
               event.at);
    }
    if (body.institution.empty()) {
      return;
    }
    auto& feed = state.feeds[body.institution];
    feed.institution = body.institution;
    feed.rows += body.rows;
    feed.duplicates += body.duplicates;
    feed.legs += body.legs;
    feed.refused += body.refused;
    feed.last_heard = event.at;
    feed.silent = false;
    if (body.watermark && (!feed.watermark || *feed.watermark < *body.watermark)) {
      feed.watermark = body.watermark;
    }
  }
  void operator()(const LegsSplit& /*body*/) const {}
  void operator()(const FeedSilent& body) const { state.feeds.at(body.institution).silent = true; }

  void operator()(const TaskOpened& body) const {
    state.tasks.emplace(body.task.id, body.task);
    state.tasks_of[body.task.case_id].push_back(body.task.id);
  }
  void operator()(const TaskFinished& body) const {
    auto& task = state.tasks.at(body.task);
    task.done_at = event.at;
    task.done_by = event.actor;
    task.note = body.note;
  }
  void operator()(const TaskAssigned& body) const {
    auto& task = state.tasks.at(body.task);
    task.owner = body.owner;
    task.due = body.due;
  }
  void operator()(const AlarmRaised& body) const {
    state.alarms.emplace(body.alarm.id, body.alarm);
  }
  void operator()(const AlarmCleared& body) const {
    alarm_of(state, body.alarm).cleared = event.at;
  }
  void operator()(const AlarmAcknowledged& body) const {
    alarm_of(state, body.alarm).acknowledged_by = event.actor;
  }
  void operator()(const Revealed& /*body*/) const {}
  void operator()(const KeyAnswered& body) const {
    state.answered[body.key] = {body.digest, body.answer, event.at};
  }
  void operator()(const CaseClosed& body) const {
    auto& file = case_of(state, body.case_id);
    file.closed = body.closing;
    reclock_first_days(state, file);
  }
  void operator()(const CaseReopened& body) const {
    auto& file = case_of(state, body.case_id);
    file.closed.reset();
    file.resumed = true;
    reclock_first_days(state, file);
  }
  void operator()(const ErasureRequested& body) const {
    case_of(state, body.case_id).erasure = desk::Erasure{
        desk::ErasureState::requested, event.actor, event.at, body.reason, {}, {}, {}};
  }
  void operator()(const CaseErased& body) const {
    auto& file = case_of(state, body.case_id);
    decide_erasure(file, desk::ErasureState::erased, body.reason);
    for (auto* text :
         {&file.victim.name, &file.victim.phone, &file.victim.id_no, &file.narrative}) {
      erase(*text);
    }
    erase_first_days(file);
    for (auto& loss : file.losses) {
      for (auto& particular : loss.particulars) {
        erase(particular.text);
      }
    }
    for (const auto id : file.orders) {
      auto& order = order_of(state, id);
      if (order.mark) {
        erase(order.mark->value);
      }
      if (order.consent) {
        erase(order.consent->by);
      }
    }
    for (auto& [id, paper] : state.papers) {
      if (paper.case_id == body.case_id) {
        erase_paper(paper);
      }
    }
    for (auto& [id, objection] : state.objections) {
      if (objection.case_id == body.case_id) {
        erase(objection.text);
        erase(objection.name);
        erase(objection.phone);
      }
    }
    erase_plans(state, body.case_id);
    erase_handovers(state, body.case_id);
    erase_work(body.case_id);
    erase_place(state, body.case_id);
    erase_workbench(state, body.case_id);
  }
  void erase_work(desk::CaseId id) const {
    if (const auto found = state.traits.find(id); found != state.traits.end()) {
      state.series.drop(id, found->second);
      forget_named(state, id, found->second);
      for (auto& trait : found->second) {
        erase(trait.key);
        erase(trait.shown);
        erase(trait.digest);
      }
    }
    if (const auto found = state.comments_of.find(id); found != state.comments_of.end()) {
      for (const auto comment : found->second) {
        erase(state.comments.at(comment).text);
      }
    }
    if (const auto found = state.files_of.find(id); found != state.files_of.end()) {
      for (const auto file : found->second) {
        erase(state.files.at(file).name);
        erase(state.files.at(file).note);
      }
    }
  }
  void operator()(const TraitsNoted& body) const {
    auto& traits = state.traits[body.case_id];
    traits.insert(traits.end(), body.traits.begin(), body.traits.end());
    state.series.add(body.case_id, body.traits);
    index_named(state, body.case_id, body.traits);
  }
  void operator()(const CasesLinked& body) const { keep_link(body.link); }
  void operator()(const LinkDeclined& body) const { keep_link(body.link); }
  void keep_link(const desk::Link& link) const {
    const auto added = state.links.emplace(link.id, link).second;
    base::check(added, "a link id was given out twice");
    state.series.join(link);
    index_link(state, link);
  }
  void operator()(const LinkUndone& body) const {
    auto& link = state.links.at(body.link);
    link.undone = desk::Undone{event.actor, event.at, body.reason};
    state.series.part(link);
  }
  void operator()(const CommentMade& body) const {
    state.comments.emplace(body.comment.id, body.comment);
    state.comments_of[body.comment.case_id].push_back(body.comment.id);
  }
  void operator()(const FilterSaved& body) const {
    const auto place = place_of(state.filters, body.filter);
    if (place != state.filters.end() && is_named_as(*place, body.filter)) {
      *place = body.filter;
    } else {
      state.filters.insert(place, body.filter);
    }
  }
  void operator()(const FilterDropped& body) const {
    const desk::SavedFilter wanted{body.owner, body.page, body.name, {}};
    const auto place = place_of(state.filters, wanted);
    base::check(place != state.filters.end() && is_named_as(*place, wanted),
                "a filter is dropped that is not there");
    state.filters.erase(place);
  }
  void operator()(const FileAdded& body) const {
    const auto added = state.files.emplace(body.file.id, body.file).second;
    base::check(added, "a file id was given out twice");
    state.files_of[body.file.case_id].push_back(body.file.id);
  }
  void operator()(const FileRefused& /*body*/) const {}
  void operator()(const FileScanned& body) const {
    auto& file = state.files.at(body.file);
    file.scan = body.scan;
    file.scanned = body.scanned;
  }
  void operator()(const FileTaken& body) const { state.files.at(body.file).taken = body.taken; }
  void operator()(const ExhibitAsked& body) const {
    const auto added = state.exhibits.emplace(body.exhibit.id, body.exhibit).second;
    base::check(added, "an exhibit id was given out twice");
    state.exhibits_of[body.exhibit.case_id].push_back(body.exhibit.id);
  }
  void operator()(const ExhibitMade& body) const {
    auto& exhibit = state.exhibits.at(body.exhibit);
    exhibit.state = desk::ExhibitState::made;
    exhibit.ended_at = event.at;
    exhibit.bundle = body.bundle;
  }
  void operator()(const ExhibitFailed& body) const {
    auto& exhibit = state.exhibits.at(body.exhibit);
    exhibit.state = desk::ExhibitState::failed;
    exhibit.ended_at = event.at;
    exhibit.why = body.why;
  }
  void operator()(const StatementBegun& body) const { evolve_workbench(state, body); }
  void operator()(const StatementMarked& body) const { evolve_workbench(state, body); }
  void operator()(const StatementEnded& body) const { evolve_workbench(state, body); }
  void operator()(const FailedQueriesAsked& body) const { evolve_workbench(state, body); }
  void operator()(const HeadingsLearnt& body) const { evolve_workbench(state, body); }
  void operator()(const AnalysisSaved& body) const { evolve_workbench(state, body); }
  void operator()(const AnalysisChanged& body) const { evolve_workbench(state, body); }
  void operator()(const AnalysisDropped& body) const { evolve_workbench(state, body); }
  void operator()(const AnalysisRan& body) const { evolve_workbench(state, body); }
  void operator()(const PaperIssued& body) const {
    const auto added = state.papers.emplace(body.paper.id, body.paper).second;
    base::check(added, "a paper id was given out twice");
    index_paper(state, body.paper);
  }
  void operator()(const ObjectionFiled& body) const {
    state.objections.emplace(body.objection.id, body.objection);
    auto& order = order_of(state, body.objection.order);
    order.objection_due = body.objection.due;
    reclock(state, order);
  }
  void operator()(const ObjectionAnswered& body) const {
    state.objections.at(body.objection).answered = body.answered;
    order_of(state, body.order).objection_due.reset();
  }
  void operator()(const PaperMade& body) const { state.papers.at(body.paper).sha256 = body.sha256; }
  void operator()(const ErasureDeclined& body) const {
    decide_erasure(case_of(state, body.case_id), desk::ErasureState::declined, body.reason);
  }
  void decide_erasure(desk::CaseFile& file, desk::ErasureState how, const std::string& why) const {
    base::check(file.erasure.has_value(), "an erasure is decided that nobody asked for");
    file.erasure->state = how;
    file.erasure->decided_by = event.actor;
    file.erasure->decided_at = event.at;
    file.erasure->decision = why;
  }
  template <typename OfWarning>
  requires requires(const OfWarning& body) { body.warning; }
  void operator()(const OfWarning& body) const { evolve_warning(state, event, body); }
  void operator()(const WarningsArchived& body) const { archive_warnings(state, body); }
  void operator()(const WarningsErased& body) const { erase_warnings(state, body); }
  void operator()(const AccountsFlagged& body) const { note_flagged(state, body.flagged); }
  void operator()(const StoppedPaymentEnded& body) const {
    end_stopped(state, body.screening, body.ended);
  }
  void operator()(const ProofForgotten& body) const { forget_proof(state, body.before); }

  template <typename OfHandover>
  requires requires(const OfHandover& body) { body.handover; }
  void operator()(const OfHandover& body) const { evolve_handover(state, event, body); }

  template <typename OfPlan>
  requires requires(const OfPlan& body) { body.plan; }
  void operator()(const OfPlan& body) const { evolve_plan(state, body); }
  void operator()(const ReturnApplied& body) const { evolve_plan(state, body); }
  void operator()(const ReturnApplicationDecided& body) const { evolve_plan(state, body); }
  template <typename OfPerson>
  requires requires(const OfPerson& body) { person::PersonId{body.person}; }
  void operator()(const OfPerson& body) const { evolve_person(state, body); }
  void operator()(const PersonFiled& body) const { evolve_person(state, body); }
  void operator()(const PersonErased& body) const { erase_person(state, body, event.at); }
  void operator()(const LeadListed& body) const { evolve_lead(state, body); }
  void operator()(const LeadAssigned& body) const { evolve_lead(state, body); }
  void operator()(const LeadStepTaken& body) const { evolve_lead(state, body); }
  void operator()(const LeadEnded& body) const { evolve_lead(state, body); }
  void operator()(const KeysForgotten& body) const {
    std::erase_if(state.answered, [&](const auto& each) { return each.second.at < body.before; });
  }
  void operator()(const StreetsNoted& body) const { evolve_outreach(state, body); }
  void operator()(const CampaignPlanned& body) const { evolve_outreach(state, body); }
  void operator()(const CampaignReported& body) const { evolve_outreach(state, body); }
  void operator()(const CampaignWithdrawn& body) const { evolve_outreach(state, body); }
  void operator()(const RoundRecorded& body) const { evolve_outreach(state, body); }
  void operator()(const RoundWithdrawn& body) const { evolve_outreach(state, body); }
  void operator()(const AuditAnnounced& body) const { evolve_outreach(state, body); }
  void operator()(const AuditDrawn& body) const { evolve_outreach(state, body); }
  void operator()(const HouseholdChecked& body) const { evolve_outreach(state, body); }
  void operator()(const QuizRecorded& body) const { evolve_outreach(state, body); }
  void operator()(const QuizWithdrawn& body) const { evolve_outreach(state, body); }
  void operator()(const CasePlaced& body) const { evolve_outreach(state, body); }
  void operator()(const IndicatorsTaken& body) const { evolve_outreach(state, body); }
  void operator()(const AgreementRecorded& body) const { evolve_outreach(state, body); }
  void operator()(const ReputationCleared& body) const { evolve_outreach(state, body); }
  void operator()(const AgreementEnded& body) const { end_agreement(state, body, event.at); }
  void operator()(const ReputationAsked& /*body*/) const {}
  void operator()(const IndicatorsGiven& /*body*/) const {}
  template <typename OfFirstDays>
  requires is_of_first_days<OfFirstDays>
  void operator()(const OfFirstDays& body) const { evolve_first(state, event, body); }
  template <typename OfTip>
  requires requires(const OfTip& body) { body.tip; }
  void operator()(const OfTip& body) const { evolve_tip(state, event, body); }
  void operator()(const QuizLinkOpened& body) const { evolve_quiz_link(state, body); }
  void operator()(const QuizSheetTaken& body) const { evolve_quiz_link(state, body); }
  void operator()(const QuizLinkEnded& body) const { evolve_quiz_link(state, body); }
  void operator()(const PartnerMoved& body) const { evolve_gateway(state, body); }
  void operator()(const CallNoted& body) const { evolve_gateway(state, body); }
  void operator()(const CallsForgotten& body) const { evolve_gateway(state, body); }
  void operator()(const ExtensionTaken& body) const { evolve_gateway(state, body); }
  void operator()(const PaymentScreened& body) const { note_screening(state, body.screening); }
  void operator()(const ScreeningsForgotten& body) const { forget_screenings(state, body.before); }
  void operator()(const ScoringProposed& body) const { note_scoring(state, body.scoring); }
  void operator()(const ScoringActivated& body) const {
    activate_scoring(state, body.scoring, {event.actor, event.at, body.reason});
  }
  void operator()(const ScoringWithdrawn& body) const {
    withdraw_scoring(state, body.scoring, {event.actor, event.at, body.reason});
  }
};

/// The order that an event is about; nothing for any other event.
template <typename Body>
std::optional<order::OrderId> order_named_by(const Body& body) {
  if constexpr (requires { order::OrderId{body.order}; }) {
    return body.order;
  } else if constexpr (requires { order::OrderId{body.order.id}; }) {
    return body.order.id;
  } else {
    return std::nullopt;
  }
}

}  // namespace

void evolve(State& state, const Event& event) {
  state.now = std::max(state.now, event.at);
  std::visit(Apply{state, event}, event.body);
  const auto order = std::visit([](const auto& body) { return order_named_by(body); }, event.body);
  if (order) {
    reclock(state, order_of(state, *order));
  }
}

void rebuild_indexes(State& state) {
  state.orders_of.clear();
  state.cases_of.clear();
  state.deadlines.clear();
  state.tasks_of.clear();
  state.papers_of.clear();
  state.case_papers.clear();
  state.paper_by_code.clear();
  state.paper_counts.clear();
  index_screenings(state);
  index_plans(state);
  index_persons(state);
  index_first_days(state);
  index_handovers(state);
  index_calls(state);
  index_statements(state);
  index_outreach(state);
  index_tips(state);

  state.series = {};
  state.links_of.clear();
  state.comments_of.clear();
  state.files_of.clear();
  state.exhibits_of.clear();
  for (const auto& [id, file] : state.files) {
    state.files_of[file.case_id].push_back(id);
  }
  for (const auto& [id, exhibit] : state.exhibits) {
    state.exhibits_of[exhibit.case_id].push_back(id);
  }
  for (const auto& [id, traits] : state.traits) {
    state.series.add(id, traits);
  }
  for (const auto& [id, link] : state.links) {
    index_link(state, link);
    if (!link.undone) {
      state.series.join(link);
    }
  }
  for (const auto& [id, comment] : state.comments) {
    state.comments_of[comment.case_id].push_back(id);
  }
  for (const auto& [id, paper] : state.papers) {
    index_paper(state, paper);
  }
  for (const auto& [id, task] : state.tasks) {
    state.tasks_of[task.case_id].push_back(id);
  }
  if (!state.rules_toml.empty()) {
    auto book = law::RuleBook::parse(state.rules_toml);
    base::check(book.ok(), "the rule pack in a snapshot cannot be read");
    state.rules = std::move(*book);
  }
  for (const auto& [id, order] : state.orders) {
    index_order(state, order);
    if (order.times.deadline && !order.times.ended) {
      state.deadlines[*order.times.deadline].push_back(id);
    }
  }
  reclock_all(state);
  state.warnings_of.clear();
  state.warning_rings.clear();
  state.next_warning_ring.clear();
  state.warning_ends.clear();
  state.warning_end_of.clear();
  for (const auto& [id, warning] : state.warnings) {
    index_warning(state, warning);
    reclock_warning(state, warning);
  }
  index_past_warnings(state);
  for (const auto& [id, file] : state.cases) {
    index_payees(state, id, file.losses);
    for (const auto& [account, need] : file.needs) {
      index_case_account(state, id, account);
    }
  }
}

}  // namespace holdfast::core
