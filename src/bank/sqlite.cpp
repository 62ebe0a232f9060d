// See sqlite.hpp.
#include "bank/sqlite.hpp"

#include <fmt/core.h>
#include <sqlite3.h>
#include <stdexcept>

#include "base/check.hpp"

namespace holdfast::bank {

struct Database::State {
  sqlite3* handle = nullptr;
  std::string path;
  std::map<std::string, sqlite3_stmt*> statements;

  ~State() {
    for (const auto& entry : statements) sqlite3_finalize(entry.second);
    sqlite3_close(handle);
  }
  [[noreturn]] void fail(std::string_view what) const {
    throw std::runtime_error(fmt::format("{}: {}: {}", path, what, sqlite3_errmsg(handle)));
  }
};

std::int64_t Row::number(std::size_t column) const {
  const auto* value = std::get_if<std::int64_t>(&values_.at(column));
  return value != nullptr ? *value : 0;
}

const std::string& Row::text(std::size_t column) const {
  static const std::string nothing;
  const auto* value = std::get_if<std::string>(&values_.at(column));
  return value != nullptr ? *value : nothing;
}

Database::Database(std::unique_ptr<State> state) : state_(std::move(state)) {}
Database::~Database() = default;

base::Result<std::unique_ptr<Database>> Database::open(const std::string& path) {
  auto state = std::make_unique<State>();
  state->path = path.empty() ? ":memory:" : path;
  if (sqlite3_open(state->path.c_str(), &state->handle) != SQLITE_OK) {
    return base::Error{base::ErrorCode::io, fmt::format("cannot open {}: {}", state->path,
                                                        sqlite3_errmsg(state->handle))};
  }
  std::unique_ptr<Database> database{new Database(std::move(state))};
  try {
    // An exclusive lock: two processes on one ledger would each execute an order.
    database->script(
        "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        "PRAGMA foreign_keys=ON; BEGIN IMMEDIATE; COMMIT;");
  } catch (const std::runtime_error& error) {
    return base::Error{base::ErrorCode::io, error.what()};
  }
  return database;
}

void Database::script(const std::string& sql) {
  if (sqlite3_exec(state_->handle, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    state_->fail("cannot run a script");
  }
}

std::vector<Row> Database::run(const std::string& sql, const std::vector<SqlValue>& parameters) {
  sqlite3_stmt*& statement = state_->statements[sql];
  if (statement == nullptr &&
      sqlite3_prepare_v3(state_->handle, sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &statement,
                         nullptr) != SQLITE_OK) {
    state_->fail(sql);
  }
  base::check(sqlite3_bind_parameter_count(statement) == static_cast<int>(parameters.size()),
              "a statement got another number of parameters than it has");
  int at = 0;
  for (const SqlValue& value : parameters) {
    ++at;
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      sqlite3_bind_int64(statement, at, *number);
    } else {
      const std::string& text = std::get<std::string>(value);
      sqlite3_bind_text(statement, at, text.data(), static_cast<int>(text.size()),
                        SQLITE_TRANSIENT);
    }
  }
  std::vector<Row> rows;
  int step = sqlite3_step(statement);
  for (; step == SQLITE_ROW; step = sqlite3_step(statement)) {
    std::vector<SqlValue> values;
    for (int column = 0; column < sqlite3_column_count(statement); ++column) {
      if (sqlite3_column_type(statement, column) == SQLITE_TEXT) {
        const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
        values.emplace_back(
            std::string{text, static_cast<std::size_t>(sqlite3_column_bytes(statement, column))});
      } else {
        values.emplace_back(static_cast<std::int64_t>(sqlite3_column_int64(statement, column)));
      }
    }
    rows.emplace_back(std::move(values));
  }
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  if (step != SQLITE_DONE) state_->fail("cannot run a statement");
  return rows;
}

std::int64_t Database::last_insert_id() const {
  return sqlite3_last_insert_rowid(state_->handle);
}
std::int64_t Database::changes() const {
  return sqlite3_changes64(state_->handle);
}

}  // namespace holdfast::bank
