// Orders and tasks. A bank sees the orders that are addressed to it, and no others.
#include <boost/json.hpp>

#include "api/body.hpp"
#include "api/routes.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

/// Filters combine into one term, in the order in which the rows hold them (views_orders.cpp).
base::Result<std::optional<std::string>> filter_term(const Call& call) {
  std::string term;
  const auto add = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) {
      term += term.empty() ? "" : "/";
      term += name;
      term += ":" + value;
    }
  };
  add("institution", call.who.is_bank() ? call.who.institution : call.query("institution"));
  add("family", call.query("family"));
  add("account", call.query("account"));
  if (call.who.is_bank() && call.who.institution.empty()) {
    return base::Error{base::ErrorCode::forbidden, "this key belongs to no institution"};
  }
  return term.empty() ? std::nullopt : std::optional{term};
}

std::vector<std::string> states_of(const Call& call) {
  std::vector<std::string> states;
  const auto text = call.query("state");  // one, or several with commas
  for (std::size_t from = 0; from < text.size();) {
    const auto comma = std::min(text.find(',', from), text.size());
    states.push_back(text.substr(from, comma - from));
    from = comma + 1;
  }
  return states;
}

struct OrderReason {
  order::OrderId order;
  std::string reason;
};

base::Result<OrderReason> read_decision(const Call& call) {
  const auto id = read_order(call.request.param("id"));
  const auto fields = Fields::parse(call.request.body);
  if (!id || !fields) {
    return !id ? id.error() : fields.error();
  }
  OrderReason read{*id, fields->needed_text("reason", 2000)};
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return read;
}

template <typename Command>
Answer decide_order(const Call& call) {
  auto read = read_decision(call);
  if (!read) {
    return read.error();
  }
  return submit(call, Command{read->order, std::move(read->reason)}, "order");
}

}  // namespace

Answer list_orders(const Call& call) {
  auto query = page_query(call, "order");
  if (!query) {
    return query.error();
  }
  const auto term = filter_term(call);
  if (!term) {
    return term.error();
  }
  query->term = *term;
  query->states = states_of(call);
  if (const auto text = call.query("case"); !text.empty()) {
    const auto id = read_case(text);
    if (!id) {
      return id.error();
    }
    query->parent = order::to_text(*id);
  }
  return list_page(call, *query);
}

Answer one_order(const Call& call) {
  const auto id = read_order(call.request.param("id"));
  if (!id) {
    return id.error();
  }
  auto doc = call.engine().find("order", order::to_text(*id), call.min_seq);
  if (!doc) {
    return doc.error();
  }
  if (call.who.is_bank() &&
      json::parse(*doc).at("institution").as_string() != call.who.institution) {
    return base::Error{base::ErrorCode::forbidden,
                       "this order is addressed to another institution"};
  }
  return tagged(call, std::move(*doc));
}

Answer approve_order(const Call& call) {
  return decide_order<core::ApproveOrder>(call);
}
Answer reject_order(const Call& call) {
  return decide_order<core::RejectOrder>(call);
}
Answer release_order(const Call& call) {
  return decide_order<core::ReleaseStop>(call);
}
Answer correct_order(const Call& call) {
  return decide_order<core::CorrectOrder>(call);
}

Answer list_tasks(const Call& call) {
  auto query = page_query(call, "task");
  if (!query) {
    return query.error();
  }
  if (call.query("order").empty()) {
    query->order = port::RowOrder::oldest_first;  // by what is due first
  }
  if (const auto state = call.query("state"); !state.empty()) {
    query->states = {state};
  }
  if (const auto text = call.query("case"); !text.empty()) {
    const auto id = read_case(text);
    if (!id) {
      return id.error();
    }
    query->parent = order::to_text(*id);
  }
  if (const auto owner = call.query("owner"); !owner.empty()) {
    query->term = "owner:" + owner;
  }
  if (const auto kind = call.query("kind"); !kind.empty()) {
    if (query->term) {
      return base::Error{base::ErrorCode::bad_input, "kind goes without owner", "?kind"};
    }
    query->term = "kind:" + kind;
  }
  return list_page(call, *query);
}

Answer finish_task(const Call& call) {
  const auto number = read_number(call.request.param("id"), 'K');
  if (!number) {
    return base::Error{base::ErrorCode::not_found, "no such task"};
  }
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  core::FinishTask finish{desk::TaskId{*number}, fields->needed_text("note", 2000)};
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return submit(call, std::move(finish));
}

}  // namespace holdfast::api
