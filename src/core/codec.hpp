// Events and states as text: canonical JSON, one event a line, fields in the order of their
// declaration. Personal text is sealed on the way out and opened on the way in.
//
// Each event kind has a name and a version. A line of an older version goes through its upcaster
// (a pure function on the JSON); an unknown kind or version is refused, never skipped.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/personal.hpp"
#include "base/result.hpp"
#include "core/event.hpp"
#include "core/state.hpp"

namespace holdfast::core {

/// Personal text to ciphertext, and back. Opening answers not_found when the key was destroyed: the
/// text then reads `base::erased_text`.
using Seal = std::function<std::string(base::SubjectId, std::string_view)>;
using Open = std::function<base::Result<std::string>(base::SubjectId, std::string_view)>;

[[nodiscard]] std::string encode(const Event& event, const Seal& seal);
/// Errors: corrupt, naming the field.
[[nodiscard]] base::Result<Event> decode(std::string_view line, const Open& open);

/// The whole state, for snapshots. Indexes are rebuilt on the way in.
[[nodiscard]] std::string encode_state(const State& state, const Seal& seal);
[[nodiscard]] base::Result<State> decode_state(std::string_view text, const Open& open);

/// A digest of the state with plain personal text: equal states, equal digests.
[[nodiscard]] std::string state_digest(const State& state);

/// "case_opened": the name of an event's kind.
[[nodiscard]] std::string_view kind_of(const EventBody& body);

}  // namespace holdfast::core
