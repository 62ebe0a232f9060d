// The subjects' keys on disk: one SQLite file, every key wrapped with a key derived from the
// master key, all of them unwrapped into memory at start (about a second for a million).
//
// Invariants: a subject has at most one key, ever. A destroyed key leaves a tombstone and no bytes:
// its row is overwritten with zeros and the write-ahead log is emptied before `destroy` returns.
// What the disk or a backup keeps beneath the file system is beyond it, but is wrapped.
// Text sealed for a subject whose key was destroyed is thrown away: it opens as not_found.
// Threads: any. Sealing under a known key and opening run side by side.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <vector>

#include "port/key_store.hpp"
#include "store/keyring.hpp"
#include "store/lock_file.hpp"
#include "store/sqlite.hpp"

namespace holdfast::store {

struct KeyStoreFiles {
  std::filesystem::path keys;        // keys.db
  std::filesystem::path master_key;  // master.key, may lie on another disk
};

class SqliteKeyStore final : public port::KeyStore {
 public:
  /// Makes both files on first use. Errors: conflict when another process has the keys open;
  /// forbidden when the master key is readable by others; not_found when keys exist without their
  /// master key; corrupt when it is not the one they were wrapped with, or a key is damaged.
  [[nodiscard]] static base::Result<std::unique_ptr<SqliteKeyStore>> open(
      const KeyStoreFiles& files);

  [[nodiscard]] std::string seal(port::SubjectId subject, std::string_view plain) override;
  [[nodiscard]] base::Result<void> flush() override;
  [[nodiscard]] base::Result<void> tidy() override;
  [[nodiscard]] base::Result<std::string> open(port::SubjectId subject,
                                               std::string_view sealed) const override;
  /// Errors: unavailable when the key is gone but its bytes could not yet be scrubbed; call again.
  [[nodiscard]] base::Result<bool> destroy(port::SubjectId subject) override;

  /// What a text is called in search terms: the same text, the same 32 hexadecimal digits, and no
  /// way back or to guess without the master key.
  [[nodiscard]] std::string keyed_hash(std::string_view text) const;

 private:
  SqliteKeyStore(LockFile lock, Database database, const SecretKey& master);
  base::Result<void> check_master(const KeyStoreFiles& files);
  base::Result<void> load();
  base::Result<void> write(const std::vector<port::SubjectId>& subjects);
  base::Result<void> write_tombstone(port::SubjectId subject);
  base::Result<void> scrub();

  LockFile lock_;
  SecretKey wrap_key_;
  SecretKey search_key_;
  std::mutex database_mutex_;  // taken before keys_mutex_
  Database database_;
  bool scrub_is_due_ = false;
  mutable std::shared_mutex keys_mutex_;
  Keyring keys_;
  std::vector<port::SubjectId> unwritten_;
};

}  // namespace holdfast::store
