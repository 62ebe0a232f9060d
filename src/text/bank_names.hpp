// Names of banks as people write them, and whose a card is by its first digits.
#pragma once

#include <cstddef>
#include <string_view>

namespace holdfast::text {

/// How far the longest name goes that begins at `begin`; 0 when none does. `is_short` tells that it
/// is a word of everyday language too (光大, 民生), which only its surroundings make a bank.
struct BankMatch {
  std::size_t length = 0;
  bool is_short = false;
};
[[nodiscard]] BankMatch bank_at(std::u32string_view folded, std::size_t begin);

}  // namespace holdfast::text
