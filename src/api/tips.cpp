// Tips and consultations as the officers' desk reads them.
#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "api/reads.hpp"
#include "api/tip_form.hpp"
#include "api/tip_routes.hpp"
#include "api/traits.hpp"
#include "engine/json_values.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

constexpr std::array kinds{"report", "consultation"};
constexpr std::array states{"received", "working", "ended", "proposed", "approved", "claimed"};

base::Error bad_query(const std::string& name, const std::string& why) {
  return {base::ErrorCode::bad_input, name + " " + why, "?" + name};
}

template <std::size_t size>
bool is_one_of(const std::array<const char*, size>& all, std::string_view text) {
  return std::any_of(all.begin(), all.end(), [&](const char* each) { return text == each; });
}

/// The states of the rows that ?kind and ?state ask for; without a state those that are not over.
base::Result<std::vector<std::string>> states_of(const Call& call) {
  const auto kind = call.query("kind");
  const auto state = call.query("state");
  if (!kind.empty() && !is_one_of(kinds, kind)) {
    return bad_query("kind", "is report or consultation");
  }
  if (!state.empty() && state != "open" && state != "all" && !is_one_of(states, state)) {
    return bad_query("state",
                     "is open, all, received, working, ended, proposed, approved or claimed");
  }
  std::vector<std::string> list;
  for (const std::string each_kind : kinds) {
    for (const std::string each : states) {
      const bool is_asked = state == "all" || each == state ||
                            ((state.empty() || state == "open") && each != "ended");
      if ((kind.empty() || kind == each_kind) && is_asked) {
        list.push_back(each_kind + ":" + each);
      }
    }
  }
  return list;
}

/// Which of our cases and warnings name what the tip names, and what is held against it.
json::array known_of(const core::State& state, const tip::Tip& tip) {
  json::array list;
  for (const auto& each : tip.named) {
    json::array cases;
    if (const auto found = state.named_in.find(each.digest.text);
        !each.digest.text.empty() && found != state.named_in.end()) {
      for (const auto id : found->second) {
        cases.push_back(json::string{order::to_text(id)});
      }
    }
    json::array tips;
    if (const auto found = state.tip_index.naming.find(each.digest.text);
        found != state.tip_index.naming.end()) {
      for (const auto id : found->second) {
        if (id != tip.id) {
          tips.push_back(json::string{tip::to_text(id)});
        }
      }
    }
    list.push_back(json::object{{"cases", std::move(cases)}, {"tips", std::move(tips)}});
  }
  return list;
}

bool is_of(const core::State& state, const tip::Tip& tip, const std::string& unit) {
  const auto chain = core::chain_of(state.routing, tip.unit);
  return unit.empty() || std::find(chain.begin(), chain.end(), unit) != chain.end();
}

json::array bounds_json(const core::State& state, base::Instant now) {
  json::array list;
  for (const auto& value : coded_json(state, "tip.reward.kinds", now)) {
    auto kind = value.as_object();
    const auto key = "tip.reward." + std::string{kind.at("code").as_string()};
    const auto* least = state.rules.find(key + ".least", now);
    const auto* most = state.rules.find(key + ".most", now);
    if (least != nullptr && most != nullptr) {
      kind["least_fen"] = least->number;
      kind["most_fen"] = most->number;
      kind["article"] = most->article;
      kind["mark"] = most->mark;
      list.push_back(std::move(kind));
    }
  }
  return list;
}

}  // namespace

Answer list_tips(const Call& call) {
  auto query = page_query(call, "tip");
  if (!query) {
    return query.error();
  }
  auto wanted = states_of(call);
  if (!wanted) {
    return wanted.error();
  }
  query->states = std::move(*wanted);
  const auto owner = call.query("owner");
  const auto sought = call.query("q");
  const auto unit = call.query("unit").empty() ? call.who.unit : call.query("unit");
  if ((!owner.empty() && !sought.empty()) || (!call.query("unit").empty() && !sought.empty())) {
    return bad_query("q", "does not go with an owner or a unit");
  }
  if (!owner.empty()) {
    query->term = "owner:" + owner;
  } else if (!sought.empty()) {
    const auto number =
        sought.starts_with("TP") ? read_number(sought.substr(1), 'P') : std::nullopt;
    query->term = number ? tip::to_text(tip::TipId{*number}) : search_term(call, sought);
  } else if (!unit.empty()) {
    query->term = "unit:" + unit;
  }
  if (call.query("order").empty()) {
    query->order = port::RowOrder::oldest_first;  // by what is due first
  }
  return list_page(call, *query);
}

Answer one_tip(const Call& call) {
  const auto id = tip_in_path(call);
  if (!id) {
    return id.error();
  }
  bool is_theirs = false;
  json::array known;
  call.engine().read([&](const core::State& state) {
    const auto found = state.tips.find(*id);
    is_theirs = found != state.tips.end() && is_of(state, found->second, call.who.unit);
    if (is_theirs) {
      known = known_of(state, found->second);
    }
  });
  if (!is_theirs) {
    return base::Error{base::ErrorCode::not_found, "no such tip"};
  }
  auto doc = call.engine().find("tip", tip::to_text(*id), call.min_seq);
  if (!doc) {
    return doc.error();
  }
  doc->pop_back();  // the object goes on
  return tagged(call, *doc + ",\"known\":" + json::serialize(known) + "}");
}

Answer read_tip_text(const Call& call) {
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  const auto text = fields->needed_text("text", tip_text_bytes_max);
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  json::array named;
  for (const auto& each : named_in_text(call, text, {}, {})) {
    named.push_back(json::object{{"kind", boost::describe::enum_to_string(each.kind, "")},
                                 {"value", each.value.text}});
  }
  return net::json_response(
      200, json::serialize(json::object{{"type", engine::text_or_null(type_of_text(call, text))},
                                        {"named", std::move(named)}}));
}

Answer tip_terms(const Call& call) {
  json::object body;
  const auto now = call.engine().now();
  call.engine().read([&](const core::State& state) {
    body["steps"] = coded_json(state, "tip.steps", now);
    body["results"] = coded_json(state, "tip.results", now);
    body["rewarded"] = coded_json(state, "tip.reward.results", now);
    body["ways"] = coded_json(state, "tip.reward.ways", now);
    body["named_ways"] = coded_json(state, "tip.reward.ways.named", now);
    body["rewards"] = bounds_json(state, now);
    body["streets"] = streets_json(state);
    json::array units;
    for (const auto& unit : state.routing.units) {
      units.push_back(json::object{{"code", unit.code}, {"name", unit.name}});
    }
    body["units"] = std::move(units);
  });
  return net::json_response(200, json::serialize(body));
}

}  // namespace holdfast::api
