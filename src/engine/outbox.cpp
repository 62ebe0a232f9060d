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
    case order::Family::freeze:
      return "100201";
    case order::Family::freeze_release:
      return "100203";
    case order::Family::freeze_renewal:
      return "100205";
  }
  return {};
}

std::string_view freeze_type(order::Scope scope) {
  switch (scope) {
    case order::Scope::limited:
      return "01";
    case order::Scope::in_only:
      return "02";
    case order::Scope::full:
      return "03";
  }
  return {};
}

void add_freeze(port::PartnerMessage& message, const order::Order& order, const core::State& state,
                const std::string& installation) {
  const auto& filed = state.cases.at(order.case_id).filed;
  message.organisation = filed ? filed->unit : std::string{};
  message.document = order.approval->document;
  message.papers_later = message.document.empty() && !order.approval->emergency.empty();
  message.officer = order.approval->drafted_by;
  message.second_officer = order.approval->second;
  if (order.freeze) {
    message.freeze_type = freeze_type(order.freeze->scope);
    message.term_months = order.freeze->months;
    message.queue = order.freeze->queue;
    message.fruits = order.freeze->fruits;
  }
  for (const auto id : order.replaces) {
    message.replaces.push_back(application_id(installation, id));
  }
}

const core::Channel* channel_of(const core::Routing& routing, const std::string& name) {
  const auto found = std::find_if(routing.channels.begin(), routing.channels.end(),
                                  [&](const core::Channel& each) { return each.name == name; });
  return found == routing.channels.end() ? nullptr : &*found;
}

port::PartnerMessage render(const order::Order& order, const core::State& state, const World& world,
                            const std::string& installation) {
  port::PartnerMessage message;
  message.code = message_code(order.family);
  message.application_id = application_id(installation, order.id);
  const bool is_query = order.family == order::Family::subject_query ||
                        order.family == order::Family::transaction_query;
  const bool names_another = !is_query && order.family != order::Family::freeze;
  if (order.target && names_another) {
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
  if (order.approval) {
    add_freeze(message, order, state, installation);
  }
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
                 render(order, state, world, options_.installation),
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
