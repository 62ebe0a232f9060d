// How tips, consultations, rewards, and quizzes that are taken by link change the state.
#include <algorithm>

#include "base/check.hpp"
#include "core/tips.hpp"

namespace holdfast::core {

namespace {

using tip::ClockKind;
using tip::Tip;

Tip& tip_of(State& state, tip::TipId id) {
  const auto found = state.tips.find(id);
  base::check(found != state.tips.end(), "event names a tip that is not there");
  return found->second;
}

/// As a text reads whose key was destroyed, so that a replay with and without the key agree.
void erase(base::Personal& text) {
  if (!text.text.empty()) {
    text.text = base::erased_text;
  }
}

void index_names(State& state, const Tip& tip) {
  for (const auto& each : tip.named) {
    if (!each.digest.text.empty() && !tip.erased_at) {
      state.tip_index.naming[each.digest.text].insert(tip.id);
    }
  }
}

void forget_names(State& state, const Tip& tip) {
  for (const auto& each : tip.named) {
    const auto found = state.tip_index.naming.find(each.digest.text);
    if (found != state.tip_index.naming.end()) {
      found->second.erase(tip.id);
      if (found->second.empty()) {
        state.tip_index.naming.erase(found);
      }
    }
  }
}

/// Notes when the tip's clocks ring next, and whether it waits, after anything about it changed.
void reindex(State& state, const Tip& tip) {
  auto& index = state.tip_index;
  if (const auto known = index.next_ring.find(tip.id); known != index.next_ring.end()) {
    const auto at = index.rings.find(known->second);
    at->second.erase(tip.id);
    if (at->second.empty()) {
      index.rings.erase(at);
    }
    index.next_ring.erase(known);
  }
  if (const auto next = tip::next_ring(tip)) {
    index.rings[*next].insert(tip.id);
    index.next_ring[tip.id] = *next;
  }
  if (tip.way == tip::Way::page && tip::stage_of(tip) == tip::Stage::received) {
    index.waiting.insert(tip.id);
  } else {
    index.waiting.erase(tip.id);
  }
}

void index_tip(State& state, const Tip& tip) {
  state.tip_index.by_code[tip.code] = tip.id;
  index_names(state, tip);
  for (const auto& reward : tip.rewards) {
    if (reward.payment) {
      state.tip_index.receipts[reward.payment->receipt] = tip.id;
    }
  }
  reindex(state, tip);
}

void stop(Tip& tip, ClockKind kind, base::Instant at) {
  for (auto& clock : tip.clocks) {
    if (clock.kind == kind && !clock.stopped) {
      clock.stopped = at;
    }
  }
}

/// Nothing more is to be done but to keep it, and to let go of it.
void finish(Tip& tip, const tip::Clock& kept, base::Instant at) {
  stop(tip, ClockKind::take_on, at);
  stop(tip, ClockKind::finish, at);
  stop(tip, ClockKind::kept, at);
  tip.clocks.push_back(kept);
}

void index_link(State& state, const outreach::QuizLink& link) {
  state.tip_index.link_by_code[link.code] = link.id;
  if (!link.end) {
    state.tip_index.open_links.insert(link.id);
  }
}

}  // namespace

void evolve_tip(State& state, const Event& /*event*/, const TipTaken& body) {
  const auto [place, added] = state.tips.emplace(body.tip.id, body.tip);
  base::check(added, "a tip id was given out twice");
  index_tip(state, place->second);
}

void evolve_tip(State& state, const Event& event, const TipRouted& body) {
  auto& tip = tip_of(state, body.tip);
  tip.kind = body.kind;
  tip.unit = body.unit;
  tip.owner = body.owner;
  tip.accepted.reset();
  stop(tip, ClockKind::take_on, event.at);
  stop(tip, ClockKind::finish, event.at);
  tip.clocks.insert(tip.clocks.end(), body.clocks.begin(), body.clocks.end());
  reindex(state, tip);
}

void evolve_tip(State& state, const Event& event, const TipAccepted& body) {
  auto& tip = tip_of(state, body.tip);
  tip.accepted = tip::Accepted{event.actor, event.at};
  tip.owner = event.actor;
  stop(tip, ClockKind::take_on, event.at);
  reindex(state, tip);
}

void evolve_tip(State& state, const Event& /*event*/, const TipNamesNoted& body) {
  auto& tip = tip_of(state, body.tip);
  forget_names(state, tip);
  tip.named = body.named;
  tip.fraud_type = body.fraud_type;
  index_names(state, tip);
}

void evolve_tip(State& state, const Event& /*event*/, const TipStepTaken& body) {
  tip_of(state, body.tip).steps.push_back(body.step);
}

void evolve_tip(State& state, const Event& event, const TipReplied& body) {
  auto& tip = tip_of(state, body.tip);
  tip.reply = body.reply;
  finish(tip, body.kept, event.at);
  reindex(state, tip);
}

void evolve_tip(State& state, const Event& event, const TipEnded& body) {
  auto& tip = tip_of(state, body.tip);
  tip.result = body.result;
  finish(tip, body.kept, event.at);
  reindex(state, tip);
}

void evolve_tip(State& state, const Event& event, const TipClockRung& body) {
  auto& tip = tip_of(state, body.tip);
  const auto clock = std::find_if(tip.clocks.begin(), tip.clocks.end(), [&](const auto& each) {
    return each.kind == body.clock && !each.stopped && each.told != tip::Told::lapsed;
  });
  base::check(clock != tip.clocks.end(), "a clock of a tip rings that does not run");
  clock->told = body.lapsed ? tip::Told::lapsed : tip::Told::ahead;
  if (body.lapsed && body.clock == ClockKind::take_on && body.unit != tip.unit) {
    tip.unit = body.unit;
    tip.owner.clear();
  }
  if (body.lapsed && body.clock == ClockKind::claim) {
    tip.rewards.back().lapsed = event.at;
  }
  if (body.again) {
    tip.clocks.push_back(*body.again);
  }
  reindex(state, tip);
}

void evolve_tip(State& state, const Event& event, const TipErased& body) {
  auto& tip = tip_of(state, body.tip);
  forget_names(state, tip);
  for (auto& each : tip.named) {
    erase(each.value);
    erase(each.digest);
  }
  for (auto* text : {&tip.text, &tip.place, &tip.reporter.name, &tip.reporter.phone}) {
    erase(*text);
  }
  for (auto& step : tip.steps) {
    erase(step.note);
  }
  if (tip.reply) {
    erase(tip.reply->text);
  }
  if (tip.result) {
    erase(tip.result->note);
    erase(tip.result->reply);
  }
  for (auto& reward : tip.rewards) {
    if (reward.claim) {
      erase(reward.claim->to);
    }
  }
  tip.reporter.phrase.clear();
  tip.erased_at = event.at;
  reindex(state, tip);
}

void evolve_tip(State& state, const Event& /*event*/, const RewardProposed& body) {
  auto& tip = tip_of(state, body.tip);
  base::check(body.reward.number == tip.rewards.size() + 1, "a reward of a tip was left out");
  tip.rewards.push_back(body.reward);
}

void evolve_tip(State& state, const Event& /*event*/, const RewardRuled& body) {
  auto& tip = tip_of(state, body.tip);
  tip.rewards.back().ruling = body.ruling;
  if (body.claim) {
    tip.clocks.push_back(*body.claim);
  }
  reindex(state, tip);
}

void evolve_tip(State& state, const Event& event, const RewardClaimed& body) {
  auto& tip = tip_of(state, body.tip);
  tip.rewards.back().claim = body.claim;
  stop(tip, ClockKind::claim, event.at);
  reindex(state, tip);
}

void evolve_tip(State& state, const Event& event, const RewardPaid& body) {
  auto& tip = tip_of(state, body.tip);
  tip.rewards.back().payment = body.payment;
  state.tip_index.receipts[body.payment.receipt] = tip.id;
  finish(tip, body.kept, event.at);
  reindex(state, tip);
}

void evolve_quiz_link(State& state, const QuizLinkOpened& body) {
  const auto [place, added] = state.quiz_links.emplace(body.link.id, body.link);
  base::check(added, "an id of a quiz by link was given out twice");
  index_link(state, place->second);
}

void evolve_quiz_link(State& state, const QuizSheetTaken& body) {
  auto& link = state.quiz_links.at(body.link);
  ++link.takers;
  link.right += body.right;
  link.fell += body.fell ? 1U : 0U;
}

void evolve_quiz_link(State& state, const QuizLinkEnded& body) {
  state.quiz_links.at(body.link).end = body.end;
  state.tip_index.open_links.erase(body.link);
}

void index_tips(State& state) {
  state.tip_index = {};
  for (const auto& [id, tip] : state.tips) {
    index_tip(state, tip);
  }
  for (const auto& [id, link] : state.quiz_links) {
    index_link(state, link);
  }
}

}  // namespace holdfast::core
