#include "flow/top.hpp"

#include <algorithm>
#include <array>
#include <fmt/core.h>
#include <tuple>

#include "trace/account_map.hpp"

namespace holdfast::flow {

using fund::AccountId;

namespace {

constexpr std::array all_orders{TopBy::flow, TopBy::degree, TopBy::dwell};

class Tally {
 public:
  void take(const fund::Transfer& transfer) {
    const std::uint32_t payer = slot_of(transfer.payer);
    const std::uint32_t payee = slot_of(transfer.payee);
    accounts_[payer].out += transfer.amount;
    accounts_[payee].in += transfer.amount;
    ++accounts_[payer].transfers;
    if (payee != payer) {
      ++accounts_[payee].transfers;
      pairs_.push_back(std::uint64_t{payer} << 32 | payee);
    }
  }

  /// All accounts, their degrees counted.
  [[nodiscard]] std::vector<TopAccount> finish() && {
    std::ranges::sort(pairs_);
    const auto twice = std::ranges::unique(pairs_);
    pairs_.erase(twice.begin(), twice.end());
    for (const std::uint64_t pair : pairs_) {
      ++accounts_[pair >> 32].payees;
      ++accounts_[pair & 0xFFFF'FFFF].payers;
    }
    return std::move(accounts_);
  }

 private:
  std::uint32_t slot_of(AccountId account) {
    const std::uint32_t slot = slots_.find(account);
    if (slot != trace::AccountMap::absent) {
      return slot;
    }
    const auto added = static_cast<std::uint32_t>(accounts_.size());
    accounts_.push_back({.account = account, .in = {}, .out = {}, .dwell = {}});
    slots_.insert(account, added);
    return added;
  }

  trace::AccountMap slots_;
  std::vector<TopAccount> accounts_;
  std::vector<std::uint64_t> pairs_;  // payer's slot, payee's slot
};

void add_dwell(const fund::Graph& graph, fund::Snapshot snapshot, fund::TimeRange range,
               std::span<TopAccount> accounts) {
  for (TopAccount& one : accounts) {
    if (one.in.is_positive() && one.out.is_positive()) {
      one.dwell = dwell_of(graph, snapshot, one.account, range);
    }
  }
}

/// Keeps the first `count` by the order of `key`, which ends in the AccountId.
template <typename KeyOf>
void keep_first(std::vector<TopAccount>& accounts, std::size_t count, KeyOf key) {
  const auto middle =
      accounts.begin() + static_cast<std::ptrdiff_t>(std::min(count, accounts.size()));
  std::ranges::partial_sort(accounts, middle, {}, key);
  accounts.erase(middle, accounts.end());
}

}  // namespace

std::string_view to_text(TopBy by) {
  switch (by) {
    case TopBy::flow:
      return "flow";
    case TopBy::degree:
      return "degree";
    case TopBy::dwell:
      return "dwell";
  }
  return "";
}

base::Result<TopBy> parse_top_by(std::string_view text) {
  for (const TopBy by : all_orders) {
    if (to_text(by) == text) {
      return by;
    }
  }
  return base::Error{base::ErrorCode::bad_input,
                     fmt::format("\"{}\" is not flow, degree or dwell", text)};
}

TopAnswer top(const fund::Graph& graph, fund::Snapshot snapshot, const TopQuestion& question) {
  TopAnswer answer;
  Tally tally;
  for (std::uint64_t at = snapshot.value(); at-- > 0;) {
    const fund::Transfer transfer = graph.payment(fund::Sequence{at});
    if (transfer.time < question.range.first || transfer.time > question.range.last ||
        !fund::is_payment(transfer.kind)) {
      continue;
    }
    if (question.effort.transfers && answer.visited == *question.effort.transfers) {
      answer.truncated = Truncated{Limit::transfers, answer.visited};
      break;
    }
    ++answer.visited;
    tally.take(transfer);
  }
  auto accounts = std::move(tally).finish();
  switch (question.by) {
    case TopBy::flow:
      keep_first(accounts, question.count, [](const TopAccount& one) {
        return std::tuple(-(one.in + one.out).value(), one.account);
      });
      break;
    case TopBy::degree:
      keep_first(accounts, question.count, [](const TopAccount& one) {
        return std::tuple(-(std::int64_t{one.payers} + one.payees), one.account);
      });
      break;
    case TopBy::dwell:
      add_dwell(graph, snapshot, question.range, accounts);
      std::erase_if(accounts, [&](const TopAccount& one) {
        return !one.dwell || one.dwell->passed < question.passed_min;
      });
      keep_first(accounts, question.count, [](const TopAccount& one) {
        return std::tuple(one.dwell->median, -one.dwell->passed.value(), one.account);
      });
      break;
  }
  if (question.by != TopBy::dwell) {
    add_dwell(graph, snapshot, question.range, accounts);
  }
  answer.accounts = std::move(accounts);
  return answer;
}

}  // namespace holdfast::flow
