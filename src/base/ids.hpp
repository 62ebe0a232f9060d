// Ids that several layers share.
#pragma once

#include "base/strong_id.hpp"

namespace holdfast::base {

/// A bank account, card or wallet. Dense, given out in order of first appearance, never reused.
using AccountId = StrongId<struct AccountTag, std::uint32_t>;
/// A transfer's place in the order of arrival: 0, 1, 2, ...
using Sequence = StrongId<struct SequenceTag, std::uint64_t>;

/// A person dealt with: tasks name one without knowing what is on file of them.
using PersonId = StrongId<struct PersonTag>;

}  // namespace holdfast::base
