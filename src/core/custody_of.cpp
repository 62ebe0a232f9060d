#include "core/custody_of.hpp"

#include <algorithm>
#include <set>

#include "core/handovers.hpp"

namespace holdfast::core {

namespace {

using custody::Shared;
using order::Order;

std::vector<const Order*> orders_of_case(const State& state, const desk::CaseFile& file) {
  std::vector<const Order*> orders;
  for (const auto id : file.orders) {
    orders.push_back(&state.orders.at(id));
  }
  return orders;
}

/// Done, to the case's victim, out of whatever case's freeze.
std::vector<const Order*> returns_to(const State& state, const desk::CaseFile& file) {
  std::vector<const Order*> returns;
  std::set<order::OrderId> seen;
  for (const auto& loss : file.losses) {
    if (!loss.payer) {
      continue;
    }
    for (const auto id : orders_on(state, *loss.payer)) {
      const auto& order = state.orders.at(id);
      const bool is_theirs = order.payback && order.payback->to == *loss.payer &&
                             order.payback->victim_of.value_or(order.case_id) == file.id;
      if (is_theirs && order.state == order::State::answered && seen.insert(id).second) {
        returns.push_back(&order);
      }
    }
  }
  return returns;
}

/// Of all the cases whose measures hold something of this one's money.
std::vector<const desk::Handover*> handovers_among(const State& state, desk::CaseId own,
                                                   const std::vector<Shared>& shared) {
  std::set<desk::CaseId> cases{own};
  for (const auto& each : shared) {
    cases.insert(each.measure->case_id);
  }
  std::vector<const desk::Handover*> handovers;
  for (const auto id : cases) {
    for (const auto handover : handovers_of(state, id)) {
      handovers.push_back(&state.handovers.at(handover));
    }
  }
  return handovers;
}

/// Measures in force at the account, in the order in which a ledger counts them.
std::vector<const Order*> standing_at(const State& state, base::AccountId account) {
  std::vector<const Order*> standing;
  for (const auto id : orders_on(state, account)) {
    const auto& order = state.orders.at(id);
    if (order.account == account && custody::binds(order) &&
        order.state == order::State::in_force) {
      standing.push_back(&order);
    }
  }
  std::ranges::sort(standing, {}, [](const Order* order) {
    return std::pair{order->times.in_force, order->id};
  });
  return standing;
}

/// What the measures at an account bind, shared out: each case's own first, then what is left over
/// to the cases in turn.
class Sharing {
 public:
  Sharing(const State& state, base::AccountId account) {
    const auto cases = state.cases_of.find(account);
    if (cases != state.cases_of.end()) {
      for (const auto id : cases->second) {
        const auto& file = state.cases.at(id);
        if (const auto need = file.needs.find(account); need != file.needs.end()) {
          open_[id] = need->second.high;
        }
      }
    }
    for (const auto* order : standing_at(state, account)) {
      const auto bound = custody::bound_by(*order, state.cases.at(order->case_id));
      auto& own = open_[order->case_id];
      const auto taken = std::min(own, bound);
      own -= taken;
      over_.push_back({order, bound - taken});
    }
  }
  [[nodiscard]] std::vector<Shared> of(desk::CaseId wanted) {
    std::vector<Shared> shared;
    for (auto& [id, open] : open_) {
      for (auto& each : over_) {
        if (each.measure->case_id == id) {
          continue;
        }
        const auto part = std::min(open, each.amount);
        open -= part;
        each.amount -= part;
        if (id == wanted && part.is_positive()) {
          shared.push_back({each.measure, part});
        }
      }
      if (id == wanted) {
        break;
      }
    }
    return shared;
  }

 private:
  std::map<desk::CaseId, base::Fen> open_;  // still to be held there, by case
  std::vector<Shared> over_;                // what a measure binds beyond its own case
};

}  // namespace

Custody custody_of(const State& state, const desk::CaseFile& file, base::Instant now) {
  std::vector<Shared> shared;
  for (const auto& [account, need] : file.needs) {
    const auto here = Sharing{state, account}.of(file.id);
    shared.insert(shared.end(), here.begin(), here.end());
  }
  const auto orders = orders_of_case(state, file);
  Custody custody;
  custody.ledger = custody::keep(custody::facts_of(file, orders, returns_to(state, file), shared,
                                                   handovers_among(state, file.id, shared), now));
  custody.checks = custody::check_with_banks(file, orders, custody.ledger);
  return custody;
}

}  // namespace holdfast::core
