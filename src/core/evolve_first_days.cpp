// How events about the first days of a case change the state.
#include <algorithm>

#include "core/first_days.hpp"

namespace holdfast::core {

namespace {

using desk::FirstClock;
using desk::FirstClockKind;
using desk::FirstDays;

struct Found {
  desk::CaseFile& file;
  FirstDays& days;
};

Found found_days(State& state, desk::CaseId id) {
  auto& file = state.cases.at(id);
  base::check(file.first_days.has_value(), "an event of the first days of a case without any");
  return {file, *file.first_days};
}

FirstClock& clock_of(FirstDays& days, FirstClockKind kind) {
  const auto found =
      std::find_if(days.clocks.begin(), days.clocks.end(),
                   [&](const FirstClock& each) { return each.kind == kind && !each.ended; });
  base::check(found != days.clocks.end(), "an event names a clock that does not run");
  return *found;
}

void end_clocks(FirstDays& days, std::initializer_list<FirstClockKind> kinds, base::Instant at) {
  for (auto& clock : days.clocks) {
    const bool is_meant = std::find(kinds.begin(), kinds.end(), clock.kind) != kinds.end();
    if (is_meant && !clock.ended) {
      clock.ended = at;
    }
  }
}

/// The last one in that state: the deciders saw that it is there.
template <typename T, typename S>
T& last_in(std::vector<T>& all, S wanted) {
  const auto found =
      std::find_if(all.rbegin(), all.rend(), [&](const T& each) { return each.state == wanted; });
  base::check(found != all.rend(), "an event of the first days names what is not there");
  return *found;
}

desk::Appeal& appeal_of(FirstDays& days, desk::AppealKind kind) {
  auto& appeals = last_in(days.refusals, desk::RefusalState::standing).appeals;
  const auto found = std::find_if(appeals.rbegin(), appeals.rend(),
                                  [&](const desk::Appeal& each) { return each.kind == kind; });
  base::check(found != appeals.rend(), "an event names an appeal that is not there");
  return *found;
}

void prolong(FirstClock& clock, base::Instant ahead, base::Instant due) {
  clock.ahead = ahead;
  clock.due = due;
  clock.told = desk::FirstTold::nothing;
}

void erase(base::Personal& text) {
  if (!text.text.empty()) {
    text.text = base::erased_text;
  }
}

void erase(desk::Service& service) {
  erase(service.to);
  erase(service.note);
}

void erase(std::optional<desk::Service>& service) {
  if (service) {
    erase(*service);
  }
}

}  // namespace

void evolve_first(State& state, const Event& /*event*/, const CaseAccepted& body) {
  auto& file = state.cases.at(body.case_id);
  base::check(!file.first_days, "a report was accepted twice");
  file.first_days = FirstDays{body.acceptance, {}, {}, {}, {body.clock}};
  reclock_first_days(state, file);
}

void evolve_first(State& state, const Event& /*event*/, const ReviewExtended& body) {
  auto [file, days] = found_days(state, body.case_id);
  days.extensions.push_back(body.extension);
  auto& clock = clock_of(days, FirstClockKind::review);
  prolong(clock, body.ahead, body.extension.due);
  clock.article = body.article;
  clock.escalates = body.escalates;
  reclock_first_days(state, file);
}

void evolve_first(State& state, const Event& /*event*/, const RefusalProposed& body) {
  found_days(state, body.case_id).days.refusals.push_back(body.refusal);
}

void evolve_first(State& state, const Event& event, const RefusalDecided& body) {
  auto [file, days] = found_days(state, body.case_id);
  auto& refusal = last_in(days.refusals, desk::RefusalState::proposed);
  refusal.state = body.approved ? desk::RefusalState::standing : desk::RefusalState::rejected;
  refusal.decided = body.signature;
  refusal.number = body.number;
  if (body.approved) {
    end_clocks(days, {FirstClockKind::review, FirstClockKind::filing}, event.at);
  }
  if (body.clock) {
    days.clocks.push_back(*body.clock);
  }
  reclock_first_days(state, file);
}

void evolve_first(State& state, const Event& event, const FirstPaperServed& body) {
  auto [file, days] = found_days(state, body.case_id);
  switch (body.paper) {
    case FirstPaper::receipt:
      days.acceptance.receipt = body.service;
      break;
    case FirstPaper::refusal: {
      auto& refusal = last_in(days.refusals, desk::RefusalState::standing);
      refusal.served = body.service;
      refusal.appeal_until = body.until;
      end_clocks(days, {FirstClockKind::notice}, event.at);
      break;
    }
    case FirstPaper::ruling: {
      auto& appeal = appeal_of(days, body.appeal);
      appeal.served = body.service;
      appeal.next_until = body.until;
      break;
    }
    case FirstPaper::explanation:
      end_clocks(days, {FirstClockKind::supervision}, event.at);
      break;
    case FirstPaper::transfer:
      days.transfers.back().told = body.service;
      break;
  }
  reclock_first_days(state, file);
}

void evolve_first(State& state, const Event& /*event*/, const AppealFiled& body) {
  auto [file, days] = found_days(state, body.case_id);
  last_in(days.refusals, desk::RefusalState::standing).appeals.push_back(body.appeal);
  days.clocks.push_back(body.clock);
  reclock_first_days(state, file);
}

void evolve_first(State& state, const Event& /*event*/, const AppealExtended& body) {
  auto [file, days] = found_days(state, body.case_id);
  appeal_of(days, body.kind).extended = body.extension;
  prolong(clock_of(days, desk::clock_for(body.kind)), body.ahead, body.extension.due);
  reclock_first_days(state, file);
}

void evolve_first(State& state, const Event& event, const AppealRuled& body) {
  auto [file, days] = found_days(state, body.case_id);
  appeal_of(days, body.kind).ruling = body.ruling;
  end_clocks(days, {desk::clock_for(body.kind)}, event.at);
  if (body.ruling.outcome == desk::AppealOutcome::changed) {
    last_in(days.refusals, desk::RefusalState::standing).state = desk::RefusalState::lifted;
    end_clocks(days,
               {FirstClockKind::notice, FirstClockKind::reconsideration, FirstClockKind::superior,
                FirstClockKind::supervision},
               event.at);
    file.resumed = true;
  }
  if (body.clock) {
    days.clocks.push_back(*body.clock);
  }
  reclock_first_days(state, file);
}

void evolve_first(State& state, const Event& /*event*/, const TransferProposed& body) {
  auto [file, days] = found_days(state, body.case_id);
  days.transfers.push_back(body.transfer);
  days.clocks.push_back(body.clock);
  reclock_first_days(state, file);
}

void evolve_first(State& state, const Event& event, const TransferDecided& body) {
  auto [file, days] = found_days(state, body.case_id);
  auto& transfer = last_in(days.transfers, desk::TransferState::proposed);
  transfer.state = body.approved ? desk::TransferState::approved : desk::TransferState::rejected;
  transfer.decided = body.signature;
  transfer.number = body.number;
  transfer.standing = body.standing;
  if (!body.approved) {
    end_clocks(days, {FirstClockKind::transfer}, event.at);
  }
  reclock_first_days(state, file);
}

void evolve_first(State& state, const Event& event, const TransferHanded& body) {
  auto [file, days] = found_days(state, body.case_id);
  auto& transfer = last_in(days.transfers, desk::TransferState::approved);
  transfer.state = desk::TransferState::handed;
  transfer.handed = body.service;
  end_clocks(days, {FirstClockKind::transfer, FirstClockKind::review, FirstClockKind::filing},
             event.at);
  days.clocks.push_back(body.clock);
  reclock_first_days(state, file);
}

void evolve_first(State& state, const Event& event, const TransferAnswered& body) {
  auto [file, days] = found_days(state, body.case_id);
  auto& transfer = last_in(days.transfers, desk::TransferState::handed);
  transfer.state =
      body.answer.accepted ? desk::TransferState::accepted : desk::TransferState::returned;
  transfer.answer = body.answer;
  end_clocks(days, {FirstClockKind::transfer_answer}, event.at);
  if (body.clock) {
    days.clocks.push_back(*body.clock);
    days.extensions.clear();
  }
  reclock_first_days(state, file);
}

void evolve_first(State& state, const Event& /*event*/, const FirstClockRung& body) {
  auto [file, days] = found_days(state, body.case_id);
  days.clocks.at(body.clock).told = body.lapsed ? desk::FirstTold::lapsed : desk::FirstTold::ahead;
  reclock_first_days(state, file);
}

void end_first_days(State& state, desk::CaseFile& file, base::Instant at) {
  if (!file.first_days) {
    return;
  }
  for (auto& clock : file.first_days->clocks) {
    if (!clock.ended) {
      clock.ended = at;
    }
  }
  for (auto& refusal : file.first_days->refusals) {
    if (refusal.state == desk::RefusalState::standing) {
      refusal.state = desk::RefusalState::lifted;
      file.resumed = true;
    } else if (refusal.state == desk::RefusalState::proposed) {
      refusal.state = desk::RefusalState::rejected;
    }
  }
  reclock_first_days(state, file);
}

void reclock_first_days(State& state, const desk::CaseFile& file) {
  if (const auto known = state.next_first_ring.find(file.id);
      known != state.next_first_ring.end()) {
    const auto at = state.first_rings.find(known->second);
    at->second.erase(file.id);
    if (at->second.empty()) {
      state.first_rings.erase(at);
    }
    state.next_first_ring.erase(known);
  }
  if (!file.first_days || file.closed) {
    return;
  }
  if (const auto next = desk::next_ring(*file.first_days)) {
    state.first_rings[*next].insert(file.id);
    state.next_first_ring[file.id] = *next;
  }
}

void erase_first_days(desk::CaseFile& file) {
  if (!file.first_days) {
    return;
  }
  auto& days = *file.first_days;
  erase(days.acceptance.receipt);
  for (auto& refusal : days.refusals) {
    erase(refusal.served);
    for (auto& appeal : refusal.appeals) {
      erase(appeal.text);
      erase(appeal.served);
    }
  }
  for (auto& transfer : days.transfers) {
    erase(transfer.handed);
    erase(transfer.told);
  }
}

void index_first_days(State& state) {
  state.first_rings.clear();
  state.next_first_ring.clear();
  for (const auto& [id, file] : state.cases) {
    reclock_first_days(state, file);
  }
}

}  // namespace holdfast::core
