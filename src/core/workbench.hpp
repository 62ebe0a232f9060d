// How events about statements and analyses change the state (evolve_workbench.cpp). Not for use
// outside the core.
#pragma once

#include "core/state.hpp"

namespace holdfast::core {

void evolve_workbench(State& state, const StatementBegun& body);
void evolve_workbench(State& state, const StatementMarked& body);
void evolve_workbench(State& state, const StatementEnded& body);
void evolve_workbench(State& state, const FailedQueriesAsked& body);
void evolve_workbench(State& state, const HeadingsLearnt& body);
void evolve_workbench(State& state, const AnalysisSaved& body);
void evolve_workbench(State& state, const AnalysisChanged& body);
void evolve_workbench(State& state, const AnalysisDropped& body);
void evolve_workbench(State& state, const AnalysisRan& body);

/// Fills the index of a state that was read from a snapshot.
void index_statements(State& state);
/// The personal texts that an erased case has in statements and analyses, as they read without
/// their key.
void erase_workbench(State& state, desk::CaseId case_id);

}  // namespace holdfast::core
