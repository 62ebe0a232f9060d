// Whose transfers a question of the workbench looks at when it is asked of cases: those of the
// accounts that the cases' money reached, and of the accounts whose statements were brought into
// them. Accounts beyond an exit (merchants, exchanges) are counterparties and have no say of their
// own: their transfers are other people's.
#pragma once

#include <vector>

#include "engine/engine.hpp"
#include "workbench/ask.hpp"

namespace holdfast::analyst {

inline constexpr std::size_t scope_cases_max = 20;

struct CaseScope {
  std::vector<desk::CaseId> cases;        // ascending
  std::vector<base::AccountId> accounts;  // ascending
  std::vector<desk::StatementId> statements;
};

/// Errors: bad_input for none or too many, not_found, conflict where personal texts were destroyed.
/// Not on the engine thread.
[[nodiscard]] base::Result<CaseScope> scope_of(const engine::Engine& engine,
                                               std::vector<desk::CaseId> cases);

/// The transfers of the scope's accounts, each once, by time. The effort bounds the transfers in
/// the list, and twice as many looked at; over it the list is cut and says so.
[[nodiscard]] workbench::Payments payments_of(const fund::Graph& graph, fund::Snapshot snapshot,
                                              const CaseScope& scope,
                                              const workbench::Scope& within);

/// What rows of the scope's statements say beside transfers below the snapshot, and who holds
/// accounts. Not on the engine thread.
[[nodiscard]] workbench::Marks marks_of(const engine::Engine& engine, fund::Snapshot snapshot,
                                        const CaseScope& scope);

/// Asked of the scope at the snapshot.
[[nodiscard]] base::Result<workbench::Answered> ask_cases(const engine::Engine& engine,
                                                          fund::Snapshot snapshot,
                                                          const CaseScope& scope,
                                                          const workbench::Asking& asking);

}  // namespace holdfast::analyst
