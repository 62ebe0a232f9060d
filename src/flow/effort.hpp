// How much a query may look at, and what it says when that was not enough. Plain values.
//
// A truncated answer is true as far as it goes: each account and path in it exists; others may be
// missing, and an arrival may be later, or a hop count higher, than the whole graph would show.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace holdfast::flow {

enum class Limit : std::uint8_t { accounts, transfers };

[[nodiscard]] constexpr std::string_view to_text(Limit limit) {
  switch (limit) {
    case Limit::accounts:
      return "accounts";
    case Limit::transfers:
      return "transfers";
  }
  return "";
}

/// Off by default.
struct Effort {
  /// Accounts in the answer.
  std::optional<std::uint64_t> accounts = {};
  /// Transfers looked at.
  std::optional<std::uint64_t> transfers = {};
};

/// The limit that was hit first, and its value.
struct Truncated {
  Limit limit = Limit::accounts;
  std::uint64_t value = 0;

  bool operator==(const Truncated&) const = default;
};

}  // namespace holdfast::flow
