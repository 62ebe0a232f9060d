// What partners on trial and calls leave in the state.
#include "core/gateway.hpp"

namespace holdfast::core {

namespace {

void index_call(State& state, const dissuade::Call& call) {
  if (!call.exchange_id.empty()) {
    state.call_by_exchange[call.exchange_id] = call.id;
  }
}

}  // namespace

void evolve_gateway(State& state, const PartnerMoved& body) {
  state.onboarding[body.onboarding.institution] = body.onboarding;
}

void evolve_gateway(State& state, const CallNoted& body) {
  state.calls.insert_or_assign(body.call.id, body.call);
  index_call(state, body.call);
}

void evolve_gateway(State& state, const CallsForgotten& body) {
  std::erase_if(state.calls, [&](const auto& each) {
    const auto& call = each.second;
    const bool goes = dissuade::is_forgettable(call, body.before);
    if (goes) {
      state.call_by_exchange.erase(call.exchange_id);
    }
    return goes;
  });
}

void evolve_gateway(State& state, const ExtensionTaken& body) {
  if (body.user.empty()) {
    state.extensions.erase(body.extension);
  } else {
    state.extensions[body.extension] = body.user;
  }
}

void index_calls(State& state) {
  state.call_by_exchange.clear();
  for (const auto& [id, call] : state.calls) {
    index_call(state, call);
  }
}

}  // namespace holdfast::core
