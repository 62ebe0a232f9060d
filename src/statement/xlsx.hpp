// A workbook of the present form (.xlsx, Office Open XML), streamed: the parts that all sheets
// share are kept (texts, number formats), each sheet is unpacked and parsed row by row. Memory: the
// shared texts and one row. One thread at a time.
#pragma once

#include <string_view>

#include "base/result.hpp"
#include "statement/sheet.hpp"

namespace holdfast::statement {

/// Errors: bad_input for a file that is no such workbook, is protected, or breaks off, saying in
/// which part; too_large over the limits; whatever the taker answers.
[[nodiscard]] base::Result<void> read_xlsx(std::string_view bytes, const Limits& limits,
                                           SheetTaker& taker, const Progress& progress = {});

}  // namespace holdfast::statement
