// Files of banks: text tables, workbooks of both forms, one sheet's XML by itself, and the list of
// what was learnt.
#include <string>
#include <vector>

#include "base/check.hpp"
#include "feed/reader.hpp"
#include "statement/learnt.hpp"
#include "statement/tables.hpp"
#include "support/workbook.hpp"
#include "targets.hpp"

namespace holdfast::fuzz {

namespace {

using statement::StatementReader;

struct Reading {
  std::string transfers = statement::transfer_header();
  std::string notes;
  std::string accounts;
  std::size_t rows = 0;
  std::string failure;
  bool operator==(const Reading&) const = default;
};

void check_row(const statement::StatementRow& row) {
  const feed::TransferRow& told = row.transfer;
  base::check(told.amount.is_positive() && told.amount <= base::Fen::limit(),
              "an amount is bounded");
  base::check(!feed::refuse_text(feed::Field::payer, told.payer) &&
                  !feed::refuse_text(feed::Field::payee, told.payee),
              "both accounts can be told on");
  base::check(base::is_plausible(told.time), "a time is plausible");
}

Reading read(std::string_view bytes, const std::string& name) {
  Reading reading;
  statement::StatementOptions options;
  options.owner.account = "1001001";
  options.limits = {.inflated_bytes = std::uint64_t{8} << 20,
                    .shared_bytes = std::uint64_t{4} << 20,
                    .rows = 20'000,
                    .text_bytes = std::uint64_t{16} << 20};
  StatementReader reader(
      options,
      {.on_transfer =
           [&](const auto& row, const auto& source) {
             check_row(row);
             ++reading.rows;
             append_transfer(reading.transfers, row, source);
           },
       .on_account = [&](const auto& row,
                         const auto& source) { append_account(reading.accounts, row, source); },
       .on_note =
           [&](const auto& note, const auto& source) {
             base::check(!note.reason.empty(), "a refused row has its reason");
             append_note(reading.notes, note, source);
           }});
  const auto report = reader.read(bytes, name);
  if (!report) {
    base::check(!report.error().message.empty(), "a refused file has its reason");
    reading.failure = report.error().message;
    return reading;
  }
  for (const auto& sheet : report->sheets) {
    base::check(
        sheet.taken + sheet.refused + sheet.passed_over + sheet.duplicates + sheet.second_legs ==
            (sheet.header_row == 0 ? 0 : sheet.rows),
        "every row below the headings is accounted for");
  }
  return reading;
}

/// What was read is a file that all other commands read, row by row.
void check_written(const Reading& reading) {
  std::size_t rows = 0;
  feed::RowParser parser({.file = "out", .format = feed::Format::canonical_csv},
                         {.on_row = [&](const feed::TransferRow&) { ++rows; },
                          .on_error =
                              [](const feed::RowError& error) {
                                base::check(error.reason.empty(), "a written row reads back");
                              }});
  base::check(parser.feed(reading.transfers).ok() && parser.finish().ok(), "the table reads back");
  base::check(rows == reading.rows, "with every row");
}

void run(std::string_view bytes, const std::string& name) {
  const Reading reading = read(bytes, name);
  base::check(reading == read(bytes, name), "the same file reads the same");
  check_written(reading);
}

}  // namespace

void run_statement(std::string_view bytes) {
  run(bytes, "fuzz.csv");
}

void run_statement_sheet(std::string_view bytes) {
  const auto zip = test::make_zip(
      {{"xl/workbook.xml",
        "<workbook xmlns:r=\"r\"><sheets><sheet name=\"s\" r:id=\"a\"/></sheets></workbook>"},
       {"xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id=\"a\" Type=\"t/worksheet\" "
        "Target=\"s.xml\"/><Relationship "
        "Id=\"b\" Type=\"t/sharedStrings\" Target=\"t.xml\"/></Relationships>"},
       {"xl/t.xml",
        "<sst><si><t>交易时间</t></si><si><t>金额</t></si><si><t>对方账号</t></si></sst>"},
       {"xl/s.xml", std::string(bytes)}},
      test::Packing::stored);
  run(zip, "fuzz.xlsx");
}

void run_statement_learnt(std::string_view bytes) {
  const auto learnt = statement::read_learnt(bytes);
  if (!learnt) {
    base::check(!learnt.error().message.empty(), "a refused list has its reason");
    return;
  }
  const auto again = statement::read_learnt(statement::write_learnt(*learnt));
  base::check(again.ok() && *again == *learnt, "what was learnt reads back");
}

}  // namespace holdfast::fuzz
