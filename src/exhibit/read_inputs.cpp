#include <charconv>
#include <fmt/core.h>
#include <functional>
#include <unordered_map>

#include "exhibit/tables.hpp"
#include "feed/csv.hpp"

namespace holdfast::exhibit {

namespace {

using feed::CsvField;
using Cells = std::vector<std::string>;

/// Rows of one table, each cell without its guard.
class TableReader {
 public:
  TableReader(std::string_view name, std::string_view text) : name_(name), text_(text) {}

  base::Result<void> read(const Cells& headings, std::size_t rows_max,
                          const std::function<base::Result<void>(const Cells&)>& take) {
    feed::CsvSplitter csv;
    csv.feed(text_);
    csv.finish();
    bool has_header = false;
    for (std::size_t rows = 0;;) {
      const auto outcome = csv.next();
      if (outcome == feed::CsvSplitter::Outcome::end) {
        return has_header ? base::Result<void>{} : bad("has no headings");
      }
      if (outcome != feed::CsvSplitter::Outcome::record) {
        at_ = csv.fault().position;
        return bad(csv.fault().reason);
      }
      at_ = csv.record().position;
      const auto cells = cells_of(csv.record());
      if (!has_header) {
        if (cells != headings) {
          return bad("has other headings than an exhibit");
        }
        has_header = true;
        continue;
      }
      if (cells.size() != headings.size()) {
        return bad(fmt::format("has {} cells, not {}", cells.size(), headings.size()));
      }
      if (++rows > rows_max) {
        return base::Error{base::ErrorCode::too_large,
                           fmt::format("has more than {} rows", rows_max), std::string{name_}};
      }
      if (const auto taken = take(cells); !taken) {
        return bad(taken.error().message);
      }
    }
  }

 private:
  static Cells cells_of(const feed::CsvRecord& record) {
    Cells cells;
    for (const CsvField& field : record.fields) {
      const bool is_guarded = field.text.starts_with('\'');
      cells.emplace_back(is_guarded ? field.text.substr(1) : field.text);
    }
    return cells;
  }
  [[nodiscard]] base::Error bad(std::string reason) const {
    return {base::ErrorCode::bad_input, std::move(reason),
            fmt::format("{}:{}:{}", name_, at_.line, at_.column)};
  }

  std::string_view name_;
  std::string_view text_;
  feed::RowPosition at_;
};

base::Error bad(std::string message) {
  return {base::ErrorCode::bad_input, std::move(message)};
}

base::Result<std::uint32_t> number(const std::string& text, std::size_t below) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value >= below) {
    return bad(fmt::format("\"{}\" is not a number below {}", text.substr(0, 40), below));
  }
  return value;
}

base::Result<fund::Kind> kind_named(const std::string& text) {
  for (const auto special : {fund::Kind::balance, fund::Kind::opening}) {
    if (text == fund::to_text(special)) {
      return special;
    }
  }
  return fund::parse_kind(text);
}

class InputReader {
 public:
  InputReader(const Limits& limits, Dossier& dossier) : limits_(limits), dossier_(dossier) {}

  base::Result<void> accounts(std::string_view text) {
    return TableReader{"input/accounts.csv", text}.read(
        input_accounts({}).headings, limits_.accounts_max,
        [this](const Cells& cells) -> base::Result<void> {
          const auto place = static_cast<std::uint32_t>(dossier_.accounts.size());
          if (cells[0].empty() || !accounts_.emplace(cells[0], place).second) {
            return bad("an account has no key, or stands there twice");
          }
          dossier_.accounts.push_back({cells[0], cells[1], cells[2], cells[3]});
          return {};
        });
  }

  base::Result<void> origins(std::string_view text) {
    return TableReader{"input/origins.csv", text}.read(
        input_origins({}).headings, limits_.rows_max,
        [this](const Cells& cells) -> base::Result<void> {
          Origin origin{cells[1], cells[2], cells[3], cells[4], {}};
          if (cells[0] != std::to_string(dossier_.origins.size())) {
            return bad("origins are numbered from 0");
          }
          if (!cells[5].empty()) {
            const auto at = base::parse_instant(cells[5]);
            if (!at) {
              return at.error();
            }
            origin.at = *at;
          }
          dossier_.origins.push_back(std::move(origin));
          return {};
        });
  }

  base::Result<void> transfers(std::string_view text) {
    return TableReader{"input/transfers.csv", text}.read(
        input_transfers({}).headings, limits_.rows_max,
        [this](const Cells& cells) { return take_transfer(cells); });
  }

  base::Result<void> seeds(std::string_view text) {
    return TableReader{"input/seeds.csv", text}.read(
        input_seeds({}).headings, limits_.seeds_max,
        [this](const Cells& cells) -> base::Result<void> {
          const auto row = rows_.find(cells[1]);
          const auto stolen = base::parse_yuan(cells[2]);
          if (row == rows_.end() || !stolen) {
            return row == rows_.end() ? bad(fmt::format("no transfer {}", cells[1]))
                                      : stolen.error();
          }
          if (cells[0] != std::to_string(dossier_.seeds.size())) {
            return bad("sources are numbered from 0");
          }
          dossier_.seeds.push_back({row->second, *stolen, cells[3], cells[4]});
          return {};
        });
  }

 private:
  base::Result<void> take_transfer(const Cells& cells) {
    const auto time = base::parse_instant(cells[1]);
    const auto amount = base::parse_yuan(cells[4]);
    const auto kind = kind_named(cells[5]);
    const auto origin = number(cells[7], dossier_.origins.size());
    if (!time || !amount) {
      return !time ? time.error() : amount.error();
    }
    if (!kind || !origin) {
      return !kind ? kind.error() : origin.error();
    }
    const auto payer = accounts_.find(cells[2]);
    const auto payee = accounts_.find(cells[3]);
    if (payer == accounts_.end() || payee == accounts_.end()) {
      return bad("names an account that is not listed");
    }
    const auto place = static_cast<std::uint32_t>(dossier_.rows.size());
    if (cells[0].empty() || !rows_.emplace(cells[0], place).second) {
      return bad("a transfer has no id, or stands there twice");
    }
    dossier_.rows.push_back({cells[0], *time, payer->second, payee->second, *amount, *kind,
                             cells[6], *origin, cells[8], cells[9] == "yes"});
    return {};
  }

  const Limits& limits_;
  Dossier& dossier_;
  std::unordered_map<std::string, std::uint32_t> accounts_;
  std::unordered_map<std::string, std::uint32_t> rows_;
};

}  // namespace

base::Result<void> read_inputs(const InputTexts& texts, const Limits& limits, Dossier& dossier) {
  InputReader reader(limits, dossier);
  for (const auto& read : {reader.accounts(texts.accounts), reader.origins(texts.origins),
                           reader.transfers(texts.transfers), reader.seeds(texts.seeds)}) {
    if (!read) {
      return read.error();
    }
  }
  if (dossier.seeds.empty()) {
    return base::Error{base::ErrorCode::bad_input, "names no stolen payment", "input/seeds.csv"};
  }
  return {};
}

}  // namespace holdfast::exhibit
