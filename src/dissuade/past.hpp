// What is left in memory of a warning that is over: enough to count it, to know who was warned
// before and to find it again. What was said and done stands in the journal, and masked in the
// projection. Values; any thread.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "dissuade/warning.hpp"

namespace holdfast::dissuade {

struct Past {
  std::string person;                      // keyed digest; empty: nobody found out who
  std::optional<base::AccountId> account;  // until the personal texts are erased
  std::string grade;
  std::string outcome;  // the code of the last one; empty: there was none
  Then then = Then::end;
  SourceKind source = SourceKind::officer;  // that raised it
  State state = State::finished;            // or merged
  std::int32_t repeat = 0;
  std::int32_t lapses = 0;
  bool is_counter = false;  // a bank's counter asked for help
  bool is_erased = false;   // its personal texts are gone
  std::string unit;
  base::Instant raised_at;
  base::Instant ended_at;
  std::optional<base::Instant> signed_at;
  std::optional<base::Instant> concluded_at;  // the last outcome
  std::optional<base::Instant> convinced_at;  // the last outcome that a back-check followed
  base::Fen kept;                             // money that did not leave, of all outcomes
  base::Fen lost;                             // money that did
  std::optional<WarningId> merged_into;
  bool operator==(const Past&) const = default;
};
BOOST_DESCRIBE_STRUCT(Past, (),
                      (person, account, grade, outcome, then, source, state, repeat, lapses,
                       is_counter, is_erased, unit, raised_at, ended_at, signed_at, concluded_at,
                       convinced_at, kept, lost, merged_into))

/// What the figures see of a warning, over or not; `ended_at` of one that is not over is when it
/// was raised, and its state says so.
[[nodiscard]] Past past_of(const Warning& warning);

/// When a warning came to its end: it is finished or merged, or the clock of its back-check ran out
/// at the last tier. Nothing while something may still come of it.
[[nodiscard]] std::optional<base::Instant> ended_at(const Warning& warning);

}  // namespace holdfast::dissuade
