#include "feed/csv_rows.hpp"

#include <algorithm>
#include <fmt/core.h>

namespace holdfast::feed {

namespace {

constexpr std::size_t beginning_bytes_max = 4096;

base::Error refusal(const RowFault& fault) {
  return base::Error{base::ErrorCode::bad_input,
                     fmt::format("the header cannot be read: {}", fault.reason),
                     fmt::format("{}:{}", fault.position.line, fault.position.column)};
}

}  // namespace

char separator_of(std::string_view beginning) {
  const auto count = [beginning](char c) { return std::ranges::count(beginning, c); };
  const auto commas = count(',');
  if (count('\t') > commas) {
    return '\t';
  }
  return count(';') > commas ? ';' : ',';
}

CsvRows::CsvRows(CsvForm form, MappingOptions mapping, std::optional<base::Instant> now)
    : form_(form), mapping_(std::move(mapping)), now_(now), chosen_(form == CsvForm::canonical) {}

base::Result<void> CsvRows::feed(std::string_view bytes, RowTaker& taker) {
  if (chosen_) {
    splitter_.feed(bytes);
    return drain(taker);
  }
  beginning_.append(bytes);
  if (beginning_.size() < beginning_bytes_max) {
    return {};
  }
  choose_separator();
  return drain(taker);
}

base::Result<void> CsvRows::finish(RowTaker& taker) {
  if (!chosen_) {
    choose_separator();
  }
  splitter_.finish();
  if (const auto drained = drain(taker); !drained) {
    return drained;
  }
  if (std::holds_alternative<std::monostate>(reader_)) {
    return first_refusal_.value_or(
        base::Error{base::ErrorCode::bad_input, "there is no header: the input is empty", "1:1"});
  }
  return {};
}

void CsvRows::choose_separator() {
  splitter_.separate_by(separator_of(beginning_));
  chosen_ = true;
  splitter_.feed(beginning_);
  beginning_.clear();
}

base::Result<void> CsvRows::drain(RowTaker& taker) {
  for (;;) {
    const auto outcome = splitter_.next();
    if (outcome == CsvSplitter::Outcome::more || outcome == CsvSplitter::Outcome::end) {
      return {};
    }
    const bool is_record = outcome == CsvSplitter::Outcome::record;
    if (std::holds_alternative<std::monostate>(reader_)) {
      const auto opened =
          is_record ? open(splitter_.record()) : base::Result<void>(refusal(splitter_.fault()));
      if (!opened) {
        first_refusal_ = first_refusal_.value_or(opened.error());
        if (form_ == CsvForm::canonical || ++lines_tried_ == header_lines_max) {
          return *first_refusal_;
        }
      }
      continue;
    }
    if (!is_record) {
      taker.fault(splitter_.fault(), splitter_.fault_raw());
      continue;
    }
    auto* const canonical = std::get_if<CanonicalCsv>(&reader_);
    const RowOutcome row = canonical != nullptr
                               ? canonical->read(splitter_.record())
                               : std::get<MappedCsv>(reader_).read(splitter_.record());
    if (const auto* good = std::get_if<TransferRow>(&row)) {
      taker.row(*good);
    } else {
      taker.fault(std::get<RowFault>(row), splitter_.record().raw);
    }
  }
}

base::Result<void> CsvRows::open(const CsvRecord& header) {
  if (form_ == CsvForm::canonical || (mapping_.empty() && CanonicalCsv::fits(header))) {
    auto canonical = CanonicalCsv::open(header, now_);
    if (!canonical) {
      return canonical.error();
    }
    reader_ = *std::move(canonical);
    return {};
  }
  auto mapped = MappedCsv::open(header, mapping_, now_);
  if (!mapped) {
    return mapped.error();
  }
  reader_ = *std::move(mapped);
  return {};
}

}  // namespace holdfast::feed
