// The documents of a case's files and exhibits: masked, as everything that lists hold.
#include <boost/json.hpp>

#include "engine/view_parts.hpp"

namespace holdfast::engine {

namespace json = boost::json;

namespace {

json::value taken_json(const std::optional<desk::StatementTaken>& taken) {
  if (!taken) {
    return nullptr;
  }
  return json::object{{"by", taken->by},
                      {"at", base::format_instant(taken->at)},
                      {"rows", taken->rows},
                      {"fresh", taken->fresh},
                      {"duplicates", taken->duplicates},
                      {"refused", taken->refused}};
}

template <typename T>
json::value number_or_null(const std::optional<T>& number) {
  return number ? json::value(*number) : json::value(nullptr);
}

json::object method_json(const desk::ExhibitMethod& method) {
  return {{"policy", method.policy},
          {"until",
           method.until ? json::value(base::format_instant(*method.until)) : json::value(nullptr)},
          {"hops", number_or_null(method.hops)},
          {"accounts", number_or_null(method.accounts)},
          {"still_days", number_or_null(method.still_days)},
          {"min_amount_fen", method.min_amount.value()}};
}

json::value bundle_json(const std::optional<desk::ExhibitBundle>& bundle) {
  if (!bundle) {
    return nullptr;
  }
  json::array parts;
  for (const auto& part : bundle->parts) {
    parts.push_back(
        json::object{{"name", part.name}, {"bytes", part.bytes}, {"sha256", part.sha256}});
  }
  return json::object{{"bytes", bundle->bytes},       {"sha256", bundle->sha256},
                      {"key", bundle->key},           {"stolen_fen", bundle->stolen.value()},
                      {"accounts", bundle->accounts}, {"transfers", bundle->transfers},
                      {"rows", bundle->rows},         {"parts", std::move(parts)}};
}

}  // namespace

port::ProjectionRow file_row(const desk::Attachment& file) {
  json::object doc;
  doc["id"] = desk::to_text(file.id);
  doc["case"] = order::to_text(file.case_id);
  doc["name"] = base::mask_text(file.name.text);
  doc["note"] = base::mask_text(file.note.text);
  doc["kind"] = enum_text(file.kind);
  doc["bytes"] = file.bytes;
  doc["sha256"] = file.sha256;
  doc["scan"] = enum_text(file.scan);
  doc["scanned"] = file.scanned;
  doc["origin"] = enum_text(file.obtained.origin);
  doc["order"] = file.obtained.order ? json::value(order::to_text(*file.obtained.order))
                                     : json::value(nullptr);
  doc["document"] = file.obtained.document;
  doc["by"] = file.added_by;
  doc["at"] = base::format_instant(file.added_at);
  doc["taken"] = taken_json(file.taken);
  port::ProjectionRow row;
  row.kind = "file";
  row.id = desk::to_text(file.id);
  row.parent = order::to_text(file.case_id);
  row.state = enum_text(file.scan);
  row.at_ms = base::to_unix_ms(file.added_at);
  row.terms = {row.id};
  row.doc = json::serialize(doc);
  return row;
}

port::ProjectionRow exhibit_row(const desk::Exhibit& exhibit) {
  json::object doc;
  doc["id"] = desk::to_text(exhibit.id);
  doc["case"] = order::to_text(exhibit.case_id);
  doc["scope"] = exhibit.of_series ? "series" : "case";
  doc["method"] = method_json(exhibit.method);
  doc["sources"] = exhibit.sources.size();
  doc["as_of"] = exhibit.as_of.value();
  doc["rules"] = exhibit.rules;
  doc["rules_sha256"] = exhibit.rules_sha256;
  doc["reason"] = exhibit.reason;
  doc["by"] = exhibit.asked_by;
  doc["at"] = base::format_instant(exhibit.asked_at);
  doc["state"] = enum_text(exhibit.state);
  doc["ended_at"] = exhibit.ended_at ? json::value(base::format_instant(*exhibit.ended_at))
                                     : json::value(nullptr);
  doc["bundle"] = bundle_json(exhibit.bundle);
  doc["why"] = exhibit.why;
  port::ProjectionRow row;
  row.kind = "exhibit";
  row.id = desk::to_text(exhibit.id);
  row.parent = order::to_text(exhibit.case_id);
  row.state = enum_text(exhibit.state);
  row.at_ms = base::to_unix_ms(exhibit.asked_at);
  row.terms = {row.id};
  row.doc = json::serialize(doc);
  return row;
}

}  // namespace holdfast::engine
