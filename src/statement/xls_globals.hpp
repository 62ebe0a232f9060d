// What the sheets of an old workbook share (internal to statement). Plain values.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "statement/serial_date.hpp"
#include "statement/sheet.hpp"

namespace holdfast::statement {

struct XlsSheet {
  std::string name;
  std::size_t at = 0;
  Visibility visibility = Visibility::shown;
};

struct XlsGlobals {
  std::vector<XlsSheet> sheets;
  std::vector<std::string> texts;
  std::map<std::uint16_t, bool> formats;      // a number format shows dates
  std::vector<std::uint16_t> format_of_cell;  // by cell format
  DayZero zero = DayZero::of_1900;

  [[nodiscard]] bool is_date(std::uint16_t cell_format) const {
    if (cell_format >= format_of_cell.size()) {
      return false;
    }
    const std::uint16_t id = format_of_cell[cell_format];
    const auto own = formats.find(id);
    return own == formats.end() ? is_date_format(std::uint32_t{id}) : own->second;
  }
};

/// Errors: bad_input for another form, a protected or a damaged one; too_large over the limits.
[[nodiscard]] base::Result<XlsGlobals> read_xls_globals(std::string_view stream,
                                                        const Limits& limits);

[[nodiscard]] base::Error damaged_xls(std::string_view what);

}  // namespace holdfast::statement
