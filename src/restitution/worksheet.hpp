// The worksheet of a division (返还计算工作表): everything that went into it and every step, so
// that somebody else comes to the same fen with pencil and paper. Chinese, for the file of the
// case.
//
// It depends on its inputs alone: no date of printing, no machine. The same inputs under the same
// rules give the same bytes.
#pragma once

#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "restitution/divide.hpp"

namespace holdfast::restitution {

/// What was read, with its digest.
struct Source {
  std::string what;    // "流水"
  std::string name;    // of the file
  std::string sha256;  // hexadecimal; empty where there is none
};

/// A sum that a recorded decision takes out of the division.
struct Exclusion {
  std::size_t frozen = 0;
  std::string decision;  // its number and ground
};

struct Paper {
  std::string article;        // the statute, as the rule pack gives it
  std::string mark;           // how sure we are of its text
  std::string notice;         // what must be announced before a division by proportion
  std::string rules_version;  // "spine 2026-12"
  std::vector<Source> sources;
  std::vector<std::string> victims;  // names, in the order given
  std::vector<Exclusion> exclusions;
  std::function<std::string(fund::Sequence)> transfer;  // how a transfer is named
};

/// One division, and what it would have been by each method: fifo, lifo, prorata.
struct Comparison {
  Choice choice;
  Answer chosen;
  std::array<Answer, 3> by_method;
};

/// Divides by the choice and by every method, the basis kept. Errors: as `divide`.
[[nodiscard]] base::Result<Comparison> compare(const fund::Graph& graph, fund::Snapshot snapshot,
                                               std::span<const Victim> victims,
                                               std::span<const Frozen> frozen,
                                               const Choice& choice);

/// UTF-8, lines end with LF.
[[nodiscard]] std::string worksheet(const Comparison& comparison, std::span<const Victim> victims,
                                    std::span<const Frozen> frozen, const Paper& paper);

}  // namespace holdfast::restitution
