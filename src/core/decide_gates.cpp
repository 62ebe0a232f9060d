// Study, inquiries and result of a case.
//
// Refusals, in this order: no such case, closed; a text that is missing or too long; a result
// before any inquiry. What was recorded is amended by recording it again: the journal keeps both.
#include <fmt/core.h>

#include "core/outcome.hpp"

namespace holdfast::core {

namespace {

constexpr std::size_t type_bytes_max = 64;
constexpr std::size_t inquiries_max = 1000;

}  // namespace

base::Result<void> decide_one(Outcome& out, const StudyCase& body) {
  const auto file = open_case_named(out.state, body.case_id);
  if (!file) {
    return file.error();
  }
  const auto& study = body.study;
  if (study.fraud_type.empty() || study.fraud_type.size() > type_bytes_max) {
    return base::Error{base::ErrorCode::bad_input, "1 到 64 字节", "/fraud_type"};
  }
  if (const auto ok = need_reason(study.method, "/method"); !ok) {
    return ok.error();
  }
  if (const auto ok = need_reason(study.lesson, "/lesson"); !ok) {
    return ok.error();
  }
  if (!study.people.empty()) {
    if (const auto ok = need_reason(study.people, "/people"); !ok) {
      return ok.error();
    }
  }
  auto recorded = study;
  recorded.by = out.command.actor;
  recorded.at = out.at;
  out.add(CaseStudied{body.case_id, std::move(recorded)});
  out.answer.id = order::to_text(body.case_id);
  return {};
}

base::Result<void> decide_one(Outcome& out, const RecordInquiry& body) {
  const auto file = open_case_named(out.state, body.case_id);
  if (!file) {
    return file.error();
  }
  if (const auto ok = need_reason(body.work, "/work"); !ok) {
    return ok.error();
  }
  if ((*file)->gates.inquiries.size() >= inquiries_max) {
    return refuse(base::ErrorCode::conflict, fmt::format("调查记录已达 {} 条", inquiries_max));
  }
  out.add(InquiryRecorded{body.case_id, {body.work, out.command.actor, out.at}});
  out.answer.id = order::to_text(body.case_id);
  return {};
}

base::Result<void> decide_one(Outcome& out, const RecordResult& body) {
  const auto file = open_case_named(out.state, body.case_id);
  if (!file) {
    return file.error();
  }
  if (const auto ok = need_reason(body.text, "/text"); !ok) {
    return ok.error();
  }
  if ((*file)->gates.inquiries.empty()) {
    return refuse(base::ErrorCode::conflict, "还没有调查记录，不能登记调查结果");
  }
  out.add(ResultRecorded{body.case_id, {body.kind, body.text, out.command.actor, out.at}});
  out.answer.id = order::to_text(body.case_id);
  return {};
}

std::vector<desk::Gate> gates_in_the_way(const State& state, const desk::CaseFile& file,
                                         base::Instant at) {
  std::vector<desk::Gate> open;
  if (const auto* rule = state.rules.find("case.gates", at)) {
    for (const auto gate : desk::open_gates(file.gates)) {
      if (rule->text.find(boost::describe::enum_to_string(gate, "")) != std::string::npos) {
        open.push_back(gate);
      }
    }
  }
  return open;
}

std::string_view word_of(desk::Gate gate) {
  switch (gate) {
    case desk::Gate::study:
      return "研判";
    case desk::Gate::inquiry:
      return "调查记录";
    case desk::Gate::result:
      break;
  }
  return "调查结果";
}

}  // namespace holdfast::core
