#include "engine/outbox.hpp"

#include <algorithm>
#include <fmt/core.h>
#include <set>

#include "engine/partner_message.hpp"
#include "engine/turn.hpp"

namespace holdfast::engine {

namespace {

/// What counts as the code where the channel gave none that could be read.
constexpr std::string_view no_answer = "600004";

/// What stops money goes first, what lets go of it next; questions wait.
int urgency_of(order::Family family) {
  switch (family) {
    case order::Family::stop:
    case order::Family::freeze:
    case order::Family::stop_extension:
    case order::Family::protective_stop:
    case order::Family::payment_recall:
      return 0;
    case order::Family::freeze_renewal:
    case order::Family::stop_release:
    case order::Family::freeze_release:
    case order::Family::protective_release:
    case order::Family::number_suspension:
    case order::Family::url_block:
    case order::Family::profile_suspension:
    case order::Family::number_restoration:
    case order::Family::url_unblock:
    case order::Family::profile_restoration:
      return 1;
    case order::Family::subject_query:
    case order::Family::transaction_query:
    case order::Family::evidence_request:
    case order::Family::fund_return:
      return 2;
  }
  return 2;
}

port::ChannelAddress address_of(const core::Channel& channel) {
  using core::ChannelKind;
  const bool is_plain = channel.kind == ChannelKind::json || channel.kind == ChannelKind::xml;
  return {channel.name, channel.url, channel.is_hub,
          is_plain ? channel.kind == ChannelKind::xml : channel.form == core::ChannelForm::xml,
          channel.kind == ChannelKind::iso20022 ? port::Way::iso20022
          : channel.kind == ChannelKind::files  ? port::Way::files
                                                : port::Way::http};
}

bool ends_waiting(const core::EventBody& body, order::OrderId& id) {
  if (const auto* answered = std::get_if<core::OrderAnswered>(&body)) {
    id = answered->order;
    return true;
  }
  if (const auto* expired = std::get_if<core::OrderExpired>(&body)) {
    id = expired->order;
    return true;
  }
  if (const auto* failed = std::get_if<core::OrderSendFailed>(&body)) {
    id = failed->order;
    return failed->final_refusal;
  }
  if (const auto* given_up = std::get_if<core::OrderGivenUp>(&body)) {
    id = given_up->order;
    return true;
  }
  if (const auto* spoken = std::get_if<core::OrderSpoken>(&body)) {
    id = spoken->order;
    return true;
  }
  return false;
}

}  // namespace

Lane& Outbox::lane(const std::string& channel) {
  const auto found = lanes_.find(channel);
  if (found != lanes_.end()) {
    return found->second;
  }
  const auto seed = std::hash<std::string>{}(channel);
  return lanes_.emplace(channel, Lane{options_.lanes, seed}).first->second;
}

void Outbox::forget(order::OrderId id, base::Instant now) {
  const auto found = lane_of_.find(id);
  if (found == lane_of_.end()) {
    return;
  }
  lanes_.at(found->second).remove(id, now);
  lane_of_.erase(found);
}

void Outbox::join(const order::Order& order, base::Instant now) {
  forget(order.id, now);
  lane_of_.emplace(order.id, order.channel);
  lane(order.channel).add(order.id, urgency_of(order.family), now);
}

void Outbox::note(const std::vector<core::Event>& events, const core::State& state,
                  const World& world, base::Instant now) {
  std::set<std::string> touched;
  for (const auto& event : events) {
    order::OrderId id;
    if (const auto* approved = std::get_if<core::OrderApproved>(&event.body)) {
      id = approved->order;
    } else if (const auto* requeued = std::get_if<core::OrderRequeued>(&event.body)) {
      id = requeued->order;
      lane(requeued->channel).reopen(now);  // whoever sends it anew knows that the channel works
    } else {
      if (ends_waiting(event.body, id)) {
        forget(id, now);
      }
      continue;
    }
    // What follows in the same batch may have ended it.
    if (const auto& order = state.orders.at(id); order::awaits_partner(order)) {
      join(order, now);
      touched.insert(order.channel);
    }
  }
  for (const auto& channel : touched) {
    send_due(channel, state, world, now);
  }
}

void Outbox::refill(const core::State& state, const World& world, base::Instant now) {
  for (const auto& [id, order] : state.orders) {
    if (order::awaits_partner(order) && !order.handling.spoken) {
      join(order, now);
    }
  }
  tick(now, state, world);
}

void Outbox::tick(base::Instant now, const core::State& state, const World& world) {
  for (const auto& [channel, each] : lanes_) {
    send_due(channel, state, world, now);
  }
}

void Outbox::send_due(const std::string& name, const core::State& state, const World& world,
                      base::Instant now) {
  const auto* channel = core::find_channel(state.routing, name);
  if (partner_ == nullptr || channel == nullptr || !core::is_pushed(channel->kind)) {
    return;  // they go when the routing changes, or somebody comes for them
  }
  std::vector<order::OrderId> sent;
  for (const auto& sending : lane(name).take(now)) {
    const auto& order = state.orders.at(sending.order);
    if (!order::awaits_partner(order)) {
      forget(order.id, now);
      continue;
    }
    sent.push_back(order.id);
    partner_->send(address_of(*channel),
                   partner_message(order, state, world, options_.installation),
                   [this, sending, name](base::Result<port::PartnerAck> ack) {
                     delivered(sending, name, std::move(ack));
                   });
  }
  if (!sent.empty()) {
    inbox_.push_always([sent = std::move(sent)](Turn& turn) {
      for (const auto id : sent) {
        turn.decide_own(core::NoteOrderSent{id});
      }
    });
  }
}

/// On a thread of the partner's: back to the engine thread.
void Outbox::delivered(Lane::Sending sending, std::string channel,
                       base::Result<port::PartnerAck> ack) {
  inbox_.push_always(
      [this, sending, channel = std::move(channel), ack = std::move(ack)](Turn& turn) {
        note_outcome(turn, sending, channel, ack);
        turn.after_commit([this, &turn, channel](port::BatchSeq) {
          send_due(channel, turn.state, turn.world, turn.now);  // a place became free
        });
      });
}

void Outbox::note_outcome(Turn& turn, const Lane::Sending& sending, const std::string& channel,
                          const base::Result<port::PartnerAck>& ack) {
  const auto code = turn.state.rules.transport_code(ack ? ack->code : no_answer);
  const auto why =
      ack ? fmt::format("{} {} {}", code.code, code.meaning, ack->message) : ack.error().message;
  const bool is_hopeless = ack ? code.action == law::CodeAction::end
                               : ack.error().code == base::ErrorCode::bad_input ||
                                     ack.error().code == base::ErrorCode::forbidden;
  auto& own = lane(channel);
  if (ack && code.action == law::CodeAction::done) {
    own.taken(sending, turn.now);
    channel_works(turn, channel);
    if (!ack->heard) {
      return;  // asked again, as for an answer, until somebody came for it
    }
    // It arrived, by whatever channel, and however often.
    turn.decide_own(
        core::NoteOrderAcknowledged{sending.order, ack->partner_number, ack->platform_number});
    return;
  }
  const bool is_ours =
      is_hopeless ? own.refused(sending, turn.now) : own.not_taken(sending, turn.now, code.pause);
  if (is_hopeless && ack) {
    channel_works(turn, channel);
  } else if (!is_hopeless) {
    channel_failed(turn, channel, why);
  }
  if (is_ours) {  // an order that went another way meanwhile is not concerned
    turn.decide_own(core::NoteSendFailed{sending.order, why, is_hopeless});
  }
}

void Outbox::channel_failed(Turn& turn, const std::string& channel, const std::string& error) {
  if (++failures_[channel] == options_.lanes.failures_to_open) {
    turn.decide_own(core::NoteChannel{channel, false, error});
  }
}

void Outbox::channel_works(Turn& turn, const std::string& channel) {
  const auto [place, first] = failures_.try_emplace(channel, 0);
  if (first || place->second >= options_.lanes.failures_to_open) {
    turn.decide_own(core::NoteChannel{channel, true, {}});  // an alarm may be older than this
  }
  place->second = 0;
}

std::map<std::string, Lane::Standing> Outbox::standings() const {
  std::map<std::string, Lane::Standing> all;
  for (const auto& [channel, each] : lanes_) {
    all.emplace(channel, each.standing());
  }
  return all;
}

}  // namespace holdfast::engine
