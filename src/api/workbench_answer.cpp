#include "api/workbench_answer.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <set>

#include "analyst/keeper.hpp"
#include "api/body.hpp"
#include "engine/views.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

constexpr std::size_t nodes_max = 300;  // of a picture: more cannot be read
constexpr std::size_t edges_max = 1000;
constexpr std::size_t accounts_max = 50;
constexpr std::size_t options_max = 20;

json::value cell_json(const workbench::Cell& cell, std::set<base::AccountId>& named) {
  using Form = workbench::Cell::Form;
  switch (cell.form) {
    case Form::number:
    case Form::yuan:
      return cell.number;
    case Form::text:
    case Form::moment:
      return json::value(cell.text);
    case Form::accounts: {
      json::array refs;
      for (const auto account : cell.accounts) {
        named.insert(account);
        refs.push_back(json::value(engine::to_text(account)));
      }
      return refs;
    }
    case Form::transfers: {
      json::array ids;
      for (const auto transfer : cell.transfers) {
        ids.push_back(json::value(engine::to_text(transfer)));
      }
      return ids;
    }
    case Form::nothing:
      break;
  }
  return nullptr;
}

json::array remarks_json(const std::vector<workbench::Remark>& remarks) {
  json::array list;
  for (const auto& remark : remarks) {
    json::array values;
    for (const auto& value : remark.values) {
      values.push_back(json::value(value));
    }
    list.push_back(json::object{
        {"key", remark.key}, {"values", std::move(values)}, {"text", sentence(remark)}});
  }
  return list;
}

/// The accounts between which most money moved, and what moved between them.
json::object picture_json(workbench::Picture picture, std::set<base::AccountId>& named) {
  const auto nodes = picture.nodes.size();
  const auto edges = picture.edges.size();
  std::stable_sort(picture.edges.begin(), picture.edges.end(),
                   [](const auto& a, const auto& b) { return a.amount > b.amount; });
  std::set<base::AccountId> shown;
  std::size_t kept = 0;
  for (; kept < picture.edges.size() && kept < edges_max; ++kept) {
    const auto& edge = picture.edges[kept];
    const std::size_t more =
        (shown.contains(edge.payer) ? 0U : 1U) + (shown.contains(edge.payee) ? 0U : 1U);
    if (shown.size() + more > nodes_max) {
      break;
    }
    shown.insert({edge.payer, edge.payee});
  }
  for (const auto node : picture.nodes) {
    if (shown.size() < nodes_max) {
      shown.insert(node);
    }
  }
  json::array node_list;
  for (const auto node : shown) {
    named.insert(node);
    node_list.push_back(json::value(engine::to_text(node)));
  }
  json::array edge_list;
  for (std::size_t i = 0; i < kept; ++i) {
    const auto& edge = picture.edges[i];
    edge_list.push_back(json::object{{"payer", engine::to_text(edge.payer)},
                                     {"payee", engine::to_text(edge.payee)},
                                     {"amount_fen", edge.amount.value()},
                                     {"transfers", edge.transfers}});
  }
  return {{"nodes", std::move(node_list)},
          {"edges", std::move(edge_list)},
          {"nodes_total", nodes},
          {"edges_total", edges}};
}

}  // namespace

workbench::Options::Texts read_options(const Fields& fields) {
  workbench::Options::Texts texts;
  for (const auto& option : fields.objects("options", options_max)) {
    texts[option.needed_text("name", 32)] = option.text("text", 200);
  }
  return texts;
}

base::Result<WantedAnswer> read_asking(const Call& call, const Fields& fields) {
  WantedAnswer wanted;
  wanted.asking.question = fields.needed_text("question", 32);
  wanted.asking.options = read_options(fields);
  wanted.asking.now = call.engine().now();
  wanted.asking.effort = analyst::console_effort;
  for (const auto& text : fields.texts("accounts", accounts_max, 32)) {
    const auto account = read_account(call.engine().world(), text);
    if (!account) {
      return base::Error{account.error().code, account.error().message, "/accounts"};
    }
    wanted.asking.accounts.push_back(*account);
  }
  for (const auto& text : fields.texts("cases", analyst::scope_cases_max, 32)) {
    const auto id = read_case(text);
    if (!id) {
      return base::Error{id.error().code, id.error().message, "/cases"};
    }
    wanted.cases.push_back(*id);
  }
  return wanted;
}

base::Error told_of(base::Error error) {
  if (error.code != base::ErrorCode::wrong_usage) {
    return error;
  }
  error.code = base::ErrorCode::bad_input;
  error.where = error.where == "question"  ? "/question"
                : error.where == "account" ? "/accounts"
                                           : "/options/" + error.where;
  return error;
}

void mask_personal(std::string_view question, workbench::AnswerTable& table) {
  if (question != "shared") {
    return;
  }
  const auto holder = workbench::to_text(workbench::SharedKind::holder);
  const auto phone = workbench::to_text(workbench::SharedKind::phone);
  for (auto& row : table.rows) {
    if (row[0].text == holder || row[0].text == phone) {
      row[1].text = base::mask_number(row[1].text);
    }
  }
}

json::object answer_json(const FlowFrame& frame, std::string_view question,
                         const workbench::Answered& answered, const analyst::CaseScope& scope) {
  const auto& table = answered.table;
  std::set<base::AccountId> named;
  json::array columns;
  for (const auto& column : table.columns) {
    columns.push_back(json::object{{"name", column.name}, {"form", to_text(column.form)}});
  }
  json::array rows;
  for (const auto& row : table.rows) {
    json::array cells;
    for (const auto& cell : row) {
      cells.push_back(cell_json(cell, named));
    }
    rows.push_back(std::move(cells));
  }
  auto picture = picture_json(picture_of(table, answered.payments), named);
  json::object accounts;
  for (const auto account : named) {
    accounts[engine::to_text(account)] = frame.label(account);
  }
  return {{"question", question},
          {"columns", std::move(columns)},
          {"rows", std::move(rows)},
          {"accounts", std::move(accounts)},
          {"remarks", remarks_json(table.remarks)},
          {"picture", std::move(picture)},
          {"looked_at",
           {{"transfers", answered.payments.rows.size()}, {"accounts", scope.accounts.size()}}}};
}

}  // namespace holdfast::api
