// 宣传: streets with their coverage, campaigns, quizzes, and where a case belongs.
#include <boost/json.hpp>
#include <fmt/core.h>

#include "api/body.hpp"
#include "api/outreach_routes.hpp"
#include "outreach/coverage.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

constexpr std::size_t name_bytes_max = 96;
constexpr std::size_t text_bytes_max = 2'000;
constexpr std::size_t streets_max = 2'000;
constexpr std::int64_t count_max = 100'000'000;

std::uint64_t needed_count(const Fields& fields, std::string_view name, std::int64_t low = 0) {
  return static_cast<std::uint64_t>(fields.needed_number(name, low, count_max));
}

/// "community 社区 school 学校" as [{"code","name"}].
json::array pairs_in(std::string_view text) {
  json::array list;
  std::string_view code;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    if (code.empty()) {
      code = text.substr(0, end);
    } else {
      list.push_back(json::object{{"code", code}, {"name", text.substr(0, end)}});
      code = {};
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return list;
}

json::array words_in(std::string_view text) {
  json::array list;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    list.push_back(json::value(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return list;
}

std::string rule_text(const core::State& state, std::string_view key, base::Instant now) {
  const auto* rule = state.rules.find(key, now);
  return rule == nullptr ? std::string{} : rule->text;
}

json::object street_json(const outreach::Street& street, const outreach::Coverage& coverage) {
  return {{"code", street.code},
          {"name", street.name},
          {"district", street.district},
          {"unit", street.unit},
          {"households", street.households},
          {"source", street.source},
          {"rounds", coverage.rounds},
          {"claimed", coverage.claimed},
          {"counted", coverage.counted},
          {"low", coverage.low},
          {"is_audited", coverage.is_audited},
          {"confirmed", coverage.confirmed},
          {"not_visited", coverage.not_visited},
          {"unreachable", coverage.unreachable}};
}

template <typename Id>
base::Result<Id> id_of(const Call& call, char letter, std::string_view what) {
  const auto number = read_number(call.request.param("id"), letter);
  if (!number) {
    return base::Error{base::ErrorCode::not_found, fmt::format("no such {}", what)};
  }
  return Id{*number};
}

}  // namespace

Answer list_of_street(const Call& call, std::string kind) {
  auto query = page_query(call, std::move(kind));
  if (!query) {
    return query.error();
  }
  if (const auto state = call.query("state"); !state.empty()) {
    query->states = {state};
  }
  if (const auto street = call.query("street"); !street.empty()) {
    query->parent = street;
  }
  return list_page(call, *query);
}

Answer list_streets(const Call& call) {
  json::array items;
  json::object terms;
  const auto now = call.engine().now();
  outreach::Ledger ledger;
  call.engine().read([&](const core::State& state) {
    ledger.streets = state.education.streets;
    ledger.audits = state.education.audits;
    for (const auto& [id, round] : state.education.rounds) {  // without the lists of their doors
      auto& kept = ledger.rounds[id];
      kept.street = round.street;
      kept.first = round.first;
      kept.withdrawn = round.withdrawn;
    }
    terms["audiences"] = pairs_in(rule_text(state, "outreach.audiences", now));
    terms["occupations"] = pairs_in(rule_text(state, "outreach.occupations", now));
    terms["ages"] = words_in(rule_text(state, "outreach.ages", now));
  });
  for (const auto& coverage : outreach::coverage_of(ledger)) {
    items.push_back(street_json(ledger.streets.at(coverage.street), coverage));
  }
  return net::json_response(
      200, json::serialize(json::object{{"items", std::move(items)}, {"terms", std::move(terms)}}));
}

Answer note_streets(const Call& call) {
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  core::NoteStreets noted;
  for (const auto& each : fields->objects("streets", streets_max)) {
    outreach::Street street;
    street.code = each.needed_text("code", 16);
    street.name = each.needed_text("name", name_bytes_max);
    street.district = each.needed_text("district", name_bytes_max);
    street.unit = each.needed_text("unit", 64);
    street.households = needed_count(each, "households", 1);
    street.source = each.needed_text("source", text_bytes_max);
    noted.streets.push_back(std::move(street));
  }
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return submit(call, std::move(noted));
}

Answer list_campaigns(const Call& call) {
  return list_of_street(call, "campaign");
}

Answer plan_campaign(const Call& call) {
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  outreach::Campaign campaign;
  campaign.title = fields->needed_text("title", name_bytes_max);
  campaign.audience = fields->needed_text("audience", 32);
  campaign.topic = fields->needed_text("topic", 64);
  campaign.unit = fields->text("unit", 64);
  campaign.street = fields->text("street", 16);
  campaign.from = fields->needed_time("from");
  campaign.until = fields->needed_time("until");
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return submit(call, core::PlanCampaign{std::move(campaign)}, "campaign", 201);
}

Answer report_campaign(const Call& call) {
  const auto id = id_of<outreach::CampaignId>(call, 'E', "campaign");
  if (!id) {
    return id.error();
  }
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  core::ReportCampaign report{*id, needed_count(*fields, "reached"),
                              needed_count(*fields, "material"),
                              fields->text("note", text_bytes_max)};
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return submit(call, std::move(report), "campaign");
}

Answer withdraw_campaign(const Call& call) {
  const auto id = id_of<outreach::CampaignId>(call, 'E', "campaign");
  if (!id) {
    return id.error();
  }
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  core::WithdrawCampaign body{*id, fields->needed_text("reason", text_bytes_max)};
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return submit(call, std::move(body), "campaign");
}

Answer list_quizzes(const Call& call) {
  return list_of_street(call, "quiz");
}

Answer record_quiz(const Call& call) {
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  outreach::Quiz quiz;
  quiz.street = fields->needed_text("street", 16);
  quiz.community = fields->needed_text("community", name_bytes_max);
  quiz.topic = fields->needed_text("topic", 64);
  quiz.day = fields->needed_time("day");
  quiz.takers = needed_count(*fields, "takers", 1);
  quiz.questions = needed_count(*fields, "questions", 1);
  quiz.right = needed_count(*fields, "right");
  quiz.fell = needed_count(*fields, "fell");
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return submit(call, core::RecordQuiz{std::move(quiz)}, "quiz", 201);
}

Answer withdraw_quiz(const Call& call) {
  const auto text = std::string{call.request.param("id")};
  const auto number = text.starts_with("QZ") ? read_number(text.substr(1), 'Z') : std::nullopt;
  if (!number) {
    return base::Error{base::ErrorCode::not_found, "no such quiz"};
  }
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  core::WithdrawQuiz body{outreach::QuizId{*number}, fields->needed_text("reason", text_bytes_max)};
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return submit(call, std::move(body), "quiz");
}

Answer place_case(const Call& call) {
  const auto id = read_case(call.request.param("id"));
  if (!id) {
    return id.error();
  }
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  core::PlaceCase place{*id, fields->text("street", 16), fields->text("age", 16),
                        fields->text("occupation", 32)};
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return submit(call, std::move(place), "case");
}

}  // namespace holdfast::api
