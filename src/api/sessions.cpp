#include "api/sessions.hpp"

#include "api/password.hpp"
#include "base/digest.hpp"
#include "base/log.hpp"

namespace holdfast::api {

namespace {

std::string digest_of(std::string_view token) {
  return base::to_hex(base::sha256(token));
}

}  // namespace

base::Result<std::unique_ptr<Sessions>> Sessions::open(std::shared_ptr<port::SessionStore> store,
                                                       base::Milliseconds lifetime) {
  auto kept = store->load();
  if (!kept) {
    return kept.error();
  }
  std::unique_ptr<Sessions> sessions{new Sessions{std::move(store), lifetime}};
  for (auto& session : *kept) {
    sessions->sessions_.emplace(session.digest, std::move(session));
  }
  return sessions;
}

std::string Sessions::csrf_of(std::string_view token) {
  return digest_of("holdfast csrf " + std::string{token});
}

Sessions::Opened Sessions::begin(const std::string& user, base::Instant now) {
  Opened opened;
  opened.token = base::to_hex(random_bytes(32));
  opened.csrf = csrf_of(opened.token);
  port::SessionRecord record{digest_of(opened.token), user, now, now + lifetime_};
  if (const auto saved = store_->save(record); !saved) {
    base::log_warn("a session could not be saved: {}", saved.error().message);
  }
  const std::lock_guard lock{mutex_};
  sessions_.emplace(record.digest, std::move(record));
  return opened;
}

std::optional<port::SessionRecord> Sessions::find(std::string_view token, base::Instant now) {
  const auto digest = digest_of(token);
  {
    const std::lock_guard lock{mutex_};
    const auto found = sessions_.find(digest);
    if (found == sessions_.end()) {
      return std::nullopt;
    }
    if (found->second.expires > now) {
      return found->second;
    }
    sessions_.erase(found);
  }
  forget(digest);
  return std::nullopt;
}

void Sessions::end(const std::string& digest) {
  {
    const std::lock_guard lock{mutex_};
    sessions_.erase(digest);
  }
  forget(digest);
}

void Sessions::end_all_of(std::string_view user) {
  std::vector<std::string> ended;
  {
    const std::lock_guard lock{mutex_};
    std::erase_if(sessions_, [&](const auto& each) {
      if (each.second.user != user) {
        return false;
      }
      ended.push_back(each.first);
      return true;
    });
  }
  for (const auto& digest : ended) {
    forget(digest);
  }
}

void Sessions::forget(const std::string& digest) {
  if (const auto removed = store_->remove(digest); !removed) {
    base::log_warn("a session could not be removed: {}", removed.error().message);
  }
}

}  // namespace holdfast::api
