// Text tables: CSV and its kin (tabs, semicolons, bars) in UTF-8, GB18030 or UTF-16 with or without
// a mark, quoted cells with line ends in them. A file is one sheet. Memory: one piece and one row.
// One thread at a time.
#pragma once

#include <string_view>

#include "base/result.hpp"
#include "feed/transcode.hpp"
#include "statement/sheet.hpp"

namespace holdfast::statement {

struct DelimitedForm {
  feed::Encoding encoding = feed::Encoding::automatic;
  char separator = '\0';  // by the beginning of the text
};

/// Lines that cannot be split are told as faults; errors: too_large, and whatever the taker
/// answers. `sheet`: what the one sheet is called.
[[nodiscard]] base::Result<void> read_delimited(std::string_view bytes, std::string_view sheet,
                                                const DelimitedForm& form, const Limits& limits,
                                                SheetTaker& taker, const Progress& progress = {});

/// What separates the cells, by the beginning: the one of , tab ; | that most lines hold the same
/// number of times above none.
[[nodiscard]] char guess_separator(std::string_view beginning);

}  // namespace holdfast::statement
