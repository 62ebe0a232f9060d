// What people tell the centre and ask it without having lost anything: 举报, a tip, and 咨询, a
// consultation, which are two of the three functions of the 96110 line. A tip is worked on and
// ended with a result, a consultation is answered; whoever brought it follows it under a code that
// only they have. What a tip names is hearsay. Terms, results and amounts are rules. Values; any
// thread.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.hpp"
#include "base/instant.hpp"
#include "base/personal.hpp"
#include "desk/series.hpp"
#include "dissuade/call.hpp"
#include "tip/reward.hpp"

namespace holdfast::tip {

using TipId = base::StrongId<struct TipTag>;

enum class Kind {
  report,        // 举报
  consultation,  // 咨询
};
BOOST_DESCRIBE_ENUM(Kind, report, consultation)

/// How it came.
enum class Way {
  page,   // the public page
  line,   // the line: an officer wrote it down
  visit,  // somebody came to the desk
};
BOOST_DESCRIBE_ENUM(Way, page, line, visit)

/// What swindlers are said to use. Nobody vouches for it.
struct Named {
  desk::TraitKind kind = desk::TraitKind::phone;
  base::Personal value;   // as it was written
  base::Personal digest;  // under which it is asked for (indicator/digest.hpp); empty: nobody does
  bool read = false;      // found in the text by the engine; false: somebody entered it
  bool operator==(const Named&) const = default;
};
BOOST_DESCRIBE_STRUCT(Named, (), (kind, value, digest, read))

/// Whoever brought it, as far as they say. Nothing of it is asked for.
struct Reporter {
  base::Personal name;
  base::Personal phone;
  std::string phrase;  // keyed digest of the pass phrase they chose; empty: none
  bool operator==(const Reporter&) const = default;
};
BOOST_DESCRIBE_STRUCT(Reporter, (), (name, phone, phrase))

enum class ClockKind {
  take_on,  // 签收
  finish,   // 办结、答复
  claim,    // a reward is to be claimed
  kept,     // from then on its personal texts are destroyed
};
BOOST_DESCRIBE_ENUM(ClockKind, take_on, finish, claim, kept)

/// How far a clock has rung.
enum class Told { nothing, ahead, lapsed };
BOOST_DESCRIBE_ENUM(Told, nothing, ahead, lapsed)

/// Each ring is told once. `ahead` is `due` where nobody is told before.
struct Clock {
  ClockKind kind = ClockKind::take_on;
  base::Instant begins;
  base::Instant ahead;
  base::Instant due;
  Told told = Told::nothing;
  std::optional<base::Instant> stopped;
  std::string article;
  bool operator==(const Clock&) const = default;
};
BOOST_DESCRIBE_STRUCT(Clock, (), (kind, begins, ahead, due, told, stopped, article))

struct Accepted {
  std::string by;
  base::Instant at;
  bool operator==(const Accepted&) const = default;
};
BOOST_DESCRIBE_STRUCT(Accepted, (), (by, at))

struct Step {
  std::string code;  // of the rules: "check"
  std::string by;
  base::Instant at;
  base::Personal note;
  bool operator==(const Step&) const = default;
};
BOOST_DESCRIBE_STRUCT(Step, (), (code, by, at, note))

/// What a consultation was answered with, in the words that the asker reads.
struct Reply {
  base::Personal text;
  std::string guide;  // type of the guide that goes with it; empty: none
  std::string by;
  base::Instant at;
  bool operator==(const Reply&) const = default;
};
BOOST_DESCRIBE_STRUCT(Reply, (), (text, guide, by, at))

/// How a tip ended, and what it led to.
struct Result {
  std::string code;  // of the rules: "case"
  std::string by;
  base::Instant at;
  base::Personal note;   // for colleagues
  base::Personal reply;  // for whoever brought it
  std::optional<order::CaseId> case_id;
  std::optional<dissuade::WarningId> warned;
  std::optional<base::PersonId> suspect;
  bool operator==(const Result&) const = default;
};
BOOST_DESCRIBE_STRUCT(Result, (), (code, by, at, note, reply, case_id, warned, suspect))

enum class Stage {
  received,
  working,  // somebody took it on
  ended,    // answered, or ended with a result
};
BOOST_DESCRIBE_ENUM(Stage, received, working, ended)

struct Tip {
  TipId id;
  std::string code;  // twelve symbols, order::read_code
  Kind kind = Kind::report;
  Way way = Way::page;
  std::optional<dissuade::CallId> call;
  base::Personal text;
  base::Personal place;                   // where it happened or is seen, in words
  std::string street;                     // nine digits; empty: not said
  std::optional<base::Instant> happened;  // not said: none
  std::string fraud_type;  // as whoever brought it or took it in says; empty: nothing
  std::string read_type;   // as the engine reads the text; empty: nothing
  std::vector<Named> named;
  Reporter reporter;
  std::string taken_by;  // login; empty: the public page
  base::Instant taken_at;
  std::string unit;   // that answers for it; empty: the centre
  std::string owner;  // empty: nobody yet
  std::optional<Accepted> accepted;
  std::vector<Step> steps;
  std::optional<Reply> reply;    // of a consultation
  std::optional<Result> result;  // of a tip
  std::vector<Clock> clocks;
  std::vector<Reward> rewards;  // the last one counts
  std::optional<base::Instant> erased_at;
  bool operator==(const Tip&) const = default;
};
BOOST_DESCRIBE_STRUCT(Tip, (),
                      (id, code, kind, way, call, text, place, street, happened, fraud_type,
                       read_type, named, reporter, taken_by, taken_at, unit, owner, accepted, steps,
                       reply, result, clocks, rewards, erased_at))

/// A clock that rings now.
struct Ring {
  ClockKind kind = ClockKind::take_on;
  base::Instant due;
  bool is_lapse = false;
};

[[nodiscard]] Stage stage_of(const Tip& tip);
/// Nobody said who they are.
[[nodiscard]] bool is_anonymous(const Tip& tip);
/// The one of the kind that runs; null where none does.
[[nodiscard]] const Clock* running_clock(const Tip& tip, ClockKind kind);
/// Those that are past at `at` and not told yet; of each clock the last.
[[nodiscard]] std::vector<Ring> rings_by(const Tip& tip, base::Instant at);
[[nodiscard]] std::optional<base::Instant> next_ring(const Tip& tip);
/// The one that is under way or was paid; null where there is none, or the last came to nothing.
[[nodiscard]] const Reward* reward_of(const Tip& tip);

[[nodiscard]] base::SubjectId subject_of(TipId id);
/// "TP000001".
[[nodiscard]] std::string to_text(TipId id);

}  // namespace holdfast::tip
