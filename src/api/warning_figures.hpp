// Warnings as figures see them, those in memory and those that are past alike (internal to api).
#pragma once

#include <optional>
#include <vector>

#include "api/service.hpp"
#include "dissuade/past.hpp"

namespace holdfast::api {

/// One warning, as much of it as is counted.
struct Counted {
  dissuade::WarningId id;
  dissuade::Past seen;
  std::optional<base::Instant> next_due;     // of the clocks that run; nothing where none does
  std::optional<dissuade::Located> located;  // nothing: nobody told where, or it is past
};

/// Null where there is none of that number.
[[nodiscard]] std::optional<Counted> find_counted(const core::State& state, dissuade::WarningId id);
/// Those raised in [from, until), in their order, without those that went on in another. Looks at
/// the state a slice at a time, so that nobody waits for it.
[[nodiscard]] std::vector<Counted> warnings_between(const Call& call, base::Instant from,
                                                    base::Instant until);
/// Those raised before `until` that are open.
[[nodiscard]] std::vector<Counted> open_before(const Call& call, base::Instant until);

}  // namespace holdfast::api
