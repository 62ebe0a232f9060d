// Which money leaves an account first (TRACE "Policies"). Plain values, any thread.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "base/result.hpp"

namespace holdfast::trace {

enum class Policy : std::uint8_t {
  fifo,         // lots leave in the order in which they came (Clayton's case)
  lifo,         // the newest lot leaves first
  prorata,      // every share leaves in proportion
  taint_first,  // taint leaves before clean money: upper bound of what went on
  clean_first,  // clean money leaves before taint: upper bound of what stayed
};

inline constexpr std::array all_policies{Policy::fifo, Policy::lifo, Policy::prorata,
                                         Policy::taint_first, Policy::clean_first};

/// True where an account is a queue of lots, false where it is one share per source.
[[nodiscard]] constexpr bool keeps_lots(Policy policy) {
  return policy == Policy::fifo || policy == Policy::lifo;
}
[[nodiscard]] std::string_view to_text(Policy policy);
[[nodiscard]] base::Result<Policy> parse_policy(std::string_view text);

}  // namespace holdfast::trace
