// GET /partner/orders: a partner without an interface of its own fetches what is addressed to it,
// and says that it has it. What it did it tells by /partner/replies, as every partner.
#include <boost/json.hpp>
#include <fmt/core.h>

#include "api/body.hpp"
#include "api/reads.hpp"
#include "api/routes.hpp"
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
};

/// What waits for this partner, the oldest first.
std::vector<Waiting> waiting_for(const Call& call) {
  std::vector<Waiting> list;
  call.engine().read([&](const core::State& state) {
    for (const auto& [id, order] : state.orders) {
      const bool waits = order.state == order::State::approved || order.state == order::State::sent;
      if (!waits || !is_theirs(call.who, order)) {
        continue;
      }
      const auto* channel = core::find_channel(state.routing, order.channel);
      if (channel != nullptr && channel->kind == core::ChannelKind::pull) {
        list.push_back({id, {channel->name, channel->url, channel->is_hub, false}});
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
  json::array orders;
  port::BatchSeq seq = call.engine().seq();
  for (const auto& each : waiting_for(call)) {
    // Written down before it is told: what a partner knows is never news to us.
    const auto done = call.engine().submit_and_wait({call.who.name}, core::NoteOrderSent{each.id});
    const auto message = call.engine().message_of(each.id);
    if (!done || !message) {
      return done ? message.error() : done.error();
    }
    seq = done->seq;
    orders.push_back(json::parse(partner::render(each.channel, *message)));
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
