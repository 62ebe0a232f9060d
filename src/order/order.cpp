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
      return true;
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
         (is_live(order) || order.state == State::expired || order.state == State::released);
}

std::string to_text(OrderId id) {
  return fmt::format("O{:06}", id.value());
}
std::string to_text(CaseId id) {
  return fmt::format("C{:06}", id.value());
}

}  // namespace holdfast::order
