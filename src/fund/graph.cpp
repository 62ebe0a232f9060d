#include "fund/graph.hpp"

#include <algorithm>
#include <limits>

namespace holdfast::fund {

base::Fen balance_after(base::Fen before, const Transfer& transfer, AccountId account) {
  if (transfer.kind == Kind::balance) {
    return transfer.amount;
  }
  base::Fen balance = before;
  if (transfer.payer == account) {
    balance = std::max(base::Fen{0}, balance - transfer.amount);
  }
  if (transfer.payee == account && !is_exit(transfer.kind)) {
    balance += transfer.amount;
  }
  return balance;
}

Graph::Graph(const HashKey& key) : keys_(key) {}

AccountId Graph::intern(std::string_view key) {
  const AccountId account = keys_.intern(key);
  if (account.value() == account_count_.load(std::memory_order_relaxed)) {
    new (accounts_.slot(account.value())) Account;
    account_count_.store(account.value() + std::size_t{1}, std::memory_order_release);
  }
  return account;
}

Sequence Graph::append(const Transfer& transfer) {
  const std::uint64_t sequence = published_.load(std::memory_order_relaxed);
  const std::size_t accounts = account_count_.load(std::memory_order_relaxed);
  base::check(sequence < std::numeric_limits<std::uint32_t>::max(), "the graph is full");
  base::check(transfer.payer.value() < accounts && transfer.payee.value() < accounts,
              "transfer between accounts that were not interned");
  const bool is_balance = transfer.kind == Kind::balance;
  base::check(
      transfer.amount >= base::Fen{is_balance ? 0 : 1} && transfer.amount <= base::Fen::limit(),
      "transfer amount out of range");
  base::check(!is_balance || transfer.payer == transfer.payee, "a balance has one account");
  new (transfers_.slot(sequence))
      Packed{.time_ms = base::to_unix_ms(transfer.time),
             .learned_ms = base::to_unix_ms(transfer.learned),
             .payer = transfer.payer.value(),
             .payee = transfer.payee.value(),
             .amount_and_kind = static_cast<std::uint64_t>(transfer.amount.value()) << 3 |
                                static_cast<std::uint64_t>(transfer.kind)};
  log(transfer.payer, transfer, Sequence{sequence});
  if (transfer.payee != transfer.payer) {
    log(transfer.payee, transfer, Sequence{sequence});
  }
  published_.store(sequence + 1, std::memory_order_release);
  return Sequence{sequence};
}

void Graph::append(std::span<const Transfer> transfers) {
  // Accounts are met in no order: their records are asked for well ahead and then, when a record
  // is there, the place in the log that it points at.
  constexpr std::size_t accounts_ahead = 24;
  constexpr std::size_t logs_ahead = 12;
  const std::size_t accounts = account_count_.load(std::memory_order_relaxed);
  const auto record_of = [&](AccountId account) {
    return account.value() < accounts ? &accounts_[account.value()] : nullptr;
  };
  const auto tail_of = [&](AccountId account) -> const std::uint32_t* {
    const Account* own = record_of(account);
    if (own == nullptr) {
      return nullptr;
    }
    const std::uint32_t used = own->last_used < own->last_capacity ? own->last_used : 0;
    return &words_[own->last_block + header_words + used];
  };
  if (!transfers.empty()) {
    static_cast<void>(words_.slot(words_used_));  // so that any tail may be asked for
  }
  for (std::size_t i = 0; i < transfers.size(); ++i) {
    if (i + accounts_ahead < transfers.size()) {
      __builtin_prefetch(record_of(transfers[i + accounts_ahead].payer), 1);
      __builtin_prefetch(record_of(transfers[i + accounts_ahead].payee), 1);
    }
    if (i + logs_ahead < transfers.size()) {
      __builtin_prefetch(tail_of(transfers[i + logs_ahead].payer), 1);
      __builtin_prefetch(tail_of(transfers[i + logs_ahead].payee), 1);
    }
    append(transfers[i]);
  }
}

void Graph::log(AccountId account, const Transfer& transfer, Sequence sequence) {
  Account& own = accounts_[account.value()];
  const std::uint32_t count = own.count.load(std::memory_order_relaxed);
  const std::int64_t time_ms = base::to_unix_ms(transfer.time);
  if (count == 0) {
    own.last_capacity = first_capacity;
    own.last_block = add_block(first_capacity, own.balance);
    own.first_block.store(own.last_block, std::memory_order_relaxed);
    own.last_time_ms = time_ms;
  } else if (own.last_used == own.last_capacity) {
    own.last_capacity = capacity_after(own.last_capacity);
    const std::uint32_t added = add_block(own.last_capacity, own.balance);
    words_[own.last_block] = added;
    own.last_block = added;
    own.last_used = 0;
  }
  words_[own.last_block + header_words + own.last_used] =
      static_cast<std::uint32_t>(sequence.value());
  ++own.last_used;
  if (time_ms < own.last_time_ms) {
    own.late.store(true, std::memory_order_relaxed);
  }
  own.last_time_ms = std::max(own.last_time_ms, time_ms);
  own.balance = balance_after(base::Fen{own.balance}, transfer, account).value();
  own.count.store(count + 1, std::memory_order_release);
}

std::uint32_t Graph::add_block(std::uint32_t capacity, std::int64_t balance) {
  const std::size_t words = header_words + capacity;
  static_cast<void>(words_.slot(words_used_));
  if (const std::size_t room = ChunkTable<std::uint32_t>::room(words_used_); room < words) {
    words_used_ += room;
  }
  base::check(words_used_ + words <= std::numeric_limits<std::uint32_t>::max(),
              "the account logs are full");
  std::uint32_t* at = words_.slot(words_used_);
  const auto bits = static_cast<std::uint64_t>(balance);
  at[0] = 0;
  at[1] = static_cast<std::uint32_t>(bits);
  at[2] = static_cast<std::uint32_t>(bits >> 32);
  const auto index = static_cast<std::uint32_t>(words_used_);
  words_used_ += words;
  return index;
}

base::Fen Graph::balance_before(const std::uint32_t* block) {
  return base::Fen{
      static_cast<std::int64_t>(std::uint64_t{block[2]} << 32 | std::uint64_t{block[1]})};
}

std::vector<std::uint32_t> Graph::ordered(AccountId account, Snapshot snapshot) const {
  // Arrivals that keep to the order of time form one run; the late ones, few as a rule, are
  // sorted apart and merged in.
  struct Entry {
    std::int64_t time_ms;
    std::uint32_t sequence;
    auto operator<=>(const Entry&) const = default;
  };
  std::vector<Entry> run;
  std::vector<Entry> tail;
  for_each_of(account, snapshot, [&](Sequence sequence) {
    const Entry entry{transfers_[sequence.value()].time_ms,
                      static_cast<std::uint32_t>(sequence.value())};
    (run.empty() || run.back().time_ms <= entry.time_ms ? run : tail).push_back(entry);
  });
  std::sort(tail.begin(), tail.end());
  std::vector<std::uint32_t> sequences;
  sequences.reserve(run.size() + tail.size());
  auto late = tail.begin();
  for (const Entry& entry : run) {
    for (; late != tail.end() && *late < entry; ++late) {
      sequences.push_back(late->sequence);
    }
    sequences.push_back(entry.sequence);
  }
  for (; late != tail.end(); ++late) {
    sequences.push_back(late->sequence);
  }
  return sequences;
}

std::vector<Sequence> Graph::ordered_log(AccountId account, Snapshot snapshot) const {
  std::vector<Sequence> sequences;
  if (!is_late(account)) {
    for_each_of(account, snapshot, [&](Sequence sequence) { sequences.push_back(sequence); });
    // The flag may have been raised by a transfer that came while we read; it lies past the
    // snapshot unless the snapshot is younger than our first look.
    if (!is_late(account)) {
      return sequences;
    }
    sequences.clear();
  }
  for (const std::uint32_t sequence : ordered(account, snapshot)) {
    sequences.emplace_back(sequence);
  }
  return sequences;
}

base::Fen Graph::known_balance(AccountId account, Snapshot snapshot) const {
  const Account& own = accounts_[account.value()];
  std::uint32_t left = own.count.load(std::memory_order_acquire);
  base::Fen balance{0};
  if (own.late.load(std::memory_order_relaxed)) {
    for (const std::uint32_t sequence : ordered(account, snapshot)) {
      balance = balance_after(balance, transfer(Sequence{sequence}), account);
    }
    return balance;
  }
  // Skip to the last block that begins below the snapshot.
  const std::uint32_t* words = nullptr;
  std::uint32_t next = own.first_block.load(std::memory_order_relaxed);
  std::uint32_t here = 0;
  for (std::uint32_t capacity = first_capacity; left > 0; capacity = capacity_after(capacity)) {
    const std::uint32_t* candidate = block(next);
    if (candidate[header_words] >= snapshot.value()) {
      break;
    }
    words = candidate;
    here = std::min(left, capacity);
    left -= here;
    if (left > 0) {
      next = words[0];
    }
  }
  if (words == nullptr) {
    return balance;
  }
  balance = balance_before(words);
  for (std::uint32_t i = 0; i < here && words[header_words + i] < snapshot.value(); ++i) {
    balance = balance_after(balance, transfer(Sequence{words[header_words + i]}), account);
  }
  return balance;
}

Graph::Opening Graph::open(AccountId account, Snapshot snapshot, Sequence at) const {
  const Account& own = accounts_[account.value()];
  // Whoever sees an entry sees the flag that was raised for it, hence the count first.
  const std::uint32_t count = own.count.load(std::memory_order_acquire);
  return own.late.load(std::memory_order_relaxed) ? open_late(account, snapshot, at)
                                                  : open_in_order(account, snapshot, at, count);
}

Graph::Opening Graph::open_in_order(AccountId account, Snapshot snapshot, Sequence at,
                                    std::uint32_t count) const {
  // Arrival order is the order of the world here, so sequences alone tell where `at` stands.
  std::uint32_t left = count;
  std::uint32_t index = accounts_[account.value()].first_block.load(std::memory_order_relaxed);
  std::uint32_t capacity = first_capacity;
  while (left > capacity && block(block(index)[0])[header_words] <= at.value()) {
    left -= capacity;
    index = block(index)[0];
    capacity = capacity_after(capacity);
  }
  const std::uint32_t* words = block(index);
  base::Fen balance = balance_before(words);
  std::uint32_t i = 0;
  const std::uint32_t here = std::min(left, capacity);
  for (; i < here && words[header_words + i] < at.value(); ++i) {
    balance = balance_after(balance, transfer(Sequence{words[header_words + i]}), account);
  }
  base::check(i < here && words[header_words + i] == at.value(), "open: not the account's own");
  LogCursor cursor;
  cursor.graph_ = this;
  cursor.block_ = index;
  cursor.at_ = i + 1;
  cursor.capacity_ = capacity;
  cursor.left_ = left - (i + 1);
  cursor.end_ = snapshot.value();
  return {balance, std::move(cursor)};
}

Graph::Opening Graph::open_late(AccountId account, Snapshot snapshot, Sequence at) const {
  LogCursor cursor;
  cursor.graph_ = this;
  cursor.is_ordered_ = true;
  cursor.ordered_ = ordered(account, snapshot);
  base::Fen balance{0};
  std::size_t i = 0;
  for (; i < cursor.ordered_.size() && cursor.ordered_[i] != at.value(); ++i) {
    balance = balance_after(balance, transfer(Sequence{cursor.ordered_[i]}), account);
  }
  base::check(i < cursor.ordered_.size(), "open: not the account's own");
  cursor.ordered_at_ = i + 1;
  return {balance, std::move(cursor)};
}

std::optional<Sequence> LogCursor::next() {
  if (is_ordered_) {
    if (ordered_at_ == ordered_.size()) {
      return std::nullopt;
    }
    return Sequence{ordered_[ordered_at_++]};
  }
  if (left_ == 0) {
    return std::nullopt;
  }
  if (at_ == capacity_) {
    block_ = graph_->block(block_)[0];
    capacity_ = Graph::capacity_after(capacity_);
    at_ = 0;
  }
  const std::uint32_t sequence = graph_->block(block_)[Graph::header_words + at_];
  if (sequence >= end_) {
    left_ = 0;
    return std::nullopt;
  }
  ++at_;
  --left_;
  if (left_ > 0 && at_ < capacity_) {
    graph_->prefetch(Sequence{graph_->block(block_)[Graph::header_words + at_]});
  }
  return Sequence{sequence};
}

std::size_t Graph::bytes() const {
  return published_.load(std::memory_order_relaxed) * sizeof(Packed) +
         account_count_.load(std::memory_order_relaxed) * sizeof(Account) +
         words_used_ * sizeof(std::uint32_t);
}

}  // namespace holdfast::fund
