#include "store/row_cursor.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/digest.hpp"

namespace holdfast::store {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

constexpr char cursor_version = 1;
constexpr std::size_t checksum_bytes = 8;
constexpr std::size_t position_offset = 1 + checksum_bytes;
constexpr std::size_t id_offset = position_offset + 8;

void add_text(base::Sha256& hash, std::string_view text) {
  hash.add(text.size());
  hash.add(text);
}

void add_optional(base::Sha256& hash, const std::optional<std::string>& text) {
  hash.add(std::uint64_t{text.has_value()});
  add_text(hash, text.value_or(""));
}

void add_optional(base::Sha256& hash, const std::optional<std::int64_t>& number) {
  hash.add(std::uint64_t{number.has_value()});
  hash.add(static_cast<std::uint64_t>(number.value_or(0)));
}

/// All that decides which rows a list holds and in which order; not the page size.
std::string checksum(const port::RowQuery& query, std::string_view position) {
  base::Sha256 hash;
  add_text(hash, query.kind);
  add_optional(hash, query.parent);
  hash.add(query.states.size());
  for (const auto& state : query.states) {
    add_text(hash, state);
  }
  add_optional(hash, query.term);
  hash.add(query.words.size());
  for (const auto word : query.words) {
    hash.add(word);
  }
  add_optional(hash, query.from_ms);
  add_optional(hash, query.until_ms);
  hash.add(static_cast<std::uint64_t>(query.order));
  add_text(hash, position);
  const auto digest = hash.finish();
  return std::string{base::as_bytes(digest).substr(0, checksum_bytes)};
}

}  // namespace

std::string encode_cursor(const port::RowQuery& query, const RowPosition& position) {
  std::string place(sizeof position.sort_value, '\0');
  std::memcpy(place.data(), &position.sort_value, place.size());
  place += position.id;
  auto text = base::to_base64(cursor_version + checksum(query, place) + place);
  std::ranges::replace(text, '+', '-');
  std::ranges::replace(text, '/', '_');
  while (text.ends_with('=')) {
    text.pop_back();
  }
  return text;
}

Result<RowPosition> decode_cursor(const port::RowQuery& query) {
  const Error broken{ErrorCode::bad_input, "the cursor is damaged or belongs to another query",
                     "cursor"};
  auto text = query.cursor;
  std::ranges::replace(text, '-', '+');
  std::ranges::replace(text, '_', '/');
  text.append((4 - text.size() % 4) % 4, '=');
  const auto bytes = base::from_base64(text);
  if (!bytes || bytes->size() < id_offset || bytes->front() != cursor_version) {
    return broken;
  }
  const std::string_view place = std::string_view{*bytes}.substr(position_offset);
  if (bytes->substr(1, checksum_bytes) != checksum(query, place)) {
    return broken;
  }
  RowPosition position;
  std::memcpy(&position.sort_value, place.data(), sizeof position.sort_value);
  position.id = place.substr(sizeof position.sort_value);
  return position;
}

}  // namespace holdfast::store
