// A report of any length as PDF: texts, tables whose heading stands on every page, drawings. The
// same report gives the same bytes, as page.hpp says of papers. Any thread.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "paper/drawing.hpp"

namespace holdfast::paper {

struct Words {
  enum class Rank { title, subtitle, heading, body, item, small };
  Rank rank = Rank::body;
  std::string text;
};

/// Words in a frame, kept on one page: what a reader must not miss.
struct Framed {
  std::string heading;
  std::vector<std::string> items;
};

struct Column {
  std::string heading;
  double share = 1;  // of the width
  bool is_number = false;
};
struct Grid {
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> rows;  // as many cells as columns
};

/// Scaled to the width of the page, and to a page's height where it is higher.
struct Picture {
  Drawing drawing;
};

struct NewPage {};

using ReportBlock = std::variant<Words, Framed, Grid, Picture, NewPage>;

struct Report {
  std::string title;
  std::string subject;
  base::Instant date;  // its only one: the bytes depend on no clock
  std::string footer;  // on every page, beside its number
  std::vector<ReportBlock> blocks;
};

/// Pages of A4. Errors: unavailable, where the fonts are not installed or Cairo fails.
[[nodiscard]] base::Result<std::string> report_pdf(const Report& report);

}  // namespace holdfast::paper
