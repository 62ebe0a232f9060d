// What the centre publishes to the public zone: numbered batches of documents, each signed, each
// naming the one before, so that none can be changed, left out or played again. The text form is in
// doc/formats/zone.md. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "sign/key.hpp"

namespace holdfast::zone {

/// A document at its place: a route that everybody may ask ("/api/v1/public/topics"), or where a
/// CodeLock put it, sealed. Without a body: it is there no longer.
struct Leaf {
  std::string place;
  std::optional<std::string> body;

  bool operator==(const Leaf&) const = default;
};

struct Batch {
  std::uint64_t number = 0;  // from 1
  bool is_whole = false;     // holds everything: whoever takes it forgets what was before
  std::string previous;      // digest of the batch before; empty in a whole one
  base::Instant made_at;
  std::string slot;  // of the letter box (LetterSlot::hex)
  std::vector<Leaf> leaves;

  bool operator==(const Batch&) const = default;
};

inline constexpr std::uint64_t batch_bytes_max = std::uint64_t{512} << 20;
inline constexpr std::size_t leaves_max = 2'000'000;
inline constexpr std::size_t leaf_bytes_max = std::size_t{1} << 20;

/// Twenty digits, so that names are in order.
[[nodiscard]] std::string name_of(std::uint64_t number);

[[nodiscard]] std::string write_batch(const Batch& batch, const sign::PrivateKey& key);
/// What the next batch names as `previous`.
[[nodiscard]] std::string digest_of(std::string_view batch_bytes);
/// Errors: bad_input with the line, for what is no batch, is not signed by that key or does not
/// hold what was signed; too_large.
[[nodiscard]] base::Result<Batch> read_batch(std::string_view bytes, const sign::PublicKey& key);

}  // namespace holdfast::zone
