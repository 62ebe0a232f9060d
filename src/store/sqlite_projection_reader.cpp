#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "store/projection_format.hpp"
#include "store/row_cursor.hpp"
#include "store/row_sql.hpp"
#include "store/sqlite_projection.hpp"

namespace holdfast::store {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using port::BatchSeq;
using port::RowPage;
using port::RowQuery;

constexpr std::size_t limit_max = 1000;

Result<std::int64_t> single_number(Statement& statement) {
  const auto row = statement.step();
  if (!row) {
    return row.error();
  }
  return *row ? statement.integer(0) : 0;
}

Result<void> check_query(const RowQuery& query) {
  constexpr std::size_t states_max = 100;
  if (query.limit == 0 || query.limit > limit_max) {
    return Error{ErrorCode::bad_input, fmt::format("limit must be 1 to {}", limit_max), "limit"};
  }
  if (query.states.size() > states_max) {
    return Error{ErrorCode::bad_input, fmt::format("at most {} states", states_max), "state"};
  }
  if (!query.words.empty() && (query.term || query.order != port::RowOrder::newest_first)) {
    return Error{ErrorCode::bad_input, "words go without a term, the newest first", "q"};
  }
  return {};
}

/// Fills docs and next_cursor: one row more than asked for tells whether there is a next page.
Result<void> read_page(Statement& rows, const RowQuery& query, RowPage& page) {
  RowPosition last;
  for (;;) {
    const auto row = rows.step();
    if (!row) {
      return row.error();
    }
    if (!*row) {
      return {};
    }
    if (page.docs.size() == query.limit) {
      page.next_cursor = encode_cursor(query, last);
      return {};
    }
    page.docs.emplace_back(rows.bytes(0));
    last = {.sort_value = rows.integer(1), .id = std::string{rows.bytes(2)}};
  }
}

}  // namespace

/// A connection for the length of one call. One that met an error is closed, not given back.
class SqliteProjectionReader::Lease {
 public:
  Lease(SqliteProjectionReader& reader, std::unique_ptr<Connection> connection)
      : reader_(reader), connection_(std::move(connection)) {}
  ~Lease() {
    if (is_sound_) {
      reader_.give_back(std::move(connection_));
    }
  }
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;
  Connection* operator->() { return connection_.get(); }
  void mark_sound() { is_sound_ = true; }

 private:
  SqliteProjectionReader& reader_;
  std::unique_ptr<Connection> connection_;
  bool is_sound_ = false;
};

Result<Statement*> SqliteProjectionReader::Connection::prepared(const std::string& sql) {
  auto found = statements.find(sql);
  if (found == statements.end()) {
    auto statement = database.prepare(sql);
    if (!statement) {
      return statement.error();
    }
    found = statements.emplace(sql, std::move(*statement)).first;
  }
  return &found->second;
}

SqliteProjectionReader::SqliteProjectionReader(std::filesystem::path path)
    : path_(std::move(path)) {}

SqliteProjectionReader::~SqliteProjectionReader() = default;

Result<std::unique_ptr<SqliteProjectionReader>> SqliteProjectionReader::open(
    const std::filesystem::path& path) {
  std::unique_ptr<SqliteProjectionReader> reader{new SqliteProjectionReader{path}};
  auto first = reader->borrow();
  if (!first) {
    return first.error();
  }
  reader->give_back(std::move(*first));
  return reader;
}

Result<std::unique_ptr<SqliteProjectionReader::Connection>> SqliteProjectionReader::borrow() {
  {
    const std::lock_guard guard{mutex_};
    if (!idle_.empty()) {
      auto connection = std::move(idle_.back());
      idle_.pop_back();
      return connection;
    }
  }
  auto database = Database::open(path_, projection_format, {.access = Access::read_only});
  if (!database) {
    return database.error();
  }
  return std::unique_ptr<Connection>{
      new Connection{.database = std::move(*database), .statements = {}}};
}

void SqliteProjectionReader::give_back(std::unique_ptr<Connection> connection) {
  constexpr std::size_t idle_max = 16;
  constexpr std::size_t statements_max = 200;
  if (connection->statements.size() > statements_max) {
    connection->statements.clear();
  }
  const std::lock_guard guard{mutex_};
  if (idle_.size() < idle_max) {
    idle_.push_back(std::move(connection));
  }
}

Result<RowPage> SqliteProjectionReader::list(const RowQuery& query) {
  if (auto fits = check_query(query); !fits) {
    return fits.error();
  }
  RowPosition after;
  if (!query.cursor.empty()) {
    auto decoded = decode_cursor(query);
    if (!decoded) {
      return decoded.error();
    }
    after = std::move(*decoded);
  }
  auto borrowed = borrow();
  if (!borrowed) {
    return borrowed.error();
  }
  Lease connection{*this, std::move(*borrowed)};
  const auto seq = connection->prepared("SELECT seq FROM applied");
  const auto count = connection->prepared(count_sql(query));
  for (const auto* statement : {&seq, &count}) {
    if (!*statement) {
      return statement->error();
    }
  }
  // One read transaction: page, total and seq are of the same moment.
  auto transaction = Transaction::begin(connection->database, Transaction::Kind::read);
  if (!transaction) {
    return transaction.error();
  }
  const ResetAtEnd seq_end{**seq};
  const ResetAtEnd count_end{**count};
  RowPage page;
  const auto applied = single_number(**seq);
  if (!applied) {
    return applied.error();
  }
  page.seq = static_cast<BatchSeq>(*applied);
  const auto match = query.words.empty() ? std::string{} : word_match(query);
  bind_count(**count, query, match);
  const auto total = single_number(**count);
  if (!total) {
    return total.error();
  }
  page.total = std::min(static_cast<std::uint64_t>(*total), counted_to(query));
  page.total_is_least = static_cast<std::uint64_t>(*total) > page.total;
  const auto rows = connection->prepared(page_sql(query, page.total_is_least));
  if (!rows) {
    return rows.error();
  }
  const ResetAtEnd rows_end{**rows};
  bind_page(**rows, query, after, match);
  if (auto read = read_page(**rows, query, page); !read) {
    return read.error();
  }
  connection.mark_sound();
  return page;
}

Result<std::string> SqliteProjectionReader::find(std::string_view kind, std::string_view id) {
  auto borrowed = borrow();
  if (!borrowed) {
    return borrowed.error();
  }
  Lease connection{*this, std::move(*borrowed)};
  const auto query = connection->prepared("SELECT doc FROM row WHERE kind = ?1 AND id = ?2");
  if (!query) {
    return query.error();
  }
  const ResetAtEnd at_end{**query};
  (*query)->bind_text(1, kind).bind_text(2, id);
  const auto row = (*query)->step();
  if (!row) {
    return row.error();
  }
  connection.mark_sound();
  if (!*row) {
    return Error{ErrorCode::not_found, fmt::format("there is no {} {}", kind, id)};
  }
  return std::string{(*query)->bytes(0)};
}

}  // namespace holdfast::store
