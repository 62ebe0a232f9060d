#include "workbench/answer.hpp"

#include <array>
#include <fmt/format.h>
#include <map>
#include <set>

#include "base/xml_text.hpp"
#include "feed/csv_cell.hpp"

namespace holdfast::workbench {

namespace {

template <typename Each, typename Write>
std::string joined(const std::vector<Each>& all, const Write& write) {
  std::string text;
  for (const auto& each : all) {
    text += text.empty() ? "" : " ";
    text += write(each);
  }
  return text;
}

}  // namespace

Cell::Cell(std::uint64_t count)
    : form(Form::number),
      text(fmt::format("{}", count)),
      number(static_cast<std::int64_t>(count)) {}
Cell::Cell(Fen amount)
    : form(Form::yuan), text(base::format_yuan(amount)), number(amount.value()) {}
Cell::Cell(base::Instant at) : form(Form::moment), text(base::format_instant(at)) {}
Cell::Cell(std::optional<base::Instant> at) {
  if (at) {
    *this = Cell(*at);
  }
}
Cell::Cell(AccountId account) : form(Form::accounts), accounts{account} {}
Cell::Cell(std::vector<AccountId> several) : form(Form::accounts), accounts(std::move(several)) {}
Cell::Cell(std::vector<fund::Sequence> several)
    : form(Form::transfers), transfers(std::move(several)) {}

std::string_view to_text(Cell::Form form) {
  constexpr std::array<std::string_view, 7> names{"text",     "number",    "yuan",   "moment",
                                                  "accounts", "transfers", "nothing"};
  return names[static_cast<std::size_t>(form)];
}

std::string sentence(const Remark& remark) {
  static const std::map<std::string_view, std::string_view> sentences{
      {"looked_at", "{} transfers looked at"},
      {"uses",
       "{} uses of addresses, devices and places; {} groups; {} values used by more than "
       "{} accounts join nobody"},
      {"payments", "{} payments"},
      {"last", "the last at {}"},
      {"forecast",
       "the next probably between {} and {}, half by {} (from {} pauses; such a "
       "forecast would have been right {} of {} times)"},
      {"no_forecast", "no forecast: fewer than {} pauses were as long as this one"},
      {"groups", "{} groups"},
      {"sampled", "betweenness is an estimate from the accounts with most neighbours"},
      {"no_marks", "no row says where or with what it was made"},
      {"shared", "{} values; {} used by more than {} accounts join nobody"},
  };
  const auto found = sentences.find(remark.key);
  std::string text{found == sentences.end() ? remark.key : found->second};
  for (const auto& value : remark.values) {
    if (const auto at = text.find("{}"); at != std::string::npos) {
      text.replace(at, 2, value);
    }
  }
  return text;
}

std::string shown(const Cell& cell, const Names& names) {
  switch (cell.form) {
    case Cell::Form::accounts:
      return joined(cell.accounts, names.account);
    case Cell::Form::transfers:
      return joined(cell.transfers, names.transfer);
    case Cell::Form::text:
    case Cell::Form::number:
    case Cell::Form::yuan:
    case Cell::Form::moment:
    case Cell::Form::nothing:
      break;
  }
  return cell.text;
}

std::string to_csv(const AnswerTable& table, const Names& names) {
  std::string csv;
  for (const auto& column : table.columns) {
    csv += csv.empty() ? "" : ",";
    csv += column.name;
  }
  csv += "\n";
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      csv += i == 0 ? "" : ",";
      const bool is_plain = row[i].form == Cell::Form::number || row[i].form == Cell::Form::yuan ||
                            row[i].form == Cell::Form::moment || row[i].form == Cell::Form::nothing;
      const auto text = shown(row[i], names);
      csv += is_plain ? text : feed::quoted_cell(feed::harmless(text));
    }
    csv += "\n";
  }
  return csv;
}

Picture picture_of(const AnswerTable& table, const Payments& payments) {
  const std::set<AccountId> nodes(table.accounts.begin(), table.accounts.end());
  std::map<std::pair<AccountId, AccountId>, Edge> edges;
  for (const Payment& payment : payments.rows) {
    if (nodes.contains(payment.payer) && nodes.contains(payment.payee)) {
      Edge& edge = edges[{payment.payer, payment.payee}];
      edge.payer = payment.payer;
      edge.payee = payment.payee;
      edge.amount += payment.amount;
      ++edge.transfers;
    }
  }
  Picture picture{.nodes = {nodes.begin(), nodes.end()}, .edges = {}};
  for (const auto& [pair, edge] : edges) {
    picture.edges.push_back(edge);
  }
  return picture;
}

std::string to_graphml(const Picture& picture, const Names& names) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
      "<key id=\"yuan\" for=\"edge\" attr.name=\"yuan\" attr.type=\"string\"/>\n"
      "<key id=\"transfers\" for=\"edge\" attr.name=\"transfers\" attr.type=\"long\"/>\n"
      "<key id=\"account\" for=\"node\" attr.name=\"account\" attr.type=\"string\"/>\n"
      "<graph edgedefault=\"directed\">\n";
  for (const AccountId account : picture.nodes) {
    out += fmt::format("<node id=\"n{}\"><data key=\"account\">{}</data></node>\n", account.value(),
                       base::xml_text(names.account(account)));
  }
  for (const Edge& edge : picture.edges) {
    out += fmt::format(
        "<edge source=\"n{}\" target=\"n{}\"><data key=\"yuan\">{}</data><data "
        "key=\"transfers\">{}</data></edge>\n",
        edge.payer.value(), edge.payee.value(), base::format_yuan(edge.amount), edge.transfers);
  }
  return out + "</graph>\n</graphml>\n";
}

}  // namespace holdfast::workbench
