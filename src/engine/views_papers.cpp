// The document of a paper: what lists and the public check need, without anything about a person.
#include <boost/json.hpp>

#include "engine/view_parts.hpp"

namespace holdfast::engine {

namespace json = boost::json;

port::ProjectionRow paper_row(const order::Paper& paper) {
  json::object doc;
  doc["id"] = order::to_text(paper.id);
  doc["kind"] = enum_text(paper.kind);
  doc["title"] = order::title_of(paper.kind, paper.facts.family);
  const bool is_of_case = order::is_of_case(paper.kind);
  doc["order"] = is_of_case ? json::value(nullptr) : json::value(order::to_text(paper.order));
  doc["case"] = order::to_text(paper.case_id);
  doc["number"] = paper.number;
  doc["code"] = order::grouped_code(paper.code);
  doc["unit"] = paper.facts.unit;
  doc["telephone"] = paper.facts.telephone;
  doc["issued_at"] = base::format_instant(paper.issued_at);
  doc["issued_by"] = paper.issued_by;
  doc["layout"] = paper.layout;
  doc["sha256"] = text_or_null(paper.sha256);
  port::ProjectionRow row;
  row.kind = "paper";
  row.id = order::to_text(paper.id);
  row.parent = is_of_case ? order::to_text(paper.case_id) : order::to_text(paper.order);
  row.state = enum_text(paper.kind);
  row.at_ms = base::to_unix_ms(paper.issued_at);
  row.terms = {row.id, paper.number, "code:" + paper.code};
  row.doc = json::serialize(doc);
  return row;
}

}  // namespace holdfast::engine
