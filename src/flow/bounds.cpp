#include "flow/bounds.hpp"

#include <fmt/core.h>

namespace holdfast::flow {

namespace {

base::Error bad(std::string message) {
  return {base::ErrorCode::bad_input, std::move(message)};
}

}  // namespace

base::Result<SpreadBounds<ByTime>> bounds_of(const fund::Graph& graph, fund::AccountId account,
                                             const Chains& chains) {
  if (account.value() >= graph.account_count()) {
    return bad(fmt::format("there is no account {}", account.value()));
  }
  if (chains.hops == 0) {
    return bad("a chain has at least one transfer: hops are at least 1");
  }
  if (chains.window <= base::Milliseconds{0} || chains.window > window_max) {
    return bad("the window must be longer than nothing and at most a thousand years");
  }
  const std::int64_t at = base::to_unix_ms(chains.at);
  const std::int64_t from = chains.direction == Direction::forward ? at : -at;
  return SpreadBounds<ByTime>{.start = account,
                              .direction = chains.direction,
                              .from = from,
                              .until = from + chains.window.count(),
                              .amount_min = chains.amount_min,
                              .effort = chains.effort};
}

}  // namespace holdfast::flow
