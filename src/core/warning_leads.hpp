// A lead on somebody who is being cheated, and what it adds to a warning that is open; not for use
// outside the core.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "core/warnings.hpp"

namespace holdfast::core {

inline constexpr std::size_t reasons_max = 50;
inline constexpr std::size_t evidence_max = 200;

/// What is told of somebody, wherever it goes.
struct Lead {
  dissuade::Source source;
  std::string grade;
  std::string fraud_type;
  std::vector<std::string> reasons;
  dissuade::Evidence evidence;
  base::Fen amount;
  std::optional<base::AccountId> account;
  std::string institution;
  std::optional<dissuade::Counter> counter;
};

/// Those of `more` that are new, as far as there is room.
template <typename T>
std::vector<T> fresh(const std::vector<T>& there, const std::vector<T>& more, std::size_t most) {
  std::vector<T> added;
  for (const auto& each : more) {
    const bool known = std::find(there.begin(), there.end(), each) != there.end() ||
                       std::find(added.begin(), added.end(), each) != added.end();
    if (!known && there.size() + added.size() < most) {
      added.push_back(each);
    }
  }
  return added;
}

/// What a warning itself would tell.
[[nodiscard]] Lead lead_of(const dissuade::Warning& warning);
[[nodiscard]] Lead lead_of(const Outcome& out, const RaiseWarning& body, std::string grade);
/// What both bring, the worse grade of the two.
[[nodiscard]] Lead together(const Outcome& out, Lead one, Lead other);
/// Adds to the warning what is new; nothing where nothing is.
void join(Outcome& out, const dissuade::Warning& warning, Lead lead);

/// The steps whose clocks begin with a warning.
[[nodiscard]] std::vector<dissuade::Step> steps_from_the_first(bool at_counter);
/// A text that is none has no owner, as it reads from the journal.
[[nodiscard]] base::Personal personal(base::SubjectId subject, const std::string& text);
[[nodiscard]] base::SubjectId subject_of(dissuade::WarningId id);
/// Texts by what they say: whose key seals them is another matter.
[[nodiscard]] std::vector<base::Personal> fresh_texts(const dissuade::Warning& warning,
                                                      const std::vector<base::Personal>& more,
                                                      base::SubjectId subject);

}  // namespace holdfast::core
