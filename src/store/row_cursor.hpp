// The cursor of a list: where the page before ended, and which query it belongs to. Opaque to
// clients, safe in a URL, refused when it was altered or comes from another query. Pure.
//
// Bytes before base64url: version 1, 8 bytes checksum over the query and the rest, 8 bytes sort
// value, then the id.
#pragma once

#include <cstdint>
#include <string>

#include "port/projection.hpp"

namespace holdfast::store {

struct RowPosition {
  std::int64_t sort_value = 0;
  std::string id;
};

[[nodiscard]] std::string encode_cursor(const port::RowQuery& query, const RowPosition& position);

/// Reads query.cursor, which is not empty. Errors: bad_input.
[[nodiscard]] base::Result<RowPosition> decode_cursor(const port::RowQuery& query);

}  // namespace holdfast::store
