// A transfer in 24 bytes, and how it is unpacked. Values; any thread.
//
//   word 0: time, signed milliseconds (48 bits) | feed (16)
//   word 1: amount in fen (40) | kind (3) | unused (1) | learned - time in ms (20)
//   payer (32), payee (32)
//
// Nearly every transfer of a live feed is learned within minutes. Where the delay does not fit, its
// bits are all ones and LearnedTable knows when it was.
#pragma once

#include <cstdint>

#include "fund/transfer.hpp"

namespace holdfast::fund {

struct PackedTransfer {
  std::uint64_t time_and_feed;
  std::uint64_t amount_and_more;
  std::uint32_t payer;
  std::uint32_t payee;

  static constexpr unsigned amount_bits = 40;
  static constexpr unsigned kind_bits = 3;
  static constexpr unsigned delay_shift = amount_bits + kind_bits + 1;
  static constexpr std::uint64_t delay_elsewhere = (std::uint64_t{1} << (64 - delay_shift)) - 1;
  static_assert(base::Fen::limit().value() < std::int64_t{1} << amount_bits);

  [[nodiscard]] static PackedTransfer of(const Transfer& transfer) {
    const std::int64_t delay = (transfer.learned - transfer.time).count();
    const bool fits = delay >= 0 && static_cast<std::uint64_t>(delay) < delay_elsewhere;
    const std::uint64_t delay_field = fits ? static_cast<std::uint64_t>(delay) : delay_elsewhere;
    return {
        static_cast<std::uint64_t>(base::to_unix_ms(transfer.time)) << 16 | transfer.feed.value(),
        static_cast<std::uint64_t>(transfer.amount.value()) |
            static_cast<std::uint64_t>(transfer.kind) << amount_bits | delay_field << delay_shift,
        transfer.payer.value(), transfer.payee.value()};
  }

  [[nodiscard]] std::int64_t time_ms() const {
    return static_cast<std::int64_t>(time_and_feed) >> 16;
  }
  [[nodiscard]] base::Instant time() const { return base::from_unix_ms(time_ms()); }
  [[nodiscard]] base::Fen amount() const {
    constexpr std::uint64_t mask = (std::uint64_t{1} << amount_bits) - 1;
    return base::Fen{static_cast<std::int64_t>(amount_and_more & mask)};
  }
  [[nodiscard]] Kind kind() const {
    return static_cast<Kind>(amount_and_more >> amount_bits & ((1U << kind_bits) - 1));
  }
  [[nodiscard]] FeedId feed() const {
    return FeedId{static_cast<std::uint16_t>(time_and_feed & 0xFFFF)};
  }
  [[nodiscard]] bool has_delay() const { return amount_and_more >> delay_shift != delay_elsewhere; }
  /// Only where `has_delay`.
  [[nodiscard]] base::Instant learned() const {
    return time() + base::Milliseconds{static_cast<std::int64_t>(amount_and_more >> delay_shift)};
  }
};
static_assert(sizeof(PackedTransfer) == 24);

}  // namespace holdfast::fund
