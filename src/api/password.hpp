// Passwords: argon2id by libsodium, a bounded number at a time, since each costs 64 MiB. Any
// thread.
#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace holdfast::api {

inline constexpr std::size_t password_bytes_min = 10;
inline constexpr std::size_t password_bytes_max = 256;

/// Errors: bad_input for one that is too short or too long, unavailable without memory.
[[nodiscard]] base::Result<std::string> hash_password(std::string_view password);

/// Bytes from the system's generator.
[[nodiscard]] std::string random_bytes(std::size_t count);
[[nodiscard]] std::uint64_t random_number();
/// Takes the same time wherever the two differ.
[[nodiscard]] bool equals_in_constant_time(std::string_view a, std::string_view b);

class PasswordGate {
 public:
  /// Whether the password is the one behind `hash`. An empty hash (nobody of that name) costs the
  /// same time and is always wrong. Errors: too_many while too many others wait.
  [[nodiscard]] base::Result<bool> verify(const std::string& hash, std::string_view password);
  /// As hash_password, in the same queue.
  [[nodiscard]] base::Result<std::string> hash(std::string_view password);

 private:
  static constexpr int at_once_max = 2;
  static constexpr int waiting_max = 8;
  class Turn;

  std::mutex mutex_;
  std::condition_variable freed_;
  int running_ = 0;
  int waiting_ = 0;
};

}  // namespace holdfast::api
