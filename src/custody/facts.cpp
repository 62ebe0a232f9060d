#include "custody/facts.hpp"

#include <algorithm>

namespace holdfast::custody {

namespace {

using base::Fen;
using order::Family;
using order::Order;
using order::State;

Fen due_at(const desk::CaseFile& file, base::AccountId account) {
  const auto need = file.needs.find(account);
  return need == file.needs.end() ? Fen{} : need->second.due;
}

Fen less(Fen from, Fen what) {
  return from - std::min(from, what);
}

/// What was asked of a whole account, or that of a limited measure.
Fen asked_of(const Order& measure, const desk::CaseFile& file) {
  const auto asked = measure.amount.value_or(Fen::limit());
  if (measure.reply.held) {
    return std::min(asked, *measure.reply.held);
  }
  return measure.amount ? asked : due_at(file, measure.account);
}

/// It stood once, or stands; one that never came so far binds nothing.
bool ever_bound(const Order& order) {
  if (!order::restrains(order.family)) {
    return false;
  }
  return order.state == State::queued || order.times.in_force.has_value();
}

End end_of(const Order& order) {
  switch (order.state) {
    case State::in_force:
    case State::queued:
      return End::stands;
    case State::released:
      return End::let_go;
    case State::converted:
      return End::succeeded;
    default:
      return End::lapsed;
  }
}

Hold hold_of(const Order& order, const desk::CaseFile& file, base::Instant now) {
  Hold hold;
  hold.order = order.id;
  hold.account = order.account;
  hold.place = order.state == State::queued     ? Place::queued
               : order.family == Family::freeze ? Place::frozen
                                                : Place::stopped;
  hold.amount = bound_by(order, file);
  const auto answered = order.times.answered.value_or(order.times.drafted);
  hold.begun = std::min(now, order.times.in_force.value_or(answered));
  hold.end = end_of(order);
  hold.ended = std::min(now, order.times.ended.value_or(now));
  return hold;
}

Place kept_at(desk::Organ organ) {
  switch (organ) {
    case desk::Organ::police:
      return Place::frozen;
    case desk::Organ::procuratorate:
      return Place::prosecution;
    case desk::Organ::court:
      break;
  }
  return Place::court;
}

/// Who kept each freeze since when, and what judgments made of it.
void add_handovers(Facts& facts, const std::vector<const Order*>& orders,
                   const std::vector<const desk::Handover*>& handovers) {
  std::map<order::OrderId, base::AccountId> own;
  for (const auto* order : orders) {
    own.emplace(order->id, order->account);
  }
  for (const auto* handover : handovers) {
    if (handover->receipt) {
      for (const auto id : handover->freezes) {
        facts.carries.push_back({id, kept_at(desk::to_of(handover->kind)),
                                 std::min(facts.now, handover->receipt->at), handover->id.value()});
      }
    }
    for (const auto& disposal : handover->disposals) {
      for (const auto& item : disposal.items) {
        if (item.kind == desk::DisposalKind::release) {
          for (auto& hold : facts.holds) {
            const bool is_it = hold.order == item.freeze && hold.end == End::let_go;
            hold.end = is_it ? End::judged : hold.end;
          }
        } else if (item.paid && own.contains(*item.freeze)) {
          facts.returns.push_back({*item.freeze, *item.freeze, own.at(*item.freeze), *item.amount,
                                   std::min(facts.now, item.paid->at), Place::confiscated});
        }
      }
    }
  }
}

void add_differences(Check& check, const Order& order, const desk::CaseFile& file,
                     const Ledger& ledger, const std::vector<const Order*>& orders) {
  const auto note = [&](bool is_so, Difference difference) {
    if (is_so) {
      check.differences.push_back(difference);
    }
  };
  if (order.family == Family::fund_return) {
    note(order.state == State::refused, Difference::not_returned);
    return;
  }
  note(check.asked && check.held && *check.held < *check.asked, Difference::held_less);
  note(!check.asked && !check.held, Difference::held_unknown);
  const bool returned_beyond = check.held && check.returned > *check.held;
  note(returned_beyond, Difference::returned_beyond);
  note(!returned_beyond && check.held && check.returned + check.confiscated > *check.held,
       Difference::disposed_beyond);
  if (!binds(order)) {
    return;
  }
  Fen bound_here;
  for (const auto* other : orders) {
    if (other->account == order.account && other->state == State::in_force && binds(*other)) {
      bound_here += bound_by(*other, file);
    }
  }
  note(order.state == State::in_force && check.known_balance && *check.known_balance < bound_here,
       Difference::balance_below);
  note(ledger.beyond.contains(order.id), Difference::beyond_loss);
}

}  // namespace

bool binds(const Order& order) {
  return order::restrains(order.family) &&
         (order.state == State::in_force || order.state == State::queued);
}

Fen bound_by(const Order& measure, const desk::CaseFile& file) {
  const auto gone = measure.freeze ? measure.freeze->returned + measure.freeze->confiscated : Fen{};
  return less(asked_of(measure, file), gone);
}

Facts facts_of(const desk::CaseFile& file, const std::vector<const Order*>& orders,
               const std::vector<const Order*>& returns, const std::vector<Shared>& shared,
               const std::vector<const desk::Handover*>& handovers, base::Instant now) {
  Facts facts;
  facts.now = now;
  for (const auto& loss : file.losses) {
    facts.losses.push_back({loss.amount, std::min(now, loss.time)});
  }
  std::map<base::AccountId, Fen> held;
  for (const auto* order : orders) {
    if (ever_bound(*order)) {
      facts.holds.push_back(hold_of(*order, file, now));
      held[order->account] += binds(*order) ? facts.holds.back().amount : Fen{};
    }
  }
  for (const auto& each : shared) {
    auto hold = hold_of(*each.measure, file, now);
    hold.amount = each.amount;
    held[hold.account] += each.amount;
    facts.holds.push_back(hold);
  }
  for (const auto* order : returns) {
    facts.returns.push_back({order->id, *order->target, order->account, *order->amount,
                             std::min(now, order->times.answered.value_or(now)), Place::returned});
  }
  add_handovers(facts, orders, handovers);
  for (const auto& [account, need] : file.needs) {
    facts.rests.push_back({account, need.high, less(need.due, held[account])});
  }
  return facts;
}

std::vector<Check> check_with_banks(const desk::CaseFile& file,
                                    const std::vector<const Order*>& orders, const Ledger& ledger) {
  std::vector<Check> checks;
  for (const auto* order : orders) {
    const bool moves = order->family == Family::fund_return && order->times.answered;
    if (!ever_bound(*order) && !moves) {
      continue;
    }
    Check check;
    check.order = order->id;
    check.account = order->account;
    check.asked = order->amount;
    check.held = order->reply.held;
    if (order->freeze) {
      check.returned = order->freeze->returned;
      check.confiscated = order->freeze->confiscated;
    }
    check.stated_balance = order->reply.balance;
    if (const auto need = file.needs.find(order->account); need != file.needs.end()) {
      check.known_balance = need->second.known_balance;
    }
    add_differences(check, *order, file, ledger, orders);
    checks.push_back(std::move(check));
  }
  return checks;
}

}  // namespace holdfast::custody
