// Whom citizens ring (internal to api).
#pragma once

#include <string>

#include "api/service.hpp"

namespace holdfast::api {

/// Whom to ring when something does not fit.
struct House {
  std::string unit;
  std::string telephone;
};

/// As the rules say now.
[[nodiscard]] House house_of(const Call& call);

}  // namespace holdfast::api
