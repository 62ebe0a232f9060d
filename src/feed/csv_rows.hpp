// CSV in, rows out: finds the header, decides between the canonical form and a mapping, reads rows.
//
// In the canonical form the first line is the header. Otherwise it may stand within the first ten
// lines, because statements begin with titles; tabs or semicolons may separate columns where the
// header says so. One thread at a time.
#pragma once

#include <optional>
#include <string_view>
#include <variant>

#include "base/result.hpp"
#include "feed/canonical.hpp"
#include "feed/csv.hpp"
#include "feed/mapping.hpp"

namespace holdfast::feed {

/// Who gets what a reader reads.
class RowTaker {
 public:
  virtual void row(const TransferRow& row) = 0;
  virtual void fault(const RowFault& fault, std::string_view raw) = 0;

 protected:
  ~RowTaker() = default;
};

enum class CsvForm {
  canonical,  // the canonical header or bad input
  any,        // the canonical header where it is there and nothing was mapped, else a mapping
};

/// How many records at the beginning may be titles before the header.
inline constexpr int header_lines_max = 10;
/// What separates columns, by the first few KiB of the text: a comma, unless there are more tabs or
/// semicolons than commas.
[[nodiscard]] char separator_of(std::string_view beginning);

class CsvRows {
 public:
  CsvRows(CsvForm form, MappingOptions mapping, std::optional<base::Instant> now);

  /// Errors: bad_input when there is no usable header; `where` is "LINE:COLUMN". Nothing more can
  /// be read then.
  [[nodiscard]] base::Result<void> feed(std::string_view bytes, RowTaker& taker);
  [[nodiscard]] base::Result<void> finish(RowTaker& taker);

 private:
  [[nodiscard]] base::Result<void> drain(RowTaker& taker);
  [[nodiscard]] base::Result<void> open(const CsvRecord& header);
  void choose_separator();

  CsvForm form_;
  MappingOptions mapping_;
  std::optional<base::Instant> now_;
  CsvSplitter splitter_;
  std::string beginning_;  // until the separator is chosen
  bool chosen_ = false;
  std::variant<std::monostate, CanonicalCsv, MappedCsv> reader_;
  std::optional<base::Error> first_refusal_;
  int lines_tried_ = 0;
};

}  // namespace holdfast::feed
