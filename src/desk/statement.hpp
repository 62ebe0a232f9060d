// Statements of banks as the desk keeps them: which files an investigator brought into a case, what
// obtained them, what became of their rows, and what rows said beside the transfer itself.
//
// The transfers are in the fund graph like those of any feed; each carries in its id the beginning
// of its file's digest, its sheet and its row. Values; any thread.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/fen.hpp"
#include "base/ids.hpp"
#include "base/instant.hpp"
#include "base/personal.hpp"
#include "order/order.hpp"

namespace holdfast::desk {

using order::CaseId;
using order::OrderId;
using StatementId = base::StrongId<struct StatementTag>;

/// One file as it was brought. Its name often is somebody's name.
struct StatementFile {
  base::Personal name;
  std::string sha256;  // of its bytes, hex
  std::uint64_t bytes = 0;
  bool operator==(const StatementFile&) const = default;
};
BOOST_DESCRIBE_STRUCT(StatementFile, (), (name, sha256, bytes))

/// What became of a file's rows.
struct StatementCounts {
  std::uint64_t rows = 0;
  std::uint64_t taken = 0;  // became transfers
  std::uint64_t refused = 0;
  std::uint64_t passed_over = 0;
  std::uint64_t duplicates = 0;   // told by another file or sheet of the import
  std::uint64_t second_legs = 0;  // the other account's row of the same transfer
  bool operator==(const StatementCounts&) const = default;
};
BOOST_DESCRIBE_STRUCT(StatementCounts, (),
                      (rows, taken, refused, passed_over, duplicates, second_legs))

/// An account that a statement is about.
struct StatementAccount {
  base::AccountId account;
  std::string institution;  // empty: nobody told us which one
  bool operator==(const StatementAccount&) const = default;
};
BOOST_DESCRIBE_STRUCT(StatementAccount, (), (account, institution))

/// A query that a police return says failed: its account goes back into a batch.
struct FailedQuery {
  base::AccountId account;
  std::string institution;
  std::string why;
  std::optional<OrderId> asked;  // the query that was drawn up since, the latest
  bool operator==(const FailedQuery&) const = default;
};
BOOST_DESCRIBE_STRUCT(FailedQuery, (), (account, institution, why, asked))

struct StatementOutcome {
  base::Instant at;
  std::vector<StatementCounts> files;  // in their order
  std::uint64_t fresh = 0;             // new to the fund graph
  std::uint64_t known = 0;             // there already, from a feed or an earlier import
  std::uint64_t legs = 0;              // the other side of a transfer that was there
  std::uint64_t unreadable = 0;        // refused by the graph's own reader
  base::Sequence first;                // of the fresh ones
  std::vector<StatementAccount> accounts;
  std::vector<FailedQuery> failed;
  std::string error;  // why it ended early: what was taken by then stays; empty: all was read
  bool operator==(const StatementOutcome&) const = default;
};
BOOST_DESCRIBE_STRUCT(StatementOutcome, (),
                      (at, files, fresh, known, legs, unreadable, first, accounts, failed, error))

/// Who holds an account, as a return says it.
struct StatementHolder {
  base::AccountId account;
  base::Personal name;
  base::Personal identity;
  base::Personal phone;
  bool operator==(const StatementHolder&) const = default;
};
BOOST_DESCRIBE_STRUCT(StatementHolder, (), (account, name, identity, phone))

/// Where and with what transfers were made. `spots`: one line each, "place TAB terminal TAB ip TAB
/// mac TAB device", every one different. `rows`: two numbers a transfer: how far its sequence lies
/// after that of the one before (of the first: its sequence), and three times the number of its
/// spot, plus who told of it (0 nobody in particular, 1 the payer, 2 the payee).
struct StatementMarks {
  base::Personal spots;
  std::vector<std::uint32_t> rows;
  std::vector<StatementHolder> holders;
  bool operator==(const StatementMarks&) const = default;
};
BOOST_DESCRIBE_STRUCT(StatementMarks, (), (spots, rows, holders))

/// One import into a case. Without an outcome it is under way, or was broken off with its process:
/// the same files may be brought again, and change nothing that was taken.
struct StatementImport {
  StatementId id;
  CaseId case_id;
  std::vector<StatementFile> files;
  std::string bank;      // whose learnt headings were used; empty: nobody's
  std::string document;  // number of the legal paper that obtained them
  std::string by;
  base::Instant at;
  std::vector<StatementMarks> marks;
  std::optional<StatementOutcome> outcome;
  bool operator==(const StatementImport&) const = default;
};
BOOST_DESCRIBE_STRUCT(StatementImport, (),
                      (id, case_id, files, bank, document, by, at, marks, outcome))

/// What an office said of one bank's headings.
struct BankHeading {
  std::string heading;  // as feed::normal_heading writes it
  std::string column;   // as statement::to_text(Column) names it
  bool operator==(const BankHeading&) const = default;
};
BOOST_DESCRIBE_STRUCT(BankHeading, (), (heading, column))

/// "B000001".
[[nodiscard]] std::string to_text(StatementId id);

}  // namespace holdfast::desk
