// An analyst's answer for a terminal, and as JSON.
#pragma once

#include <string_view>

#include "cli/text_writer.hpp"
#include "workbench/answer.hpp"

namespace holdfast::cli {

void write_answer_text(TextWriter& writer, const workbench::AnswerTable& table,
                       const workbench::Names& names);
/// Amounts as fen (`..._fen`), times in ISO 8601.
void write_answer_json(TextWriter& writer, std::string_view question,
                       const workbench::AnswerTable& table, const workbench::Names& names);

}  // namespace holdfast::cli
