// The second legs that were merged into transfers: what the graph does not hold of them, in 32
// bytes each; their texts stay in the journal.
//
// One writer; `merged_into` may be asked from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <shared_mutex>

#include "base/ids.hpp"
#include "base/image.hpp"
#include "fund/account_log.hpp"
#include "fund/arena.hpp"
#include "fund/fingerprint_table.hpp"
#include "fund/transfer.hpp"
#include "port/journal.hpp"

namespace holdfast::engine {

struct Leg {
  std::int64_t time_ms = 0;  // as its bank tells it
  std::uint32_t of = 0;      // sequence of the transfer that it was merged into
  std::uint32_t batch = 0;   // of the journal, and its place among the batch's entries
  std::uint32_t place = 0;
  std::uint32_t split_at_plus_one = 0;  // what it became when it was taken apart; 0: it was not
  std::uint16_t feed = 0;
  std::uint8_t is_certain = 0;

  [[nodiscard]] base::Sequence into() const { return base::Sequence{of}; }
  [[nodiscard]] bool is_split() const { return split_at_plus_one != 0; }
};
static_assert(sizeof(Leg) == 32);

class Legs {
 public:
  // Writer.
  void add(const Leg& leg);
  /// The oldest leg of the transfer that was not taken apart becomes the transfer `sequence`.
  void split(base::Sequence of, base::Sequence sequence);
  void write_to(base::ImageOut& out) const;
  /// Errors: corrupt, io.
  [[nodiscard]] base::Result<void> read_from(const base::ImageIn& in);

  // Any thread.
  /// The oldest leg of the transfer that was not taken apart.
  [[nodiscard]] std::optional<Leg> oldest_whole(base::Sequence of) const;
  [[nodiscard]] std::optional<Leg> newest(base::Sequence of) const;
  /// Calls fn(const Leg&) for each leg of the transfer, in no order, until fn answers true. Not
  /// from within fn.
  template <typename Fn>
  void for_each(base::Sequence of, Fn&& fn) const {
    const std::shared_lock held{lock_};
    by_transfer_.for_each(hash_of(of), [&](base::Sequence place) {
      const Leg& leg = legs_[place.value()];
      return leg.of == of.value() && fn(leg);
    });
  }
  [[nodiscard]] std::size_t bytes() const;

 private:
  [[nodiscard]] static std::uint64_t hash_of(base::Sequence of);
  template <typename Better>
  [[nodiscard]] std::optional<std::size_t> best(base::Sequence of, Better&& better) const;

  mutable std::shared_mutex lock_;
  fund::Arena<Leg, fund::LogEntry::sequences_max> legs_;  // oldest first
  std::size_t count_ = 0;
  fund::FingerprintTable by_transfer_;  // the transfer's sequence, hashed, to the leg's place
};

}  // namespace holdfast::engine
