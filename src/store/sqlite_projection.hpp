// The projection in a SQLite file of its own: a row an entity, indexes for every list a screen
// shows, search terms in a side table.
//
// It is derived: synced only now and then (a power cut loses the last batches applied, never the
// file), and a file that is damaged or of another version is thrown away and made anew, empty.
// Threads: the writer one; the reader any number, each call on a connection of its own.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "port/projection.hpp"
#include "store/sqlite.hpp"

namespace holdfast::store {

class SqliteProjection final : public port::Projection {
 public:
  /// Opens or makes `path`; reads the whole file once to see that it is sound. Errors: io.
  [[nodiscard]] static base::Result<std::unique_ptr<SqliteProjection>> open(
      const std::filesystem::path& path);

  [[nodiscard]] port::BatchSeq applied() const override { return applied_; }
  /// `seq` may repeat the last one but never go back.
  [[nodiscard]] base::Result<void> apply(port::BatchSeq seq,
                                         const std::vector<port::ProjectionRow>& rows) override;
  [[nodiscard]] base::Result<void> clear() override;
  /// As SqliteJournal::checkpoint_if_due, but on the writer's thread only.
  [[nodiscard]] base::Result<bool> checkpoint_if_due();

 private:
  struct Statements {
    Statement find_row;
    Statement insert_row;
    Statement update_row;
    Statement insert_term;
    Statement delete_term;
    Statement insert_words;
    Statement delete_words;
    Statement set_applied;
  };
  SqliteProjection(Database database, Statements statements);
  static base::Result<std::unique_ptr<SqliteProjection>> open_sound(
      const std::filesystem::path& path);
  static base::Result<Statements> prepare(Database& database);
  base::Result<void> load_applied();
  base::Result<void> put(port::BatchSeq seq, const port::ProjectionRow& row);
  /// A row as it is to be stored, and one as it is.
  struct Stored {
    std::int64_t key = 0;
    std::int64_t at_ms = 0;
    std::string_view id;
    std::string state;
    std::optional<std::vector<std::string>> terms;  // none: damaged
    std::string words;                              // as the row keeps them
  };
  base::Result<std::int64_t> store_row(port::BatchSeq seq, const port::ProjectionRow& row,
                                       const Stored& now);
  base::Result<void> move_terms(const std::string& kind, const Stored& old, const Stored& now);
  base::Result<void> forget_terms(std::int64_t key);
  base::Result<void> remove_terms(const Stored& row, const std::vector<std::string>& terms);
  base::Result<void> add_terms(const std::string& kind, const Stored& row,
                               const std::vector<std::string>& terms);
  base::Result<void> move_words(const std::string& kind, const Stored& old, const Stored& now);

  Database database_;
  Statements statements_;
  port::BatchSeq applied_ = 0;
};

class SqliteProjectionReader final : public port::ProjectionReader {
 public:
  /// The file must exist: open the writer first. Errors: not_found, corrupt, unavailable.
  [[nodiscard]] static base::Result<std::unique_ptr<SqliteProjectionReader>> open(
      const std::filesystem::path& path);
  ~SqliteProjectionReader() override;

  /// Errors: bad_input for a limit out of range and for a cursor that is damaged or belongs to
  /// another query.
  [[nodiscard]] base::Result<port::RowPage> list(const port::RowQuery& query) override;
  [[nodiscard]] base::Result<std::string> find(std::string_view kind, std::string_view id) override;

 private:
  /// A connection and the statements it has prepared, by their SQL.
  struct Connection {
    Database database;
    std::unordered_map<std::string, Statement> statements;
    base::Result<Statement*> prepared(const std::string& sql);
  };
  class Lease;
  explicit SqliteProjectionReader(std::filesystem::path path);
  base::Result<std::unique_ptr<Connection>> borrow();
  void give_back(std::unique_ptr<Connection> connection);

  std::filesystem::path path_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Connection>> idle_;
};

}  // namespace holdfast::store
