#include "core/duties.hpp"

#include "order/machine.hpp"

namespace holdfast::core {

const User* person_named(const State& state, std::string_view name) {
  const auto found = state.users.find(std::string{name});
  if (found == state.users.end() || found->second.disabled || found->second.role == Role::bank ||
      is_of_justice(found->second.role)) {
    return nullptr;
  }
  return &found->second;
}

std::vector<Office> offices_of(const State& state, std::string_view name, base::Instant at) {
  std::vector<Office> offices;
  const auto* person = person_named(state, name);
  if (person == nullptr) {
    return offices;
  }
  if (person->duty != order::Duty::none) {
    offices.push_back({person->duty, {}});
  }
  for (const auto& [id, delegation] : state.delegations) {
    const bool runs = delegation.to == name && !delegation.ended && delegation.begins <= at &&
                      at < delegation.until;
    const auto* holder = runs ? person_named(state, delegation.from) : nullptr;
    if (holder != nullptr && holder->duty == delegation.duty) {
      offices.push_back({delegation.duty, delegation.from});
    }
  }
  return offices;
}

bool has_part_in(const order::Order& order, std::string_view name) {
  return order.approval && order::is_involved(*order.approval, name);
}

std::optional<Office> office_for(const State& state, const order::Order& order,
                                 std::string_view name, base::Instant at) {
  return order.approval ? office_for(state, *order.approval, name, at) : std::nullopt;
}

std::optional<Office> office_for(const State& state, const order::Approval& approval,
                                 std::string_view name, base::Instant at) {
  const auto step = order::next_step(approval);
  if (!step || order::is_involved(approval, name)) {
    return std::nullopt;
  }
  for (auto& office : offices_of(state, name, at)) {
    const bool holder_has_part =
        !office.on_behalf.empty() && order::is_involved(approval, office.on_behalf);
    if (order::covers(office.duty, *step) && !holder_has_part) {
      return office;
    }
  }
  return std::nullopt;
}

bool may_sign(const State& state, const order::Order& order, std::string_view name) {
  const auto* person = person_named(state, name);
  if (person == nullptr || (person->role != Role::officer && person->role != Role::investigator)) {
    return false;
  }
  if (order.approval && order.state == order::State::draft) {
    return order.approval->second == name;
  }
  return order.authority && order.authority->by != name;
}

}  // namespace holdfast::core
