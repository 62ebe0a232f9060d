// The messages of the profile: which there are, who sends them, what answers them, and what each
// field may hold. A table; reading and writing both go by it.
#pragma once

#include <span>
#include <string_view>

#include "base/result.hpp"
#include "profile/message.hpp"

namespace holdfast::profile {

enum class Kind {
  text,
  digits,
  money,  // yuan with two decimals, from 0
  time,   // yyyyMMddHHmmss
  flag,   // 0 or 1
};

enum class Presence { optional, required };

struct FieldRule {
  std::string_view name;
  Kind kind = Kind::text;
  std::size_t bytes_max = 0;
  Presence presence = Presence::optional;
};

enum class Sender { police, bank };

struct MessageRule {
  std::string_view code;
  std::string_view title;
  Sender sender = Sender::police;
  std::string_view reply;  // empty: only its receipt
  std::span<const FieldRule> fields;
  std::span<const FieldRule> row = {};  // of the rows it may have; empty: none
  std::size_t rows_max = 0;
  std::size_t attachments_max = 0;
};

[[nodiscard]] std::span<const MessageRule> all_messages();
/// Null for a code that the profile does not know.
[[nodiscard]] const MessageRule* find_message(std::string_view code);

/// Every field is known, there once, of its kind and length; what is required is there; rows and
/// attachments are within their numbers. Errors: bad_input; `where` names the field as a path.
[[nodiscard]] base::Result<void> check(const Message& message);

}  // namespace holdfast::profile
