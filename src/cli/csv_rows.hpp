// A small CSV whose columns are known by name, such as a list of stolen transfers: read whole, each
// row handed on with the place of every cell. One thread.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "feed/csv.hpp"

namespace holdfast::cli {

class CsvRows {
 public:
  /// One cell for each column asked for, in that order.
  using Row = std::span<const feed::CsvField>;
  using OnRow = std::function<base::Result<void>(Row)>;

  /// `columns`: as the first line must name them, in any order and with others between.
  CsvRows(std::string path, std::vector<std::string_view> columns)
      : path_(std::move(path)), columns_(std::move(columns)) {}

  /// Reads the file, - for standard input. Errors: bad_input with FILE:LINE:COLUMN for a file that
  /// cannot be read or has no such header, a row of another length, and whatever `take` refuses.
  [[nodiscard]] base::Result<void> read(const OnRow& take);

  /// bad_input at a place in the file.
  [[nodiscard]] base::Error bad(feed::RowPosition at, std::string reason) const;
  /// The amount in a cell, from 0; nothing of an empty cell. Errors: bad.
  [[nodiscard]] base::Result<std::optional<base::Fen>> yuan(const feed::CsvField& cell,
                                                            std::string_view what) const;

 private:
  base::Result<void> read(std::istream& in, const OnRow& take);
  base::Result<void> drain(feed::CsvSplitter& csv, const OnRow& take);
  base::Result<void> take_header(const feed::CsvRecord& record);
  base::Result<void> take_row(const feed::CsvRecord& record, const OnRow& take);
  [[nodiscard]] std::string names() const;

  std::string path_;
  std::vector<std::string_view> columns_;
  std::vector<std::size_t> places_;  // of the columns in a row; empty before the header
  std::size_t width_ = 0;            // of a row
  std::vector<feed::CsvField> cells_;
};

}  // namespace holdfast::cli
