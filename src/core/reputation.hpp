// What is held against a number, an account or an address, from our own cases and from what
// partners told. Pure; engine thread (it reads the state).
//
// A report counts from the moment of its case; what was cleared counts again only by what came
// after. A case that was found untrue, or whose erasure is asked for, counts for nothing.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "core/state.hpp"

namespace holdfast::core {

enum class RepStanding {
  suspected,
  confirmed,  // by filed or verified cases, or a measure that stands
  cleared,    // it was held against it once
};
BOOST_DESCRIBE_ENUM(RepStanding, suspected, confirmed, cleared)

struct Reputation {
  RepStanding standing = RepStanding::suspected;
  indicator::Kind kind = indicator::Kind::account;
  std::uint64_t cases = 0;   // that count
  std::uint64_t told = 0;    // valid indicators of partners
  std::uint64_t tips = 0;    // of people, that name it
  std::int64_t hearsay = 0;  // what these are worth, 0 to 100, however many: a rule
  base::Instant since;       // of the first of them
  base::Instant last;
  base::Instant until;   // nothing is held against it from then on
  std::string type;      // of fraud, of most of them; empty: none is known
  bool for_all = false;  // anybody may be told
};

/// Of an account that money of cases came to; nothing where nothing is held against it.
[[nodiscard]] std::optional<Reputation> account_reputation(const State& state,
                                                           base::AccountId account,
                                                           const std::string& digest,
                                                           base::Instant at);
/// Of what cases name and partners tell.
[[nodiscard]] std::optional<Reputation> reputation(const State& state, const std::string& digest,
                                                   base::Instant at);
/// Under which kind a trait is asked for; nothing of one that is not.
[[nodiscard]] std::optional<indicator::Kind> asked_as(desk::TraitKind kind);

}  // namespace holdfast::core
