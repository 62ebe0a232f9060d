#include "cli/trace_input.hpp"

#include <algorithm>
#include <array>
#include <fmt/core.h>
#include <sys/random.h>

namespace holdfast::cli {

namespace {

/// The key changes no answer, it only keeps a file's author from choosing texts that collide.
fund::HashKey random_key() {
  fund::HashKey key{};
  const auto got = ::getrandom(key.data(), key.size(), 0);
  base::check(got == static_cast<ssize_t>(key.size()), "the system gives random bytes");
  return key;
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

SeedCells::SeedCells(const TransferFile& transfers) : transfers_(transfers) {}

base::Result<trace::Seed> SeedCells::read(const CsvRows& rows, const feed::CsvField& id,
                                          const feed::CsvField& stolen) {
  const auto transfer = transfers_.find(id.text);
  if (!transfer) {
    return rows.bad(id.position, fmt::format("no transfer has the id \"{}\"", id.text));
  }
  if (!named_.insert(transfer->value()).second) {
    return rows.bad(id.position, fmt::format("the transfer \"{}\" is named twice", id.text));
  }
  trace::Seed seed = trace::whole(transfers_.graph(), *transfer);
  const auto amount = rows.yuan(stolen, "stolen");
  if (!amount) {
    return amount.error();
  }
  if (*amount && **amount > seed.stolen) {
    return rows.bad(stolen.position,
                    fmt::format("the stolen amount {} is more than the transfer's {}",
                                base::format_yuan(**amount), base::format_yuan(seed.stolen)));
  }
  seed.stolen = amount->value_or(seed.stolen);
  return seed;
}

base::Result<std::vector<trace::Seed>> read_seeds(const std::string& path,
                                                  const TransferFile& transfers) {
  CsvRows rows(path, {"transfer_id", "stolen_yuan"});
  SeedCells cells(transfers);
  std::vector<trace::Seed> seeds;
  const auto read = rows.read([&](CsvRows::Row row) -> base::Result<void> {
    const auto seed = cells.read(rows, row[0], row[1]);
    if (!seed) {
      return seed.error();
    }
    seeds.push_back(*seed);
    return {};
  });
  if (!read) {
    return read.error();
  }
  if (seeds.empty()) {
    return rows.bad({1, 1}, "the file names no seed");
  }
  return seeds;
}

}  // namespace holdfast::cli
