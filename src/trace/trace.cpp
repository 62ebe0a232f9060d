#include "trace/trace.hpp"

#include <algorithm>

#include "trace/tracer.hpp"

namespace holdfast::trace {

using base::Fen;

Seed whole(const fund::Graph& graph, fund::Sequence transfer) {
  return {.transfer = transfer, .stolen = graph.transfer(transfer).amount};
}

base::Result<TraceResult> trace(const fund::Graph& graph, fund::Snapshot snapshot,
                                std::span<const Seed> seeds, const TraceOptions& options) {
  const auto tracer = Tracer::start(graph, snapshot, seeds, options, Keep::transfers);
  if (!tracer) {
    return tracer.error();
  }
  return tracer->result(graph);
}

namespace {

AccountTaint row(const Reached& one) {
  AccountTaint account{.account = one.account,
                       .tier = one.tier,
                       .received = one.received,
                       .moved = one.moved,
                       .remaining = one.remaining(),
                       .exited = one.exited,
                       .unfollowed = one.unfollowed,
                       .by_source = one.holding.shares(),
                       .exit = one.exited.is_positive()};
  for (const Piece& share : one.parked) {
    add_share(account.by_source, share);
  }
  return account;
}

/// Counted again from the pieces themselves, source by source.
bool conserves(const TraceResult& result, std::span<const Fen> stolen) {
  std::vector<Fen> left(stolen.begin(), stolen.end());
  for (const AccountTaint& account : result.accounts) {
    if (account.received - account.moved != account.remaining ||
        total(account.by_source) != account.remaining) {
      return false;
    }
    for (const Piece& share : account.by_source) {
      left[share.source] -= share.amount;
    }
  }
  return std::all_of(left.begin(), left.end(), [](Fen fen) { return fen.is_zero(); });
}

}  // namespace

base::Result<TraceResult> Tracer::result(const fund::Graph& graph) const {
  TraceResult result{.policy = options_.policy,
                     .sources = seeds_.size(),
                     .stolen = stolen_,
                     .accounts = {},
                     .transfers = transfers_,
                     .shares = transfer_shares_};
  for (const Reached& one : reached_) {
    result.accounts.push_back(row(one));
  }
  std::sort(result.accounts.begin(), result.accounts.end(),
            [](const AccountTaint& a, const AccountTaint& b) { return a.account < b.account; });
  std::sort(result.transfers.begin(), result.transfers.end(),
            [&](const TransferTaint& a, const TransferTaint& b) {
              return graph.key_of(a.transfer) < graph.key_of(b.transfer);
            });
  std::vector<Fen> stolen(seeds_.size());
  for (const SeedAt& seed : seeds_) {
    stolen[seed.source] = seed.became_taint;
  }
  if (!conserves(result, stolen)) {
    return base::Error{base::ErrorCode::corrupt, "the trace does not conserve the stolen money"};
  }
  return result;
}

}  // namespace holdfast::trace
