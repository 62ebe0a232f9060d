// Sessions of browsers: a random token in a cookie, of which only the digest is kept; and the token
// that guards commands against other sites, which is derived from it. Any thread.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "port/sessions.hpp"

namespace holdfast::api {

class Sessions {
 public:
  struct Opened {
    std::string token;  // for the cookie
    std::string csrf;
  };

  /// Errors: those of the store.
  [[nodiscard]] static base::Result<std::unique_ptr<Sessions>> open(
      std::shared_ptr<port::SessionStore> store, base::Milliseconds lifetime);

  [[nodiscard]] Opened begin(const std::string& user, base::Instant now);
  [[nodiscard]] std::optional<port::SessionRecord> find(std::string_view token, base::Instant now);
  void end(const std::string& digest);
  void end_all_of(std::string_view user);

  /// What a page must send back with every command.
  [[nodiscard]] static std::string csrf_of(std::string_view token);

 private:
  Sessions(std::shared_ptr<port::SessionStore> store, base::Milliseconds lifetime)
      : store_(std::move(store)), lifetime_(lifetime) {}
  void forget(const std::string& digest);

  std::shared_ptr<port::SessionStore> store_;
  const base::Milliseconds lifetime_;
  std::mutex mutex_;
  std::unordered_map<std::string, port::SessionRecord> sessions_;
};

}  // namespace holdfast::api
