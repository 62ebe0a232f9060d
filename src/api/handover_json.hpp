// Documents about hand-overs, as either side sees them (internal to api). Numbers and names are
// masked.
#pragma once

#include <boost/json/fwd.hpp>
#include <memory>
#include <vector>

#include "api/service.hpp"
#include "core/state.hpp"

namespace holdfast::api {

/// A document whose freezes still lack their accounts.
struct HandoverSeen {
  std::shared_ptr<boost::json::object> doc;  // never null
  std::vector<base::AccountId> accounts;     // of the freezes, in their order
  core::Routing routing;
};
[[nodiscard]] HandoverSeen seen_of(const core::State& state, const desk::Handover& handover,
                                   const Identity& who, base::Instant now);

/// What one line of a list says.
[[nodiscard]] boost::json::object handover_summary(const core::State& state,
                                                   const desk::Handover& handover,
                                                   const Identity& who, base::Instant now);
/// What the state knows of a freeze; the account's label comes later, beside the state.
[[nodiscard]] boost::json::object handed_freeze(const core::State& state,
                                                const order::Order& freeze, base::Instant now);
[[nodiscard]] boost::json::object handed_evidence(const order::Order& request);
[[nodiscard]] boost::json::object handed_paper(const order::Paper& paper);

/// In force, or in the queue.
[[nodiscard]] bool stands(const order::Order& freeze);

}  // namespace holdfast::api
