// Reading the query string of a question about the fund graph: every parameter is asked for by
// name, type and limit; the first thing that is wrong is remembered with its name, and the handler
// asks once at the end (internal to api).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "api/service.hpp"
#include "flow/chains.hpp"
#include "trace/policy.hpp"

namespace holdfast::api {

class QueryReader {
 public:
  explicit QueryReader(const Call& call) : call_(call) {}

  /// The ref of an account that the graph knows. Errors: bad_input, not_found.
  [[nodiscard]] base::AccountId account(std::string_view name);
  [[nodiscard]] base::Instant needed_time(std::string_view name);
  [[nodiscard]] base::Instant time(std::string_view name, base::Instant otherwise);
  /// `48h`, above zero and at most `flow::window_max`.
  [[nodiscard]] base::Milliseconds length(std::string_view name, base::Milliseconds otherwise);
  /// Within [1, most].
  [[nodiscard]] std::uint32_t count(std::string_view name, std::uint32_t most,
                                    std::uint32_t otherwise);
  /// From 0; 0 where it is missing.
  [[nodiscard]] base::Fen amount(std::string_view name);
  [[nodiscard]] trace::Policy policy(trace::Policy otherwise);
  [[nodiscard]] flow::Direction direction();

  /// Notes an error found by whoever reads; only the first is kept.
  void refuse(std::string_view name, std::string message,
              base::ErrorCode code = base::ErrorCode::bad_input);
  /// The first error.
  [[nodiscard]] base::Result<void> finish() const;

 private:
  [[nodiscard]] std::optional<std::int64_t> number(std::string_view name, std::int64_t low,
                                                   std::int64_t high);

  const Call& call_;
  std::optional<base::Error> error_;
};

}  // namespace holdfast::api
