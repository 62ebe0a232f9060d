// The documents of education: campaigns, rounds of visits, re-visits, quizzes.
#include <boost/json.hpp>

#include "engine/view_parts.hpp"

namespace holdfast::engine {

namespace json = boost::json;

namespace {

json::value withdrawn(const std::optional<outreach::Withdrawn>& body) {
  if (!body) {
    return nullptr;
  }
  return json::object{
      {"by", body->by}, {"at", base::format_instant(body->at)}, {"reason", body->reason}};
}

port::ProjectionRow row_of(std::string_view kind, std::string id, const std::string& street,
                           std::string_view state, base::Instant at, json::object doc) {
  port::ProjectionRow row;
  row.kind = kind;
  doc["id"] = id;
  doc["state"] = state;
  row.id = std::move(id);
  row.parent = street;
  row.state = state;
  row.at_ms = base::to_unix_ms(at);
  row.terms = {row.id, street};
  row.doc = json::serialize(doc);
  return row;
}

json::object sampled_json(const outreach::Sampled& each, std::size_t index) {
  json::object doc{{"index", index},
                   {"round", outreach::to_text(each.round)},
                   {"number", each.number},
                   {"finding", nullptr},
                   {"note", ""},
                   {"by", nullptr},
                   {"at", nullptr}};
  if (each.checked) {
    doc["finding"] = enum_text(each.checked->finding);
    doc["note"] = each.checked->note;
    doc["by"] = each.checked->by;
    doc["at"] = base::format_instant(each.checked->at);
  }
  return doc;
}

}  // namespace

port::ProjectionRow campaign_row(const outreach::Campaign& campaign) {
  json::object doc{{"title", campaign.title},
                   {"audience", campaign.audience},
                   {"topic", campaign.topic},
                   {"unit", text_or_null(campaign.unit)},
                   {"street", text_or_null(campaign.street)},
                   {"from", base::format_instant(campaign.from)},
                   {"until", base::format_instant(campaign.until)},
                   {"by", campaign.by},
                   {"at", base::format_instant(campaign.at)},
                   {"report", nullptr},
                   {"withdrawn", withdrawn(campaign.withdrawn)}};
  if (campaign.report) {
    doc["report"] = json::object{{"reached", campaign.report->reached},
                                 {"material", campaign.report->material},
                                 {"note", campaign.report->note},
                                 {"by", campaign.report->by},
                                 {"at", base::format_instant(campaign.report->at)}};
  }
  const auto* state = campaign.withdrawn ? "withdrawn" : campaign.report ? "reported" : "planned";
  auto row = row_of("campaign", outreach::to_text(campaign.id), campaign.street, state,
                    campaign.from, std::move(doc));
  row.terms.push_back(campaign.audience);
  return row;
}

port::ProjectionRow round_row(const outreach::Round& round) {
  json::object doc{{"street", round.street},
                   {"unit", round.unit},
                   {"campaign", round.campaign ? json::value(outreach::to_text(*round.campaign))
                                               : json::value(nullptr)},
                   {"day", base::format_instant(round.day)},
                   {"households", round.households},
                   {"first", round.first},
                   {"has_doors", !round.doors.text.empty()},
                   {"by", round.by},
                   {"at", base::format_instant(round.at)},
                   {"withdrawn", withdrawn(round.withdrawn)}};
  return row_of("round", outreach::to_text(round.id), round.street,
                round.withdrawn ? "withdrawn" : "counted", round.day, std::move(doc));
}

port::ProjectionRow audit_row(const outreach::Audit& audit) {
  json::array rounds;
  for (const auto id : audit.rounds) {
    rounds.push_back(json::string{outreach::to_text(id)});
  }
  json::array sampled;
  std::uint64_t checked = 0;
  for (std::size_t i = 0; i < audit.sampled.size(); ++i) {
    checked += audit.sampled[i].checked ? 1U : 0U;
    sampled.push_back(sampled_json(audit.sampled[i], i));
  }
  json::object doc{{"street", audit.street},
                   {"seed", audit.seed},
                   {"rounds", std::move(rounds)},
                   {"wanted", audit.wanted},
                   {"drawn", audit.sampled.size()},
                   {"checked", checked},
                   {"reason", audit.reason},
                   {"by", audit.by},
                   {"at", base::format_instant(audit.at)},
                   {"sampled", std::move(sampled)}};
  return row_of("audit", outreach::to_text(audit.id), audit.street,
                outreach::is_done(audit) ? "done" : "open", audit.at, std::move(doc));
}

port::ProjectionRow quiz_row(const outreach::Quiz& quiz) {
  json::object doc{{"street", quiz.street},
                   {"community", quiz.community},
                   {"topic", quiz.topic},
                   {"day", base::format_instant(quiz.day)},
                   {"takers", quiz.takers},
                   {"questions", quiz.questions},
                   {"right", quiz.right},
                   {"fell", quiz.fell},
                   {"by", quiz.by},
                   {"at", base::format_instant(quiz.at)},
                   {"withdrawn", withdrawn(quiz.withdrawn)}};
  return row_of("quiz", outreach::to_text(quiz.id), quiz.street,
                quiz.withdrawn ? "withdrawn" : "counted", quiz.day, std::move(doc));
}

}  // namespace holdfast::engine
