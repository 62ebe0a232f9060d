// Tables as a workbook (.xlsx), a sheet each: Office Open XML in the smallest form that
// spreadsheets take, packed by pack::Writer, so that equal tables are equal bytes. Pure.
#pragma once

#include <span>
#include <string>

#include "exhibit/tables.hpp"

namespace holdfast::exhibit {

/// Texts stay texts, whatever they look like; columns whose heading ends in "_yuan" are numbers
/// with two decimals. Errors: too_large beyond a sheet's 1,048,576 rows.
[[nodiscard]] base::Result<std::string> workbook_of(std::span<const Table> tables);

}  // namespace holdfast::exhibit
