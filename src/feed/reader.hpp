// The door for transfers told in files and HTTP bodies: CSV of any form, a JSON array, NDJSON, a
// pacs.008 message.
//
// RowParser takes bytes as they come (push); read_rows streams a file into one. A row that cannot
// be read goes to `on_error` with file, line, column, field and reason, and reading goes on; an
// input that cannot be read at all (no usable header) is an Error. Memory: one piece plus one
// record. One thread at a time; the callbacks run inside feed() and finish().
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "feed/mapping.hpp"
#include "feed/row.hpp"
#include "feed/transcode.hpp"

namespace holdfast::feed {

enum class Format {
  automatic,      // by the first character: [ a JSON array, { NDJSON, < pacs.008, else CSV
  canonical_csv,  // the canonical header or bad input; UTF-8
  csv,            // canonical, known headings, or a mapping
  json_array,
  ndjson,
  pacs008,
};

/// json_array, ndjson, pacs008 or csv, by the first character that is not a blank.
[[nodiscard]] Format guess_format(std::string_view beginning);

struct ReadOptions {
  std::string file = "-";  // what errors call the input
  Format format = Format::automatic;
  Encoding encoding = Encoding::automatic;  // of `csv`; the other formats are UTF-8
  MappingOptions mapping = {};
  std::optional<base::Instant> now = {};  // refuses times more than a day later
};

/// The views of a row last until its callback returns.
struct RowSink {
  std::function<void(const TransferRow&)> on_row;
  std::function<void(const RowError&)> on_error;
};

struct ReadSummary {
  std::uint64_t rows = 0;  // good + bad
  std::uint64_t good = 0;
  std::uint64_t bad = 0;
  std::uint64_t bytes = 0;
};

class RowParser {
 public:
  RowParser(ReadOptions options, RowSink sink);
  ~RowParser();
  RowParser(RowParser&&) noexcept;
  RowParser& operator=(RowParser&&) noexcept;

  /// Errors: bad_input, `where` "FILE:LINE:COLUMN"; every later call repeats the error.
  [[nodiscard]] base::Result<void> feed(std::string_view bytes);
  /// The end of the input; call once.
  [[nodiscard]] base::Result<ReadSummary> finish();
  [[nodiscard]] const ReadSummary& so_far() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Bytes read so far and in all (0 where that is not known).
using Progress = std::function<void(std::uint64_t done, std::uint64_t total)>;

/// Reads the file at `path`, "-" being standard input. Errors: bad_input when it cannot be opened
/// or read, or is not a file of transfers.
[[nodiscard]] base::Result<ReadSummary> read_rows(const std::string& path, ReadOptions options,
                                                  RowSink sink, const Progress& progress = {});

}  // namespace holdfast::feed
