#include "store/sqlite_projection.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <utility>

#include "base/log.hpp"
#include "store/projection_format.hpp"
#include "store/row_sql.hpp"

namespace holdfast::store {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using port::BatchSeq;
using port::ProjectionRow;

constexpr std::uint64_t wal_soft_limit = 8ULL << 20;
constexpr std::uint64_t wal_hard_limit = 64ULL << 20;

std::vector<std::string> distinct_terms(std::vector<std::string> terms) {
  std::ranges::sort(terms);
  terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
  return terms;
}

/// "5:hello3:abc": whatever a term holds, it comes back.
std::string join(const std::vector<std::string>& terms) {
  std::string joined;
  for (const auto& term : terms) {
    joined += fmt::format("{}:{}", term.size(), term);
  }
  return joined;
}

/// Nothing when the text is not what `join` makes.
std::optional<std::vector<std::string>> split(std::string_view joined) {
  std::vector<std::string> terms;
  while (!joined.empty()) {
    std::size_t size = 0;
    const auto read = std::from_chars(joined.data(), joined.data() + joined.size(), size);
    joined.remove_prefix(static_cast<std::size_t>(read.ptr - joined.data()));
    if (read.ec != std::errc{} || !joined.starts_with(':') || size > joined.size() - 1) {
      return std::nullopt;
    }
    terms.emplace_back(joined.substr(1, size));
    joined.remove_prefix(1 + size);
  }
  return terms;
}

/// Little-endian, whatever the machine.
std::string packed(const std::vector<std::uint32_t>& words) {
  std::string bytes;
  bytes.reserve(4 * words.size());
  for (const auto word : words) {
    for (int shift = 0; shift < 32; shift += 8) {
      bytes.push_back(static_cast<char>(word >> shift & 0xFFU));
    }
  }
  return bytes;
}

std::vector<std::uint32_t> unpacked(std::string_view bytes) {
  std::vector<std::uint32_t> words(bytes.size() / 4);
  for (std::size_t i = 0; i < 4 * words.size(); ++i) {
    words[i / 4] |= std::uint32_t{static_cast<unsigned char>(bytes[i])} << (8 * (i % 4));
  }
  return words;
}

Result<void> check_sound(Database& database, const std::filesystem::path& path) {
  auto check = database.prepare("PRAGMA quick_check(1)");
  if (!check) {
    return check.error();
  }
  const auto row = check->step();
  if (!row) {
    return row.error();
  }
  if (!*row || check->bytes(0) != "ok") {
    return Error{ErrorCode::corrupt,
                 fmt::format("{}: {}", path.string(), *row ? check->bytes(0) : "no answer")};
  }
  return {};
}

}  // namespace

SqliteProjection::SqliteProjection(Database database, Statements statements)
    : database_(std::move(database)), statements_(std::move(statements)) {}

Result<std::unique_ptr<SqliteProjection>> SqliteProjection::open(
    const std::filesystem::path& path) {
  auto opened = open_sound(path);
  if (opened.ok() || (opened.error().code != ErrorCode::corrupt &&
                      opened.error().code != ErrorCode::unavailable)) {
    return opened;
  }
  base::log_warn("projection made anew: {}", opened.error().message);
  if (auto removed = remove_database(path); !removed) {
    return removed.error();
  }
  return open_sound(path);
}

Result<std::unique_ptr<SqliteProjection>> SqliteProjection::open_sound(
    const std::filesystem::path& path) {
  auto database = Database::open_or_create(path, projection_format,
                                           {.durability = Durability::normal, .cache_kib = 32768});
  if (!database) {
    return database.error();
  }
  if (auto sound = check_sound(*database, path); !sound) {
    return sound.error();
  }
  auto statements = prepare(*database);
  if (!statements) {
    return statements.error();
  }
  std::unique_ptr<SqliteProjection> projection{
      new SqliteProjection{std::move(*database), std::move(*statements)}};
  if (auto loaded = projection->load_applied(); !loaded) {
    return loaded.error();
  }
  return projection;
}

Result<SqliteProjection::Statements> SqliteProjection::prepare(Database& database) {
  constexpr std::array<std::string_view, 8> sql{
      "SELECT key, at_ms, state, terms, words FROM row WHERE kind = ?1 AND id = ?2",
      "INSERT INTO row VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) RETURNING key",
      "UPDATE row SET kind = ?2, id = ?3, seq = ?4, parent = ?5, state = ?6, at_ms = ?7,"
      " amount_fen = ?8, terms = ?9, words = ?10, doc = ?11 WHERE key = ?1",
      "INSERT OR IGNORE INTO term VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
      "DELETE FROM term WHERE term = ?1 AND at_ms = ?2 AND id = ?3 AND row = ?4",
      "INSERT INTO word(rowid, words) VALUES(?1, ?2)",
      "INSERT INTO word(word, rowid, words) VALUES('delete', ?1, ?2)",
      "UPDATE applied SET seq = ?1"};
  std::vector<Statement> made;
  for (const auto text : sql) {
    auto statement = database.prepare(text);
    if (!statement) {
      return statement.error();
    }
    made.push_back(std::move(*statement));
  }
  return Statements{.find_row = std::move(made[0]),
                    .insert_row = std::move(made[1]),
                    .update_row = std::move(made[2]),
                    .insert_term = std::move(made[3]),
                    .delete_term = std::move(made[4]),
                    .insert_words = std::move(made[5]),
                    .delete_words = std::move(made[6]),
                    .set_applied = std::move(made[7])};
}

Result<void> SqliteProjection::load_applied() {
  auto query = database_.prepare("SELECT seq FROM applied");
  if (!query) {
    return query.error();
  }
  const auto row = query->step();
  if (!row) {
    return row.error();
  }
  if (!*row) {
    return Error{ErrorCode::corrupt, "the projection does not say what it has applied"};
  }
  applied_ = static_cast<BatchSeq>(query->integer(0));
  return {};
}

Result<void> SqliteProjection::apply(BatchSeq seq, const std::vector<ProjectionRow>& rows) {
  base::check(seq >= applied_, "a projection never goes back");
  auto transaction = Transaction::begin(database_, Transaction::Kind::write);
  if (!transaction) {
    return transaction.error();
  }
  for (const auto& row : rows) {
    if (auto stored = put(seq, row); !stored) {
      return stored;
    }
  }
  statements_.set_applied.bind(1, static_cast<std::int64_t>(seq));
  if (auto set = statements_.set_applied.run(); !set) {
    return set;
  }
  if (auto committed = transaction->commit(); !committed) {
    return committed;
  }
  applied_ = seq;
  if (database_.wal_bytes() > wal_hard_limit) {
    return database_.checkpoint(Checkpoint::passive);
  }
  return {};
}

Result<void> SqliteProjection::put(BatchSeq seq, const ProjectionRow& row) {
  Stored old;
  {
    auto& find = statements_.find_row;
    const ResetAtEnd at_end{find};
    find.bind_text(1, row.kind).bind_text(2, row.id);
    const auto found = find.step();
    if (!found) {
      return found.error();
    }
    old.terms.emplace();
    if (*found) {
      old = {find.integer(0),      find.integer(1),           row.id, std::string{find.bytes(2)},
             split(find.bytes(3)), std::string{find.bytes(4)}};
    }
  }
  Stored now{old.key,
             row.at_ms,
             row.id,
             row.state,
             distinct_terms(row.terms),
             row.words ? packed(*row.words) : old.words};
  const auto key = store_row(seq, row, now);
  if (!key) {
    return key.error();
  }
  now.key = *key;
  if (auto moved = move_terms(row.kind, old, now); !moved) {
    return moved;
  }
  return move_words(row.kind, old, now);
}

/// Runs the insert (key 0: SQLite gives one) or the update; the row's key.
Result<std::int64_t> SqliteProjection::store_row(BatchSeq seq, const ProjectionRow& row,
                                                 const Stored& now) {
  auto& statement = now.key == 0 ? statements_.insert_row : statements_.update_row;
  const auto joined = join(*now.terms);
  const ResetAtEnd at_end{statement};
  if (now.key != 0) {
    statement.bind(1, now.key);
  }
  statement.bind_text(2, row.kind)
      .bind_text(3, row.id)
      .bind(4, static_cast<std::int64_t>(seq))
      .bind_text(5, row.parent)
      .bind_text(6, row.state)
      .bind(7, row.at_ms)
      .bind(8, row.amount_fen)
      .bind_text(9, joined)
      .bind_blob(10, now.words)
      .bind_text(11, row.doc);
  const auto stepped = statement.step();
  if (!stepped) {
    return stepped.error();
  }
  return *stepped ? statement.integer(0) : now.key;
}

Result<void> SqliteProjection::move_terms(const std::string& kind, const Stored& old,
                                          const Stored& now) {
  if (!old.terms) {
    // A damaged row does not say what its terms were: look for them everywhere.
    if (auto forgotten = forget_terms(now.key); !forgotten) {
      return forgotten;
    }
    return add_terms(kind, now, *now.terms);
  }
  std::vector<std::string> gone = *old.terms;
  std::vector<std::string> added = *now.terms;
  if (old.at_ms == now.at_ms && old.state == now.state) {
    gone.clear();
    added.clear();
    std::ranges::set_difference(*old.terms, *now.terms, std::back_inserter(gone));
    std::ranges::set_difference(*now.terms, *old.terms, std::back_inserter(added));
  }
  if (auto removed = remove_terms(old, gone); !removed) {
    return removed;
  }
  return add_terms(kind, now, added);
}

Result<void> SqliteProjection::forget_terms(std::int64_t key) {
  auto remove = database_.prepare("DELETE FROM term WHERE row = ?1");
  if (!remove) {
    return remove.error();
  }
  remove->bind(1, key);
  return remove->run();
}

Result<void> SqliteProjection::remove_terms(const Stored& row,
                                            const std::vector<std::string>& terms) {
  auto& statement = statements_.delete_term;
  for (const auto& term : terms) {
    statement.bind_text(1, term).bind(2, row.at_ms).bind_text(3, row.id).bind(4, row.key);
    if (auto done = statement.run(); !done) {
      return done;
    }
  }
  return {};
}

Result<void> SqliteProjection::add_terms(const std::string& kind, const Stored& row,
                                         const std::vector<std::string>& terms) {
  auto& statement = statements_.insert_term;
  for (const auto& term : terms) {
    statement.bind_text(1, term).bind(2, row.at_ms).bind_text(3, row.id).bind(4, row.key);
    statement.bind_text(5, kind).bind_text(6, row.state);
    if (auto done = statement.run(); !done) {
      return done;
    }
  }
  return {};
}

Result<void> SqliteProjection::move_words(const std::string& kind, const Stored& old,
                                          const Stored& now) {
  if (old.words == now.words && old.state == now.state) {
    return {};
  }
  for (const auto& [statement, row] :
       {std::pair{&statements_.delete_words, &old}, {&statements_.insert_words, &now}}) {
    const auto tokens = word_tokens(unpacked(row->words), kind, row->state);
    if (tokens.empty()) {
      continue;
    }
    statement->bind(1, now.key).bind_text(2, tokens);
    if (auto done = statement->run(); !done) {
      return done;
    }
  }
  return {};
}

Result<void> SqliteProjection::clear() {
  auto transaction = Transaction::begin(database_, Transaction::Kind::write);
  if (!transaction) {
    return transaction.error();
  }
  if (auto emptied = database_.execute(
          "INSERT INTO word(word) VALUES('delete-all'); DELETE FROM term; DELETE FROM row;"
          " UPDATE applied SET seq = 0");
      !emptied) {
    return emptied;
  }
  if (auto committed = transaction->commit(); !committed) {
    return committed;
  }
  applied_ = 0;
  return {};
}

Result<bool> SqliteProjection::checkpoint_if_due() {
  if (database_.wal_bytes() < wal_soft_limit) {
    return false;
  }
  if (auto moved = database_.checkpoint(Checkpoint::passive); !moved) {
    return moved.error();
  }
  return true;
}

}  // namespace holdfast::store
