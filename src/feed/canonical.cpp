#include "feed/canonical.hpp"

#include <algorithm>
#include <array>
#include <fmt/core.h>
#include <fmt/format.h>

#include "feed/csv_cell.hpp"

namespace holdfast::feed {

namespace {

constexpr std::array required{Field::id,    Field::time,   Field::payer,
                              Field::payee, Field::amount, Field::kind};
constexpr std::array carried{Field::payer_name,        Field::payee_name,  Field::payer_institution,
                             Field::payee_institution, Field::institution, Field::serial,
                             Field::clearing,          Field::original,    Field::note};

Field field_of(std::string_view heading) {
  const auto same = [heading](Field field) { return to_text(field) == heading; };
  for (const auto& fields : {std::span<const Field>(required), std::span<const Field>(carried)}) {
    const auto found = std::ranges::find_if(fields, same);
    if (found != fields.end()) {
      return *found;
    }
  }
  return heading == "uetr" ? Field::clearing : Field::none;
}

bool names(const CsvRecord& header, Field field) {
  return std::ranges::any_of(
      header.fields, [field](const CsvField& cell) { return field_of(cell.text) == field; });
}

}  // namespace

bool CanonicalCsv::fits(const CsvRecord& header) {
  return std::ranges::all_of(required, [&](Field field) { return names(header, field); });
}

base::Result<CanonicalCsv> CanonicalCsv::open(const CsvRecord& header,
                                              std::optional<base::Instant> now) {
  std::string missing;
  for (const Field field : required) {
    if (!names(header, field)) {
      missing += missing.empty() ? "" : ", ";
      missing += to_text(field);
    }
  }
  if (!missing.empty()) {
    return base::Error{base::ErrorCode::bad_input,
                       fmt::format("the header lacks {}; the first line must name the columns "
                                   "id,time,payer,payee,amount_yuan,kind",
                                   missing),
                       fmt::format("{}:1", header.position.line)};
  }
  CanonicalCsv csv;
  csv.now_ = now;
  for (const CsvField& cell : header.fields) {
    const Field field = field_of(cell.text);
    if (field != Field::none && std::ranges::count(csv.columns_, field) > 0) {
      return base::Error{base::ErrorCode::bad_input,
                         fmt::format("the header names {} twice", to_text(field)),
                         fmt::format("{}:{}", cell.position.line, cell.position.column)};
    }
    csv.columns_.push_back(field);
  }
  return csv;
}

RowOutcome CanonicalCsv::read(const CsvRecord& record) {
  if (record.fields.size() != columns_.size()) [[unlikely]] {
    const bool more = record.fields.size() > columns_.size();
    return RowFault{more ? record.fields[columns_.size()].position : record.fields.back().position,
                    {},
                    fmt::format("the row has {} columns where the header has {}",
                                record.fields.size(), columns_.size())};
  }
  TransferRow row;
  row.position = record.position;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const CsvField& cell = record.fields[i];
    if (auto reason = take(row, columns_[i], cell.text)) [[unlikely]] {
      return RowFault{cell.position, std::string(to_text(columns_[i])), *std::move(reason)};
    }
  }
  return row;
}

std::optional<std::string> CanonicalCsv::take(TransferRow& row, Field field,
                                              std::string_view text) {
  if (field == Field::none) {
    return std::nullopt;
  }
  if (field == Field::time) {
    const auto time = times_.read(text);
    if (!time) {
      return time.error().message;
    }
    row.time = *time;
    return refuse_future(*time, now_);
  }
  if (field == Field::amount) {
    const auto amount = read_amount(text);
    if (!amount) {
      return amount.error().message;
    }
    row.amount = *amount;
    return std::nullopt;
  }
  if (field == Field::kind) {
    const auto kind = fund::parse_kind(text);
    if (!kind) {
      return kind.error().message;
    }
    row.kind = *kind;
    return std::nullopt;
  }
  auto reason = refuse_text(field, text);
  if (!reason) {
    put_text(row, field, text);
  }
  return reason;
}

std::string canonical_header() {
  std::string header;
  for (const Field field : required) {
    header += header.empty() ? "" : ",";
    header += to_text(field);
  }
  for (const Field field : carried) {
    header += fmt::format(",{}", to_text(field));
  }
  return header + "\n";
}

void append_canonical(std::string& csv, const TransferRow& row) {
  append_cell(csv, row.id);
  fmt::format_to(std::back_inserter(csv), ",{},", base::format_instant(row.time));
  append_cell(csv, row.payer);
  csv.push_back(',');
  append_cell(csv, row.payee);
  fmt::format_to(std::back_inserter(csv), ",{},{}", base::format_yuan(row.amount),
                 fund::to_text(row.kind));
  for (const Field field : carried) {
    csv.push_back(',');
    append_cell(csv, text_of(row, field));
  }
  csv.push_back('\n');
}

}  // namespace holdfast::feed
