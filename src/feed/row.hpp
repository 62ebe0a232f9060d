// What a feed says about one transfer, and what is wrong with a row that cannot be read.
//
// A TransferRow is made of views into the reader's buffers: it lives until the callback that got it
// returns. Whoever keeps a row copies what it needs. Plain values, one thread at a time.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "base/fen.hpp"
#include "base/instant.hpp"
#include "fund/transfer.hpp"

namespace holdfast::feed {

/// Where a field begins. Both count from 1; `column` counts bytes of the UTF-8 text of that line
/// (a byte order mark is not counted; text of other encodings counts as converted).
struct RowPosition {
  std::uint64_t line = 1;
  std::uint64_t column = 1;

  bool operator==(const RowPosition&) const = default;
};

/// One transfer as it was told. Empty views: not told. `id` is empty only where the source has no
/// such column; `payer`, `payee` and `amount` are always there and within the limits of field.hpp.
struct TransferRow {
  std::string_view id;
  base::Instant time{};
  std::string_view payer;
  std::string_view payee;
  base::Fen amount;
  fund::Kind kind = fund::Kind::transfer;
  std::string_view payer_name;
  std::string_view payee_name;
  std::string_view payer_institution;
  std::string_view payee_institution;
  std::string_view institution;  // who reports it, where the row says so
  std::string_view serial;       // the reporting institution's own number
  std::string_view clearing;     // UETR or clearing serial, the same at both banks
  std::string_view original;     // the transfer that a reversal (冲正) takes back
  std::string_view note;
  RowPosition position;  // of the row's first byte
};

/// What is wrong with one row, before anyone knows the file's name.
struct RowFault {
  RowPosition position;
  std::string field;   // column heading or JSON pointer; empty when the row as a whole is meant
  std::string reason;  // one sentence in English
};

using RowOutcome = std::variant<TransferRow, RowFault>;

/// A refused row as it is shown and written to the reject file.
struct RowError {
  std::string file;
  RowPosition position;
  std::string field;
  std::string reason;
  std::string raw;  // the row's text, cut to `raw_bytes_max`

  static constexpr std::size_t raw_bytes_max = 4096;
};

/// `FILE:LINE:COLUMN: reason`, on one line: control characters become blanks.
[[nodiscard]] std::string to_text(const RowError& error);

}  // namespace holdfast::feed
