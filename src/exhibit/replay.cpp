#include "exhibit/replay.hpp"

#include <algorithm>
#include <fmt/core.h>
#include <limits>
#include <set>

#include "trace/tracer.hpp"

namespace holdfast::exhibit {

namespace {

using base::Fen;

constexpr std::size_t spreads_told = 10;

base::Error bad_row(const Row& row, std::string_view why) {
  return {base::ErrorCode::bad_input, fmt::format("transfer {} {}", row.id, why), row.id};
}

base::Result<void> fill(fund::Graph& graph, const Dossier& dossier) {
  for (std::size_t i = 0; i < dossier.accounts.size(); ++i) {
    if (graph.intern(dossier.accounts[i].key).value() != i) {
      return base::Error{base::ErrorCode::bad_input,
                         fmt::format("account {} stands there twice", dossier.accounts[i].key)};
    }
  }
  for (const Row& row : dossier.rows) {
    if (row.payer >= dossier.accounts.size() || row.payee >= dossier.accounts.size()) {
      return bad_row(row, "names an account that is not listed");
    }
    const bool may_be_none = !fund::is_payment(row.kind);
    if (row.amount > Fen::limit() || row.amount.is_negative() ||
        (row.amount.is_zero() && !may_be_none) || (may_be_none && row.payer != row.payee) ||
        !base::is_plausible(row.time)) {
      return bad_row(row, "has an amount, a time or an account that no transfer has");
    }
    graph.append({.time = row.time,
                  .learned = row.time,
                  .payer = fund::AccountId{row.payer},
                  .payee = fund::AccountId{row.payee},
                  .amount = row.amount,
                  .kind = row.kind});
  }
  return {};
}

/// Over all accounts that taint reached by this policy.
PolicyEffect effect_of(const trace::TraceResult& result) {
  PolicyEffect effect;
  effect.policy = result.policy;
  effect.stolen = result.stolen;
  for (const auto& one : result.accounts) {
    effect.tiers = std::max(effect.tiers, one.tier);
    effect.exited += one.exited;
    effect.unfollowed += one.unfollowed;
    if (one.account == trace::unseen_account) {
      effect.unseen += one.remaining;
      effect.exited -= one.exited;
      continue;
    }
    ++effect.accounts;
    effect.resting += one.remaining - one.exited - one.unfollowed;
  }
  return effect;
}

/// The range of what remains at each account, over the policies.
class Ranges {
 public:
  explicit Ranges(std::size_t accounts) : least_(accounts), most_(accounts), seen_(accounts) {}

  void add(const trace::TraceResult& result) {
    ++policies_;
    for (const auto& one : result.accounts) {
      if (one.account == trace::unseen_account) {
        continue;
      }
      const auto at = one.account.value();
      least_[at] = seen_[at] == 0 ? one.remaining : std::min(least_[at], one.remaining);
      most_[at] = std::max(most_[at], one.remaining);
      ++seen_[at];
    }
  }

  [[nodiscard]] std::vector<Spread> widest() const {
    std::vector<Spread> spreads;
    for (std::size_t at = 0; at < seen_.size(); ++at) {
      const Fen least = seen_[at] == policies_ ? least_[at] : Fen{};
      if (most_[at] > least) {
        spreads.push_back({static_cast<std::uint32_t>(at), least, most_[at]});
      }
    }
    std::ranges::stable_sort(spreads, std::greater{},
                             [](const Spread& one) { return one.most - one.least; });
    spreads.resize(std::min(spreads.size(), spreads_told));
    return spreads;
  }

 private:
  std::vector<Fen> least_;
  std::vector<Fen> most_;
  std::vector<std::size_t> seen_;
  std::size_t policies_ = 0;
};

/// What the followed accounts paid that nobody saw come in: from balances before the rows begin.
void count_overdrawn(const fund::Graph& graph, const std::vector<fund::AccountId>& followed,
                     Findings& findings) {
  const auto snapshot = graph.snapshot();
  findings.followed = followed.size();
  for (const auto account : followed) {
    Fen balance;
    Fen beyond;
    for (const auto sequence : graph.ordered_log(account, snapshot)) {
      const auto transfer = graph.counted(sequence, snapshot);
      if (fund::is_payment(transfer.kind) && transfer.payer == account &&
          transfer.amount > balance) {
        beyond += transfer.amount - balance;
      }
      balance = fund::balance_after(balance, transfer, account);
    }
    findings.overdrawn += beyond;
    findings.overdrawn_accounts += beyond.is_positive() ? 1 : 0;
  }
}

std::vector<fund::AccountId> followed_by(const trace::Tracer& tracer) {
  std::vector<fund::AccountId> followed;
  for (const auto& one : tracer.reached()) {
    if (one.was_followed()) {
      followed.push_back(one.account);
    }
  }
  return followed;
}

}  // namespace

base::Result<Findings> replay(const Dossier& dossier) {
  fund::Graph graph;
  if (const auto filled = fill(graph, dossier); !filled) {
    return filled.error();
  }
  std::vector<trace::Seed> seeds;
  for (const Seed& seed : dossier.seeds) {
    seeds.push_back({fund::Sequence{seed.row}, seed.stolen});
  }
  Findings findings;
  Ranges ranges(dossier.accounts.size());
  for (std::size_t i = 0; i < trace::all_policies.size(); ++i) {
    auto options = dossier.method;
    options.policy = trace::all_policies[i];
    const auto tracer =
        trace::Tracer::start(graph, graph.snapshot(), seeds, options, trace::Keep::transfers);
    if (!tracer) {
      return tracer.error();
    }
    auto result = tracer->result(graph);
    if (!result) {
      return result.error();
    }
    findings.effects[i] = effect_of(*result);
    ranges.add(*result);
    if (options.policy == dossier.method.policy) {
      count_overdrawn(graph, followed_by(*tracer), findings);
      findings.main = *std::move(result);
    }
  }
  findings.spreads = ranges.widest();
  findings.stated =
      static_cast<std::size_t>(std::ranges::count(dossier.rows, fund::Kind::balance, &Row::kind));
  findings.merged =
      static_cast<std::size_t>(std::ranges::count(dossier.rows, true, &Row::is_merged));
  return findings;
}

base::Result<std::vector<fund::Sequence>> rows_behind(const fund::Graph& graph,
                                                      fund::Snapshot snapshot,
                                                      std::span<const trace::Seed> seeds,
                                                      const trace::TraceOptions& method,
                                                      std::size_t rows_max) {
  std::set<fund::AccountId> followed;
  std::set<fund::AccountId> reached;
  for (const auto policy : trace::all_policies) {
    auto options = method;
    options.policy = policy;
    const auto tracer =
        trace::Tracer::start(graph, snapshot, seeds, options, trace::Keep::accounts);
    if (!tracer) {
      return tracer.error();
    }
    for (const auto account : followed_by(*tracer)) {
      followed.insert(account);
    }
    for (const auto& one : tracer->reached()) {
      if (one.account != trace::unseen_account) {
        reached.insert(one.account);
      }
    }
  }
  const auto too_many = [&] {
    return base::Error{
        base::ErrorCode::too_large,
        fmt::format("所追 {} 个账户的流水超过 {} 笔，请限制层级、账户数或最小金额 (more than {} "
                    "transfers of {} accounts: limit "
                    "hops, accounts or the smallest amount)",
                    followed.size(), rows_max, rows_max, followed.size())};
  };
  std::uint64_t expected = 0;
  for (const auto account : followed) {
    expected += graph.entry_count(account);
  }
  if (expected > 2 * rows_max) {
    return too_many();  // each transfer stands in two logs at most
  }
  std::vector<fund::Sequence> rows;
  for (const trace::Seed& seed : seeds) {
    rows.push_back(seed.transfer);
  }
  for (const auto account : followed) {
    graph.for_each_of(account, snapshot, [&](fund::Sequence sequence) {
      if (!method.until || graph.time_of(sequence) <= *method.until) {
        rows.push_back(sequence);
      }
    });
  }
  for (const auto account : reached) {
    if (const auto opening = graph.opening_of(account, snapshot)) {
      rows.push_back(*opening);
    }
  }
  std::ranges::sort(rows);
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  if (rows.size() > rows_max) {
    return too_many();
  }
  return rows;
}

}  // namespace holdfast::exhibit
