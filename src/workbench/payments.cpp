#include "workbench/payments.hpp"

#include <algorithm>
#include <tuple>

namespace holdfast::workbench {

Payments payments_of(const fund::Graph& graph, fund::Snapshot snapshot, const Scope& scope) {
  Payments payments;
  for (std::uint64_t at = 0; at < snapshot.value(); ++at) {
    const fund::Sequence sequence{at};
    const fund::Transfer one = graph.counted(sequence, snapshot);
    if (!fund::is_payment(one.kind) || one.time < scope.range.first ||
        one.time > scope.range.last || one.amount < scope.amount_min) {
      continue;
    }
    payments.rows.push_back({one.time, sequence, one.payer, one.payee, one.amount, one.kind});
  }
  std::ranges::stable_sort(payments.rows, {}, &Payment::time);
  if (scope.effort.transfers && payments.rows.size() > *scope.effort.transfers) {
    payments.rows.resize(*scope.effort.transfers);
    payments.truncated = flow::Truncated{flow::Limit::transfers, *scope.effort.transfers};
  }
  return payments;
}

}  // namespace holdfast::workbench
