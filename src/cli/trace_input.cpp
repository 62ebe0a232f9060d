#include "cli/trace_input.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fmt/core.h>
#include <fstream>
#include <iostream>
#include <sys/random.h>
#include <unordered_set>

#include "feed/csv.hpp"

namespace holdfast::cli {

namespace {

using base::Error;
using base::ErrorCode;

/// The key changes no answer, it only keeps a file's author from choosing texts that collide.
fund::HashKey random_key() {
  fund::HashKey key{};
  const auto got = ::getrandom(key.data(), key.size(), 0);
  base::check(got == static_cast<ssize_t>(key.size()), "the system gives random bytes");
  return key;
}

/// What the header of a seeds file says.
struct SeedColumns {
  std::size_t id = 0;
  std::size_t stolen = 0;
  std::size_t count = 0;
};

class SeedReader {
 public:
  SeedReader(std::string file, const TransferFile& transfers)
      : file_(std::move(file)), transfers_(transfers) {}

  base::Result<std::vector<trace::Seed>> read(std::istream& in);

 private:
  [[nodiscard]] Error bad(feed::RowPosition at, std::string reason) const {
    return Error{ErrorCode::bad_input, std::move(reason),
                 fmt::format("{}:{}:{}", file_, at.line, at.column)};
  }
  base::Result<void> drain(feed::CsvSplitter& csv);
  base::Result<void> take_header(const feed::CsvRecord& record);
  base::Result<void> take_seed(const feed::CsvRecord& record);

  std::string file_;
  const TransferFile& transfers_;
  std::optional<SeedColumns> columns_;
  std::unordered_set<std::uint64_t> named_;
  std::vector<trace::Seed> seeds_;
};

base::Result<std::vector<trace::Seed>> SeedReader::read(std::istream& in) {
  feed::CsvSplitter csv;
  std::string piece(1U << 16U, '\0');
  while (in.read(piece.data(), static_cast<std::streamsize>(piece.size())) || in.gcount() > 0) {
    csv.feed({piece.data(), static_cast<std::size_t>(in.gcount())});
    if (const auto drained = drain(csv); !drained) {
      return drained.error();
    }
  }
  if (in.bad()) {
    return Error{ErrorCode::bad_input, "cannot read the file", file_};
  }
  csv.finish();
  if (const auto drained = drain(csv); !drained) {
    return drained.error();
  }
  if (!columns_) {
    return bad({1, 1}, "the file is empty; its first line must be transfer_id,stolen_yuan");
  }
  if (seeds_.empty()) {
    return bad({1, 1}, "the file names no seed");
  }
  return std::move(seeds_);
}

base::Result<void> SeedReader::drain(feed::CsvSplitter& csv) {
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
    auto taken = columns_ ? take_seed(csv.record()) : take_header(csv.record());
    if (!taken) {
      return taken;
    }
  }
}

base::Result<void> SeedReader::take_header(const feed::CsvRecord& record) {
  SeedColumns columns;
  columns.count = record.fields.size();
  const auto place = [&record](std::string_view heading) {
    return static_cast<std::size_t>(
        std::ranges::find(record.fields, heading, &feed::CsvField::text) - record.fields.begin());
  };
  columns.id = place("transfer_id");
  columns.stolen = place("stolen_yuan");
  if (columns.id == columns.count || columns.stolen == columns.count) {
    return bad(record.position, "the first line must name the columns transfer_id,stolen_yuan");
  }
  columns_ = columns;
  return {};
}

base::Result<void> SeedReader::take_seed(const feed::CsvRecord& record) {
  if (record.fields.size() != columns_->count) {
    return bad(record.fields.back().position,
               fmt::format("the row has {} columns where the header has {}", record.fields.size(),
                           columns_->count));
  }
  const feed::CsvField& id = record.fields[columns_->id];
  const feed::CsvField& stolen = record.fields[columns_->stolen];
  const auto transfer = transfers_.find(id.text);
  if (!transfer) {
    return bad(id.position, fmt::format("no transfer has the id \"{}\"", id.text));
  }
  if (!named_.insert(transfer->value()).second) {
    return bad(id.position, fmt::format("the transfer \"{}\" is named twice", id.text));
  }
  trace::Seed seed = trace::whole(transfers_.graph(), *transfer);
  if (!stolen.text.empty()) {
    const auto amount = base::parse_yuan(stolen.text);
    if (!amount) {
      return bad(stolen.position, amount.error().message);
    }
    if (amount->is_negative()) {
      return bad(stolen.position, "the stolen amount is below zero");
    }
    if (*amount > seed.stolen) {
      return bad(stolen.position,
                 fmt::format("the stolen amount {} is more than the transfer's {}",
                             base::format_yuan(*amount), base::format_yuan(seed.stolen)));
    }
    seed.stolen = *amount;
  }
  seeds_.push_back(seed);
  return {};
}

}  // namespace

TransferFile::TransferFile() : graph_(random_key()), ids_(random_key()), accounts_(random_key()) {}

base::Result<void> TransferFile::read(const std::string& path, feed::ReadOptions options,
                                      const OnError& on_error) {
  const auto summary = feed::read_rows(
      path, std::move(options),
      {.on_row = [this](const feed::TransferRow& row) { take(row); }, .on_error = on_error});
  if (!summary) {
    return summary.error();
  }
  take_batch();
  summary_ = *summary;
  return {};
}

void TransferFile::take(const feed::TransferRow& row) {
  std::string& texts = batch_.texts;
  Batch::Row kept{.time = row.time, .amount = row.amount, .kind = row.kind};
  if (row.id.empty()) {
    fmt::format_to(std::back_inserter(texts), "L{}", row.position.line);  // a source without ids
  } else {
    texts.append(row.id);
  }
  kept.id_end = texts.size();
  kept.payer_end = texts.append(row.payer).size();
  kept.payee_end = texts.append(row.payee).size();
  batch_.rows.push_back(kept);
  if (batch_.rows.size() == TextTable::batch_max / 2) {
    take_batch();
  }
}

void TransferFile::take_batch() {
  std::array<std::string_view, TextTable::batch_max> texts;
  std::array<std::uint32_t, TextTable::batch_max> numbers;
  std::array<std::uint32_t, TextTable::batch_max / 2> ids;
  const std::string_view all = batch_.texts;
  const std::size_t count = batch_.rows.size();
  std::size_t begin = 0;
  for (std::size_t i = 0; i < count; ++i) {
    texts[i] = all.substr(begin, batch_.rows[i].id_end - begin);
    begin = batch_.rows[i].payee_end;
  }
  const auto ids_before = static_cast<std::uint32_t>(ids_.size());
  ids_.intern(std::span(texts).first(count), std::span(ids).first(count));
  for (std::size_t i = 0; i < count; ++i) {
    const Batch::Row& row = batch_.rows[i];
    texts[2 * i] = all.substr(row.id_end, row.payer_end - row.id_end);
    texts[2 * i + 1] = all.substr(row.payer_end, row.payee_end - row.payer_end);
  }
  accounts_.intern(std::span(texts).first(2 * count), std::span(numbers).first(2 * count));
  std::uint32_t next = ids_before;
  for (std::size_t i = 0; i < count; ++i) {
    if (ids[i] != next) {
      ++duplicates_;
      continue;
    }
    ++next;
    const Batch::Row& row = batch_.rows[i];
    const auto payer = account(numbers[2 * i]);
    const auto payee = account(numbers[2 * i + 1]);
    const auto sequence = graph_.append({.time = row.time,
                                         .learned = row.time,
                                         .payer = payer,
                                         .payee = payee,
                                         .amount = row.amount,
                                         .kind = row.kind});
    base::check(sequence.value() == ids[i], "an id's number is its transfer's sequence");
  }
  batch_.rows.clear();
  batch_.texts.clear();
}

/// The graph's account of that number: numbers and AccountIds are given out in the same order.
fund::AccountId TransferFile::account(std::uint32_t number) {
  if (number < graph_.account_count()) {
    return fund::AccountId{number};
  }
  for (auto next = static_cast<std::uint32_t>(graph_.account_count()); next <= number; ++next) {
    base::check(graph_.intern(accounts_.text(next)).value() == next, "accounts in one order");
  }
  return fund::AccountId{number};
}

std::optional<fund::Sequence> TransferFile::find(std::string_view id) const {
  const auto found = ids_.find(id);
  return found ? std::optional(fund::Sequence{*found}) : std::nullopt;
}

base::Result<std::vector<trace::Seed>> read_seeds(const std::string& path,
                                                  const TransferFile& transfers) {
  SeedReader reader(path, transfers);
  if (path == "-") {
    return reader.read(std::cin);
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    return Error{ErrorCode::bad_input,
                 fmt::format("cannot read the file: {}", std::strerror(errno)), path};
  }
  return reader.read(file);
}

}  // namespace holdfast::cli
