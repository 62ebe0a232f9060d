// SQLite behind a thin RAII wrapper: every error is a Result that names the file and says what
// SQLite said. sqlite3.h stays in sqlite.cpp.
//
// Rules that the users of this wrapper keep:
// - One writing connection a file, and one thing that checkpoints: that connection, or a
//   Checkpointer. SQLite before 3.51.3, and the packaged 3.40.1 is one of them, can damage a
//   write-ahead log when two connections write or checkpoint at once; how a Checkpointer keeps
//   clear of that it says itself. `wal_autocheckpoint` is 0: no commit pays for a checkpoint by
//   surprise.
// - Everyone else opens read-only, in short transactions.
// - A Database and its Statements belong to one thread at a time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"

struct sqlite3_stmt;

namespace holdfast::store {

enum class Access { read_write, read_only };
/// What survives a power cut: `full` every commit, `normal` all but the last ones. Either way the
/// file stays consistent, and a killed process loses nothing.
enum class Durability { normal, full };
/// `secure` overwrites what is deleted with zeros.
enum class Erasure { plain, secure };
/// `passive` moves what it can without waiting; `truncate` waits for readers and empties the log.
enum class Checkpoint { passive, truncate };

struct DatabaseOptions {
  Access access = Access::read_write;
  Durability durability = Durability::full;
  Erasure erasure = Erasure::plain;
  int cache_kib = 8192;
};

/// What kind of file it is; kept in the file's own header, checked at every open.
struct FileFormat {
  std::string_view name;  // for messages: "journal"
  std::uint32_t application_id = 0;
  int version = 0;
  std::string_view schema;  // SQL that makes the tables
};

/// A prepared statement. Bound views must live until the statement is reset or has run; column
/// views live until the next step or reset. A failed bind is reported by the step that follows.
class Statement {
 public:
  Statement& bind(int index, std::int64_t value);
  Statement& bind_text(int index, std::string_view text);
  Statement& bind_blob(int index, std::string_view bytes);
  /// True while there is a row to read.
  [[nodiscard]] base::Result<bool> step();
  /// Steps to the end and resets, for statements that return nothing.
  [[nodiscard]] base::Result<void> run();
  void reset();

  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] std::string_view bytes(int column) const;
  [[nodiscard]] bool is_null(int column) const;

 private:
  friend class Database;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}

  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  int bind_status_ = 0;
};

/// Resets a statement that is kept for the next time, so that it holds no read transaction.
class ResetAtEnd {
 public:
  explicit ResetAtEnd(Statement& statement) : statement_(statement) {}
  ~ResetAtEnd() { statement_.reset(); }
  ResetAtEnd(const ResetAtEnd&) = delete;
  ResetAtEnd& operator=(const ResetAtEnd&) = delete;

 private:
  Statement& statement_;
};

class Database {
 public:
  /// Opens an existing file of this format. Errors: not_found; corrupt when it is no database, is
  /// empty or is another kind of file; unavailable when its version is unknown to this program.
  [[nodiscard]] static base::Result<Database> open(const std::filesystem::path& path,
                                                   const FileFormat& format,
                                                   const DatabaseOptions& options);
  /// As `open`, after making the file where there is none. It is made under another name and moved
  /// into place complete, so that an empty or half-made file is never taken for a new one.
  [[nodiscard]] static base::Result<Database> open_or_create(const std::filesystem::path& path,
                                                             const FileFormat& format,
                                                             const DatabaseOptions& options);

  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;
  ~Database();

  [[nodiscard]] base::Result<void> execute(const std::string& sql);
  [[nodiscard]] base::Result<Statement> prepare(std::string_view sql);
  /// Size of the write-ahead log after the last commit of this connection.
  [[nodiscard]] std::uint64_t wal_bytes() const;
  /// Only as the rules above allow. Errors: unavailable when readers kept `truncate` from ending.
  [[nodiscard]] base::Result<void> checkpoint(Checkpoint mode);

 private:
  struct Connection;
  explicit Database(std::unique_ptr<Connection> connection);
  static base::Result<Database> connect(const std::filesystem::path& path,
                                        const DatabaseOptions& options);

  std::unique_ptr<Connection> connection_;
};

/// Removes a database file with its log and index. Errors: io.
[[nodiscard]] base::Result<void> remove_database(const std::filesystem::path& path);

/// Rolls back unless committed.
class Transaction {
 public:
  enum class Kind { read, write };
  [[nodiscard]] static base::Result<Transaction> begin(Database& database, Kind kind);
  Transaction(Transaction&& other) noexcept;
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  [[nodiscard]] base::Result<void> commit();

 private:
  explicit Transaction(Database& database) : database_(&database) {}
  Database* database_;
};

}  // namespace holdfast::store
