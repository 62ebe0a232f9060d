// How events about partners on trial and about calls change the state (evolve_gateway.cpp). Not for
// use outside the core.
#pragma once

#include "core/state.hpp"

namespace holdfast::core {

void evolve_gateway(State& state, const PartnerMoved& body);
void evolve_gateway(State& state, const CallNoted& body);
void evolve_gateway(State& state, const CallsForgotten& body);
void evolve_gateway(State& state, const ExtensionTaken& body);
/// Fills the index of calls of a state that was read from a snapshot.
void index_calls(State& state);

}  // namespace holdfast::core
