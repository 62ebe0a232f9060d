#include "trace/pursuit.hpp"

#include <algorithm>
#include <set>

namespace holdfast::trace {

using base::Fen;
using fund::AccountId;
using fund::Graph;
using fund::Sequence;

namespace {

struct Pair {
  LiveTrace upper;
  LiveTrace lower;
};

base::Result<Pair> start_both(const Graph& graph, fund::Snapshot snapshot,
                              std::span<const Seed> seeds, const Limits& limits) {
  auto upper =
      LiveTrace::start(graph, snapshot, seeds, {.policy = Policy::taint_first, .limits = limits});
  if (!upper) {
    return upper.error();
  }
  auto lower =
      LiveTrace::start(graph, snapshot, seeds, {.policy = Policy::clean_first, .limits = limits});
  if (!lower) {
    return lower.error();
  }
  return Pair{std::move(*upper), std::move(*lower)};
}

/// In the order of the world. A seed that names no transfer stays behind, for the tracer to refuse.
void sort_seeds(const Graph& graph, fund::Snapshot snapshot, std::vector<Seed>& seeds) {
  const auto key = [&](const Seed& seed) {
    return seed.transfer.value() < snapshot.value()
               ? graph.key_of(seed.transfer)
               : fund::Key{base::Instant::max(), seed.transfer};
  };
  std::sort(seeds.begin(), seeds.end(),
            [&](const Seed& a, const Seed& b) { return key(a) < key(b); });
}

base::Error lost() {
  return {base::ErrorCode::corrupt, "the pursuit does not conserve the stolen money"};
}

void take_larger(Need& need, const Reached& one) {
  need.amount = std::max(need.amount, one.remaining());
  need.exited = std::max(need.exited, one.exited);
  need.unfollowed = std::max(need.unfollowed, one.unfollowed);
  need.exit = need.exit || one.exited.is_positive();
  need.unseen = std::max(need.unseen, one.unseen);
}

bool is_worth_telling(const Need& need) {
  return need.amount.is_positive() || need.unseen.is_positive();
}

}  // namespace

Limits live_limits() {
  return {.hops = 20, .min_amount = Fen{100 * 100}, .still = std::chrono::days{30}};
}

base::Result<Pursuit> Pursuit::start(const Graph& graph, fund::Snapshot snapshot,
                                     std::vector<Seed> seeds, const Limits& limits) {
  sort_seeds(graph, snapshot, seeds);
  auto both = start_both(graph, snapshot, seeds, limits);
  if (!both) {
    return both.error();
  }
  Pursuit pursuit(std::move(seeds), limits, std::move(both->upper), std::move(both->lower));
  pursuit.as_of_ = snapshot;
  static_cast<void>(pursuit.settle(graph));
  return pursuit;
}

base::Result<std::vector<Need>> Pursuit::advance(const Graph& graph, fund::Snapshot snapshot) {
  std::vector<Sequence> touching;
  for (std::uint64_t at = as_of_.value(); at < snapshot.value(); ++at) {
    const auto [payer, payee] = graph.parties(Sequence{at});
    const bool opens = graph.kind_of(Sequence{at}) == fund::Kind::opening && reaches(payer);
    if (opens || watches(payer) || watches(payee)) {
      touching.emplace_back(at);
    }
  }
  return advance(graph, snapshot, touching);
}

base::Result<std::vector<Need>> Pursuit::advance(const Graph& graph, fund::Snapshot snapshot,
                                                 std::span<const Sequence> touching) {
  if (broken_) {
    return lost();
  }
  base::check(snapshot >= as_of_, "a pursuit does not go back");
  as_of_ = snapshot;
  const std::uint64_t rewinds = upper_.rewinds() + lower_.rewinds();
  const auto upper = upper_.advance(graph, snapshot, touching);
  const auto lower = lower_.advance(graph, snapshot, touching);
  if (!upper || !lower) {
    broken_ = true;
    return lost();
  }
  retraces_ += upper_.rewinds() + lower_.rewinds() > rewinds ? 1 : 0;
  return settle(graph);
}

base::Result<std::vector<Need>> Pursuit::add_seeds(const Graph& graph, fund::Snapshot snapshot,
                                                   std::span<const Seed> seeds) {
  if (broken_) {
    return lost();
  }
  std::vector<Seed> all = seeds_;
  all.insert(all.end(), seeds.begin(), seeds.end());
  sort_seeds(graph, snapshot, all);
  auto both = start_both(graph, snapshot, all, limits_);
  if (!both) {
    return both.error();
  }
  seeds_ = std::move(all);
  work_before_ = work();
  upper_ = std::move(both->upper);
  lower_ = std::move(both->lower);
  as_of_ = snapshot;
  return settle_all(graph);
}

Need Pursuit::need_of(const Graph& graph, fund::Snapshot balances_at, AccountId account) const {
  Need need{};
  need.account = account;
  const Reached* const both[] = {upper_.tracer().find(account), lower_.tracer().find(account)};
  const Reached* followed = nullptr;
  fund::Key justified{base::Instant::min(), Sequence{0}};
  fund::Key exit_at = justified;
  fund::Key unseen_at = justified;
  for (const Reached* one : both) {
    if (one == nullptr) {
      continue;
    }
    take_larger(need, *one);
    need.tier = need.tier == 0 ? one->tier : std::min(need.tier, one->tier);
    justified = std::max(justified, one->justification);
    if (one->exited.is_positive() && one->exit_at >= exit_at) {
      need.exit_kind = one->exit_kind;
      exit_at = one->exit_at;
    }
    if (one->unseen.is_positive()) {
      unseen_at = std::max(unseen_at, one->unseen_at);
    }
    followed = one->is_followed ? one : followed;
  }
  if (both[0] != nullptr && both[1] != nullptr) {
    need.least = std::min(both[0]->remaining(), both[1]->remaining());
  }
  need.justification = justified.sequence;
  need.unseen_by = unseen_at.sequence;
  // What a hot account holds, clean and tainted, is its known balance: no need to replay its log.
  if (followed != nullptr) {
    need.known_balance = followed->holding.total();
  } else if (account != unseen_account) {
    need.known_balance = graph.known_balance(account, balances_at);
  }
  return need;
}

std::vector<Need> Pursuit::changes(const Graph& graph, std::span<const AccountId> accounts) {
  std::vector<Need> changed;
  for (const AccountId account : accounts) {
    const Need need = need_of(graph, as_of_, account);
    const auto told = told_.find(account);
    const bool is_news = told == told_.end() ? is_worth_telling(need) : told->second != need;
    if (!is_news) {
      continue;
    }
    changed.push_back(need);
    if (!reaches(account)) {
      told_.erase(told);
    } else {
      told_.insert_or_assign(account, need);
    }
  }
  return changed;
}

void Pursuit::note_watched(std::span<const AccountId> accounts) {
  for (const AccountId account : accounts) {
    if (watches(account) && known_watched_.find(account) == AccountMap::absent) {
      known_watched_.insert(account, 0);
      watched_.push_back(account);
    }
  }
}

std::vector<Need> Pursuit::settle(const Graph& graph) {
  std::vector<AccountId> touched = upper_.take_touched();
  const std::vector<AccountId> more = lower_.take_touched();
  touched.insert(touched.end(), more.begin(), more.end());
  std::sort(touched.begin(), touched.end());
  touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
  note_watched(touched);
  return changes(graph, touched);
}

std::vector<Need> Pursuit::settle_all(const Graph& graph) {
  std::set<AccountId> accounts;
  for (const auto& [account, need] : told_) {
    accounts.insert(account);
  }
  for (const AccountId account : upper_.take_touched()) {
    accounts.insert(account);
  }
  for (const AccountId account : lower_.take_touched()) {
    accounts.insert(account);
  }
  const std::vector<AccountId> all(accounts.begin(), accounts.end());
  note_watched(all);
  return changes(graph, all);
}

std::vector<AccountId> Pursuit::take_watched() {
  std::vector<AccountId> watched;
  watched.swap(watched_);
  return watched;
}

std::vector<Need> Pursuit::needs(const Graph& graph, fund::Snapshot balances_at) const {
  std::vector<Need> all;
  const auto add = [&](const Reached& one) {
    const Need need = need_of(graph, balances_at, one.account);
    if (is_worth_telling(need)) {
      all.push_back(need);
    }
  };
  for (const Reached& one : upper_.tracer().reached()) {
    add(one);
  }
  for (const Reached& one : lower_.tracer().reached()) {
    if (upper_.tracer().find(one.account) == nullptr) {
      add(one);
    }
  }
  std::sort(all.begin(), all.end(),
            [](const Need& a, const Need& b) { return a.account < b.account; });
  return all;
}

}  // namespace holdfast::trace
