#include "engine/notice_lane.hpp"

#include <algorithm>

#include "engine/turn.hpp"

namespace holdfast::engine {

namespace {

constexpr std::size_t in_flight_max = 32;
constexpr int failures_max = 20;  // about a quarter of an hour of trying
constexpr base::Milliseconds pause_max{60'000};

using dissuade::NoticeState;
using dissuade::Step;

/// Nothing more is sent for a warning that is over, or whose round has passed.
const dissuade::Notice* waiting_notice(const dissuade::Warning& warning, Step step, int round) {
  if (warning.state != dissuade::State::open || warning.round != round) {
    return nullptr;
  }
  const auto found = std::find_if(
      warning.notices.begin(), warning.notices.end(), [&](const dissuade::Notice& each) {
        return each.step == step && each.round == round && each.state == NoticeState::waiting;
      });
  return found == warning.notices.end() ? nullptr : &*found;
}

base::Milliseconds pause_after(int failures) {
  return std::min(pause_max, base::Milliseconds{1000} * (1 << std::min(failures, 6)));
}

std::optional<dissuade::WarningId> warning_named(const core::EventBody& body) {
  if (const auto* raised = std::get_if<core::WarningRaised>(&body)) {
    return raised->warning.id;
  }
  if (const auto* named = std::get_if<core::WarnedNamed>(&body)) {
    return named->warning;
  }
  if (const auto* concluded = std::get_if<core::WarningConcluded>(&body)) {
    return concluded->warning;
  }
  if (const auto* checked = std::get_if<core::WarningCheckedBack>(&body)) {
    return checked->warning;
  }
  return std::nullopt;
}

}  // namespace

std::string notice_text(const core::State& state, const dissuade::Warning& warning, Step step,
                        base::Instant at) {
  const auto* rule = state.rules.find(step == Step::sms ? "warn.sms.text" : "warn.call.text", at);
  auto text = rule == nullptr ? std::string{} : rule->text;
  constexpr std::string_view hole = "{type}";
  if (const auto place = text.find(hole); place != std::string::npos) {
    text.replace(place, hole.size(), warning.fraud_type.empty() ? "电信网络" : warning.fraud_type);
  }
  return text;
}

void NoticeLane::join(const dissuade::Warning& warning, base::Instant now) {
  if (notifier_ == nullptr) {
    return;  // people do it: the clock tells them
  }
  for (const auto& notice : warning.notices) {
    if (waiting_notice(warning, notice.step, notice.round) != nullptr) {
      const Key key{warning.id, notice.step, notice.round};
      if (waiting_.try_emplace(key, Waiting{now, 0, false}).second) {
        due_.emplace(now, key);
      }
    }
  }
}

/// Those of a warning for which nothing more is to be sent; what is under way comes back first.
void NoticeLane::leave(const dissuade::Warning& warning) {
  auto at = waiting_.lower_bound(Key{warning.id, {}, 0});
  while (at != waiting_.end() && at->first.warning == warning.id) {
    const auto& [key, waiting] = *at;
    if (waiting.in_flight || waiting_notice(warning, key.step, key.round) != nullptr) {
      ++at;
      continue;
    }
    due_.erase({waiting.next, key});
    at = waiting_.erase(at);
  }
}

void NoticeLane::note(const std::vector<core::Event>& events, const core::State& state,
                      base::Instant now) {
  bool is_new = false;
  for (const auto& event : events) {
    const auto id = warning_named(event.body);
    const auto warning = id ? state.warnings.find(*id) : state.warnings.end();
    if (warning != state.warnings.end()) {
      leave(warning->second);
      join(warning->second, now);
      is_new = true;
    }
  }
  if (is_new) {
    tick(state, now);
  }
}

void NoticeLane::refill(const core::State& state, base::Instant now) {
  for (const auto& [id, warning] : state.warnings) {
    join(warning, now);
  }
  tick(state, now);
}

void NoticeLane::tick(const core::State& state, base::Instant now) {
  while (in_flight_ < in_flight_max && !due_.empty() && due_.begin()->at <= now) {
    const Key key = due_.extract(due_.begin()).value().key;
    const auto warning = state.warnings.find(key.warning);
    if (warning == state.warnings.end() ||
        waiting_notice(warning->second, key.step, key.round) == nullptr) {
      waiting_.erase(key);
      continue;
    }
    waiting_.at(key).in_flight = true;
    ++in_flight_;
    send(key, warning->second, state);
  }
}

void NoticeLane::send(const Key& key, const dissuade::Warning& warning, const core::State& state) {
  const dissuade::Notice named{key.step, key.round, {}, {}, {}};
  notifier_->send(
      {dissuade::notice_key(key.warning, named),
       key.step == Step::sms ? port::NoticeKind::sms : port::NoticeKind::call, warning.phone.text,
       notice_text(state, warning, key.step, state.now), state.drill},
      [this, key](base::Result<port::NoticeAck> ack) {
        inbox_.push_always(
            [this, key, ack = std::move(ack)](Turn& turn) { came_back(turn, key, ack); });
      });
}

void NoticeLane::came_back(Turn& turn, const Key& key, const base::Result<port::NoticeAck>& ack) {
  --in_flight_;
  auto& waiting = waiting_.at(key);
  waiting.in_flight = false;
  const auto move = [&](NoticeState state, const std::string& detail) {
    turn.decide_own(core::MoveNotice{key.warning, key.step, key.round, state, detail});
  };
  if (!ack) {
    const bool is_hopeless = ack.error().code == base::ErrorCode::bad_input ||
                             ack.error().code == base::ErrorCode::forbidden;
    if (++waiting.failures < failures_max && !is_hopeless) {
      waiting.next = turn.now + pause_after(waiting.failures);
      due_.emplace(waiting.next, key);
      return;
    }
    waiting_.erase(key);
    move(NoticeState::failed, ack.error().message);
    return;
  }
  waiting_.erase(key);
  move(NoticeState::sent, {});
  NoticeState result{};
  if (ack->result && boost::describe::enum_from_string(ack->result->c_str(), result) &&
      result != NoticeState::waiting && result != NoticeState::sent) {
    move(result, ack->detail);
  }
}

}  // namespace holdfast::engine
