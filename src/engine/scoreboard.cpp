#include "engine/scoreboard.hpp"

#include <algorithm>

namespace holdfast::engine {

namespace {

std::optional<std::int64_t> since(base::Instant from, const std::optional<base::Instant>& until) {
  return until ? std::optional{(*until - from).count()} : std::nullopt;
}

/// The nearest rank: the smallest value that `percent` of a hundred do not exceed.
std::optional<std::int64_t> percentile(const std::vector<std::int64_t>& sorted,
                                       std::size_t percent) {
  if (sorted.empty()) {
    return std::nullopt;
  }
  const auto rank = (sorted.size() * percent + 99) / 100;
  return sorted[std::max<std::size_t>(rank, 1) - 1];
}

Spread spread_of(std::vector<std::int64_t> values) {
  std::sort(values.begin(), values.end());
  return {percentile(values, 50), percentile(values, 95)};
}

struct Gathered {
  PartnerScore score;
  std::vector<std::int64_t> taken;
  std::vector<std::int64_t> stopped;
};

void add(Gathered& to, const OrderFacts& order) {
  ++to.score.orders;
  to.score.undelivered += order.is_undelivered ? 1 : 0;
  to.score.owes_feedback += order.owes_feedback ? 1 : 0;
  if (order.taken_ms) {
    to.taken.push_back(*order.taken_ms);
  }
  if (order.result.empty()) {
    return;
  }
  ++to.score.answered;
  ++to.score.codes[order.result];
  to.score.done += order.was_done ? 1 : 0;
  if (order.was_done && order.family == order::Family::stop && order.answered_ms) {
    to.stopped.push_back(*order.answered_ms);
  }
}

}  // namespace

std::vector<OrderFacts> order_facts(const core::State& state, base::Instant from,
                                    base::Instant until) {
  std::vector<OrderFacts> all;
  for (const auto& [id, order] : state.orders) {
    const auto& times = order.times;
    if (!times.approved || *times.approved < from || *times.approved >= until) {
      continue;
    }
    OrderFacts facts;
    facts.institution = order.institution;
    facts.family = order.family;
    facts.state = order.state;
    facts.result = order.reply.result;
    facts.was_done = !order.reply.result.empty() &&
                     state.rules.reply_code(order.reply.result).action == law::CodeAction::done;
    // A partner that answers without acknowledging had it by then.
    facts.taken_ms =
        since(*times.approved, times.acknowledged ? times.acknowledged : times.answered);
    facts.answered_ms = since(*times.approved, times.answered);
    facts.is_undelivered = order::dead_letter_of(order).has_value();
    facts.owes_feedback = order::owes_feedback(order);
    all.push_back(std::move(facts));
  }
  return all;
}

std::vector<PartnerScore> partner_scores(std::vector<OrderFacts> facts,
                                         const core::Routing& routing) {
  std::map<std::string, Gathered> by_institution;
  for (const auto& institution : routing.institutions) {
    by_institution[institution.code];
  }
  for (const auto& each : facts) {
    add(by_institution[each.institution], each);
  }
  std::vector<PartnerScore> scores;
  for (auto& [code, gathered] : by_institution) {
    gathered.score.institution = code;
    gathered.score.taken = spread_of(std::move(gathered.taken));
    gathered.score.stopped = spread_of(std::move(gathered.stopped));
    scores.push_back(std::move(gathered.score));
  }
  return scores;
}

}  // namespace holdfast::engine
