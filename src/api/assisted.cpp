#include "api/assisted.hpp"

#include <boost/json.hpp>
#include <fmt/core.h>
#include <future>

#include "api/body.hpp"
#include "api/reads.hpp"
#include "api/routes.hpp"
#include "order/machine.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

constexpr std::size_t orders_max = 500;

/// Takes the orders out to the other system; what is told of them is told only once that is
/// durable.
base::Result<engine::Done> take_out(const Call& call, std::vector<order::OrderId> orders,
                                    std::string reason) {
  return call.engine().submit_and_wait(call.caller(),
                                       core::TakeByHand{std::move(orders), std::move(reason)});
}

/// The order of that application id, if it goes by an assisted channel.
struct Place {
  bool is_known = false;
  bool is_assisted = false;
  bool was_answered = false;
};
Place place_of(const Call& call, const std::string& application_id, base::Instant now) {
  Place place;
  const auto id = call.engine().order_of_application(application_id);
  call.engine().read([&](const core::State& state) {
    const auto found = id ? state.orders.find(*id) : state.orders.end();
    if (found == state.orders.end()) {
      return;
    }
    const auto& order = found->second;
    const auto* channel = core::find_channel(state.routing, order.channel);
    place.is_known = true;
    place.is_assisted = channel != nullptr && channel->kind == core::ChannelKind::assisted;
    place.was_answered = order::obstacle_to(order, order::Act::answer, now).has_value();
  });
  return place;
}

engine::PartnerReply reply_of(const ResultRow& row) {
  engine::PartnerReply reply;
  reply.application_id = row.application_id;
  reply.reply.partner_number = row.partner_number;
  reply.reply.platform_number = row.platform_number;
  reply.reply.result = row.result;
  reply.reply.message = row.message;
  reply.reply.balance = row.balance;
  reply.reply.held = row.held;
  reply.start = row.start;
  reply.end = row.end;
  reply.registered_name = row.registered_name;
  return reply;
}

base::Result<engine::Done> answer(const Call& call, const ResultRow& row) {
  std::promise<base::Result<engine::Done>> promise;
  auto future = promise.get_future();
  call.engine().answer_order(
      {call.who.name}, reply_of(row),
      [&promise](base::Result<engine::Done> done) { promise.set_value(std::move(done)); });
  return future.get();
}

json::object fault_json(std::uint64_t line, std::string_view field, std::string_view reason) {
  return {{"line", line}, {"field", field}, {"reason", reason}};
}

}  // namespace

Answer list_assisted(const Call& call) {
  auto query = page_query(call, "order");
  if (!query) {
    return query.error();
  }
  query->term = "by-hand";
  query->states = {"approved", "sent", "acknowledged"};
  query->order = port::RowOrder::oldest_first;
  return list_page(call, *query);
}

Answer order_fields(const Call& call) {
  const auto id = read_order(call.request.param("id"));
  const auto fields = Fields::parse(call.request.body);
  if (!id || !fields) {
    return !id ? id.error() : fields.error();
  }
  auto reason = fields->needed_text("reason", 2000);
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  const auto done = take_out(call, {*id}, std::move(reason));
  if (!done) {
    return done.error();
  }
  const auto message = call.engine().message_of(*id);
  if (!message) {
    return message.error();
  }
  json::array list;
  std::string text;
  for (const auto& field : copy_fields(*message)) {
    list.push_back(
        json::object{{"name", field.name}, {"title", field.title}, {"value", field.value}});
    text += fmt::format("{}\t{}\n", field.title, field.value);
  }
  return with_seq(net::json_response(
                      200, json::serialize(json::object{
                               {"fields", std::move(list)}, {"text", text}, {"seq", done->seq}})),
                  done->seq);
}

Answer assisted_batch(const Call& call) {
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  const auto names = fields->texts("orders", orders_max, 32);
  auto reason = fields->needed_text("reason", 2000);
  std::vector<order::OrderId> ids;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (const auto id = read_order(names[i])) {
      ids.push_back(*id);
    } else {
      return base::Error{id.error().code, id.error().message, fmt::format("/orders/{}", i)};
    }
  }
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  const auto done = take_out(call, ids, std::move(reason));
  if (!done) {
    return done.error();
  }
  std::vector<port::PartnerMessage> messages;
  for (const auto id : ids) {
    auto message = call.engine().message_of(id);
    if (!message) {
      return message.error();
    }
    messages.push_back(std::move(*message));
  }
  auto name = base::display_instant(call.engine().now());
  std::erase_if(name, [](char c) { return c < '0' || c > '9'; });
  const json::object body{{"file", fmt::format("holdfast-{}.csv", name)},
                          {"csv", batch_csv(messages)},
                          {"orders", messages.size()},
                          {"seq", done->seq}};
  return with_seq(net::json_response(200, json::serialize(body)), done->seq);
}

Answer order_entered(const Call& call) {
  const auto id = read_order(call.request.param("id"));
  const auto fields = Fields::parse(call.request.body);
  if (!id || !fields) {
    return !id ? id.error() : fields.error();
  }
  const auto number = fields->needed_text("platform_number", 64);
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  bool is_assisted = false;
  call.engine().read([&](const core::State& state) {
    const auto found = state.orders.find(*id);
    const auto* channel = found == state.orders.end()
                              ? nullptr
                              : core::find_channel(state.routing, found->second.channel);
    is_assisted = channel != nullptr && channel->kind == core::ChannelKind::assisted;
  });
  if (!is_assisted) {
    return base::Error{base::ErrorCode::conflict, "该指令不经人工通道"};
  }
  return submit(call, core::NoteOrderAcknowledged{*id, {}, number});
}

Answer assisted_results(const Call& call) {
  const auto file = read_results(call.request.body);
  if (!file) {
    return file.error();
  }
  const bool is_trial = call.query("check") == "1";
  json::array refused;
  for (const auto& fault : file->faults) {
    refused.push_back(fault_json(fault.line, fault.field, fault.reason));
  }
  std::size_t matched = 0;
  std::size_t repeated = 0;
  port::BatchSeq seq = call.engine().seq();
  for (const auto& row : file->rows) {
    const auto place = place_of(call, row.application_id, call.engine().now());
    if (!place.is_known) {
      refused.push_back(fault_json(row.line, "申请编号", "不是本中心的申请编号"));
      continue;
    }
    if (!place.is_assisted) {
      refused.push_back(fault_json(row.line, "申请编号", "该指令不经人工通道，由机构自行反馈"));
      continue;
    }
    ++(place.was_answered ? repeated : matched);
    if (is_trial || place.was_answered) {
      continue;
    }
    const auto done = answer(call, row);
    if (!done) {
      --matched;
      refused.push_back(fault_json(row.line, done.error().where, done.error().message));
      continue;
    }
    seq = done->seq;
  }
  const json::object body{{"rows", file->rows.size() + file->faults.size()},
                          {"matched", matched},
                          {"repeated", repeated},
                          {"refused", std::move(refused)},
                          {"is_trial", is_trial},
                          {"seq", seq}};
  return with_seq(net::json_response(200, json::serialize(body)), seq);
}

}  // namespace holdfast::api
