// Who keeps a freeze, and how events about hand-overs change the state (evolve_handovers.cpp). The
// evolving part is not for use outside the core.
#pragma once

#include "core/state.hpp"

namespace holdfast::core {

/// Who must renew a freeze now.
struct Keeper {
  desk::Organ organ = desk::Organ::police;
  std::optional<desk::HandoverId> by;  // the hand-over that made it theirs; none: never handed over
  std::string name;                    // of the organ, where it is not the police
  std::string owner;                   // login of whoever answers for it
  bool is_named = false;  // by name, for this freeze; otherwise whoever signed for all of it
};
/// What was signed for last says it; never handed over, or back again, it is the case's officer.
[[nodiscard]] Keeper keeper_of(const State& state, const order::Order& freeze);

/// Hand-overs of the case, the oldest first.
[[nodiscard]] const std::vector<desk::HandoverId>& handovers_of(const State& state,
                                                                desk::CaseId case_id);
/// Of which organ somebody acts; the police, for whoever is of neither of the others.
[[nodiscard]] desk::Organ organ_of(const State& state, std::string_view actor);
/// Acts for the side that sent it, or that it is for.
[[nodiscard]] bool is_of_sender(const State& state, const desk::Handover& handover,
                                std::string_view actor);
[[nodiscard]] bool is_of_receiver(const State& state, const desk::Handover& handover,
                                  std::string_view actor);

void evolve_handover(State& state, const Event& event, const HandoverDrafted& body);
void evolve_handover(State& state, const Event& event, const HandoverSent& body);
void evolve_handover(State& state, const Event& event, const HandoverPackaged& body);
void evolve_handover(State& state, const Event& event, const HandoverReceived& body);
void evolve_handover(State& state, const Event& event, const HandoverReturned& body);
void evolve_handover(State& state, const Event& event, const HandoverWithdrawn& body);
void evolve_handover(State& state, const Event& event, const RenewerNamed& body);
void evolve_handover(State& state, const Event& event, const HandoverAsked& body);
void evolve_handover(State& state, const Event& event, const HandoverAnswered& body);
void evolve_handover(State& state, const Event& event, const DisposalEntered& body);
/// The part of it that the hand-over keeps.
void note_paid(State& state, const FundsConfiscated& body);

/// Fills the index of a state that was read from a snapshot.
void index_handovers(State& state);
/// The personal texts that an erased case has in its hand-overs, as they read without their key.
void erase_handovers(State& state, desk::CaseId case_id);

}  // namespace holdfast::core
