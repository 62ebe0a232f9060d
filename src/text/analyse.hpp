// All that the engine says of one text or one talk.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "text/model.hpp"

namespace holdfast::text {

/// Longest text that is read, in code points; of a talk, all turns together.
inline constexpr std::size_t text_limit = 100'000;

struct Analysis {
  Verdict verdict;
  std::vector<std::u32string> reasons;  // words of the text that weighed, the heaviest first
  std::vector<Span> spans;
  std::vector<Payment> ledger;
  std::vector<double> turn_scores;     // of a talk: after each turn, from it and those before
  std::vector<std::uint32_t> turn_of;  // of a talk: the turn of each span, whose places count in it
};

/// `report` is when the text was taken down (ISO 8601), or empty. Errors: too_large.
[[nodiscard]] base::Result<Analysis> analyse(const Model& model, std::u32string_view text,
                                             std::string_view report);
[[nodiscard]] base::Result<Analysis> analyse_talk(const Model& model, std::span<const Turn> turns,
                                                  std::string_view report);

}  // namespace holdfast::text
