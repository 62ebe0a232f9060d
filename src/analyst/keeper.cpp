#include "analyst/keeper.hpp"

#include <algorithm>

#include "base/digest.hpp"
#include "base/log.hpp"
#include "base/thread_name.hpp"
#include "engine/views.hpp"

namespace holdfast::analyst {

namespace {

constexpr std::size_t error_bytes_max = 300;

}  // namespace

workbench::Asking asking_of(const desk::Analysis& analysis, base::Instant now) {
  workbench::Asking asking{.question = analysis.question,
                           .options = {},
                           .accounts = analysis.accounts,
                           .now = now,
                           .effort = console_effort};
  for (const auto& option : analysis.options) {
    asking.options[option.name] = option.text;
  }
  return asking;
}

desk::AnalysisRun run_of(const base::Result<workbench::Answered>& answer, fund::Snapshot snapshot) {
  desk::AnalysisRun run;
  run.as_of = base::Sequence{snapshot.value()};
  if (!answer) {
    run.error = answer.error().message.substr(0, error_bytes_max);
    return run;
  }
  const auto& table = answer->table;
  run.rows = table.rows.size();
  if (table.truncated) {
    run.limit = flow::to_text(table.truncated->limit);
  }
  const workbench::Names names{.account = [](base::AccountId one) { return engine::to_text(one); },
                               .transfer = [](base::Sequence one) { return engine::to_text(one); }};
  run.digest = base::to_hex(base::sha256(to_csv(table, names)));
  for (const auto& row : table.rows) {
    for (const auto& cell : row) {
      run.accounts.insert(run.accounts.end(), cell.accounts.begin(), cell.accounts.end());
    }
  }
  return run;
}

Keeper::Keeper(engine::Engine& engine, KeeperPace pace) : engine_(engine), pace_(pace) {
  thread_ = std::thread{[this] {
    base::name_thread("analyses");
    run();
  }};
}

Keeper::~Keeper() {
  {
    const std::scoped_lock held{lock_};
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void Keeper::run() {
  for (;;) {
    {
      std::unique_lock held{lock_};
      wake_.wait_for(held, pace_.look, [this] { return stopping_; });
      if (stopping_) {
        return;
      }
    }
    look();
  }
}

std::vector<desk::AnalysisId> Keeper::ids() const {
  std::vector<desk::AnalysisId> ids;
  engine_.read([&](const core::State& state) {
    ids.reserve(state.analyses.size());
    for (const auto& [id, analysis] : state.analyses) {
      ids.push_back(id);
    }
  });
  return ids;
}

std::optional<desk::Analysis> Keeper::find(desk::AnalysisId id) const {
  std::optional<desk::Analysis> found;
  engine_.read([&](const core::State& state) {
    if (const auto at = state.analyses.find(id); at != state.analyses.end()) {
      found = at->second;
    }
  });
  return found;
}

void Keeper::look() {
  const auto all = ids();
  std::erase_if(marks_, [&](const auto& each) {
    return !std::binary_search(all.begin(), all.end(), each.first);
  });
  for (const auto id : all) {
    {
      const std::scoped_lock held{lock_};
      if (stopping_) {
        return;
      }
    }
    if (const auto analysis = find(id)) {
      consider(*analysis);
    }
  }
}

void Keeper::consider(const desk::Analysis& analysis) {
  const auto scope = scope_of(engine_, analysis.cases);
  if (!scope) {
    return;  // its case was erased: nothing can be asked of it any more
  }
  Mark now;
  for (const auto account : scope->accounts) {
    now.entries += engine_.world().graph().entry_count(account);
  }
  now.accounts = scope->accounts.size();
  now.asked_at = std::chrono::steady_clock::now();
  const auto before = marks_.find(analysis.id);
  if (before != marks_.end()) {
    const bool is_soon = now.asked_at - before->second.asked_at < pace_.again;
    if (before->second == now || is_soon) {
      return;
    }
  }
  marks_[analysis.id] = now;
  const auto snapshot = engine_.durable();
  const auto answer = ask_cases(engine_, snapshot, *scope, asking_of(analysis, engine_.now()));
  auto run = run_of(answer, snapshot);
  const auto& last = analysis.run;
  // After a restart everything is asked once more; what says the same is not noted again.
  if (last && last->digest == run.digest && last->error == run.error) {
    return;
  }
  const auto done = engine_.submit_and_wait({"engine"}, core::NoteAnalysisRun{analysis.id, run});
  if (!done && done.error().code != base::ErrorCode::not_found) {
    base::log_warn("{}: {}", desk::to_text(analysis.id), done.error().message);
  }
}

}  // namespace holdfast::analyst
