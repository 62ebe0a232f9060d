// Pages of A4 as PDF, by Cairo and Pango.
//
// The same sheet gives the same bytes on every run: the document's only date is the sheet's, no id
// is drawn, fonts are not hinted. The bytes do depend on the versions of Cairo, Pango and the Noto
// fonts; who stores a digest learns of it when one of them changes. Any thread.
#pragma once

#include <string>

#include "paper/sheet.hpp"

namespace holdfast::paper {

/// The bytes of a PDF 1.5 file. Errors: unavailable, where the fonts are not installed or Cairo
/// fails; too_large, where the check address fits no QR code.
[[nodiscard]] base::Result<std::string> set(const Sheet& sheet);

/// compose and set. Errors: those of both.
[[nodiscard]] base::Result<std::string> pdf_of(const order::Paper& paper);

}  // namespace holdfast::paper
