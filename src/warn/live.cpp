#include "warn/live.hpp"

#include <algorithm>
#include <array>

namespace holdfast::warn {

namespace {

constexpr auto late_from = std::chrono::hours{1};
constexpr double no_reasons = 2;  // above all scores

/// A rule asks; a reason states.
std::string statement_of(std::string_view question) {
  constexpr std::string_view mark = "？";
  if (question.ends_with(mark)) {
    question.remove_suffix(mark.size());
  }
  return std::string{question};
}

}  // namespace

Live::Live(std::shared_ptr<const Scale> scale)
    : scale_(std::move(scale)),
      first_width_(features_of(scale_->model.target, Round::first).size()),
      watch_(0),
      row_(features_of(scale_->model.target, Round::second).size()) {}

std::optional<AccountId> Live::find(AccountId account) const {
  if (account.value() >= numbers_.size() || numbers_[account.value()] == 0) {
    return std::nullopt;
  }
  return AccountId{numbers_[account.value()] - 1};
}

AccountId Live::number_of(AccountId account) {
  if (const auto number = find(account)) {
    return *number;
  }
  if (account.value() >= numbers_.size()) {
    numbers_.resize(account.value() + 1 + account.value() / 2);
  }
  const auto number = static_cast<std::uint32_t>(known_.size());
  known_.push_back(account);
  numbers_[account.value()] = number + 1;
  is_waiting_.push_back(false);
  watch_.make_room(known_.size());
  return AccountId{number};
}

void Live::take(Movement movement, Looks looks) {
  if (movement.time + late_from < time_) {
    ++late_;
  }
  time_ = std::max(movement.time, time_);
  movement.time = time_;
  movement.payer = number_of(movement.payer);
  movement.payee = number_of(movement.payee);
  watch_.take(movement);
  if (scale_->model.target == Target::transfer) {
    if (looks != Looks::never) {
      look_at_transfer(movement);  // a transfer cannot be looked at later
    }
    return;
  }
  const std::array both{movement.payer, movement.payee};
  for (const AccountId number : std::span(both).first(movement.payer == movement.payee ? 1 : 2)) {
    if (looks == Looks::never || !watch_.is_due(number)) {
      continue;
    }
    if (looks == Looks::now) {
      look(number);
    } else if (!is_waiting_[number.value()]) {
      is_waiting_[number.value()] = true;
      waiting_.push_back(number);
    }
  }
}

bool Live::look_at_waiting() {
  if (waiting_.empty()) {
    return false;
  }
  const AccountId number = waiting_.back();
  waiting_.pop_back();
  is_waiting_[number.value()] = false;
  look(number);
  return true;
}

void Live::look_at_all(const std::function<bool()>& goes_on) {
  if (scale_->model.target == Target::transfer) {
    return;
  }
  watch_.take_stock();
  for (std::uint32_t number = 0; number < known_.size() && goes_on(); ++number) {
    watch_.account_row(AccountId{number}, first_row());
    watch_.note(AccountId{number}, scale_->first.margin(first_row()));
  }
}

void Live::look(AccountId number) {
  Opinion opinion = opinion_of(number, Depth::course, no_reasons);
  if (!opinion.is_flagged) {
    if (const auto found = flags_.find(known_[number.value()]);
        found != flags_.end() && opinion.margin > std::numeric_limits<float>::lowest()) {
      opinion.reasons = found->second.latest.reasons;
      found->second.latest = std::move(opinion);
    }
    return;
  }
  note_flag(number, std::move(opinion));
}

void Live::look_at_transfer(const Movement& movement) {
  Opinion opinion = opinion_of_transfer(movement, no_reasons);
  if (opinion.is_flagged) {
    note_flag(movement.payee, std::move(opinion));
  }
}

void Live::note_flag(AccountId number, Opinion opinion) {
  const AccountId account = known_[number.value()];
  if (opinion.margin > std::numeric_limits<float>::lowest()) {
    auto reasons = reasons_of(scale_->model, row_);
    reasons.insert(reasons.end(), opinion.reasons.begin(), opinion.reasons.end());
    opinion.reasons = std::move(reasons);
  }
  if (const auto found = flags_.find(account); found != flags_.end()) {
    found->second.latest = std::move(opinion);
    return;
  }
  if (flags_.size() == flags_max) {
    flags_.erase(std::ranges::min_element(flags_, {},
                                          [](const auto& each) { return each.second.movement; }));
  }
  flags_.emplace(account, Flag{account, time_, movements() - 1, opinion, opinion});
}

/// The row stays as it is: reasons may be read off it.
Opinion Live::opinion_of(AccountId number, Depth depth, double reasons_from) {
  const Model& model = scale_->model;
  watch_.account_row(number, first_row());
  const float first = scale_->first.margin(first_row());
  watch_.note(number, first);
  Opinion opinion;
  if (depth == Depth::whole || first >= model.bar) {
    watch_.account_scores(number, score_row());
    opinion.margin = combine(first, scale_->second.margin(row_));
    opinion.score = static_cast<double>(score_of(model, opinion.margin));
    opinion.is_flagged = opinion.margin >= model.threshold;
  }
  std::vector<Reason> ruled;
  for (const WarnRule& rule : scale_->rules) {
    if (!rule.is_asked_at(time_) || !rule.when.holds(first_row())) {
      continue;
    }
    opinion.score = std::max(opinion.score, rule.least);
    opinion.is_flagged = opinion.is_flagged || rule.least > 0;
    if (opinion.pattern.empty()) {
      opinion.pattern = rule.pattern;
    }
    ruled.push_back({rule.code, statement_of(rule.question)});
  }
  if (opinion.score >= reasons_from && depth == Depth::whole) {
    opinion.reasons = reasons_of(model, row_);
  }
  opinion.reasons.insert(opinion.reasons.end(), ruled.begin(), ruled.end());
  return opinion;
}

Opinion Live::opinion_of_transfer(const Movement& movement, double reasons_from) {
  const Model& model = scale_->model;
  watch_.transfer_row(first_row());
  const float first = scale_->first.margin(first_row());
  watch_.note(movement.payer, first);
  if (movement.payee != movement.payer) {
    watch_.note(movement.payee, first);
  }
  watch_.transfer_scores(score_row());
  Opinion opinion;
  opinion.margin = combine(first, scale_->second.margin(row_));
  opinion.score = static_cast<double>(score_of(model, opinion.margin));
  opinion.is_flagged = opinion.margin >= model.threshold;
  if (opinion.score >= reasons_from) {
    opinion.reasons = reasons_of(model, row_);
  }
  return opinion;
}

Opinion Live::ask(const Payment& payment, double reasons_from) {
  // Whoever is not known stands in one of two places that nobody has taken yet.
  watch_.make_room(known_.size() + 2);
  const auto stranger = static_cast<std::uint32_t>(known_.size());
  const auto known = [&](const std::optional<AccountId>& account) {
    return account ? find(*account) : std::nullopt;
  };
  const Movement movement{
      std::max(payment.time, time_), known(payment.payer).value_or(AccountId{stranger}),
      known(payment.payee).value_or(AccountId{stranger + 1}), payment.amount, payment.kind};
  const base::Instant now = std::exchange(time_, movement.time);  // what rules are asked at
  Opinion opinion;
  watch_.try_out(movement, [&] {
    if (scale_->model.target == Target::transfer) {
      opinion = opinion_of_transfer(movement, reasons_from);
      return;
    }
    // In the order in which the course would look; whom it would pass over comes last, since it
    // must not be noted before.
    const std::array both{movement.payer, movement.payee};
    const std::size_t sides = movement.payer == movement.payee ? 1 : 2;
    std::array<Opinion, 2> opinions;
    for (const bool is_due : {true, false}) {
      for (std::size_t i = 0; i < sides; ++i) {
        if (watch_.is_due(both[i]) == is_due) {
          opinions[i] = opinion_of(both[i], Depth::whole, reasons_from);
        }
      }
    }
    const bool of_payer = sides == 1 || opinions[0].score > opinions[1].score;
    opinion = std::move(opinions[of_payer ? 0 : 1]);
    opinion.of_payer = of_payer;
  });
  time_ = now;
  watch_.make_room(known_.size());
  return opinion;
}

std::size_t Live::bytes() const {
  return watch_.bytes() + numbers_.capacity() * sizeof(std::uint32_t) +
         known_.capacity() * sizeof(AccountId);
}

}  // namespace holdfast::warn
