// Reading files inside a test: every transfer and every note as one line of words. Tests only.
#pragma once

#include <fmt/format.h>
#include <string>
#include <utility>
#include <vector>

#include "base/instant.hpp"
#include "statement/statement.hpp"

namespace holdfast::statement {

struct Reading {
  std::vector<std::string> transfers;  // "2024-03-01 09:30:00 A>B 100.00 transfer"
  std::vector<std::string> accounts;   // "failed 622 bank reason"
  std::vector<std::string> notes;      // "refused 5:3 the reason", "passed_over 7 the reason"
  std::vector<FileReport> files;
  std::vector<std::string> failures;  // "FILE: reason"
  std::vector<std::string> unused;    // headings
};

using NamedBytes = std::pair<std::string, std::string>;

inline Reading read_files(const std::vector<NamedBytes>& files, StatementOptions options = {}) {
  Reading reading;
  StatementReader reader(
      std::move(options),
      {.on_transfer =
           [&](const StatementRow& row, const RowSource&) {
             const auto& told = row.transfer;
             reading.transfers.push_back(
                 fmt::format("{} {}>{} {} {}", base::display_instant(told.time), told.payer,
                             told.payee, base::format_yuan(told.amount), fund::to_text(told.kind)));
           },
       .on_account =
           [&](const AccountRow& row, const RowSource&) {
             reading.accounts.push_back(
                 fmt::format("{} {} {} {}", to_text(row.kind), row.account, row.bank, row.reason));
           },
       .on_note =
           [&](const RowNote& note, const RowSource& source) {
             reading.notes.push_back(
                 note.column == 0
                     ? fmt::format("{} {} {}", to_text(note.kind), source.row, note.reason)
                     : fmt::format("{} {}:{} {}", to_text(note.kind), source.row, note.column,
                                   note.reason));
           }});
  for (const auto& [name, bytes] : files) {
    auto report = reader.read(bytes, name);
    if (report) {
      reading.files.push_back(*std::move(report));
    } else {
      reading.failures.push_back(
          fmt::format("{}: {}", report.error().where, report.error().message));
    }
  }
  reading.unused = reader.unused_headings();
  return reading;
}

/// One ugly file: what must come of it. Of a note, the beginning.
struct Ugly {
  std::string name;  // letters and digits
  std::string bytes;
  std::vector<std::string> transfers;
  std::vector<std::string> notes;
  std::string failure;  // a part of it, where the file as a whole is refused
  std::string owner;
  std::string file = "x.csv";
};

/// Expects just that (ugly_test.cpp).
void expect_as_told(const Reading& reading, const Ugly& ugly);

}  // namespace holdfast::statement
