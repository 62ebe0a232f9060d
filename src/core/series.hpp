// What ties cases together, weighed by how rare it is: a thing that two of a million cases share
// says much, one that every tenth case shares says nothing.
//
// Whatever turns up in more than `common_from` cases joins nobody, be it a wallet's merchant or the
// hotline of a bank; accounts where money left the trace (exits) join nobody either. A narrative's
// card counts only where the cases share no account, which would tell the same twice.
#pragma once

#include <optional>
#include <vector>

#include "core/state.hpp"

namespace holdfast::core {

/// One thing that two cases share.
struct Tie {
  desk::TieKind kind = desk::TieKind::account;
  std::int64_t score = 0;
  std::size_t cases = 0;                   // how many show it; of a wording: bands shared
  std::optional<base::AccountId> account;  // of accounts
  std::size_t trait = 0;                   // otherwise: which of the asked case's traits
  bool operator==(const Tie&) const = default;
};

struct Suggestion {
  desk::CaseId other;
  std::int64_t score = 0;
  std::vector<Tie> ties;  // the heaviest first
  bool operator==(const Suggestion&) const = default;
};

/// The least score that is worth an officer's look.
inline constexpr std::int64_t suggest_least = 30;
/// Bands that two wordings share at least: they have about six tenths of their runs in common.
inline constexpr std::size_t bands_least = 6;

/// From how many cases on a thing is common, among so many.
[[nodiscard]] std::size_t common_from(std::size_t cases);
/// What sharing a thing of that kind counts that `holding` of `all` cases show.
[[nodiscard]] std::int64_t points(desk::TieKind kind, std::size_t holding, std::size_t all);

/// The cases that may belong to the same hand, the likeliest first, then the earliest; neither
/// those of its series nor those that an officer said do not belong. Effort: the things it shows,
/// times `common_from`.
[[nodiscard]] std::vector<Suggestion> suggestions(const State& state, desk::CaseId id);

/// What the two have in common, whatever it counts together, the heaviest first.
[[nodiscard]] std::vector<Tie> ties_between(const State& state, desk::CaseId one,
                                            desk::CaseId other);

/// The traits of a case; none where nothing was noted.
[[nodiscard]] const std::vector<desk::Trait>& traits_of(const State& state, desk::CaseId id);

}  // namespace holdfast::core
