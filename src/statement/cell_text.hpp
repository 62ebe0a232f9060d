// What a dirty cell says: without wrapping, invisible characters and placeholders. Pure; any
// thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "statement/sheet.hpp"

namespace holdfast::statement {

/// Half-width, without blanks at the ends, spreadsheet wrapping (="622...", a leading apostrophe)
/// and characters that nobody sees (zero-width, direction marks); a long minus becomes '-'.
void clean_into(std::string& out, std::string_view text);
[[nodiscard]] std::string clean(std::string_view text);

/// -, --, /, 无, null, N/A and the like, or nothing at all.
[[nodiscard]] bool is_nothing(std::string_view cleaned);

struct AccountCell {
  enum class Form : std::uint8_t {
    number,   // an account that stands for itself
    nothing,  // no account is told
    masked,   // 6222****1234: could be many
    refused,
  };
  Form form = Form::nothing;
  std::string text;    // the account, as it is compared
  std::string reason;  // why it is refused
};

/// Reads an account cell. Refused, not guessed: scientific notation, a number cell of more than
/// fifteen digits (its end is lost), decimals, text over the limit of an account.
[[nodiscard]] AccountCell read_account_cell(const Cell& cell);

}  // namespace holdfast::statement
