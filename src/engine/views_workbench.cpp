// The documents of statements and analyses: masked, as everything that lists hold. What rows said
// beside their transfers is in none of them.
#include <boost/json.hpp>

#include "engine/view_parts.hpp"

namespace holdfast::engine {

namespace json = boost::json;

namespace {

constexpr std::size_t failed_shown_max = 500;

json::object counts_json(const desk::StatementCounts& counts) {
  return {{"rows", counts.rows},
          {"taken", counts.taken},
          {"refused", counts.refused},
          {"passed_over", counts.passed_over},
          {"duplicates", counts.duplicates},
          {"second_legs", counts.second_legs}};
}

json::array files_json(const desk::StatementImport& statement) {
  json::array files;
  for (std::size_t i = 0; i < statement.files.size(); ++i) {
    const auto& file = statement.files[i];
    json::object each{{"name", base::mask_text(file.name.text)},
                      {"sha256", file.sha256},
                      {"bytes", file.bytes},
                      {"counts", nullptr}};
    if (statement.outcome && i < statement.outcome->files.size()) {
      each["counts"] = counts_json(statement.outcome->files[i]);
    }
    files.push_back(std::move(each));
  }
  return files;
}

json::array failed_json(const desk::StatementOutcome& outcome, const ViewContext& context) {
  json::array failed;
  for (std::size_t i = 0; i < outcome.failed.size() && i < failed_shown_max; ++i) {
    const auto& each = outcome.failed[i];
    json::object one{{"index", i},
                     {"account", account_ref(context.world, context.state.routing, each.account,
                                             each.institution)},
                     {"why", base::mask_text(each.why)},
                     {"order", nullptr},
                     {"order_state", nullptr}};
    if (each.asked) {
      one["order"] = order::to_text(*each.asked);
      one["order_state"] = enum_text(context.state.orders.at(*each.asked).state);
    }
    failed.push_back(std::move(one));
  }
  return failed;
}

json::value outcome_json(const desk::StatementImport& statement, const ViewContext& context) {
  if (!statement.outcome) {
    return nullptr;
  }
  const auto& outcome = *statement.outcome;
  json::array accounts;
  for (const auto& each : outcome.accounts) {
    accounts.push_back(
        account_ref(context.world, context.state.routing, each.account, each.institution));
  }
  return json::object{{"at", base::format_instant(outcome.at)},
                      {"fresh", outcome.fresh},
                      {"known", outcome.known},
                      {"legs", outcome.legs},
                      {"unreadable", outcome.unreadable},
                      {"accounts", std::move(accounts)},
                      {"failed", failed_json(outcome, context)},
                      {"failed_total", outcome.failed.size()},
                      {"error", text_or_null(outcome.error)}};
}

json::array accounts_json(const std::vector<base::AccountId>& accounts,
                          const ViewContext& context) {
  json::array refs;
  for (const auto account : accounts) {
    refs.push_back(account_ref(context.world, context.state.routing, account));
  }
  return refs;
}

json::value run_json(const desk::Analysis& analysis, const ViewContext& context) {
  if (!analysis.run) {
    return nullptr;
  }
  const auto& run = *analysis.run;
  return json::object{{"at", base::format_instant(run.at)},
                      {"as_of", run.as_of.value()},
                      {"rows", run.rows},
                      {"limit", text_or_null(run.limit)},
                      {"error", text_or_null(run.error)},
                      {"accounts", run.accounts.size()},
                      {"appeared", accounts_json(run.appeared, context)},
                      {"vanished", accounts_json(run.vanished, context)}};
}

}  // namespace

port::ProjectionRow statement_row(const desk::StatementImport& statement,
                                  const ViewContext& context) {
  const std::string state = !statement.outcome                 ? "begun"
                            : statement.outcome->error.empty() ? "taken"
                                                               : "broken";
  json::object doc;
  doc["id"] = desk::to_text(statement.id);
  doc["case"] = order::to_text(statement.case_id);
  doc["state"] = state;
  doc["by"] = statement.by;
  doc["at"] = base::format_instant(statement.at);
  doc["bank"] = text_or_null(statement.bank);
  doc["document"] = text_or_null(statement.document);
  doc["files"] = files_json(statement);
  doc["outcome"] = outcome_json(statement, context);
  port::ProjectionRow row;
  row.kind = "statement";
  row.id = desk::to_text(statement.id);
  row.parent = order::to_text(statement.case_id);
  row.state = state;
  row.at_ms = base::to_unix_ms(statement.at);
  row.terms = {row.id};
  for (const auto& file : statement.files) {
    row.terms.push_back(file.sha256);
  }
  row.doc = json::serialize(doc);
  return row;
}

port::ProjectionRow analysis_row(const desk::Analysis& analysis, const ViewContext& context) {
  json::array cases;
  for (const auto id : analysis.cases) {
    cases.push_back(json::value(order::to_text(id)));
  }
  json::array options;
  for (const auto& option : analysis.options) {
    options.push_back(json::object{{"name", option.name}, {"text", option.text}});
  }
  json::object doc;
  doc["id"] = desk::to_text(analysis.id);
  doc["owner"] = analysis.owner;
  doc["name"] = base::mask_text(analysis.name.text);
  doc["question"] = analysis.question;
  doc["options"] = std::move(options);
  doc["accounts"] = accounts_json(analysis.accounts, context);
  doc["cases"] = std::move(cases);
  doc["sharing"] = enum_text(analysis.sharing);
  doc["saved_at"] = base::format_instant(analysis.saved_at);
  doc["run"] = run_json(analysis, context);
  port::ProjectionRow row;
  row.kind = "analysis";
  row.id = desk::to_text(analysis.id);
  row.state = enum_text(analysis.sharing);
  row.at_ms = base::to_unix_ms(analysis.saved_at);
  row.terms = {row.id, "owner:" + analysis.owner};
  for (const auto id : analysis.cases) {
    const auto in_case = "case:" + order::to_text(id);
    row.terms.push_back(in_case);
    row.terms.push_back(in_case + " owner:" + analysis.owner);
  }
  row.doc = json::serialize(doc);
  return row;
}

port::ProjectionRow dropped_analysis_row(desk::AnalysisId id) {
  port::ProjectionRow row;
  row.kind = "analysis";
  row.id = desk::to_text(id);
  row.state = "dropped";
  row.doc = json::serialize(json::object{{"id", row.id}, {"state", row.state}});
  return row;
}

}  // namespace holdfast::engine
