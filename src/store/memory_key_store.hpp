// A key store in memory, for tests, simulation and golden journals: keys and nonces follow from a
// seed and the order of calls, so the same calls give the same bytes. Not for real data. Any
// thread.
#pragma once

#include <mutex>

#include "port/key_store.hpp"
#include "store/keyring.hpp"

namespace holdfast::store {

class MemoryKeyStore final : public port::KeyStore {
 public:
  explicit MemoryKeyStore(std::uint64_t seed);

  [[nodiscard]] std::string seal(port::SubjectId subject, std::string_view plain) override;
  [[nodiscard]] base::Result<void> flush() override { return {}; }
  [[nodiscard]] base::Result<std::string> open(port::SubjectId subject,
                                               std::string_view sealed) const override;
  [[nodiscard]] base::Result<bool> destroy(port::SubjectId subject) override;
  [[nodiscard]] std::string keyed_hash(std::string_view text) const;

 private:
  SecretKey subject_seed_;
  SecretKey nonce_seed_;
  SecretKey search_key_;
  mutable std::mutex mutex_;
  Keyring keys_;
  std::uint64_t sealed_ = 0;
};

}  // namespace holdfast::store
