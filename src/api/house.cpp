// The house: rules, institutions and channels, feeds, alarms, and the figures of the day.
#include <algorithm>
#include <boost/json.hpp>
#include <fmt/core.h>

#include "api/bells.hpp"
#include "api/onboarding.hpp"
#include "api/routes.hpp"
#include "engine/json_values.hpp"
#include "engine/views.hpp"

namespace holdfast::api {

using engine::text_or_null;
using engine::time_or_null;

namespace json = boost::json;

Answer rules(const Call& call) {
  std::vector<law::Rule> all;
  std::vector<law::ReplyCode> codes;
  std::string source;
  call.engine().read([&](const core::State& state) {
    all = state.rules.rules();
    codes = state.rules.reply_codes();
    source = state.rules.name() + " " + state.rules.version();
  });
  json::array list;
  for (const auto& rule : all) {
    const bool is_text = !rule.text.empty();  // of a number it is empty
    list.push_back(
        json::object{{"key", rule.key},
                     {"value", is_text ? json::value(rule.text) : json::value(rule.number)},
                     {"unit", rule.unit},
                     {"article", rule.article},
                     {"source", source},
                     {"mark", rule.mark},
                     {"from", base::format_instant(rule.from)},
                     {"until", time_or_null(rule.until)},
                     {"note", rule.note}});
  }
  json::array results;
  for (const auto& code : codes) {
    results.push_back(json::object{{"code", code.code}, {"text", code.meaning}});
  }
  return net::json_response(200, json::serialize(json::object{{"rules", std::move(list)},
                                                              {"codes", std::move(results)}}));
}

namespace {

/// When a channel went down or came back, as its newest alarm says.
struct ChannelState {
  bool is_up = true;
  std::optional<base::Instant> since;
};

std::map<std::string, ChannelState> channel_states(const core::State& state) {
  std::map<std::string, ChannelState> states;
  for (const auto& [id, alarm] : state.alarms) {  // oldest first
    if (alarm.kind == core::AlarmKind::channel_down) {
      states[alarm.subject] = {alarm.cleared.has_value(),
                               alarm.cleared ? alarm.cleared : std::optional{alarm.since}};
    }
  }
  return states;
}

/// How orders leave through a channel, as its lane stands.
json::object lane_json(const std::map<std::string, engine::Lane::Standing>& lanes,
                       const std::string& channel) {
  const auto found = lanes.find(channel);
  const auto lane = found == lanes.end() ? engine::Lane::Standing{} : found->second;
  const auto breaker = lane.breaker == engine::Breaker::closed ? "closed"
                       : lane.breaker == engine::Breaker::open ? "open"
                                                               : "probing";
  return {{"breaker", breaker},          {"queued", lane.waiting},
          {"in_flight", lane.in_flight}, {"unanswered", lane.asked},
          {"failures", lane.failures},   {"next_probe", time_or_null(lane.next_probe)}};
}

json::array duty_json(const core::Institution& institution) {
  json::array list;
  for (const auto& each : institution.duty) {
    list.push_back(json::object{
        {"post", each.post}, {"phone", each.phone}, {"hours", text_or_null(each.hours)}});
  }
  return list;
}

std::string host_of(const std::string& url) {
  const auto parsed = net::parse_url(url);
  return parsed ? fmt::format("{}:{}", parsed->host, parsed->port) : std::string{};
}

/// How the bell of a channel that is fetched stands; null where it has none.
json::value webhook_json(const std::map<std::string, partner::Doorbell::Standing>& bells,
                         const std::string& channel) {
  const auto found = bells.find(channel);
  if (found == bells.end()) {
    return nullptr;
  }
  const auto& bell = found->second;
  return json::object{{"is_verified", bell.is_verified},
                      {"is_ringing", bell.is_ringing},
                      {"failures", bell.failures},
                      {"rung", bell.rung},
                      {"last_heard", engine::time_or_null(bell.last_heard)},
                      {"last_error", bell.last_error.empty() ? json::value(nullptr)
                                                             : json::value(bell.last_error)}};
}

base::Result<std::uint64_t> waiting_on(const Call& call, const std::string& channel) {
  port::RowQuery query;
  query.kind = "order";
  query.states = {"approved", "sent", "acknowledged"};
  query.term = "channel:" + channel;
  query.limit = 1;
  const auto page = call.engine().list(query, call.min_seq);
  if (!page) {
    return page.error();
  }
  return page->total;
}

}  // namespace

Answer institutions(const Call& call) {
  core::Routing routing;
  std::map<std::string, ChannelState> states;
  std::map<std::string, json::object> trials;
  call.engine().read([&](const core::State& state) {
    routing = state.routing;
    states = channel_states(state);
    for (const auto& each : routing.institutions) {
      if (each.trial) {
        trials.emplace(each.code, onboarding_json(state, each));
      }
    }
  });
  json::array list;
  for (const auto& each : routing.institutions) {
    json::array bins;
    for (const auto& bin : each.bins) {
      bins.push_back(json::value(bin));
    }
    list.push_back(
        json::object{{"code", each.code},
                     {"name", each.name},
                     {"channel", each.channel},
                     {"kind", boost::describe::enum_to_string(each.kind, "")},
                     {"hotline", text_or_null(each.hotline)},
                     {"backup", text_or_null(each.backup)},
                     {"duty", duty_json(each)},
                     {"bins", std::move(bins)},
                     {"onboarding", trials.contains(each.code) ? json::value(trials.at(each.code))
                                                               : json::value(nullptr)}});
  }
  const auto lanes = call.engine().lanes();
  const auto bells = call.service.options.bells
                         ? call.service.options.bells->standings()
                         : std::map<std::string, partner::Doorbell::Standing>{};
  json::array channels;
  for (const auto& each : routing.channels) {
    const auto waiting = waiting_on(call, each.name);
    if (!waiting) {
      return waiting.error();
    }
    const auto state = states[each.name];
    channels.push_back(
        json::object{{"name", each.name},
                     {"url_host", host_of(each.url)},
                     {"is_hub", each.is_hub},
                     {"kind", boost::describe::enum_to_string(each.kind, "json")},
                     {"state", state.is_up ? "up" : "down"},
                     {"since", base::format_instant(state.since.value_or(call.service.started))},
                     {"waiting", *waiting},
                     {"lane", lane_json(lanes, each.name)},
                     {"webhook", webhook_json(bells, each.name)}});
  }
  return net::json_response(200, json::serialize(json::object{{"institutions", std::move(list)},
                                                              {"channels", std::move(channels)}}));
}

Answer feeds(const Call& call) {
  std::map<std::string, core::Feed> all;
  core::Routing routing;
  call.engine().read([&](const core::State& state) {
    all = state.feeds;
    routing = state.routing;
  });
  json::array list;
  for (const auto& [code, feed] : all) {
    const auto* known = core::find_institution(routing, code);
    list.push_back(json::object{{"institution", code},
                                {"name", known == nullptr ? code : known->name},
                                {"state", engine::feed_state(feed)},
                                {"watermark", time_or_null(feed.watermark)},
                                {"last_heard", time_or_null(feed.last_heard)},
                                {"rows", feed.rows},
                                {"duplicates", feed.duplicates},
                                {"legs", feed.legs},
                                {"refused", feed.refused}});
  }
  return net::json_response(
      200, json::serialize(json::object{{"feeds", std::move(list)},
                                        {"now", base::format_instant(call.engine().now())}}));
}

Answer alarms(const Call& call) {
  auto query = page_query(call, "alarm");
  if (!query) {
    return query.error();
  }
  return list_page(call, *query);
}

Answer acknowledge_alarm(const Call& call) {
  const auto number = read_number(call.request.param("id"), 'W');
  if (!number) {
    return base::Error{base::ErrorCode::not_found, "no such alarm"};
  }
  return submit(call, core::AcknowledgeAlarm{core::AlarmId{*number}});
}

namespace {

struct Figures {
  std::uint64_t cases = 0;
  base::Fen loss;
  base::Fen held;
  base::Fen running;
  std::uint64_t orders_waiting = 0;
  std::vector<std::int64_t> stop_ms;  // of today's stops: from the draft to the bank's answer
};

Figures figures_of(const core::State& state, base::Instant now) {
  constexpr auto beijing = std::chrono::hours{8};
  const auto today = std::chrono::floor<std::chrono::days>(now + beijing) - beijing;
  Figures figures;
  for (const auto& [id, file] : state.cases) {
    if (file.closed) {
      continue;
    }
    ++figures.cases;
    const auto totals = engine::totals_of(file, state);
    figures.loss += desk::total_loss(file);
    figures.held += totals.held;
    figures.running += totals.running;
  }
  for (const auto& [id, order] : state.orders) {
    figures.orders_waiting +=
        order::awaits_partner(order) || order.state == order::State::review ? 1 : 0;
    if (order.family == order::Family::stop && order.times.in_force && order.times.answered &&
        *order.times.answered >= today) {
      figures.stop_ms.push_back((*order.times.answered - order.times.drafted).count());
    }
  }
  std::sort(figures.stop_ms.begin(), figures.stop_ms.end());
  return figures;
}

json::value percentile(const std::vector<std::int64_t>& sorted, std::size_t percent) {
  if (sorted.empty()) {
    return nullptr;
  }
  return sorted[(sorted.size() - 1) * percent / 100];
}

}  // namespace

namespace {

json::object memory_json(const engine::Engine::Counters& counters) {
  return {{"state", engine::name_of(counters.memory.state)},
          {"own_bytes", counters.memory.own_bytes},
          {"limit_bytes", counters.memory_limit_bytes},
          {"archived_bytes", counters.memory.given_back_bytes}};
}

}  // namespace

Answer stats(const Call& call) {
  auto& cache = call.service.stats;
  const std::lock_guard lock{cache.mutex};
  const auto began = std::chrono::steady_clock::now();
  if (began < cache.good_until) {
    return net::json_response(200, cache.body);
  }
  Figures figures;
  auto took = std::chrono::steady_clock::duration{};
  const auto now = call.engine().now();
  call.engine().read([&](const core::State& state) {
    const auto from = std::chrono::steady_clock::now();
    figures = figures_of(state, now);
    took = std::chrono::steady_clock::now() - from;
  });
  cache.body = json::serialize(json::object{{"now", base::format_instant(now)},
                                            {"cases_open", figures.cases},
                                            {"loss_fen", figures.loss.value()},
                                            {"held_fen", figures.held.value()},
                                            {"running_fen", figures.running.value()},
                                            {"orders_waiting", figures.orders_waiting},
                                            {"stop_ms_p50", percentile(figures.stop_ms, 50)},
                                            {"stop_ms_p95", percentile(figures.stop_ms, 95)},
                                            {"stops_today", figures.stop_ms.size()},
                                            {"memory", memory_json(call.engine().counters())}});
  // Never more than a two-hundredth of the engine's time, however many cases there are.
  cache.good_until =
      std::chrono::steady_clock::now() +
      std::max<std::chrono::steady_clock::duration>(std::chrono::milliseconds{500}, took * 200);
  return net::json_response(200, cache.body);
}

}  // namespace holdfast::api
