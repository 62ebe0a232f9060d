// The one table from domain error to HTTP status and to exit code.
#pragma once

#include <string_view>

#include "base/result.hpp"

namespace holdfast::base {

struct ErrorRow {
  std::string_view name;  // stable, in problem details and JSON output
  int http_status;
  int exit_code;  // 2 wrong usage, 3 bad input, 1 anything else
};

[[nodiscard]] constexpr ErrorRow error_row(ErrorCode code) {
  switch (code) {
    case ErrorCode::bad_input:
      return {"bad_input", 400, 3};
    case ErrorCode::wrong_usage:
      return {"wrong_usage", 400, 2};
    case ErrorCode::unauthenticated:
      return {"unauthenticated", 401, 1};
    case ErrorCode::forbidden:
      return {"forbidden", 403, 1};
    case ErrorCode::not_found:
      return {"not_found", 404, 1};
    case ErrorCode::conflict:
      return {"conflict", 409, 1};
    case ErrorCode::refused_by_rule:
      return {"refused_by_rule", 422, 1};
    case ErrorCode::too_large:
      return {"too_large", 413, 3};
    case ErrorCode::too_many:
      return {"too_many", 429, 1};
    case ErrorCode::unavailable:
      return {"unavailable", 503, 1};
    case ErrorCode::corrupt:
      return {"corrupt", 500, 1};
    case ErrorCode::io:
      return {"io", 500, 1};
  }
  return {"io", 500, 1};
}

}  // namespace holdfast::base
