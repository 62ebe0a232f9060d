// What partners tell and hear of warnings: leads, a counter that asks for help, and what became of
// messages and calls that the notifier's service makes.
#include <algorithm>
#include <boost/json.hpp>

#include "api/routes.hpp"
#include "api/warnings.hpp"
#include "dissuade/machine.hpp"
#include "engine/json_values.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

/// The key under which the notifier's service tells results.
constexpr std::string_view notifier_key = "notifier";

base::Result<void> need_institution(const Call& call) {
  if (call.who.institution.empty()) {
    return base::Error{base::ErrorCode::forbidden, "this key belongs to no institution"};
  }
  return {};
}

std::string counter_grade(const Call& call) {
  std::string grade;
  const auto now = call.engine().now();
  call.engine().read([&](const core::State& state) {
    const auto* rule = state.rules.find("warn.counter.grade", now);
    grade = rule == nullptr ? std::string{} : rule->text;
  });
  return grade;
}

json::value time_of(const dissuade::Warning& warning, dissuade::Step step) {
  const auto found =
      std::find_if(warning.taken.begin(), warning.taken.end(), [&](const dissuade::Taken& each) {
        return each.step == step && dissuade::counts(each.result);
      });
  return found == warning.taken.end() ? json::value(nullptr)
                                      : json::value(base::format_instant(found->at));
}

json::object help_json(const dissuade::Warning& warning, const law::RuleBook& rules) {
  json::object body{{"id", dissuade::to_text(warning.id)},
                    {"state", boost::describe::enum_to_string(warning.state, "")},
                    {"signed_at", time_of(warning, dissuade::Step::sign_off)},
                    {"sent_at", time_of(warning, dissuade::Step::dispatch)},
                    {"met_at", time_of(warning, dissuade::Step::visit)},
                    {"outcome", nullptr},
                    {"kept_fen", nullptr}};
  if (!warning.outcomes.empty()) {
    const auto& last = warning.outcomes.back();
    const auto* name = rules.find("warn.outcome." + last.code, last.at);
    body["outcome"] = name == nullptr ? last.code : name->text;
    body["kept_fen"] = engine::fen_or_null(last.kept);
  }
  return body;
}

/// The same of one that is past, from its document.
json::value time_in(const json::object& doc, std::string_view step, std::string_view result) {
  for (const auto& each : doc.at("taken").as_array()) {
    if (each.at("step").as_string() == step && each.at("result").as_string() == result) {
      return each.at("at");
    }
  }
  return nullptr;
}

json::object past_help_json(const json::object& doc) {
  json::object body{{"id", doc.at("id")},
                    {"state", doc.at("state")},
                    {"signed_at", time_in(doc, "sign_off", "done")},
                    {"sent_at", time_in(doc, "dispatch", "done")},
                    {"met_at", time_in(doc, "visit", "met")},
                    {"outcome", nullptr},
                    {"kept_fen", nullptr}};
  if (const auto& outcomes = doc.at("outcomes").as_array(); !outcomes.empty()) {
    body["outcome"] = outcomes.back().at("name");
    body["kept_fen"] = outcomes.back().at("kept_fen");
  }
  return body;
}

/// "J000001-sms-2".
struct NoticeName {
  dissuade::WarningId warning;
  dissuade::Step step = dissuade::Step::sms;
  int round = 1;
};
std::optional<NoticeName> read_notice(std::string_view key) {
  const auto dash = key.find('-');
  const auto last = key.rfind('-');
  if (dash == std::string_view::npos || last <= dash + 1) {
    return std::nullopt;
  }
  const auto number = read_number(key.substr(0, dash), 'J');
  const std::string step{key.substr(dash + 1, last - dash - 1)};
  const auto round = read_index(key.substr(last + 1));
  NoticeName name;
  if (!number || !round || *round > 10'000 ||
      !boost::describe::enum_from_string(step.c_str(), name.step)) {
    return std::nullopt;
  }
  name.warning = dissuade::WarningId{*number};
  name.round = static_cast<int>(*round);
  return name;
}

}  // namespace

Answer ask_for_help(const Call& call) {
  if (const auto ok = need_institution(call); !ok) {
    return ok.error();
  }
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  auto warning = read_warning(*fields);
  warning.body.source = dissuade::SourceKind::branch;
  warning.body.grade = counter_grade(call);
  warning.body.institution = call.who.institution;
  warning.body.counter = dissuade::Counter{
      call.who.institution, fields->needed_text("branch", 128), fields->text("address", 256),
      fields->needed_text("telephone", 32), fields->text("clerk", 64)};
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return raise_by_partner(call, std::move(warning));
}

Answer help_state(const Call& call) {
  const auto number = read_number(call.request.param("id"), 'J');
  const dissuade::WarningId id{number.value_or(0)};
  std::string body;
  bool is_past = false;
  call.engine().read([&](const core::State& state) {
    const auto past = state.past_warnings.find(id);
    is_past = past != state.past_warnings.end() && past->second.is_counter;
    const auto found = state.warnings.find(id);
    if (found != state.warnings.end() && found->second.counter &&
        found->second.counter->institution == call.who.institution) {
      body = json::serialize(help_json(found->second, state.rules));
    }
  });
  if (is_past) {
    const auto text = call.engine().find("warning", dissuade::to_text(id), call.min_seq);
    if (!text) {
      return text.error();
    }
    const auto doc = json::parse(*text).as_object();
    const auto* counter = doc.at("counter").if_object();  // none once it is erased
    if (counter != nullptr && counter->at("institution").as_string() == call.who.institution) {
      body = json::serialize(past_help_json(doc));
    }
  }
  if (body.empty()) {
    return base::Error{base::ErrorCode::not_found, "no such request for help of yours"};
  }
  return net::json_response(200, std::move(body));
}

Answer partner_lead(const Call& call) {
  if (const auto ok = need_institution(call); !ok) {
    return ok.error();
  }
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  auto warning = read_warning(*fields);
  warning.body.source = dissuade::SourceKind::partner;
  warning.body.grade = fields->needed_text("grade", 64);
  warning.body.institution = call.who.institution;
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return raise_by_partner(call, std::move(warning));
}

Answer notice_result(const Call& call) {
  if (call.who.name != notifier_key) {
    return base::Error{base::ErrorCode::forbidden, "only the key `notifier` tells these results"};
  }
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  const auto key = fields->needed_text("key", 64);
  const auto result = needed_choice<dissuade::NoticeState>(
      *fields, "result", "delivered, answered, no_answer, hung_up or failed", 16);
  const auto detail = fields->text("detail", 200);
  const auto notice = read_notice(key);
  if (!notice) {
    fields->refuse("key", "is none of ours");
  }
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return submit(call,
                core::MoveNotice{notice->warning, notice->step, notice->round, result, detail},
                "warning");
}

}  // namespace holdfast::api
