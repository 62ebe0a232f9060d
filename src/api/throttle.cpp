#include "api/throttle.hpp"

#include <algorithm>

namespace holdfast::api {

base::Milliseconds LoginThrottle::wait_for(const std::string& key, base::Instant now) const {
  const std::lock_guard lock{mutex_};
  const auto found = failures_.find(key);
  if (found == failures_.end() || found->second.until <= now) {
    return base::Milliseconds{0};
  }
  return found->second.until - now;
}

void LoginThrottle::note_failure(const std::string& key, base::Instant now) {
  const std::lock_guard lock{mutex_};
  if (failures_.size() >= keys_max && !failures_.contains(key)) {
    failures_.erase(std::min_element(
        failures_.begin(), failures_.end(),
        [](const auto& a, const auto& b) { return a.second.last < b.second.last; }));
  }
  auto& failures = failures_[key];
  if (now - failures.last > forget_after) {
    failures.count = 0;
  }
  ++failures.count;
  failures.last = now;
  if (failures.count >= free_failures) {
    const int doublings = std::min(failures.count - free_failures, 10);
    failures.until = now + std::chrono::seconds{1 << doublings};  // 1 s, 2 s, ... 17 minutes
  }
}

base::Milliseconds VisitThrottle::note_visit(const std::string& address, base::Instant now) {
  const std::lock_guard lock{mutex_};
  constexpr std::chrono::minutes span{1};
  if (now - minute_ >= span || now < minute_) {
    minute_ = now;
    visits_.clear();
  }
  const bool is_full = visits_.size() >= addresses_max && !visits_.contains(address);
  auto& count = visits_[is_full ? std::string{} : address];
  return ++count > most_ ? minute_ + span - now : base::Milliseconds{0};
}

void LoginThrottle::note_success(const std::string& key) {
  const std::lock_guard lock{mutex_};
  failures_.erase(key);
}

}  // namespace holdfast::api
