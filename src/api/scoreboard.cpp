// How partners do, and whom to ring: the scoreboard and the duty directory.
#include <boost/json.hpp>
#include <fmt/core.h>

#include "api/body.hpp"
#include "api/reads.hpp"
#include "api/routes.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

constexpr auto usual_span = std::chrono::days{30};

json::value ms_or_null(const std::optional<std::int64_t>& value) {
  return value ? json::value(*value) : json::value(nullptr);
}

json::object spread_json(const engine::Spread& spread) {
  return {{"p50", ms_or_null(spread.p50)}, {"p95", ms_or_null(spread.p95)}};
}

json::object score_json(const engine::PartnerScore& score, const core::Routing& routing) {
  json::array codes;
  for (const auto& [code, count] : score.codes) {
    codes.push_back(json::object{{"code", code}, {"count", count}});
  }
  const auto* institution = core::find_institution(routing, score.institution);
  return {{"institution", score.institution},
          {"name", institution == nullptr ? score.institution : institution->name},
          {"channel", institution == nullptr ? "" : institution->channel},
          {"orders", score.orders},
          {"answered", score.answered},
          {"done", score.done},
          {"taken_ms", spread_json(score.taken)},
          {"stopped_ms", spread_json(score.stopped)},
          {"codes", std::move(codes)},
          {"undelivered", score.undelivered},
          {"owes_feedback", score.owes_feedback}};
}

base::Result<std::optional<base::Instant>> time_of(const Call& call, std::string_view name) {
  const auto text = call.query(name);
  if (text.empty()) {
    return std::optional<base::Instant>{};
  }
  const auto at = base::parse_instant(text);
  if (!at) {
    return base::Error{base::ErrorCode::bad_input, at.error().message, std::string{name}};
  }
  return std::optional{*at};
}

}  // namespace

Answer partner_scores(const Call& call) {
  const auto from = time_of(call, "from");
  const auto until = time_of(call, "until");
  if (!from || !until) {
    return from ? until.error() : from.error();
  }
  const auto now = call.engine().now();
  const auto end = until->value_or(now);
  const auto begin = from->value_or(end - usual_span);
  const auto routing = routing_of(call);
  json::array list;
  for (const auto& score : call.engine().scores(begin, end)) {
    list.push_back(score_json(score, routing));
  }
  return net::json_response(200,
                            json::serialize(json::object{{"items", std::move(list)},
                                                         {"from", base::format_instant(begin)},
                                                         {"until", base::format_instant(end)}}));
}

}  // namespace holdfast::api
