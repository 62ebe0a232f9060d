// Victims apply for return online and are told, under a code of their own, what became of it.
//
// Refusals of an application, the first that holds is told: a text that is missing or too long, an
// amount, a time that is yet to come; a code that was given out before. Of a decision: no such
// application, decided already; no reason; no such case, or one that was erased.
#include <fmt/core.h>

#include "core/returns.hpp"
#include "order/paper.hpp"

namespace holdfast::core {

namespace {

struct Text {
  const std::string& text;
  std::size_t least;
  std::size_t most;
  const char* where;
};

base::Result<void> check_texts(const ApplyForReturn& body) {
  const Text texts[]{{body.name, 1, 128, "/name"},
                     {body.phone, 1, 32, "/phone"},
                     {body.id_no, 1, 32, "/id_no"},
                     {body.payer_account, 1, 64, "/payer_account"},
                     {body.payee_account, 0, 64, "/payee_account"},
                     {body.text, 0, 6000, "/text"}};
  for (const auto& each : texts) {
    if (each.text.size() < each.least || each.text.size() > each.most) {
      return bad(fmt::format("{} 到 {} 字节", each.least, each.most), each.where);
    }
  }
  return {};
}

}  // namespace

base::Result<void> decide_one(Outcome& out, const ApplyForReturn& body) {
  const bool fits = body.amount.is_positive() && body.amount <= base::Fen::limit();
  if (const auto ok = first_fault(
          {check_texts(body),
           fits ? base::Result<void>{} : base::Result<void>{bad("金额大于零", "/amount_fen")},
           body.paid_at <= out.at ? base::Result<void>{}
                                  : base::Result<void>{bad("付款时间不得晚于现在", "/paid_at")}});
      !ok) {
    return ok.error();
  }
  const auto code = order::read_code(body.code);
  if (!code) {
    return code.error();
  }
  if (out.state.application_by_code.contains(*code)) {
    return refuse(base::ErrorCode::conflict, "查询码已经用过");
  }
  desk::ReturnApplication application;
  application.id = out.new_application();
  const auto subject = base::subject_of(base::SubjectKind::application, application.id.value());
  application.code = *code;
  application.name = {subject, body.name};
  application.phone = {subject, body.phone};
  application.id_no = {subject, body.id_no};
  application.payer_account = {subject, body.payer_account};
  application.payee_account = {subject, body.payee_account};
  application.text = {subject, body.text};
  application.amount = body.amount;
  application.paid_at = body.paid_at;
  application.hardship = body.hardship;
  application.filed_at = out.at;
  out.answer.id = desk::to_text(application.id);
  out.add(ReturnApplied{std::move(application)});
  return {};
}

base::Result<void> decide_one(Outcome& out, const DecideApplication& body) {
  const auto found = out.state.applications.find(body.application);
  if (found == out.state.applications.end()) {
    return refuse(base::ErrorCode::not_found,
                  fmt::format("no application {}", desk::to_text(body.application)));
  }
  if (found->second.ruling) {
    return refuse(base::ErrorCode::conflict,
                  fmt::format("{} 已经办理", desk::to_text(body.application)));
  }
  if (const auto ok = need_reason(body.reason); !ok) {
    return ok.error();
  }
  if (body.case_id) {
    const auto file = case_named(out.state, *body.case_id);
    if (!file || desk::is_erased(**file)) {
      auto error =
          file ? refuse(base::ErrorCode::conflict, "该案个人信息已销毁，不能归入") : file.error();
      error.where = "/case";
      return error;
    }
  }
  out.add(ReturnApplicationDecided{body.application,
                                   {body.case_id, out.command.actor, out.at, body.reason}});
  out.answer.id = desk::to_text(body.application);
  return {};
}

}  // namespace holdfast::core
