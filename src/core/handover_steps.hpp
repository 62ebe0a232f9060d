// What the deciders of hand-overs share: which side acts, and whose a renewal is. Not for use
// outside the core.
#pragma once

#include <string>
#include <string_view>

#include "core/handovers.hpp"
#include "core/outcome.hpp"

namespace holdfast::core {

inline constexpr std::size_t officer_bytes_max = 128;

enum class Side { sender, receiver, either };

/// The hand-over, if whoever acts is of that side. Errors: not_found where they are of neither, or
/// it was not sent yet; forbidden where the step is the other side's.
[[nodiscard]] base::Result<const desk::Handover*> handover_named(const Outcome& out,
                                                                 desk::HandoverId id, Side side);
/// The refusal of a step that its state does not allow.
[[nodiscard]] base::Error handover_is(const desk::Handover& handover);
[[nodiscard]] bool is_of_justice_actor(const State& state, std::string_view actor);

/// Its freezes may go along: they stand, are the sender's to keep, and are in no other hand-over.
/// Errors: bad_input, conflict.
[[nodiscard]] base::Result<void> check_freezes(const Outcome& out, const desk::Handover& handover);
/// What the inventory says from now on.
[[nodiscard]] desk::HandoverFacts facts_as_sent(const Outcome& out, const desk::Handover& handover,
                                                const SendHandover& body);

/// Somebody of the receiving side who can be rung. Errors: bad_input.
[[nodiscard]] base::Result<void> check_renewer(const Outcome& out, const desk::Handover& handover,
                                               const std::string& owner, std::string_view where);
/// What is open about the renewal of the freeze is on that desk from now on.
void hand_renewal(Outcome& out, const order::Order& freeze, const std::string& owner);

}  // namespace holdfast::core
