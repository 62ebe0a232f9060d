// GET /partner/orders: a partner without an interface of its own fetches what is addressed to it,
// and says that it has it; with ?open=1, for the desk of its people, what it has not answered. What
// it did it tells by /partner/replies, as every partner.
#include <boost/describe.hpp>
#include <boost/json.hpp>
#include <fmt/core.h>

#include "api/body.hpp"
#include "api/reads.hpp"
#include "api/routes.hpp"
#include "engine/json_values.hpp"
#include "partner/http_partner.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

constexpr std::size_t orders_at_once = 50;

bool is_theirs(const Identity& who, const order::Order& order) {
  return who.institution.empty() ? order.channel == who.name : order.institution == who.institution;
}

struct Waiting {
  order::OrderId id;
  port::ChannelAddress channel;
  bool is_news = true;  // not told before: written down before it is
  json::object standing;
};

/// At a desk one order stays in sight until it is answered; a program has it once it says so.
enum class Sight { unacknowledged, unanswered };

bool is_in_sight(const order::Order& order, const core::Channel& channel, Sight sight) {
  const bool is_fetched = channel.kind == core::ChannelKind::pull;
  switch (order.state) {
    case order::State::approved:
      return is_fetched;
    case order::State::sent:
      return is_fetched || sight == Sight::unanswered;
    case order::State::acknowledged:
      return sight == Sight::unanswered;
    default:
      return false;
  }
}

json::object standing_of(const order::Order& order) {
  return {{"order", order::to_text(order.id)},
          {"family", boost::describe::enum_to_string(order.family, "")},
          {"state", boost::describe::enum_to_string(order.state, "")},
          {"approved", engine::time_or_null(order.times.approved)},
          {"deadline", engine::time_or_null(order.times.deadline)}};
}

/// What waits for this partner, the oldest first.
std::vector<Waiting> waiting_for(const Call& call, Sight sight) {
  std::vector<Waiting> list;
  call.engine().read([&](const core::State& state) {
    for (const auto& [id, order] : state.orders) {
      if (!is_theirs(call.who, order)) {
        continue;
      }
      const auto* channel = core::find_channel(state.routing, order.channel);
      if (channel != nullptr && is_in_sight(order, *channel, sight)) {
        list.push_back({id,
                        {channel->name, channel->url, channel->is_hub, false},
                        sight == Sight::unacknowledged || order.state == order::State::approved,
                        standing_of(order)});
      }
      if (list.size() == orders_at_once) {
        return;
      }
    }
  });
  return list;
}

}  // namespace

Answer pull_orders(const Call& call) {
  const auto sight = call.query("open").empty() ? Sight::unacknowledged : Sight::unanswered;
  json::array orders;
  port::BatchSeq seq = call.engine().seq();
  for (auto& each : waiting_for(call, sight)) {
    if (each.is_news) {
      // Written down before it is told: what a partner knows is never news to us.
      const auto done =
          call.engine().submit_and_wait({call.who.name}, core::NoteOrderSent{each.id});
      if (!done) {
        return done.error();
      }
      seq = done->seq;
    }
    const auto message = call.engine().message_of(each.id);
    if (!message) {
      return message.error();
    }
    auto order = json::parse(partner::render(each.channel, *message)).as_object();
    if (sight == Sight::unanswered) {
      order["standing"] = std::move(each.standing);
    }
    orders.push_back(std::move(order));
  }
  const bool is_full = orders.size() == orders_at_once;
  return with_seq(
      net::json_response(200, json::serialize(json::object{
                                  {"orders", std::move(orders)}, {"more", is_full}, {"seq", seq}})),
      seq);
}

Answer acknowledge_pulled(const Call& call) {
  const auto& application_id = call.request.param("id");
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  const auto number = fields->needed_text("bank_number", 64);
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  if (const auto ok = check_addressee(call, application_id); !ok) {
    return ok.error();
  }
  const auto id = call.engine().order_of_application(application_id);
  return submit(call, core::NoteOrderAcknowledged{*id, number, {}});
}

}  // namespace holdfast::api
