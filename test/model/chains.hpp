// Slow and obvious answers about chains of transfers, for tests only: every chain is walked, one
// after the other, over a plain list. Shares no code with src/flow.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "model.hpp"

namespace holdfast::model {

struct ChainBounds {
  std::int64_t at = 0;
  std::int64_t window = 0;
  std::size_t hops = 1;
  std::int64_t amount_min = 0;
  bool backward = false;
};

using Chain = std::vector<std::size_t>;  // places in the list, in the order in which they are met

/// Payments of an exit kind behind an opening of their payee are ordinary ones.
inline std::vector<Move> as_counted(std::vector<Move> moves) {
  std::map<std::string, std::pair<std::int64_t, std::size_t>> opened;  // the first in the world
  for (std::size_t i = 0; i < moves.size(); ++i) {
    if (moves[i].kind == "opening") {
      const auto [at, is_new] = opened.try_emplace(moves[i].payee, moves[i].time, i);
      at->second = std::min(at->second, {moves[i].time, i});
    }
  }
  for (std::size_t i = 0; i < moves.size(); ++i) {
    const auto found = opened.find(moves[i].payee);
    if (found != opened.end() && found->second < std::pair{moves[i].time, i} &&
        moves[i].kind != "balance" && moves[i].kind != "opening") {
      moves[i].kind = "transfer";
    }
  }
  return moves;
}

/// Calls `found` for each chain from the account (backward: into it), longer ones after their
/// beginnings. Exponential.
inline void for_each_chain(const std::vector<Move>& told, const std::string& account,
                           const ChainBounds& bounds,
                           const std::function<void(const Chain&)>& found) {
  const std::vector<Move> moves = as_counted(told);
  Chain chain;
  const auto may_extend = [&](const Move& move) {
    const Move* last = chain.empty() ? nullptr : &moves[chain.back()];
    const bool is_exit = move.kind != "transfer";
    if (move.kind == "balance" || move.kind == "opening" || move.amount < bounds.amount_min) {
      return false;
    }
    if (bounds.backward) {
      return move.time >= bounds.at - bounds.window && move.time < bounds.at &&
             (last == nullptr ? move.payee == account
                              : move.payee == last->payer && move.time < last->time && !is_exit);
    }
    return move.time > bounds.at && move.time <= bounds.at + bounds.window &&
           (last == nullptr
                ? move.payer == account
                : move.payer == last->payee && move.time > last->time && last->kind == "transfer");
  };
  const std::function<void()> extend = [&] {
    if (chain.size() == bounds.hops) {
      return;
    }
    for (std::size_t i = 0; i < moves.size(); ++i) {
      if (may_extend(moves[i])) {
        chain.push_back(i);
        found(chain);
        extend();
        chain.pop_back();
      }
    }
  };
  extend();
}

struct Arrival {
  std::size_t hops = 0;
  std::int64_t time = 0;
  bool operator==(const Arrival&) const = default;
};

/// Fewest hops and best arrival by account.
inline std::map<std::string, Arrival> arrivals(const std::vector<Move>& moves,
                                               const std::string& account,
                                               const ChainBounds& bounds) {
  std::map<std::string, Arrival> reached;
  for_each_chain(moves, account, bounds, [&](const Chain& chain) {
    const Move& end = moves[chain.back()];
    const auto [at, is_new] = reached.try_emplace(bounds.backward ? end.payer : end.payee,
                                                  Arrival{chain.size(), end.time});
    if (!is_new) {
      at->second.hops = std::min(at->second.hops, chain.size());
      at->second.time = bounds.backward ? std::max(at->second.time, end.time)
                                        : std::min(at->second.time, end.time);
    }
  });
  return reached;
}

}  // namespace holdfast::model
