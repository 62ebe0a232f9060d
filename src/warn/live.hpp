// Early warning on a stream that goes on: takes movements as they become known, looks at whom each
// concerns exactly as judging a history does, keeps who was flagged and why, and answers what a
// payment that has not happened would look like. One thread at a time.
//
// Whatever moved in history and is told of late is taken when it is told, at the time of the newest
// movement: nothing that was known before changes. Accounts are numbered in the order in which they
// first move, so that memory is taken for those only.
#pragma once

#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "warn/judge.hpp"
#include "warn/rules.hpp"
#include "warn/watch.hpp"

namespace holdfast::warn {

/// A model and rules beside it, laid out to be asked. Immutable, any thread.
struct Scale {
  Scale(Model with, std::vector<WarnRule> beside)
      : model(std::move(with)),
        first(model.first),
        second(model.second),
        rules(std::move(beside)) {}

  const Model model;
  const FlatForest first;
  const FlatForest second;
  const std::vector<WarnRule> rules;
};

/// What is thought of an account, or of a payment.
struct Opinion {
  float margin = std::numeric_limits<float>::lowest();  // of the model alone
  double score = 0;                                     // with the rules: 0 to 1
  bool is_flagged = false;      // the model's threshold is reached, or a rule says so
  bool of_payer = false;        // of a payment: the payer's account weighs more
  std::string pattern;          // what the first rule that holds and has a name for it calls it
  std::vector<Reason> reasons;  // where asked for
};

struct Flag {
  AccountId account;
  base::Instant since;
  std::size_t movement = 0;  // the how-manieth it was that was taken then, from 0
  Opinion first;             // of then
  Opinion latest;            // of the last look
};

class Live {
 public:
  explicit Live(std::shared_ptr<const Scale> scale);

  enum class Looks {
    now,    // at whom the movement concerns, where a look is due
    later,  // they wait for look_at_waiting
    never,  // history that is only learned about
  };
  void take(Movement movement, Looks looks = Looks::now);
  /// At one account that waits. False when none does.
  bool look_at_waiting();
  [[nodiscard]] std::size_t waiting() const { return waiting_.size(); }
  /// At every account once, so that each knows what is thought of the others; as long as `goes_on`
  /// says so.
  void look_at_all(const std::function<bool()>& goes_on);

  struct Payment {
    base::Instant time;
    std::optional<AccountId> payer;  // nothing: of neither anything is known
    std::optional<AccountId> payee;
    base::Fen amount;
    fund::Kind kind = fund::Kind::transfer;
  };
  /// What would be thought if the payment happened now. Reasons are told from that score on.
  /// Changes nothing.
  [[nodiscard]] Opinion ask(const Payment& payment, double reasons_from);

  /// By account, at most `flags_max`: those flagged first go first.
  static constexpr std::size_t flags_max = 10'000;
  [[nodiscard]] const std::unordered_map<AccountId, Flag>& flags() const { return flags_; }
  [[nodiscard]] std::size_t movements() const { return watch_.book().movements(); }
  /// Of them, those told of more than an hour late.
  [[nodiscard]] std::size_t late() const { return late_; }
  [[nodiscard]] std::size_t accounts() const { return known_.size(); }
  /// Memory taken, about.
  [[nodiscard]] std::size_t bytes() const;

 private:
  enum class Depth { course, whole };  // as in the course of a history; or both rounds always
  AccountId number_of(AccountId account);
  [[nodiscard]] std::optional<AccountId> find(AccountId account) const;
  void look(AccountId number);
  void look_at_transfer(const Movement& movement);
  [[nodiscard]] Opinion opinion_of(AccountId number, Depth depth, double reasons_from);
  [[nodiscard]] Opinion opinion_of_transfer(const Movement& movement, double reasons_from);
  void note_flag(AccountId number, Opinion opinion);

  [[nodiscard]] std::span<float> first_row() { return std::span(row_).first(first_width_); }
  [[nodiscard]] std::span<float> score_row() { return std::span(row_).subspan(first_width_); }

  const std::shared_ptr<const Scale> scale_;
  const std::size_t first_width_;
  Watch watch_;
  std::vector<float> row_;
  std::vector<std::uint32_t> numbers_;  // by account: its number plus one, 0 where it never moved
  std::vector<AccountId> known_;        // by number
  base::Instant time_;
  std::size_t late_ = 0;
  std::vector<AccountId> waiting_;  // numbers
  std::vector<bool> is_waiting_;    // by number
  std::unordered_map<AccountId, Flag> flags_;
};

}  // namespace holdfast::warn
