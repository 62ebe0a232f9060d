#include "zone/shelf.hpp"

#include <fmt/format.h>

#include "store/sqlite.hpp"

namespace holdfast::zone {

namespace {

constexpr store::FileFormat shelf_format{.name = "shelf of the public zone",
                                         .application_id = 0x48465a53,  // "HFZS"
                                         .version = 1,
                                         .schema = R"sql(
CREATE TABLE leaf(place TEXT PRIMARY KEY, body BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE standing(
  only INTEGER PRIMARY KEY CHECK(only = 1),
  number INTEGER NOT NULL,
  made_ms INTEGER NOT NULL,
  slot TEXT NOT NULL,
  digest TEXT NOT NULL
) STRICT;
)sql"};

}  // namespace

struct Shelf::State {
  explicit State(store::Database opened) : database(std::move(opened)) {}

  base::Result<void> prepare();
  base::Result<void> write(const Batch& batch, std::string_view digest);

  mutable std::mutex mutex;
  store::Database database;
  std::optional<store::Statement> find;
  std::optional<store::Statement> put;
  std::optional<store::Statement> drop;
  Standing standing;
};

base::Result<void> Shelf::State::prepare() {
  const auto make = [this](std::optional<store::Statement>& into, std::string_view sql) {
    auto made = database.prepare(sql);
    if (!made) {
      return base::Result<void>{made.error()};
    }
    into.emplace(std::move(*made));
    return base::Result<void>{};
  };
  for (auto&& made : {make(find, "SELECT body FROM leaf WHERE place = ?"),
                      make(put, "INSERT OR REPLACE INTO leaf VALUES(?, ?)"),
                      make(drop, "DELETE FROM leaf WHERE place = ?")}) {
    if (!made) {
      return made;
    }
  }
  auto read = database.prepare("SELECT number, made_ms, slot, digest FROM standing");
  if (!read) {
    return read.error();
  }
  const auto row = read->step();
  if (!row) {
    return row.error();
  }
  if (*row) {
    standing = {static_cast<std::uint64_t>(read->integer(0)), base::from_unix_ms(read->integer(1)),
                std::string{read->bytes(2)}, std::string{read->bytes(3)}};
  }
  return {};
}

base::Result<void> Shelf::State::write(const Batch& batch, std::string_view digest) {
  auto transaction = store::Transaction::begin(database, store::Transaction::Kind::write);
  if (!transaction) {
    return transaction.error();
  }
  if (batch.is_whole) {
    if (auto ok = database.execute("DELETE FROM leaf"); !ok) {
      return ok;
    }
  }
  for (const auto& leaf : batch.leaves) {
    auto& statement = leaf.body ? *put : *drop;
    statement.bind_text(1, leaf.place);
    if (leaf.body) {
      statement.bind_blob(2, *leaf.body);
    }
    if (auto ok = statement.run(); !ok) {
      return ok;
    }
  }
  auto mark = database.prepare("INSERT OR REPLACE INTO standing VALUES(1, ?, ?, ?, ?)");
  if (!mark) {
    return mark.error();
  }
  mark->bind(1, static_cast<std::int64_t>(batch.number))
      .bind(2, base::to_unix_ms(batch.made_at))
      .bind_text(3, batch.slot)
      .bind_text(4, digest);
  if (auto ok = mark->run(); !ok) {
    return ok;
  }
  return transaction->commit();
}

Shelf::Shelf(std::unique_ptr<State> state) : state_(std::move(state)) {}
Shelf::~Shelf() = default;

base::Result<std::unique_ptr<Shelf>> Shelf::open(const std::filesystem::path& file) {
  auto database = store::Database::open_or_create(file, shelf_format, {});
  if (!database) {
    return database.error();
  }
  auto state = std::make_unique<State>(std::move(*database));
  if (const auto ok = state->prepare(); !ok) {
    return ok.error();
  }
  return std::unique_ptr<Shelf>{new Shelf{std::move(state)}};
}

Shelf::Standing Shelf::standing() const {
  const std::scoped_lock held{state_->mutex};
  return state_->standing;
}

base::Result<bool> Shelf::take(const Batch& batch, std::string_view digest) {
  const std::scoped_lock held{state_->mutex};
  auto& standing = state_->standing;
  if (batch.number <= standing.number) {
    return false;
  }
  if (!batch.is_whole &&
      (batch.number != standing.number + 1 || batch.previous != standing.digest)) {
    return base::Error{base::ErrorCode::conflict,
                       fmt::format("batch {} does not follow batch {}, which was taken last",
                                   batch.number, standing.number)};
  }
  if (const auto written = state_->write(batch, digest); !written) {
    return written.error();
  }
  standing = {batch.number, batch.made_at, batch.slot, std::string{digest}};
  // What a commit left in the log goes into the file: there is no other writer.
  if (const auto moved = state_->database.checkpoint(store::Checkpoint::passive); !moved) {
    return moved.error();
  }
  return true;
}

base::Result<void> Shelf::lend(std::string_view place, std::string_view body) {
  const std::scoped_lock held{state_->mutex};
  auto put = state_->database.prepare("INSERT OR IGNORE INTO leaf VALUES(?, ?)");
  if (!put) {
    return put.error();
  }
  put->bind_text(1, place).bind_blob(2, body);
  return put->run();
}

base::Result<std::optional<std::string>> Shelf::find(std::string_view place) const {
  const std::scoped_lock held{state_->mutex};
  auto& statement = *state_->find;
  const store::ResetAtEnd reset{statement};
  statement.bind_text(1, place);
  const auto row = statement.step();
  if (!row) {
    return row.error();
  }
  return *row ? std::optional{std::string{statement.bytes(0)}} : std::nullopt;
}

}  // namespace holdfast::zone
