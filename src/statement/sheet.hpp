// What every format of a bank's file is read into: sheets of rows of cells, told while the file is
// read. CSV is a file of one sheet.
//
// A cell is text that somebody typed, a number as the spreadsheet keeps it, or a moment (a number
// that the sheet shows as date or time, already in words). The difference matters: a spreadsheet
// keeps fifteen digits, so an account number of sixteen that is a number has lost its end.
// One thread at a time; views live until the callback returns.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace holdfast::statement {

enum class CellKind : std::uint8_t { text, number, moment, broken };

struct Cell {
  std::string_view text;  // UTF-8; of a broken cell what it shows (#REF!)
  CellKind kind = CellKind::text;
};

struct SheetRow {
  std::uint64_t number = 1;     // as a spreadsheet counts, of CSV the line
  std::span<const Cell> cells;  // by column; cells that are not there are empty
};

/// A row that cannot even be split into cells.
struct SheetFault {
  std::uint64_t row = 0;
  std::uint64_t column = 0;  // from 1; 0: the row as a whole
  std::string reason;
  std::string_view raw;
};

enum class Visibility : std::uint8_t { shown, hidden };

class SheetTaker {
 public:
  /// An error of any of these ends the reading and is its answer.
  virtual base::Result<void> begin(std::string_view name, Visibility visibility) = 0;
  virtual base::Result<void> row(const SheetRow& row) = 0;
  virtual base::Result<void> fault(const SheetFault& fault) = 0;
  virtual base::Result<void> end() = 0;

 protected:
  ~SheetTaker() = default;
};

/// What a file may demand. Over a limit it is refused as too_large, saying which.
struct Limits {
  std::uint64_t file_bytes = std::uint64_t{1} << 30;
  std::uint64_t inflated_bytes = std::uint64_t{4} << 30;  // of one part of a workbook
  std::uint64_t inflate_ratio = 400;                      // of a part over 16 MiB
  std::uint64_t shared_bytes = std::uint64_t{192} << 20;  // texts that a workbook keeps apart
  std::uint64_t rows = 5'000'000;                         // of all sheets
  std::size_t columns = 512;
  std::size_t row_bytes = std::size_t{1} << 20;       // texts of one row
  std::uint64_t text_bytes = std::uint64_t{8} << 30;  // of all rows, shared texts each time
  std::size_t parts = 4096;                           // files within the workbook
  std::size_t sheets = 256;
  std::size_t depth = 64;  // elements in elements
};

/// What has been used of the limits that all sheets of a file share.
struct Budget {
  std::uint64_t rows = 0;
  std::uint64_t text_bytes = 0;
};

/// Bytes read so far and in all.
using Progress = std::function<void(std::uint64_t done, std::uint64_t total)>;

[[nodiscard]] inline base::Error too_large(std::string message) {
  return {base::ErrorCode::too_large, std::move(message)};
}
/// Counts a row of so many bytes. Errors: too_large.
[[nodiscard]] base::Result<void> count_row(Budget& budget, const Limits& limits, std::uint64_t row,
                                           std::span<const Cell> cells);
[[nodiscard]] inline base::Error bad_file(std::string message) {
  return {base::ErrorCode::bad_input, std::move(message)};
}

}  // namespace holdfast::statement
