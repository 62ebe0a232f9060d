#include "cli/answer_text.hpp"

#include <algorithm>

namespace holdfast::cli {

namespace {

using workbench::Cell;

/// Columns that characters take in a terminal: two for the Chinese ones.
std::size_t width_of(std::string_view text) {
  std::size_t width = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    width += byte < 0x80 || byte >= 0xC0 ? 1 : 0;  // once a character
    width += byte >= 0xE3 ? 1 : 0;                 // the first byte of a wide one
  }
  return width;
}

}  // namespace

void write_answer_text(TextWriter& writer, const workbench::AnswerTable& table,
                       const workbench::Names& names) {
  std::vector<std::vector<std::string>> texts;
  std::vector<std::size_t> widths;
  for (const auto& column : table.columns) {
    widths.push_back(width_of(column.name));
  }
  for (const auto& row : table.rows) {
    auto& line = texts.emplace_back();
    for (std::size_t i = 0; i < row.size(); ++i) {
      line.push_back(shown(row[i], names));
      widths[i] = std::max(widths[i], width_of(line.back()));
    }
  }
  const auto add = [&](std::string_view text, std::size_t column, bool is_right) {
    const std::string pad(widths[column] - width_of(text), ' ');
    writer.add("{}{}{}{}", column == 0 ? "" : "  ", is_right ? pad : "", text, is_right ? "" : pad);
  };
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    add(table.columns[i].name, i, false);
  }
  writer.add("\n");
  for (std::size_t at = 0; at < texts.size(); ++at) {
    for (std::size_t i = 0; i < texts[at].size(); ++i) {
      const auto form = table.rows[at][i].form;
      add(texts[at][i], i, form == Cell::Form::number || form == Cell::Form::yuan);
    }
    writer.add("\n");
  }
  for (const auto& remark : table.remarks) {
    writer.add("{}\n", sentence(remark));
  }
  if (table.truncated) {
    writer.add("stopped at the limit of {} {}: there may be more\n", table.truncated->value,
               to_text(table.truncated->limit));
  }
}

void write_answer_json(TextWriter& writer, std::string_view question,
                       const workbench::AnswerTable& table, const workbench::Names& names) {
  writer.add("{{\"question\":\"{}\",\"rows\":[", question);
  std::string_view comma = "\n";
  for (const auto& row : table.rows) {
    writer.add("{}{{", comma);
    for (std::size_t i = 0; i < row.size(); ++i) {
      const Cell& cell = row[i];
      const bool is_yuan = cell.form == Cell::Form::yuan;
      const std::string_view heading = table.columns[i].name;
      writer.add("{}\"{}{}\":", i == 0 ? "" : ",",
                 is_yuan ? heading.substr(0, heading.rfind("_yuan")) : heading,
                 is_yuan ? "_fen" : "");
      if (is_yuan || cell.form == Cell::Form::number) {
        writer.add("{}", cell.number);
      } else if (cell.form == Cell::Form::nothing) {
        writer.add("null");
      } else {
        writer.add_json_string(shown(cell, names));
      }
    }
    writer.add("}}");
    comma = ",\n";
  }
  writer.add("],\"remarks\":[");
  comma = {};
  for (const auto& remark : table.remarks) {
    writer.add("{}", comma);
    writer.add_json_string(sentence(remark));
    comma = ",";
  }
  if (table.truncated) {
    writer.add("],\"truncated\":{{\"limit\":\"{}\",\"value\":{}}}}}\n",
               to_text(table.truncated->limit), table.truncated->value);
  } else {
    writer.add("],\"truncated\":null}}\n");
  }
}

}  // namespace holdfast::cli
