// The three gates of a case: study, inquiries, result.
#include "api/body.hpp"
#include "api/routes.hpp"

namespace holdfast::api {

namespace {

constexpr std::size_t text_bytes_max = 2000;

}  // namespace

Answer study_case(const Call& call) {
  const auto id = read_case(call.request.param("id"));
  const auto fields = Fields::parse(call.request.body);
  if (!id || !fields) {
    return !id ? id.error() : fields.error();
  }
  core::StudyCase study;
  study.case_id = *id;
  study.study.fraud_type = fields->needed_text("fraud_type", 64);
  study.study.method = fields->needed_text("method", text_bytes_max);
  study.study.leak = needed_choice<desk::LeakSource>(
      *fields, "leak",
      "unknown, none, shopping, courier, bank, telecom, employer, malware, disclosed or other");
  study.study.people = fields->text("people", text_bytes_max);
  study.study.lesson = fields->needed_text("lesson", text_bytes_max);
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return submit(call, std::move(study), "case");
}

Answer record_inquiry(const Call& call) {
  const auto id = read_case(call.request.param("id"));
  const auto fields = Fields::parse(call.request.body);
  if (!id || !fields) {
    return !id ? id.error() : fields.error();
  }
  core::RecordInquiry inquiry{*id, fields->needed_text("work", text_bytes_max)};
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return submit(call, std::move(inquiry), "case");
}

Answer record_result(const Call& call) {
  const auto id = read_case(call.request.param("id"));
  const auto fields = Fields::parse(call.request.body);
  if (!id || !fields) {
    return !id ? id.error() : fields.error();
  }
  core::RecordResult result;
  result.case_id = *id;
  result.kind =
      needed_choice<desk::ResultKind>(*fields, "kind", "solved, suspects, passed_on or exhausted");
  result.text = fields->needed_text("text", text_bytes_max);
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return submit(call, std::move(result), "case");
}

}  // namespace holdfast::api
