// The files of `holdfast trace`: transfers into a graph of their own, seeds into the trace's terms.
//
// Each row is a transfer in the order of the file; a row whose id was already seen is dropped and
// counted. A refused row does not count as seen. One thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/result.hpp"
#include "cli/csv_rows.hpp"
#include "cli/text_table.hpp"
#include "feed/reader.hpp"
#include "fund/graph.hpp"
#include "trace/trace.hpp"

namespace holdfast::cli {

/// Transfers by sequence, their ids and accounts by text. 32-bit sequences: about 4 billion rows.
class TransferFile {
 public:
  TransferFile();

  using OnError = std::function<void(const feed::RowError&)>;
  /// Errors: bad_input as feed::read_rows. Rows that cannot be read go to `on_error`.
  [[nodiscard]] base::Result<void> read(const std::string& path, feed::ReadOptions options,
                                        const OnError& on_error);

  [[nodiscard]] const fund::Graph& graph() const { return graph_; }
  /// Nothing when no row has that id.
  [[nodiscard]] std::optional<fund::Sequence> find(std::string_view id) const;
  [[nodiscard]] std::string_view id(fund::Sequence sequence) const {
    return ids_.text(static_cast<std::uint32_t>(sequence.value()));
  }
  [[nodiscard]] std::uint64_t rows() const { return summary_.rows; }
  [[nodiscard]] std::uint64_t refused() const { return summary_.bad; }
  [[nodiscard]] std::uint64_t duplicates() const { return duplicates_; }

 private:
  /// Rows that wait for their batch, their texts in `texts` one after the other.
  struct Batch {
    struct Row {
      base::Instant time;
      base::Fen amount;
      fund::Kind kind;
      std::size_t id_end = 0;  // in `texts`
      std::size_t payer_end = 0;
      std::size_t payee_end = 0;
    };
    std::vector<Row> rows;
    std::string texts;
  };

  void take(const feed::TransferRow& row);
  void take_batch();
  fund::AccountId account(std::uint32_t number);

  fund::Graph graph_;
  TextTable ids_;       // an id's number is its transfer's sequence
  TextTable accounts_;  // an account's number is its AccountId
  Batch batch_;
  feed::ReadSummary summary_;
  std::uint64_t duplicates_ = 0;
};

/// Reads stolen transfers cell by cell. Errors, at the cell: a transfer that is not there or was
/// named before, more than the transfer or less than nothing.
class SeedCells {
 public:
  explicit SeedCells(const TransferFile& transfers);
  /// An empty amount is the whole transfer.
  [[nodiscard]] base::Result<trace::Seed> read(const CsvRows& rows, const feed::CsvField& id,
                                               const feed::CsvField& stolen);

 private:
  const TransferFile& transfers_;
  std::unordered_set<std::uint64_t> named_;
};

/// Reads `transfer_id,stolen_yuan` (empty: the whole transfer). Errors: bad_input with `where` as
/// FILE:LINE:COLUMN for a file without header or seeds, a seed that names no transfer, one that is
/// named twice, more than the transfer or less than nothing.
[[nodiscard]] base::Result<std::vector<trace::Seed>> read_seeds(const std::string& path,
                                                                const TransferFile& transfers);

}  // namespace holdfast::cli
