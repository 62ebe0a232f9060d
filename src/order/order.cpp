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
  if (order.family == Family::stop_extension) {
    return is_live(order) || order.state == State::answered;
  }
  return order.family == Family::stop &&
         (is_live(order) || order.state == State::expired || order.state == State::released ||
          order.state == State::converted);
}

bool restrains(Family family) {
  return family == Family::stop || family == Family::freeze;
}

bool is_restriction(Family family) {
  return family == Family::number_suspension || family == Family::url_block ||
         family == Family::profile_suspension;
}

bool is_restoration(Family family) {
  return family == Family::number_restoration || family == Family::url_unblock ||
         family == Family::profile_restoration;
}

std::optional<Family> release_of(Family family) {
  switch (family) {
    case Family::stop:
      return Family::stop_release;
    case Family::freeze:
      return Family::freeze_release;
    case Family::protective_stop:
      return Family::protective_release;
    case Family::number_suspension:
      return Family::number_restoration;
    case Family::url_block:
      return Family::url_unblock;
    case Family::profile_suspension:
      return Family::profile_restoration;
    case Family::stop_release:
    case Family::subject_query:
    case Family::transaction_query:
    case Family::freeze_renewal:
    case Family::freeze_release:
    case Family::stop_extension:
    case Family::protective_release:
    case Family::evidence_request:
    case Family::fund_return:
    case Family::number_restoration:
    case Family::url_unblock:
    case Family::profile_restoration:
    case Family::payment_recall:
      break;
  }
  return std::nullopt;
}

bool is_pressed(Family family) {
  return family == Family::stop || family == Family::stop_release ||
         family == Family::stop_extension || family == Family::protective_stop ||
         family == Family::protective_release;
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
