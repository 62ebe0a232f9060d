#include "store/sqlite.hpp"

#include <fmt/format.h>
#include <sqlite3.h>
#include <utility>

#include "store/file.hpp"

namespace holdfast::store {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

constexpr int busy_wait_ms = 5000;
// A commit that overwrites blocks that are there need not wait for the file system to record new
// ones.
constexpr int wal_bytes_kept = 64 << 20;

ErrorCode code_of(int status) {
  switch (status & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
      return ErrorCode::corrupt;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return ErrorCode::unavailable;
    case SQLITE_TOOBIG:
      return ErrorCode::too_large;
    default:
      return ErrorCode::io;
  }
}

Error failure(sqlite3* handle, int status) {
  const char* path = sqlite3_db_filename(handle, "main");
  return Error{code_of(status),
               fmt::format("{}: {}", path == nullptr ? "database" : path, sqlite3_errmsg(handle))};
}

const char* not_null(std::string_view bytes) {
  // SQLite binds a null pointer as NULL, and an empty view may hold one.
  return bytes.data() == nullptr ? "" : bytes.data();
}

Result<std::int64_t> pragma_number(Database& database, std::string_view name) {
  auto statement = database.prepare(fmt::format("PRAGMA {}", name));
  if (!statement) {
    return statement.error();
  }
  const auto row = statement->step();
  if (!row) {
    return row.error();
  }
  return statement->integer(0);
}

Result<void> check_format(Database& database, const std::filesystem::path& path,
                          const FileFormat& format) {
  const auto kind = pragma_number(database, "application_id");
  if (!kind) {
    return kind.error();
  }
  if (*kind != static_cast<std::int64_t>(format.application_id)) {
    return Error{ErrorCode::corrupt, fmt::format("{} is not a Holdfast {}: it is empty or another "
                                                 "kind of file",
                                                 path.string(), format.name)};
  }
  const auto version = pragma_number(database, "user_version");
  if (!version) {
    return version.error();
  }
  if (*version != format.version) {
    return Error{ErrorCode::unavailable,
                 fmt::format("{} has {} format version {}; this program reads version {}",
                             path.string(), format.name, *version, format.version)};
  }
  return {};
}

}  // namespace

void Statement::Finalize::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

Statement& Statement::bind(int index, std::int64_t value) {
  const int status = sqlite3_bind_int64(statement_.get(), index, value);
  bind_status_ = bind_status_ == SQLITE_OK ? status : bind_status_;
  return *this;
}

Statement& Statement::bind_text(int index, std::string_view text) {
  const int status = sqlite3_bind_text64(statement_.get(), index, not_null(text), text.size(),
                                         SQLITE_STATIC, SQLITE_UTF8);
  bind_status_ = bind_status_ == SQLITE_OK ? status : bind_status_;
  return *this;
}

Statement& Statement::bind_blob(int index, std::string_view bytes) {
  const int status =
      sqlite3_bind_blob64(statement_.get(), index, not_null(bytes), bytes.size(), SQLITE_STATIC);
  bind_status_ = bind_status_ == SQLITE_OK ? status : bind_status_;
  return *this;
}

Result<bool> Statement::step() {
  sqlite3* handle = sqlite3_db_handle(statement_.get());
  base::check(bind_status_ != SQLITE_RANGE && bind_status_ != SQLITE_MISUSE, "SQL bind index");
  if (bind_status_ != SQLITE_OK) {
    return Error{code_of(bind_status_), sqlite3_errstr(bind_status_)};
  }
  const int status = sqlite3_step(statement_.get());
  if (status == SQLITE_ROW) {
    return true;
  }
  if (status == SQLITE_DONE) {
    return false;
  }
  auto error = failure(handle, status);
  sqlite3_reset(statement_.get());
  return error;
}

Result<void> Statement::run() {
  const ResetAtEnd at_end{*this};
  for (;;) {
    const auto row = step();
    if (!row) {
      return row.error();
    }
    if (!*row) {
      return {};
    }
  }
}

void Statement::reset() {
  sqlite3_reset(statement_.get());
  sqlite3_clear_bindings(statement_.get());
  bind_status_ = SQLITE_OK;
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

std::string_view Statement::bytes(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_.get(), column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
  return bytes == nullptr ? std::string_view{} : std::string_view{bytes, size};
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

struct Database::Connection {
  sqlite3* handle = nullptr;
  std::uint64_t wal_bytes = 0;

  Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  // close_v2: statements that outlive their database keep it alive instead of dangling.
  ~Connection() { sqlite3_close_v2(handle); }

  static int committed(void* self, sqlite3* handle, const char* /*schema*/, int pages) {
    static_cast<void>(handle);
    constexpr std::uint64_t frame_bytes = 4096 + 24;
    static_cast<Connection*>(self)->wal_bytes = static_cast<std::uint64_t>(pages) * frame_bytes;
    return SQLITE_OK;
  }
};

Database::Database(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

Result<Database> Database::connect(const std::filesystem::path& path,
                                   const DatabaseOptions& options) {
  const bool writes = options.access == Access::read_write;
  const int flags = (writes ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY) |
                    SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  auto connection = std::make_unique<Connection>();
  const int status = sqlite3_open_v2(path.c_str(), &connection->handle, flags, nullptr);
  if (status != SQLITE_OK) {
    return Error{code_of(status),
                 fmt::format("{}: {}", path.string(), sqlite3_errmsg(connection->handle))};
  }
  sqlite3_busy_timeout(connection->handle, busy_wait_ms);
  sqlite3_wal_hook(connection->handle, &Connection::committed, connection.get());
  Database database{std::move(connection)};
  auto settings = fmt::format("PRAGMA cache_size=-{};", options.cache_kib);
  if (writes) {
    settings += fmt::format(
        "PRAGMA journal_mode=WAL; PRAGMA journal_size_limit={}; PRAGMA synchronous={};"
        "PRAGMA secure_delete={};",
        wal_bytes_kept, options.durability == Durability::full ? "FULL" : "NORMAL",
        options.erasure == Erasure::secure ? "ON" : "OFF");
  } else {
    settings += "PRAGMA query_only=ON;";
  }
  if (auto set = database.execute(settings); !set) {
    return set.error();
  }
  return database;
}

Result<Database> Database::open(const std::filesystem::path& path, const FileFormat& format,
                                const DatabaseOptions& options) {
  std::error_code failed;
  const auto size = std::filesystem::file_size(path, failed);
  if (failed) {
    const bool is_missing = failed == std::errc::no_such_file_or_directory;
    return Error{is_missing ? ErrorCode::not_found : ErrorCode::io,
                 fmt::format("{}: {}", path.string(), failed.message())};
  }
  if (size == 0) {
    return Error{ErrorCode::corrupt,
                 fmt::format("{} is empty: what it held was lost", path.string())};
  }
  auto database = connect(path, options);
  if (!database) {
    return database;
  }
  if (auto fits = check_format(*database, path, format); !fits) {
    return fits.error();
  }
  return database;
}

Result<Database> Database::open_or_create(const std::filesystem::path& path,
                                          const FileFormat& format,
                                          const DatabaseOptions& options) {
  std::error_code failed;
  if (std::filesystem::exists(path, failed) || options.access == Access::read_only) {
    return open(path, format, options);
  }
  auto unfinished = path;
  unfinished += ".new";
  if (auto removed = remove_database(unfinished); !removed) {
    return removed.error();
  }
  {
    auto made = connect(unfinished, options);
    if (!made) {
      return made;
    }
    if (auto done =
            made->execute(fmt::format("BEGIN; {}; PRAGMA application_id={}; "
                                      "PRAGMA user_version={}; COMMIT;",
                                      format.schema, format.application_id, format.version));
        !done) {
      return done.error();
    }
    if (auto emptied = made->checkpoint(Checkpoint::truncate); !emptied) {
      return emptied.error();
    }
  }
  if (auto moved = rename_durably(unfinished, path); !moved) {
    return moved.error();
  }
  return open(path, format, options);
}

Result<void> Database::execute(const std::string& sql) {
  const int status = sqlite3_exec(connection_->handle, sql.c_str(), nullptr, nullptr, nullptr);
  if (status != SQLITE_OK) {
    return failure(connection_->handle, status);
  }
  return {};
}

Result<Statement> Database::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int status =
      sqlite3_prepare_v3(connection_->handle, sql.data(), static_cast<int>(sql.size()),
                         SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (status != SQLITE_OK) {
    return failure(connection_->handle, status);
  }
  return Statement{statement};
}

std::uint64_t Database::wal_bytes() const {
  return connection_->wal_bytes;
}

Result<void> Database::checkpoint(Checkpoint mode) {
  int frames = 0;
  int moved = 0;
  const int status = sqlite3_wal_checkpoint_v2(
      connection_->handle, "main",
      mode == Checkpoint::truncate ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE,
      &frames, &moved);
  if (status != SQLITE_OK) {
    return failure(connection_->handle, status);
  }
  if (frames == moved) {
    connection_->wal_bytes = 0;
  }
  return {};
}

Result<void> remove_database(const std::filesystem::path& path) {
  for (const auto* suffix : {"", "-wal", "-shm"}) {
    std::error_code failed;
    auto part = path;
    part += suffix;
    std::filesystem::remove(part, failed);
    if (failed) {
      return Error{ErrorCode::io, fmt::format("{}: {}", part.string(), failed.message())};
    }
  }
  return {};
}

Result<Transaction> Transaction::begin(Database& database, Kind kind) {
  if (auto begun = database.execute(kind == Kind::write ? "BEGIN IMMEDIATE" : "BEGIN"); !begun) {
    return begun.error();
  }
  return Transaction{database};
}

Transaction::Transaction(Transaction&& other) noexcept
    : database_(std::exchange(other.database_, nullptr)) {}

Transaction::~Transaction() {
  if (database_ != nullptr) {
    // A failed commit may already have rolled back; then this says so and nothing is lost.
    static_cast<void>(database_->execute("ROLLBACK"));
  }
}

Result<void> Transaction::commit() {
  if (auto done = database_->execute("COMMIT"); !done) {
    return done;
  }
  database_ = nullptr;
  return {};
}

}  // namespace holdfast::store
