#include "cli/answer_table.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "feed/csv_cell.hpp"

namespace holdfast::cli {

namespace {

using fund::AccountId;

std::string xml(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out.push_back(c);
    }
  }
  return out;
}

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

AnswerCell::AnswerCell(std::uint64_t count)
    : form(Form::number),
      text(fmt::format("{}", count)),
      number(static_cast<std::int64_t>(count)) {}
AnswerCell::AnswerCell(base::Fen amount)
    : form(Form::yuan), text(base::format_yuan(amount)), number(amount.value()) {}
AnswerCell::AnswerCell(base::Instant at) : form(Form::moment), text(base::format_instant(at)) {}
AnswerCell::AnswerCell(std::optional<base::Instant> at) {
  if (at) {
    *this = AnswerCell(*at);
  }
}

void write_answer_text(TextWriter& writer, const AnswerTable& table) {
  std::vector<std::size_t> widths;
  for (const std::string& heading : table.headings) {
    widths.push_back(width_of(heading));
  }
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], width_of(row[i].text));
    }
  }
  const auto add = [&](std::string_view text, std::size_t column, bool is_right) {
    const std::string pad(widths[column] - width_of(text), ' ');
    writer.add("{}{}{}{}", column == 0 ? "" : "  ", is_right ? pad : "", text, is_right ? "" : pad);
  };
  for (std::size_t i = 0; i < table.headings.size(); ++i) {
    add(table.headings[i], i, false);
  }
  writer.add("\n");
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      add(row[i].text, i,
          row[i].form == AnswerCell::Form::number || row[i].form == AnswerCell::Form::yuan);
    }
    writer.add("\n");
  }
  for (const std::string& remark : table.remarks) {
    writer.add("{}\n", remark);
  }
  if (table.truncated) {
    writer.add("stopped at the limit of {} {}: there may be more\n", table.truncated->value,
               to_text(table.truncated->limit));
  }
}

void write_answer_json(TextWriter& writer, std::string_view question, const AnswerTable& table) {
  writer.add("{{\"question\":\"{}\",\"rows\":[", question);
  std::string_view comma = "\n";
  for (const auto& row : table.rows) {
    writer.add("{}{{", comma);
    for (std::size_t i = 0; i < row.size(); ++i) {
      const AnswerCell& cell = row[i];
      const bool is_yuan = cell.form == AnswerCell::Form::yuan;
      const std::string_view heading = table.headings[i];
      writer.add("{}\"{}{}\":", i == 0 ? "" : ",",
                 is_yuan ? heading.substr(0, heading.rfind("_yuan")) : heading,
                 is_yuan ? "_fen" : "");
      if (is_yuan || cell.form == AnswerCell::Form::number) {
        writer.add("{}", cell.number);
      } else if (cell.form == AnswerCell::Form::nothing) {
        writer.add("null");
      } else {
        writer.add_json_string(cell.text);
      }
    }
    writer.add("}}");
    comma = ",\n";
  }
  writer.add("],\"remarks\":[");
  comma = {};
  for (const std::string& remark : table.remarks) {
    writer.add("{}", comma);
    writer.add_json_string(remark);
    comma = ",";
  }
  if (table.truncated) {
    writer.add("],\"truncated\":{{\"limit\":\"{}\",\"value\":{}}}}}\n",
               to_text(table.truncated->limit), table.truncated->value);
  } else {
    writer.add("],\"truncated\":null}}\n");
  }
}

std::string answer_csv(const AnswerTable& table) {
  std::string csv;
  for (std::size_t i = 0; i < table.headings.size(); ++i) {
    csv += i == 0 ? "" : ",";
    csv += table.headings[i];
  }
  csv += "\n";
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      csv += i == 0 ? "" : ",";
      csv += row[i].form == AnswerCell::Form::text ? feed::quoted_cell(feed::harmless(row[i].text))
                                                   : row[i].text;
    }
    csv += "\n";
  }
  return csv;
}

std::string answer_graphml(const fund::Graph& graph, const workbench::Payments& payments,
                           const AnswerTable& table) {
  struct Moved {
    base::Fen amount;
    std::uint64_t transfers = 0;
  };
  const std::set<AccountId> shown(table.accounts.begin(), table.accounts.end());
  std::map<std::pair<AccountId, AccountId>, Moved> moved;
  for (const workbench::Payment& payment : payments.rows) {
    if (shown.contains(payment.payer) && shown.contains(payment.payee)) {
      Moved& one = moved[{payment.payer, payment.payee}];
      one.amount += payment.amount;
      ++one.transfers;
    }
  }
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
      "<key id=\"yuan\" for=\"edge\" attr.name=\"yuan\" attr.type=\"string\"/>\n"
      "<key id=\"transfers\" for=\"edge\" attr.name=\"transfers\" attr.type=\"long\"/>\n"
      "<key id=\"account\" for=\"node\" attr.name=\"account\" attr.type=\"string\"/>\n"
      "<graph edgedefault=\"directed\">\n";
  for (const AccountId account : shown) {
    out += fmt::format("<node id=\"n{}\"><data key=\"account\">{}</data></node>\n", account.value(),
                       xml(graph.key(account)));
  }
  for (const auto& [pair, one] : moved) {
    out += fmt::format(
        "<edge source=\"n{}\" target=\"n{}\"><data key=\"yuan\">{}</data><data "
        "key=\"transfers\">{}</data></edge>\n",
        pair.first.value(), pair.second.value(), base::format_yuan(one.amount), one.transfers);
  }
  return out + "</graph>\n</graphml>\n";
}

}  // namespace holdfast::cli
