// The hash chain of the journal, as port/journal.hpp defines it; shared by every journal. Pure.
#pragma once

#include <string>
#include <string_view>

#include "base/digest.hpp"
#include "base/instant.hpp"
#include "base/result.hpp"
#include "port/journal.hpp"

namespace holdfast::store {

/// A batch as it was read back, before anyone believes it.
struct StoredBatch {
  port::BatchSeq seq = 0;
  base::Instant at;
  std::string_view events;
  std::string_view transfers;
  bool transfers_dropped = false;
  std::string_view transfers_digest;
  std::string_view hash;
};

/// What a batch adds to the chain.
struct Link {
  port::BatchSeq seq = 0;
  base::Instant at;
  base::Digest events{};
  base::Digest transfers{};
};

[[nodiscard]] base::Digest chain_hash(const base::Digest& previous, const Link& link);

/// The head after `batch`, which must be the one that follows `head`. Errors: corrupt, naming the
/// batch that is missing or altered.
[[nodiscard]] base::Result<port::JournalHead> follow(const port::JournalHead& head,
                                                     const StoredBatch& batch);

/// "batch 7 ..." as a corrupt error.
[[nodiscard]] base::Error bad_batch(port::BatchSeq seq, std::string_view what);

}  // namespace holdfast::store
