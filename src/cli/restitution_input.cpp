#include "cli/restitution_input.hpp"

#include <fmt/core.h>
#include <unordered_map>
#include <unordered_set>

namespace holdfast::cli {

namespace {

using Places = std::unordered_map<std::string, std::size_t>;

base::Result<void> need_text(const CsvRows& rows, const feed::CsvField& cell,
                             std::string_view what) {
  if (cell.text.empty()) {
    return rows.bad(cell.position, fmt::format("the {} is empty", what));
  }
  return {};
}

/// An amount that the row may not leave out.
base::Result<base::Fen> need_yuan(const CsvRows& rows, const feed::CsvField& cell,
                                  std::string_view what) {
  const auto amount = rows.yuan(cell, what);
  if (!amount) {
    return amount.error();
  }
  if (!*amount) {
    return rows.bad(cell.position, fmt::format("the {} amount is empty", what));
  }
  return **amount;
}

class Reader {
 public:
  Reader(const RestitutionFiles& files, const TransferFile& transfers)
      : files_(files), transfers_(transfers) {}

  base::Result<RestitutionInput> read() {
    for (const auto step : {&Reader::read_victims, &Reader::read_frozen, &Reader::read_returned,
                            &Reader::read_excluded}) {
      if (const auto done = (this->*step)(); !done) {
        return done.error();
      }
    }
    return std::move(input_);
  }

 private:
  base::Result<void> read_victims() {
    CsvRows rows(files_.victims, {"victim", "transfer_id", "stolen_yuan"});
    SeedCells cells(transfers_);
    auto read = rows.read([&](CsvRows::Row row) -> base::Result<void> {
      if (auto ok = need_text(rows, row[0], "victim"); !ok) {
        return ok;
      }
      const auto seed = cells.read(rows, row[1], row[2]);
      if (!seed) {
        return seed.error();
      }
      const auto [at, is_new] =
          victim_places_.try_emplace(std::string(row[0].text), input_.victims.size());
      if (is_new) {
        input_.names.emplace_back(row[0].text);
        input_.victims.emplace_back();
      }
      input_.victims[at->second].stolen.push_back(*seed);
      return {};
    });
    if (read && input_.victims.empty()) {
      return rows.bad({1, 1}, "the file names no victim");
    }
    return read;
  }

  base::Result<void> read_frozen() {
    CsvRows rows(files_.frozen, {"account", "frozen_yuan", "frozen_at"});
    auto read = rows.read([&](CsvRows::Row row) -> base::Result<void> {
      if (auto ok = need_text(rows, row[0], "account"); !ok) {
        return ok;
      }
      const auto amount = need_yuan(rows, row[1], "frozen");
      if (!amount) {
        return amount.error();
      }
      const auto since = base::parse_instant(row[2].text);
      if (!since) {
        return rows.bad(row[2].position, since.error().message);
      }
      const std::string number(row[0].text);
      if (!frozen_places_.try_emplace(number, input_.frozen.size()).second) {
        return rows.bad(row[0].position, fmt::format("the account \"{}\" is named twice", number));
      }
      input_.frozen.push_back({.number = number,
                               .account = transfers_.graph().find(number),
                               .amount = *amount,
                               .since = *since,
                               .excluded = {}});
      return {};
    });
    if (read && input_.frozen.empty()) {
      return rows.bad({1, 1}, "the file names no frozen account");
    }
    return read;
  }

  base::Result<void> read_returned() {
    if (files_.returned.empty()) {
      return {};
    }
    CsvRows rows(files_.returned, {"victim", "returned_yuan"});
    return rows.read([&](CsvRows::Row row) -> base::Result<void> {
      const auto at = victim_places_.find(std::string(row[0].text));
      if (at == victim_places_.end()) {
        return rows.bad(row[0].position, fmt::format("\"{}\" is no victim", row[0].text));
      }
      const auto amount = need_yuan(rows, row[1], "returned");
      if (!amount) {
        return amount.error();
      }
      restitution::Victim& victim = input_.victims[at->second];
      victim.returned_before += *amount;
      if (victim.returned_before > victim.loss()) {
        return rows.bad(row[1].position, fmt::format("{} got back {} of a loss of {}", row[0].text,
                                                     base::format_yuan(victim.returned_before),
                                                     base::format_yuan(victim.loss())));
      }
      return {};
    });
  }

  base::Result<void> read_excluded() {
    if (files_.excluded.empty()) {
      return {};
    }
    CsvRows rows(files_.excluded, {"account", "excluded_yuan", "decision"});
    std::unordered_set<std::size_t> named;
    return rows.read([&](CsvRows::Row row) -> base::Result<void> {
      const auto at = frozen_places_.find(std::string(row[0].text));
      if (at == frozen_places_.end()) {
        return rows.bad(row[0].position, fmt::format("\"{}\" is not frozen", row[0].text));
      }
      if (!named.insert(at->second).second) {
        return rows.bad(row[0].position,
                        fmt::format("the account \"{}\" is named twice", row[0].text));
      }
      const auto amount = rows.yuan(row[1], "excluded");
      if (!amount) {
        return amount.error();
      }
      restitution::Frozen& frozen = input_.frozen[at->second];
      frozen.excluded = amount->value_or(frozen.amount);
      if (frozen.excluded > frozen.amount) {
        return rows.bad(row[1].position, fmt::format("{} is excluded of {} frozen",
                                                     base::format_yuan(frozen.excluded),
                                                     base::format_yuan(frozen.amount)));
      }
      if (auto ok = need_text(rows, row[2], "decision"); !ok) {
        return ok;
      }
      input_.exclusions.push_back({at->second, std::string(row[2].text)});
      return {};
    });
  }

  const RestitutionFiles& files_;
  const TransferFile& transfers_;
  RestitutionInput input_;
  Places victim_places_;
  Places frozen_places_;
};

}  // namespace

base::Result<RestitutionInput> read_restitution(const RestitutionFiles& files,
                                                const TransferFile& transfers) {
  return Reader(files, transfers).read();
}

}  // namespace holdfast::cli
