// The journal in one SQLite file: a row and a commit a batch, synced before `append` returns.
//
// Invariants: rows are numbered 1..head without gaps; each row's hash follows from the one before;
// the `head` row, written in the same commit, names the last batch, so that rows missing at the end
// are noticed too. At most one process has the file open for writing.
// Threads: `append`, `replay`, `verify` and `drop_transfers` from one thread; `head`, and
// `read_transfers` and `read_events`, which have a connection of their own, from any. To verify
// while the engine runs, open the file a second time, read-only. The write-ahead log is moved into
// the file beside all of this (checkpointer.hpp).
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>

#include "port/journal.hpp"
#include "store/checkpointer.hpp"
#include "store/lock_file.hpp"
#include "store/sqlite.hpp"

namespace holdfast::store {

struct StoredBatch;

class SqliteJournal final : public port::Journal {
 public:
  /// Opens `path`, made on first use when writing, and checks that its end is sound. Errors:
  /// conflict when another process writes it (named); not_found (read-only); corrupt; unavailable
  /// when the format version is unknown.
  [[nodiscard]] static base::Result<std::unique_ptr<SqliteJournal>> open(
      const std::filesystem::path& path, Access access);

  [[nodiscard]] base::Result<port::JournalHead> append(base::Instant at, std::string_view events,
                                                       std::string_view transfers) override;
  [[nodiscard]] port::JournalHead head() const override;
  /// Errors besides those of the port: corrupt when the journal ends before `after`.
  [[nodiscard]] base::Result<void> replay(
      port::BatchSeq after,
      const std::function<base::Result<void>(const port::BatchView&)>& visit) override;
  [[nodiscard]] base::Result<void> read_transfers(
      port::BatchSeq first, port::BatchSeq last,
      const std::function<base::Result<void>(const port::BatchView&)>& visit) override;
  [[nodiscard]] base::Result<void> read_events(
      port::BatchSeq first, port::BatchSeq last,
      const std::function<base::Result<void>(const port::BatchView&)>& visit) override;
  [[nodiscard]] base::Result<port::ChainReport> verify() override;

  /// Retention: forgets the transfer segment of a batch; its digest stays in the chain. Durable on
  /// return. Errors: not_found.
  [[nodiscard]] base::Result<void> drop_transfers(port::BatchSeq seq);

 private:
  SqliteJournal(std::filesystem::path path, std::optional<LockFile> lock, Database database,
                Statement insert, Statement move);
  base::Result<port::JournalHead> stored_head();
  base::Result<port::JournalHead> head_at(port::BatchSeq seq);
  base::Result<port::ChainReport> scan(
      port::BatchSeq after, const std::function<base::Result<void>(const port::BatchView&)>& visit);
  base::Result<void> write(const port::JournalHead& next, const StoredBatch& batch);
  template <typename Fn>
  base::Result<void> read_beside(std::string_view columns, port::BatchSeq first,
                                 port::BatchSeq last, Fn&& fn);
  void set_head(const port::JournalHead& head);

  std::filesystem::path path_;
  std::optional<LockFile> lock_;
  std::mutex reading_mutex_;         // guards reading_
  std::optional<Database> reading_;  // opened when somebody reads
  std::mutex database_mutex_;
  Database database_;
  Statement insert_;
  Statement move_head_;
  std::unique_ptr<Checkpointer> checkpointer_;  // of a journal that is written
  bool failed_ = false;
  mutable std::mutex head_mutex_;
  port::JournalHead head_;
};

}  // namespace holdfast::store
