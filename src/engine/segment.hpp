// A segment: what one batch adds to the world, as the journal keeps it. Fixed-width transfers over
// dense account ids, a dictionary of the accounts that are new (their numbers and names sealed
// under a key of their own), and the texts of the transfers.
//
// Layout, little-endian, described in doc/formats/transfer-segment.md:
//   "HFTS" version(u8=3) pad(3) accounts(u32) transfers(u32)
//   accounts:  id(u32) has(u8: 1 number, 2 name, 4 institution, upper half the name's source) then
//              per bit: length(u16) bytes
//   learned(i64) feeds(u16), each length(u8) bytes
//   transfers: time(i64) amount(i64) payer(u32) payee(u32) feed(u16) text_bytes(u16) kind(u8)
//              flags(u8) pad(u16)                                                 = 32 bytes each
//   texts:     per transfer, in order: learned(i64) and other(u64) where its flags say so, id,
//   serial
//              unless it is the id, clearing, each length(u8) bytes
// Reading checks every length against what is there, and reads versions 1 and 2 as well. Values;
// any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.hpp"
#include "base/personal.hpp"
#include "base/result.hpp"
#include "engine/segment_transfers.hpp"

namespace holdfast::engine {

/// Who told us an account's name; a later source never outranks an earlier, better one.
enum class NameSource : std::uint8_t { nobody, victim, feed, bank };

/// A new account, or news about a known one. Plain in memory, sealed in the bytes.
struct SegmentAccount {
  base::AccountId id;
  std::optional<std::string> number;
  std::optional<std::string> name;
  NameSource name_source = NameSource::nobody;  // with `name`
  std::optional<std::string> institution;

  bool operator==(const SegmentAccount&) const = default;
};

struct Segment {
  std::vector<SegmentAccount> accounts;
  SegmentTransfers transfers;

  [[nodiscard]] bool empty() const { return accounts.empty() && transfers.empty(); }
};

using SealText = std::function<std::string(base::SubjectId, std::string_view)>;
using OpenText = std::function<base::Result<std::string>(base::SubjectId, std::string_view)>;

/// Empty text for an empty segment.
[[nodiscard]] std::string encode(const Segment& segment, const SealText& seal);
/// Errors: corrupt, naming the offset.
[[nodiscard]] base::Result<Segment> decode_segment(std::string_view bytes, const OpenText& open);

}  // namespace holdfast::engine
