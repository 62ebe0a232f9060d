#include <algorithm>

#include "core/handovers.hpp"

namespace holdfast::core {

namespace {

using desk::Handover;
using desk::HandoverState;
using desk::Organ;

Handover& handover_of(State& state, desk::HandoverId id) {
  const auto found = state.handovers.find(id);
  base::check(found != state.handovers.end(), "event names a hand-over that is not there");
  return found->second;
}

void end(Handover& handover, const Event& event, HandoverState how, const std::string& why) {
  handover.state = how;
  handover.ended = why;
  handover.ended_at = event.at;
  handover.ended_by = event.actor;
}

void erase(base::Personal& text) {
  if (!text.text.empty()) {
    text.text = base::erased_text;
  }
}

/// Whoever acts for the police acts for all of it; of the others each organ is by itself.
bool acts_for(const State& state, Organ organ, const std::string& name, std::string_view actor) {
  if (organ_of(state, actor) != organ) {
    return false;
  }
  return organ == Organ::police || state.users.at(std::string{actor}).institution == name;
}

void set_renewer(std::vector<desk::Renewer>& renewers, const desk::Renewer& named) {
  const auto found = std::find_if(renewers.begin(), renewers.end(),
                                  [&](const auto& each) { return each.order == named.order; });
  if (found == renewers.end()) {
    renewers.push_back(named);
  } else {
    *found = named;
  }
}

}  // namespace

Keeper keeper_of(const State& state, const order::Order& freeze) {
  const Handover* last = nullptr;
  for (const auto id : handovers_of(state, freeze.case_id)) {
    const auto& handover = state.handovers.at(id);
    const bool counts = handover.receipt && desk::names(handover, freeze.id);
    if (counts && (last == nullptr || last->receipt->at <= handover.receipt->at)) {
      last = &handover;
    }
  }
  Keeper keeper;
  keeper.owner = state.cases.at(freeze.case_id).officer;
  if (last == nullptr) {
    return keeper;
  }
  keeper.by = last->id;
  keeper.organ = desk::to_of(last->kind);
  const auto named = desk::renewer_of(*last, freeze.id);
  keeper.is_named = !named.empty();
  if (keeper.is_named) {
    keeper.owner = named;
  }
  if (keeper.organ != Organ::police) {
    keeper.name = last->to;
    keeper.owner = keeper.is_named ? named : last->receipt->by;
  }
  return keeper;
}

const std::vector<desk::HandoverId>& handovers_of(const State& state, desk::CaseId case_id) {
  static const std::vector<desk::HandoverId> none;
  const auto found = state.handovers_of.find(case_id);
  return found == state.handovers_of.end() ? none : found->second;
}

Organ organ_of(const State& state, std::string_view actor) {
  const auto found = state.users.find(std::string{actor});
  if (found == state.users.end()) {
    return Organ::police;
  }
  return found->second.role == Role::procurator ? Organ::procuratorate
         : found->second.role == Role::court    ? Organ::court
                                                : Organ::police;
}

bool is_of_sender(const State& state, const Handover& handover, std::string_view actor) {
  return acts_for(state, desk::from_of(handover.kind), handover.from, actor);
}

bool is_of_receiver(const State& state, const Handover& handover, std::string_view actor) {
  return acts_for(state, desk::to_of(handover.kind), handover.to, actor);
}

void evolve_handover(State& state, const Event& /*event*/, const HandoverDrafted& body) {
  const auto added = state.handovers.emplace(body.handover.id, body.handover).second;
  base::check(added, "the id of a hand-over was given out twice");
  state.handovers_of[body.handover.case_id].push_back(body.handover.id);
}

void evolve_handover(State& state, const Event& event, const HandoverSent& body) {
  auto& handover = handover_of(state, body.handover);
  handover.state = HandoverState::sent;
  handover.sent_at = event.at;
  handover.facts = body.facts;
}

void evolve_handover(State& state, const Event& /*event*/, const HandoverPackaged& body) {
  handover_of(state, body.handover).manifest_sha256 = body.manifest_sha256;
}

void evolve_handover(State& state, const Event& /*event*/, const HandoverReceived& body) {
  auto& handover = handover_of(state, body.handover);
  handover.state = HandoverState::received;
  handover.receipt = body.receipt;
  handover.due = body.due;
}

void evolve_handover(State& state, const Event& event, const HandoverReturned& body) {
  end(handover_of(state, body.handover), event, HandoverState::returned, body.reason);
}

void evolve_handover(State& state, const Event& event, const HandoverWithdrawn& body) {
  end(handover_of(state, body.handover), event, HandoverState::withdrawn, body.reason);
}

void evolve_handover(State& state, const Event& /*event*/, const RenewerNamed& body) {
  set_renewer(handover_of(state, body.handover).receipt.value().renewers, body.renewer);
}

void evolve_handover(State& state, const Event& /*event*/, const HandoverAsked& body) {
  handover_of(state, body.handover).questions.push_back(body.question);
}

void evolve_handover(State& state, const Event& /*event*/, const HandoverAnswered& body) {
  handover_of(state, body.handover).questions.at(body.index).reply = body.reply;
}

void evolve_handover(State& state, const Event& /*event*/, const DisposalEntered& body) {
  handover_of(state, body.handover).disposals.push_back(body.disposal);
}

void note_paid(State& state, const FundsConfiscated& body) {
  handover_of(state, body.handover).disposals.at(body.disposal).items.at(body.item).paid =
      body.receipt;
}

void index_handovers(State& state) {
  state.handovers_of.clear();
  for (const auto& [id, handover] : state.handovers) {
    state.handovers_of[handover.case_id].push_back(id);
  }
}

void erase_handovers(State& state, desk::CaseId case_id) {
  for (const auto id : handovers_of(state, case_id)) {
    auto& handover = state.handovers.at(id);
    if (handover.facts) {
      for (auto& item : handover.facts->items) {
        erase(item.number);
        erase(item.holder);
      }
    }
    for (auto& question : handover.questions) {
      erase(question.text);
      if (question.reply) {
        erase(question.reply->text);
      }
    }
  }
}

}  // namespace holdfast::core
