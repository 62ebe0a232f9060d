#include "core/workbench.hpp"

namespace holdfast::core {

namespace {

desk::StatementImport& statement_of(State& state, desk::StatementId id) {
  const auto found = state.statements.find(id);
  base::check(found != state.statements.end(), "event names a statement that is not there");
  return found->second;
}

desk::Analysis& analysis_of(State& state, desk::AnalysisId id) {
  const auto found = state.analyses.find(id);
  base::check(found != state.analyses.end(), "event names an analysis that is not there");
  return found->second;
}

void erase(base::Personal& text) {
  if (!text.text.empty()) {
    text.text = base::erased_text;
  }
}

}  // namespace

void evolve_workbench(State& state, const StatementBegun& body) {
  const auto added = state.statements.emplace(body.statement.id, body.statement).second;
  base::check(added, "the id of a statement was given out twice");
  state.statements_of[body.statement.case_id].push_back(body.statement.id);
}

void evolve_workbench(State& state, const StatementMarked& body) {
  statement_of(state, body.statement).marks.push_back(body.marks);
}

void evolve_workbench(State& state, const StatementEnded& body) {
  statement_of(state, body.statement).outcome = body.outcome;
}

void evolve_workbench(State& state, const FailedQueriesAsked& body) {
  auto& statement = statement_of(state, body.statement);
  for (const auto& each : body.asked) {
    base::check(statement.outcome && each.index < statement.outcome->failed.size(),
                "event names a failed query that is not there");
    statement.outcome->failed[each.index].asked = each.query;
  }
}

void evolve_workbench(State& state, const HeadingsLearnt& body) {
  if (body.headings.empty()) {
    state.headings.erase(body.bank);
  } else {
    state.headings[body.bank] = body.headings;
  }
}

void evolve_workbench(State& state, const AnalysisSaved& body) {
  const auto added = state.analyses.emplace(body.analysis.id, body.analysis).second;
  base::check(added, "the id of an analysis was given out twice");
  state.analyses_given = std::max(state.analyses_given, body.analysis.id.value());
}

void evolve_workbench(State& state, const AnalysisChanged& body) {
  auto& analysis = analysis_of(state, body.analysis);
  analysis.name = body.name;
  analysis.sharing = body.sharing;
}

void evolve_workbench(State& state, const AnalysisDropped& body) {
  state.analyses.erase(analysis_of(state, body.analysis).id);
}

void evolve_workbench(State& state, const AnalysisRan& body) {
  analysis_of(state, body.analysis).run = body.run;
}

void index_statements(State& state) {
  state.statements_of.clear();
  for (const auto& [id, statement] : state.statements) {
    state.statements_of[statement.case_id].push_back(id);
  }
}

void erase_workbench(State& state, desk::CaseId case_id) {
  if (const auto found = state.statements_of.find(case_id); found != state.statements_of.end()) {
    for (const auto id : found->second) {
      auto& statement = state.statements.at(id);
      for (auto& file : statement.files) {
        erase(file.name);
      }
      for (auto& marks : statement.marks) {
        erase(marks.spots);
        for (auto& holder : marks.holders) {
          erase(holder.name);
          erase(holder.identity);
          erase(holder.phone);
        }
      }
    }
  }
  for (auto& [id, analysis] : state.analyses) {
    if (analysis.cases.front() == case_id) {
      erase(analysis.name);
    }
  }
}

}  // namespace holdfast::core
