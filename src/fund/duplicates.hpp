// The door of the live feeds: what was told before is not counted again (TRACE "What is one
// transfer").
//
// Two rules. A serial that an institution already used is a *duplicate*. And both banks of a
// transfer may report it, each under a serial of its own: *two legs* of one transfer, from two
// institutions, whose UETR or clearing serial agree (certain); or, where there is no such number
// that both carry, whose accounts and amount agree and whose times differ by at most a tolerance
// (by likeness: marked, and an officer may take them apart). A transfer is matched once only.
//
// The door keeps little of its own: numbers as fingerprints (fingerprint_table.hpp), which the
// register of texts confirms, and one bit a transfer that was matched. Likeness is looked up in the
// payer's or the payee's own log. None of this is for files given to a batch trace, where each row
// stands for itself. One thread: the graph's writer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/image.hpp"
#include "fund/arena.hpp"
#include "fund/fingerprint_table.hpp"
#include "fund/graph.hpp"

namespace holdfast::fund {

/// A report from a feed; whose it is stands in `transfer.feed`. Views need to live for the call
/// only; empty where the feed has none.
struct Candidate {
  std::string_view serial;
  std::string_view uetr;
  std::string_view clearing_serial;
  Transfer transfer;
};

/// The numbers that a transfer was first told with.
struct Numbers {
  std::string uetr;
  std::string clearing_serial;
};

/// What was told of the transfers that are already in the graph. The writer's thread only.
class Register {
 public:
  virtual ~Register() = default;
  /// This transfer, or a leg merged into it and not taken apart, came from `feed` under `serial`.
  [[nodiscard]] virtual bool bears(Sequence sequence, FeedId feed,
                                   std::string_view serial) const = 0;
  [[nodiscard]] virtual Numbers numbers_of(Sequence sequence) const = 0;
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
  /// Both must outlive the door.
  Door(const Options& options, const Graph& graph, const Register& texts)
      : options_(options), graph_(graph), register_(texts) {}

  /// The hashes of a candidate's numbers. `prefetch` asks for the memory that `admit` needs, so
  /// that many candidates can wait for it together.
  struct Ticket {
    std::uint64_t serial = 0;
    std::uint64_t uetr = 0;
    std::uint64_t clearing_serial = 0;
  };
  /// Any thread; accounts, times and amounts do not matter.
  [[nodiscard]] Ticket ticket(const Candidate& candidate) const;
  [[gnu::always_inline]] void prefetch(const Ticket& ticket) const {
    serials_.prefetch(ticket.serial);
    if (ticket.uetr != 0) {
      uetrs_.prefetch(ticket.uetr);
    }
    if (ticket.clearing_serial != 0) {
      clearing_.prefetch(ticket.clearing_serial);
    }
  }
  /// `next` is the sequence that the transfer gets if it is fresh: the caller then appends it.
  [[nodiscard]] Admission admit(const Candidate& candidate, const Ticket& ticket, Sequence next);
  [[nodiscard]] Admission admit(const Candidate& candidate, Sequence next) {
    return admit(candidate, ticket(candidate), next);
  }
  /// What was admitted by an earlier process, without judging it again: fresh or a second leg, `of`
  /// as it was then.
  void readmit(const Candidate& candidate, const Ticket& ticket, Verdict verdict, Sequence of);
  /// An officer found that a second leg is a transfer of its own: it becomes `next`, and both may
  /// be matched with other legs again. The register already knows that the leg is no longer `of`.
  void take_apart(const Candidate& leg, Sequence of, Sequence next);
  [[nodiscard]] std::size_t bytes() const;
  void write_to(base::ImageOut& out) const;
  /// Instead of any admission, with the hash key of the door that was written. Errors: corrupt, io.
  [[nodiscard]] base::Result<void> read_from(const base::ImageIn& in);

 private:
  struct Match {
    Sequence of;
    Basis basis = Basis::none;
  };
  [[nodiscard]] std::optional<Sequence> holder(const Candidate& candidate,
                                               std::uint64_t hash) const;
  [[nodiscard]] Match match(const Candidate& candidate, const Ticket& ticket) const;
  [[nodiscard]] std::optional<Sequence> with_number(const FingerprintTable& table,
                                                    std::uint64_t hash, std::string Numbers::*which,
                                                    std::string_view number, FeedId feed) const;
  [[nodiscard]] std::optional<Sequence> alike(const Candidate& candidate) const;
  [[nodiscard]] bool contradicts(const Candidate& candidate, Sequence other) const;
  void link(const Candidate& candidate, const Ticket& ticket, Sequence sequence);
  [[nodiscard]] bool is_matched(Sequence sequence) const;
  void set_matched(Sequence sequence, bool matched);

  Options options_;
  const Graph& graph_;
  const Register& register_;
  FingerprintTable serials_;
  FingerprintTable uetrs_;
  FingerprintTable clearing_;
  Arena<std::uint64_t, LogEntry::sequences_max / 64> matched_;  // one bit a transfer
  std::size_t matched_words_ = 0;
};

}  // namespace holdfast::fund
