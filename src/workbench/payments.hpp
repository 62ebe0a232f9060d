// The payments that an analyst's question is about: those of a stretch of time, above a floor, in
// the order of the world. All questions of this layer are functions of such a list.
//
// A limit cuts the list or the answer; the answer then says so, and is true as far as it goes.
// Pure; any thread beside the graph's writer.
#pragma once

#include <optional>
#include <vector>

#include "flow/effort.hpp"
#include "fund/graph.hpp"

namespace holdfast::workbench {

using base::AccountId;
using base::Fen;

struct Payment {
  base::Instant time;
  fund::Sequence sequence;
  AccountId payer;
  AccountId payee;
  Fen amount;
  fund::Kind kind = fund::Kind::transfer;
};

struct Scope {
  fund::TimeRange range;
  Fen amount_min = {};
  flow::Effort effort = {};  // transfers: of the list; accounts: rows of an answer
};

struct Payments {
  std::vector<Payment> rows;  // by time, of one time in the order of arrival
  std::optional<flow::Truncated> truncated;
};

/// Statements of balance and openings are no payments. O(n log n) for n transfers in the graph.
[[nodiscard]] Payments payments_of(const fund::Graph& graph, fund::Snapshot snapshot,
                                   const Scope& scope);

/// Cuts an answer to the limit on accounts; says so in `truncated`.
template <typename Row>
void cut(std::vector<Row>& rows, const flow::Effort& effort,
         std::optional<flow::Truncated>& truncated) {
  if (effort.accounts && rows.size() > *effort.accounts) {
    rows.resize(*effort.accounts);
    truncated = truncated ? truncated : flow::Truncated{flow::Limit::accounts, *effort.accounts};
  }
}

}  // namespace holdfast::workbench
