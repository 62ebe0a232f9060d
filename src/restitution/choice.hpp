// What the deciding authority declares before frozen money is divided (冻结资金返还), where the
// statute leaves it a choice. Plain values, any thread.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/result.hpp"
#include "trace/policy.hpp"

namespace holdfast::restitution {

/// Whether the records of an account can be told apart by time.
enum class Ladder : std::uint8_t {
  timestamp,  // 按时间戳: they can
  prorata,    // 按比例: they cannot
};

/// What the shares of rung `prorata` are proportional to.
enum class Basis : std::uint8_t {
  received,  // what of the victim's money reached this account
  loss,      // the whole loss of every victim whose money reached it
};

/// How one account's money was divided in the end.
enum class Rung : std::uint8_t {
  none,       // no victim's money ever entered
  single,     // 单一记录: one transfer alone brought a victim's money
  timestamp,  // 时间戳
  prorata,    // 按比例
};

struct Choice {
  Ladder ladder = Ladder::timestamp;
  trace::Policy method = trace::Policy::fifo;  // of `timestamp`: fifo or lifo
  Basis basis = Basis::received;               // of `prorata`

  /// The policy that the money is traced with.
  [[nodiscard]] trace::Policy policy() const {
    return ladder == Ladder::prorata ? trace::Policy::prorata : method;
  }
  bool operator==(const Choice&) const = default;
};

[[nodiscard]] std::string_view to_text(Ladder ladder);
[[nodiscard]] std::string_view to_text(Basis basis);
[[nodiscard]] std::string_view to_text(Rung rung);
/// Errors: bad_input that names what is possible.
[[nodiscard]] base::Result<Ladder> parse_ladder(std::string_view text);
[[nodiscard]] base::Result<Basis> parse_basis(std::string_view text);
/// fifo or lifo.
[[nodiscard]] base::Result<trace::Policy> parse_method(std::string_view text);

}  // namespace holdfast::restitution
