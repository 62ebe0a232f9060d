// Papers that belong to a case and to no order, and what the code of a receipt tells without a
// login: how far the case is, and nothing about anybody.
#include <boost/json.hpp>

#include "api/first_routes.hpp"
#include "api/paper_maker.hpp"
#include "api/routes.hpp"
#include "engine/json_values.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

/// As far as whoever reported it is told. `until`: of the review.
json::object progress_json(const core::State& state, const order::Paper& paper) {
  const auto& file = state.cases.at(paper.case_id);
  const auto& days = *file.first_days;
  const auto stage = desk::stage_of(days, file.filed.has_value());
  json::object doc{{"number", days.acceptance.number},
                   {"unit", paper.facts.unit},
                   {"telephone", paper.facts.telephone},
                   {"accepted_at", base::format_instant(days.acceptance.at)},
                   {"stage", boost::describe::enum_to_string(stage, "")},
                   {"since", nullptr},
                   {"until", nullptr},
                   {"authority", nullptr},
                   {"appeal", nullptr},
                   {"appeal_until", nullptr}};
  switch (stage) {
    case desk::FirstStage::reviewing:
    case desk::FirstStage::to_be_filed:
      if (const auto* clock = desk::filing_clock(days)) {
        doc["since"] = base::format_instant(clock->begins);
        doc["until"] = base::format_instant(clock->due);
      }
      break;
    case desk::FirstStage::filed:
      doc["since"] = base::format_instant(file.filed->decided_at);
      break;
    case desk::FirstStage::refused: {
      const auto* refusal = desk::standing_refusal(days);
      doc["since"] = base::format_instant(refusal->decided->at);
      if (const auto* rule = state.rules.find("filing.refusal.appeal", state.now)) {
        doc["appeal"] = rule->text;
      }
      doc["appeal_until"] = engine::time_or_null(refusal->appeal_until);
      break;
    }
    case desk::FirstStage::transferring:
    case desk::FirstStage::transferred:
      doc["since"] = base::format_instant(days.transfers.back().handed->at);
      doc["authority"] = days.transfers.back().authority;
      break;
  }
  return doc;
}

}  // namespace

Answer list_case_papers(const Call& call) {
  const auto id = read_case(call.request.param("id"));
  if (!id) {
    return id.error();
  }
  port::RowQuery query;
  query.kind = "paper";
  query.parent = order::to_text(*id);
  query.order = port::RowOrder::oldest_first;
  const auto page = call.engine().list(query, call.min_seq);
  if (!page) {
    return page.error();
  }
  json::array items;
  for (const auto& doc : page->docs) {
    items.push_back(json::parse(doc));
  }
  return with_seq(
      net::json_response(200, json::serialize(json::object{{"items", std::move(items)}})),
      page->seq);
}

Answer case_paper_file(const Call& call) {
  const auto id = read_case(call.request.param("id"));
  if (!id) {
    return id.error();
  }
  const auto number = read_number(call.request.param("paper"), 'P');
  std::optional<order::Paper> paper;
  call.engine().read([&](const core::State& state) {
    const auto found = state.papers.find(order::PaperId{number.value_or(0)});
    if (found != state.papers.end() && order::is_of_case(found->second.kind) &&
        found->second.case_id == *id) {
      paper = found->second;
    }
  });
  if (!paper) {
    return base::Error{base::ErrorCode::not_found, "this case has no such paper"};
  }
  return fetched_paper(call, *paper);
}

Answer case_progress(const Call& call) {
  if (const auto ok = note_visit(call); !ok) {
    return ok.error();
  }
  const auto code = order::read_code(call.request.param("code"));
  if (!code) {
    return code.error();
  }
  std::optional<json::object> found;
  call.engine().read([&](const core::State& state) {
    const auto id = state.paper_by_code.find(*code);
    if (id == state.paper_by_code.end()) {
      return;
    }
    const auto& paper = state.papers.at(id->second);
    if (paper.kind == order::PaperKind::acceptance_receipt) {
      found = progress_json(state, paper);
    }
  });
  if (!found) {
    return base::Error{base::ErrorCode::not_found, "没有这一受案回执，请核对核验码"};
  }
  return net::json_response(200, json::serialize(*found));
}

}  // namespace holdfast::api
