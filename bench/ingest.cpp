#include "ingest.hpp"

#include <algorithm>
#include <unordered_set>

namespace holdfast::bench {

/// By hand: a feed's serials are texts already, so that making them is no part of what is measured.
Serial::Serial(std::uint64_t number) {
  text.front() = 'S';
  for (auto digit = text.rbegin(); digit + 1 != text.rend(); ++digit) {
    *digit = static_cast<char>('0' + number % 10);
    number /= 10;
  }
}

Ingest::Ingest(std::size_t rows, std::uint32_t accounts) {
  texts_.reserve(rows);
  for (std::uint32_t i = 0; i < accounts; ++i) {
    graph.intern(account_text(fund::AccountId{i}));
  }
  serials_.reserve(ingest_batch);
  tickets_.reserve(ingest_batch);
  fresh_.reserve(ingest_batch);
}

void Ingest::take(std::span<const IngestRow> rows) {
  serials_.clear();
  tickets_.clear();
  fresh_.clear();
  for (const IngestRow& row : rows) {
    serials_.emplace_back(row.number);
  }
  constexpr std::size_t ahead = 32;
  for (std::size_t i = 0; i < rows.size() + ahead; ++i) {
    if (i < rows.size()) {
      tickets_.push_back(door_.ticket(candidate(rows, i)));
      door_.prefetch(tickets_.back());
      graph.prefetch_account(rows[i].transfer.payer);
      graph.prefetch_account(rows[i].transfer.payee);
    }
    if (i >= ahead) {
      admit(rows, i - ahead);
    }
  }
  graph.append(fresh_);
}

void Ingest::admit(std::span<const IngestRow> rows, std::size_t at) {
  const fund::Sequence next{graph.snapshot().value() + fresh_.size()};
  const auto admission = door_.admit(candidate(rows, at), tickets_[at], next);
  if (admission.verdict != fund::Verdict::fresh) {
    ++duplicates;
    return;
  }
  texts_.add(rows[at].number);
  fresh_.push_back(rows[at].transfer);
}

void PlainBalances::take(const IngestRow& row) {
  const auto& one = row.transfer;
  if (one.payer.value() < accounts) {
    logs_[one.payer.value()].push_back(row);
  }
  if (one.payee.value() < accounts && one.payee != one.payer) {
    logs_[one.payee.value()].push_back(row);
  }
}

bool PlainBalances::agree_with(const fund::Graph& graph) {
  for (std::uint32_t i = 0; i < accounts && i < graph.account_count(); ++i) {
    auto& log = logs_[i];
    std::unordered_set<std::uint64_t> seen;
    std::erase_if(log, [&](const IngestRow& row) { return !seen.insert(row.number).second; });
    std::stable_sort(log.begin(), log.end(), [](const auto& a, const auto& b) {
      return a.transfer.time < b.transfer.time;
    });
    base::Fen balance{0};
    for (const auto& row : log) {
      balance = fund::balance_after(balance, row.transfer, fund::AccountId{i});
    }
    if (graph.known_balance(fund::AccountId{i}, graph.snapshot()) != balance) {
      return false;
    }
  }
  return true;
}

}  // namespace holdfast::bench
