#include "statement/tables.hpp"

#include <fmt/format.h>
#include <iterator>

#include "feed/canonical.hpp"
#include "feed/csv_cell.hpp"

namespace holdfast::statement {

namespace {

constexpr std::size_t digest_shown = 12;  // hexadecimal digits

/// A further cell.
void add_cell(std::string& csv, std::string_view text) {
  csv.push_back(',');
  feed::append_cell(csv, text);
}

void add_text(std::string& csv, std::string_view text) {
  add_cell(csv, feed::harmless(text));
}

void add_fen(std::string& csv, std::optional<base::Fen> amount) {
  csv.push_back(',');
  csv += amount ? base::format_yuan(*amount) : std::string{};
}

void add_source(std::string& csv, const RowSource& source) {
  add_text(csv, source.file);
  add_text(csv, source.sheet);
  fmt::format_to(std::back_inserter(csv), ",{},{}\n", source.row, source.file_digest);
}

}  // namespace

std::string row_id(const RowSource& source) {
  return fmt::format("{}.{}.{}", source.file_digest.substr(0, digest_shown), source.sheet_number,
                     source.row);
}

std::string transfer_header() {
  std::string header = feed::canonical_header();
  header.pop_back();
  return header + ",balance_yuan,told_by,place,terminal,ip,mac,device,file,sheet,row,sha256\n";
}

void append_transfer(std::string& csv, const StatementRow& row, const RowSource& source) {
  const std::string id = row_id(source);
  const std::string payer_name = feed::harmless(row.transfer.payer_name);
  const std::string payee_name = feed::harmless(row.transfer.payee_name);
  const std::string note = feed::harmless(row.transfer.note);
  const std::string serial = feed::harmless(row.transfer.serial);
  feed::TransferRow told = row.transfer;
  told.id = id;
  told.payer_name = payer_name;
  told.payee_name = payee_name;
  told.note = note;
  told.serial = serial;
  feed::append_canonical(csv, told);
  csv.pop_back();  // the line goes on
  add_fen(csv, row.balance);
  csv += row.teller == Teller::payer ? ",payer" : row.teller == Teller::payee ? ",payee" : ",";
  add_text(csv, row.place);
  add_text(csv, row.terminal);
  add_text(csv, row.ip);
  add_text(csv, row.mac);
  add_text(csv, row.device);
  add_source(csv, source);
}

std::string note_header() {
  return "what,column,heading,reason,raw,file,sheet,row,sha256\n";
}

void append_note(std::string& csv, const RowNote& note, const RowSource& source) {
  csv += to_text(note.kind);
  csv += note.column == 0 ? std::string(",") : fmt::format(",{}", note.column);
  add_text(csv, note.heading);
  add_text(csv, note.reason);
  add_text(csv, note.raw);
  add_source(csv, source);
}

std::string account_header() {
  return "what,account,institution,name,identity,state,opened,phone,balance_yuan,task,outcome,"
         "reason,authority,measure,measure_end,held_yuan,file,sheet,row,sha256\n";
}

void append_account(std::string& csv, const AccountRow& row, const RowSource& source) {
  csv += to_text(row.kind);
  add_cell(csv, row.account);
  for (const std::string& text :
       {row.bank, row.name, row.identity, row.state, row.opened, row.phone}) {
    add_text(csv, text);
  }
  add_fen(csv, row.balance);
  for (const std::string& text :
       {row.task, row.outcome, row.reason, row.authority, row.measure, row.measure_end}) {
    add_text(csv, text);
  }
  add_fen(csv, row.held);
  add_source(csv, source);
}

}  // namespace holdfast::statement
