#include "core/reputation.hpp"

#include <algorithm>
#include <map>

#include "person/terms.hpp"

namespace holdfast::core {

namespace {

bool counts(const desk::CaseFile& file) {
  const bool untrue = (file.truth && file.truth->verdict == desk::Verdict::unfounded) ||
                      (file.closed && file.closed->outcome == desk::CaseOutcome::unfounded);
  const bool goes = file.erasure && file.erasure->state != desk::ErasureState::declined;
  return !untrue && !goes && !file.withdrawn;
}

bool is_firm(const desk::CaseFile& file) {
  return file.filed || (file.truth && file.truth->verdict == desk::Verdict::genuine);
}

/// Gathers what is held against one number.
class Weighing {
 public:
  Weighing(const State& state, base::Instant at) : state_(state), at_(at) {}

  void cleared(base::Instant when) {
    if (!cleared_ || *cleared_ < when) {
      cleared_ = when;
    }
  }
  void take_case(const desk::CaseFile& file) {
    if (!counts(file)) {
      return;
    }
    if (cleared_ && file.reported_at <= *cleared_) {
      return;
    }
    ++found_.cases;
    firm_ += is_firm(file) ? 1U : 0U;
    note(file.reported_at);
    if (!file.fraud_type.empty()) {
      ++types_[file.fraud_type];
    }
  }
  void take_told(const indicator::Indicator& told) {
    if (!indicator::is_valid(told, at_) || (cleared_ && told.at <= *cleared_)) {
      return;
    }
    ++found_.told;
    note(told.from);
    longest_ = std::max(longest_, told.until);
    if (!told.type.empty()) {
      ++types_[told.type];
    }
  }
  /// Somebody said so. It makes nothing firm and is never told to all.
  void take_tip(const tip::Tip& tip, const std::string& void_results) {
    const auto* validity = state_.rules.find("tip.hearsay.validity", at_);
    const bool is_looked_at = tip.accepted || tip.way != tip::Way::page || tip.result || tip.reply;
    const bool is_void =
        tip.result && person::has_code(person::coded(void_results), tip.result->code);
    if (validity == nullptr || !is_looked_at || is_void ||
        (cleared_ && tip.taken_at <= *cleared_)) {
      return;
    }
    const auto until = state_.rules.end_of(*validity, tip.taken_at);
    if (until <= at_) {
      return;
    }
    ++found_.tips;
    first_tip_ = std::min(first_tip_.value_or(tip.taken_at), tip.taken_at);
    last_tip_ = std::max(last_tip_, tip.taken_at);
    longest_ = std::max(longest_, until);
    if (!tip.fraud_type.empty()) {
      ++types_[tip.fraud_type];
    }
  }
  [[nodiscard]] std::uint64_t firm() const { return firm_; }

  /// `confirmed`: whether what was gathered is enough for it.
  [[nodiscard]] std::optional<Reputation> result(indicator::Kind kind, bool confirmed) {
    const auto* validity = state_.rules.find("reputation.validity", at_);
    if (validity == nullptr) {
      return std::nullopt;  // a pack from before there was such knowledge
    }
    found_.kind = kind;
    weigh_tips();
    if (found_.cases == 0 && found_.told == 0 && found_.tips == 0) {
      if (!cleared_) {
        return std::nullopt;
      }
      found_.standing = RepStanding::cleared;
      found_.since = found_.last = *cleared_;
      found_.until = state_.rules.end_of(*validity, *cleared_);
      return found_;
    }
    found_.standing = confirmed ? RepStanding::confirmed : RepStanding::suspected;
    // Our own cases are told of for a while, and a partner's word as long as the partner says.
    found_.until = found_.cases > 0 ? state_.rules.end_of(*validity, last_case_) : longest_;
    found_.until = std::max(found_.until, longest_);
    const auto most = std::max_element(
        types_.begin(), types_.end(),
        [](const auto& one, const auto& other) { return one.second < other.second; });
    found_.type = most == types_.end() ? std::string{} : most->first;
    const auto least = state_.rules.find("reputation.public", at_);
    found_.for_all = confirmed || (least != nullptr &&
                                   found_.cases >= static_cast<std::uint64_t>(least->number));
    return found_;
  }

 private:
  void weigh_tips() {
    if (found_.tips == 0) {
      return;
    }
    const bool is_alone = found_.cases == 0 && found_.told == 0;
    found_.since = is_alone ? *first_tip_ : std::min(found_.since, *first_tip_);
    found_.last = std::max(found_.last, last_tip_);
    const auto* cap = state_.rules.find("tip.hearsay.cap", at_);
    found_.hearsay = cap == nullptr ? 0 : cap->number;
  }
  void note(base::Instant when) {
    const bool is_first = found_.cases + found_.told == 1;
    found_.since = is_first ? when : std::min(found_.since, when);
    found_.last = is_first ? when : std::max(found_.last, when);
    if (found_.cases > 0) {
      last_case_ = std::max(last_case_, when);
    }
  }

  const State& state_;
  base::Instant at_;
  Reputation found_;
  std::optional<base::Instant> cleared_;
  base::Instant last_case_;
  base::Instant longest_;
  std::optional<base::Instant> first_tip_;
  base::Instant last_tip_;
  std::uint64_t firm_ = 0;
  std::map<std::string, std::uint64_t> types_;
};

void take_clearing(Weighing& weighing, const State& state, const std::string& digest) {
  if (const auto found = state.indicators.clearings.find(digest);
      found != state.indicators.clearings.end()) {
    weighing.cleared(found->second.at);
  }
}

/// An objection that was upheld lets go of the account.
void take_objections(Weighing& weighing, const State& state, base::AccountId account) {
  if (orders_on(state, account).empty()) {
    return;  // nothing there that anybody could object to
  }
  for (const auto& [id, objection] : state.objections) {
    if (!objection.answered || objection.answered->ruling != desk::Ruling::release) {
      continue;
    }
    const auto order = state.orders.find(objection.order);
    if (order != state.orders.end() && !order->second.mark && order->second.account == account) {
      weighing.cleared(objection.answered->at);
    }
  }
}

bool is_held(const State& state, base::AccountId account) {
  const auto& orders = orders_on(state, account);
  return std::any_of(orders.begin(), orders.end(), [&](order::OrderId id) {
    const auto& order = state.orders.at(id);
    return order.account == account && order::restrains(order.family) &&
           order.family != order::Family::protective_stop && order.state == order::State::in_force;
  });
}

/// The case's money rests at the account, or was reported to be sent there. Shops and counters that
/// it left by are not meant.
bool came_to(const desk::CaseFile& file, base::AccountId account) {
  if (const auto need = file.needs.find(account); need != file.needs.end()) {
    return need->second.exit == desk::ExitKind::none && need->second.received > base::Fen{};
  }
  return std::any_of(file.losses.begin(), file.losses.end(),
                     [&](const desk::Loss& loss) { return loss.payee == account; });
}

indicator::Kind kind_of(const State& state, const std::string& digest) {
  if (const auto told = state.told_of.find(digest); told != state.told_of.end()) {
    return state.indicators.indicators.at(told->second.front()).kind;
  }
  if (const auto named = state.named_in.find(digest); named != state.named_in.end()) {
    for (const auto& trait : state.traits.at(named->second.front())) {
      if (trait.digest.text == digest) {
        return asked_as(trait.kind).value_or(indicator::Kind::account);
      }
    }
  }
  if (const auto named = state.tip_index.naming.find(digest);
      named != state.tip_index.naming.end()) {
    for (const auto& each : state.tips.at(*named->second.begin()).named) {
      if (each.digest.text == digest) {
        return asked_as(each.kind).value_or(indicator::Kind::account);
      }
    }
  }
  const auto cleared = state.indicators.clearings.find(digest);
  return cleared == state.indicators.clearings.end() ? indicator::Kind::account
                                                     : cleared->second.kind;
}

}  // namespace

std::optional<indicator::Kind> asked_as(desk::TraitKind kind) {
  switch (kind) {
    case desk::TraitKind::card:
      return indicator::Kind::account;
    case desk::TraitKind::phone:
      return indicator::Kind::phone;
    case desk::TraitKind::url:
      return indicator::Kind::host;
    case desk::TraitKind::wechat:
      return indicator::Kind::wechat;
    case desk::TraitKind::qq:
      return indicator::Kind::qq;
    case desk::TraitKind::alipay:
      return indicator::Kind::alipay;
    case desk::TraitKind::app:
    case desk::TraitKind::wallet:
    case desk::TraitKind::plate:
    case desk::TraitKind::device:
    case desk::TraitKind::wording:
      break;
  }
  return std::nullopt;
}

std::optional<Reputation> account_reputation(const State& state, base::AccountId account,
                                             const std::string& digest, base::Instant at) {
  Weighing weighing{state, at};
  take_clearing(weighing, state, digest);
  take_objections(weighing, state, account);
  if (const auto found = state.cases_of.find(account); found != state.cases_of.end()) {
    for (const auto id : found->second) {
      const auto& file = state.cases.at(id);
      if (came_to(file, account)) {
        weighing.take_case(file);
      }
    }
  }
  const bool confirmed = weighing.firm() > 0 || is_held(state, account);
  return weighing.result(indicator::Kind::account, confirmed);
}

std::optional<Reputation> reputation(const State& state, const std::string& digest,
                                     base::Instant at) {
  Weighing weighing{state, at};
  take_clearing(weighing, state, digest);
  if (const auto named = state.named_in.find(digest); named != state.named_in.end()) {
    for (const auto id : named->second) {
      weighing.take_case(state.cases.at(id));
    }
  }
  if (const auto told = state.told_of.find(digest); told != state.told_of.end()) {
    for (const auto id : told->second) {
      weighing.take_told(state.indicators.indicators.at(id));
    }
  }
  if (const auto named = state.tip_index.naming.find(digest);
      named != state.tip_index.naming.end()) {
    const auto* rule = state.rules.find("tip.results.void", at);
    const auto& void_results = rule == nullptr ? std::string{} : rule->text;
    for (const auto id : named->second) {
      weighing.take_tip(state.tips.at(id), void_results);
    }
  }
  const auto* enough = state.rules.find("reputation.confirmed", at);
  const bool confirmed =
      enough != nullptr && weighing.firm() >= static_cast<std::uint64_t>(enough->number);
  return weighing.result(kind_of(state, digest), confirmed);
}

}  // namespace holdfast::core
