// What a mapping means for one header: the command line's words, and which column is which field.
#include <algorithm>
#include <charconv>
#include <fmt/core.h>

#include "feed/aliases.hpp"
#include "feed/mapping.hpp"
#include "feed/utf8.hpp"

namespace holdfast::feed {

namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

Error usage(std::string message) {
  return Error{ErrorCode::wrong_usage, std::move(message)};
}

std::string_view in_words(Field missing) {
  switch (missing) {
    case Field::amount:
      return "amount";
    case Field::other_account:
      return "other_account (the counterparty)";
    case Field::direction:
      return "direction (借贷标志)";
    default:
      return to_text(missing);
  }
}

}  // namespace

Result<std::pair<std::string, Field>> parse_map(std::string_view text) {
  const std::size_t at = text.rfind('=');
  if (at == std::string_view::npos || trim(text.substr(0, at)).empty()) {
    return usage(fmt::format("--map takes COLUMN=FIELD, not \"{}\"", text));
  }
  const std::string_view name = trim(text.substr(at + 1));
  const auto field = name.empty() ? Field::none : parse_field(name);
  if (!field) {
    return usage(fmt::format("--map: there is no field \"{}\"", name));
  }
  return std::pair{std::string(trim(text.substr(0, at))), *field};
}

Result<std::pair<Field, std::string>> parse_set(std::string_view text) {
  const std::size_t at = text.find('=');
  const auto field =
      at == std::string_view::npos ? std::nullopt : parse_field(trim(text.substr(0, at)));
  if (!field) {
    return usage(fmt::format("--set takes FIELD=VALUE with a field that exists, not \"{}\"", text));
  }
  return std::pair{*field, std::string(trim(text.substr(at + 1)))};
}

Result<base::Milliseconds> parse_unit(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, std::int64_t>, 5> units{
      {{"ms", 1}, {"s", 1000}, {"m", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}}};
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  std::int64_t count = 0;
  std::from_chars(text.data(), text.data() + std::min<std::size_t>(digits, 9), count);
  for (const auto& [name, ms] : units) {
    if (text.substr(digits) == name && count > 0 && digits <= 9) {
      return base::Milliseconds{count * ms};
    }
  }
  return usage(fmt::format("\"{}\" is not a length of time such as 1d, 15m, 1s, 250ms", text));
}

Result<MappedCsv> MappedCsv::open(const CsvRecord& header, const MappingOptions& options,
                                  std::optional<base::Instant> now) {
  MappedCsv csv;
  csv.steps_ = options.steps;
  csv.now_ = now;
  const std::string line = fmt::format("{}:1", header.position.line);
  if (const auto resolved = csv.resolve(header, options); !resolved) {
    return Error{resolved.error().code, resolved.error().message, line};
  }
  if (const auto what = csv.missing()) {
    return Error{ErrorCode::bad_input,
                 fmt::format("the header gives no {}; name its column with --map COLUMN=FIELD",
                             in_words(*what)),
                 line};
  }
  csv.two_sided_ = csv.has(Field::payer) && csv.has(Field::payee);
  return csv;
}

Result<MappedCsv::Reading> MappedCsv::reading_of(const CsvRecord& header,
                                                 const MappingOptions& options) {
  MappedCsv csv;
  csv.steps_ = options.steps;
  if (const auto resolved = csv.resolve(header, options); !resolved) {
    return resolved.error();
  }
  Reading reading{std::vector<Field>(header.fields.size(), Field::none), csv.missing()};
  for (std::size_t field = 0; field < field_count; ++field) {
    for (const std::size_t column : csv.columns_[field]) {
      reading.fields[column] = static_cast<Field>(field);
    }
  }
  return reading;
}

// By hand first. A field that was named by hand takes no further columns by their headings.
Result<void> MappedCsv::resolve(const CsvRecord& header, const MappingOptions& options) {
  for (const auto& [field, value] : options.constants) {
    constants_[index_of(field)] = value;
  }
  std::vector<std::string> normal;
  for (const CsvField& field : header.fields) {
    headings_.emplace_back(trim(field.text));
    normal.push_back(normal_heading(field.text));
  }
  std::vector<bool> taken(headings_.size(), false);
  std::array<bool, field_count> by_hand{};
  for (const auto& [heading, field] : options.columns) {
    auto found = std::ranges::find(headings_, heading);
    if (found == headings_.end()) {
      const auto same = std::ranges::find(normal, normal_heading(heading));
      found = headings_.begin() + (same - normal.begin());
    }
    if (found == headings_.end()) {
      return Error{ErrorCode::bad_input, fmt::format("the header has no column \"{}\"", heading)};
    }
    const auto column = static_cast<std::size_t>(found - headings_.begin());
    taken[column] = true;
    if (field != Field::none) {
      by_hand[index_of(field)] = true;
      columns_[index_of(field)].push_back(column);
    }
  }
  for (const Alias& alias : aliases()) {
    if (by_hand[index_of(alias.field)] || constants_[index_of(alias.field)]) {
      continue;
    }
    for (std::size_t column = 0; column < normal.size(); ++column) {
      if (!taken[column] && normal[column] == alias.heading) {
        columns_[index_of(alias.field)].push_back(column);
      }
    }
  }
  return {};
}

std::optional<Field> MappedCsv::missing() const {
  const bool flow =
      has(Field::direction) || has(Field::signed_amount) || has(Field::debit) || has(Field::credit);
  if (!has(Field::time) && !has(Field::date)) {
    return Field::time;
  }
  if (!has(Field::amount) && !has(Field::amount_fen) && !has(Field::signed_amount) &&
      !has(Field::debit) && !has(Field::credit)) {
    return Field::amount;
  }
  if (has(Field::payer) && has(Field::payee)) {
    return std::nullopt;
  }
  if (!has(Field::own_account)) {
    return has(Field::payer) ? Field::payee : Field::payer;
  }
  if (!has(Field::other_account)) {
    return Field::other_account;
  }
  return flow ? std::nullopt : std::optional(Field::direction);
}

bool MappedCsv::has(Field field) const {
  return !columns_[index_of(field)].empty() || constants_[index_of(field)].has_value();
}

}  // namespace holdfast::feed
