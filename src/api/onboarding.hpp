// How a partner on trial stands, as the API tells it (internal to api; onboarding.cpp).
#pragma once

#include <boost/json/fwd.hpp>

#include "core/state.hpp"

namespace holdfast::api {

/// {"stage","report","proposed","confirmed","rolled_back"}
[[nodiscard]] boost::json::object onboarding_json(const core::State& state,
                                                  const core::Institution& institution);

}  // namespace holdfast::api
