// Files that banks give to investigators, read into transfers: CSV of any kind, .xlsx, .xls, and
// the police return of nine sheets.
//
// A StatementReader takes file after file: what is told twice is told apart over all of them. Each
// transfer, each account and each row that became nothing goes to the sink with its source. A file
// that cannot be read at all is an Error, and the reader goes on with the next file. Memory: what
// Twins keeps, one row, and of a workbook its shared texts. One thread at a time.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "feed/transcode.hpp"
#include "statement/balance_chain.hpp"
#include "statement/layout.hpp"
#include "statement/row_reader.hpp"
#include "statement/sheet.hpp"

namespace holdfast::statement {

enum class FileFormat : std::uint8_t { delimited, xlsx, xls };
[[nodiscard]] std::string_view to_text(FileFormat format);
/// By the first bytes, whatever the file is called. Errors: bad_input for what is known and not
/// read (HTML, XML, PDF, pictures).
[[nodiscard]] base::Result<FileFormat> guess_file_format(std::string_view bytes);

/// What a sheet holds, by its name, else by its headings.
enum class SheetKind : std::uint8_t {
  transfers,
  accounts,
  sub_accounts,
  persons,
  measures,  // freezes and other measures that others have taken
  contacts,
  addresses,
  succeeded,  // queries that were answered
  failed,     // queries that were not: they go back into a batch
  other,
};
[[nodiscard]] std::string_view to_text(SheetKind kind);
/// Nothing where the name says nothing.
[[nodiscard]] std::optional<SheetKind> kind_of_name(std::string_view sheet);

/// Where a row stands. Views live until the callback returns.
struct RowSource {
  std::string_view file;
  std::string_view sheet;
  std::uint64_t sheet_number = 1;  // within the file
  std::uint64_t row = 0;
  std::string_view file_digest;  // SHA-256 of the original, in hex
};

/// A row of the sheets that hold no transfers.
struct AccountRow {
  SheetKind kind = SheetKind::accounts;
  std::string account;  // empty where the sheet names a person only
  std::string name;
  std::string identity;
  std::string bank;
  std::string state;
  std::string opened;
  std::string phone;
  std::optional<base::Fen> balance;
  std::string task;
  std::string outcome;
  std::string reason;
  std::string authority;
  std::string measure;
  std::string measure_end;
  std::optional<base::Fen> held;
};

/// A row that became no transfer, and why.
struct RowNote {
  enum class Kind : std::uint8_t { refused, passed_over, duplicate, second_leg };
  Kind kind = Kind::refused;
  std::uint64_t column = 0;  // from 1; 0: the row as a whole
  std::string_view heading;
  std::string_view reason;
  std::string_view raw;  // the row's cells, cut to 4 KiB
};
[[nodiscard]] std::string_view to_text(RowNote::Kind kind);

struct SheetReport;

struct StatementSink {
  std::function<void(const StatementRow&, const RowSource&)> on_transfer;
  std::function<void(const AccountRow&, const RowSource&)> on_account;
  std::function<void(const RowNote&, const RowSource&)> on_note;
  /// How a sheet was understood, also where its file then cannot be read for want of a column.
  std::function<void(const SheetReport&)> on_sheet = {};
};

struct SheetReport {
  std::string name;
  Visibility visibility = Visibility::shown;
  SheetKind kind = SheetKind::other;
  std::uint64_t header_row = 0;  // 0: none was found
  std::uint64_t header_lines = 0;
  std::vector<Layout::One> columns;
  std::optional<Column> missing;  // why no transfers came of it
  Owner owner;
  bool newest_first = false;
  std::uint64_t rows = 0;  // below the headings
  std::uint64_t taken = 0;
  std::uint64_t refused = 0;
  std::uint64_t passed_over = 0;
  std::uint64_t duplicates = 0;
  std::uint64_t second_legs = 0;
  std::uint64_t blank = 0;
  std::optional<base::Instant> first;  // of the transfers taken
  std::optional<base::Instant> last;
  base::Fen came_in;  // to the statement's own accounts
  base::Fen went_out;
  BalanceReport balances;  // of all rows that could be read, also those told twice
};

struct FileReport {
  std::string file;
  std::string digest;
  std::uint64_t bytes = 0;
  FileFormat format = FileFormat::delimited;
  std::vector<SheetReport> sheets;
};

struct StatementOptions {
  Mapping mapping;
  Owner owner;  // for rows that name no account of their own, before what titles say
  std::optional<SignBeside> sign;  // by the first rows of each sheet
  feed::Encoding encoding = feed::Encoding::automatic;
  char separator = '\0';
  std::optional<base::Instant> now;  // refuses times more than a day later
  Limits limits;
};

class StatementReader {
 public:
  StatementReader(StatementOptions options, StatementSink sink);
  ~StatementReader();

  /// `name`: what the file is called. Errors: bad_input for a file that is none of these, is
  /// damaged or has no table; too_large over the limits. Rows before the damage have been told.
  [[nodiscard]] base::Result<FileReport> read(std::string_view bytes, const std::string& name,
                                              const Progress& progress = {});
  /// Headings that were named by hand and that no file so far has: probably misspelt.
  [[nodiscard]] std::vector<std::string> unused_headings() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace holdfast::statement
