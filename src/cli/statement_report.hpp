// What `holdfast statement` tells of the files it read.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "cli/text_writer.hpp"
#include "statement/statement.hpp"

namespace holdfast::cli {

/// The first rows of a preview, in words.
struct StatementSamples {
  std::vector<std::string> transfers;
  std::vector<std::string> notes;
};

struct StatementOutcome {
  std::vector<statement::FileReport> files;
  std::vector<base::Error> failures;         // of files that could not be read, in order
  std::vector<std::string> unused_headings;  // named by hand, found in no file
  StatementSamples samples;
};

enum class ReportForm : std::uint8_t { totals, preview };
void write_statement_text(TextWriter& writer, const StatementOutcome& outcome, ReportForm form);
void write_statement_json(TextWriter& writer, const StatementOutcome& outcome);

}  // namespace holdfast::cli
