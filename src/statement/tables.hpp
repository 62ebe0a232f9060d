// What came of statements, as tables that people and programs read on: transfers in the canonical
// form (with columns of their own after it, which other readers pass over), rows that became
// nothing, accounts.
//
// Texts that a spreadsheet would run as a formula get a leading apostrophe: a note (附言) is
// written by whoever paid. Accounts and ids are left as they are. Pure; any thread.
#pragma once

#include <string>

#include "statement/statement.hpp"

namespace holdfast::statement {

/// The id of a transfer: the beginning of the file's digest, the sheet's number, the row's: the
/// same whenever the file is read, and no two rows have the same.
[[nodiscard]] std::string row_id(const RowSource& source);

[[nodiscard]] std::string transfer_header();
void append_transfer(std::string& csv, const StatementRow& row, const RowSource& source);

[[nodiscard]] std::string note_header();
void append_note(std::string& csv, const RowNote& note, const RowSource& source);

[[nodiscard]] std::string account_header();
void append_account(std::string& csv, const AccountRow& row, const RowSource& source);

}  // namespace holdfast::statement
