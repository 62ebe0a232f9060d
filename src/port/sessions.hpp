// The session port: who is logged in, kept across a restart. A store sees digests only, never the
// token that a browser holds.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "base/result.hpp"

namespace holdfast::port {

struct SessionRecord {
  std::string digest;  // SHA-256 of the token, hex
  std::string user;
  base::Instant created;
  base::Instant expires;
  bool operator==(const SessionRecord&) const = default;
};

/// Any thread.
class SessionStore {
 public:
  virtual ~SessionStore() = default;
  [[nodiscard]] virtual base::Result<std::vector<SessionRecord>> load() = 0;
  /// Adds or replaces. A session that could not be saved is lost at the next restart, no more.
  [[nodiscard]] virtual base::Result<void> save(const SessionRecord& session) = 0;
  [[nodiscard]] virtual base::Result<void> remove(const std::string& digest) = 0;
};

/// For tests, and where a restart may log everybody out.
class MemorySessionStore final : public SessionStore {
 public:
  [[nodiscard]] base::Result<std::vector<SessionRecord>> load() override {
    const std::lock_guard lock{mutex_};
    std::vector<SessionRecord> all;
    for (const auto& [digest, session] : sessions_) {
      all.push_back(session);
    }
    return all;
  }
  [[nodiscard]] base::Result<void> save(const SessionRecord& session) override {
    const std::lock_guard lock{mutex_};
    sessions_[session.digest] = session;
    return {};
  }
  [[nodiscard]] base::Result<void> remove(const std::string& digest) override {
    const std::lock_guard lock{mutex_};
    sessions_.erase(digest);
    return {};
  }

 private:
  std::mutex mutex_;
  std::map<std::string, SessionRecord> sessions_;
};

}  // namespace holdfast::port
