// 召回: with a stop at the payee's bank the payer's own bank is asked to call the payment back from
// bank to bank, while that may still help. No order of the police: the bank decides, and what it
// gets back its feed shows.
#include <algorithm>

#include "core/drafting.hpp"
#include "core/onboarding.hpp"
#include "core/outcome.hpp"

namespace holdfast::core {

namespace {

using order::Family;
using order::Order;

/// The payment that the victim made, where it is the one behind the stop; null where money came on
/// from elsewhere.
const desk::Loss* loss_behind(const desk::CaseFile& file, const Order& stop) {
  const auto& why = *stop.justification;
  const auto found =
      std::find_if(file.losses.begin(), file.losses.end(), [&](const desk::Loss& loss) {
        return loss.payer == why.payer && loss.payee == stop.account && loss.amount == why.amount &&
               (loss.matched == why.transfer || loss.time == why.time);
      });
  return found == file.losses.end() ? nullptr : &*found;
}

bool is_recall_of(const Order& order, const Order& stop) {
  return order.family == Family::payment_recall && order.case_id == stop.case_id &&
         order.justification == stop.justification;
}

bool was_recalled(const Outcome& out, const desk::CaseFile& file, const Order& stop) {
  return std::any_of(
             file.orders.begin(), file.orders.end(),
             [&](order::OrderId id) { return is_recall_of(out.state.orders.at(id), stop); }) ||
         std::any_of(out.events.begin(), out.events.end(), [&](const Event& event) {
           const auto* drafted = std::get_if<OrderDrafted>(&event.body);
           return drafted != nullptr && is_recall_of(drafted->order, stop);
         });
}

}  // namespace

void ask_recall(Outcome& out, const Order& stop) {
  const auto* window = out.state.rules.find("recall.window", out.at);
  const auto file = out.state.cases.find(stop.case_id);
  if (window == nullptr || !stop.justification || file == out.state.cases.end()) {
    return;
  }
  const auto* loss = loss_behind(file->second, stop);
  const auto* bank =
      loss == nullptr ? nullptr : find_institution(out.state.routing, loss->payer_institution);
  const auto* channel = find_channel(out.state.routing, channel_to(out.state, bank));
  if (channel == nullptr || channel->kind != ChannelKind::iso20022) {
    return;
  }
  const auto until = stop.justification->time + law::term_of(*window);
  if (until <= out.at || was_recalled(out, file->second, stop)) {
    return;
  }
  OrderPlan plan;
  plan.family = Family::payment_recall;
  plan.account = stop.justification->payer;
  plan.institution = bank->code;
  plan.amount = stop.justification->amount;
  plan.target = stop.id;
  plan.reason = "被骗付款，收款账户已发止付，请付款行同时发起召回";
  auto order = drawn_up(out, file->second, std::move(plan),
                        {"recall.legal_ground", {}, {}, "recall.window"});
  order.justification = stop.justification;
  order.times.deadline = until;
  const auto id = order.id;
  out.add(OrderDrafted{std::move(order)});
  approve(out, id, {order::AuthorityKind::officer, file->second.officer, out.at, {}});
}

void recall_answered(Outcome& out, const Order& order, const NoteOrderAnswered& body) {
  const bool done = out.state.rules.reply_code(body.reply.result).action == law::CodeAction::done;
  out.add(OrderAnswered{
      order.id, done ? order::State::answered : order::State::refused, body.reply, {}, {}, {}, {}});
}

}  // namespace holdfast::core
