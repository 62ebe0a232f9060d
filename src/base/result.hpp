// Result<T>: a value, or an Error that says what, where and why.
//
// A *refusal* (a rule says no) and a *failure* (disk, network, peer) travel as Result; a *bug* is a
// broken `check` (check.hpp). An ErrorCode exists only because some caller acts on it; codes are
// stable API and `error_table.hpp` maps them to HTTP status and exit code. Any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "base/check.hpp"

namespace holdfast::base {

enum class ErrorCode {
  bad_input,        // what came in cannot be read or breaks a stated limit
  wrong_usage,      // the command line was not understood
  unauthenticated,  // nobody is logged in, or the login is wrong
  forbidden,        // logged in, but not allowed to
  not_found,        // no such thing
  conflict,         // the thing changed or is in a state that does not allow it
  refused_by_rule,  // a legal or house rule says no; the message cites it
  too_large,        // over a size, depth or count limit
  too_many,         // rate or queue limit; come again later
  unavailable,      // a peer, a disk or this process cannot serve now
  corrupt,          // stored data does not verify
  io,               // the operating system said no
};

/// What went wrong. `message` is one sentence for a person; `where` names the place in the input
/// ("file:line:column" or a JSON pointer) and is empty where there is none; `rule` cites the legal
/// rule of a refusal.
struct Error {
  ErrorCode code = ErrorCode::bad_input;
  std::string message;
  std::string where = {};
  std::string rule = {};

  bool operator==(const Error&) const = default;
};

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT: implicit
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT: implicit

  [[nodiscard]] bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  [[nodiscard]] const T& value() const& {
    check(ok(), "Result::value on an error");
    return std::get<0>(state_);
  }
  [[nodiscard]] T& value() & {
    check(ok(), "Result::value on an error");
    return std::get<0>(state_);
  }
  [[nodiscard]] T&& value() && {
    check(ok(), "Result::value on an error");
    return std::get<0>(std::move(state_));
  }
  [[nodiscard]] const Error& error() const {
    check(!ok(), "Result::error on a value");
    return std::get<1>(state_);
  }
  const T& operator*() const& { return value(); }
  T& operator*() & { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  const T* operator->() const { return &value(); }
  T* operator->() { return &value(); }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}  // NOLINT: implicit

  [[nodiscard]] bool ok() const { return !error_.has_value(); }
  explicit operator bool() const { return ok(); }
  [[nodiscard]] const Error& error() const {
    check(!ok(), "Result::error on a value");
    return *error_;
  }

 private:
  std::optional<Error> error_;
};

}  // namespace holdfast::base
