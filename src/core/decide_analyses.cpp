// Questions of the workbench that somebody keeps.
//
// Refusals of keeping one: its name, question, parameters, accounts; no case or too many, no such
// case, erased; too many of one person. Of a change: no such analysis, somebody else's, its name.
#include <algorithm>
#include <fmt/core.h>

#include "core/drafting.hpp"

namespace holdfast::core {

namespace {

using desk::Analysis;
using desk::AnalysisRun;

constexpr std::size_t analyses_max = 100;  // of one person
constexpr std::size_t name_bytes_max = 96;
constexpr std::size_t question_bytes_max = 32;
constexpr std::size_t options_max = 20;
constexpr std::size_t option_name_bytes_max = 32;
constexpr std::size_t option_text_bytes_max = 200;
constexpr std::size_t accounts_max = 50;
constexpr std::size_t cases_max = 20;
constexpr std::size_t error_bytes_max = 300;

base::Result<void> check_name(std::string_view name) {
  return name.empty() || name.size() > name_bytes_max
             ? base::Result<void>{bad(fmt::format("名称为 1 到 {} 字节", name_bytes_max), "/name")}
             : base::Result<void>{};
}

base::Result<void> check_question(const SaveAnalysis& body) {
  if (body.question.empty() || body.question.size() > question_bytes_max) {
    return bad(fmt::format("1 到 {} 字节", question_bytes_max), "/question");
  }
  const bool fit = body.options.size() <= options_max &&
                   std::all_of(body.options.begin(), body.options.end(), [](const auto& each) {
                     return !each.name.empty() && each.name.size() <= option_name_bytes_max &&
                            each.text.size() <= option_text_bytes_max;
                   });
  if (!fit) {
    return bad("参数过多或者过长", "/options");
  }
  if (body.accounts.size() > accounts_max) {
    return bad(fmt::format("最多 {} 个账户", accounts_max), "/accounts");
  }
  return {};
}

base::Result<void> check_cases(const State& state, const std::vector<desk::CaseId>& cases) {
  if (cases.empty() || cases.size() > cases_max) {
    return bad(fmt::format("1 到 {} 个案件", cases_max), "/cases");
  }
  for (const auto id : cases) {
    const auto file = case_named(state, id);
    if (!file) {
      return file.error();
    }
    if (desk::is_erased(**file)) {
      return refuse(base::ErrorCode::conflict,
                    fmt::format("{} 的个人信息已销毁", order::to_text(id)));
    }
  }
  return {};
}

base::Result<const Analysis*> own_analysis(const Outcome& out, desk::AnalysisId id) {
  const auto found = out.state.analyses.find(id);
  const bool is_seen =
      found != out.state.analyses.end() && (found->second.sharing == desk::Sharing::everyone ||
                                            found->second.owner == out.command.actor);
  if (!is_seen) {
    return refuse(base::ErrorCode::not_found, fmt::format("没有研判 {}", desk::to_text(id)));
  }
  if (found->second.owner != out.command.actor) {
    return refuse(base::ErrorCode::forbidden,
                  fmt::format("{} 由 {} 保存", desk::to_text(id), found->second.owner));
  }
  return &found->second;
}

void sort_and_cut(std::vector<base::AccountId>& accounts) {
  std::sort(accounts.begin(), accounts.end());
  accounts.erase(std::unique(accounts.begin(), accounts.end()), accounts.end());
  accounts.resize(std::min(accounts.size(), desk::analysis_accounts_kept));
}

/// What `run` says beside what was said before.
AnalysisRun beside(const std::optional<AnalysisRun>& before, AnalysisRun run) {
  run.appeared.clear();
  run.vanished.clear();
  sort_and_cut(run.accounts);
  if (!before) {
    return run;
  }
  if (!run.error.empty()) {
    auto kept = *before;
    kept.at = run.at;
    kept.as_of = run.as_of;
    kept.error = run.error;
    return kept;
  }
  if (before->digest == run.digest) {
    run.appeared = before->appeared;
    run.vanished = before->vanished;
    return run;
  }
  const auto& was = before->accounts;
  std::set_difference(run.accounts.begin(), run.accounts.end(), was.begin(), was.end(),
                      std::back_inserter(run.appeared));
  std::set_difference(was.begin(), was.end(), run.accounts.begin(), run.accounts.end(),
                      std::back_inserter(run.vanished));
  return run;
}

}  // namespace

base::Result<void> decide_one(Outcome& out, const SaveAnalysis& body) {
  if (const auto ok = first_fault(
          {check_name(body.name), check_question(body), check_cases(out.state, body.cases)});
      !ok) {
    return ok.error();
  }
  const auto mine =
      std::count_if(out.state.analyses.begin(), out.state.analyses.end(),
                    [&](const auto& each) { return each.second.owner == out.command.actor; });
  if (static_cast<std::size_t>(mine) >= analyses_max) {
    return refuse(base::ErrorCode::conflict, fmt::format("最多保存 {} 个研判", analyses_max));
  }
  Analysis analysis;
  analysis.id = out.new_analysis();
  analysis.owner = out.command.actor;
  analysis.question = body.question;
  analysis.options = body.options;
  analysis.accounts = body.accounts;
  analysis.cases = body.cases;
  std::sort(analysis.cases.begin(), analysis.cases.end());
  analysis.cases.erase(std::unique(analysis.cases.begin(), analysis.cases.end()),
                       analysis.cases.end());
  analysis.name = {base::subject_of(base::SubjectKind::case_file, analysis.cases.front().value()),
                   body.name};
  analysis.sharing = body.sharing;
  analysis.saved_at = out.at;
  out.answer.id = desk::to_text(analysis.id);
  out.add(AnalysisSaved{std::move(analysis)});
  return {};
}

base::Result<void> decide_one(Outcome& out, const ChangeAnalysis& body) {
  const auto analysis = own_analysis(out, body.analysis);
  if (!analysis) {
    return analysis.error();
  }
  if (const auto ok = check_name(body.name); !ok) {
    return ok.error();
  }
  out.answer.id = desk::to_text(body.analysis);
  out.add(AnalysisChanged{body.analysis, {(*analysis)->name.subject, body.name}, body.sharing});
  return {};
}

base::Result<void> decide_one(Outcome& out, const DropAnalysis& body) {
  if (const auto analysis = own_analysis(out, body.analysis); !analysis) {
    return analysis.error();
  }
  out.add(AnalysisDropped{body.analysis});
  return {};
}

base::Result<void> decide_one(Outcome& out, const NoteAnalysisRun& body) {
  const auto found = out.state.analyses.find(body.analysis);
  if (found == out.state.analyses.end()) {
    return refuse(base::ErrorCode::not_found,
                  fmt::format("没有研判 {}", desk::to_text(body.analysis)));
  }
  if (body.run.error.size() > error_bytes_max || body.run.digest.size() > error_bytes_max) {
    return bad("说明过长", "/run");
  }
  auto run = beside(found->second.run, body.run);
  run.at = out.at;
  out.add(AnalysisRan{body.analysis, std::move(run)});
  return {};
}

}  // namespace holdfast::core
