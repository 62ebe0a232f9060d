// The document of a series: which cases, by whose word, and why. What the cases hold today is in
// their own rows.
#include <algorithm>
#include <boost/json.hpp>

#include "engine/view_parts.hpp"

namespace holdfast::engine {

namespace json = boost::json;

json::object link_json(const desk::Link& link) {
  json::array ties;
  for (const auto tie : link.ties) {
    ties.push_back(json::value(enum_text(tie)));
  }
  json::object doc{{"id", desk::to_text(link.id)},
                   {"one", order::to_text(link.one)},
                   {"other", order::to_text(link.other)},
                   {"together", link.together},
                   {"ties", std::move(ties)},
                   {"score", link.score},
                   {"reason", link.reason},
                   {"by", link.by},
                   {"at", base::format_instant(link.at)},
                   {"undone", nullptr}};
  if (link.undone) {
    doc["undone"] = json::object{{"by", link.undone->by},
                                 {"at", base::format_instant(link.undone->at)},
                                 {"reason", link.undone->reason}};
  }
  return doc;
}

port::ProjectionRow series_row(desk::CaseId head, const ViewContext& context) {
  const auto& state = context.state;
  const auto members = state.series.members(head);
  const bool stands = members.size() > 1 && members.front() == head;
  port::ProjectionRow row;
  row.kind = "series";
  row.id = desk::series_text(head);
  row.state = stands ? "standing" : "dissolved";
  row.terms = {row.id};
  json::object doc{{"id", row.id}, {"state", row.state}};
  json::array cases;
  base::Fen loss;
  base::Instant newest;
  if (stands) {
    for (const auto id : members) {
      const auto& file = state.cases.at(id);
      cases.push_back(json::value(order::to_text(id)));
      row.terms.push_back(order::to_text(id));
      loss += desk::total_loss(file);
      newest = std::max(newest, file.reported_at);
    }
    doc["fraud_type"] = state.cases.at(head).fraud_type;
    doc["first_reported"] = base::format_instant(state.cases.at(head).reported_at);
    doc["last_reported"] = base::format_instant(newest);
  }
  doc["count"] = cases.size();
  doc["cases"] = std::move(cases);
  doc["loss_fen"] = loss.value();
  row.at_ms = base::to_unix_ms(newest);
  row.amount_fen = loss.value();
  row.doc = json::serialize(doc);
  return row;
}

}  // namespace holdfast::engine
