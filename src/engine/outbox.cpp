#include "engine/outbox.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/core.h>

#include "engine/turn.hpp"

namespace holdfast::engine {

namespace {

constexpr int failures_before_alarm = 3;
constexpr base::Milliseconds first_pause{200};
constexpr base::Milliseconds longest_pause{30'000};

base::Milliseconds pause_after(int attempts) {
  const int doublings = std::min(attempts - 1, 8);
  return std::min(first_pause * (1 << std::max(doublings, 0)), longest_pause);
}

std::string_view message_code(order::Family family) {
  switch (family) {
    case order::Family::stop:
      return "100101";
    case order::Family::stop_release:
      return "100103";
    case order::Family::transaction_query:
      return "100301";
    case order::Family::subject_query:
      return "100303";
  }
  return {};
}

const core::Channel* channel_of(const core::Routing& routing, const std::string& name) {
  const auto found = std::find_if(routing.channels.begin(), routing.channels.end(),
                                  [&](const core::Channel& each) { return each.name == name; });
  return found == routing.channels.end() ? nullptr : &*found;
}

port::PartnerMessage render(const order::Order& order, const World& world,
                            const std::string& installation) {
  port::PartnerMessage message;
  message.code = message_code(order.family);
  message.application_id = application_id(installation, order.id);
  if (order.target && order.family == order::Family::stop_release) {
    message.original_application_id = application_id(installation, *order.target);
  }
  message.case_number = order::to_text(order.case_id);
  message.institution = order.institution;
  const auto facts = world.facts(order.account);
  message.account = facts.number;
  message.account_name = order.named ? order.named->text : facts.name;
  message.amount = order.amount;
  if (order.justification) {
    const auto payer = world.facts(order.justification->payer);
    message.justification = {payer.number, payer.name, order.justification->amount,
                             order.justification->time, order.justification->serial};
  }
  message.reason = order.ground.reason;
  message.article = order.ground.article;
  message.term_hours = order.ground.term_ms / 3'600'000;
  message.officer = order.authority ? order.authority->by : std::string{};
  return message;
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
  return false;
}

}  // namespace

std::string application_id(const std::string& installation, order::OrderId id) {
  return fmt::format("{}-{}", installation, order::to_text(id));
}

std::optional<order::OrderId> order_of_application(const std::string& installation,
                                                   std::string_view text) {
  const auto head = installation + "-O";
  if (!text.starts_with(head)) {
    return std::nullopt;
  }
  const auto digits = text.substr(head.size());
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc{} || end != digits.data() + digits.size() || number == 0) {
    return std::nullopt;
  }
  return order::OrderId{number};
}

void Outbox::note(const std::vector<core::Event>& events, const core::State& state,
                  const World& world) {
  std::vector<order::OrderId> sent;
  for (const auto& event : events) {
    order::OrderId id;
    if (const auto* approved = std::get_if<core::OrderApproved>(&event.body)) {
      pending_.try_emplace(approved->order);
      dispatch(approved->order, state, world);
      sent.push_back(approved->order);
    } else if (ends_waiting(event.body, id)) {
      pending_.erase(id);
    }
  }
  if (!sent.empty() && partner_ != nullptr) {
    inbox_.push_always([sent = std::move(sent)](Turn& turn) {
      for (const auto id : sent) {
        turn.decide_own(core::NoteOrderSent{id});
      }
    });
  }
}

void Outbox::refill(const core::State& state, const World& world) {
  for (const auto& [id, order] : state.orders) {
    if (order::awaits_partner(order)) {
      pending_.try_emplace(id);
      dispatch(id, state, world);
    }
  }
}

void Outbox::tick(base::Instant now, const core::State& state, const World& world) {
  std::vector<order::OrderId> due;
  for (auto& [id, pending] : pending_) {
    if (pending.in_flight) {
      continue;
    }
    if (pending.next_try == base::Instant{}) {
      pending.next_try =
          now + (pending.attempts == 0 ? base::Milliseconds{0} : pause_after(pending.attempts));
    }
    if (pending.next_try <= now) {
      due.push_back(id);
    }
  }
  std::sort(due.begin(), due.end());
  for (const auto id : due) {
    dispatch(id, state, world);
  }
}

void Outbox::dispatch(order::OrderId id, const core::State& state, const World& world) {
  const auto& order = state.orders.at(id);
  if (!order::awaits_partner(order)) {
    pending_.erase(id);
    return;
  }
  auto& pending = pending_.at(id);
  pending.next_try = {};
  const auto* channel = channel_of(state.routing, order.channel);
  if (partner_ == nullptr || channel == nullptr) {
    pending.attempts = std::max(pending.attempts, 1);
    return;  // no way out yet: tried again when the routing changes or the process restarts
  }
  pending.in_flight = true;
  ++pending.attempts;
  partner_->send({channel->name, channel->url, channel->is_hub},
                 render(order, world, options_.installation),
                 [this, id, name = channel->name](base::Result<port::PartnerAck> ack) {
                   delivered(id, name, std::move(ack));
                 });
}

/// On a thread of the partner's: back to the engine thread.
void Outbox::delivered(order::OrderId id, std::string channel, base::Result<port::PartnerAck> ack) {
  inbox_.push_always([this, id, channel = std::move(channel), ack = std::move(ack)](Turn& turn) {
    const auto found = pending_.find(id);
    if (found != pending_.end()) {
      found->second.in_flight = false;
    }
    if (ack) {
      if (found != pending_.end()) {
        // The business answer comes by itself; if it does not, the same order asks again.
        found->second.attempts = 1;
        found->second.next_try = turn.now + options_.resend_after;
      }
      channel_works(turn, channel);
      turn.decide_own(core::NoteOrderAcknowledged{id, ack->partner_number, ack->platform_number});
      return;
    }
    const auto code = ack.error().code;
    const bool hopeless = code == base::ErrorCode::bad_input || code == base::ErrorCode::forbidden;
    if (!hopeless) {
      channel_failed(turn, channel, ack.error().message);
    }
    turn.decide_own(core::NoteSendFailed{id, ack.error().message, hopeless});
  });
}

void Outbox::channel_failed(Turn& turn, const std::string& channel, const std::string& error) {
  if (++failures_[channel] == failures_before_alarm) {
    turn.decide_own(core::NoteChannel{channel, false, error});
  }
}

void Outbox::channel_works(Turn& turn, const std::string& channel) {
  const auto [place, first] = failures_.try_emplace(channel, 0);
  if (first || place->second >= failures_before_alarm) {  // an alarm may be older than this process
    turn.decide_own(core::NoteChannel{channel, true, {}});
  }
  place->second = 0;
}

}  // namespace holdfast::engine
