#include "store/key_store.hpp"

#include <fmt/format.h>
#include <sodium.h>
#include <utility>

#include "store/master_key.hpp"

namespace holdfast::store {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using port::SubjectId;

constexpr FileFormat keys_format{.name = "key store",
                                 .application_id = 0x48464b53,  // "HFKS"
                                 .version = 1,
                                 .schema = R"sql(
CREATE TABLE master(
  only INTEGER PRIMARY KEY CHECK(only = 1),
  proof BLOB NOT NULL
) STRICT;
CREATE TABLE key(subject INTEGER PRIMARY KEY, wrapped BLOB NOT NULL) STRICT;
CREATE TABLE destroyed(subject INTEGER PRIMARY KEY) STRICT;
)sql"};

constexpr std::string_view proof_text = "holdfast key store";
constexpr std::uint64_t proof_number = 0;
constexpr std::uint64_t wal_soft_limit = 3ULL << 20;  // as the journal's
constexpr std::uint64_t wal_hard_limit = 64ULL << 20;

std::string_view as_text(KeyView key) {
  return {reinterpret_cast<const char*>(key.data()), key.size()};
}

std::int64_t as_column(SubjectId subject) {
  return static_cast<std::int64_t>(subject.value());
}

SubjectId as_subject(std::int64_t column) {
  return SubjectId{static_cast<std::uint64_t>(column)};
}

Result<SecretKey> master_for(const KeyStoreFiles& files) {
  auto master = read_master_key(files.master_key);
  if (master.ok() || master.error().code != ErrorCode::not_found) {
    return master;
  }
  std::error_code failed;
  if (std::filesystem::exists(files.keys, failed)) {
    return Error{ErrorCode::not_found,
                 fmt::format("{} is missing, and without it the keys in {} cannot be used; restore "
                             "it from its backup",
                             files.master_key.string(), files.keys.string())};
  }
  return create_master_key(files.master_key);
}

}  // namespace

SqliteKeyStore::SqliteKeyStore(LockFile lock, Database database, const SecretKey& master)
    : lock_(std::move(lock)),
      wrap_key_(derive_key(master.view(), KeyUse::wrap)),
      search_key_(derive_key(master.view(), KeyUse::search)),
      database_(std::move(database)) {}

Result<std::unique_ptr<SqliteKeyStore>> SqliteKeyStore::open(const KeyStoreFiles& files) {
  auto lock = LockFile::take(files.keys);
  if (!lock) {
    return lock.error();
  }
  const auto master = master_for(files);
  if (!master) {
    return master.error();
  }
  auto database = Database::open_or_create(files.keys, keys_format, {.erasure = Erasure::secure});
  if (!database) {
    return database.error();
  }
  std::unique_ptr<SqliteKeyStore> store{
      new SqliteKeyStore{std::move(*lock), std::move(*database), *master}};
  if (auto matches = store->check_master(files); !matches) {
    return matches.error();
  }
  if (auto loaded = store->load(); !loaded) {
    return loaded.error();
  }
  // A crash inside `destroy` may have left bytes in the log.
  if (auto scrubbed = store->scrub(); !scrubbed) {
    return scrubbed.error();
  }
  return store;
}

Result<void> SqliteKeyStore::check_master(const KeyStoreFiles& files) {
  auto query = database_.prepare("SELECT proof FROM master");
  if (!query) {
    return query.error();
  }
  const auto row = query->step();
  if (!row) {
    return row.error();
  }
  if (*row) {
    const auto proof = open_with(wrap_key_.view(), proof_number, query->bytes(0));
    if (!proof || *proof != proof_text) {
      return Error{ErrorCode::corrupt, fmt::format("{} is not the master key that {} was made with",
                                                   files.master_key.string(), files.keys.string())};
    }
    return {};
  }
  const auto proof = seal_with(wrap_key_.view(), random_nonce(), proof_number, proof_text);
  auto insert = database_.prepare("INSERT INTO master VALUES(1, ?1)");
  if (!insert) {
    return insert.error();
  }
  insert->bind_blob(1, proof);
  return insert->run();
}

Result<void> SqliteKeyStore::load() {
  auto query = database_.prepare(
      "SELECT subject, wrapped FROM key UNION ALL SELECT subject, NULL FROM destroyed");
  if (!query) {
    return query.error();
  }
  for (;;) {
    const auto row = query->step();
    if (!row) {
      return row.error();
    }
    if (!*row) {
      return {};
    }
    const auto subject = as_subject(query->integer(0));
    if (query->is_null(1)) {
      keys_.destroy(subject);
      continue;
    }
    auto key = open_with(wrap_key_.view(), subject.value(), query->bytes(1));
    if (!key || key->size() != key_bytes) {
      return Error{ErrorCode::corrupt,
                   fmt::format("the key of subject {:x} is damaged", subject.value())};
    }
    keys_.insert(subject, KeyView{reinterpret_cast<const std::uint8_t*>(key->data()), key_bytes});
    sodium_memzero(key->data(), key->size());
  }
}

std::string SqliteKeyStore::seal(SubjectId subject, std::string_view plain) {
  {
    const std::shared_lock guard{keys_mutex_};
    if (const auto key = keys_.find(subject)) {
      return seal_with(*key, random_nonce(), subject.value(), plain);
    }
  }
  const std::unique_lock guard{keys_mutex_};
  if (keys_.standing(subject) == Keyring::Standing::destroyed) {
    return std::string{sealed_nothing};
  }
  auto key = keys_.find(subject);  // another thread may have been first
  if (!key) {
    key = keys_.insert(subject, random_key().view());
    unwritten_.push_back(subject);
  }
  return seal_with(*key, random_nonce(), subject.value(), plain);
}

Result<std::string> SqliteKeyStore::open(SubjectId subject, std::string_view sealed) const {
  const std::shared_lock guard{keys_mutex_};
  if (sealed == sealed_nothing || keys_.standing(subject) == Keyring::Standing::destroyed) {
    return Error{ErrorCode::not_found, "the key of this text was destroyed"};
  }
  const auto key = keys_.find(subject);
  if (!key) {
    return Error{ErrorCode::corrupt, std::string{no_key_text}};
  }
  return open_with(*key, subject.value(), sealed);
}

Result<void> SqliteKeyStore::flush() {
  const std::lock_guard guard{database_mutex_};
  std::vector<SubjectId> subjects;
  {
    const std::unique_lock keys_guard{keys_mutex_};
    subjects.swap(unwritten_);
  }
  if (subjects.empty()) {
    return {};
  }
  auto written = write(subjects);
  if (!written) {
    const std::unique_lock keys_guard{keys_mutex_};
    unwritten_.insert(unwritten_.end(), subjects.begin(), subjects.end());
    return written;
  }
  if (database_.wal_bytes() > wal_hard_limit) {
    return database_.checkpoint(Checkpoint::passive);
  }
  return {};
}

Result<void> SqliteKeyStore::tidy() {
  const std::lock_guard guard{database_mutex_};
  if (database_.wal_bytes() < wal_soft_limit) {
    return {};
  }
  return database_.checkpoint(Checkpoint::passive);
}

Result<void> SqliteKeyStore::write(const std::vector<SubjectId>& subjects) {
  auto transaction = Transaction::begin(database_, Transaction::Kind::write);
  if (!transaction) {
    return transaction.error();
  }
  auto insert = database_.prepare("INSERT INTO key VALUES(?1, ?2)");
  if (!insert) {
    return insert.error();
  }
  for (const auto subject : subjects) {
    std::string wrapped;
    {
      const std::shared_lock guard{keys_mutex_};
      const auto key = keys_.find(subject);
      base::check(key.has_value(), "an unwritten key is live");
      wrapped = seal_with(wrap_key_.view(), random_nonce(), subject.value(), as_text(*key));
    }
    insert->bind(1, as_column(subject)).bind_blob(2, wrapped);
    if (auto inserted = insert->run(); !inserted) {
      return inserted;
    }
  }
  return transaction->commit();
}

Result<bool> SqliteKeyStore::destroy(SubjectId subject) {
  const std::lock_guard guard{database_mutex_};
  bool is_live = false;
  {
    const std::shared_lock keys_guard{keys_mutex_};
    is_live = keys_.standing(subject) == Keyring::Standing::live;
  }
  if (is_live) {
    if (auto marked = write_tombstone(subject); !marked) {
      return marked.error();
    }
    scrub_is_due_ = true;
    const std::unique_lock keys_guard{keys_mutex_};
    keys_.destroy(subject);
    std::erase(unwritten_, subject);
  }
  if (scrub_is_due_) {
    if (auto scrubbed = scrub(); !scrubbed) {
      return scrubbed.error();
    }
    scrub_is_due_ = false;
  }
  return is_live;
}

Result<void> SqliteKeyStore::write_tombstone(SubjectId subject) {
  auto transaction = Transaction::begin(database_, Transaction::Kind::write);
  if (!transaction) {
    return transaction.error();
  }
  for (const auto* sql :
       {"DELETE FROM key WHERE subject = ?1", "INSERT INTO destroyed VALUES(?1)"}) {
    auto statement = database_.prepare(sql);
    if (!statement) {
      return statement.error();
    }
    statement->bind(1, as_column(subject));
    if (auto done = statement->run(); !done) {
      return done;
    }
  }
  return transaction->commit();
}

Result<void> SqliteKeyStore::scrub() {
  return database_.checkpoint(Checkpoint::truncate);
}

std::string SqliteKeyStore::keyed_hash(std::string_view text) const {
  return keyed_text_hash(search_key_.view(), text);
}

}  // namespace holdfast::store
