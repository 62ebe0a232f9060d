#include "cli/statement_report.hpp"

namespace holdfast::cli {

namespace {

using statement::FileReport;
using statement::SheetReport;

void add_sheet(TextWriter& writer, const SheetReport& sheet, ReportForm form) {
  writer.add("  {} [{}]", sheet.name, to_text(sheet.kind));
  if (sheet.visibility == statement::Visibility::hidden) {
    writer.add(" hidden");
  }
  if (sheet.header_row == 0) {
    writer.add(": no table ({} rows passed over)\n", sheet.rows);
    return;
  }
  writer.add(
      ": headings in row {}{}; {} rows: {} taken, {} refused, {} passed over, {} duplicates, {} "
      "second legs\n",
      sheet.header_row, sheet.header_lines > 1 ? " and the next" : "", sheet.rows, sheet.taken,
      sheet.refused, sheet.passed_over, sheet.duplicates, sheet.second_legs);
  if (!sheet.owner.account.empty()) {
    writer.add("    account {} {}\n", sheet.owner.account, sheet.owner.name);
  }
  if (sheet.first) {
    writer.add("    {} to {}{}; in {}, out {} yuan\n", base::display_instant(*sheet.first),
               base::display_instant(*sheet.last), sheet.newest_first ? ", newest first" : "",
               base::format_yuan(sheet.came_in), base::format_yuan(sheet.went_out));
  }
  if (sheet.balances.breaks > 0) {
    writer.add(
        "    {} of {} balances do not follow from the one before, the first in row {}: rows are "
        "missing or changed\n",
        sheet.balances.breaks, sheet.balances.checked, sheet.balances.first_row);
  }
  if (form == ReportForm::preview) {
    for (const auto& one : sheet.columns) {
      if (!one.heading.empty()) {
        writer.add("    {:<16} {:<8} {}\n",
                   one.column == statement::Column::none ? "-" : to_text(one.column),
                   to_text(one.source), one.heading);
      }
    }
  }
}

void add_json_sheet(TextWriter& writer, const SheetReport& sheet) {
  writer.add("{{\"name\":");
  writer.add_json_string(sheet.name);
  writer.add(
      ",\"kind\":\"{}\",\"hidden\":{},\"header_row\":{},\"header_lines\":{},\"rows\":{},\"taken\":{"
      "},"
      "\"refused\":{},\"passed_over\":{},\"duplicates\":{},\"second_legs\":{},\"newest_first\":{}",
      to_text(sheet.kind), sheet.visibility == statement::Visibility::hidden, sheet.header_row,
      sheet.header_lines, sheet.rows, sheet.taken, sheet.refused, sheet.passed_over,
      sheet.duplicates, sheet.second_legs, sheet.newest_first);
  writer.add(",\"owner\":");
  writer.add_json_string(sheet.owner.account);
  if (sheet.first) {
    writer.add(",\"first\":\"{}\",\"last\":\"{}\"", base::format_instant(*sheet.first),
               base::format_instant(*sheet.last));
  }
  if (sheet.missing) {
    writer.add(",\"missing\":\"{}\"", to_text(*sheet.missing));
  }
  writer.add(
      ",\"in_fen\":{},\"out_fen\":{},\"balances_checked\":{},\"balance_breaks\":{},"
      "\"first_break_row\":{},\"columns\":[",
      sheet.came_in.value(), sheet.went_out.value(), sheet.balances.checked, sheet.balances.breaks,
      sheet.balances.first_row);
  std::string_view comma;
  for (const auto& one : sheet.columns) {
    writer.add("{}{{\"heading\":", comma);
    writer.add_json_string(one.heading);
    writer.add(",\"column\":\"{}\",\"source\":\"{}\"}}", to_text(one.column), to_text(one.source));
    comma = ",";
  }
  writer.add("]}}");
}

void add_json_texts(TextWriter& writer, std::string_view name,
                    const std::vector<std::string>& texts) {
  writer.add(",\"{}\":[", name);
  std::string_view comma;
  for (const std::string& text : texts) {
    writer.add("{}", comma);
    writer.add_json_string(text);
    comma = ",";
  }
  writer.add("]");
}

}  // namespace

void write_statement_text(TextWriter& writer, const StatementOutcome& outcome, ReportForm form) {
  std::uint64_t taken = 0;
  std::uint64_t refused = 0;
  for (const FileReport& file : outcome.files) {
    writer.add("{} ({}, {} bytes, sha256 {})\n", file.file, to_text(file.format), file.bytes,
               file.digest);
    for (const SheetReport& sheet : file.sheets) {
      add_sheet(writer, sheet, form);
      taken += sheet.kind == statement::SheetKind::transfers ? sheet.taken : 0;
      refused += sheet.refused;
    }
  }
  for (const std::string& line : outcome.samples.transfers) {
    writer.add("{}\n", line);
  }
  for (const std::string& line : outcome.samples.notes) {
    writer.add("{}\n", line);
  }
  writer.add("{} transfers, {} rows refused, {} of {} files not read\n", taken, refused,
             outcome.failures.size(), outcome.files.size() + outcome.failures.size());
}

void write_statement_json(TextWriter& writer, const StatementOutcome& outcome) {
  writer.add("{{\"files\":[");
  std::string_view comma;
  for (const FileReport& file : outcome.files) {
    writer.add("{}\n{{\"file\":", comma);
    writer.add_json_string(file.file);
    writer.add(",\"format\":\"{}\",\"bytes\":{},\"sha256\":\"{}\",\"sheets\":[",
               to_text(file.format), file.bytes, file.digest);
    std::string_view between;
    for (const SheetReport& sheet : file.sheets) {
      writer.add("{}\n", between);
      add_json_sheet(writer, sheet);
      between = ",";
    }
    writer.add("]}}");
    comma = ",";
  }
  writer.add("],\"not_read\":[");
  comma = {};
  for (const base::Error& error : outcome.failures) {
    writer.add("{}{{\"file\":", comma);
    writer.add_json_string(error.where);
    writer.add(",\"reason\":");
    writer.add_json_string(error.message);
    writer.add("}}");
    comma = ",";
  }
  writer.add("]");
  add_json_texts(writer, "sample_transfers", outcome.samples.transfers);
  add_json_texts(writer, "sample_notes", outcome.samples.notes);
  writer.add("}}\n");
}

}  // namespace holdfast::cli
