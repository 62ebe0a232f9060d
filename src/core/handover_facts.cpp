// What a hand-over says of the money when it is sent.
#include <algorithm>
#include <boost/describe.hpp>

#include "core/custody_of.hpp"
#include "core/handover_steps.hpp"

namespace holdfast::core {

namespace {

desk::HandoverItem item_of(const Outcome& out, const order::Order& freeze,
                           const SendHandover& body) {
  desk::HandoverItem item;
  item.order = freeze.id;
  const auto told = std::find_if(body.accounts.begin(), body.accounts.end(),
                                 [&](const auto& each) { return each.order == freeze.id; });
  if (told != body.accounts.end()) {
    const auto subject = base::subject_of(base::SubjectKind::case_file, freeze.case_id.value());
    item.number = {subject, told->number};
    item.holder = {subject, told->holder};
  }
  const auto* institution = find_institution(out.state.routing, freeze.institution);
  item.institution = institution == nullptr ? freeze.institution : institution->name;
  item.state = freeze.state;
  item.scope = freeze.freeze->scope;
  item.amount = freeze.amount;
  item.held = freeze.reply.held;
  item.returned = freeze.freeze->returned;
  item.since = freeze.times.in_force;
  item.deadline = freeze.times.deadline;
  item.renewals = freeze.freeze->renewals;
  item.document = freeze.approval ? freeze.approval->document : std::string{};
  item.partner_number = freeze.reply.partner_number;
  item.reason = freeze.ground.reason;
  item.article = freeze.ground.article;
  if (freeze.approval) {
    for (const auto& signature : freeze.approval->signatures) {
      item.signed_by.push_back(signature.by);
    }
  }
  return item;
}

}  // namespace

desk::HandoverFacts facts_as_sent(const Outcome& out, const desk::Handover& handover,
                                  const SendHandover& body) {
  const auto& file = out.state.cases.at(handover.case_id);
  desk::HandoverFacts facts;
  facts.filing = file.filed ? file.filed->number : std::string{};
  facts.fraud_type = file.fraud_type;
  for (std::size_t i = 0; i < file.losses.size(); ++i) {
    const auto& loss = file.losses[i];
    facts.losses.push_back({i, loss.time, loss.amount, loss.payer_institution});
  }
  for (const auto id : handover.freezes) {
    facts.items.push_back(item_of(out, out.state.orders.at(id), body));
  }
  const auto named = [](custody::Place place) {
    return std::string{boost::describe::enum_to_string(place, "")};
  };
  for (const auto& entry : custody_of(out.state, file, out.at).ledger.entries) {
    facts.entries.push_back(
        {entry.at, named(entry.from), named(entry.to), entry.amount, entry.order});
  }
  for (const auto& [id, plan] : out.state.plans) {
    if (plan.case_id == handover.case_id && plan.worked &&
        (desk::is_open(plan) || plan.state == desk::PlanState::ordered)) {
      facts.plans.push_back(id);
    }
  }
  return facts;
}

}  // namespace holdfast::core
