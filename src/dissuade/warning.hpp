// A warning (预警): somebody is being cheated, or is about to be, and is to be talked out of it. It
// is about one person, or where nobody knows whose an account is, about the account; what comes in
// of them while it is open joins it. Grades, clocks and outcomes are rules (grade.hpp). Values; any
// thread.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fen.hpp"
#include "base/ids.hpp"
#include "base/instant.hpp"
#include "base/personal.hpp"
#include "order/order.hpp"

namespace holdfast::dissuade {

using WarningId = base::StrongId<struct WarningTag>;

/// Who noticed.
enum class SourceKind {
  screening,  // a payment was looked at before it left
  pattern,    // how an account moves
  text,       // a message that somebody pasted
  call,       // a call to the line
  branch,     // a bank's counter asks for help
  partner,    // a lead of a bank, a telecom or internet company
  officer,    // somebody of the centre
};
BOOST_DESCRIBE_ENUM(SourceKind, screening, pattern, text, call, branch, partner, officer)

struct Source {
  SourceKind kind = SourceKind::officer;
  std::string by;  // user or key
  base::Instant at;
  std::string feature_code;  // of the official list; empty: none fits
  bool operator==(const Source&) const = default;
};
BOOST_DESCRIBE_STRUCT(Source, (), (kind, by, at, feature_code))

/// What the reasons rest on.
struct Evidence {
  std::vector<base::Sequence> transfers;
  std::vector<order::CaseId> cases;
  std::vector<base::Personal> texts;
  bool operator==(const Evidence&) const = default;
};
BOOST_DESCRIBE_STRUCT(Evidence, (), (transfers, cases, texts))

/// The steps of the closed loop, in their order. Which of them a grade asks for its rules say.
enum class Step {
  sign_off,    // 签收
  dispatch,    // 派警: an officer is on the way to a bank's counter
  sms,         // 短信
  call,        // 电话劝阻
  visit,       // 上门见面
  identity,    // 核实身份
  outcome,     // 结果反馈
  back_check,  // 回访
};
BOOST_DESCRIBE_ENUM(Step, sign_off, dispatch, sms, call, visit, identity, outcome, back_check)

/// How a step went.
enum class Result {
  done,        // of a sign-off, a dispatch
  delivered,   // of a message
  answered,    // of a call
  no_answer,   // of a call
  hung_up,     // of a call: before it was heard to its end
  met,         // of a visit
  absent,      // of a visit
  verified,    // of an identity
  mismatched,  // of an identity: somebody else than was thought
  held,        // of a back-check: still convinced
  relapsed,    // of a back-check: paying, or about to
  failed,      // of a message or call: it did not arrive
};
BOOST_DESCRIBE_ENUM(Result, done, delivered, answered, no_answer, hung_up, met, absent, verified,
                    mismatched, held, relapsed, failed)

/// One attempt at a step.
struct Taken {
  Step step = Step::sign_off;
  Result result = Result::done;
  std::string by;
  base::Instant at;
  std::string note;
  int round = 1;
  bool operator==(const Taken&) const = default;
};
BOOST_DESCRIBE_STRUCT(Taken, (), (step, result, by, at, note, round))

/// How far a clock has rung.
enum class Told { nothing, ahead, lapsed };
BOOST_DESCRIBE_ENUM(Told, nothing, ahead, lapsed)

/// By when a step is to be done. Each ring is told once.
struct Clock {
  Step step = Step::sign_off;
  base::Instant begins;
  base::Instant ahead;  // when it is told that it lapses soon
  base::Instant due;
  Told told = Told::nothing;
  std::optional<base::Instant> stopped;  // the step was done
  std::string unit;                      // that it runs for
  bool operator==(const Clock&) const = default;
};
BOOST_DESCRIBE_STRUCT(Clock, (), (step, begins, ahead, due, told, stopped, unit))

/// What an outcome is followed by.
enum class Then {
  back_check,  // convinced: looked after once more
  again,       // not yet: another round, one tier up
  intake,      // the money is gone: a report is taken
  end,         // there was nothing to it
};
BOOST_DESCRIBE_ENUM(Then, back_check, again, intake, end)

struct Ended {
  std::string code;  // of the rules: "convinced"
  Then then = Then::end;
  std::string by;
  base::Instant at;
  std::string note;
  std::optional<base::Fen> kept;  // money that did not leave
  std::optional<base::Fen> lost;  // money that did
  int round = 1;
  bool operator==(const Ended&) const = default;
};
BOOST_DESCRIBE_STRUCT(Ended, (), (code, then, by, at, note, kept, lost, round))

/// A bank's counter where the person stands and insists on paying.
struct Counter {
  std::string institution;
  std::string branch;
  std::string address;
  std::string telephone;
  std::string clerk;
  bool operator==(const Counter&) const = default;
};
BOOST_DESCRIBE_STRUCT(Counter, (), (institution, branch, address, telephone, clerk))

/// How the unit was found that answers for where a person lives.
enum class Located {
  found,    // what was told names one street
  several,  // it names more than one: the lowest unit above all of them
  unknown,  // it names none that the centre knows
  chosen,   // an officer said which street it is
};
BOOST_DESCRIBE_ENUM(Located, found, several, unknown, chosen)

/// Where the person lives, as it was told, and the street that it was taken for.
struct Place {
  base::Personal told;
  std::string street;  // nine digits; empty: none, or more than one
  Located located = Located::unknown;
  bool operator==(const Place&) const = default;
};
BOOST_DESCRIBE_STRUCT(Place, (), (told, street, located))

/// What became of a message or call that a machine makes.
enum class NoticeState { waiting, sent, delivered, answered, no_answer, hung_up, failed };
BOOST_DESCRIBE_ENUM(NoticeState, waiting, sent, delivered, answered, no_answer, hung_up, failed)

/// A message or call that a machine makes, once: under the warning's number, step and round.
struct Notice {
  Step step = Step::sms;
  int round = 1;
  NoticeState state = NoticeState::waiting;
  base::Instant at;    // of the state
  std::string detail;  // of a failure
  bool operator==(const Notice&) const = default;
};
BOOST_DESCRIBE_STRUCT(Notice, (), (step, round, state, at, detail))

enum class State {
  open,
  settled,   // convinced; the back-check is out
  finished,  // nothing more is done
  merged,    // goes on in another one
};
BOOST_DESCRIBE_ENUM(State, open, settled, finished, merged)

struct Warning {
  WarningId id;
  std::string person;  // keyed digest of the telephone number; empty: nobody knows who
  base::Personal name;
  base::Personal phone;
  std::optional<base::AccountId> account;
  std::string institution;  // of the account
  std::string grade;
  std::string fraud_type;
  std::vector<Source> sources;  // the first one raised it
  std::vector<std::string> reasons;
  Evidence evidence;
  base::Fen amount;     // at stake, as far as known
  std::string unit;     // where the person lives: told to it and to all above it
  std::string held_by;  // the unit that answers for it now
  base::Instant raised_at;
  int repeat = 0;    // warnings about the same person that ended within the rules' window
  int round = 1;     // grows with every outcome that was none
  int failures = 0;  // outcomes that were none, and relapses
  int lapses = 0;    // clocks that lapsed
  State state = State::open;
  std::vector<Clock> clocks;
  std::vector<Taken> taken;
  std::vector<Ended> outcomes;
  std::vector<Notice> notices;
  std::optional<Counter> counter;
  std::optional<WarningId> merged_into;
  std::optional<base::Instant> finished_at;
  std::optional<Place> place;  // nothing: nobody told one
  bool operator==(const Warning&) const = default;
};
BOOST_DESCRIBE_STRUCT(Warning, (),
                      (id, person, name, phone, account, institution, grade, fraud_type, sources,
                       reasons, evidence, amount, unit, held_by, raised_at, repeat, round, failures,
                       lapses, state, clocks, taken, outcomes, notices, counter, merged_into,
                       finished_at, place))

/// "J000001".
[[nodiscard]] std::string to_text(WarningId id);
/// "J000001-sms-2": under which a machine does it once.
[[nodiscard]] std::string notice_key(WarningId id, const Notice& notice);
/// Talking did not help, or not for long: a stop of the person's own account, with their consent,
/// is to be offered.
[[nodiscard]] bool calls_for_protection(const Warning& warning);

}  // namespace holdfast::dissuade
