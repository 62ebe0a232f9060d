// Calls of the 96110 line: what its exchange tells, whose screen a ringing call opens, calls that
// an officer asks for, and which case or warning one belongs to (doc/formats/telephony.md).
#include <algorithm>
#include <boost/describe.hpp>
#include <boost/json.hpp>

#include "api/body.hpp"
#include "api/reads.hpp"
#include "api/routes.hpp"
#include "base/log.hpp"
#include "core/duties.hpp"
#include "engine/json_values.hpp"
#include "net/sse.hpp"
#include "partner/exchange.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

/// The key under which the exchange tells of calls.
constexpr std::string_view exchange_key = "exchange";
constexpr std::size_t known_max = 5;  // cases and warnings of a number that a screen is shown
constexpr std::size_t calls_shown = 50;

json::object call_json(const dissuade::Call& call) {
  const auto name_or_null = [](const auto& value) {
    return value ? json::value(boost::describe::enum_to_string(*value, "")) : json::value(nullptr);
  };
  json::object body{
      {"id", dissuade::to_text(call.id)},
      {"way", boost::describe::enum_to_string(call.way, "")},
      {"state", boost::describe::enum_to_string(call.state, "")},
      {"number", call.number},
      {"extension", call.extension},
      {"officer", call.officer},
      {"case", call.case_id ? json::value(order::to_text(*call.case_id)) : json::value(nullptr)},
      {"warning", call.about ? json::value(dissuade::to_text(*call.about)) : json::value(nullptr)},
      {"began", base::format_instant(call.began)},
      {"ended", engine::time_or_null(call.ended)},
      {"result", name_or_null(call.result)},
      {"seconds", call.seconds},
      {"recording", nullptr}};
  if (call.recording) {
    body["recording"] = json::object{{"reference", call.recording->reference},
                                     {"sha256", call.recording->sha256},
                                     {"noted", base::format_instant(call.recording->noted)}};
  }
  return body;
}

/// Documents that bear the number, the newest first, as {"id","state",…} of the projection.
base::Result<std::vector<json::object>> known_by(const Call& call, std::string kind,
                                                 const std::string& number) {
  port::RowQuery query;
  query.kind = std::move(kind);
  query.term = search_term(call, number);
  query.limit = known_max;
  query.order = port::RowOrder::newest_first;
  const auto page = call.engine().list(query, call.min_seq);
  if (!page) {
    return page.error();
  }
  std::vector<json::object> found;
  for (const auto& doc : page->docs) {
    found.push_back(json::parse(doc).as_object());
  }
  return found;
}

/// What a screen is shown of each: no name, no number.
json::array shown(const std::vector<json::object>& documents,
                  std::initializer_list<std::string_view> members) {
  json::array list;
  for (const auto& document : documents) {
    json::object each;
    for (const auto member : members) {
      const auto* value = document.if_contains(json::string_view{member.data(), member.size()});
      each[json::string_view{member.data(), member.size()}] = value ? *value : json::value(nullptr);
    }
    list.push_back(std::move(each));
  }
  return list;
}

std::optional<std::uint64_t> number_in(const json::object& document, char letter) {
  const auto* id = document.if_contains("id");
  return id != nullptr && id->is_string() ? read_number(std::string{id->get_string()}, letter)
                                          : std::nullopt;
}

/// Opens the screen of whoever sits at the telephone.
void pop(const Call& call, const dissuade::Call& ringing, const std::vector<json::object>& cases,
         const std::vector<json::object>& warnings, port::BatchSeq seq) {
  if (ringing.officer.empty()) {
    return;
  }
  json::object data{{"id", dissuade::to_text(ringing.id)},
                    {"seq", seq},
                    {"number", ringing.number},
                    {"extension", ringing.extension},
                    {"cases", shown(cases, {"id", "state", "fraud_type", "officer"})},
                    {"warnings", shown(warnings, {"id", "state", "grade"})}};
  call.service.hub->tell_user(
      ringing.officer, net::format_event(std::to_string(seq), "call", json::serialize(data)));
}

std::optional<dissuade::Call> call_named(const Call& call, std::uint64_t number) {
  std::optional<dissuade::Call> found;
  call.engine().read([&](const core::State& state) {
    const auto place = state.calls.find(dissuade::CallId{number});
    if (place != state.calls.end()) {
      found = place->second;
    }
  });
  return found;
}

Answer rings(const Call& call, const Fields& fields) {
  core::NoteCall body;
  body.exchange_id = fields.needed_text("call", 64);
  body.way = needed_choice<dissuade::CallWay>(fields, "way", "in or out");
  body.extension = fields.needed_text("extension", 12);
  const auto number = plain_number(fields.text("number", 32));
  body.number = base::mask_number(number);
  if (const auto ok = fields.finish(); !ok) {
    return ok.error();
  }
  std::vector<json::object> cases;
  std::vector<json::object> warnings;
  if (!number.empty()) {
    auto known_cases = known_by(call, "case", number);
    auto known_warnings = known_by(call, "warning", number);
    if (!known_cases || !known_warnings) {
      return known_cases ? known_warnings.error() : known_cases.error();
    }
    cases = std::move(*known_cases);
    warnings = std::move(*known_warnings);
  }
  // One alone is what the call is about, unless the officer says otherwise.
  if (const auto id = cases.size() == 1 ? number_in(cases[0], 'C') : std::nullopt) {
    body.case_id = order::CaseId{*id};
  }
  if (const auto id = warnings.size() == 1 ? number_in(warnings[0], 'J') : std::nullopt) {
    body.about = dissuade::WarningId{*id};
  }
  const auto done = call.engine().submit_and_wait(call.caller(), body);
  if (!done) {
    return done.error();
  }
  const auto id = read_number(done->answer.id, 'H');
  if (const auto ringing = id ? call_named(call, *id) : std::nullopt;
      ringing && ringing->state == dissuade::CallState::ringing) {
    pop(call, *ringing, cases, warnings, done->seq);
  }
  return with_seq(net::json_response(200, json::serialize(json::object{{"seq", done->seq},
                                                                       {"id", done->answer.id}})),
                  done->seq);
}

Answer ends(const Call& call, const Fields& fields) {
  core::EndCall body;
  body.exchange_id = fields.needed_text("call", 64);
  body.result = needed_choice<dissuade::CallResult>(fields, "result",
                                                    "answered, no_answer, busy, hung_up or failed");
  body.seconds = fields.has("seconds") ? fields.needed_number("seconds", 0, 86'400) : 0;
  if (const auto ours = fields.text("dialled", 16); !ours.empty()) {
    const auto id = read_number(ours, 'H');
    if (!id) {
      fields.refuse("dialled", "is no call of this centre");
    } else {
      body.call = dissuade::CallId{*id};
    }
  }
  const auto ok = fields.finish();
  return ok ? submit(call, std::move(body), "id") : Answer{ok.error()};
}

Answer is_recorded(const Call& call, const Fields& fields) {
  core::NoteRecording body;
  body.exchange_id = fields.needed_text("call", 64);
  body.reference = fields.needed_text("reference", 300);
  body.sha256 = fields.needed_text("sha256", 64);
  const auto ok = fields.finish();
  return ok ? submit(call, std::move(body), "id") : Answer{ok.error()};
}

/// The case or warning that a body names.
struct About {
  std::optional<order::CaseId> case_id;
  std::optional<dissuade::WarningId> warning;
};
base::Result<About> read_about(const Call& call) {
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  About about;
  if (const auto text = fields->text("case", 16); !text.empty()) {
    const auto id = read_case(text);
    if (!id) {
      return id.error();
    }
    about.case_id = *id;
  }
  if (const auto text = fields->text("warning", 16); !text.empty()) {
    const auto id = read_number(text, 'J');
    if (!id) {
      fields->refuse("warning", "is no warning");
    } else {
      about.warning = dissuade::WarningId{*id};
    }
  }
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return about;
}

/// The number to dial, in plain; empty where nobody told one.
std::string number_of(const core::State& state, const About& about) {
  if (about.case_id) {
    const auto file = state.cases.find(*about.case_id);
    return file == state.cases.end() ? std::string{} : file->second.victim.phone.text;
  }
  const auto warning = about.warning ? state.warnings.find(*about.warning) : state.warnings.end();
  return warning == state.warnings.end() ? std::string{} : warning->second.phone.text;
}

/// What the exchange would not take is over: the officer sees why, and may ask again.
void dial_failed(engine::Engine& engine, dissuade::CallId id, const std::string& why) {
  base::log_error("the exchange does not dial {}: {}", dissuade::to_text(id), why);
  engine.submit({std::string{exchange_key}},
                core::EndCall{dissuade::to_text(id), id, dissuade::CallResult::failed, 0},
                [](const base::Result<engine::Done>&) {});
}

}  // namespace

Answer telephony_event(const Call& call) {
  if (call.who.name != exchange_key) {
    return base::Error{base::ErrorCode::forbidden, "only the key named exchange tells of calls"};
  }
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  const auto event = fields->needed_text("event", 32);
  if (event == "call.ringing") {
    return rings(call, *fields);
  }
  if (event == "call.ended") {
    return ends(call, *fields);
  }
  if (event == "recording.ready") {
    return is_recorded(call, *fields);
  }
  fields->refuse("event", "is call.ringing, call.ended or recording.ready");
  return fields->finish().error();
}

Answer list_calls(const Call& call) {
  const auto case_id = call.query("case");
  const auto warning = call.query("warning");
  json::array items;
  std::string extension;
  call.engine().read([&](const core::State& state) {
    for (const auto& [number, user] : state.extensions) {
      extension = user == call.who.name ? number : extension;
    }
    for (auto each = state.calls.rbegin(); each != state.calls.rend(); ++each) {
      const auto& one = each->second;
      const bool is_wanted =
          !case_id.empty()   ? one.case_id && order::to_text(*one.case_id) == case_id
          : !warning.empty() ? one.about && dissuade::to_text(*one.about) == warning
                             : one.officer == call.who.name;
      if (is_wanted && items.size() < calls_shown) {
        items.push_back(call_json(one));
      }
    }
  });
  return net::json_response(
      200, json::serialize(json::object{
               {"items", std::move(items)},
               {"extension", extension.empty() ? json::value(nullptr) : json::value(extension)},
               {"may_dial", call.service.options.exchange != nullptr}}));
}

Answer take_extension(const Call& call) {
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  core::TakeExtension body{fields->text("extension", 12)};
  const auto ok = fields->finish();
  return ok ? submit(call, std::move(body)) : Answer{ok.error()};
}

Answer file_call(const Call& call) {
  const auto id = read_number(call.request.param("id"), 'H');
  if (!id) {
    return base::Error{base::ErrorCode::not_found, "no such call"};
  }
  const auto about = read_about(call);
  if (!about) {
    return about.error();
  }
  return submit(call, core::FileCall{dissuade::CallId{*id}, about->case_id, about->warning}, "id");
}

Answer dial(const Call& call) {
  const auto& exchange = call.service.options.exchange;
  if (exchange == nullptr) {
    return base::Error{base::ErrorCode::unavailable, "没有接入话务系统，请用话机拨打"};
  }
  const auto about = read_about(call);
  if (!about) {
    return about.error();
  }
  std::string number;
  bool is_drill = false;
  call.engine().read([&](const core::State& state) {
    number = number_of(state, *about);
    is_drill = state.drill;
  });
  if (number.empty()) {
    return base::Error{base::ErrorCode::conflict, "没有登记电话号码"};
  }
  // Who had a number dialled, for whom, stands where reveals stand.
  const auto seen = call.engine().submit_and_wait(
      {call.who.name},
      core::Reveal{about->case_id ? "case" : "warning",
                   about->case_id
                       ? order::to_text(*about->case_id)
                       : dissuade::to_text(about->warning.value_or(dissuade::WarningId{})),
                   "phone", "话务系统拨打"});
  if (!seen) {
    return seen.error();
  }
  const auto done = call.engine().submit_and_wait(
      call.caller(), core::AskCall{base::mask_number(number), about->case_id, about->warning});
  if (!done) {
    return done.error();
  }
  const auto id = read_number(done->answer.id, 'H');
  const auto asked = id ? call_named(call, *id) : std::nullopt;
  if (asked && !done->answer.repeated) {
    exchange->dial({done->answer.id, asked->extension, number, is_drill},
                   [&engine = call.engine(), id = asked->id](const base::Result<void>& taken) {
                     if (!taken) {
                       dial_failed(engine, id, taken.error().message);
                     }
                   });
  }
  return with_seq(net::json_response(201, json::serialize(json::object{{"seq", done->seq},
                                                                       {"id", done->answer.id}})),
                  done->seq);
}

}  // namespace holdfast::api
