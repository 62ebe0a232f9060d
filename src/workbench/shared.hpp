// 同一持有人、电话、设备、IP、MAC: which accounts have something in common that few accounts have.
// Unlike hand-overs (together.hpp) it does not matter when they had it. Pure.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "workbench/payments.hpp"

namespace holdfast::workbench {

enum class SharedKind : std::uint8_t {
  holder,  // the number of an identity document
  phone,
  device,
  ip,
  mac,
};
[[nodiscard]] std::string_view to_text(SharedKind kind);

/// An account has something; at some moment, or, of a holder, always.
struct Bond {
  AccountId account;
  SharedKind kind = SharedKind::holder;
  std::uint32_t value = 0;  // the caller's number of the text
  std::optional<base::Instant> at = {};
};

struct SharedQuestion {
  /// A value that more accounts have is a bank's or a carrier's own and joins nobody.
  std::uint32_t users_max = 50;
  flow::Effort effort = {};  // accounts: values told
};

struct SharedValue {
  SharedKind kind = SharedKind::holder;
  std::uint32_t value = 0;
  std::vector<AccountId> accounts;  // two or more, ascending
  std::uint32_t times = 0;          // how often it was told of them
  std::optional<base::Instant> first;
  std::optional<base::Instant> last;

  bool operator==(const SharedValue&) const = default;
};

struct SharedAnswer {
  std::vector<SharedValue> values;  // by how many accounts, then kind, times, value
  std::uint32_t too_common = 0;     // values passed over
  std::optional<flow::Truncated> truncated;
};

/// O(n log n).
[[nodiscard]] SharedAnswer shared_values(std::span<const Bond> bonds,
                                         const SharedQuestion& question);

}  // namespace holdfast::workbench
