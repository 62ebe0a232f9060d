// The queue of what waits for a signature, as the caller may give it; signing and approving several
// at once; standing in for an office.
#include <algorithm>
#include <boost/json.hpp>
#include <fmt/core.h>
#include <set>

#include "api/body.hpp"
#include "api/routes.hpp"
#include "core/duties.hpp"
#include "engine/json_values.hpp"

namespace holdfast::api {

namespace json = boost::json;

using engine::text_or_null;
using engine::time_or_null;

namespace {

constexpr std::size_t rows_a_term = 200;
constexpr std::size_t orders_at_once_max = 1000;

std::string name_of(order::Duty duty) {
  return boost::describe::enum_to_string(duty, "none");
}

constexpr std::array all_steps{order::Duty::unit_head, order::Duty::legal_review,
                               order::Duty::district_head, order::Duty::city_head};

/// What the caller could sign, told as the terms of the rows that wait for it (views_orders.cpp).
std::vector<std::string> terms_for(const Call& call, const std::vector<core::Office>& offices) {
  std::vector<std::string> terms{"waits:second/" + call.who.name, "waits:officer",
                                 "waits:countersign"};
  for (const auto step : all_steps) {
    if (std::any_of(offices.begin(), offices.end(),
                    [&](const core::Office& office) { return order::covers(office.duty, step); })) {
      terms.push_back("waits:" + name_of(step));
    }
  }
  return terms;
}

json::object office_json(const core::Office& office) {
  return {{"duty", name_of(office.duty)}, {"on_behalf", text_or_null(office.on_behalf)}};
}

/// What the caller can do about one order now; nothing when it is not theirs to sign.
std::optional<json::object> offer(const core::State& state, order::OrderId id,
                                  const std::string& name, base::Instant now) {
  const auto found = state.orders.find(id);
  if (found == state.orders.end()) {
    return std::nullopt;
  }
  const auto& order = found->second;
  if (order.approval && order.state == order::State::draft) {
    return core::may_sign(state, order, name)
               ? std::optional{json::object{{"act", "sign"}, {"office", nullptr}}}
               : std::nullopt;
  }
  if (order.approval) {
    const auto office = core::office_for(state, order, name, now);
    return office
               ? std::optional{json::object{{"act", "approve"}, {"office", office_json(*office)}}}
               : std::nullopt;
  }
  if (order.state == order::State::review) {
    return json::object{{"act", "approve"}, {"office", nullptr}};
  }
  return core::may_sign(state, order, name)
             ? std::optional{json::object{{"act", "countersign"}, {"office", nullptr}}}
             : std::nullopt;
}

base::Result<std::vector<order::OrderId>> read_orders(const Fields& fields) {
  std::vector<order::OrderId> orders;
  const auto texts = fields.texts("orders", orders_at_once_max, 32);
  if (const auto ok = fields.finish(); !ok) {
    return ok.error();
  }
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto id = read_order(texts[i]);
    if (!id) {
      auto error = id.error();
      error.where = fmt::format("/orders/{}", i);
      return error;
    }
    orders.push_back(*id);
  }
  return orders;
}

template <typename Command>
Answer decide_several(const Call& call) {
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  const auto reason = fields->needed_text("reason", 2000);
  auto orders = read_orders(*fields);
  if (!orders) {
    return orders.error();
  }
  return submit(call, Command{std::move(*orders), reason});
}

json::object delegation_json(const core::Delegation& each, base::Instant now) {
  const bool runs = !each.ended && each.begins <= now && now < each.until;
  const bool ahead = !each.ended && now < each.begins;
  return {{"id", core::to_text(each.id)},
          {"from", each.from},
          {"to", each.to},
          {"duty", name_of(each.duty)},
          {"begins", base::format_instant(each.begins)},
          {"until", base::format_instant(each.until)},
          {"reason", each.reason},
          {"state", runs    ? "running"
                    : ahead ? "ahead"
                            : "over"},
          {"ended", time_or_null(each.ended)},
          {"ended_by", text_or_null(each.ended_by)}};
}

}  // namespace

Answer approvals(const Call& call) {
  const auto now = call.engine().now();
  std::vector<core::Office> offices;
  call.engine().read(
      [&](const core::State& state) { offices = core::offices_of(state, call.who.name, now); });
  std::vector<std::pair<order::OrderId, std::string>> found;
  std::set<std::string> seen;
  bool more = false;
  port::BatchSeq seq = 0;
  for (const auto& term : terms_for(call, offices)) {
    port::RowQuery query;
    query.kind = "order";
    query.term = term;
    query.order = port::RowOrder::oldest_first;
    query.limit = rows_a_term;
    const auto page = call.engine().list(query, call.min_seq);
    if (!page) {
      return page.error();
    }
    more = more || !page->next_cursor.empty();
    seq = std::max(seq, page->seq);
    for (const auto& doc : page->docs) {
      const auto id = std::string{json::parse(doc).at("id").as_string()};
      if (seen.insert(id).second) {
        found.emplace_back(read_order(id).value(), doc);
      }
    }
  }
  std::vector<std::optional<json::object>> offers;  // as `found`
  call.engine().read([&](const core::State& state) {
    for (const auto& [id, doc] : found) {
      offers.push_back(offer(state, id, call.who.name, now));
    }
  });
  json::array items;
  for (std::size_t i = 0; i < offers.size(); ++i) {
    if (offers[i]) {
      (*offers[i])["order"] = json::parse(found[i].second);
      items.push_back(std::move(*offers[i]));
    }
  }
  json::array held;
  for (const auto& office : offices) {
    held.push_back(office_json(office));
  }
  const auto total = items.size();
  return net::json_response(200, json::serialize(json::object{{"offices", std::move(held)},
                                                              {"items", std::move(items)},
                                                              {"total", total},
                                                              {"more", more},
                                                              {"seq", seq}}));
}

Answer approve_several(const Call& call) {
  return decide_several<core::ApproveOrders>(call);
}
Answer sign_several(const Call& call) {
  return decide_several<core::SignOrders>(call);
}

Answer colleagues(const Call& call) {
  json::array items;
  call.engine().read([&](const core::State& state) {
    for (const auto& [name, user] : state.users) {
      if (core::person_named(state, name) != nullptr) {
        items.push_back(
            json::object{{"name", name},
                         {"display", user.display},
                         {"role", boost::describe::enum_to_string(user.role, "officer")},
                         {"duty", name_of(user.duty)},
                         {"unit", user.unit}});
      }
    }
  });
  return net::json_response(200, json::serialize(json::object{{"items", std::move(items)}}));
}

Answer delegations(const Call& call) {
  json::array items;
  const auto now = call.engine().now();
  call.engine().read([&](const core::State& state) {
    for (auto each = state.delegations.rbegin(); each != state.delegations.rend(); ++each) {
      items.push_back(delegation_json(each->second, now));
    }
  });
  return net::json_response(200, json::serialize(json::object{{"items", std::move(items)}}));
}

Answer delegate_duty(const Call& call) {
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  core::DelegateDuty delegation;
  delegation.to = fields->needed_text("to", 64);
  delegation.begins = fields->time("begins").value_or(call.engine().now());
  delegation.until = fields->needed_time("until");
  delegation.reason = fields->needed_text("reason", 2000);
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return submit(call, std::move(delegation), "delegation", 201);
}

Answer end_delegation(const Call& call) {
  const auto number = read_number(call.request.param("id"), 'D');
  if (!number) {
    return base::Error{base::ErrorCode::not_found, "no such delegation"};
  }
  return submit(call, core::EndDelegation{core::DelegationId{*number}}, "delegation");
}

}  // namespace holdfast::api
