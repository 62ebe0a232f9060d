// The core's judgement: what follows from a command in a state. Pure: no clock, file, thread or
// random number; the same state and command give the same events, always.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "core/command.hpp"
#include "core/event.hpp"
#include "core/state.hpp"

namespace holdfast::core {

/// What the caller is told, once the events are durable.
struct Answer {
  std::string id;         // of what was made: "C000001", "O000001"; empty when nothing was
  bool repeated = false;  // a retry of a command that was answered before
};

struct Decision {
  std::vector<Event> events;
  Answer answer;
};

/// Judges; changes nothing. Refusals cite their rule. Their precedence: idempotency key reused for
/// something else (conflict), thing not found, wrong state (conflict), rule of law or house
/// (refused_by_rule).
[[nodiscard]] base::Result<Decision> decide(const State& state, const Command& command);

/// The account's bank was asked about this very gap, in whatever case.
[[nodiscard]] bool was_asked(const State& state, const AskAboutGap& gap);

/// `query` asked about an account that the money of its case reached as an exit, so that its answer
/// may open it.
[[nodiscard]] bool is_about_exit(const State& state, const order::Order& query);

/// Money that was sent back to the account, or is about to be, in whatever case: it is the
/// victim's, and nothing follows it there.
[[nodiscard]] base::Fen returned_to(const State& state, base::AccountId account);

/// What went back to the case's victim, by banks' word.
[[nodiscard]] base::Fen returned_home(const State& state, const desk::CaseFile& file);

/// What the freeze is known to hold and nobody was promised. Nothing where neither the order nor
/// the bank says how much it holds.
[[nodiscard]] std::optional<base::Fen> left_to_return(const State& state,
                                                      const order::Order& freeze);
/// What the case's victim lost from that account and was not promised back.
[[nodiscard]] base::Fen open_loss(const State& state, const desk::CaseFile& file,
                                  base::AccountId payer);

/// By when filing is to be decided: the statute's term, or the lapse of the case's last stop where
/// that comes first. Only with a rule pack that knows the term (law::later_keys).
[[nodiscard]] base::Instant filing_due(const State& state, const desk::CaseFile& file,
                                       base::Instant at);

/// The gates that stand open and keep the case from being closed, by the rule `case.gates`.
[[nodiscard]] std::vector<desk::Gate> gates_in_the_way(const State& state,
                                                       const desk::CaseFile& file,
                                                       base::Instant at);
[[nodiscard]] std::string_view word_of(desk::Gate gate);

}  // namespace holdfast::core
