#include "flow/neighbourhood.hpp"

#include <algorithm>
#include <fmt/core.h>
#include <tuple>

#include "fund/graph_seek.hpp"
#include "trace/account_map.hpp"

namespace holdfast::flow {

base::Result<NeighbourAnswer> neighbours(const fund::Graph& graph, fund::Snapshot snapshot,
                                         const NeighbourQuestion& question) {
  if (question.account.value() >= graph.account_count()) {
    return base::Error{base::ErrorCode::bad_input,
                       fmt::format("there is no account {}", question.account.value())};
  }
  const bool forward = question.direction == Direction::forward;
  NeighbourAnswer answer;
  trace::AccountMap slots;
  auto& list = answer.neighbours;
  graph.for_each_within(
      question.account, snapshot, question.range, forward ? fund::Side::out : fund::Side::in,
      [&](fund::Sequence, const fund::Transfer& transfer) {
        if (!fund::is_payment(transfer.kind) || transfer.amount < question.amount_min ||
            (forward ? transfer.payer : transfer.payee) != question.account) {
          return;
        }
        const fund::AccountId other = forward ? transfer.payee : transfer.payer;
        std::uint32_t slot = slots.find(other);
        if (slot == trace::AccountMap::absent) {
          slot = static_cast<std::uint32_t>(list.size());
          slots.insert(other, slot);
          list.push_back({.account = other,
                          .amount = {},
                          .first = transfer.time,
                          .last = transfer.time,
                          .exited = {}});
        }
        Neighbour& one = list[slot];
        one.amount += transfer.amount;
        one.exited += fund::is_exit(transfer.kind) ? transfer.amount : base::Fen{0};
        ++one.transfers;
        one.first = std::min(one.first, transfer.time);
        one.last = std::max(one.last, transfer.time);
        answer.amount += transfer.amount;
      });
  answer.total = list.size();
  std::ranges::sort(
      list, {}, [](const Neighbour& one) { return std::tuple(-one.amount.value(), one.account); });
  if (list.size() > question.count) {
    list.erase(list.begin() + static_cast<std::ptrdiff_t>(question.count), list.end());
    answer.truncated = Truncated{Limit::accounts, question.count};
  }
  return answer;
}

}  // namespace holdfast::flow
