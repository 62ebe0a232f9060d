// The fields that a feed's columns can mean, and how a field's text becomes a value.
//
// The first group is what a transfer is made of; the second is what statements of one account hold
// ("own" is the account that the statement is about, "other" the counterparty), from which a row is
// put together (mapping.hpp). Pure; any thread. No function here allocates unless it refuses.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "feed/row.hpp"

namespace holdfast::feed {

enum class Field : std::uint8_t {
  none,
  id,
  time,
  payer,
  payee,
  amount,
  kind,
  payer_name,
  payee_name,
  payer_institution,
  payee_institution,
  institution,
  serial,
  clearing,
  original,
  note,
  // Only in mapped CSV:
  amount_fen,     // a whole number of fen
  date,           // the day, where the time of day is a column of its own
  clock,          // the time of day
  signed_amount,  // of the own account: below zero went out, above zero came in
  debit,          // what left the own account
  credit,         // what came into it
  direction,      // whether a row is a debit or a credit of the own account
  own_account,
  own_name,
  own_institution,
  other_account,
  other_name,
  other_institution,
  currency,
  success,
};
inline constexpr std::size_t field_count = static_cast<std::size_t>(Field::success) + 1;
/// Its place in tables by field.
[[nodiscard]] constexpr std::size_t index_of(Field field) {
  return static_cast<std::size_t>(field);
}

/// The field's name as `--map` and the canonical header spell it (`amount` is `amount_yuan`).
[[nodiscard]] std::string_view to_text(Field field);
/// Reads the same names; `amount` too.
[[nodiscard]] std::optional<Field> parse_field(std::string_view name);

inline constexpr std::size_t account_bytes_max = 64;
inline constexpr std::size_t id_bytes_max = 128;
inline constexpr std::size_t name_bytes_max = 256;
inline constexpr std::size_t note_bytes_max = 1024;  // longer notes are cut, not refused

/// What keeps `text` from being the value of a text field such as an account: empty where it must
/// not be, too long, or a control character. Nothing when all is well. A note is never refused.
[[nodiscard]] std::optional<std::string> refuse_text(Field field, std::string_view text);

/// Puts the text into its place of the row; only for the text fields of a transfer.
void put_text(TransferRow& row, Field field, std::string_view text);
/// The text that put_text put there.
[[nodiscard]] std::string_view text_of(const TransferRow& row, Field field);

/// ISO 8601 with an offset, as base::parse_instant reads it, quickly: the day of the last call is
/// remembered. One thread at a time.
class TimeReader {
 public:
  [[nodiscard]] base::Result<base::Instant> read(std::string_view text);

 private:
  std::array<char, 10> day_text_{};
  std::int64_t day_ms_ = 0;
  bool has_day_ = false;  // ten NULs in a file are no day that was read before
};

/// 0 < amount <= Fen::limit(), at most two decimals. Errors: bad_input with the reason.
[[nodiscard]] base::Result<base::Fen> read_amount(std::string_view yuan);
/// Holds an amount to the limits of a transfer.
[[nodiscard]] base::Result<base::Fen> bounded(base::Fen amount);

/// `at` is refused when it lies more than a day after `now`.
[[nodiscard]] std::optional<std::string> refuse_future(base::Instant at,
                                                       std::optional<base::Instant> now);

}  // namespace holdfast::feed
