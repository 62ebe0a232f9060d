#include "flow/dwell.hpp"

#include <algorithm>

#include "fund/graph_seek.hpp"

namespace holdfast::flow {

using base::Fen;

namespace {

struct Lot {
  base::Instant came;
  Fen amount;
};

struct Stay {
  base::Milliseconds length;
  Fen amount;
};

/// The account's lots, first in first out.
class Queue {
 public:
  void put(base::Instant at, Fen amount) { lots_.push_back({at, amount}); }
  void take(base::Instant at, Fen amount, std::vector<Stay>& stays) {
    while (amount.is_positive() && head_ < lots_.size()) {
      Lot& lot = lots_[head_];
      const Fen part = std::min(amount, lot.amount);
      stays.push_back({at - lot.came, part});
      lot.amount -= part;
      amount -= part;
      head_ += lot.amount.is_zero() ? 1 : 0;
    }
  }

 private:
  std::vector<Lot> lots_;
  std::size_t head_ = 0;
};

std::vector<Stay> stays_of(const fund::Graph& graph, fund::Snapshot snapshot,
                           fund::AccountId account, fund::TimeRange range) {
  std::vector<fund::Key> keys;
  graph.for_each_within(account, snapshot, range,
                        [&](fund::Sequence sequence, const fund::Transfer& transfer) {
                          keys.push_back({transfer.time, sequence});
                        });
  std::ranges::sort(keys);
  std::vector<Stay> stays;
  Queue queue;
  for (const fund::Key& key : keys) {
    const fund::Transfer transfer = graph.counted(key.sequence, snapshot);
    if (!fund::is_payment(transfer.kind)) {
      continue;
    }
    if (transfer.payer == account) {
      queue.take(transfer.time, transfer.amount, stays);
    }
    if (transfer.payee == account && !fund::is_exit(transfer.kind)) {
      queue.put(transfer.time, transfer.amount);
    }
  }
  return stays;
}

}  // namespace

std::optional<Dwell> dwell_of(const fund::Graph& graph, fund::Snapshot snapshot,
                              fund::AccountId account, fund::TimeRange range) {
  std::vector<Stay> stays = stays_of(graph, snapshot, account, range);
  if (stays.empty()) {
    return std::nullopt;
  }
  std::ranges::sort(stays, {}, &Stay::length);
  Fen passed;
  for (const Stay& stay : stays) {
    passed += stay.amount;
  }
  Fen so_far;
  for (const Stay& stay : stays) {
    so_far += stay.amount;
    if (so_far >= passed - so_far) {
      return Dwell{stay.length, passed};
    }
  }
  return std::nullopt;
}

}  // namespace holdfast::flow
