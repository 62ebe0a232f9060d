// What a demonstration remembers of itself between runs, in DIR/demo.json (mode 0600): the seed of
// its city, its secrets and passwords, how many mules the gang has used up. One process at a time
// has a directory.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "sign/key.hpp"
#include "store/lock_file.hpp"

namespace holdfast::cli {

class DemoState {
 public:
  enum class Begin { fresh, where_it_was };
  /// Makes the directory, or opens it. `fresh` removes what an earlier demonstration wrote there,
  /// and nothing else. `seed` is used where there was none before. Errors: conflict when another
  /// process has the directory, corrupt, io.
  [[nodiscard]] static base::Result<DemoState> open(const std::filesystem::path& directory,
                                                    Begin begin, std::uint64_t seed);

  [[nodiscard]] const std::filesystem::path& directory() const { return directory_; }
  [[nodiscard]] std::uint64_t seed() const { return seed_; }
  /// 64 hexadecimal digits, made at the first time of asking for that name.
  [[nodiscard]] const std::string& secret(std::string_view name);

  /// A private key in PEM form (Ed25519), made likewise.
  [[nodiscard]] sign::PrivateKey signing_key(std::string_view name);

  std::size_t mules_used = 0;
  std::size_t runs = 0;
  bool has_logins = false;

  /// Writes what has changed.
  [[nodiscard]] base::Result<void> save() const;

 private:
  DemoState(std::filesystem::path directory, store::LockFile lock)
      : directory_(std::move(directory)), lock_(std::move(lock)) {}
  [[nodiscard]] base::Result<void> read(const std::string& text);

  std::filesystem::path directory_;  // absolute
  store::LockFile lock_;
  std::uint64_t seed_ = 0;
  std::map<std::string, std::string, std::less<>> secrets_;
};

}  // namespace holdfast::cli
