#include "order/order.hpp"

#include <fmt/core.h>

namespace holdfast::order {

bool is_live(const Order& order) {
  switch (order.state) {
    case State::draft:
    case State::review:
    case State::approved:
    case State::sent:
    case State::acknowledged:
    case State::in_force:
    case State::queued:
      return true;
    case State::converted:
    case State::answered:
    case State::expired:
    case State::released:
    case State::rejected:
    case State::refused:
    case State::failed:
      return false;
  }
  return false;
}

bool awaits_partner(const Order& order) {
  return order.state == State::approved || order.state == State::sent ||
         order.state == State::acknowledged;
}

bool uses_a_stop(const Order& order) {
  return order.family == Family::stop &&
         (is_live(order) || order.state == State::expired || order.state == State::released ||
          order.state == State::converted);
}

bool restrains(Family family) {
  return family == Family::stop || family == Family::freeze;
}

bool is_of_freeze(Family family) {
  return family == Family::freeze || family == Family::freeze_renewal ||
         family == Family::freeze_release;
}

std::string to_text(OrderId id) {
  return fmt::format("O{:06}", id.value());
}
std::string to_text(CaseId id) {
  return fmt::format("C{:06}", id.value());
}

}  // namespace holdfast::order
