// A workbook of the old form (.xls, BIFF8 in an OLE2 container): texts, numbers, dates, results of
// formulas. Older forms (BIFF5 and before) and encrypted files are refused with their reason. The
// workbook is held in memory; at most 65,536 rows a sheet. One thread at a time.
#pragma once

#include <string_view>

#include "base/result.hpp"
#include "statement/sheet.hpp"

namespace holdfast::statement {

/// Errors: bad_input for a file that is no such workbook or damaged, too_large over the limits;
/// whatever the taker answers.
[[nodiscard]] base::Result<void> read_xls(std::string_view bytes, const Limits& limits,
                                          SheetTaker& taker, const Progress& progress = {});

}  // namespace holdfast::statement
