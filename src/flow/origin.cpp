#include "flow/origin.hpp"

#include <algorithm>
#include <fmt/core.h>
#include <limits>

#include "flow/spread.hpp"
#include "trace/account_map.hpp"
#include "trace/holding.hpp"

namespace holdfast::flow {

using base::Fen;
using fund::AccountId;
using fund::Key;
using fund::Sequence;
using fund::Transfer;

namespace {

constexpr std::uint32_t outside = trace::AccountMap::absent;

/// The accounts looked behind and their transfers.
struct Horizon {
  std::vector<AccountId> accounts;  // the one asked about first
  std::vector<Fen> openings;        // what each held before the window
  std::vector<Key> events;          // of all of them, each once, in the order of the world
  std::optional<Truncated> truncated;
};

base::Result<void> check_question(const fund::Graph& graph, const OriginQuestion& question) {
  const auto bad = [](std::string message) {
    return base::Error{base::ErrorCode::bad_input, std::move(message)};
  };
  if (question.account.value() >= graph.account_count()) {
    return bad(fmt::format("there is no account {}", question.account.value()));
  }
  if (question.hops == 0) {
    return bad("hops are at least 1");
  }
  if (question.window <= base::Milliseconds{0} || question.window > window_max) {
    return bad("the window must be longer than nothing and at most a thousand years");
  }
  return {};
}

/// The moment after everything at `at`, to the first moment of the window.
SpreadBounds<ByKey> bounds_of(const OriginQuestion& question) {
  const std::int64_t at = base::to_unix_ms(question.at);
  SpreadBounds<ByKey> bounds{
      .start = question.account,
      .direction = Direction::backward,
      .from = {-at, std::numeric_limits<std::int64_t>::min()},
      .until = {question.window.count() - at, std::numeric_limits<std::int64_t>::max()},
      .exits = ExitPayments::pass_over,
      .closed = question.sources,
      .effort = question.effort};
  std::ranges::sort(bounds.closed);
  return bounds;
}

std::vector<Key> events_of(const fund::Graph& graph, fund::Snapshot snapshot, AccountId account,
                           fund::TimeRange range) {
  std::vector<Key> events;
  graph.for_each_within(account, snapshot, range, [&](Sequence sequence, const Transfer& transfer) {
    events.push_back({transfer.time, sequence});
  });
  std::ranges::sort(events);
  return events;
}

/// The known balance after everything at or before `at`.
Fen balance_at(const fund::Graph& graph, fund::Snapshot snapshot, AccountId account,
               base::Instant at) {
  Fen balance{0};
  for (const Sequence sequence : graph.ordered_log(account, snapshot)) {
    const Transfer transfer = graph.counted(sequence, snapshot);
    if (transfer.time > at) {
      break;
    }
    balance = fund::balance_after(balance, transfer, account);
  }
  return balance;
}

base::Result<Horizon> find_horizon(const fund::Graph& graph, fund::Snapshot snapshot,
                                   const OriginQuestion& question) {
  const SpreadBounds<ByKey> bounds = bounds_of(question);
  Spread<ByKey> spread(graph, snapshot, bounds);
  for (std::uint32_t hop = 1; hop < question.hops && spread.advance(); ++hop) {
  }
  const fund::TimeRange range{question.at - question.window, question.at};
  Horizon horizon{.accounts = {}, .openings = {}, .events = {}, .truncated = spread.truncated()};
  for (const auto& label : spread.labels()) {
    const bool is_asked = label.account == question.account;
    if (!is_asked && std::ranges::binary_search(bounds.closed, label.account)) {
      continue;
    }
    const auto events = events_of(graph, snapshot, label.account, range);
    if (question.effort.transfers &&
        horizon.events.size() + events.size() > *question.effort.transfers) {
      horizon.truncated = Truncated{Limit::transfers, *question.effort.transfers};
      if (is_asked) {
        return base::Error{base::ErrorCode::too_large,
                           fmt::format("the account itself has {} transfers in the window, more "
                                       "than the {} that may be looked at",
                                       events.size(), *question.effort.transfers)};
      }
      break;  // an account beyond is outside, as if hops ended there
    }
    horizon.accounts.push_back(label.account);
    horizon.openings.push_back(
        events.empty() ? balance_at(graph, snapshot, label.account, question.at)
                       : graph.open(label.account, snapshot, events.front().sequence).balance);
    horizon.events.insert(horizon.events.end(), events.begin(), events.end());
  }
  std::ranges::sort(horizon.events);
  const auto twice = std::ranges::unique(horizon.events);
  horizon.events.erase(twice.begin(), twice.end());
  return horizon;
}

class Replay {
 public:
  Replay(const Horizon& horizon, trace::Policy policy) {
    for (std::size_t i = 0; i < horizon.accounts.size(); ++i) {
      slots_.insert(horizon.accounts[i], static_cast<std::uint32_t>(i));
      holdings_.emplace_back(policy, horizon.openings[i]);
    }
  }

  void apply(Sequence sequence, const Transfer& transfer);

  /// The account asked about.
  [[nodiscard]] const trace::Holding& asked() const { return holdings_.front(); }
  [[nodiscard]] Sequence transfer_of(trace::Source source) const { return sources_[source]; }

 private:
  void state_balance(trace::Holding& holding, Fen stated);

  trace::AccountMap slots_;
  std::vector<trace::Holding> holdings_;
  std::vector<Sequence> sources_;  // numbered in the order of the world
  trace::Pieces pieces_;
};

void Replay::apply(Sequence sequence, const Transfer& transfer) {
  const std::uint32_t payer = slots_.find(transfer.payer);
  const std::uint32_t payee = slots_.find(transfer.payee);
  if (transfer.kind == fund::Kind::balance) {
    state_balance(holdings_[payer], transfer.amount);
    return;
  }
  if (transfer.kind == fund::Kind::opening) {
    return;
  }
  if (payer == outside) {
    pieces_.assign(1, {trace::clean, transfer.amount});
  } else {
    holdings_[payer].take(transfer.amount, pieces_);
  }
  if (payee == outside || fund::is_exit(transfer.kind)) {
    return;
  }
  trace::taint_clean(pieces_, static_cast<trace::Source>(sources_.size()), transfer.amount);
  sources_.push_back(sequence);
  holdings_[payee].put(pieces_);
}

void Replay::state_balance(trace::Holding& holding, Fen stated) {
  if (stated >= holding.total()) {
    const trace::Piece arrived{trace::clean, stated - holding.total()};
    holding.put({&arrived, 1});
  } else {
    holding.take(holding.total() - stated, pieces_);
  }
}

std::vector<OriginAccount> by_account(const fund::Graph& graph,
                                      const std::vector<OriginTransfer>& transfers) {
  std::vector<OriginAccount> accounts;
  for (const OriginTransfer& one : transfers) {
    accounts.push_back({graph.parties(one.transfer).payer, one.amount, 1});
  }
  std::ranges::stable_sort(accounts, {}, &OriginAccount::account);
  std::vector<OriginAccount> summed;
  for (const OriginAccount& one : accounts) {
    if (summed.empty() || summed.back().account != one.account) {
      summed.push_back(one);
    } else {
      summed.back().amount += one.amount;
      ++summed.back().transfers;
    }
  }
  std::ranges::stable_sort(summed, std::ranges::greater{}, &OriginAccount::amount);
  return summed;
}

}  // namespace

base::Result<OriginAnswer> origin(const fund::Graph& graph, fund::Snapshot snapshot,
                                  const OriginQuestion& question) {
  if (const auto checked = check_question(graph, question); !checked) {
    return checked.error();
  }
  const auto horizon = find_horizon(graph, snapshot, question);
  if (!horizon) {
    return horizon.error();
  }
  Replay replay(*horizon, question.policy);
  for (const Key& event : horizon->events) {
    replay.apply(event.sequence, graph.counted(event.sequence, snapshot));
  }
  OriginAnswer answer{.balance = replay.asked().total(),
                      .earlier = replay.asked().total() - replay.asked().taint(),
                      .transfers = {},
                      .accounts = {},
                      .horizon = horizon->accounts.size(),
                      .visited = horizon->events.size(),
                      .truncated = horizon->truncated};
  Fen told = answer.earlier;
  for (const trace::Piece& share : replay.asked().shares()) {
    answer.transfers.push_back({replay.transfer_of(share.source), share.amount});
    told += share.amount;
  }
  if (told != answer.balance) {
    return base::Error{base::ErrorCode::corrupt, "the origins do not add up to the balance"};
  }
  answer.accounts = by_account(graph, answer.transfers);
  return answer;
}

}  // namespace holdfast::flow
