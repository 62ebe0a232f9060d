// Splits CSV (RFC 4180) into records while the bytes arrive.
//
// Quoted fields, doubled quotes, line ends CRLF or LF (also inside quotes), a UTF-8 byte order
// mark; lines without a character are passed over. A record that breaks a rule or a limit is an
// error with its place, and reading goes on at the physical line after the one where the record
// began, so that one stray quote costs one line and not the rest of the file. Memory: what was fed
// and not yet taken, at most one record beyond the last piece. Cost: O(bytes). One thread at a
// time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "feed/row.hpp"

namespace holdfast::feed {

struct CsvLimits {
  std::size_t record_bytes = std::size_t{1} << 20;
  std::size_t field_bytes = std::size_t{1} << 16;
  std::size_t columns = 256;
};

struct CsvField {
  std::string_view text;
  RowPosition position;
};

/// Valid until the next call on the splitter.
struct CsvRecord {
  std::span<const CsvField> fields;  // at least one
  RowPosition position;
  std::string_view raw;  // without the line end
};

class CsvSplitter {
 public:
  enum class Outcome { record, fault, more, end };

  explicit CsvSplitter(char separator = ',', CsvLimits limits = {});

  /// Changes the separator for what has not been taken yet.
  void separate_by(char separator) { separator_ = separator; }

  /// Gives the splitter more bytes. Ends the life of the last record.
  void feed(std::string_view bytes);
  /// No more bytes will come: the last line needs no line end.
  void finish() { finished_ = true; }

  /// `record` and `fault` fill the accessors below; `more` asks for feed() or finish().
  [[nodiscard]] Outcome next();
  [[nodiscard]] const CsvRecord& record() const { return record_; }
  [[nodiscard]] const RowFault& fault() const { return fault_; }
  /// The text of the record that has the fault (its first line), cut to RowError::raw_bytes_max.
  [[nodiscard]] std::string_view fault_raw() const { return record_.raw; }

 private:
  enum class Find { found, overlong, more, none };
  struct Extent {
    std::size_t end = 0;              // one past the record's last byte, line end not counted
    std::size_t next = 0;             // where the next record begins
    std::size_t first_line_next = 0;  // where the record's second physical line begins
    std::uint64_t lines = 1;
  };
  struct Cursor {
    std::size_t at = 0;
    std::uint64_t line = 1;
    std::size_t line_start = 0;
  };

  Find find_record(Extent& extent);
  bool pass_over();
  Outcome take(const Extent& extent);
  Outcome refuse_overlong();
  bool check_text(std::string_view text);
  bool split_plain(std::string_view text);
  bool split_quoted(std::string_view text);
  bool take_quoted(std::string_view text, Cursor& cursor);
  bool add(std::string_view text, RowPosition position);
  bool fail(RowPosition position, std::string reason);
  void advance(std::size_t to, std::uint64_t lines);

  char separator_;
  CsvLimits limits_;
  std::string buffer_;
  std::size_t begin_ = 0;       // of the record to take next
  std::size_t scanned_ = 0;     // how far its end was looked for
  std::size_t first_line_ = 0;  // where its second physical line begins, 0: not known
  std::uint64_t newlines_ = 0;  // line ends inside quotes seen so far
  bool in_quotes_ = false;
  bool has_quotes_ = false;
  bool finished_ = false;
  bool passing_over_ = false;  // inside a line that is too long, until its end
  bool at_start_ = true;       // a byte order mark may come
  std::uint64_t line_ = 1;
  std::vector<CsvField> fields_;
  std::string unquoted_;  // text of fields that held doubled quotes
  CsvRecord record_;
  RowFault fault_;
};

}  // namespace holdfast::feed
