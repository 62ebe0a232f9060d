// An engine that answers the same questions about the same transfers as the fund graph, beside it
// in one run. Each gets the form, index and settings that suit it best; each says which (`about`).
// One thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "fund/transfer.hpp"

namespace holdfast::bench {

/// Which accounts are reached from `account` by 1 to `hops` transfers with strictly ascending times
/// in (at, until]. An exit is reached and not continued.
struct Question {
  fund::AccountId account;
  base::Instant at;
  base::Instant until;
  std::uint32_t hops = 1;
};

struct Reply {
  double ms = 0;         // from the question to the last account, as the asking program sees it
  bool is_over = false;  // given up at the time limit
  std::vector<std::uint32_t> accounts = {};  // each once, ascending
};

/// What every engine loads.
struct TransferSet {
  std::vector<fund::Transfer> transfers;
  std::uint32_t accounts = 0;  // dense, from 0
  /// The same rows for engines that read files: payer,payee,number,moment in ms,amount in fen,
  /// is_exit (0 or 1).
  std::filesystem::path csv;
};

class Peer {
 public:
  virtual ~Peer() = default;

  [[nodiscard]] virtual std::string name() const = 0;
  /// Version, form, index and settings, in a sentence or two.
  [[nodiscard]] virtual std::string about() const = 0;
  /// Until questions can be asked: rows, index, statistics. Milliseconds. Errors: io, as the engine
  /// says it.
  [[nodiscard]] virtual base::Result<double> load(const TransferSet& set) = 0;
  /// Errors: io, as the engine says it.
  [[nodiscard]] virtual base::Result<Reply> ask(const Question& question) = 0;
};

struct PeerOptions {
  std::filesystem::path scratch;  // a directory that is there and goes afterwards
  base::Milliseconds limit{};     // of one question
};

// Each answers `unavailable` where the engine is not installed, with what is missing.
using PeerResult = base::Result<std::unique_ptr<Peer>>;
[[nodiscard]] PeerResult make_fund_graph(const PeerOptions& options);
[[nodiscard]] PeerResult make_postgres(const PeerOptions& options);
[[nodiscard]] PeerResult make_sqlite(const PeerOptions& options);
[[nodiscard]] PeerResult make_duckdb(const PeerOptions& options);
[[nodiscard]] PeerResult make_kuzu(const PeerOptions& options);

/// bench/peers/reach.sql, for the engines that speak SQL.
[[nodiscard]] std::string reach_sql();

}  // namespace holdfast::bench
