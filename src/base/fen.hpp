// Money: integer fen (1 yuan = 100 fen), checked arithmetic, never a double.
//
// Range: the whole of int64. Overflow is a bug (`check`); amounts from outside are bounded by
// `Fen::limit` at the door, so sums of a billion of them still fit.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "base/result.hpp"

namespace holdfast::base {

class Fen {
 public:
  constexpr Fen() = default;
  constexpr explicit Fen(std::int64_t fen) : fen_(fen) {}

  /// Largest amount accepted from outside: 9,000,000,000.00 yuan in one transfer.
  [[nodiscard]] static constexpr Fen limit() { return Fen{900'000'000'000}; }

  [[nodiscard]] constexpr std::int64_t value() const { return fen_; }
  [[nodiscard]] constexpr bool is_zero() const { return fen_ == 0; }
  [[nodiscard]] constexpr bool is_positive() const { return fen_ > 0; }
  [[nodiscard]] constexpr bool is_negative() const { return fen_ < 0; }

  constexpr auto operator<=>(const Fen&) const = default;

  constexpr Fen& operator+=(Fen other) {
    check(!__builtin_add_overflow(fen_, other.fen_, &fen_), "Fen overflow");
    return *this;
  }
  constexpr Fen& operator-=(Fen other) {
    check(!__builtin_sub_overflow(fen_, other.fen_, &fen_), "Fen overflow");
    return *this;
  }
  friend constexpr Fen operator+(Fen a, Fen b) { return a += b; }
  friend constexpr Fen operator-(Fen a, Fen b) { return a -= b; }

 private:
  std::int64_t fen_ = 0;
};

/// "12345.6" -> 1234560 fen. Accepts an optional leading '+' or '-', digits, and at most two
/// decimals; nothing else (no exponent, no separators, no blanks). Errors: bad_input with the
/// reason.
[[nodiscard]] Result<Fen> parse_yuan(std::string_view text);

/// 1234560 -> "12345.60". parse_yuan(format_yuan(x)) == x.
[[nodiscard]] std::string format_yuan(Fen amount);

/// 1234560 -> "¥ 12,345.60", as screens and papers show it.
[[nodiscard]] std::string display_yuan(Fen amount);

}  // namespace holdfast::base
