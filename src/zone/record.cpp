#include "zone/record.hpp"

#include <algorithm>
#include <map>

#include "base/digest.hpp"
#include "store/sqlite.hpp"

namespace holdfast::zone {

namespace {

constexpr store::FileFormat record_format{.name = "record of the public zone",
                                          .application_id = 0x48465a52,  // "HFZR"
                                          .version = 1,
                                          .schema = R"sql(
CREATE TABLE box(only INTEGER PRIMARY KEY CHECK(only = 1), secret TEXT NOT NULL) STRICT;
CREATE TABLE published(place TEXT PRIMARY KEY, digest TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE lock(asked TEXT PRIMARY KEY, place TEXT NOT NULL, key BLOB NOT NULL)
  STRICT, WITHOUT ROWID;
CREATE TABLE batch(
  only INTEGER PRIMARY KEY CHECK(only = 1),
  number INTEGER NOT NULL,
  digest TEXT NOT NULL,
  bytes BLOB
) STRICT;
)sql"};

std::string digest_text(std::string_view bytes) {
  return base::to_hex(base::sha256(bytes));
}

}  // namespace

struct Record::State {
  State(store::Database opened, LetterBox with)
      : database(std::move(opened)), box(std::move(with)) {}

  base::Result<void> remember(const Change& change);

  store::Database database;
  LetterBox box;
  std::uint64_t number = 0;
  std::string last_digest;  // of the last batch
};

namespace {

/// The one secret; made and kept where there is none.
base::Result<LetterBox> box_in(store::Database& database) {
  auto read = database.prepare("SELECT secret FROM box");
  if (!read) {
    return read.error();
  }
  const auto row = read->step();
  if (!row) {
    return row.error();
  }
  if (*row) {
    return LetterBox::from_hex(read->bytes(0));
  }
  read->reset();
  auto box = LetterBox::generate();
  auto keep = database.prepare("INSERT INTO box VALUES(1, ?)");
  if (!keep) {
    return keep.error();
  }
  const auto secret = box.secret_hex();
  keep->bind_text(1, secret);
  if (const auto ok = keep->run(); !ok) {
    return ok.error();
  }
  return box;
}

}  // namespace

Record::Record(std::unique_ptr<State> state) : state_(std::move(state)) {}
Record::~Record() = default;

base::Result<std::unique_ptr<Record>> Record::open(const std::filesystem::path& file) {
  auto database = store::Database::open_or_create(file, record_format, {});
  if (!database) {
    return database.error();
  }
  auto box = box_in(*database);
  if (!box) {
    return box.error();
  }
  auto state = std::make_unique<State>(std::move(*database), *std::move(box));
  auto read = state->database.prepare("SELECT number, digest FROM batch");
  if (!read) {
    return read.error();
  }
  const auto row = read->step();
  if (!row) {
    return row.error();
  }
  if (*row) {
    state->number = static_cast<std::uint64_t>(read->integer(0));
    state->last_digest = read->bytes(1);
  }
  return std::unique_ptr<Record>{new Record{std::move(state)}};
}

const LetterBox& Record::box() const {
  return state_->box;
}

std::uint64_t Record::number() const {
  return state_->number;
}

base::Result<CodeLock> Record::lock(std::string_view kind, std::string_view code) {
  const auto asked = digest_text(std::string{kind} + '\n' + std::string{code});
  auto read = state_->database.prepare("SELECT place, key FROM lock WHERE asked = ?");
  if (!read) {
    return read.error();
  }
  read->bind_text(1, asked);
  const auto row = read->step();
  if (!row) {
    return row.error();
  }
  if (*row) {
    CodeLock lock;
    lock.place = read->bytes(0);
    std::ranges::copy(read->bytes(1), lock.key.writable().begin());
    return lock;
  }
  read->reset();
  auto made = lock_of(kind, code);
  auto keep = state_->database.prepare("INSERT INTO lock VALUES(?, ?, ?)");
  if (!made || !keep) {
    return !made ? made.error() : keep.error();
  }
  const auto key = made->key.view();
  keep->bind_text(1, asked)
      .bind_text(2, made->place)
      .bind_blob(3, std::string_view{reinterpret_cast<const char*>(key.data()), key.size()});
  if (const auto ok = keep->run(); !ok) {
    return ok.error();
  }
  return made;
}

base::Result<bool> Record::holds(std::string_view place, std::string_view plain) {
  auto read = state_->database.prepare("SELECT digest FROM published WHERE place = ?");
  if (!read) {
    return read.error();
  }
  read->bind_text(1, place);
  const auto row = read->step();
  if (!row) {
    return row.error();
  }
  return *row && read->bytes(0) == digest_text(plain);
}

base::Result<std::vector<std::string>> Record::places(std::string_view beginning) {
  auto read = state_->database.prepare(
      "SELECT place FROM published WHERE substr(place, 1, ?1) = ?2 ORDER BY place");
  if (!read) {
    return read.error();
  }
  read->bind(1, static_cast<std::int64_t>(beginning.size())).bind_text(2, beginning);
  std::vector<std::string> places;
  for (;;) {
    const auto row = read->step();
    if (!row) {
      return row.error();
    }
    if (!*row) {
      return places;
    }
    places.emplace_back(read->bytes(0));
  }
}

base::Result<void> Record::State::remember(const Change& change) {
  auto write = database.prepare(change.plain ? "INSERT OR REPLACE INTO published VALUES(?, ?)"
                                             : "DELETE FROM published WHERE place = ?");
  if (!write) {
    return write.error();
  }
  write->bind_text(1, change.leaf.place);
  const auto digest = change.plain ? digest_text(*change.plain) : std::string{};
  if (change.plain) {
    write->bind_text(2, digest);
  }
  return write->run();
}

base::Result<void> Record::add(const std::vector<Change>& changes, bool is_whole, base::Instant now,
                               const sign::PrivateKey& key) {
  auto& own = *state_;
  const auto waiting = on_its_way();
  if (!waiting || *waiting) {
    return !waiting ? waiting.error()
                    : base::Error{base::ErrorCode::conflict, "a batch is still on its way"};
  }
  Batch batch;
  batch.number = own.number + 1;
  batch.is_whole = is_whole;
  batch.previous = is_whole ? std::string{} : own.last_digest;
  batch.made_at = now;
  batch.slot = own.box.slot().hex();
  for (const auto& change : changes) {
    batch.leaves.push_back(change.leaf);
  }
  const auto bytes = write_batch(batch, key);
  const auto digest = zone::digest_of(bytes);
  auto transaction = store::Transaction::begin(own.database, store::Transaction::Kind::write);
  if (!transaction) {
    return transaction.error();
  }
  if (is_whole) {
    if (auto ok = own.database.execute("DELETE FROM published"); !ok) {
      return ok;
    }
  }
  for (const auto& change : changes) {
    if (auto ok = own.remember(change); !ok) {
      return ok;
    }
  }
  auto write = own.database.prepare("INSERT OR REPLACE INTO batch VALUES(1, ?, ?, ?)");
  if (!write) {
    return write.error();
  }
  write->bind(1, static_cast<std::int64_t>(batch.number)).bind_text(2, digest).bind_blob(3, bytes);
  if (auto ok = write->run(); !ok) {
    return ok;
  }
  if (auto ok = transaction->commit(); !ok) {
    return ok;
  }
  own.number = batch.number;
  own.last_digest = digest;
  return {};
}

base::Result<std::optional<Record::OnItsWay>> Record::on_its_way() {
  auto read = state_->database.prepare("SELECT number, bytes FROM batch WHERE bytes IS NOT NULL");
  if (!read) {
    return read.error();
  }
  const auto row = read->step();
  if (!row) {
    return row.error();
  }
  if (!*row) {
    return std::optional<OnItsWay>{};
  }
  return std::optional{
      OnItsWay{name_of(static_cast<std::uint64_t>(read->integer(0))), std::string{read->bytes(1)}}};
}

base::Result<void> Record::sent() {
  if (auto ok = state_->database.execute("UPDATE batch SET bytes = NULL"); !ok) {
    return ok;
  }
  return state_->database.checkpoint(store::Checkpoint::passive);
}

}  // namespace holdfast::zone
