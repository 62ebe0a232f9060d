#include "api/password.hpp"

#include <array>
#include <fmt/core.h>
#include <sodium.h>

#include "base/check.hpp"

namespace holdfast::api {

namespace {

void start_sodium() {
  static const bool started = sodium_init() >= 0;
  base::check(started, "libsodium could not be started");
}

base::Result<std::string> argon2id(std::string_view password) {
  start_sodium();
  std::array<char, crypto_pwhash_STRBYTES> text{};
  if (crypto_pwhash_str(text.data(), password.data(), password.size(),
                        crypto_pwhash_OPSLIMIT_INTERACTIVE,
                        crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0) {
    return base::Error{base::ErrorCode::unavailable, "no memory to hash a password"};
  }
  return std::string{text.data()};
}

/// What a login of nobody is compared with.
const std::string& nobodys_hash() {
  static const std::string hash = [] {
    auto made = argon2id(random_bytes(16));
    return made ? *made : std::string{};
  }();
  return hash;
}

}  // namespace

std::string random_bytes(std::size_t count) {
  start_sodium();
  std::string bytes(count, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

std::uint64_t random_number() {
  std::uint64_t number = 0;
  for (const char c : random_bytes(sizeof number)) {
    number = number << 8 | static_cast<unsigned char>(c);
  }
  return number;
}

bool equals_in_constant_time(std::string_view a, std::string_view b) {
  start_sodium();
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

base::Result<std::string> hash_password(std::string_view password) {
  if (password.size() < password_bytes_min || password.size() > password_bytes_max) {
    return base::Error{
        base::ErrorCode::bad_input,
        fmt::format("a password has {} to {} bytes", password_bytes_min, password_bytes_max),
        "/password"};
  }
  return argon2id(password);
}

/// A place among those that may hash now.
class PasswordGate::Turn {
 public:
  explicit Turn(PasswordGate& gate) : gate_(gate) {
    std::unique_lock lock{gate_.mutex_};
    if (gate_.waiting_ >= waiting_max) {
      return;
    }
    ++gate_.waiting_;
    gate_.freed_.wait(lock, [&] { return gate_.running_ < at_once_max; });
    --gate_.waiting_;
    ++gate_.running_;
    has_it_ = true;
  }
  ~Turn() {
    if (has_it_) {
      const std::lock_guard lock{gate_.mutex_};
      --gate_.running_;
      gate_.freed_.notify_one();
    }
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

  [[nodiscard]] bool has_it() const { return has_it_; }

 private:
  PasswordGate& gate_;
  bool has_it_ = false;
};

base::Result<bool> PasswordGate::verify(const std::string& hash, std::string_view password) {
  const Turn turn{*this};
  if (!turn.has_it()) {
    return base::Error{base::ErrorCode::too_many, "too many logins at once; try again"};
  }
  start_sodium();
  const auto& against = hash.empty() ? nobodys_hash() : hash;
  const bool matches =
      password.size() <= password_bytes_max &&
      crypto_pwhash_str_verify(against.c_str(), password.data(), password.size()) == 0;
  return matches && !hash.empty();
}

base::Result<std::string> PasswordGate::hash(std::string_view password) {
  const Turn turn{*this};
  if (!turn.has_it()) {
    return base::Error{base::ErrorCode::too_many, "too many logins at once; try again"};
  }
  return hash_password(password);
}

}  // namespace holdfast::api
