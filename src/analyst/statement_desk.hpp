// Where statements wait and are worked on: files that were sent, previews and imports that one
// worker takes in turn, and what is known of each while the process lasts. Any thread.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "analyst/statement_importer.hpp"
#include "analyst/statement_preview.hpp"
#include "engine/engine.hpp"

namespace holdfast::analyst {

struct StatementLimits {
  std::uint64_t file_bytes_max = std::uint64_t{512} << 20;
  std::uint64_t spool_bytes_max = std::uint64_t{4} << 30;  // of all files together
  std::size_t files_max = 20;                              // of one import
  std::size_t waiting_max = 20;                            // previews and imports
  std::size_t uploads_max = 200;
  base::Milliseconds kept_for = std::chrono::hours{6};  // files, previews and refused rows
};

enum class JobState : std::uint8_t { waiting, running, done, failed };
[[nodiscard]] std::string_view to_text(JobState state);

/// What is known of a preview or an import.
struct JobView {
  JobState state = JobState::waiting;
  std::uint64_t bytes_done = 0;
  std::uint64_t bytes_total = 0;
  std::uint64_t rows = 0;
  std::uint64_t fresh = 0;
  std::uint64_t known = 0;
  std::uint64_t refused = 0;
  std::string error;
  std::shared_ptr<const StatementPreview> preview;  // of a preview that is done
  std::shared_ptr<const SpooledFile> rejects;       // of an import that is done
};

class StatementDesk {
 public:
  /// Files are spooled in `folder`; `new_token` makes texts that nobody can guess. The engine must
  /// outlive it.
  StatementDesk(engine::Engine& engine, std::filesystem::path folder,
                std::function<std::string()> new_token, StatementLimits limits = {});
  ~StatementDesk();
  StatementDesk(const StatementDesk&) = delete;
  StatementDesk& operator=(const StatementDesk&) = delete;

  [[nodiscard]] const StatementLimits& limits() const { return limits_; }

  /// A file to be written to. Errors: io.
  [[nodiscard]] base::Result<std::unique_ptr<SpooledFile>> new_file() const;
  /// Keeps a finished file for `who`; its token. Errors: too_many.
  [[nodiscard]] base::Result<std::string> keep(std::string who, std::unique_ptr<SpooledFile> file);
  /// Errors: not_found for one that is not theirs, or went in the meantime.
  [[nodiscard]] base::Result<std::shared_ptr<const SpooledFile>> kept(const std::string& token,
                                                                      const std::string& who);

  /// The token of a preview that waits its turn. Errors: too_many.
  [[nodiscard]] base::Result<std::string> preview(std::string who, StatementPlan plan);
  /// The statement was begun by `who`, durably. What cannot wait any more is told as its end.
  void import(std::string who, desk::StatementId statement, StatementPlan plan);

  /// Errors: not_found for one that is not theirs, or went in the meantime.
  [[nodiscard]] base::Result<JobView> preview_of(const std::string& token, const std::string& who);
  /// Nothing for an import of another process, or of long ago.
  [[nodiscard]] std::optional<JobView> import_of(desk::StatementId statement);

 private:
  struct Job {
    std::string who;
    StatementPlan plan;
    std::optional<desk::StatementId> statement;  // none: a preview
    ImportCounts counts;
    std::atomic<std::uint64_t> bytes_done{0};
    std::uint64_t bytes_total = 0;
    base::Instant begun;
    // Guarded by the desk's lock.
    JobState state = JobState::waiting;
    std::string error;
    std::shared_ptr<const StatementPreview> preview;
    std::shared_ptr<const SpooledFile> rejects;
  };
  struct Upload {
    std::string who;
    std::shared_ptr<const SpooledFile> file;
    base::Instant at;
  };
  void run();
  void work_on(Job& job);
  void make_preview(Job& job);
  void make_import(Job& job);
  void finish(Job& job, std::string error);
  void forget_old();  // lock held
  [[nodiscard]] std::shared_ptr<Job> job_of(std::string who, StatementPlan plan) const;
  [[nodiscard]] static JobView view_of(const Job& job);

  engine::Engine& engine_;
  const std::filesystem::path folder_;
  const std::function<std::string()> new_token_;
  const StatementLimits limits_;
  const std::shared_ptr<SpoolBudget> budget_;

  std::mutex lock_;
  std::condition_variable arrived_;
  std::map<std::string, Upload> uploads_;                 // by token
  std::map<std::string, std::shared_ptr<Job>> previews_;  // by token
  std::map<desk::StatementId, std::shared_ptr<Job>> imports_;
  std::deque<std::shared_ptr<Job>> waiting_;
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace holdfast::analyst
