// The accounts that stand out in a stretch of time: by the money that went through, by the number
// of others they deal with, by how short a time money stays. Any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "flow/dwell.hpp"
#include "flow/effort.hpp"
#include "fund/graph.hpp"

namespace holdfast::flow {

enum class TopBy : std::uint8_t {
  flow,    // money in and out
  degree,  // different payers and payees
  dwell,   // the shortest stay first
};
[[nodiscard]] std::string_view to_text(TopBy by);
/// Errors: bad_input.
[[nodiscard]] base::Result<TopBy> parse_top_by(std::string_view text);

struct TopQuestion {
  TopBy by = TopBy::flow;
  fund::TimeRange range;
  std::size_t count = 20;  // accounts in the answer
  /// By dwell: at least so much must have passed through.
  base::Fen passed_min = {};
  /// `transfers`: in the range, the latest arrivals first. `accounts` is passed over.
  Effort effort = {};
};

struct TopAccount {
  fund::AccountId account;
  base::Fen in;   // received, exit payments counted
  base::Fen out;  // paid
  std::uint32_t transfers = 0;
  std::uint32_t payers = 0;  // different accounts other than itself
  std::uint32_t payees = 0;
  std::optional<Dwell> dwell;

  bool operator==(const TopAccount&) const = default;
};

struct TopAnswer {
  std::vector<TopAccount> accounts;  // ranked; where equal, by AccountId
  std::uint64_t visited = 0;         // transfers in the range
  std::optional<Truncated> truncated;
};

/// Statements of balance are no flow. Ranked by dwell, accounts through which nothing passed are
/// left out, and of equal stays the one of more money comes first. Under a limit on transfers the
/// dwell is still told of all. O(n + k log k) for n transfers in the graph and k in the range.
[[nodiscard]] TopAnswer top(const fund::Graph& graph, fund::Snapshot snapshot,
                            const TopQuestion& question);

}  // namespace holdfast::flow
