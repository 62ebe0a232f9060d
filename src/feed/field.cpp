#include "feed/field.hpp"

#include <algorithm>
#include <cstring>
#include <fmt/core.h>

#include "base/check.hpp"
#include "feed/utf8.hpp"

namespace holdfast::feed {

namespace {

enum class Empty : std::uint8_t { allowed, refused };

struct Traits {
  std::string_view name;
  std::size_t bytes_max = 0;  // of a text field
  Empty empty = Empty::allowed;
  std::string_view TransferRow::*place = nullptr;  // of a text field of a transfer
};

// In the order of enum Field.
constexpr std::array<Traits, field_count> fields{{
    {"none"},
    {"id", id_bytes_max, Empty::refused, &TransferRow::id},
    {"time"},
    {"payer", account_bytes_max, Empty::refused, &TransferRow::payer},
    {"payee", account_bytes_max, Empty::refused, &TransferRow::payee},
    {"amount_yuan"},
    {"kind"},
    {"payer_name", name_bytes_max, Empty::allowed, &TransferRow::payer_name},
    {"payee_name", name_bytes_max, Empty::allowed, &TransferRow::payee_name},
    {"payer_institution", name_bytes_max, Empty::allowed, &TransferRow::payer_institution},
    {"payee_institution", name_bytes_max, Empty::allowed, &TransferRow::payee_institution},
    {"institution", name_bytes_max, Empty::allowed, &TransferRow::institution},
    {"serial", id_bytes_max, Empty::allowed, &TransferRow::serial},
    {"clearing", id_bytes_max, Empty::allowed, &TransferRow::clearing},
    {"original", id_bytes_max, Empty::allowed, &TransferRow::original},
    {"note", note_bytes_max, Empty::allowed, &TransferRow::note},
    {"amount_fen"},
    {"date"},
    {"clock"},
    {"signed_amount"},
    {"debit"},
    {"credit"},
    {"direction"},
    {"own_account"},
    {"own_name"},
    {"own_institution"},
    {"other_account"},
    {"other_name"},
    {"other_institution"},
    {"currency"},
    {"success"},
}};
static_assert(fields.back().name == "success");

const Traits& traits(Field field) {
  return fields[index_of(field)];
}

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7F;
}

/// `count` digits as a number, or -1.
int digits(const char* at, int count) {
  int value = 0;
  for (int i = 0; i < count; ++i) {
    const unsigned digit = static_cast<unsigned char>(at[i]) - static_cast<unsigned>('0');
    if (digit > 9) {
      return -1;
    }
    value = value * 10 + static_cast<int>(digit);
  }
  return value;
}

}  // namespace

std::string_view to_text(Field field) {
  return traits(field).name;
}

std::optional<Field> parse_field(std::string_view name) {
  if (name == "amount") {
    return Field::amount;
  }
  for (std::size_t i = 1; i < fields.size(); ++i) {
    if (fields[i].name == name) {
      return static_cast<Field>(i);
    }
  }
  return std::nullopt;
}

std::optional<std::string> refuse_text(Field field, std::string_view text) {
  if (field == Field::note) {
    return std::nullopt;
  }
  const Traits& own = traits(field);
  if (text.empty()) {
    return own.empty == Empty::refused ? std::optional(fmt::format("{} is empty", own.name))
                                       : std::nullopt;
  }
  if (text.size() > own.bytes_max) {
    return fmt::format("{} is longer than {} bytes", own.name, own.bytes_max);
  }
  if (std::ranges::any_of(text, is_control)) {
    return fmt::format("{} holds a control character", own.name);
  }
  return std::nullopt;
}

void put_text(TransferRow& row, Field field, std::string_view text) {
  const auto place = traits(field).place;
  base::check(place != nullptr, "put_text: not a text field of a transfer");
  row.*place = field == Field::note ? cut_utf8(text, note_bytes_max) : text;
}

std::string_view text_of(const TransferRow& row, Field field) {
  const auto place = traits(field).place;
  base::check(place != nullptr, "text_of: not a text field of a transfer");
  return row.*place;
}

// The one form that a canonical file is full of, `2021-01-01T09:30:00.123+08:00`, by position; any
// other spelling, and any doubt, goes to base::parse_instant, which also words the refusal.
base::Result<base::Instant> TimeReader::read(std::string_view text) {
  constexpr std::size_t length = 29;
  const char* const at = text.data();
  if (text.size() != length || at[10] != 'T' || at[13] != ':' || at[16] != ':' || at[19] != '.' ||
      at[26] != ':' || (at[23] != '+' && at[23] != '-')) {
    return base::parse_instant(text);
  }
  if (!has_day_ || std::memcmp(at, day_text_.data(), day_text_.size()) != 0) {
    const std::string midnight = std::string(text.substr(0, 10)) + "T00:00:00Z";
    const auto day = base::parse_instant(midnight);
    if (!day) {
      return base::parse_instant(text);
    }
    std::memcpy(day_text_.data(), at, day_text_.size());
    day_ms_ = base::to_unix_ms(*day);
    has_day_ = true;
  }
  const int hour = digits(at + 11, 2);
  const int minute = digits(at + 14, 2);
  const int second = digits(at + 17, 2);
  const int ms = digits(at + 20, 3);
  const int offset_hour = digits(at + 24, 2);
  const int offset_minute = digits(at + 27, 2);
  const bool all_digits = (hour | minute | second | ms | offset_hour | offset_minute) >= 0;
  if (!all_digits || hour > 23 || minute > 59 || second > 59 || offset_hour > 18 ||
      offset_minute > 59) {
    return base::parse_instant(text);
  }
  const int offset = (at[23] == '+' ? 1 : -1) * (offset_hour * 60 + offset_minute);
  const base::Instant instant =
      base::from_unix_ms(day_ms_ + ((hour * 60LL + minute - offset) * 60LL + second) * 1000LL + ms);
  if (!base::is_plausible(instant)) {
    return base::parse_instant(text);
  }
  return instant;
}

base::Result<base::Fen> read_amount(std::string_view yuan) {
  const auto amount = base::parse_yuan(yuan);
  if (!amount) {
    return amount;
  }
  return bounded(*amount);
}

base::Result<base::Fen> bounded(base::Fen amount) {
  using base::ErrorCode;
  if (!amount.is_positive()) {
    return base::Error{ErrorCode::bad_input, "the amount is not more than zero"};
  }
  if (amount > base::Fen::limit()) {
    return base::Error{ErrorCode::bad_input, fmt::format("the amount is over the limit of {} yuan",
                                                         base::format_yuan(base::Fen::limit()))};
  }
  return amount;
}

std::optional<std::string> refuse_future(base::Instant at, std::optional<base::Instant> now) {
  if (now && at > *now + std::chrono::days{1}) {
    return fmt::format("the time {} is more than a day ahead of now", base::format_instant(at));
  }
  return std::nullopt;
}

}  // namespace holdfast::feed
