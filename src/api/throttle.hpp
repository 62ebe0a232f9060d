// Slows down guessing: after five failures in a row a name (or an address) must wait, longer each
// time. Bounded memory; the oldest are forgotten first. Any thread.
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "base/instant.hpp"

namespace holdfast::api {

class LoginThrottle {
 public:
  /// How long `key` still has to wait; zero: it may try.
  [[nodiscard]] base::Milliseconds wait_for(const std::string& key, base::Instant now) const;
  void note_failure(const std::string& key, base::Instant now);
  void note_success(const std::string& key);

 private:
  static constexpr int free_failures = 5;
  static constexpr std::size_t keys_max = 10'000;
  static constexpr auto forget_after = std::chrono::hours{1};
  struct Failures {
    int count = 0;
    base::Instant last;
    base::Instant until;
  };
  mutable std::mutex mutex_;
  std::map<std::string, Failures> failures_;
};

/// Bounds what one address may ask of the pages that need no login, within a minute. Bounded
/// memory: where there are more addresses than it can hold, they share one count. Any thread.
class VisitThrottle {
 public:
  static constexpr int visits_a_minute_max = 30;
  explicit VisitThrottle(int most = visits_a_minute_max) : most_(most) {}
  /// Counts a visit. How long the address has to wait; zero: it may come in.
  [[nodiscard]] base::Milliseconds note_visit(const std::string& address, base::Instant now);

 private:
  static constexpr std::size_t addresses_max = 200'000;  // some 20 MB; a day of ten million visits
  const int most_;
  std::mutex mutex_;
  base::Instant minute_;
  std::map<std::string, int> visits_;  // since `minute_` began
};

}  // namespace holdfast::api
