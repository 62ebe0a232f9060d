#include "outreach/coverage.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace holdfast::outreach {

namespace {

/// The lower end of Wilson's interval for `hits` of `all`, at 95 %.
double wilson_low(std::uint64_t hits, std::uint64_t all) {
  constexpr double z = 1.959963984540054;
  const auto n = static_cast<double>(all);
  const auto share = static_cast<double>(hits) / n;
  const auto centre = share + z * z / (2 * n);
  const auto half = z * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n));
  return std::max(0.0, (centre - half) / (1 + z * z / n));
}

void count(Coverage& coverage, const Audit& audit) {
  for (const auto& each : audit.sampled) {
    if (!each.checked) {
      continue;
    }
    switch (each.checked->finding) {
      case Finding::confirmed:
        ++coverage.confirmed;
        break;
      case Finding::not_visited:
        ++coverage.not_visited;
        break;
      case Finding::unreachable:
        ++coverage.unreachable;
        break;
    }
  }
}

void lower(Coverage& coverage) {
  const auto checked = coverage.confirmed + coverage.not_visited;
  coverage.is_audited = checked > 0;
  coverage.counted = coverage.claimed;
  if (coverage.is_audited) {
    coverage.counted = coverage.claimed * coverage.confirmed / checked;
    coverage.low = static_cast<std::uint64_t>(static_cast<double>(coverage.claimed) *
                                              wilson_low(coverage.confirmed, checked));
  }
}

}  // namespace

std::vector<Coverage> coverage_of(const Ledger& ledger) {
  std::map<std::string, Coverage> by_street;
  for (const auto& [code, street] : ledger.streets) {
    auto& coverage = by_street[code];
    coverage.street = code;
    coverage.households = street.households;
  }
  for (const auto& [id, round] : ledger.rounds) {
    if (!round.withdrawn) {
      auto& coverage = by_street[round.street];
      ++coverage.rounds;
      coverage.claimed += round.first;
    }
  }
  for (const auto& [id, audit] : ledger.audits) {
    count(by_street[audit.street], audit);
  }
  std::vector<Coverage> all;
  for (auto& [code, coverage] : by_street) {
    coverage.claimed = std::min(coverage.claimed, coverage.households);
    lower(coverage);
    all.push_back(std::move(coverage));
  }
  return all;
}

}  // namespace holdfast::outreach
