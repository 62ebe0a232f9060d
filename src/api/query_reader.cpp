#include "api/query_reader.hpp"

#include <charconv>
#include <fmt/core.h>

#include "feed/mapping.hpp"

namespace holdfast::api {

void QueryReader::refuse(std::string_view name, std::string message, base::ErrorCode code) {
  if (!error_) {
    error_ = base::Error{code, std::move(message), fmt::format("?{}", name)};
  }
}

base::Result<void> QueryReader::finish() const {
  return error_ ? base::Result<void>{*error_} : base::Result<void>{};
}

base::AccountId QueryReader::account(std::string_view name) {
  const auto text = call_.query(name);
  if (text.empty()) {
    refuse(name, fmt::format("?{} names no account", name));
    return {};
  }
  const auto account = read_account(call_.engine().world(), text);
  if (!account) {
    refuse(name, account.error().message, account.error().code);
    return {};
  }
  return *account;
}

base::Instant QueryReader::needed_time(std::string_view name) {
  if (call_.query(name).empty()) {
    refuse(name, fmt::format("?{} names no time", name));
  }
  return time(name, {});
}

base::Instant QueryReader::time(std::string_view name, base::Instant otherwise) {
  const auto text = call_.query(name);
  if (text.empty()) {
    return otherwise;
  }
  const auto at = base::parse_instant(text);
  if (!at) {
    refuse(name, at.error().message);
    return otherwise;
  }
  return *at;
}

base::Milliseconds QueryReader::length(std::string_view name, base::Milliseconds otherwise) {
  const auto text = call_.query(name);
  if (text.empty()) {
    return otherwise;
  }
  const auto length = feed::parse_unit(text);
  if (!length || *length > flow::window_max) {
    refuse(name, fmt::format("?{} is a length of time such as 48h or 7d", name));
    return otherwise;
  }
  return *length;
}

std::optional<std::int64_t> QueryReader::number(std::string_view name, std::int64_t low,
                                                std::int64_t high) {
  const auto text = call_.query(name);
  if (text.empty()) {
    return std::nullopt;
  }
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < low || value > high) {
    refuse(name, fmt::format("?{} is a whole number of {} to {}", name, low, high));
    return std::nullopt;
  }
  return value;
}

std::uint32_t QueryReader::count(std::string_view name, std::uint32_t most,
                                 std::uint32_t otherwise) {
  return static_cast<std::uint32_t>(number(name, 1, most).value_or(otherwise));
}

base::Fen QueryReader::amount(std::string_view name) {
  return base::Fen{number(name, 0, base::Fen::limit().value()).value_or(0)};
}

trace::Policy QueryReader::policy(trace::Policy otherwise) {
  const auto text = call_.query("policy");
  if (text.empty()) {
    return otherwise;
  }
  const auto policy = trace::parse_policy(text);
  if (!policy) {
    refuse("policy", policy.error().message);
    return otherwise;
  }
  return *policy;
}

flow::Direction QueryReader::direction() {
  const auto text = call_.query("direction");
  if (!text.empty() && text != "forward" && text != "backward") {
    refuse("direction", "?direction is forward or backward");
  }
  return text == "backward" ? flow::Direction::backward : flow::Direction::forward;
}

}  // namespace holdfast::api
