#include "order/machine.hpp"

namespace holdfast::order {

namespace {

bool has_lapsed(const Order& order, base::Instant now) {
  return order.times.deadline && now >= *order.times.deadline;
}

using Found = std::optional<Obstacle>;

Found to_sign(const Order& order, Stage stage) {
  if (!order.approval || order.approval->second.empty()) {
    return Obstacle::wrong_family;
  }
  if (stage == Stage::over) {
    return Obstacle::ended;
  }
  return stage == Stage::unsigned_yet ? Found{} : Obstacle::done_already;
}

Found to_approve(const Order& order, Stage stage) {
  if (stage == Stage::over) {
    return Obstacle::ended;
  }
  if (stage == Stage::unsigned_yet) {
    return Obstacle::too_early;
  }
  if (stage == Stage::in_review) {
    return std::nullopt;
  }
  // Beyond review only the steps are open that an emergency order left for later.
  const bool open_steps = order.approval && next_step(*order.approval);
  return open_steps ? Found{} : Obstacle::done_already;
}

Found to_reject(Stage stage) {
  if (stage == Stage::over) {
    return Obstacle::ended;
  }
  const bool waits = stage == Stage::unsigned_yet || stage == Stage::in_review;
  return waits ? Found{} : Obstacle::too_late;
}

Found to_countersign(const Order& order, Stage stage) {
  if (!is_pressed(order.family)) {
    return Obstacle::wrong_family;
  }
  if (!order.authority) {
    return stage == Stage::over ? Obstacle::ended : Obstacle::too_early;
  }
  return order.countersigned ? Found{Obstacle::done_already} : std::nullopt;
}

Found to_supply(const Order& order, Stage stage) {
  if (!order.approval || order.approval->emergency.empty()) {
    return Obstacle::wrong_family;
  }
  if (stage == Stage::over) {
    return Obstacle::ended;
  }
  return order.approval->document.empty() ? Found{} : Obstacle::done_already;
}

Found in_force_only(Stage stage) {
  if (stage == Stage::over) {
    return Obstacle::ended;
  }
  return stage == Stage::in_force ? Found{} : Obstacle::too_early;
}

Found to_renew(const Order& order, Stage stage) {
  return order.family == Family::freeze ? in_force_only(stage) : Obstacle::wrong_family;
}

Found to_release(const Order& order, Stage stage) {
  if (!restrains(order.family) && !is_restriction(order.family)) {
    return Obstacle::wrong_family;
  }
  return stage == Stage::queued ? Found{} : in_force_only(stage);
}

Found to_screen(const Order& order, Stage stage) {
  if (order.family != Family::freeze) {
    return Obstacle::wrong_family;
  }
  if (const auto found = to_release(order, stage)) {
    return found;
  }
  const auto& done = order.freeze->screening;
  return done && done->finding == Finding::unrelated ? Found{Obstacle::done_already} : std::nullopt;
}

/// A reply that comes after we gave the order up still counts: the partner did what it says it did.
/// To an order that nobody ever allowed to go there is none, and a freeze in the queue hears again
/// when its turn has come.
Found to_answer(const Order& order, Stage stage) {
  if (stage == Stage::under_way || stage == Stage::queued) {
    return std::nullopt;
  }
  if (order.state == State::failed && order.authority) {
    return std::nullopt;
  }
  const bool advanced_unheard =
      order.state == State::in_force && order.freeze && order.freeze->behind && !order.reply.held;
  if (advanced_unheard) {
    return std::nullopt;
  }
  return stage == Stage::unsigned_yet || stage == Stage::in_review ? Obstacle::too_early
                                                                   : Obstacle::done_already;
}

/// An order that was let go but never arrived. One that arrived is the partner's.
Found to_deliver_otherwise(const Order& order, Stage stage) {
  if (stage == Stage::unsigned_yet || stage == Stage::in_review) {
    return Obstacle::too_early;
  }
  if (stage == Stage::under_way) {
    return std::nullopt;
  }
  if (order.state == State::failed && order.authority) {
    return order.handling.given_up ? Found{Obstacle::done_already} : std::nullopt;
  }
  return stage == Stage::over ? Obstacle::ended : Obstacle::done_already;
}

Found to_object(const Order& order, Stage stage) {
  if (const auto found = to_release(order, stage)) {
    return found;
  }
  return order.objection_due ? Found{Obstacle::done_already} : std::nullopt;
}

Found to_reduce(const Order& order, Stage stage) {
  return order.family == Family::freeze ? in_force_only(stage) : Obstacle::wrong_family;
}

Found to_extend(const Order& order, Stage stage) {
  return order.family == Family::stop ? in_force_only(stage) : Obstacle::wrong_family;
}

/// A holder's word ends it at once, also while it is still on its way.
Found to_revoke(const Order& order, Stage stage) {
  if (order.family != Family::protective_stop || !order.consent) {
    return Obstacle::wrong_family;
  }
  if (stage == Stage::over) {
    return Obstacle::ended;
  }
  if (order.consent->revoked) {
    return Obstacle::done_already;
  }
  return stage == Stage::under_way || stage == Stage::in_force ? Found{} : Obstacle::too_early;
}

/// Once an institution has it, it needs no telling.
Found to_speak(const Order& order, Stage stage) {
  if (order.handling.spoken || order.state == State::acknowledged) {
    return Obstacle::done_already;
  }
  return to_deliver_otherwise(order, stage);
}

Found by_stage(const Order& order, Act act, Stage stage) {
  switch (act) {
    case Act::sign:
      return to_sign(order, stage);
    case Act::approve:
      return to_approve(order, stage);
    case Act::reject:
      return to_reject(stage);
    case Act::countersign:
      return to_countersign(order, stage);
    case Act::supply:
      return to_supply(order, stage);
    case Act::renew:
      return to_renew(order, stage);
    case Act::release:
      return to_release(order, stage);
    case Act::screen:
      return to_screen(order, stage);
    case Act::answer:
      return to_answer(order, stage);
    case Act::requeue:
    case Act::give_up:
      return to_deliver_otherwise(order, stage);
    case Act::object:
      return to_object(order, stage);
    case Act::reduce:
    case Act::pay_back:
      return to_reduce(order, stage);
    case Act::extend:
      return to_extend(order, stage);
    case Act::revoke:
      return to_revoke(order, stage);
    case Act::speak:
      return to_speak(order, stage);
  }
  return std::nullopt;
}

}  // namespace

std::optional<Obstacle> obstacle_to(const Order& order, Act act, base::Instant now) {
  if (const auto found = by_stage(order, act, stage_of(order.state))) {
    return found;
  }
  // What people may still do ends with the order's clock; what a partner did, and what somebody
  // signs afterwards for the record, does not.
  const bool ends_with_clock = act != Act::answer && act != Act::countersign && act != Act::give_up;
  return ends_with_clock && has_lapsed(order, now) ? std::optional{Obstacle::lapsed} : std::nullopt;
}

std::string_view words_of(Obstacle obstacle) {
  switch (obstacle) {
    case Obstacle::wrong_family:
      return "该类指令不适用此操作";
    case Obstacle::ended:
      return "该指令已终结";
    case Obstacle::too_early:
      return "该指令尚未到这一步";
    case Obstacle::too_late:
      return "该指令已发出，不能再否决；请办理解除";
    case Obstacle::done_already:
      return "该事项已办理";
    case Obstacle::lapsed:
      return "该指令期限已届满";
  }
  return {};
}

}  // namespace holdfast::order
