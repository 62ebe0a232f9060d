// An analyst's answer as a table, and as a net of accounts for other programs (GraphML).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fen.hpp"
#include "base/instant.hpp"
#include "cli/text_writer.hpp"
#include "flow/effort.hpp"
#include "fund/graph.hpp"
#include "workbench/payments.hpp"

namespace holdfast::cli {

struct AnswerCell {
  enum class Form : std::uint8_t { text, number, yuan, moment, nothing };
  Form form = Form::nothing;
  std::string text;         // as a table shows it
  std::int64_t number = 0;  // fen of an amount

  AnswerCell() = default;
  explicit AnswerCell(std::string its_text) : form(Form::text), text(std::move(its_text)) {}
  explicit AnswerCell(std::string_view its_text) : AnswerCell(std::string(its_text)) {}
  explicit AnswerCell(std::uint64_t count);
  explicit AnswerCell(base::Fen amount);
  explicit AnswerCell(base::Instant at);
  explicit AnswerCell(std::optional<base::Instant> at);
};

struct AnswerTable {
  std::vector<std::string> headings;
  std::vector<std::vector<AnswerCell>> rows;
  std::vector<std::string> remarks;  // sentences that the rows cannot be read without
  std::optional<flow::Truncated> truncated;
  std::vector<fund::AccountId> accounts;  // of the picture
};

void write_answer_text(TextWriter& writer, const AnswerTable& table);
/// Amounts as fen (`..._fen`), times in ISO 8601.
void write_answer_json(TextWriter& writer, std::string_view question, const AnswerTable& table);
[[nodiscard]] std::string answer_csv(const AnswerTable& table);

/// The table's accounts and what moved between them, one edge a pair and direction.
[[nodiscard]] std::string answer_graphml(const fund::Graph& graph,
                                         const workbench::Payments& payments,
                                         const AnswerTable& table);

}  // namespace holdfast::cli
