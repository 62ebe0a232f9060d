// What anybody may ask without a login: is this paper genuine. It is told what stands on the
// paper's head and nothing about a case or a person; guessing is bounded by address, and a code has
// 55 random bits.
#include <array>
#include <boost/json.hpp>
#include <fmt/core.h>

#include "api/body.hpp"
#include "api/public_forms.hpp"
#include "api/public_house.hpp"
#include "api/routes.hpp"
#include "base/calendar.hpp"
#include "base/digest.hpp"
#include "engine/json_values.hpp"
#include "order/machine.hpp"

namespace holdfast::api {

namespace json = boost::json;

House house_of(const Call& call) {
  House house;
  call.engine().read([&](const core::State& state) {
    if (const auto* rule = state.rules.find("house.unit", state.now)) {
      house.unit = rule->text;
    }
    if (const auto* rule = state.rules.find("house.telephone", state.now)) {
      house.telephone = rule->text;
    }
  });
  return house;
}

base::Result<void> admit_visit(VisitThrottle& throttle, const net::Request& request,
                               base::Instant now, std::string_view what) {
  const auto wait = throttle.note_visit(std::string{host_of(request.peer)}, now);
  if (wait.count() > 0) {
    return base::Error{base::ErrorCode::too_many, fmt::format("{}过于频繁，请在 {} 秒后再试", what,
                                                              (wait.count() + 999) / 1000)};
  }
  return {};
}

std::string public_root(std::string_view public_url, std::string_view listen) {
  auto root = public_url.empty() ? fmt::format("http://{}", listen) : std::string{public_url};
  while (root.ends_with('/')) {
    root.pop_back();
  }
  return root;
}

std::string no_such_paper(const House& house, std::string_view why) {
  return json::serialize(json::object{{"genuine", false},
                                      {"why", why},
                                      {"kind", nullptr},
                                      {"title", nullptr},
                                      {"date", nullptr},
                                      {"unit", house.unit},
                                      {"telephone", house.telephone}});
}

namespace {

net::Response not_genuine(const Call& call, std::string_view why) {
  return net::json_response(200, no_such_paper(house_of(call), why));
}

constexpr std::array situations{desk::Situation::goods_sold, desk::Situation::second_hand,
                                desk::Situation::wages, desk::Situation::loan,
                                desk::Situation::other};

/// The items of a rule's text, which semicolons part.
json::array items_of(std::string_view text) {
  constexpr std::string_view semicolon = "；";
  json::array items;
  while (!text.empty()) {
    const auto end = std::min(text.find(semicolon), text.size());
    items.push_back(json::value(text.substr(0, end)));
    text.remove_prefix(std::min(end + semicolon.size(), text.size()));
  }
  return items;
}

json::array evidence(const law::RuleBook& rules, base::Instant now) {
  json::array list;
  for (const auto situation : situations) {
    const std::string name = boost::describe::enum_to_string(situation, "");
    const auto* rule = rules.find("evidence." + name, now);
    list.push_back(json::object{
        {"situation", name}, {"evidence", rule == nullptr ? json::array{} : items_of(rule->text)}});
  }
  return list;
}

/// The newest objection to the measure, as its filer may see it.
json::value objection_of(const core::State& state, order::OrderId order) {
  const desk::Objection* last = nullptr;
  for (const auto& [id, objection] : state.objections) {
    last = objection.order == order ? &objection : last;
  }
  if (last == nullptr) {
    return nullptr;
  }
  const auto& answered = last->answered;
  return json::object{
      {"id", desk::to_text(last->id)},
      {"filed_at", base::format_instant(last->filed_at)},
      {"due", base::format_instant(last->due)},
      {"ruling", answered ? json::value(boost::describe::enum_to_string(answered->ruling, ""))
                          : json::value(nullptr)},
      {"reason", answered ? json::value(answered->reason) : json::value(nullptr)},
      {"answered_at",
       answered ? json::value(base::format_instant(answered->at)) : json::value(nullptr)}};
}

std::string_view standing(const order::Order& order, base::Instant now) {
  const bool lapsed = order.times.deadline && now >= *order.times.deadline;
  if (order.state == order::State::in_force && !lapsed) {
    return "in_force";
  }
  return order.state == order::State::queued ? "queued" : "ended";
}

json::object notice_json(const core::State& state, const order::Paper& paper, base::Instant now) {
  const auto& order = state.orders.at(paper.order);
  const auto& facts = paper.facts;
  const auto state_now = standing(order, now);
  return {
      {"title", order::title_of(paper.kind, facts.family)},
      {"number", paper.number},
      {"unit", facts.unit},
      {"telephone", facts.telephone},
      {"family", boost::describe::enum_to_string(order.family, "")},
      {"state", state_now},
      {"account", base::mask_number(facts.mark.text.empty() ? facts.number.text : facts.mark.text)},
      {"institution", facts.institution},
      {"article", facts.article},
      {"from", engine::time_or_null(order.times.in_force)},
      {"until",
       state_now == "in_force" ? engine::time_or_null(order.times.deadline) : json::value(nullptr)},
      {"appeal", facts.appeal},
      {"may_object", !order::obstacle_to(order, order::Act::object, now)},
      {"situations", evidence(state.rules, now)},
      {"objection", objection_of(state, order.id)}};
}

}  // namespace

engine::Caller public_caller(const Call& call, std::string_view about) {
  if (const auto key = call.request.header("Idempotency-Key")) {
    return {"public", fmt::format("public/{}/{}", about, *key),
            base::to_hex(base::sha256(call.request.body))};
  }
  return engine::Caller{"public"};
}

bool is_json(const Call& call) {
  return call.request.content_type() == "application/json";
}

base::Result<void> note_telling(const Call& call) {
  return call.is_inside
             ? base::Result<void>{}
             : admit_visit(call.service.tellings, call.request, call.engine().now(), "提交");
}

base::Result<void> note_visit(const Call& call) {
  return call.is_inside
             ? base::Result<void>{}
             : admit_visit(call.service.visits, call.request, call.engine().now(), looking_up);
}

Answer public_keys(const Call& call) {
  json::array keys;
  if (const auto& signing = call.service.options.signing) {
    const auto& key = signing->public_key();
    keys.push_back(json::object{
        {"id", key.id()}, {"algorithm", sign::name_of(key.algorithm())}, {"pem", key.pem()}});
  }
  return tagged(call, json::serialize(json::object{{"keys", std::move(keys)}}));
}

Answer check_paper(const Call& call) {
  if (const auto ok = note_visit(call); !ok) {
    return ok.error();
  }
  const auto code = order::read_code(call.request.param("code"));
  if (!code) {
    return not_genuine(call, "mistyped");
  }
  port::RowQuery query;
  query.kind = "paper";
  query.term = "code:" + *code;
  query.limit = 1;
  const auto page = call.engine().list(query);
  if (!page) {
    return page.error();
  }
  if (page->docs.empty()) {
    return not_genuine(call, "unknown");
  }
  const auto doc = json::parse(page->docs.front());
  const auto issued = base::parse_instant(std::string_view{doc.at("issued_at").as_string()});
  return net::json_response(
      200, json::serialize(json::object{{"genuine", true},
                                        {"why", nullptr},
                                        {"kind", doc.at("kind")},
                                        {"title", doc.at("title")},
                                        {"date", base::date_in_words(issued.value())},
                                        {"unit", doc.at("unit")},
                                        {"telephone", doc.at("telephone")}}));
}

Answer holder_notice(const Call& call) {
  if (const auto ok = note_visit(call); !ok) {
    return ok.error();
  }
  const auto code = order::read_code(call.request.param("code"));
  if (!code) {
    return code.error();
  }
  std::optional<json::object> found;
  const auto now = call.engine().now();
  call.engine().read([&](const core::State& state) {
    const auto id = state.paper_by_code.find(*code);
    if (id == state.paper_by_code.end()) {
      return;
    }
    if (const auto& paper = state.papers.at(id->second);
        paper.kind == order::PaperKind::holder_notice) {
      found = notice_json(state, paper, now);
    }
  });
  if (!found) {
    return base::Error{base::ErrorCode::not_found, "没有这一告知书，请核对核验码"};
  }
  return net::json_response(200, json::serialize(*found));
}

base::Result<core::FileObjection> read_filing(std::string_view code, std::string_view body) {
  const auto fields = Fields::parse(body);
  if (!fields) {
    return fields.error();
  }
  core::FileObjection filing;
  filing.code = code;
  filing.situation = needed_choice<desk::Situation>(
      *fields, "situation", "goods_sold, second_hand, wages, loan or other");
  if (fields->has("urgency")) {
    filing.urgency = needed_choice<desk::Urgency>(*fields, "urgency", "none, living or medical");
  }
  filing.wanted = fields->amount("wanted_fen");
  filing.text = fields->needed_text("text", 6000);
  filing.name = fields->needed_text("name", 128);
  filing.phone = fields->needed_text("phone", 32);
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return filing;
}

Answer file_objection(const Call& call) {
  if (const auto ok = note_visit(call); !ok) {
    return ok.error();
  }
  if (call.request.content_type() != "application/json") {  // a form of another site cannot send it
    return net::problem(415, "unsupported_type", "send application/json");
  }
  auto filing = read_filing(call.request.param("code"), call.request.body);
  if (!filing) {
    return filing.error();
  }
  // Nobody is logged in: the code is who acts, and a key is theirs.
  engine::Caller caller{"public"};
  if (const auto key = call.request.header("Idempotency-Key")) {
    caller = {"public", "public/" + filing->code + "/" + std::string{*key},
              base::to_hex(base::sha256(call.request.body))};
  }
  const auto done = call.engine().submit_and_wait(std::move(caller), *std::move(filing));
  if (!done) {
    return done.error();
  }
  return with_seq(net::json_response(201, json::serialize(json::object{
                                              {"objection", done->answer.id}, {"seq", done->seq}})),
                  done->seq);
}

}  // namespace holdfast::api
