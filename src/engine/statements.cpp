#include "engine/statements.hpp"

#include <algorithm>
#include <optional>

#include "fund/graph_seek.hpp"

namespace holdfast::engine {

namespace {

/// A feed that has said nothing for longer is not waited for.
constexpr std::chrono::seconds alive_within{60};
/// As long as a payment may be under way between two banks (the door's tolerance for legs).
constexpr std::chrono::seconds under_way_max{120};
/// The two banks of a transfer book it no further apart than this, holidays included.
constexpr std::chrono::days booked_within{15};

bool has_told_until(const core::Feed& feed, base::Instant at) {
  return feed.watermark.has_value() && *feed.watermark > at;
}

/// Money came or went so shortly before that some of it may be in one book and not in the other.
bool is_moving(const World& world, const Statement& one) {
  bool moved = false;
  const auto& graph = world.graph();
  graph.for_each_within(one.account, graph.snapshot(),
                        {one.at - under_way_max, base::Instant::max()},
                        [&](base::Sequence, const fund::Transfer& transfer) {
                          moved = moved || transfer.kind == fund::Kind::transfer;
                        });
  return moved;
}

bool can_be_judged(const Turn& turn, const Statement& one) {
  if (!is_moving(turn.world, one)) {
    return true;
  }
  const auto own = turn.state.feeds.find(one.institution);
  if (own == turn.state.feeds.end() || !own->second.watermark) {
    return true;  // nothing will ever tell us more
  }
  return has_told_until(own->second, one.at) &&
         std::ranges::all_of(turn.state.feeds, [&](const auto& entry) {
           const core::Feed& feed = entry.second;
           const bool is_alive = feed.watermark && feed.last_heard && !feed.silent &&
                                 turn.now - *feed.last_heard < alive_within;
           return !is_alive || has_told_until(feed, one.at);
         });
}

/// When the bank of the statement booked the transfer; nothing when it had not told of it.
std::optional<base::Instant> booked_at(const World& world, base::Sequence sequence,
                                       const fund::Transfer& transfer, const Statement& statement) {
  if (world.feed(sequence) == statement.institution) {
    return transfer.time;
  }
  const auto leg = world.merged_leg(sequence);
  if (leg && !leg->split && leg->feed == statement.institution) {
    return leg->time;
  }
  // The other bank's word alone: a credit that it sent a moment before is still on its way.
  const bool is_on_its_way = transfer.payee == statement.account && !world.feed(sequence).empty() &&
                             statement.at - transfer.time <= under_way_max;
  return is_on_its_way ? std::nullopt : std::optional{transfer.time};
}

}  // namespace

base::Fen under_way(const World& world, const Statement& statement) {
  base::Fen sum;
  const auto& graph = world.graph();
  const fund::TimeRange near{statement.at - booked_within, statement.at + booked_within};
  const auto each = [&](base::Sequence sequence, const fund::Transfer& transfer) {
    if (transfer.kind != fund::Kind::transfer || transfer.payer == transfer.payee) {
      return;
    }
    const auto booked = booked_at(world, sequence, transfer, statement);
    const bool is_in_book = booked && *booked <= statement.at;
    const bool is_in_world = transfer.time <= statement.at;
    if (is_in_book != is_in_world) {
      const bool adds = is_in_world == (transfer.payee == statement.account);
      sum = adds ? sum + transfer.amount : sum - transfer.amount;
    }
  };
  graph.for_each_within(statement.account, graph.snapshot(), near, each);
  return sum;
}

void Statements::settle(Turn& turn) {
  std::erase_if(pending_, [&](const Statement& one) {
    if (!can_be_judged(turn, one)) {
      return false;
    }
    const auto balance = std::max(base::Fen{}, one.balance + under_way(turn.world, one));
    turn.world.state_balance(one.account, balance, one.at, turn.now, turn.segment);
    return true;
  });
}

}  // namespace holdfast::engine
