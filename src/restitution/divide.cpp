#include "restitution/divide.hpp"

#include <algorithm>
#include <fmt/core.h>
#include <numeric>
#include <unordered_set>

#include "restitution/share_out.hpp"
#include "trace/apportion.hpp"

namespace holdfast::restitution {

namespace {

using base::Error;
using base::ErrorCode;
using base::Fen;

base::Result<void> check_inputs(std::span<const Victim> victims, std::span<const Frozen> frozen) {
  for (std::size_t i = 0; i < victims.size(); ++i) {
    const Fen before = victims[i].returned_before;
    if (before.is_negative() || before > victims[i].loss()) {
      return Error{ErrorCode::bad_input,
                   fmt::format("victim {} got back {} of a loss of {}", i + 1,
                               base::format_yuan(before), base::format_yuan(victims[i].loss()))};
    }
  }
  std::unordered_set<std::string_view> named;
  for (const Frozen& one : frozen) {
    if (!named.insert(one.number).second) {
      return Error{ErrorCode::bad_input,
                   fmt::format("the frozen account \"{}\" is named twice", one.number)};
    }
    if (one.amount.is_negative() || one.excluded.is_negative() || one.excluded > one.amount) {
      return Error{ErrorCode::bad_input,
                   fmt::format("of the account \"{}\" {} is frozen and {} excluded", one.number,
                               base::format_yuan(one.amount), base::format_yuan(one.excluded))};
    }
  }
  return {};
}

/// All stolen transfers as sources, and whose each is.
struct Sources {
  std::vector<trace::Seed> seeds;
  std::vector<VictimIndex> victim_of;

  explicit Sources(std::span<const Victim> victims) {
    for (std::size_t i = 0; i < victims.size(); ++i) {
      for (const trace::Seed& seed : victims[i].stolen) {
        seeds.push_back(seed);
        victim_of.push_back(i);
      }
    }
  }
};

/// Entries for each frozen account; none of one that no transfer names.
std::vector<Entries> entries_of_all(const fund::Graph& graph, fund::Snapshot snapshot,
                                    const trace::TraceResult& traced, const Sources& sources,
                                    std::span<const Frozen> frozen) {
  std::vector<AccountAt> asked;
  for (const Frozen& one : frozen) {
    if (one.account) {
      asked.push_back({*one.account, one.since});
    }
  }
  auto found = entries_of(graph, snapshot, traced, sources.seeds, sources.victim_of, asked);
  std::vector<Entries> all(frozen.size());
  auto next = found.begin();
  for (std::size_t i = 0; i < frozen.size(); ++i) {
    if (frozen[i].account) {
      all[i] = std::move(*next++);
    }
  }
  return all;
}

void pay_by_time(Fen sum, std::vector<Claim>& claims) {
  Fen wanted;
  std::vector<Fen> parts;
  for (Claim& claim : claims) {
    claim.wanted = std::min(claim.entry.remaining, claim.open);
    claim.weight = claim.wanted;
    parts.push_back(claim.wanted);
    wanted += claim.wanted;
  }
  const auto shares = trace::apportion(std::min(sum, wanted), parts);
  for (std::size_t i = 0; i < claims.size(); ++i) {
    claims[i].paid = shares[i];
  }
}

void pay_in_proportion(Fen sum, Basis basis, std::span<const Victim> victims,
                       std::vector<Claim>& claims) {
  std::vector<Part> parts;
  for (Claim& claim : claims) {
    claim.weight = basis == Basis::loss ? victims[claim.entry.victim].loss() : claim.entry.received;
    claim.wanted = std::min(claim.open, claim.weight);
    parts.push_back({claim.weight, claim.wanted});
  }
  const auto shares = share_out(sum, parts);
  for (std::size_t i = 0; i < claims.size(); ++i) {
    claims[i].paid = shares[i];
  }
}

}  // namespace

Fen Victim::loss() const {
  return std::accumulate(stolen.begin(), stolen.end(), Fen{},
                         [](Fen sum, const trace::Seed& seed) { return sum + seed.stolen; });
}

base::Result<Answer> divide(const fund::Graph& graph, fund::Snapshot snapshot,
                            std::span<const Victim> victims, std::span<const Frozen> frozen,
                            const Choice& choice) {
  if (const auto sound = check_inputs(victims, frozen); !sound) {
    return sound.error();
  }
  const Sources sources(victims);
  const auto traced = trace::trace(graph, snapshot, sources.seeds, {.policy = choice.policy()});
  if (!traced) {
    return traced.error();
  }
  const auto entries = entries_of_all(graph, snapshot, *traced, sources, frozen);

  Answer answer;
  for (const Victim& victim : victims) {
    answer.returned.push_back(victim.returned_before);
  }
  std::vector<std::size_t> order(frozen.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) {
    return std::pair{frozen[i].since, std::string_view{frozen[i].number}};
  });
  for (const std::size_t i : order) {
    Division division{.frozen = i, .claims = {}, .paid = {}, .left = {}};
    const Fen sum = frozen[i].divisible();
    for (const Entry& entry : entries[i].victims) {
      const Fen open = victims[entry.victim].loss() - answer.returned[entry.victim];
      division.claims.push_back(
          {.entry = entry, .open = open, .wanted = {}, .weight = {}, .paid = {}});
    }
    if (division.claims.empty()) {
      division.rung = Rung::none;
    } else if (entries[i].transfers == 1 && division.claims.size() == 1) {
      division.rung = Rung::single;
      Claim& claim = division.claims.front();
      claim.wanted = std::min(claim.entry.received, claim.open);
      claim.weight = claim.wanted;
      claim.paid = std::min(sum, claim.wanted);
    } else if (choice.ladder == Ladder::timestamp) {
      division.rung = Rung::timestamp;
      pay_by_time(sum, division.claims);
    } else {
      division.rung = Rung::prorata;
      pay_in_proportion(sum, choice.basis, victims, division.claims);
    }
    for (const Claim& claim : division.claims) {
      division.paid += claim.paid;
      answer.returned[claim.entry.victim] += claim.paid;
      base::check(answer.returned[claim.entry.victim] <= victims[claim.entry.victim].loss(),
                  "restitution: more than the loss");
    }
    base::check(division.paid <= sum, "restitution: more than is frozen");
    division.left = frozen[i].amount - division.paid;
    answer.accounts.push_back(std::move(division));
  }
  return answer;
}

}  // namespace holdfast::restitution
