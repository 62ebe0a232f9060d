// How good a version was: what it flagged and stopped, held against the cases that came after.
// Pure.
//
// An alert is the first word of a version on an account, with the score of then. It is a hit when a
// case whose money reached the account was first reported after the alert, and within the horizon.
// Was there such a case before the alert, the alert told nothing new: it is late, and counts
// neither for nor against. Of accounts that came into a case while the version ran, those are known
// whose alert was there before, by no more than the horizon.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "base/fen.hpp"
#include "base/ids.hpp"
#include "base/instant.hpp"
#include "desk/screening.hpp"

namespace holdfast::screen {

struct Alert {
  desk::ScoringId scoring;
  base::AccountId account;
  std::int64_t score = 0;  // millionths
  base::Instant at;
};

/// An account that a case's money reached.
struct Involved {
  base::Instant at;                                       // of the first report
  std::vector<std::pair<base::Instant, base::Fen>> paid;  // into it, by victims, each once
};

/// When a version judged. `until`: nothing while it does.
struct Run {
  desk::ScoringId scoring;
  base::Instant from;
  std::optional<base::Instant> until;
};

struct Question {
  base::Instant from;  // alerts and reports in [from, until) count
  base::Instant until;
  base::Instant now;
  base::Milliseconds horizon{0};
};

/// What one version did in one week, which begins on a Monday in Beijing.
struct RecordWeek {
  desk::ScoringId scoring;
  base::Instant from;
  std::uint64_t alerts = 0;
  std::uint64_t hits = 0;
  std::uint64_t late = 0;
  std::uint64_t undecided = 0;  // no case yet, and the horizon is not over
  std::uint64_t came = 0;       // accounts first reported in that week
  std::uint64_t known = 0;      // of them
  base::Fen ahead;              // paid into accounts that were hits, from the alert on
  base::Fen before;             // the same, before it
  bool operator==(const RecordWeek&) const = default;
};

/// What would have come of looking at alerts down to this score only.
struct RecordPoint {
  std::int64_t score = 0;
  std::uint64_t alerts = 0;  // late ones are none
  std::uint64_t hits = 0;
  std::uint64_t known = 0;
  bool operator==(const RecordPoint&) const = default;
};

struct Record {
  std::vector<RecordWeek>
      weeks;  // by version and week; weeks in which nothing happened are left out
  struct Curve {
    desk::ScoringId scoring;
    std::uint64_t came = 0;
    std::uint64_t undecided = 0;
    std::vector<RecordPoint> points;  // the highest score first
  };
  std::vector<Curve> curves;  // by version; of those that ran or alerted
};

/// The Monday in Beijing that the week of `at` begins with.
[[nodiscard]] base::Instant week_of(base::Instant at);

/// Of several alerts of a version on one account the first counts.
[[nodiscard]] Record record_of(const std::vector<Alert>& alerts,
                               const std::map<base::AccountId, Involved>& involved,
                               const std::vector<Run>& runs, const Question& question);

/// At most `most` of the points, the first and the last among them.
[[nodiscard]] std::vector<RecordPoint> thinned(const std::vector<RecordPoint>& points,
                                               std::size_t most);

}  // namespace holdfast::screen
