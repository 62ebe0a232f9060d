// What can have happened to a warning. Part of core/event.hpp.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "dissuade/warning.hpp"

namespace holdfast::core {

struct WarningRaised {
  dissuade::Warning warning;
};
BOOST_DESCRIBE_STRUCT(WarningRaised, (), (warning))

/// The same person was noticed once more. What it brings is added; `clocks` are all there are now.
struct WarningJoined {
  dissuade::WarningId warning;
  dissuade::Source source;
  std::string grade;
  std::string fraud_type;
  std::vector<std::string> reasons;  // those that are new
  dissuade::Evidence evidence;       // that is new
  base::Fen amount;                  // at stake now
  std::optional<base::AccountId> account;
  std::string institution;
  std::optional<dissuade::Counter> counter;
  std::vector<dissuade::Clock> clocks;
};
BOOST_DESCRIBE_STRUCT(WarningJoined, (),
                      (warning, source, grade, fraud_type, reasons, evidence, amount, account,
                       institution, counter, clocks))

/// Whose the account is, or where the person lives, became known.
struct WarnedNamed {
  dissuade::WarningId warning;
  std::string person;
  base::Personal name;
  base::Personal phone;
  std::vector<dissuade::Notice> notices;  // that a machine takes to them now
};
BOOST_DESCRIBE_STRUCT(WarnedNamed, (), (warning, person, name, phone, notices))

struct WarningAssigned {
  dissuade::WarningId warning;
  std::string unit;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(WarningAssigned, (), (warning, unit, reason))

/// It is about a person who is warned already.
struct WarningMerged {
  dissuade::WarningId warning;
  dissuade::WarningId into;
};
BOOST_DESCRIBE_STRUCT(WarningMerged, (), (warning, into))

struct WarningStepTaken {
  dissuade::WarningId warning;
  dissuade::Taken taken;
};
BOOST_DESCRIBE_STRUCT(WarningStepTaken, (), (warning, taken))

/// What came of it, and how it goes on. `clocks`: those that run from here on; `held_by`: who
/// answers for it now.
struct WarningConcluded {
  dissuade::WarningId warning;
  dissuade::Ended ended;
  dissuade::State state = dissuade::State::finished;
  std::string held_by;
  std::vector<dissuade::Clock> clocks;
  std::vector<dissuade::Notice> notices;
};
BOOST_DESCRIBE_STRUCT(WarningConcluded, (), (warning, ended, state, held_by, clocks, notices))

/// The back-check is over: finished, or back to work in a further round.
struct WarningCheckedBack {
  dissuade::WarningId warning;
  dissuade::State state = dissuade::State::finished;
  std::string held_by;
  std::vector<dissuade::Clock> clocks;
  std::vector<dissuade::Notice> notices;
};
BOOST_DESCRIBE_STRUCT(WarningCheckedBack, (), (warning, state, held_by, clocks, notices))

/// A clock told that it lapses soon, or lapsed. `again`: the clock of the unit that answers from
/// now on, one tier up.
struct WarningClockRung {
  dissuade::WarningId warning;
  dissuade::Step step = dissuade::Step::sign_off;
  base::Instant due;
  bool lapsed = false;
  std::string held_by;
  std::optional<dissuade::Clock> again;
};
BOOST_DESCRIBE_STRUCT(WarningClockRung, (), (warning, step, due, lapsed, held_by, again))

/// Where the person lives became known, or was told anew. `unit` answers for it now.
struct WarningPlaced {
  dissuade::WarningId warning;
  dissuade::Place place;
  std::string unit;
};
BOOST_DESCRIBE_STRUCT(WarningPlaced, (), (warning, place, unit))

/// They have been over for long enough: what the figures need of them stays in memory.
struct WarningsArchived {
  std::vector<dissuade::WarningId> warnings;
};
BOOST_DESCRIBE_STRUCT(WarningsArchived, (), (warnings))

/// The term is over for which their personal texts are kept: their keys are destroyed.
struct WarningsErased {
  std::vector<dissuade::WarningId> warnings;
};
BOOST_DESCRIBE_STRUCT(WarningsErased, (), (warnings))

/// What became of a message or call that a machine makes.
struct NoticeMoved {
  dissuade::WarningId warning;
  dissuade::Notice notice;
};
BOOST_DESCRIBE_STRUCT(NoticeMoved, (), (warning, notice))

}  // namespace holdfast::core
