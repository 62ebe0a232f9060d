// Where did the stolen money go: the question and its answer (TRACE "Seeds", "Result").
//
// `trace` is the batch form: it replays the transfers of hot accounts after they became hot, never
// the whole graph, and answers to the fen. It reads a snapshot and may run on any thread beside the
// graph's writer.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/result.hpp"
#include "fund/graph.hpp"
#include "trace/pieces.hpp"
#include "trace/policy.hpp"

namespace holdfast::trace {

/// A stolen payment. 0 <= stolen <= the transfer's amount.
struct Seed {
  fund::Sequence transfer;
  base::Fen stolen;
};

/// The seed that takes the whole transfer for stolen.
[[nodiscard]] Seed whole(const fund::Graph& graph, fund::Sequence transfer);

/// How far to follow. All off by default; what they leave unfollowed is reported by account, keeps
/// its place in `remaining` and is still counted.
struct Limits {
  /// Accounts with a higher tier are not followed.
  std::optional<std::uint32_t> hops = {};
  /// At most so many accounts are followed; the first reached are.
  std::optional<std::size_t> accounts = {};
  /// Less taint than this in one payment does not make its payee hot.
  base::Fen min_amount = {};
  /// An account whose next movement comes later than this after its last is given up at it.
  std::optional<base::Milliseconds> still = {};
  /// At most so many lots in an account under fifo and lifo, the smallest tainted folded away.
  std::optional<std::size_t> pieces = {};
};

struct TraceOptions {
  Policy policy = Policy::fifo;
  /// Replay only transfers at or before.
  std::optional<base::Instant> until = {};
  Limits limits = {};
};

/// The account that a bank's stated balance below the computed one pays into. It is in no graph.
inline constexpr fund::AccountId unseen_account{0xFFFF'FFFF};

struct AccountTaint {
  fund::AccountId account;
  std::uint32_t tier = 0;
  base::Fen received;
  base::Fen moved;
  base::Fen remaining;   // received - moved, what is `exited` and `unfollowed` counted
  base::Fen exited;      // came as exit payments
  base::Fen unfollowed;  // a limit stopped us
  Shares by_source;      // of `remaining`
  bool exit = false;
};

struct TransferTaint {
  fund::Sequence transfer;
  base::Fen tainted;
  std::size_t first_share = 0;  // in TraceResult::shares
  std::size_t share_count = 0;
};

struct TraceResult {
  Policy policy = Policy::fifo;
  std::size_t sources = 0;
  base::Fen stolen;
  std::vector<AccountTaint> accounts;    // by AccountId
  std::vector<TransferTaint> transfers;  // in the order of the world
  Shares shares;                         // of all transfers, one after the other

  [[nodiscard]] std::span<const Piece> by_source(const TransferTaint& one) const {
    return std::span(shares).subspan(one.first_share, one.share_count);
  }
};

/// Seeds become sources 0, 1, ... in the order given. Errors: bad_input for a seed that names no
/// transfer below the snapshot, a balance statement, a transfer twice, or more than its amount;
/// corrupt if the result would not conserve the stolen money, which is a bug.
/// O((k + m) log k) for k transfers of hot accounts and m pieces moved, besides one walk of each
/// hot account's log up to where it became hot.
[[nodiscard]] base::Result<TraceResult> trace(const fund::Graph& graph, fund::Snapshot snapshot,
                                              std::span<const Seed> seeds,
                                              const TraceOptions& options);

}  // namespace holdfast::trace
