#include "store/chain.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace holdfast::store {

base::Digest chain_hash(const base::Digest& previous, const Link& link) {
  base::Sha256 hash;
  hash.add(base::as_bytes(previous));
  hash.add(link.seq);
  hash.add(static_cast<std::uint64_t>(base::to_unix_ms(link.at)));
  hash.add(base::as_bytes(link.events));
  hash.add(base::as_bytes(link.transfers));
  return hash.finish();
}

base::Result<port::JournalHead> follow(const port::JournalHead& head, const StoredBatch& batch) {
  const auto expected = head.seq + 1;
  if (batch.seq != expected) {
    return bad_batch(expected, fmt::format("is missing; the next one found is {}", batch.seq));
  }
  Link link{.seq = batch.seq, .at = batch.at, .events = base::sha256(batch.events)};
  if (batch.transfers_digest.size() != link.transfers.size()) {
    return bad_batch(expected, "has no digest of its transfers");
  }
  std::copy(batch.transfers_digest.begin(), batch.transfers_digest.end(), link.transfers.begin());
  if (!batch.transfers_dropped && base::sha256(batch.transfers) != link.transfers) {
    return bad_batch(expected, "was altered: its transfers do not match their digest");
  }
  const auto hash = chain_hash(head.hash, link);
  if (batch.hash != base::as_bytes(hash)) {
    return bad_batch(expected, "was altered: it does not match its hash in the chain");
  }
  return port::JournalHead{.seq = batch.seq, .at = batch.at, .hash = hash};
}

base::Error bad_batch(port::BatchSeq seq, std::string_view what) {
  return {base::ErrorCode::corrupt, fmt::format("batch {} {}", seq, what)};
}

}  // namespace holdfast::store
