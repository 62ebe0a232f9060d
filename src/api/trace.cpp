// GET /cases/{id}/trace: the batch trace of the losses of a case, or of its whole series, over the
// graph as it is durable now.
// Runs on the handler's thread, two at a time.
#include "trace/trace.hpp"

#include <boost/json.hpp>

#include "api/case_sources.hpp"
#include "api/reads.hpp"
#include "api/routes.hpp"
#include "engine/views.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

constexpr std::size_t accounts_max = 20'000;    // followed; the rest is told as unfollowed
constexpr std::size_t transfers_max = 100'000;  // in the answer

base::Result<trace::TraceOptions> read_options(const Call& call) {
  trace::TraceOptions options;
  if (const auto text = call.query("policy"); !text.empty()) {
    const auto policy = trace::parse_policy(text);
    if (!policy) {
      return base::Error{base::ErrorCode::bad_input, policy.error().message, "?policy"};
    }
    options.policy = *policy;
  }
  if (const auto text = call.query("until"); !text.empty()) {
    const auto until = base::parse_instant(text);
    if (!until) {
      return base::Error{base::ErrorCode::bad_input, until.error().message, "?until"};
    }
    options.until = *until;
  }
  options.limits.accounts = accounts_max;
  return options;
}

json::array shares(std::span<const trace::Piece> by_source, std::size_t sources) {
  json::array list;
  for (const auto share : trace::dense(by_source, sources)) {
    list.push_back(share.value());
  }
  return list;
}

json::array accounts_of(const trace::TraceResult& result, const engine::World& world,
                        const core::Routing& routing) {
  json::array list;
  for (const auto& one : result.accounts) {
    const bool unseen = one.account == trace::unseen_account;
    json::object entry;
    entry["account"] = unseen ? "unseen" : engine::to_text(one.account);
    entry["label"] = unseen ? json::object{{"ref", "unseen"},
                                           {"number", ""},
                                           {"name", ""},
                                           {"institution", nullptr}}
                            : account_label(world, routing, one.account);
    entry["tier"] = one.tier;
    entry["received_fen"] = one.received.value();
    entry["moved_fen"] = one.moved.value();
    entry["remaining_fen"] = one.remaining.value();
    entry["by_source"] = shares(one.by_source, result.sources);
    entry["exit"] = one.exit;
    entry["unfollowed_fen"] = one.unfollowed.value();
    list.push_back(std::move(entry));
  }
  return list;
}

json::array transfers_of(const trace::TraceResult& result, const fund::Graph& graph) {
  json::array list;
  for (const auto& one : result.transfers) {
    if (list.size() == transfers_max) {
      break;
    }
    const auto transfer = graph.transfer(one.transfer);
    list.push_back(json::object{{"id", engine::to_text(one.transfer)},
                                {"time", base::format_instant(transfer.time)},
                                {"payer", engine::to_text(transfer.payer)},
                                {"payee", engine::to_text(transfer.payee)},
                                {"amount_fen", transfer.amount.value()},
                                {"kind", fund::to_text(transfer.kind)},
                                {"tainted_fen", one.tainted.value()},
                                {"by_source", shares(result.by_source(one), result.sources)}});
  }
  return list;
}

json::array sources_json(const CaseSources& ask) {
  json::array list;
  for (std::size_t i = 0; i < ask.sources.size(); ++i) {
    list.push_back(json::object{{"index", i},
                                {"case", order::to_text(ask.sources[i].case_id)},
                                {"loss", ask.sources[i].loss},
                                {"victim", ask.sources[i].victim}});
  }
  return list;
}

}  // namespace

Answer case_trace(const Call& call) {
  const auto id = read_case(call.request.param("id"));
  const auto options = read_options(call);
  if (!id || !options) {
    return !id ? id.error() : options.error();
  }
  const Gate::Turn turn{call.service.traces};
  if (!turn.has_it()) {
    return base::Error{base::ErrorCode::too_many, "other traces are running; try again"};
  }
  const auto ask = sources_of(call, *id);
  if (!ask) {
    return ask.error();
  }
  const auto& world = call.engine().world();
  const auto seq = call.engine().seq();
  const auto seeds = seeds_of(world.graph(), *ask);
  const auto result = trace::trace(world.graph(), call.engine().durable(), seeds, *options);
  if (!result) {
    return result.error();
  }
  json::object body;
  body["policy"] = trace::to_text(result->policy);
  body["stolen_fen"] = result->stolen.value();
  body["as_of"] = feed_marks(call);
  body["seq"] = seq;
  body["accounts"] = accounts_of(*result, world, routing_of(call));
  body["transfers"] = transfers_of(*result, world.graph());
  body["transfers_total"] = result->transfers.size();
  body["sources"] = sources_json(*ask);
  return with_seq(net::json_response(200, json::serialize(body)), seq);
}

}  // namespace holdfast::api
