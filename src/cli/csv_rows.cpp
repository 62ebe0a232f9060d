#include "cli/csv_rows.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fmt/core.h>
#include <fmt/ranges.h>
#include <fstream>
#include <iostream>

namespace holdfast::cli {

using base::Error;
using base::ErrorCode;

Error CsvRows::bad(feed::RowPosition at, std::string reason) const {
  return Error{ErrorCode::bad_input, std::move(reason),
               fmt::format("{}:{}:{}", path_, at.line, at.column)};
}

std::string CsvRows::names() const {
  return fmt::format("{}", fmt::join(columns_, ","));
}

base::Result<void> CsvRows::read(const OnRow& take) {
  if (path_ == "-") {
    return read(std::cin, take);
  }
  std::ifstream file(path_, std::ios::binary);
  if (!file) {
    return Error{ErrorCode::bad_input,
                 fmt::format("cannot read the file: {}", std::strerror(errno)), path_};
  }
  return read(file, take);
}

base::Result<void> CsvRows::read(std::istream& in, const OnRow& take) {
  feed::CsvSplitter csv;
  std::string piece(1U << 16U, '\0');
  while (in.read(piece.data(), static_cast<std::streamsize>(piece.size())) || in.gcount() > 0) {
    csv.feed({piece.data(), static_cast<std::size_t>(in.gcount())});
    if (auto drained = drain(csv, take); !drained) {
      return drained;
    }
  }
  if (in.bad()) {
    return Error{ErrorCode::bad_input, "cannot read the file", path_};
  }
  csv.finish();
  if (auto drained = drain(csv, take); !drained) {
    return drained;
  }
  if (places_.empty()) {
    return bad({1, 1}, "the file is empty; its first line must be " + names());
  }
  return {};
}

base::Result<void> CsvRows::drain(feed::CsvSplitter& csv, const OnRow& take) {
  for (;;) {
    switch (csv.next()) {
      case feed::CsvSplitter::Outcome::more:
      case feed::CsvSplitter::Outcome::end:
        return {};
      case feed::CsvSplitter::Outcome::fault:
        return bad(csv.fault().position, csv.fault().reason);
      case feed::CsvSplitter::Outcome::record:
        break;
    }
    auto taken = places_.empty() ? take_header(csv.record()) : take_row(csv.record(), take);
    if (!taken) {
      return taken;
    }
  }
}

base::Result<void> CsvRows::take_header(const feed::CsvRecord& record) {
  std::vector<std::size_t> places;
  for (const std::string_view column : columns_) {
    const auto at = std::ranges::find(record.fields, column, &feed::CsvField::text);
    if (at == record.fields.end()) {
      return bad(record.position, "the first line must name the columns " + names());
    }
    places.push_back(static_cast<std::size_t>(at - record.fields.begin()));
  }
  places_ = std::move(places);
  width_ = record.fields.size();
  return {};
}

base::Result<void> CsvRows::take_row(const feed::CsvRecord& record, const OnRow& take) {
  if (record.fields.size() != width_) {
    return bad(record.fields.back().position,
               fmt::format("the row has {} columns where the header has {}", record.fields.size(),
                           width_));
  }
  cells_.clear();
  for (const std::size_t place : places_) {
    cells_.push_back(record.fields[place]);
  }
  return take(cells_);
}

base::Result<std::optional<base::Fen>> CsvRows::yuan(const feed::CsvField& cell,
                                                     std::string_view what) const {
  if (cell.text.empty()) {
    return std::optional<base::Fen>{};
  }
  const auto amount = base::parse_yuan(cell.text);
  if (!amount) {
    return bad(cell.position, amount.error().message);
  }
  if (amount->is_negative()) {
    return bad(cell.position, fmt::format("the {} amount is below zero", what));
  }
  return std::optional{*amount};
}

}  // namespace holdfast::cli
