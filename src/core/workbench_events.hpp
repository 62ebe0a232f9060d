// What can have happened to statements and analyses. Part of core/event.hpp.
#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "desk/analysis.hpp"
#include "desk/statement.hpp"

namespace holdfast::core {

/// Somebody brought files into a case. Their rows follow by the path of any feed.
struct StatementBegun {
  desk::StatementImport statement;
};
BOOST_DESCRIBE_STRUCT(StatementBegun, (), (statement))

/// What some of its rows said beside their transfers.
struct StatementMarked {
  desk::StatementId statement;
  desk::StatementMarks marks;
};
BOOST_DESCRIBE_STRUCT(StatementMarked, (), (statement, marks))

struct StatementEnded {
  desk::StatementId statement;
  desk::StatementOutcome outcome;
};
BOOST_DESCRIBE_STRUCT(StatementEnded, (), (statement, outcome))

struct AskedAgain {
  std::uint64_t index = 0;  // of the outcome's failed queries
  order::OrderId query;
  bool operator==(const AskedAgain&) const = default;
};
BOOST_DESCRIBE_STRUCT(AskedAgain, (), (index, query))

/// Queries that a return said had failed were drawn up anew.
struct FailedQueriesAsked {
  desk::StatementId statement;
  std::vector<AskedAgain> asked;
};
BOOST_DESCRIBE_STRUCT(FailedQueriesAsked, (), (statement, asked))

/// All that is known of the bank's headings from here on; none: nothing is.
struct HeadingsLearnt {
  std::string bank;
  std::vector<desk::BankHeading> headings;
};
BOOST_DESCRIBE_STRUCT(HeadingsLearnt, (), (bank, headings))

struct AnalysisSaved {
  desk::Analysis analysis;
};
BOOST_DESCRIBE_STRUCT(AnalysisSaved, (), (analysis))

struct AnalysisChanged {
  desk::AnalysisId analysis;
  base::Personal name;
  desk::Sharing sharing = desk::Sharing::own;
};
BOOST_DESCRIBE_STRUCT(AnalysisChanged, (), (analysis, name, sharing))

struct AnalysisDropped {
  desk::AnalysisId analysis;
};
BOOST_DESCRIBE_STRUCT(AnalysisDropped, (), (analysis))

struct AnalysisRan {
  desk::AnalysisId analysis;
  desk::AnalysisRun run;
};
BOOST_DESCRIBE_STRUCT(AnalysisRan, (), (analysis, run))

}  // namespace holdfast::core
