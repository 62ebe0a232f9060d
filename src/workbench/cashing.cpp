#include "workbench/cashing.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace holdfast::workbench {

namespace {

constexpr base::Milliseconds beijing = std::chrono::hours{8};

std::size_t hour_of(base::Instant at) {
  const auto local = at + beijing;
  return static_cast<std::size_t>(
      std::chrono::floor<std::chrono::hours>(local - std::chrono::floor<std::chrono::days>(local))
          .count());
}

}  // namespace

CashingAnswer cashing(const Payments& payments, const std::vector<Spot>& spots,
                      const CashingQuestion& question) {
  CashingAnswer answer{.spots = {}, .truncated = payments.truncated};
  std::map<Spot, CashingSpot> found;
  std::map<Spot, std::set<AccountId>> accounts;
  for (std::size_t i = 0; i < payments.rows.size(); ++i) {
    const Payment& payment = payments.rows[i];
    if (payment.kind != fund::Kind::cash) {
      continue;
    }
    const Spot spot = i < spots.size() ? spots[i] : Spot{};
    auto [place, is_new] = found.try_emplace(spot);
    CashingSpot& one = place->second;
    if (is_new) {
      one.spot = spot;
      one.first = payment.time;
    }
    ++one.times;
    one.drawn += payment.amount;
    one.last = payment.time;
    ++one.hours[hour_of(payment.time)];
    accounts[spot].insert(payment.payer);
    const base::Instant lost = payment.time + question.kept_for;
    if (lost > question.now) {
      ++one.on_record;
      one.first_lost = one.first_lost ? std::min(*one.first_lost, lost) : lost;
    }
  }
  for (auto& [spot, one] : found) {
    one.accounts.assign(accounts[spot].begin(), accounts[spot].end());
    answer.spots.push_back(std::move(one));
  }
  std::ranges::sort(answer.spots, {}, [](const CashingSpot& one) {
    return std::tuple(one.first_lost.value_or(base::Instant::max()), -one.drawn.value(), one.spot);
  });
  cut(answer.spots, question.effort, answer.truncated);
  return answer;
}

}  // namespace holdfast::workbench
