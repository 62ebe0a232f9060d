// 串卡: accounts that are used together: from the same device, address or place, and handed over in
// time. Pure.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "workbench/payments.hpp"

namespace holdfast::workbench {

enum class MarkKind : std::uint8_t { ip, mac, device, terminal, place };
inline constexpr std::array all_mark_kinds{MarkKind::ip, MarkKind::mac, MarkKind::device,
                                           MarkKind::terminal, MarkKind::place};
[[nodiscard]] std::string_view to_text(MarkKind kind);

/// An account moved money with something, at some moment.
struct Use {
  AccountId account;
  base::Instant at;
  MarkKind kind = MarkKind::ip;
  std::uint32_t value = 0;  // the caller's number of the text
};

struct TogetherQuestion {
  base::Milliseconds apart_max = std::chrono::minutes{30};
  /// A value that more accounts use is a bank's or a carrier's own and joins nobody.
  std::uint32_t users_max = 50;
  std::uint32_t times_min = 1;
  flow::Effort effort = {};  // accounts: pairs told
};

struct UsedTogether {
  AccountId one;  // the smaller id
  AccountId other;
  std::uint32_t times = 0;      // uses of one right after the other, within the time
  std::uint32_t handovers = 0;  // of these, how often the user changed card and never went back
  std::array<std::uint32_t, all_mark_kinds.size()> by_kind{};  // the same times, by what was shared
  base::Instant first;
  base::Instant last;

  bool operator==(const UsedTogether&) const = default;
};

struct TogetherAnswer {
  std::vector<UsedTogether> pairs;  // by times, then ids
  std::uint32_t groups = 0;         // of accounts that the pairs join
  std::uint32_t too_common = 0;     // values passed over
  std::optional<flow::Truncated> truncated;
};

/// Two uses of one value count when nobody else used it in between and no more time lies between
/// them. O(n log n).
[[nodiscard]] TogetherAnswer used_together(std::span<const Use> uses,
                                           const TogetherQuestion& question);

}  // namespace holdfast::workbench
