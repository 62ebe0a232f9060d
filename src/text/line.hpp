// A text or talk as JSON comes in, what the engine says of it goes out: the form of `holdfast text`
// (one a line) and of the API.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "text/analyse.hpp"
#include "text/learn.hpp"

namespace holdfast::text {

/// {"id", "text"} or {"id", "turns": [{"speaker", "text"}]}, and "report" where it is known: when
/// it was taken down, ISO 8601.
struct TextLine {
  std::string id;  // empty where it has none
  std::u32string text;
  std::vector<Turn> turns;
  bool is_talk = false;
  std::string report;
};

/// Errors: bad_input saying what is missing or of the wrong type.
[[nodiscard]] base::Result<TextLine> read_text_line(std::string_view line);

/// Errors: too_large.
[[nodiscard]] base::Result<Analysis> analyse(const Model& model, const TextLine& line);

/// One line of JSON without its line break; `id` only where there is one.
[[nodiscard]] std::string write_analysis(const TextLine& line, const Analysis& analysis);

/// A line of a data set: {"text", "label"} with a label where 正常 is ordinary, or {"text",
/// "is_fraud"}. Speakers at the front of lines ("left: ") are dropped. Importance 0 where the label
/// is neither fraud nor ordinary. Errors: bad_input.
[[nodiscard]] base::Result<Labelled> read_labelled_line(std::string_view line);

}  // namespace holdfast::text
