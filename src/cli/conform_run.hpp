// What the cases of a conformance run share: the orders that they send and what they make of
// answers.
#pragma once

#include <boost/json/fwd.hpp>
#include <initializer_list>
#include <string>
#include <string_view>

#include "cli/conform_cases.hpp"

namespace holdfast::cli::conform {

struct Verdict {
  CaseOutcome outcome = CaseOutcome::passed;
  std::string detail = {};

  [[nodiscard]] bool passed() const { return outcome == CaseOutcome::passed; }
};

[[nodiscard]] Verdict failed(std::string why);
[[nodiscard]] Verdict skipped(std::string why);

/// Whether the flag is there and set.
[[nodiscard]] bool flag_in(const boost::json::object& object, std::string_view name);

/// What a run knows: each case may leave something for those after it.
struct Run {
  const ConformPlan& plan;
  ConformLine& line;
  const std::string id;
  std::string stop = {};          // application id of the stop that was done
  std::string stop_number = {};   // the partner's number of it
  std::string freeze = {};        // of the freeze that was done
  base::Instant freeze_end = {};  // when that ends
  std::string queued = {};        // of the one that waits behind it

  /// An order about the test account, under a number of its own in this run.
  [[nodiscard]] port::PartnerMessage order(std::string code, std::string_view name) const;
};

/// The partner took the order: 100000, or 200003 where it had it.
[[nodiscard]] Verdict taken(Run& run, const port::PartnerMessage& order,
                            port::PartnerAck* ack = nullptr);
/// It was taken, and its result has one of these codes.
[[nodiscard]] Verdict answered(Run& run, const port::PartnerMessage& order,
                               std::initializer_list<std::string_view> codes,
                               boost::json::object* told = nullptr);
/// What a result says of its term and its sum: at most until `latest` after its start, and no more
/// held than was asked for. `end`, where given, gets the end.
[[nodiscard]] Verdict held_within(const boost::json::object& told, base::Fen asked,
                                  base::Instant (*latest)(base::Instant start),
                                  std::string_view limit, base::Instant* end = nullptr);

struct Case {
  std::string_view name;
  std::string_view title;
  Verdict (*run)(Run&);
};

// What is asked and stopped; conform_stops.cpp.
[[nodiscard]] Verdict subject(Run& run);
[[nodiscard]] Verdict absent_subject(Run& run);
[[nodiscard]] Verdict transactions(Run& run);
[[nodiscard]] Verdict other_name(Run& run);
[[nodiscard]] Verdict other_amount(Run& run);
[[nodiscard]] Verdict no_payment(Run& run);
[[nodiscard]] Verdict stop(Run& run);
[[nodiscard]] Verdict repeated(Run& run);
[[nodiscard]] Verdict other_content(Run& run);
[[nodiscard]] Verdict release(Run& run);
[[nodiscard]] Verdict released_before(Run& run);
// Freezes and what follows them; conform_freezes.cpp.
[[nodiscard]] Verdict without_paper(Run& run);
[[nodiscard]] Verdict beyond_term(Run& run);
[[nodiscard]] Verdict freeze(Run& run);
[[nodiscard]] Verdict behind_it(Run& run);
[[nodiscard]] Verdict renew(Run& run);
[[nodiscard]] Verdict returned_too_much(Run& run);
[[nodiscard]] Verdict returned(Run& run);
[[nodiscard]] Verdict leaves_the_queue(Run& run);
[[nodiscard]] Verdict thaw(Run& run);
[[nodiscard]] Verdict thawed_before(Run& run);
// How messages are made and signed; conform_wire.cpp.
[[nodiscard]] Verdict unreadable(Run& run);
[[nodiscard]] Verdict wrong_key(Run& run);
[[nodiscard]] Verdict no_signature(Run& run);
[[nodiscard]] Verdict replayed(Run& run);
[[nodiscard]] Verdict results_signed(Run& run);

}  // namespace holdfast::cli::conform
