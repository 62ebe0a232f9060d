// The door of the live feeds: what was told before is not counted again (TRACE "What is one
// transfer").
//
// Two rules. A serial that an institution already used is a *duplicate*. And both banks of a
// transfer may report it, each under a serial of its own: *two legs* of one transfer, from two
// institutions, whose UETR or clearing serial agree (certain); or, where there is no such number
// that both carry, whose accounts and amount agree and whose times differ by at most a tolerance
// (by likeness: marked, and an officer may take them apart). A transfer is matched once only.
// Serials and numbers are told apart by a 128-bit keyed digest (digest_table.hpp). None of this is
// for files given to a batch trace, where each row stands for itself. One thread: the graph's
// writer.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "fund/digest_table.hpp"
#include "fund/transfer.hpp"

namespace holdfast::fund {

using InstitutionId = base::StrongId<struct InstitutionTag, std::uint32_t>;

/// A report from a feed. Views need to live for the call only; empty where the feed has none.
struct Candidate {
  InstitutionId institution;  // whose feed told us
  std::string_view serial;
  std::string_view uetr;
  std::string_view clearing_serial;
  Transfer transfer;
};

enum class Verdict : std::uint8_t { fresh, duplicate, second_leg };
enum class Basis : std::uint8_t { none, serial, uetr, clearing_serial, likeness };

struct Admission {
  Verdict verdict = Verdict::fresh;
  Basis basis = Basis::none;
  Sequence of;              // the transfer that this is; where fresh, the one that it becomes
  bool facts_agree = true;  // accounts and amount are those of `of`
};

class Door {
 public:
  struct Options {
    HashKey key = {};  // secret; a journal that is read again must find the same one
    base::Milliseconds tolerance = std::chrono::seconds{120};  // for likeness
  };
  explicit Door(const Options& options) : options_(options) {}

  /// `next` is the sequence that the transfer gets if it is fresh: the caller then appends it.
  [[nodiscard]] Admission admit(const Candidate& candidate, Sequence next);
  /// An officer found that a second leg is a transfer of its own: it becomes `next`, and both may
  /// be matched with other legs again.
  void take_apart(const Candidate& leg, Sequence of, Sequence next);
  /// Gives back the memory for legs of transfers before `time`; their second legs would be fresh.
  /// Serials are kept.
  void forget_legs_before(base::Instant time);

 private:
  static constexpr std::uint32_t none = DigestTable::absent;
  struct Leg {
    base::Instant time;
    base::Fen amount;
    Sequence sequence;
    AccountId payer;
    AccountId payee;
    InstitutionId institution;
    bool is_matched = false;
    std::optional<Digest128> uetr;
    std::optional<Digest128> clearing_serial;
    // Older legs under the same digest.
    std::uint32_t next_by_uetr = none;
    std::uint32_t next_by_clearing = none;
    std::uint32_t next_by_likeness = none;
  };
  struct Match {
    std::uint32_t leg = none;
    Basis basis = Basis::none;
  };

  [[nodiscard]] Digest128 serial_digest(const Candidate& candidate) const;
  [[nodiscard]] Digest128 likeness_digest(const Leg& leg, std::int64_t bucket) const;
  [[nodiscard]] std::int64_t bucket_of(base::Instant time) const;
  [[nodiscard]] Leg leg_of(const Candidate& candidate, Sequence sequence) const;
  [[nodiscard]] Match match(const Leg& leg) const;
  [[nodiscard]] std::uint32_t alike(const Leg& leg) const;
  void link(Leg leg);

  Options options_;
  DigestTable serials_;    // -> sequence
  DigestTable uetrs_;      // -> newest leg
  DigestTable clearing_;   // -> newest leg
  DigestTable likeness_;   // -> newest leg, by accounts, amount and stretch of time
  std::vector<Leg> legs_;  // by sequence
};

}  // namespace holdfast::fund
