#include "api/statement_json.hpp"

#include <boost/json.hpp>

#include "engine/json_values.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

json::array columns_json(const statement::SheetReport& sheet) {
  json::array columns;
  for (const auto& one : sheet.columns) {
    const bool is_read = one.column != statement::Column::none;
    columns.push_back(json::object{
        {"heading", one.heading},
        {"column", is_read ? json::value(statement::to_text(one.column)) : json::value(nullptr)},
        {"source", statement::to_text(one.source)}});
  }
  return columns;
}

json::array rows_json(const std::vector<analyst::PreviewRow>& rows) {
  json::array list;
  for (const auto& row : rows) {
    list.push_back(json::object{{"row", row.row},
                                {"time", base::format_instant(row.time)},
                                {"payer", row.payer},
                                {"payer_name", row.payer_name},
                                {"payee", row.payee},
                                {"payee_name", row.payee_name},
                                {"amount_fen", row.amount.value()},
                                {"kind", row.kind},
                                {"note", row.note}});
  }
  return list;
}

json::object sheet_json(const statement::SheetReport& sheet,
                        const std::vector<analyst::PreviewRow>& samples) {
  return {{"name", sheet.name},
          {"kind", statement::to_text(sheet.kind)},
          {"hidden", sheet.visibility != statement::Visibility::shown},
          {"header_row", sheet.header_row},
          {"columns", columns_json(sheet)},
          {"missing",
           sheet.missing ? json::value(statement::to_text(*sheet.missing)) : json::value(nullptr)},
          {"owner", sheet.owner.account},
          {"owner_name", sheet.owner.name},
          {"rows", sheet.rows},
          {"taken", sheet.taken},
          {"refused", sheet.refused},
          {"passed_over", sheet.passed_over},
          {"duplicates", sheet.duplicates},
          {"second_legs", sheet.second_legs},
          {"first", engine::time_or_null(sheet.first)},
          {"last", engine::time_or_null(sheet.last)},
          {"in_fen", sheet.came_in.value()},
          {"out_fen", sheet.went_out.value()},
          {"samples", rows_json(samples)}};
}

json::array notes_json(const std::vector<analyst::PreviewNote>& notes) {
  json::array list;
  for (const auto& note : notes) {
    list.push_back(json::object{{"sheet", note.sheet},
                                {"row", note.row},
                                {"column", note.column},
                                {"heading", note.heading},
                                {"what", note.what},
                                {"reason", note.reason},
                                {"raw", note.raw}});
  }
  return list;
}

}  // namespace

json::object progress_json(const analyst::JobView& job) {
  return {{"state", analyst::to_text(job.state)},
          {"bytes_done", job.bytes_done},
          {"bytes_total", job.bytes_total},
          {"rows", job.rows},
          {"fresh", job.fresh},
          {"known", job.known},
          {"refused", job.refused},
          {"error", engine::text_or_null(job.error)}};
}

json::object preview_json(const analyst::StatementPreview& preview) {
  json::array files;
  for (const auto& file : preview.files) {
    json::array sheets;
    for (std::size_t i = 0; i < file.report.sheets.size(); ++i) {
      sheets.push_back(sheet_json(file.report.sheets[i], file.samples[i]));
    }
    files.push_back(json::object{{"name", file.name},
                                 {"error", engine::text_or_null(file.error)},
                                 {"format", statement::to_text(file.report.format)},
                                 {"sheets", std::move(sheets)},
                                 {"notes", notes_json(file.notes)}});
  }
  json::array accounts;
  for (const auto& one : preview.accounts) {
    accounts.push_back(json::object{{"kind", one.kind},
                                    {"account", one.account},
                                    {"name", one.name},
                                    {"bank", one.bank},
                                    {"reason", one.reason}});
  }
  json::array unused;
  for (const auto& heading : preview.unused_headings) {
    unused.push_back(json::value(heading));
  }
  return {{"files", std::move(files)},
          {"accounts", std::move(accounts)},
          {"failed", preview.failed},
          {"unused_headings", std::move(unused)}};
}

}  // namespace holdfast::api
