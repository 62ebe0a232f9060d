#include "statement/xls.hpp"

#include <algorithm>
#include <fmt/core.h>
#include <optional>

#include "feed/utf8.hpp"
#include "statement/biff.hpp"
#include "statement/little_endian.hpp"
#include "statement/ole_file.hpp"
#include "statement/xls_globals.hpp"

namespace holdfast::statement {

namespace {

constexpr std::uint16_t kind_sheet = 0x0010;
constexpr std::size_t columns_of_a_sheet = 256;

class Rows {
 public:
  Rows(const XlsGlobals& globals, const Limits& limits, Budget& budget, SheetTaker& taker)
      : globals_(globals), limits_(limits), budget_(budget), taker_(taker) {}

  base::Result<void> take(const Biff& record) {
    BiffReader in(record);
    if (record.is(BiffRecord::formula_text)) {
      const auto length = in.u16();
      auto text = length ? in.text(*length) : std::nullopt;
      if (text && formula_column_) {
        put(*formula_column_, *std::move(text), CellKind::text);
      }
      return {};
    }
    formula_column_.reset();
    if (!is_cell(record)) {
      return {};
    }
    const auto row = in.u16();
    const auto column = in.u16();
    const auto format = in.u16();
    if (!format) {
      return damaged_xls("a cell is cut off");
    }
    if (auto moved = move_to(*row); !moved) {
      return moved;
    }
    if (*column >= columns_of_a_sheet || !take_cell(record, in, *column, *format)) {
      return damaged_xls(fmt::format("a cell of row {}", *row + 1));
    }
    return {};
  }

  base::Result<void> finish() {
    if (cells_.empty()) {
      return {};
    }
    views_.clear();
    for (const auto& [text, kind] : cells_) {
      views_.push_back({text, kind});
    }
    if (auto counted = count_row(budget_, limits_, row_, views_); !counted) {
      return counted;
    }
    auto taken = taker_.row({.number = row_, .cells = views_});
    cells_.clear();
    return taken;
  }

 private:
  static bool is_cell(const Biff& record) {
    using enum BiffRecord;
    return record.is(number) || record.is(rk) || record.is(many_rk) || record.is(shared_label) ||
           record.is(label) || record.is(rich_label) || record.is(bool_or_error) ||
           record.is(formula);
  }

  base::Result<void> move_to(std::uint16_t row) {
    const std::uint64_t number = std::uint64_t{row} + 1;
    if (number == row_) {
      return {};
    }
    if (number < row_) {
      return damaged_xls(fmt::format("row {} comes after row {}", number, row_));
    }
    auto done = finish();
    row_ = number;
    return done;
  }

  bool take_cell(const Biff& record, BiffReader& in, std::uint16_t column, std::uint16_t format) {
    using enum BiffRecord;
    if (record.is(number) || record.is(formula)) {
      return take_double(record, column, format);
    }
    if (record.is(rk)) {
      const auto packed = in.u32();
      if (packed) {
        put_number(column, rk_number(*packed), format);
      }
      return packed.has_value();
    }
    if (record.is(many_rk)) {
      return take_many(record, column);
    }
    if (record.is(shared_label)) {
      const auto index = in.u32();
      if (!index || *index >= globals_.texts.size()) {
        return false;
      }
      put(column, globals_.texts[*index], CellKind::text);
      return true;
    }
    if (record.is(bool_or_error)) {
      const auto value = in.u8();
      const auto is_error = in.u8();
      if (is_error && *is_error != 0) {
        put(column, "#ERROR", CellKind::broken);
      } else if (is_error) {
        put(column, *value != 0 ? "TRUE" : "FALSE", CellKind::text);
      }
      return is_error.has_value();
    }
    const auto length = in.u16();
    auto text = length ? in.text(*length) : std::nullopt;
    if (text) {
      put(column, *std::move(text), CellKind::text);
    }
    return text.has_value();
  }

  // Both have their number right after the place. Of a formula, two bytes of ones mark another
  // result than a number: a text, which follows in a record of its own, or a truth, or an error.
  bool take_double(const Biff& record, std::uint16_t column, std::uint16_t format) {
    if (record.body.size() < 14) {
      return false;
    }
    if (record.is(BiffRecord::formula) && read_at<std::uint16_t>(record.body, 12) == 0xFFFF) {
      const char kind = record.body[6];
      if (kind == 0) {
        formula_column_ = column;
      } else if (kind == 1) {
        put(column, record.body[8] != 0 ? "TRUE" : "FALSE", CellKind::text);
      } else if (kind == 2) {
        put(column, "#ERROR", CellKind::broken);
      }
      return true;
    }
    put_number(column, read_at<double>(record.body, 6), format);
    return true;
  }

  bool take_many(const Biff& record, std::uint16_t column) {
    // Row and first column, then a format and a number a cell, then the last column.
    if (record.body.size() < 6 || (record.body.size() - 6) % 6 != 0) {
      return false;
    }
    std::size_t at = 4;
    for (std::size_t i = column; at + 6 < record.body.size(); ++i, at += 6) {
      if (i >= columns_of_a_sheet) {
        return false;
      }
      put_number(i, rk_number(read_at<std::uint32_t>(record.body, at + 2)),
                 read_at<std::uint16_t>(record.body, at));
    }
    return true;
  }

  void put_number(std::size_t column, double value, std::uint16_t format) {
    const auto moment = globals_.is_date(format) ? moment_text(value, globals_.zero) : std::nullopt;
    put(column, moment ? *moment : number_text(value),
        moment ? CellKind::moment : CellKind::number);
  }

  void put(std::size_t column, std::string text, CellKind kind) {
    cells_.resize(std::max(cells_.size(), column + 1));
    cells_[column] = {std::move(text), kind};
  }

  struct Kept {
    std::string text;
    CellKind kind = CellKind::text;
  };

  const XlsGlobals& globals_;
  const Limits& limits_;
  Budget& budget_;
  SheetTaker& taker_;
  std::uint64_t row_ = 0;
  std::vector<Kept> cells_;
  std::vector<Cell> views_;
  std::optional<std::size_t> formula_column_;  // of a formula whose text comes next
};

base::Result<void> read_sheet(std::string_view stream, const XlsSheet& sheet, Rows& rows) {
  auto record = biff_at(stream, sheet.at);
  if (!record || !record->is(BiffRecord::begin) || record->body.size() < 4 ||
      read_at<std::uint16_t>(record->body, 2) != kind_sheet) {
    return damaged_xls(fmt::format("the sheet \"{}\" is not where the workbook says",
                                   feed::cut_utf8(sheet.name, 64)));
  }
  std::size_t depth = 1;  // charts stand inside sheets with a begin and an end of their own
  for (record = biff_at(stream, record->next); record; record = biff_at(stream, record->next)) {
    if (record->is(BiffRecord::begin)) {
      ++depth;
    } else if (record->is(BiffRecord::end)) {
      if (--depth == 0) {
        return rows.finish();
      }
    } else if (depth == 1) {
      if (auto taken = rows.take(*record); !taken) {
        return taken;
      }
    }
  }
  return damaged_xls(fmt::format("the sheet \"{}\" breaks off", feed::cut_utf8(sheet.name, 64)));
}

}  // namespace

base::Result<void> read_xls(std::string_view bytes, const Limits& limits, SheetTaker& taker,
                            const Progress& progress) {
  const auto streams = read_ole(bytes, {"Workbook", "Book", "EncryptedPackage"});
  if (!streams) {
    return streams.error();
  }
  if (streams->empty()) {
    return bad_file("the file holds no workbook: perhaps a document of another program");
  }
  const OleStream& found = streams->front();
  if (found.name == "EncryptedPackage") {
    return bad_file("the workbook is protected by a password");
  }
  if (found.name == "Book") {
    return bad_file("a workbook of Excel 5 or 95 is not read: save it as .xlsx");
  }
  const auto globals = read_xls_globals(found.bytes, limits);
  if (!globals) {
    return globals.error();
  }
  Budget budget;
  std::uint64_t done = 0;
  for (const XlsSheet& sheet : globals->sheets) {
    if (auto begun = taker.begin(sheet.name, sheet.visibility); !begun) {
      return begun;
    }
    Rows rows(*globals, limits, budget, taker);
    if (auto read = read_sheet(found.bytes, sheet, rows); !read) {
      return read;
    }
    if (auto ended = taker.end(); !ended) {
      return ended;
    }
    if (progress) {
      progress(++done, globals->sheets.size());
    }
  }
  return {};
}

}  // namespace holdfast::statement
