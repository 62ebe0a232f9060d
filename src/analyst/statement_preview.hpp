// How a statement's files would be understood: the whole of them is read, nothing is taken. What is
// shown is the files' own text in plain, and goes to nobody but whoever sent them.
#pragma once

#include <string>
#include <vector>

#include "analyst/statement_plan.hpp"
#include "base/result.hpp"

namespace holdfast::analyst {

struct PreviewRow {
  std::uint64_t row = 0;
  base::Instant time;
  std::string payer;
  std::string payer_name;
  std::string payee;
  std::string payee_name;
  base::Fen amount;
  std::string kind;
  std::string note;
};
struct PreviewNote {
  std::string sheet;
  std::uint64_t row = 0;
  std::uint64_t column = 0;
  std::string heading;
  std::string what;
  std::string reason;
  std::string raw;
};
/// A row of a sheet that holds no transfers.
struct PreviewAccount {
  std::string kind;
  std::string account;
  std::string name;
  std::string bank;
  std::string reason;
};
struct PreviewFile {
  std::string name;
  statement::FileReport report;
  std::string error;                             // why it cannot be read; empty: it can
  std::vector<std::vector<PreviewRow>> samples;  // by sheet
  std::vector<PreviewNote> notes;
};
struct StatementPreview {
  std::vector<PreviewFile> files;
  std::vector<PreviewAccount> accounts;
  std::uint64_t failed = 0;  // queries that a return says failed
  std::vector<std::string> unused_headings;
};

inline constexpr std::size_t preview_rows_max = 10;    // of a sheet
inline constexpr std::size_t preview_notes_max = 100;  // of a file
inline constexpr std::size_t preview_accounts_max = 50;

/// `progress`: bytes of all files.
[[nodiscard]] StatementPreview preview(const StatementPlan& plan,
                                       const statement::Progress& progress);

}  // namespace holdfast::analyst
