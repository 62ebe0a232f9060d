// One import of a statement, on a worker's thread: rows go to the engine in numbered batches, what
// they say beside their transfers follows, and the end of the import is told last. See decisions
// 0120 and 0121.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "analyst/known_transfers.hpp"
#include "analyst/marks_text.hpp"
#include "analyst/statement_plan.hpp"
#include "engine/engine.hpp"

namespace holdfast::analyst {

/// What was found so far; read by any thread.
struct ImportCounts {
  std::atomic<std::uint64_t> rows{0};  // that became transfers, known ones among them
  std::atomic<std::uint64_t> fresh{0};
  std::atomic<std::uint64_t> known{0};
  std::atomic<std::uint64_t> refused{0};
};

class StatementImporter {
 public:
  struct Parts {
    engine::Engine& engine;
    std::string by;  // who began it
    desk::StatementId statement;
    ImportCounts& counts;
    SpooledFile& rejects;           // gets the rows that became nothing, as CSV
    const std::atomic<bool>& stop;  // the process ends: what is left is not taken
  };
  explicit StatementImporter(const Parts& parts, const StatementPlan& plan);

  /// Reads all files, takes their rows and tells the end. Errors: what kept the end from being
  /// told; whatever went wrong before stands in the outcome.
  [[nodiscard]] base::Result<void> run(const statement::Progress& progress);

 private:
  /// Rows on their way, with their texts.
  struct Batch {
    std::vector<engine::FeedRow> rows;
    struct Marked {
      std::size_t row = 0;
      Teller teller = Teller::nobody;
      std::string place;
      std::string terminal;
      std::string ip;
      std::string mac;
      std::string device;
    };
    std::vector<Marked> marked;  // of rows, ascending
  };

  void take(const statement::StatementRow& row, const statement::RowSource& source);
  void take(const statement::AccountRow& row);
  void take(const statement::RowNote& note, const statement::RowSource& source);
  [[nodiscard]] std::string source_of(const engine::FeedRow& row, Teller teller) const;
  void note_own_account(const engine::FeedRow& row, Teller teller);
  void flush();
  [[nodiscard]] base::Result<engine::FeedDone> send(std::vector<engine::FeedRow> rows,
                                                    std::string source);
  [[nodiscard]] base::Result<void> send_again(const std::vector<engine::FeedRow>& rows);
  void mark(const Batch::Marked& marked, base::Sequence transfer);
  void flush_marks();
  void find_holders();
  /// The first error stands in the outcome.
  void note_error(const base::Error& error);
  /// Nothing more can be taken.
  void break_off(const base::Error& error);
  [[nodiscard]] bool is_done_with() const { return is_broken_ || parts_.stop; }
  [[nodiscard]] base::Result<void> tell_end(std::vector<desk::StatementCounts> files);

  const Parts parts_;
  const StatementPlan& plan_;
  BankCodes banks_;
  KnownTransfers known_;
  Batch batch_;
  std::string source_;  // of the batch
  std::uint64_t number_ = 0;
  MarksWriter marks_;
  struct Held {
    std::string number;
    std::string institution;
    desk::StatementHolder holder;
  };
  std::vector<Held> held_;  // accounts that come with later sheets are not there yet
  std::vector<desk::StatementHolder> holders_;
  std::size_t pieces_ = 0;
  std::set<std::pair<std::string, std::string>> own_accounts_;  // number, institution
  std::vector<engine::EndedStatement::Failed> failed_queries_;
  desk::StatementOutcome outcome_;
  bool is_broken_ = false;
};

}  // namespace holdfast::analyst
