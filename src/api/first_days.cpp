// The first days of one case as the console shows them, and the list of cases whose review runs.
#include <algorithm>
#include <boost/json.hpp>
#include <map>

#include "api/first_routes.hpp"
#include "api/routes.hpp"
#include "core/decide.hpp"
#include "engine/json_values.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

using engine::text_or_null;
using engine::time_or_null;

constexpr std::size_t listed_max = 500;

template <typename Enum>
json::value name_of(Enum value) {
  return json::value(boost::describe::enum_to_string(value, ""));
}

template <typename T, typename Make>
json::value or_null(const std::optional<T>& value, const Make& make) {
  return value ? json::value(make(*value)) : json::value(nullptr);
}

template <typename T, typename Make>
json::array all_of(const std::vector<T>& values, const Make& make) {
  json::array list;
  for (const auto& each : values) {
    list.push_back(make(each));
  }
  return list;
}

json::object service_json(const desk::Service& service) {
  return {{"way", name_of(service.way)},
          {"to", text_or_null(base::mask_name(service.to.text))},
          {"at", base::format_instant(service.at)},
          {"by", service.by},
          {"note", text_or_null(base::mask_text(service.note.text))}};
}

json::object signature_json(const order::Signature& signature) {
  return {{"duty", name_of(signature.duty)},
          {"by", signature.by},
          {"on_behalf", text_or_null(signature.on_behalf)},
          {"at", base::format_instant(signature.at)},
          {"reason", signature.reason}};
}

json::object extension_json(const desk::ReviewExtension& extension) {
  return {{"term", name_of(extension.term)},
          {"due", base::format_instant(extension.due)},
          {"signature", signature_json(extension.signature)}};
}

json::object clock_json(const desk::FirstClock& clock) {
  return {{"kind", name_of(clock.kind)},
          {"begins", base::format_instant(clock.begins)},
          {"due", base::format_instant(clock.due)},
          {"article", clock.article},
          {"escalates", name_of(clock.escalates)},
          {"told", name_of(clock.told)},
          {"ended", time_or_null(clock.ended)}};
}

json::object ruling_json(const desk::AppealRuling& ruling) {
  return {{"outcome", name_of(ruling.outcome)},
          {"number", ruling.number},
          {"organ", text_or_null(ruling.organ)},
          {"decided_at", base::format_instant(ruling.decided_at)},
          {"signature", signature_json(ruling.signature)}};
}

json::object appeal_json(const desk::Appeal& appeal) {
  return {{"kind", name_of(appeal.kind)},
          {"text", base::mask_text(appeal.text.text)},
          {"asked_at", base::format_instant(appeal.asked_at)},
          {"received_by", appeal.received_by},
          {"extended", or_null(appeal.extended, extension_json)},
          {"ruling", or_null(appeal.ruling, ruling_json)},
          {"served", or_null(appeal.served, service_json)},
          {"next_until", time_or_null(appeal.next_until)}};
}

json::object refusal_json(const desk::Refusal& refusal) {
  return {{"state", name_of(refusal.state)},
          {"ground", name_of(refusal.ground)},
          {"reason", refusal.reason},
          {"proposed_by", refusal.proposed_by},
          {"proposed_at", base::format_instant(refusal.proposed_at)},
          {"decided", or_null(refusal.decided, signature_json)},
          {"number", text_or_null(refusal.number)},
          {"served", or_null(refusal.served, service_json)},
          {"appeal_until", time_or_null(refusal.appeal_until)},
          {"appeals", all_of(refusal.appeals, appeal_json)}};
}

json::object answer_json(const desk::TransferAnswer& answer) {
  return {{"accepted", answer.accepted},
          {"number", text_or_null(answer.number)},
          {"reason", answer.reason},
          {"answered_at", base::format_instant(answer.answered_at)},
          {"by", answer.by}};
}

json::object transfer_json(const desk::Transfer& transfer) {
  return {{"state", name_of(transfer.state)},
          {"authority", transfer.authority},
          {"reason", transfer.reason},
          {"urgent", text_or_null(transfer.urgent)},
          {"proposed_by", transfer.proposed_by},
          {"found_at", base::format_instant(transfer.found_at)},
          {"decided", or_null(transfer.decided, signature_json)},
          {"number", text_or_null(transfer.number)},
          {"standing",
           all_of(transfer.standing, [](order::OrderId id) { return json::value(to_text(id)); })},
          {"handed", or_null(transfer.handed, service_json)},
          {"told", or_null(transfer.told, service_json)},
          {"answer", or_null(transfer.answer, answer_json)}};
}

json::object acceptance_json(const desk::Acceptance& acceptance) {
  return {{"number", acceptance.number},
          {"by", acceptance.by},
          {"at", base::format_instant(acceptance.at)},
          {"receipt", service_json(acceptance.receipt)}};
}

/// By when filing is to be decided: what the case itself shows, and nothing where it no longer is.
json::value due_of(const core::State& state, const desk::CaseFile& file, base::Instant now) {
  const bool is_open = !file.filed && !file.closed &&
                       (!file.first_days || desk::filing_clock(*file.first_days) != nullptr);
  return is_open && state.rules.find("filing.term", now) != nullptr
             ? json::value(base::format_instant(core::filing_due(state, file, now)))
             : json::value(nullptr);
}

json::object case_json(const Call& call, const core::State& state, const desk::CaseFile& file,
                       base::Instant now) {
  json::object doc{{"case", order::to_text(file.id)},
                   {"stage", nullptr},
                   {"accepted", nullptr},
                   {"due", due_of(state, file, now)},
                   {"term", nullptr},
                   {"extensions", json::array{}},
                   {"clocks", json::array{}},
                   {"refusals", json::array{}},
                   {"transfers", json::array{}},
                   {"acts", first_acts(call, state, file)},
                   {"as_of", base::format_instant(now)}};
  if (const auto& days = file.first_days) {
    doc["stage"] = name_of(desk::stage_of(*days, file.filed.has_value()));
    doc["accepted"] = acceptance_json(days->acceptance);
    doc["term"] = name_of(desk::term_of(*days));
    doc["extensions"] = all_of(days->extensions, extension_json);
    doc["clocks"] = all_of(days->clocks, clock_json);
    doc["refusals"] = all_of(days->refusals, refusal_json);
    doc["transfers"] = all_of(days->transfers, transfer_json);
  }
  return doc;
}

/// What is counted of an officer's cases.
struct Load {
  int running = 0;
  int soon = 0;  // told ahead
  int late = 0;
};

struct Row {
  base::Instant due;
  json::object doc;
};

}  // namespace

Answer first_days(const Call& call) {
  const auto id = read_case(call.request.param("id"));
  if (!id) {
    return id.error();
  }
  std::optional<json::object> doc;
  const auto now = call.engine().now();
  call.engine().read([&](const core::State& state) {
    if (const auto found = state.cases.find(*id); found != state.cases.end()) {
      doc = case_json(call, state, found->second, now);
    }
  });
  if (!doc) {
    return base::Error{base::ErrorCode::not_found, "no such case"};
  }
  return net::json_response(200, json::serialize(*doc));
}

Answer first_days_list(const Call& call) {
  const auto officer = call.query("officer");
  std::vector<Row> rows;
  std::map<std::string, Load> loads;
  const auto now = call.engine().now();
  call.engine().read([&](const core::State& state) {
    for (const auto& [id, file] : state.cases) {
      const auto* clock = file.first_days && !file.closed && !file.filed
                              ? desk::filing_clock(*file.first_days)
                              : nullptr;
      if (clock == nullptr) {
        continue;
      }
      const auto due = core::filing_due(state, file, now);
      auto& load = loads[file.officer];
      ++load.running;
      load.late += due <= now ? 1 : 0;
      load.soon += due > now && clock->ahead <= now ? 1 : 0;
      if (!officer.empty() && officer != file.officer) {
        continue;
      }
      rows.push_back({due,
                      {{"case", order::to_text(id)},
                       {"officer", file.officer},
                       {"victim", base::mask_name(file.victim.name.text)},
                       {"fraud_type", file.fraud_type},
                       {"kind", name_of(clock->kind)},
                       {"term", name_of(desk::term_of(*file.first_days))},
                       {"due", base::format_instant(due)},
                       {"article", clock->article},
                       {"is_late", due <= now},
                       {"is_soon", due > now && clock->ahead <= now}}});
    }
  });
  std::stable_sort(rows.begin(), rows.end(),
                   [](const Row& one, const Row& other) { return one.due < other.due; });
  json::array items;
  for (std::size_t i = 0; i < std::min(rows.size(), listed_max); ++i) {
    items.push_back(std::move(rows[i].doc));
  }
  json::array counts;
  for (const auto& [name, load] : loads) {
    counts.push_back(json::object{
        {"officer", name}, {"running", load.running}, {"soon", load.soon}, {"late", load.late}});
  }
  return net::json_response(200, json::serialize(json::object{{"items", std::move(items)},
                                                              {"total", rows.size()},
                                                              {"officers", std::move(counts)}}));
}

}  // namespace holdfast::api
