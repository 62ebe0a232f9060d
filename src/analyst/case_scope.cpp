#include "analyst/case_scope.hpp"

#include <algorithm>
#include <fmt/core.h>
#include <set>

#include "analyst/marks_text.hpp"
#include "fund/graph_seek.hpp"

namespace holdfast::analyst {

namespace {

void add_accounts(const core::State& state, const desk::CaseFile& file, CaseScope& scope) {
  for (const auto& [account, need] : file.needs) {
    if (need.exit == desk::ExitKind::none) {
      scope.accounts.push_back(account);
    }
  }
  for (const auto& loss : file.losses) {
    if (loss.payee) {
      const auto need = file.needs.find(*loss.payee);
      if (need == file.needs.end() || need->second.exit == desk::ExitKind::none) {
        scope.accounts.push_back(*loss.payee);
      }
    }
  }
  const auto found = state.statements_of.find(file.id);
  if (found == state.statements_of.end()) {
    return;
  }
  for (const auto id : found->second) {
    scope.statements.push_back(id);
    if (const auto& outcome = state.statements.at(id).outcome) {
      for (const auto& each : outcome->accounts) {
        scope.accounts.push_back(each.account);
      }
    }
  }
}

base::Result<void> add_case(const core::State& state, desk::CaseId id, CaseScope& scope) {
  const auto file = state.cases.find(id);
  if (file == state.cases.end()) {
    return base::Error{base::ErrorCode::not_found, fmt::format("no case {}", order::to_text(id)),
                       "/cases"};
  }
  if (desk::is_erased(file->second)) {
    return base::Error{base::ErrorCode::conflict,
                       fmt::format("{} 的个人信息已销毁", order::to_text(id)), "/cases"};
  }
  add_accounts(state, file->second, scope);
  return {};
}

template <typename Each>
void sort_once(std::vector<Each>& all) {
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
}

}  // namespace

base::Result<CaseScope> scope_of(const engine::Engine& engine, std::vector<desk::CaseId> cases) {
  sort_once(cases);
  if (cases.empty() || cases.size() > scope_cases_max) {
    return base::Error{base::ErrorCode::bad_input, fmt::format("1 到 {} 个案件", scope_cases_max),
                       "/cases"};
  }
  CaseScope scope;
  scope.cases = std::move(cases);
  for (const auto id : scope.cases) {
    // One look a case: each may have thousands of accounts, and the engine waits meanwhile.
    base::Result<void> added;
    engine.read([&](const core::State& state) { added = add_case(state, id, scope); });
    if (!added) {
      return added.error();
    }
  }
  sort_once(scope.accounts);
  sort_once(scope.statements);
  return scope;
}

workbench::Payments payments_of(const fund::Graph& graph, fund::Snapshot snapshot,
                                const CaseScope& scope, const workbench::Scope& within) {
  workbench::Payments payments;
  const auto most = within.effort.transfers.value_or(~std::uint64_t{0} / 2);
  std::uint64_t looked_at = 0;
  for (const auto account : scope.accounts) {
    auto log = graph.seek(account, snapshot, {within.range.first, fund::Sequence{0}});
    while (const auto sequence = log.next()) {
      if (++looked_at > 2 * most) {
        payments.truncated = flow::Truncated{flow::Limit::transfers, most};
        break;
      }
      const auto one = graph.counted(*sequence, snapshot);
      if (one.time > within.range.last) {
        break;
      }
      if (fund::is_payment(one.kind) && one.amount >= within.amount_min) {
        payments.rows.push_back({one.time, *sequence, one.payer, one.payee, one.amount, one.kind});
      }
    }
  }
  auto& rows = payments.rows;
  std::ranges::sort(rows, {}, [](const workbench::Payment& one) {
    return fund::Key{one.time, one.sequence};
  });
  const auto twice = std::ranges::unique(rows, {}, &workbench::Payment::sequence);
  rows.erase(twice.begin(), twice.end());
  if (rows.size() > most) {
    rows.resize(most);
    payments.truncated = flow::Truncated{flow::Limit::transfers, most};
  }
  return payments;
}

workbench::Marks marks_of(const engine::Engine& engine, fund::Snapshot snapshot,
                          const CaseScope& scope) {
  workbench::Marks marks;
  const auto& graph = engine.world().graph();
  for (const auto id : scope.statements) {
    for (std::size_t piece = 0;; ++piece) {
      // A piece a look, for the same reason.
      std::optional<desk::StatementMarks> told;
      engine.read([&](const core::State& state) {
        const auto found = state.statements.find(id);
        if (found != state.statements.end() && piece < found->second.marks.size()) {
          told = found->second.marks[piece];
        }
      });
      if (!told) {
        break;
      }
      for_each_mark(*told, [&](const MarkedRow& row) {
        if (row.transfer.value() >= snapshot.value()) {
          return;
        }
        const auto parties = graph.parties(row.transfer);
        marks.add_row(row.teller == Teller::payee ? parties.payee : parties.payer,
                      graph.time_of(row.transfer), row.transfer, row.marks);
      });
      for (const auto& holder : told->holders) {
        marks.add_holder(holder.account, workbench::SharedKind::holder, holder.identity.text);
        marks.add_holder(holder.account, workbench::SharedKind::phone, holder.phone.text);
      }
    }
  }
  return marks;
}

base::Result<workbench::Answered> ask_cases(const engine::Engine& engine, fund::Snapshot snapshot,
                                            const CaseScope& scope,
                                            const workbench::Asking& asking) {
  return workbench::ask(asking, {.payments =
                                     [&](const workbench::Scope& within) {
                                       return payments_of(engine.world().graph(), snapshot, scope,
                                                          within);
                                     },
                                 .marks = [&]() -> base::Result<workbench::Marks> {
                                   return marks_of(engine, snapshot, scope);
                                 }});
}

}  // namespace holdfast::analyst
