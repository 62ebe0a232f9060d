// Guides to the scams: how each goes, what gives it away, what to do, and what a dissuader asks.
// Data (data/guide/*.toml), one a type of fraud, Chinese and English.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace holdfast::guide {

/// A guide in one language.
struct Wording {
  std::string title;
  std::string summary;
  std::string story;
  std::vector<std::string> dialogue;  // a talk that ends well, "who：what", in turn
  std::vector<std::string> poster;    // three lines: what they say, what gives it away, what to do
  std::vector<std::string> steps;
  std::vector<std::string> signs;
  std::vector<std::string> do_now;
  std::vector<std::string> never;
  std::vector<std::string> if_paid;
  std::vector<std::string> ask;  // the call script of a dissuader, in order
};

struct Guide {
  std::string type;     // as text::type_names has it; 其他 holds for every scam
  std::string updated;  // YYYY-MM-DD
  Wording zh;
  Wording en;
};

/// `name` is the file's, for errors. Errors: bad_input with line and key.
[[nodiscard]] base::Result<Guide> parse_guide(std::string_view name, std::string_view toml);

}  // namespace holdfast::guide
