// Exhibits of a case: the list with how far each is, asking for one, its file, and its proof.
#include <boost/json.hpp>
#include <fmt/core.h>

#include "api/body.hpp"
#include "api/case_files.hpp"
#include "api/desk_routes.hpp"
#include "api/exhibit_desk.hpp"
#include "api/exhibit_dossier.hpp"
#include "exhibit/verify.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

// What a live pursuit goes by, where nothing else is said (TRACE "Defaults of a live pursuit").
constexpr std::int64_t hops_default = 20;
constexpr std::int64_t still_days_default = 30;
constexpr std::int64_t min_amount_default = 100'00;
constexpr std::int64_t accounts_max = 20'000;

/// A limit that is missing is the usual one; null lifts it.
std::optional<std::uint64_t> limit_of(const Fields& fields, std::string_view name,
                                      std::int64_t usual, std::int64_t most) {
  if (!fields.has(name)) {
    return static_cast<std::uint64_t>(usual);
  }
  const auto told = fields.needed_number(name, 0, most);
  return told == 0 ? std::nullopt : std::optional{static_cast<std::uint64_t>(told)};
}

desk::ExhibitMethod read_method(const Fields& fields) {
  desk::ExhibitMethod method;
  method.policy = fields.text("policy", 32);
  if (method.policy.empty()) {
    method.policy = trace::to_text(trace::Policy::fifo);
  }
  if (const auto known = trace::parse_policy(method.policy); !known) {
    fields.refuse("policy", known.error().message);
  }
  method.until = fields.time("until");
  method.hops = limit_of(fields, "hops", hops_default, 1000);
  method.still_days = limit_of(fields, "still_days", still_days_default, 36'500);
  method.accounts = limit_of(fields, "accounts", accounts_max, accounts_max);
  if (!method.accounts) {
    method.accounts = accounts_max;
  }
  method.min_amount = fields.has("min_amount_fen")
                          ? fields.balance("min_amount_fen").value_or(base::Fen{})
                          : base::Fen{min_amount_default};
  return method;
}

base::Result<desk::Exhibit> exhibit_of(const Call& call) {
  const auto id = read_case(call.request.param("id"));
  if (!id) {
    return id.error();
  }
  const auto number = read_number(call.request.param("exhibit"), 'X');
  std::optional<desk::Exhibit> exhibit;
  call.engine().read([&](const core::State& state) {
    const auto found = state.exhibits.find(desk::ExhibitId{number.value_or(0)});
    if (found != state.exhibits.end() && found->second.case_id == *id) {
      exhibit = found->second;
    }
  });
  if (!exhibit) {
    return base::Error{base::ErrorCode::not_found, "the case has no such exhibit"};
  }
  return *std::move(exhibit);
}

base::Result<std::string> made_bytes(const Call& call, const desk::Exhibit& exhibit) {
  if (!exhibit.bundle) {
    return base::Error{base::ErrorCode::conflict, "尚未制成"};
  }
  return bytes_of(call, exhibit.case_id, exhibit.bundle->sha256);
}

}  // namespace

Answer list_exhibits(const Call& call) {
  const auto id = read_case(call.request.param("id"));
  auto query = page_query(call, "exhibit");
  if (!id || !query) {
    return !id ? id.error() : query.error();
  }
  query->parent = order::to_text(*id);
  const auto page = call.engine().list(*query, call.min_seq);
  if (!page) {
    return page.error();
  }
  json::array items;
  for (const auto& doc : page->docs) {
    auto item = json::parse(doc).as_object();
    const auto number = read_number(std::string_view{item["id"].as_string()}, 'X');
    const auto stage = call.service.exhibits && number
                           ? call.service.exhibits->stage(desk::ExhibitId{*number})
                           : std::nullopt;
    item["stage"] = stage ? json::value(*stage) : json::value(nullptr);
    items.push_back(std::move(item));
  }
  return with_seq(net::json_response(200, json::serialize(json::object{{"items", std::move(items)},
                                                                       {"next", page->next_cursor},
                                                                       {"total", page->total},
                                                                       {"seq", page->seq}})),
                  page->seq);
}

Answer ask_for_exhibit(const Call& call) {
  const auto id = read_case(call.request.param("id"));
  const auto fields = Fields::parse(call.request.body);
  if (!id || !fields) {
    return !id ? id.error() : fields.error();
  }
  if (!call.service.exhibits) {
    return base::Error{base::ErrorCode::unavailable, "no exhibits are made here: there is no key"};
  }
  core::AskForExhibit ask;
  ask.case_id = *id;
  ask.of_series = fields->text("scope", 16) == "series";
  ask.method = read_method(*fields);
  ask.as_of = base::Sequence{call.engine().durable().value()};
  ask.reason = fields->needed_text("reason", 2000);
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  const auto done = call.engine().submit_and_wait(call.caller(), std::move(ask));
  if (!done) {
    return done.error();
  }
  call.service.exhibits->add(desk::ExhibitId{read_number(done->answer.id, 'X').value_or(0)});
  return with_seq(net::json_response(202, json::serialize(json::object{{"exhibit", done->answer.id},
                                                                       {"seq", done->seq}})),
                  done->seq);
}

Answer exhibit_file(const Call& call) {
  const auto exhibit = exhibit_of(call);
  if (!exhibit) {
    return exhibit.error();
  }
  auto bytes = made_bytes(call, *exhibit);
  if (!bytes) {
    return bytes.error();
  }
  const auto id = desk::to_text(exhibit->id);
  const auto looked = call.engine().submit_and_wait(
      {call.who.name}, core::Reveal{"exhibit", id, "file", "调取资金追踪材料 " + id});
  if (!looked) {
    return looked.error();
  }
  return with_seq(saved_as(*std::move(bytes), "application/zip",
                           fmt::format("{}-{}.zip", order::to_text(exhibit->case_id), id)),
                  looked->seq);
}

Answer exhibit_proof(const Call& call) {
  const auto exhibit = exhibit_of(call);
  if (!exhibit) {
    return exhibit.error();
  }
  const Gate::Turn turn{call.service.traces};
  if (!turn.has_it()) {
    return base::Error{base::ErrorCode::too_many, "other traces are running; try again"};
  }
  const auto bytes = made_bytes(call, *exhibit);
  if (!bytes) {
    return bytes.error();
  }
  const auto verdict = exhibit::verify(*bytes, std::nullopt);
  if (!verdict) {
    return verdict.error();
  }
  json::array checks;
  for (const auto& check : verdict->checks) {
    checks.push_back(
        json::object{{"name", check.name}, {"passed", check.passed}, {"detail", check.detail}});
  }
  const auto seq = call.engine().seq();
  return with_seq(
      net::json_response(200, json::serialize(json::object{{"exhibit", desk::to_text(exhibit->id)},
                                                           {"sound", verdict->is_sound()},
                                                           {"key", verdict->key},
                                                           {"checks", std::move(checks)},
                                                           {"seq", seq}})),
      seq);
}

}  // namespace holdfast::api
