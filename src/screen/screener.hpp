// Payment screening beside the engine: follows which versions of the model and its rules the
// journal says are active and in the shadow, keeps each on the running feed, and judges payments by
// them. What follows from a judgement the core decides. Any thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_set>
#include <vector>

#include "core/screening.hpp"
#include "engine/engine.hpp"
#include "screen/files.hpp"
#include "screen/follower.hpp"

namespace holdfast::screen {

struct ScreenerOptions {
  Files files;
  // What judges where the journal names no version yet, as bytes.
  std::string model;
  std::string rules;
  FollowLimits limits = {};
  /// How often the accounts that the active version flags are written down.
  std::chrono::milliseconds flags_noted_every{10'000};
};

/// A payment as an institution tells it, accounts as the feeds know them.
struct Question {
  std::optional<base::AccountId> payer;
  std::optional<base::AccountId> payee;
  base::Fen amount;
  base::Instant time;
  fund::Kind kind = fund::Kind::transfer;
};

/// What the versions say of it: the members of core::ScreenPayment.
struct Answer {
  std::optional<desk::Judgement> judged;
  desk::Unjudged unjudged = desk::Unjudged::none;
  std::optional<desk::Judgement> shadow;
  std::vector<desk::ScreenReason> reasons;
  std::vector<base::Sequence> transfers;
};

/// A judged payment as it is remembered for the choice of thresholds.
struct Weighed {
  std::int64_t score = 0;  // millionths
  base::Fen amount;
  std::optional<base::AccountId> payee;
};

class Screener {
 public:
  /// Ready to be asked on return, if only to say that it is warming. The engine must outlive it.
  /// Errors: what is wrong with the model or the rules; io.
  [[nodiscard]] static base::Result<std::unique_ptr<Screener>> start(engine::Engine& engine,
                                                                     ScreenerOptions options);
  ~Screener();
  Screener(const Screener&) = delete;
  Screener& operator=(const Screener&) = delete;

  [[nodiscard]] Answer judge(const Question& question);
  /// A judged payment counts for the choice of thresholds. The newest `weighed_max` since the start
  /// are remembered.
  static constexpr std::size_t weighed_max = 200'000;
  void note(const desk::Screening& screening);
  [[nodiscard]] std::vector<Weighed> weighed() const;
  /// As the state has them, half a second old at most.
  [[nodiscard]] core::EffectiveTerms terms(const std::string& institution) const;

  /// The follower of the active version; null while its files are not at hand.
  [[nodiscard]] std::shared_ptr<Follower> active() const;
  [[nodiscard]] std::shared_ptr<Follower> candidate() const;
  [[nodiscard]] const Files& files() const { return options_.files; }
  /// Looks at the journal's word now: after a version was proposed, activated or withdrawn.
  void refresh();

 private:
  struct Version {
    desk::ScoringId id;
    core::Thresholds thresholds;
    std::shared_ptr<Follower> follower;  // null: its files are not at hand
  };
  struct Versions {
    std::optional<Version> active;
    std::optional<Version> candidate;
    std::map<std::string, core::EffectiveTerms, std::less<>> terms;  // of those with their own
    core::EffectiveTerms terms_of_others;
  };

  Screener(engine::Engine& engine, ScreenerOptions options);
  [[nodiscard]] base::Result<void> adopt();
  void run();
  void note_flags();
  [[nodiscard]] std::shared_ptr<const Versions> versions() const;
  [[nodiscard]] std::shared_ptr<Follower> follower_of(const desk::Scoring& scoring,
                                                      const Versions& before);
  [[nodiscard]] std::vector<base::Sequence> shown_by(base::AccountId account) const;

  engine::Engine& engine_;
  const ScreenerOptions options_;
  mutable std::mutex lock_;  // guards what follows
  std::condition_variable changed_;
  std::shared_ptr<const Versions> versions_;
  bool is_stopping_ = false;
  mutable std::mutex weighed_lock_;
  std::vector<Weighed> weighed_;  // in a circle
  std::size_t next_weighed_ = 0;
  // The thread's own: which accounts of which version are written down already.
  desk::ScoringId noted_of_;
  std::unordered_set<base::AccountId> noted_;
  std::chrono::steady_clock::time_point next_noting_{};
  std::mutex refreshing_;
  std::string refused_;  // the version whose files could not be read: said once
  std::thread thread_;
};

/// A model and rules as they lie in files. Errors: corrupt, bad_input.
[[nodiscard]] base::Result<std::shared_ptr<const warn::Scale>> read_scale(std::string_view model,
                                                                          std::string_view rules);

}  // namespace holdfast::screen
