// The tables of an exhibit: what was put in, in a form that can be read again, and what came of it.
// A table is its headings and rows of texts; CSV and the workbook are made of the same ones. Pure.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "exhibit/replay.hpp"

namespace holdfast::exhibit {

struct Table {
  std::string name;  // of the part, without its ending
  std::string title;
  std::vector<std::string> headings;
  std::vector<std::vector<std::string>> rows;
};

// Put in:
[[nodiscard]] Table input_accounts(const Dossier& dossier);
[[nodiscard]] Table input_transfers(const Dossier& dossier);
[[nodiscard]] Table input_seeds(const Dossier& dossier);
[[nodiscard]] Table input_origins(const Dossier& dossier);

// Come of it:
[[nodiscard]] Table result_accounts(const Dossier& dossier, const Findings& findings);
/// Each transfer that carried stolen money, with where it comes from.
[[nodiscard]] Table result_transfers(const Dossier& dossier, const Findings& findings);
[[nodiscard]] Table result_policies(const Findings& findings);

/// RFC 4180 with a header, LF, UTF-8. A text that a spreadsheet would run as a formula, or that
/// begins with an apostrophe, gets an apostrophe before it.
[[nodiscard]] std::string csv_of(const Table& table);
/// "0:12.50;3:1.00": yuan by source, those with something.
[[nodiscard]] std::string shares_text(std::span<const trace::Piece> shares);

struct InputTexts {
  std::string_view accounts;
  std::string_view transfers;
  std::string_view seeds;
  std::string_view origins;
};
/// Fills accounts, origins, rows and seeds. Errors: bad_input with TABLE:LINE:COLUMN; too_large
/// over the limits.
[[nodiscard]] base::Result<void> read_inputs(const InputTexts& texts, const Limits& limits,
                                             Dossier& dossier);

}  // namespace holdfast::exhibit
