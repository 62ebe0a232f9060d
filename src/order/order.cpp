#include "order/order.hpp"

#include <algorithm>
#include <fmt/core.h>

namespace holdfast::order {

Stage stage_of(State state) {
  switch (state) {
    case State::draft:
      return Stage::unsigned_yet;
    case State::review:
      return Stage::in_review;
    case State::approved:
    case State::sent:
    case State::acknowledged:
      return Stage::under_way;
    case State::queued:
      return Stage::queued;
    case State::in_force:
      return Stage::in_force;
    case State::answered:
    case State::expired:
    case State::released:
    case State::rejected:
    case State::refused:
    case State::failed:
    case State::converted:
      return Stage::over;
  }
  return Stage::over;
}

bool is_live(const Order& order) {
  return stage_of(order.state) != Stage::over;
}

bool is_proposal(const Order& order) {
  return order.state == State::draft && order.approval && order.approval->drafted_by.empty();
}

bool awaits_partner(const Order& order) {
  return stage_of(order.state) == Stage::under_way;
}

namespace {

/// It rang since the order was sent anew last.
bool has_rung(const Order& order, Clock clock) {
  const auto& anew = order.handling.anew;
  return std::any_of(order.rung.begin(), order.rung.end(), [&](const Rung& each) {
    return each.clock == clock && (!anew || each.at > *anew);
  });
}

}  // namespace

std::optional<DeadLetter> dead_letter_of(const Order& order) {
  if (order.state == State::failed && order.authority && !order.handling.given_up) {
    const auto& times = order.times;
    const bool lapsed = times.ended && times.deadline && *times.ended >= *times.deadline;
    return lapsed ? DeadLetter::lapsed : DeadLetter::refused;
  }
  const bool on_its_way = order.state == State::approved || order.state == State::sent;
  return on_its_way && has_rung(order, Clock::delivery) ? std::optional{DeadLetter::unheard}
                                                        : std::nullopt;
}

bool owes_feedback(const Order& order) {
  return order.state == State::acknowledged && has_rung(order, Clock::feedback);
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
