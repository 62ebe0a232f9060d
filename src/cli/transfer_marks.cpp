#include "cli/transfer_marks.hpp"

#include <fmt/core.h>

#include "cli/mapped_file.hpp"
#include "feed/csv.hpp"

namespace holdfast::cli {

namespace {

constexpr std::size_t piece_bytes = std::size_t{1} << 18;

std::string_view cell(const feed::CsvRecord& record,
                      const std::map<std::string, std::size_t, std::less<>>& places,
                      std::string_view column) {
  const auto place = places.find(column);
  return place == places.end() || place->second >= record.fields.size()
             ? std::string_view{}
             : record.fields[place->second].text;
}

}  // namespace

base::Result<void> TransferMarks::read(const std::string& path, const TransferFile& transfers) {
  const auto file = MappedFile::open(path);
  if (!file) {
    return file.error();
  }
  feed::CsvSplitter splitter;
  std::string_view rest = file->bytes();
  for (;;) {
    const auto outcome = splitter.next();
    if (outcome == feed::CsvSplitter::Outcome::end) {
      return {};
    }
    if (outcome == feed::CsvSplitter::Outcome::more) {
      splitter.feed(rest.substr(0, piece_bytes));
      rest.remove_prefix(std::min(rest.size(), piece_bytes));
      if (rest.empty()) {
        splitter.finish();
      }
      continue;
    }
    if (outcome == feed::CsvSplitter::Outcome::fault) {
      continue;  // the reading of the transfers has told of it
    }
    const feed::CsvRecord& record = splitter.record();
    if (!places_.empty()) {
      take(record, transfers);
      continue;
    }
    for (std::size_t i = 0; i < record.fields.size(); ++i) {
      places_.try_emplace(std::string(record.fields[i].text), i);
    }
    if (!places_.contains("id")) {
      return base::Error{base::ErrorCode::bad_input, "the first line must name the column id",
                         fmt::format("{}:{}", path, record.position.line)};
    }
  }
}

void TransferMarks::take(const feed::CsvRecord& record, const TransferFile& transfers) {
  const auto sequence = transfers.find(cell(record, places_, "id"));
  if (!sequence) {
    return;
  }
  const fund::Transfer one = transfers.graph().payment(*sequence);
  const auto account = cell(record, places_, "told_by") == "payee" ? one.payee : one.payer;
  for (const auto kind : workbench::all_mark_kinds) {
    if (const auto text = cell(record, places_, workbench::to_text(kind)); !text.empty()) {
      uses_.push_back({account, one.time, kind, number_of(text)});
    }
  }
  const workbench::Spot spot{number_of(cell(record, places_, "place")),
                             number_of(cell(record, places_, "terminal"))};
  if (spot != workbench::Spot{}) {
    spots_[sequence->value()] = spot;
  }
}

std::uint32_t TransferMarks::number_of(std::string_view text) {
  const auto known = numbers_.find(text);
  if (known != numbers_.end()) {
    return known->second;
  }
  const auto number = static_cast<std::uint32_t>(texts_.size());
  texts_.emplace_back(text);
  numbers_.emplace(texts_.back(), number);
  return number;
}

std::vector<workbench::Spot> TransferMarks::spots_of(const workbench::Payments& payments) const {
  std::vector<workbench::Spot> spots;
  for (const workbench::Payment& payment : payments.rows) {
    const auto spot = spots_.find(payment.sequence.value());
    spots.push_back(spot == spots_.end() ? workbench::Spot{} : spot->second);
  }
  return spots;
}

}  // namespace holdfast::cli
