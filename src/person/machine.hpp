// What the steps of a person add up to, and which step the law does not allow next. Pure.
//
// A person is under one measure at a time, whichever case it was taken in; how far the prosecution
// has come is told for each case. A summons holds the person beside whatever measure there is.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "law/rule_book.hpp"
#include "person/person.hpp"

namespace holdfast::person {

enum class Measure { none, detained, arrested, bailed, confined };
BOOST_DESCRIBE_ENUM(Measure, none, detained, arrested, bailed, confined)

enum class Stage {
  investigated,
  transferred,
  sent_back,
  prosecuted,
  not_prosecuted,
  judged,
  dropped,
};
BOOST_DESCRIBE_ENUM(Stage, investigated, transferred, sent_back, prosecuted, not_prosecuted, judged,
                    dropped)

/// The arrest that somebody asked the procuratorate for.
enum class Request { none, pending, approved };
BOOST_DESCRIBE_ENUM(Request, none, pending, approved)

struct CaseStanding {
  Stage stage = Stage::investigated;
  int sent_back = 0;       // times
  bool penalised = false;  // under the law against telecom fraud
  bool penalty_open = false;
};

/// A clock that nothing has stopped: where it lies in the file.
struct Running {
  std::uint64_t step = 0;  // its number
  std::size_t clock = 0;   // of the step's
};

struct Standing {
  Measure measure = Measure::none;
  CaseId measure_case;
  base::Instant since;
  bool is_held = false;  // by a summons
  CaseId held_case;
  std::optional<base::Instant> held_until;  // when the last summons ended
  Request request = Request::none;
  CaseId request_case;
  bool special = false;  // the time to request an arrest was extended
  bool roaming = false;
  std::uint64_t custody_extensions = 0;
  bool is_wanted = false;
  bool is_persuaded = false;
  std::map<CaseId, CaseStanding> cases;
  std::vector<Running> running;
  base::Instant last;  // when the newest step was taken
};

/// In prison of the police: what must not outlast its clock.
[[nodiscard]] bool is_in_custody(const Standing& standing);
[[nodiscard]] CaseStanding standing_in(const Standing& standing, CaseId id);

[[nodiscard]] const Clock& clock_at(const Person& person, const Running& running);
/// The first of the kind that nothing has stopped, lapsed or not; null when there is none.
[[nodiscard]] const Clock* running_clock(const Person& person, const Standing& standing,
                                         ClockKind kind);

/// What the steps that were not undone add up to.
[[nodiscard]] Standing standing_of(const Person& person);

struct Obstacle {
  std::string message;
  std::string article;
};
/// Why the step may not be taken on top of `standing`; nothing when it may. `rules`: of the day.
[[nodiscard]] std::optional<Obstacle> obstacle_to(const Person& person, const Standing& standing,
                                                  const Step& step, const law::RuleBook& rules);
/// Why the step may not be undone: one that follows would not be allowed without it.
[[nodiscard]] std::optional<Obstacle> obstacle_to_undoing(const Person& person,
                                                          std::uint64_t number,
                                                          const law::RuleBook& rules);

/// The clocks that the step sets going on top of `standing`.
[[nodiscard]] std::vector<Clock> clocks_of(const Person& person, const Standing& standing,
                                           const Step& step, const law::RuleBook& rules);

/// When a clock of the person rings next; nothing when none does.
[[nodiscard]] std::optional<base::Instant> next_ring(const Person& person);

struct Ring {
  std::uint64_t step = 0;
  std::size_t clock = 0;
  bool is_lapse = false;
};
/// What is to be told by then, each clock once and the worse of two rings.
[[nodiscard]] std::vector<Ring> rings_by(const Person& person, base::Instant at);

}  // namespace holdfast::person
