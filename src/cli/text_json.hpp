// JSON lines of `holdfast text`: one text or talk in, one answer out.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "text/analyse.hpp"
#include "text/learn.hpp"

namespace holdfast::cli {

/// {"id", "text"} or {"id", "turns": [{"speaker", "text"}]}, and "report" where it is known.
struct TextLine {
  std::string id;
  std::u32string text;
  std::vector<text::Turn> turns;
  bool is_talk = false;
  std::string report;
};

/// Errors: bad_input saying what is missing or of the wrong type.
[[nodiscard]] base::Result<TextLine> read_text_line(std::string_view line);

/// One line of JSON without its line break.
[[nodiscard]] std::string write_analysis(const TextLine& line, const text::Analysis& analysis);

/// A line of a data set: {"text", "label"} with a label where 正常 is ordinary, or {"text",
/// "is_fraud"}. Speakers at the front of lines ("left: ") are dropped. Importance 0 where the label
/// is neither fraud nor ordinary. Errors: bad_input.
[[nodiscard]] base::Result<text::Labelled> read_labelled_line(std::string_view line);

}  // namespace holdfast::cli
