#include "fund/graph.hpp"

#include <algorithm>
#include <mutex>

namespace holdfast::fund {

base::Fen balance_after(base::Fen before, const Transfer& transfer, AccountId account) {
  return BalanceStep::of(transfer, account)(before);
}

Graph::Graph(const HashKey& key, KeyTexts texts) : keys_(key, texts) {}

// ---- Writer -----------------------------------------------------------------------------------

AccountId Graph::intern(std::string_view key, const KeyIndex::Identity& who) {
  const AccountId account = keys_.intern(key, who);
  if (account.value() == account_count_.load(std::memory_order_relaxed)) {
    new (accounts_.slot(account.value())) Run;
    account_count_.store(account.value() + std::size_t{1}, std::memory_order_release);
  }
  return account;
}

Sequence Graph::append(const Transfer& transfer) {
  const std::uint64_t sequence = published_.load(std::memory_order_relaxed);
  const std::size_t accounts = account_count_.load(std::memory_order_relaxed);
  base::check(sequence < LogEntry::sequences_max, "the graph is full");
  base::check(transfer.payer.value() < accounts && transfer.payee.value() < accounts,
              "transfer between accounts that were not interned");
  const bool moves_money = is_payment(transfer.kind);
  base::check(
      transfer.amount >= base::Fen{moves_money ? 1 : 0} && transfer.amount <= base::Fen::limit(),
      "transfer amount out of range");
  base::check(moves_money || transfer.payer == transfer.payee,
              "a balance or an opening has one account");
  base::check(transfer.kind != Kind::opening || transfer.amount.is_zero(),
              "an opening moves no money");
  // Made where it stays: a copy of what was just written in parts would wait for all writes before.
  const auto& packed =
      *new (transfers_.slot(sequence)) PackedTransfer(PackedTransfer::of(transfer));
  if (!packed.has_delay()) {
    learned_.note(Sequence{sequence}, transfer.learned);
  }
  const auto bits = static_cast<std::uint32_t>(sequence);
  if (transfer.kind == Kind::opening) {
    note_opening(transfer.payer, Sequence{sequence});
  }
  if (!moves_money) {
    log(transfer.payer, {bits}, transfer);
  } else if (transfer.payer == transfer.payee) {
    log(transfer.payer, {bits | LogEntry::out_bit | LogEntry::in_bit}, transfer);
  } else {
    log(transfer.payer, {bits | LogEntry::out_bit}, transfer);
    log(transfer.payee, {bits | LogEntry::in_bit}, transfer);
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
  const auto ask_for = [&](AccountId account) {
    if (account.value() < accounts) {
      __builtin_prefetch(&accounts_[account.value()], 1);
    }
  };
  const auto ask_for_tail = [&](AccountId account) {
    if (account.value() < accounts) {
      __builtin_prefetch(log_.tail(accounts_[account.value()]), 1);
    }
  };
  for (std::size_t i = 0; i < transfers.size(); ++i) {
    if (i + accounts_ahead < transfers.size()) {
      ask_for(transfers[i + accounts_ahead].payer);
      ask_for(transfers[i + accounts_ahead].payee);
    }
    if (i + logs_ahead < transfers.size()) {
      ask_for_tail(transfers[i + logs_ahead].payer);
      ask_for_tail(transfers[i + logs_ahead].payee);
    }
    append(transfers[i]);
  }
}

void Graph::log(AccountId account, LogEntry entry, const Transfer& transfer) {
  log_.append(accounts_[account.value()], entry, base::to_unix_ms(transfer.time),
              BalanceStep::of(transfer, account));
}

void Graph::note_opening(AccountId account, Sequence sequence) {
  const std::unique_lock held{openings_lock_};
  openings_[account].push_back(sequence);
  any_opened_.store(true, std::memory_order_relaxed);  // before the opening is published
}

std::size_t Graph::bytes() const {
  return published_.load(std::memory_order_relaxed) * sizeof(PackedTransfer) +
         account_count_.load(std::memory_order_relaxed) * sizeof(Run) + log_.bytes() +
         learned_.bytes();
}

// ---- Searching a log --------------------------------------------------------------------------

Graph::Views Graph::views(AccountId account, Snapshot snapshot) const {
  Views all;
  std::uint32_t nth = 0;
  for (const Run* run = &accounts_[account.value()]; run != nullptr; run = log_.after(*run)) {
    const RunView view = log_.view(*run, nth++, snapshot.value());
    if (view.count > 0) {
      all.add(view);
    }
  }
  return all;
}

Key Graph::first_key(const Run& run, std::uint32_t ordinal) const {
  const Sequence first = log_.entries(run, ordinal)->sequence();
  return {BlockShape::is_big(ordinal) ? base::from_unix_ms(log_.first_time_ms(run, ordinal))
                                      : time_of(first),
          first};
}

std::uint32_t Graph::position_of(const RunView& view, Key key) const {
  if (view.count == 0) {
    return 0;
  }
  // The last block whose first entry lies before the key, among few small ones one by one, among
  // the full-size ones by bisection.
  const Run& run = *view.run;
  const std::uint32_t last = BlockShape::place(view.count - 1).ordinal;
  if (first_key(run, 0) >= key) {
    return 0;
  }
  std::uint32_t low = 0;
  while (low < std::min(last, BlockShape::doubling) && first_key(run, low + 1) < key) {
    ++low;
  }
  if (low == BlockShape::doubling) {
    std::uint32_t high = last + 1;
    while (high - low > 1) {
      const std::uint32_t middle = low + (high - low) / 2;
      (first_key(run, middle) < key ? low : high) = middle;
    }
  }
  const std::uint32_t start = BlockShape::start(low);
  const std::uint32_t here = std::min(view.count - start, BlockShape::capacity(low));
  const LogEntry* const entries = log_.entries(run, low);
  return start + static_cast<std::uint32_t>(first_not_before(entries, here, key) - entries);
}

/// Among entries in the order of the world. A bisection in which every step waits for memory once
/// would wait nine times in a full block; asking for many places at a time waits twice.
const LogEntry* Graph::first_not_before(const LogEntry* entries, std::uint32_t count,
                                        Key key) const {
  constexpr std::uint32_t ways = 16;
  const LogEntry* low = entries;
  const LogEntry* high = entries + count;
  const auto is_before = [&](const LogEntry& entry) { return key_of(entry.sequence()) < key; };
  while (high - low > ways) {
    const auto step = (high - low + ways - 1) / ways;
    for (const LogEntry* at = low + step; at < high; at += step) {
      prefetch(at->sequence());
    }
    const LogEntry* at = low + step;
    while (at < high && is_before(*at)) {
      low = at;
      at += step;
    }
    high = std::min(at, high);
  }
  for (const LogEntry* at = low; at < high; ++at) {
    prefetch(at->sequence());
  }
  return std::partition_point(low, high, is_before);
}

std::uint32_t Graph::position_of(const RunView& view, Sequence sequence) const {
  std::uint32_t low = 0;
  std::uint32_t high = view.count;
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (log_.entry(*view.run, middle).sequence() < sequence) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

std::vector<LogEntry> Graph::sorted_entries(const RunView& view) const {
  std::vector<LogEntry> entries;
  entries.reserve(view.count);
  for (LogLane lane(log_, view, 0); !lane.is_done(); lane.advance(log_)) {
    entries.push_back(lane.head());
  }
  std::sort(entries.begin(), entries.end(), [&](const LogEntry& a, const LogEntry& b) {
    return key_of(a.sequence()) < key_of(b.sequence());
  });
  return entries;
}

LogCursor Graph::seek(AccountId account, Snapshot snapshot, Key from) const {
  std::vector<LogLane> lanes;
  for (const RunView& view : views(account, snapshot)) {
    if (view.is_sorted) {
      lanes.emplace_back(log_, view, position_of(view, from));
      continue;
    }
    std::vector<LogEntry> entries = sorted_entries(view);
    std::erase_if(entries, [&](const LogEntry& entry) { return key_of(entry.sequence()) < from; });
    lanes.emplace_back(std::move(entries));
  }
  return {*this, std::move(lanes)};
}

std::vector<Sequence> Graph::ordered_log(AccountId account, Snapshot snapshot) const {
  std::vector<Sequence> sequences;
  LogCursor cursor = seek(account, snapshot, {base::Instant::min(), Sequence{0}});
  while (const std::optional<Sequence> sequence = cursor.next()) {
    sequences.push_back(*sequence);
  }
  return sequences;
}

// ---- Balances ---------------------------------------------------------------------------------

void Graph::replay(base::Fen& balance, AccountId account, const LogEntry* entries,
                   std::uint32_t count) const {
  constexpr std::uint32_t ahead = 8;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (i + ahead < count) {
      prefetch(entries[i + ahead].sequence());
    }
    balance = balance_after(balance, payment(entries[i].sequence()), account);
  }
}

/// All that `only` shows of a run which is the account's one and only.
base::Fen Graph::balance_of(AccountId account, const RunView& only) const {
  base::Fen balance{0};
  if (only.count == 0) {
    return balance;
  }
  const Run& run = *only.run;
  const BlockPlace last = BlockShape::place(only.count - 1);
  std::uint32_t ordinal = 0;
  if (BlockShape::is_big(last.ordinal)) {
    ordinal = last.ordinal;
    balance = log_.before(run, ordinal)(balance);
  }
  const LogEntry* entries = log_.entries(run, ordinal);
  for (; ordinal < last.ordinal; ++ordinal) {
    replay(balance, account, entries, BlockShape::capacity(ordinal));
    entries = log_.entries_after(entries, ordinal);
  }
  replay(balance, account, entries, last.offset + 1);
  return balance;
}

base::Fen Graph::balance_of(AccountId account, std::vector<LogLane> lanes) const {
  const auto note_head = [&](LogLane& lane) {
    if (!lane.is_done()) {
      lane.head_time_ms = transfers_[lane.head().sequence().value()].time_ms();
    }
  };
  const auto head_key = [](const LogLane& lane) {
    return Key{base::from_unix_ms(lane.head_time_ms), lane.head().sequence()};
  };
  std::for_each(lanes.begin(), lanes.end(), note_head);
  base::Fen balance{0};
  for (;;) {
    std::erase_if(lanes, [](const LogLane& lane) { return lane.is_done(); });
    if (lanes.empty()) {
      return balance;
    }
    std::sort(lanes.begin(), lanes.end(),
              [&](const LogLane& a, const LogLane& b) { return head_key(a) < head_key(b); });
    LogLane& earliest = lanes.front();
    const auto is_before_the_others = [&](Sequence last) {
      return lanes.size() == 1 || key_of(last) < head_key(lanes[1]);
    };
    if (earliest.is_at_whole_block() && is_before_the_others(earliest.last_of_block().sequence())) {
      balance = earliest.step_of_block(log_)(balance);
      earliest.skip_block(log_);
      note_head(earliest);
      continue;
    }
    do {
      balance = balance_after(balance, payment(earliest.head().sequence()), account);
      earliest.advance(log_);
      note_head(earliest);
    } while (!earliest.is_done() && !earliest.is_at_whole_block() &&
             (lanes.size() == 1 || head_key(earliest) < head_key(lanes[1])));
  }
}

std::optional<Sequence> Graph::opening_of(AccountId account, Snapshot snapshot) const {
  if (!any_opened_.load(std::memory_order_relaxed)) {
    return std::nullopt;
  }
  const std::shared_lock held{openings_lock_};
  const auto found = openings_.find(account);
  std::optional<Sequence> first;
  if (found != openings_.end()) {
    for (const Sequence sequence : found->second) {
      if (sequence.value() < snapshot.value() && (!first || key_of(sequence) < key_of(*first))) {
        first = sequence;
      }
    }
  }
  return first;
}

bool Graph::is_credit(const Transfer& transfer, Key key, Snapshot snapshot) const {
  if (!is_exit(transfer.kind)) {
    return true;
  }
  const auto opening = opening_of(transfer.payee, snapshot);
  return opening && key_of(*opening) < key;
}

base::Fen Graph::balance_of_opened(AccountId account, Snapshot snapshot) const {
  BalanceWalk walk{.account = account};
  LogCursor cursor = seek(account, snapshot, {base::Instant::min(), Sequence{0}});
  while (const std::optional<Sequence> sequence = cursor.next()) {
    walk.pass(payment(*sequence));
  }
  return walk.balance;
}

Graph::Opening Graph::open_opened(AccountId account, Snapshot snapshot, Sequence at) const {
  BalanceWalk walk{.account = account};
  LogCursor cursor = seek(account, snapshot, {base::Instant::min(), Sequence{0}});
  std::optional<Sequence> sequence = cursor.next();
  for (; sequence && *sequence != at; sequence = cursor.next()) {
    walk.pass(payment(*sequence));
  }
  base::check(sequence.has_value(), "open: not the account's own");
  return {walk.balance, std::move(cursor)};
}

base::Fen Graph::known_balance(AccountId account, Snapshot snapshot) const {
  if (opening_of(account, snapshot)) {
    return balance_of_opened(account, snapshot);
  }
  const Views all = views(account, snapshot);
  if (all.is_one_sorted()) {
    return balance_of(account, all.front());
  }
  std::vector<LogLane> lanes;
  for (const RunView& view : all) {
    if (view.is_sorted) {
      lanes.emplace_back(log_, view, 0);
    } else {
      lanes.emplace_back(sorted_entries(view));
    }
  }
  return balance_of(account, std::move(lanes));
}

Graph::Opening Graph::open(AccountId account, Snapshot snapshot, Sequence at) const {
  if (opening_of(account, snapshot)) {
    return open_opened(account, snapshot, at);
  }
  const Views all = views(account, snapshot);
  if (all.is_one_sorted()) {
    // One run: the order of arrival is the order of the world, sequences alone tell the place.
    const RunView& view = all.front();
    const std::uint32_t position = position_of(view, at);
    base::check(position < view.count && log_.entry(*view.run, position).sequence() == at,
                "open: not the account's own");
    RunView before = view;
    before.count = position;
    return {balance_of(account, before), LogCursor{*this, {LogLane{log_, view, position + 1}}}};
  }
  const Key key = key_of(at);
  std::vector<LogLane> before;
  std::vector<LogLane> after;
  bool is_own = false;
  for (const RunView& view : all) {
    if (view.is_sorted) {
      const std::uint32_t position = position_of(view, key);
      const bool is_here =
          position < view.count && log_.entry(*view.run, position).sequence() == at;
      is_own = is_own || is_here;
      RunView head = view;
      head.count = position;
      before.emplace_back(log_, head, 0);
      after.emplace_back(log_, view, position + (is_here ? 1 : 0));
      continue;
    }
    std::vector<LogEntry> early = sorted_entries(view);
    const auto split = std::partition_point(early.begin(), early.end(), [&](const LogEntry& entry) {
      return key_of(entry.sequence()) < key;
    });
    const bool is_here = split != early.end() && split->sequence() == at;
    is_own = is_own || is_here;
    after.emplace_back(std::vector<LogEntry>(split + (is_here ? 1 : 0), early.end()));
    early.erase(split, early.end());
    before.emplace_back(std::move(early));
  }
  base::check(is_own, "open: not the account's own");
  return {balance_of(account, std::move(before)), LogCursor{*this, std::move(after)}};
}

}  // namespace holdfast::fund
