// An order on its way: handed to its channel, taken by the partner, refused on the way; and what
// people do about one that does not arrive. How often and when it is tried the outbox decides.
#include <fmt/core.h>

#include "core/freezes.hpp"
#include "core/outcome.hpp"
#include "order/machine.hpp"

namespace holdfast::core {

namespace {

using order::Order;

constexpr std::size_t by_hand_max = 500;
constexpr std::size_t person_bytes_max = 200;
constexpr std::size_t note_bytes_max = 1000;

/// What an order leaves behind that will not be sent any more.
void left_unsent(Outcome& out, const Order& order, const std::string& why) {
  const bool is_stop = order.family == order::Family::stop;
  if (is_stop && desk::is_pursued(out.state.cases.at(order.case_id))) {
    out.add(NeedUnmet{order.case_id, order.account,
                      desk::Unmet{order.amount.value_or(base::Fen{}), why, order.ground.article}});
  }
  if (is_stop) {
    left_stop_ended(out, order);
  }
  if (order::is_of_freeze(order.family)) {
    tell_freeze_failed(out, order);
  }
  settle_after_query(out, order, false);
}

base::Result<void> check_channel(const State& state, const std::string& name) {
  if (find_channel(state.routing, name) == nullptr) {
    return base::Error{base::ErrorCode::bad_input, fmt::format("no channel {}", name), "/channel"};
  }
  return {};
}

/// A measure goes anew only for a case that is followed, and a stop within the legal number.
base::Result<void> may_bind_again(const Outcome& out, const Order& order) {
  if (!order::restrains(order.family)) {
    return {};
  }
  const auto file = open_case_named(out.state, order.case_id);
  if (!file) {
    return file.error();
  }
  if (!desk::is_pursued(**file)) {
    return refuse(base::ErrorCode::conflict, "报案已核实为不实，不得再发送");
  }
  const bool counts_anew =
      order.family == order::Family::stop && order.state == order::State::failed;
  return counts_anew ? refuse_third_stop(out, order.account) : base::Result<void>{};
}

}  // namespace

base::Result<void> decide_one(Outcome& out, const RequeueOrder& body) {
  const auto found = order_named(out.state, body.order);
  if (!found) {
    return found.error();
  }
  const auto& order = **found;
  if (const auto obstacle = order::obstacle_to(order, order::Act::requeue, out.at)) {
    return refuse(base::ErrorCode::conflict, std::string{order::words_of(*obstacle)});
  }
  if (const auto ok = need_reason(body.reason); !ok) {
    return ok.error();
  }
  const auto channel = body.channel.empty() ? order.channel : body.channel;
  if (const auto ok = check_channel(out.state, channel); !ok) {
    return ok.error();
  }
  if (const auto ok = may_bind_again(out, order); !ok) {
    return ok.error();
  }
  out.add(OrderRequeued{order.id, channel, body.reason});
  const auto& unmet = out.state.cases.at(order.case_id).unmet;
  if (order.family == order::Family::stop && order.state == order::State::failed &&
      unmet.contains(order.account)) {
    out.add(NeedUnmet{order.case_id, order.account, std::nullopt});
  }
  out.answer.id = order::to_text(order.id);
  return {};
}

base::Result<void> decide_one(Outcome& out, const GiveUpOrder& body) {
  const auto found = order_named(out.state, body.order);
  if (!found) {
    return found.error();
  }
  const auto& order = **found;
  if (const auto obstacle = order::obstacle_to(order, order::Act::give_up, out.at)) {
    return refuse(base::ErrorCode::conflict, std::string{order::words_of(*obstacle)});
  }
  if (const auto ok = need_reason(body.reason); !ok) {
    return ok.error();
  }
  out.add(OrderGivenUp{order.id, body.reason});
  if (order.state != order::State::failed) {
    left_unsent(out, order, "民警放弃发送：" + body.reason);
  }
  out.answer.id = order::to_text(order.id);
  return {};
}

base::Result<void> decide_one(Outcome& out, const TakeByHand& body) {
  if (const auto ok = need_reason(body.reason); !ok) {
    return ok.error();
  }
  if (body.orders.empty() || body.orders.size() > by_hand_max) {
    return base::Error{base::ErrorCode::bad_input, fmt::format("from 1 to {} orders", by_hand_max),
                       "/orders"};
  }
  for (std::size_t i = 0; i < body.orders.size(); ++i) {
    const auto where = fmt::format("/orders/{}", i);
    const auto order = order_named(out.state, body.orders[i]);
    if (!order) {
      return base::Error{order.error().code, order.error().message, where};
    }
    const auto* channel = find_channel(out.state.routing, (*order)->channel);
    if (channel == nullptr || channel->kind != ChannelKind::assisted) {
      return base::Error{base::ErrorCode::conflict, "该指令不经人工通道", where};
    }
    if (!order::awaits_partner(**order)) {
      return base::Error{base::ErrorCode::conflict, "该指令不在办理中", where};
    }
    out.add(Revealed{"order", order::to_text((*order)->id), "assisted", body.reason});
    if ((*order)->state == order::State::approved) {
      out.add(OrderSent{(*order)->id});
    }
  }
  return {};
}

base::Result<void> decide_one(Outcome& out, const SpeakOrder& body) {
  const auto found = order_named(out.state, body.order);
  if (!found) {
    return found.error();
  }
  const auto& order = **found;
  if (const auto obstacle = order::obstacle_to(order, order::Act::speak, out.at)) {
    return refuse(base::ErrorCode::conflict, std::string{order::words_of(*obstacle)});
  }
  if (body.person.empty() || body.person.size() > person_bytes_max) {
    return base::Error{base::ErrorCode::bad_input,
                       fmt::format("对方接收人及其电话为 1 到 {} 字节", person_bytes_max),
                       "/person"};
  }
  if (body.note.size() > note_bytes_max) {
    return base::Error{base::ErrorCode::too_large,
                       fmt::format("the note is longer than {} bytes", note_bytes_max), "/note"};
  }
  const auto at = body.at.value_or(out.at);
  if (at > out.at || at < order.times.approved.value_or(order.times.drafted)) {
    return base::Error{base::ErrorCode::bad_input, "时间应在批准之后、当前之前", "/at"};
  }
  if (const auto ok = may_bind_again(out, order); !ok) {
    return ok.error();
  }
  out.add(OrderSpoken{order.id, {body.way, body.person, at, body.note, out.command.actor}});
  out.add(OrderAcknowledged{order.id, {}, {}});
  const auto& unmet = out.state.cases.at(order.case_id).unmet;
  if (order.family == order::Family::stop && unmet.contains(order.account)) {
    out.add(NeedUnmet{order.case_id, order.account, std::nullopt});
  }
  out.answer.id = order::to_text(order.id);
  return {};
}

base::Result<void> decide_one(Outcome& out, const NoteOrderSent& body) {
  const auto order = order_named(out.state, body.order);
  if (!order) {
    return order.error();
  }
  if ((*order)->state == order::State::approved) {
    out.add(OrderSent{body.order});
  }
  return {};
}

base::Result<void> decide_one(Outcome& out, const NoteOrderAcknowledged& body) {
  const auto order = order_named(out.state, body.order);
  if (!order) {
    return order.error();
  }
  const auto state = (*order)->state;
  if (state == order::State::approved) {
    out.add(OrderSent{body.order});
  }
  if (state == order::State::approved || state == order::State::sent) {
    out.add(OrderAcknowledged{body.order, body.partner_number, body.platform_number});
  }
  return {};
}

base::Result<void> decide_one(Outcome& out, const NoteSendFailed& body) {
  const auto order = order_named(out.state, body.order);
  if (!order) {
    return order.error();
  }
  if (!order::awaits_partner(**order) ||
      (!body.final_refusal && (*order)->last_error == body.error)) {
    return {};
  }
  out.add(OrderSendFailed{body.order, body.error, body.final_refusal});
  if (body.final_refusal) {
    left_unsent(out, **order, "通道拒收：" + body.error);
  }
  return {};
}

}  // namespace holdfast::core
