// Asks kept questions again when transfers of their cases arrived, on a thread of its own, and
// tells the core what came of them. See decision 0122.
#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "analyst/case_scope.hpp"
#include "engine/engine.hpp"

namespace holdfast::analyst {

/// What a question may look at and tell, on the console as here.
inline constexpr flow::Effort console_effort{.accounts = 5000, .transfers = 200'000};

/// As it is asked by the workbench.
[[nodiscard]] workbench::Asking asking_of(const desk::Analysis& analysis, base::Instant now);
/// The run that an answer, or its failure, is noted as.
[[nodiscard]] desk::AnalysisRun run_of(const base::Result<workbench::Answered>& answer,
                                       fund::Snapshot snapshot);

struct KeeperPace {
  base::Milliseconds look = std::chrono::seconds{5};   // how often it looks whether anything moved
  base::Milliseconds again = std::chrono::minutes{1};  // the same question at most so often
};

class Keeper {
 public:
  explicit Keeper(engine::Engine& engine, KeeperPace pace = {});
  ~Keeper();
  Keeper(const Keeper&) = delete;
  Keeper& operator=(const Keeper&) = delete;

 private:
  /// How far the transfers of a question's accounts went when it was last asked.
  struct Mark {
    std::uint64_t entries = 0;  // of all logs of the scope together
    std::size_t accounts = 0;
    std::chrono::steady_clock::time_point asked_at;
    bool operator==(const Mark& other) const {
      return entries == other.entries && accounts == other.accounts;
    }
  };
  void run();
  void look();
  void consider(const desk::Analysis& analysis);
  [[nodiscard]] std::vector<desk::AnalysisId> ids() const;
  [[nodiscard]] std::optional<desk::Analysis> find(desk::AnalysisId id) const;

  engine::Engine& engine_;
  const KeeperPace pace_;
  std::map<desk::AnalysisId, Mark> marks_;  // the thread's own

  std::mutex lock_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace holdfast::analyst
