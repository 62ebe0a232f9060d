// An analyst's answer as a table, and as a net of accounts for other programs (GraphML). Accounts
// and transfers stand in it by id: whoever shows it says how they are written.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workbench/payments.hpp"

namespace holdfast::workbench {

struct Cell {
  enum class Form : std::uint8_t { text, number, yuan, moment, accounts, transfers, nothing };
  Form form = Form::nothing;
  std::string text;         // of a text, a number, an amount, a moment: as a table shows it
  std::int64_t number = 0;  // fen of an amount
  std::vector<AccountId> accounts = {};
  std::vector<fund::Sequence> transfers = {};

  Cell() = default;
  explicit Cell(std::string its_text) : form(Form::text), text(std::move(its_text)) {}
  explicit Cell(std::string_view its_text) : Cell(std::string(its_text)) {}
  explicit Cell(std::uint64_t count);
  explicit Cell(Fen amount);
  explicit Cell(base::Instant at);
  explicit Cell(std::optional<base::Instant> at);
  explicit Cell(AccountId account);
  explicit Cell(std::vector<AccountId> several);
  explicit Cell(std::vector<fund::Sequence> several);
};
[[nodiscard]] std::string_view to_text(Cell::Form form);

struct Column {
  std::string_view name;
  Cell::Form form;
};

/// What the rows cannot be read without. `key` says which sentence it is; numbers in order.
struct Remark {
  std::string_view key;
  std::vector<std::string> values;
};

struct AnswerTable {
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;
  std::vector<Remark> remarks;
  std::optional<flow::Truncated> truncated;
  std::vector<AccountId> accounts;  // of the picture; may name one twice
};

/// The remark as a sentence in English.
[[nodiscard]] std::string sentence(const Remark& remark);

struct Names {
  std::function<std::string(AccountId)> account;
  std::function<std::string(fund::Sequence)> transfer;
};
/// The cell as one text; several accounts or transfers with blanks between.
[[nodiscard]] std::string shown(const Cell& cell, const Names& names);

[[nodiscard]] std::string to_csv(const AnswerTable& table, const Names& names);

/// What moved between two accounts of the picture, in one direction.
struct Edge {
  AccountId payer;
  AccountId payee;
  Fen amount;
  std::uint64_t transfers = 0;
};
struct Picture {
  std::vector<AccountId> nodes;  // ascending
  std::vector<Edge> edges;       // by payer, payee
};
/// The table's accounts and what moved between them.
[[nodiscard]] Picture picture_of(const AnswerTable& table, const Payments& payments);
[[nodiscard]] std::string to_graphml(const Picture& picture, const Names& names);

}  // namespace holdfast::workbench
