// The numbered batches of transfers that were taken, and what was answered: a batch told again gets
// the same answer and changes nothing, and a number used for something else is refused.
//
// Kept are the newest numbers of the newest streams of each sender: senders repeat what they had no
// answer to, not what is days old. Values; any thread.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "base/ids.hpp"
#include "base/instant.hpp"
#include "base/result.hpp"

namespace holdfast::core {

struct State;

/// Which batch of whom. The numbers of one stream belong together; they need not follow each other.
struct BatchMark {
  std::string owner;         // an institution's code, or "@" and the name of whoever sent for none
  std::string stream;        // as feed/batch.hpp allows it
  std::uint64_t number = 0;  // from 1; 0: the batch has none
  std::string digest;        // SHA-256 of its content, hex
  std::uint64_t seq = 0;     // of the journal batch that it became durable with
  bool operator==(const BatchMark&) const = default;
};
BOOST_DESCRIBE_STRUCT(BatchMark, (), (owner, stream, number, digest, seq))

/// What was answered.
struct TakenBatch {
  std::string digest;
  std::uint64_t seq = 0;
  std::uint64_t rows = 0;
  std::uint64_t fresh = 0;
  std::uint64_t duplicates = 0;
  std::uint64_t legs = 0;
  base::Sequence first;
  bool operator==(const TakenBatch&) const = default;
};
BOOST_DESCRIBE_STRUCT(TakenBatch, (), (digest, seq, rows, fresh, duplicates, legs, first))

struct BatchStream {
  base::Instant last_heard;
  std::uint64_t newest = 0;                   // the highest number taken
  std::map<std::uint64_t, TakenBatch> taken;  // by number, at most `batches_kept`
  bool operator==(const BatchStream&) const = default;
};
BOOST_DESCRIBE_STRUCT(BatchStream, (), (last_heard, newest, taken))

using BatchStreams = std::map<std::string, BatchStream>;  // by name

inline constexpr std::size_t batches_kept = 1024;  // of each stream
inline constexpr std::size_t streams_kept = 64;    // of each owner

/// The answer that this batch got before; none when it is new. Errors: conflict, when its number
/// was used for another content, or is older than what is kept.
[[nodiscard]] base::Result<std::optional<TakenBatch>> earlier_answer(const State& state,
                                                                     const BatchMark& mark);

/// Remembers it, and forgets what is too old.
void remember(State& state, const BatchMark& mark, const TakenBatch& taken, base::Instant at);

}  // namespace holdfast::core
