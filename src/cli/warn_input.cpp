#include "cli/warn_input.hpp"

#include <algorithm>
#include <fmt/core.h>
#include <fstream>

#include "cli/csv_rows.hpp"

namespace holdfast::cli {

base::Result<void> WarnFile::read(const FileArguments& arguments, Console console) {
  if (auto read = read_file(arguments, console, transfers_); !read) {
    return read;
  }
  const fund::Graph& graph = transfers_.graph();
  const std::size_t count = graph.snapshot().value();
  for (std::size_t i = 0; i < count; ++i) {
    sequences_.emplace_back(i);
  }
  std::ranges::stable_sort(sequences_, {},
                           [&](fund::Sequence sequence) { return graph.transfer(sequence).time; });
  places_.resize(count);
  world_.accounts = graph.account_count();
  for (const fund::Sequence sequence : sequences_) {
    const fund::Transfer transfer = graph.transfer(sequence);
    places_[sequence.value()] = static_cast<std::uint32_t>(world_.movements.size());
    world_.movements.push_back(
        {transfer.time, transfer.payer, transfer.payee, transfer.amount, transfer.kind});
  }
  if (world_.movements.empty()) {
    return base::Error{base::ErrorCode::bad_input, "the file has no transfers",
                       arguments.transfers};
  }
  return {};
}

void WarnFile::cut(base::Instant until) {
  const auto after = std::ranges::upper_bound(world_.movements, until, {}, &warn::Movement::time);
  world_.movements.erase(after, world_.movements.end());
}

std::size_t WarnFile::first_at(base::Instant from) const {
  const auto at = std::ranges::lower_bound(world_.movements, from, {}, &warn::Movement::time);
  return static_cast<std::size_t>(at - world_.movements.begin());
}

std::optional<std::size_t> WarnFile::find(std::string_view id) const {
  const auto sequence = transfers_.find(id);
  return sequence ? std::optional<std::size_t>(places_[sequence->value()]) : std::nullopt;
}

namespace {

base::Result<warn::Target> target_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string header;
  if (!file || !std::getline(file, header)) {
    return base::Error{base::ErrorCode::bad_input, "cannot be read or is empty", path};
  }
  const bool names_ids = ("," + header).find(",id") != std::string::npos &&
                         header.find("account") == std::string::npos;
  return names_ids ? warn::Target::transfer : warn::Target::account;
}

}  // namespace

base::Result<ReadLabels> read_labels(const std::string& path, const WarnFile& file) {
  const auto target = target_of(path);
  if (!target) {
    return target.error();
  }
  const bool per_account = *target == warn::Target::account;
  ReadLabels read{.target = *target, .labels = {}};
  // All movements of the file, those that were cut off too: their labels are read and not used.
  const std::size_t count =
      per_account ? file.world().accounts : file.transfers().graph().snapshot().value();
  std::vector<bool> is_named(count);
  read.labels.assign(count, warn::Label::good);
  CsvRows rows(path, {per_account ? "account" : "id", "label"});
  const auto done = rows.read([&](CsvRows::Row row) -> base::Result<void> {
    const bool is_bad = row[1].text == "1";
    if (!is_bad && row[1].text != "0") {
      return rows.bad(row[1].position, "a label is 1 (bad) or 0 (good)");
    }
    std::optional<std::size_t> place;
    if (per_account) {
      const auto account = file.transfers().graph().find(row[0].text);
      place = account ? std::optional<std::size_t>(account->value()) : std::nullopt;
    } else {
      place = file.find(row[0].text);
    }
    if (!place) {
      ++read.strangers;
      return {};
    }
    const auto label = is_bad ? warn::Label::bad : warn::Label::good;
    if (is_named[*place] && read.labels[*place] != label) {
      return rows.bad(row[0].position, fmt::format("\"{}\" has two different labels", row[0].text));
    }
    is_named[*place] = true;
    read.labels[*place] = label;
    return {};
  });
  if (!done) {
    return done.error();
  }
  return read;
}

}  // namespace holdfast::cli
