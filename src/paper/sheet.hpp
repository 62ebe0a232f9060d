// A paper before it is set: what stands on it, from top to bottom, as text in a few styles.
//
// compose() turns what was issued into a sheet by the layout it was issued with; set() (page.hpp)
// makes pages of it. Values; pure.
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "order/paper.hpp"

namespace holdfast::paper {

enum class Style {
  unit,       // 制作单位, centred above the title
  title,      // centred, the largest
  heading,    // centred, of a part
  number,     // to the right
  addressee,  // flush left, followed by its colon
  body,       // two characters indented
  closing,    // to the right: who and when
  note,       // small print
};

struct Line {
  Style style = Style::body;
  std::string text;
  bool operator==(const Line&) const = default;
};

/// A row of a form: heading, text, heading, text; the second pair may be empty.
struct Row {
  std::string label;
  std::string text;
  std::string label2;
  std::string text2;
  bool operator==(const Row&) const = default;
};
struct Table {
  std::vector<Row> rows;
  bool operator==(const Table&) const = default;
};

/// Who issues it and when, over the place of the seal; never parted over two pages.
struct Seal {
  std::string unit;
  std::string date;
  bool operator==(const Seal&) const = default;
};

/// Where the receipt is torn off.
struct Cut {
  bool operator==(const Cut&) const = default;
};

using Block = std::variant<Line, Table, Seal, Cut>;

struct Sheet {
  std::string title;  // of the document
  std::string subject;
  base::Instant date;     // its only date: the bytes depend on no clock
  std::string check_url;  // empty: no code is printed
  std::string code;       // as people read it
  std::vector<std::string> check_lines;
  std::vector<Block> blocks;
  bool operator==(const Sheet&) const = default;
};

/// Errors: conflict, for a layout that this version does not know or a paper whose texts were
/// erased.
[[nodiscard]] base::Result<Sheet> compose(const order::Paper& paper);

/// The texts of a sheet, a line each: what a test compares and a screen reader reads.
[[nodiscard]] std::string text_of(const Sheet& sheet);

}  // namespace holdfast::paper
