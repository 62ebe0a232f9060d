// Rows of the sheets of a police return that are not transfers: accounts, persons, measures, and
// which queries succeeded or failed. Pure; any thread.
#pragma once

#include <variant>

#include "statement/layout.hpp"
#include "statement/row_reader.hpp"
#include "statement/statement.hpp"

namespace holdfast::statement {

/// A row that names neither an account nor a person is refused.
[[nodiscard]] std::variant<AccountRow, RowRefused> account_of(const SheetRow& row,
                                                              const Layout& layout, SheetKind kind,
                                                              const Owner& owner);

}  // namespace holdfast::statement
