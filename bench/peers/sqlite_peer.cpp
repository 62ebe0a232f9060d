// SQLite, in memory, through its own interface.
#include <algorithm>
#include <fmt/core.h>
#include <sqlite3.h>

#include "figure.hpp"
#include "peer.hpp"

namespace holdfast::bench {

namespace {

struct Close {
  void operator()(sqlite3* database) const { ::sqlite3_close_v2(database); }
  void operator()(sqlite3_stmt* statement) const { ::sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, Close>;
using Statement = std::unique_ptr<sqlite3_stmt, Close>;

constexpr const char* schema =
    "PRAGMA cache_size = -1000000;"
    "CREATE TABLE transfer(number INTEGER PRIMARY KEY, payer INTEGER, payee INTEGER, "
    "moment INTEGER, amount INTEGER, is_exit INTEGER);";
constexpr const char* insert = "INSERT INTO transfer VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
// No ANALYZE: with statistics its planner walks the whole index for each row that was reached.
constexpr const char* index = "CREATE INDEX by_payer ON transfer(payer, moment, payee, is_exit)";
constexpr int instructions_a_look_at_the_clock = 100'000;

class SqlitePeer : public Peer {
 public:
  SqlitePeer(Database database, base::Milliseconds limit)
      : database_(std::move(database)), limit_ms_(static_cast<double>(limit.count())) {
    ::sqlite3_progress_handler(database_.get(), instructions_a_look_at_the_clock, give_up, this);
  }
  [[nodiscard]] std::string name() const override { return "SQLite"; }
  [[nodiscard]] std::string about() const override {
    return fmt::format(
        "version {}, in memory, through its C interface; recursive query, prepared; covering index "
        "(payer, moment, payee, is_exit), no statistics, with which "
        "its planner does worse; loading binds rows that are in memory",
        ::sqlite3_libversion());
  }
  base::Result<double> load(const TransferSet& set) override;
  base::Result<Reply> ask(const Question& question) override;

 private:
  /// Not 0: the running statement is interrupted.
  static int give_up(void* self) {
    const auto* peer = static_cast<const SqlitePeer*>(self);
    return peer->deadline_ms_ > 0 && wall_ms() > peer->deadline_ms_ ? 1 : 0;
  }
  [[nodiscard]] base::Error error() const {
    return {base::ErrorCode::io, fmt::format("SQLite: {}", ::sqlite3_errmsg(database_.get()))};
  }
  [[nodiscard]] bool run(const char* sql) {
    return ::sqlite3_exec(database_.get(), sql, nullptr, nullptr, nullptr) == SQLITE_OK;
  }
  [[nodiscard]] Statement prepare(const std::string& sql) {
    sqlite3_stmt* made = nullptr;
    ::sqlite3_prepare_v3(database_.get(), sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &made,
                         nullptr);
    return Statement{made};
  }

  Database database_;
  Statement reach_;
  double limit_ms_;
  double deadline_ms_ = 0;  // 0: none
};

base::Result<double> SqlitePeer::load(const TransferSet& set) {
  const double begin = wall_ms();
  if (!run(schema) || !run("BEGIN")) {
    return error();
  }
  const Statement row = prepare(insert);
  if (!row) {
    return error();
  }
  for (std::size_t i = 0; i < set.transfers.size(); ++i) {
    const auto& one = set.transfers[i];
    ::sqlite3_bind_int64(row.get(), 1, static_cast<std::int64_t>(i));
    ::sqlite3_bind_int64(row.get(), 2, one.payer.value());
    ::sqlite3_bind_int64(row.get(), 3, one.payee.value());
    ::sqlite3_bind_int64(row.get(), 4, base::to_unix_ms(one.time));
    ::sqlite3_bind_int64(row.get(), 5, one.amount.value());
    ::sqlite3_bind_int64(row.get(), 6, fund::is_exit(one.kind) ? 1 : 0);
    if (::sqlite3_step(row.get()) != SQLITE_DONE) {
      return error();
    }
    ::sqlite3_reset(row.get());
  }
  if (!run("COMMIT") || !run(index)) {
    return error();
  }
  reach_ = prepare(reach_sql());
  if (!reach_) {
    return error();
  }
  return wall_ms() - begin;
}

base::Result<Reply> SqlitePeer::ask(const Question& question) {
  const double begin = wall_ms();
  deadline_ms_ = begin + limit_ms_;
  ::sqlite3_bind_int64(reach_.get(), 1, question.account.value());
  ::sqlite3_bind_int64(reach_.get(), 2, base::to_unix_ms(question.at));
  ::sqlite3_bind_int64(reach_.get(), 3, base::to_unix_ms(question.until));
  ::sqlite3_bind_int64(reach_.get(), 4, question.hops);
  Reply reply;
  int status = SQLITE_ROW;
  while ((status = ::sqlite3_step(reach_.get())) == SQLITE_ROW) {
    reply.accounts.push_back(static_cast<std::uint32_t>(::sqlite3_column_int64(reach_.get(), 0)));
  }
  ::sqlite3_reset(reach_.get());
  reply.ms = wall_ms() - begin;
  deadline_ms_ = 0;
  reply.is_over = status == SQLITE_INTERRUPT;
  if (status != SQLITE_DONE && !reply.is_over) {
    return error();
  }
  std::ranges::sort(reply.accounts);
  return reply;
}

}  // namespace

PeerResult make_sqlite(const PeerOptions& options) {
  sqlite3* opened = nullptr;
  const int status = ::sqlite3_open(":memory:", &opened);
  Database database{opened};
  if (status != SQLITE_OK) {
    return base::Error{base::ErrorCode::unavailable, "SQLite gives no database in memory"};
  }
  return std::unique_ptr<Peer>{std::make_unique<SqlitePeer>(std::move(database), options.limit)};
}

}  // namespace holdfast::bench
