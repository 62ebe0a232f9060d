#include "analyst/statement_desk.hpp"

#include <algorithm>
#include <array>

#include "base/log.hpp"
#include "base/thread_name.hpp"

namespace holdfast::analyst {

namespace {

base::Error gone() {
  return {base::ErrorCode::not_found, "不存在，或者已过保存时间：请重新上传"};
}

base::Error too_many() {
  return {base::ErrorCode::too_many, "正在处理的流水过多，请稍后再试"};
}

}  // namespace

std::string_view to_text(JobState state) {
  constexpr std::array<std::string_view, 4> names{"waiting", "running", "done", "failed"};
  return names[static_cast<std::size_t>(state)];
}

StatementDesk::StatementDesk(engine::Engine& engine, std::filesystem::path folder,
                             std::function<std::string()> new_token, StatementLimits limits)
    : engine_(engine),
      folder_(std::move(folder)),
      new_token_(std::move(new_token)),
      limits_(limits),
      budget_(std::make_shared<SpoolBudget>(limits.spool_bytes_max)) {
  thread_ = std::thread{[this] {
    base::name_thread("statements");
    run();
  }};
}

StatementDesk::~StatementDesk() {
  stopping_ = true;
  {
    const std::scoped_lock held{lock_};
    waiting_.clear();
  }
  arrived_.notify_all();
  thread_.join();
}

base::Result<std::unique_ptr<SpooledFile>> StatementDesk::new_file() const {
  return SpooledFile::create(folder_, budget_);
}

base::Result<std::string> StatementDesk::keep(std::string who, std::unique_ptr<SpooledFile> file) {
  auto token = new_token_();
  const std::scoped_lock held{lock_};
  forget_old();
  if (uploads_.size() >= limits_.uploads_max) {
    return too_many();
  }
  uploads_[token] = {std::move(who), std::move(file), engine_.now()};
  return token;
}

base::Result<std::shared_ptr<const SpooledFile>> StatementDesk::kept(const std::string& token,
                                                                     const std::string& who) {
  const std::scoped_lock held{lock_};
  forget_old();
  const auto found = uploads_.find(token);
  if (found == uploads_.end() || found->second.who != who) {
    return gone();
  }
  return found->second.file;
}

std::shared_ptr<StatementDesk::Job> StatementDesk::job_of(std::string who,
                                                          StatementPlan plan) const {
  auto job = std::make_shared<Job>();
  job->who = std::move(who);
  job->plan = std::move(plan);
  job->begun = engine_.now();
  for (const auto& file : job->plan.files) {
    job->bytes_total += file.content->size();
  }
  return job;
}

base::Result<std::string> StatementDesk::preview(std::string who, StatementPlan plan) {
  auto job = job_of(std::move(who), std::move(plan));
  auto token = new_token_();
  {
    const std::scoped_lock held{lock_};
    forget_old();
    if (waiting_.size() >= limits_.waiting_max) {
      return too_many();
    }
    previews_[token] = job;
    waiting_.push_back(std::move(job));
  }
  arrived_.notify_one();
  return token;
}

void StatementDesk::import(std::string who, desk::StatementId statement, StatementPlan plan) {
  auto job = job_of(std::move(who), std::move(plan));
  job->statement = statement;
  {
    const std::scoped_lock held{lock_};
    forget_old();
    imports_[statement] = job;
    waiting_.push_back(std::move(job));  // it was begun: it is not turned away
  }
  arrived_.notify_one();
}

base::Result<JobView> StatementDesk::preview_of(const std::string& token, const std::string& who) {
  const std::scoped_lock held{lock_};
  forget_old();
  const auto found = previews_.find(token);
  if (found == previews_.end() || found->second->who != who) {
    return gone();
  }
  return view_of(*found->second);
}

std::optional<JobView> StatementDesk::import_of(desk::StatementId statement) {
  const std::scoped_lock held{lock_};
  const auto found = imports_.find(statement);
  return found == imports_.end() ? std::nullopt : std::optional{view_of(*found->second)};
}

JobView StatementDesk::view_of(const Job& job) {
  return {job.state,        job.bytes_done,     job.bytes_total, job.counts.rows, job.counts.fresh,
          job.counts.known, job.counts.refused, job.error,       job.preview,     job.rejects};
}

void StatementDesk::forget_old() {
  const auto before = engine_.now() - limits_.kept_for;
  std::erase_if(uploads_, [&](const auto& each) { return each.second.at < before; });
  const auto is_over = [&](const auto& each) {
    const auto& job = *each.second;
    const bool is_under_way = job.state == JobState::waiting || job.state == JobState::running;
    return job.begun < before && !is_under_way;
  };
  std::erase_if(previews_, is_over);
  std::erase_if(imports_, is_over);
}

void StatementDesk::run() {
  for (;;) {
    std::shared_ptr<Job> job;
    {
      std::unique_lock held{lock_};
      arrived_.wait(held, [this] { return stopping_ || !waiting_.empty(); });
      if (stopping_) {
        return;
      }
      job = std::move(waiting_.front());
      waiting_.pop_front();
      job->state = JobState::running;
    }
    work_on(*job);
  }
}

void StatementDesk::work_on(Job& job) {
  if (job.statement) {
    make_import(job);
  } else {
    make_preview(job);
  }
}

void StatementDesk::make_preview(Job& job) {
  auto made = std::make_shared<const StatementPreview>(analyst::preview(
      job.plan, [&](std::uint64_t done, std::uint64_t) { job.bytes_done = done; }));
  {
    const std::scoped_lock held{lock_};
    job.preview = std::move(made);
  }
  finish(job, {});
}

void StatementDesk::make_import(Job& job) {
  auto rejects = new_file();
  if (!rejects) {
    base::log_error("{}: {}", desk::to_text(*job.statement), rejects.error().message);
    finish(job, rejects.error().message);
    return;
  }
  StatementImporter importer{{engine_, job.who, *job.statement, job.counts, **rejects, stopping_},
                             job.plan};
  const auto done =
      importer.run([&](std::uint64_t bytes, std::uint64_t) { job.bytes_done = bytes; });
  {
    const std::scoped_lock held{lock_};
    job.rejects = std::move(*rejects);
  }
  if (!done) {
    base::log_error("{}: {}", desk::to_text(*job.statement), done.error().message);
  }
  finish(job, done ? std::string{} : done.error().message);
}

void StatementDesk::finish(Job& job, std::string error) {
  const std::scoped_lock held{lock_};
  job.state = error.empty() ? JobState::done : JobState::failed;
  job.error = std::move(error);
  job.bytes_done = job.bytes_total;
  job.plan.files.clear();  // the files go with their last reader
}

}  // namespace holdfast::analyst
