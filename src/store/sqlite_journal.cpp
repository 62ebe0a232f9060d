#include "store/sqlite_journal.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/log.hpp"
#include "store/chain.hpp"

namespace holdfast::store {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using port::BatchSeq;
using port::BatchView;
using port::ChainReport;
using port::JournalHead;

constexpr Checkpointer::Limits log_limits{.soft = 3ULL << 20, .hard = 64ULL << 20};

// `events` is TEXT so that an auditor can read it with the sqlite3 shell. `transfers` is NULL only
// where retention dropped it; a batch that brought none has an empty blob.
constexpr FileFormat journal_format{.name = "journal",
                                    .application_id = 0x48464a4c,  // "HFJL"
                                    .version = 1,
                                    .schema = R"sql(
CREATE TABLE batch(
  seq INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  events TEXT NOT NULL,
  transfers BLOB,
  transfers_digest BLOB NOT NULL,
  hash BLOB NOT NULL
) STRICT;
CREATE TABLE head(
  only INTEGER PRIMARY KEY CHECK(only = 1),
  seq INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  hash BLOB NOT NULL
) STRICT;
INSERT INTO head VALUES(1, 0, 0, zeroblob(32));
)sql"};

Result<JournalHead> read_head(Statement& statement) {
  JournalHead head{.seq = static_cast<BatchSeq>(statement.integer(0)),
                   .at = base::from_unix_ms(statement.integer(1))};
  const auto hash = statement.bytes(2);
  if (hash.size() != head.hash.size()) {
    return bad_batch(head.seq, "has no hash");
  }
  std::copy(hash.begin(), hash.end(), head.hash.begin());
  return head;
}

StoredBatch read_batch(const Statement& row) {
  return StoredBatch{.seq = static_cast<BatchSeq>(row.integer(0)),
                     .at = base::from_unix_ms(row.integer(1)),
                     .events = row.bytes(2),
                     .transfers = row.bytes(3),
                     .transfers_dropped = row.is_null(3),
                     .transfers_digest = row.bytes(4),
                     .hash = row.bytes(5)};
}

/// A damaged page says nothing of batches: name the one that was being read.
Error while_reading(BatchSeq seq, const Error& error) {
  if (error.code != ErrorCode::corrupt) {
    return error;
  }
  return bad_batch(seq, fmt::format("cannot be read: {}", error.message));
}

}  // namespace

SqliteJournal::SqliteJournal(std::filesystem::path path, std::optional<LockFile> lock,
                             Database database, Statement insert, Statement move)
    : path_(std::move(path)),
      lock_(std::move(lock)),
      database_(std::move(database)),
      insert_(std::move(insert)),
      move_head_(std::move(move)) {}

Result<std::unique_ptr<SqliteJournal>> SqliteJournal::open(const std::filesystem::path& path,
                                                           Access access) {
  std::optional<LockFile> lock;
  if (access == Access::read_write) {
    auto taken = LockFile::take(path);
    if (!taken) {
      return taken.error();
    }
    lock.emplace(std::move(*taken));
  }
  auto database = Database::open_or_create(path, journal_format,
                                           {.access = access, .durability = Durability::full});
  if (!database) {
    return database.error();
  }
  auto insert = database->prepare("INSERT INTO batch VALUES(?1, ?2, ?3, ?4, ?5, ?6)");
  if (!insert) {
    return insert.error();
  }
  auto move = database->prepare("UPDATE head SET seq = ?1, at_ms = ?2, hash = ?3");
  if (!move) {
    return move.error();
  }
  std::unique_ptr<SqliteJournal> journal{new SqliteJournal{
      path, std::move(lock), std::move(*database), std::move(*insert), std::move(*move)}};
  const auto head = journal->stored_head();
  if (!head) {
    return head.error();
  }
  const auto last = head->seq == 0 ? 0 : head->seq - 1;
  const auto end = journal->scan(last, [](const BatchView&) { return Result<void>{}; });
  if (!end) {
    return Error{end.error().code, fmt::format("{}: {}", path.string(), end.error().message)};
  }
  journal->set_head(end->head);
  if (access == Access::read_write) {
    journal->checkpointer_ = std::make_unique<Checkpointer>(path, journal_format, log_limits);
  }
  return journal;
}

Result<JournalHead> SqliteJournal::append(base::Instant at, std::string_view events,
                                          std::string_view transfers) {
  const std::lock_guard guard{database_mutex_};
  base::check(lock_.has_value(), "append to a journal opened read-only");
  if (failed_) {
    return Error{ErrorCode::unavailable, "the journal failed before: the process must stop"};
  }
  const auto before = head();
  const Link link{.seq = before.seq + 1,
                  .at = at,
                  .events = base::sha256(events),
                  .transfers = base::sha256(transfers)};
  const JournalHead next{.seq = link.seq, .at = at, .hash = chain_hash(before.hash, link)};
  checkpointer_->commit_begins();
  const auto written = write(next, {.seq = next.seq,
                                    .at = at,
                                    .events = events,
                                    .transfers = transfers,
                                    .transfers_digest = base::as_bytes(link.transfers),
                                    .hash = base::as_bytes(next.hash)});
  if (!written) {
    failed_ = true;
    return written.error();
  }
  set_head(next);
  checkpointer_->commit_ended(database_.wal_bytes());
  return next;
}

Result<void> SqliteJournal::write(const JournalHead& next, const StoredBatch& batch) {
  auto transaction = Transaction::begin(database_, Transaction::Kind::write);
  if (!transaction) {
    return transaction.error();
  }
  insert_.bind(1, static_cast<std::int64_t>(batch.seq))
      .bind(2, base::to_unix_ms(batch.at))
      .bind_text(3, batch.events)
      .bind_blob(4, batch.transfers)
      .bind_blob(5, batch.transfers_digest)
      .bind_blob(6, batch.hash);
  if (auto inserted = insert_.run(); !inserted) {
    return inserted;
  }
  move_head_.bind(1, static_cast<std::int64_t>(next.seq))
      .bind(2, base::to_unix_ms(next.at))
      .bind_blob(3, batch.hash);
  if (auto moved = move_head_.run(); !moved) {
    return moved;
  }
  return transaction->commit();
}

JournalHead SqliteJournal::head() const {
  const std::lock_guard guard{head_mutex_};
  return head_;
}

void SqliteJournal::set_head(const JournalHead& head) {
  const std::lock_guard guard{head_mutex_};
  head_ = head;
}

Result<void> SqliteJournal::replay(BatchSeq after,
                                   const std::function<Result<void>(const BatchView&)>& visit) {
  const std::lock_guard guard{database_mutex_};
  const auto report = scan(after, visit);
  if (!report) {
    return report.error();
  }
  return {};
}

/// On a connection of its own, from any thread: fn(batch) for each of these.
template <typename Fn>
Result<void> SqliteJournal::read_beside(std::string_view columns, BatchSeq first, BatchSeq last,
                                        Fn&& fn) {
  const std::lock_guard guard{reading_mutex_};
  if (!reading_) {
    auto opened = Database::open(path_, journal_format, {.access = Access::read_only});
    if (!opened) {
      return opened.error();
    }
    reading_.emplace(std::move(*opened));
  }
  auto rows = reading_->prepare(fmt::format(
      "SELECT seq, at_ms, {}, transfers_digest, hash FROM batch WHERE seq BETWEEN ?1 AND ?2"
      " ORDER BY seq",
      columns));
  if (!rows) {
    return rows.error();
  }
  rows->bind(1, static_cast<std::int64_t>(first)).bind(2, static_cast<std::int64_t>(last));
  for (;;) {
    const auto row = rows->step();
    if (!row) {
      return while_reading(first, row.error());
    }
    if (!*row) {
      return {};
    }
    if (auto visited = fn(read_batch(*rows)); !visited) {
      return visited;
    }
  }
}

Result<void> SqliteJournal::read_transfers(
    BatchSeq first, BatchSeq last, const std::function<Result<void>(const BatchView&)>& visit) {
  return read_beside("'', transfers", first, last, [&](const auto& batch) -> Result<void> {
    if (!batch.transfers_dropped &&
        base::as_bytes(base::sha256(batch.transfers)) != batch.transfers_digest) {
      return bad_batch(batch.seq, "does not match the digest of its transfers");
    }
    return visit({.seq = batch.seq,
                  .at = batch.at,
                  .events = {},
                  .transfers = batch.transfers,
                  .hash = {},
                  .transfers_dropped = batch.transfers_dropped});
  });
}

Result<void> SqliteJournal::read_events(
    BatchSeq first, BatchSeq last, const std::function<Result<void>(const BatchView&)>& visit) {
  return read_beside("events, NULL", first, last, [&](const auto& batch) -> Result<void> {
    BatchView view;
    view.seq = batch.seq;
    view.at = batch.at;
    view.events = batch.events;
    if (batch.hash.size() != view.hash.size()) {
      return bad_batch(batch.seq, "has a hash of another length");
    }
    std::ranges::copy(batch.hash, view.hash.begin());
    return visit(view);
  });
}

Result<ChainReport> SqliteJournal::verify() {
  const std::lock_guard guard{database_mutex_};
  return scan(0, [](const BatchView&) { return Result<void>{}; });
}

Result<JournalHead> SqliteJournal::stored_head() {
  auto query = database_.prepare("SELECT seq, at_ms, hash FROM head");
  if (!query) {
    return query.error();
  }
  const auto row = query->step();
  if (!row) {
    return row.error();
  }
  if (!*row) {
    return Error{ErrorCode::corrupt, "the journal has lost its head record"};
  }
  return read_head(*query);
}

Result<JournalHead> SqliteJournal::head_at(BatchSeq seq) {
  if (seq == 0) {
    return JournalHead{};
  }
  auto query = database_.prepare("SELECT seq, at_ms, hash FROM batch WHERE seq = ?1");
  if (!query) {
    return query.error();
  }
  query->bind(1, static_cast<std::int64_t>(seq));
  const auto row = query->step();
  if (!row) {
    return while_reading(seq, row.error());
  }
  if (!*row) {
    return bad_batch(seq, "is missing");
  }
  return read_head(*query);
}

Result<ChainReport> SqliteJournal::scan(
    BatchSeq after, const std::function<Result<void>(const BatchView&)>& visit) {
  // One read transaction: the head and the rows are of the same moment, whoever writes meanwhile.
  auto transaction = Transaction::begin(database_, Transaction::Kind::read);
  if (!transaction) {
    return transaction.error();
  }
  const auto end = stored_head();
  if (!end) {
    return end.error();
  }
  auto start = head_at(after);
  if (!start) {
    return start.error();
  }
  auto rows = database_.prepare(
      "SELECT seq, at_ms, events, transfers, transfers_digest, hash FROM batch"
      " WHERE seq > ?1 ORDER BY seq");
  if (!rows) {
    return rows.error();
  }
  rows->bind(1, static_cast<std::int64_t>(after));
  ChainReport report{.head = *start};
  for (;;) {
    const auto row = rows->step();
    if (!row) {
      return while_reading(report.head.seq + 1, row.error());
    }
    if (!*row) {
      break;
    }
    const auto batch = read_batch(*rows);
    const auto next = follow(report.head, batch);
    if (!next) {
      return next.error();
    }
    report.head = *next;
    report.batches += 1;
    report.bytes += batch.events.size() + batch.transfers.size();
    const auto visited = visit({.seq = batch.seq,
                                .at = batch.at,
                                .events = batch.events,
                                .transfers = batch.transfers,
                                .hash = next->hash,
                                .transfers_dropped = batch.transfers_dropped});
    if (!visited) {
      return visited.error();
    }
  }
  if (report.head.seq < end->seq) {
    return bad_batch(report.head.seq + 1,
                     fmt::format("is missing; the journal had {} batches", end->seq));
  }
  if (report.head.seq != end->seq || report.head.hash != end->hash || report.head.at != end->at) {
    return bad_batch(end->seq, "does not match the head record");
  }
  return report;
}

Result<void> SqliteJournal::drop_transfers(BatchSeq seq) {
  const std::lock_guard guard{database_mutex_};
  const auto known = head_at(seq);
  if (seq == 0 || !known) {
    return Error{ErrorCode::not_found, fmt::format("there is no batch {}", seq)};
  }
  auto update = database_.prepare("UPDATE batch SET transfers = NULL WHERE seq = ?1");
  if (!update) {
    return update.error();
  }
  update->bind(1, static_cast<std::int64_t>(seq));
  return update->run();
}

}  // namespace holdfast::store
