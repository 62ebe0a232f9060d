// What can be asked about statements and analyses. Part of core/command.hpp.
#pragma once

#include <string>
#include <vector>

#include "desk/analysis.hpp"
#include "desk/statement.hpp"

namespace holdfast::core {

/// Files are about to be read into a case. The core sets the subjects of names.
struct BeginStatement {
  desk::CaseId case_id;
  std::vector<desk::StatementFile> files;
  std::string bank;
  std::string document;
};
/// By whoever began it, while it is under way; likewise its end. The core sets subjects.
struct MarkStatement {
  desk::StatementId statement;
  desk::StatementMarks marks;
};
/// `outcome.at` and what was asked since are not looked at.
struct EndStatement {
  desk::StatementId statement;
  desk::StatementOutcome outcome;
};
/// Queries for accounts that a return says failed, by their places. All of them or none.
struct AskFailedQueries {
  desk::StatementId statement;
  std::vector<std::uint64_t> failed;
  std::string document;
  std::string second;
  std::string emergency;  // why the paper comes later; empty: it is there
  std::string reason;
};
/// What is known of the bank's headings; none: it is forgotten.
struct LearnHeadings {
  std::string bank;
  std::vector<desk::BankHeading> headings;
};
/// Whoever acts keeps a question.
struct SaveAnalysis {
  std::string name;
  std::string question;
  std::vector<desk::AnalysisOption> options;
  std::vector<base::AccountId> accounts;
  std::vector<desk::CaseId> cases;
  desk::Sharing sharing = desk::Sharing::own;
};
struct ChangeAnalysis {
  desk::AnalysisId analysis;
  std::string name;
  desk::Sharing sharing = desk::Sharing::own;
};
struct DropAnalysis {
  desk::AnalysisId analysis;
};
/// What came of asking it. `at`, `appeared` and `vanished` are set by the core.
struct NoteAnalysisRun {
  desk::AnalysisId analysis;
  desk::AnalysisRun run;
};

}  // namespace holdfast::core
