// Reading a journal while what was read before is being applied: one thread reads, verifies and
// decodes, the caller's applies.
#pragma once

#include <functional>
#include <string>

#include "base/digest.hpp"
#include "base/result.hpp"
#include "engine/segment.hpp"
#include "port/journal.hpp"

namespace holdfast::engine {

/// A batch as the journal has it, and its transfers as they were read from it.
struct DecodedBatch {
  port::BatchSeq seq = 0;
  base::Digest hash{};
  std::string events;
  std::string transfers;
  Segment segment;
};

/// As port::Journal::replay, but `apply` runs on this thread while others are read on another, at
/// most some 32 MB ahead. `open` is called there. The journal is not to be used meanwhile.
[[nodiscard]] base::Result<void> read_ahead(
    port::Journal& journal, port::BatchSeq after, const OpenText& open,
    const std::function<base::Result<void>(DecodedBatch)>& apply);

}  // namespace holdfast::engine
