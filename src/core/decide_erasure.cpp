// Destroying the personal texts of a closed case: four eyes, and nothing that still leans on them.
//
// Refusals, in this order. A request: no such case, erased already, one is pending, not closed, an
// order of the case not at its end, a person under a measure of it, no reason. A decision: no such
// case, no request pending, no reason, and for a confirmation the same person who asked.
#include <algorithm>
#include <fmt/core.h>

#include "core/persons.hpp"

namespace holdfast::core {

namespace {

bool is_pending(const desk::CaseFile& file) {
  return file.erasure && file.erasure->state == desk::ErasureState::requested;
}

base::Error conflict(std::string message) {
  return refuse(base::ErrorCode::conflict, std::move(message));
}

/// The case of a request that waits for its second pair of eyes.
base::Result<const desk::CaseFile*> pending_case(const State& state, desk::CaseId id,
                                                 std::string_view reason) {
  auto file = case_named(state, id);
  if (!file) {
    return file;
  }
  if (!is_pending(**file)) {
    return conflict(fmt::format("案件 {} 没有待确认的销毁申请", order::to_text(id)));
  }
  if (const auto ok = need_reason(reason); !ok) {
    return ok.error();
  }
  return file;
}

}  // namespace

base::Result<void> decide_one(Outcome& out, const RequestErasure& body) {
  const auto found = case_named(out.state, body.case_id);
  if (!found) {
    return found.error();
  }
  const auto& file = **found;
  if (desk::is_erased(file)) {
    return conflict("该案个人信息已经销毁");
  }
  if (is_pending(file)) {
    return conflict("已有一份待确认的销毁申请");
  }
  if (!file.closed) {
    return conflict("案件尚未结案，不得销毁个人信息");
  }
  const auto live = std::find_if(file.orders.begin(), file.orders.end(), [&](order::OrderId id) {
    return order::is_live(out.state.orders.at(id));
  });
  if (live != file.orders.end()) {
    return conflict(fmt::format("指令 {} 尚未到头，不得销毁个人信息", order::to_text(*live)));
  }
  if (const auto ok = no_person_leans_on(out.state, body.case_id); !ok) {
    return ok.error();
  }
  if (const auto ok = need_reason(body.reason); !ok) {
    return ok.error();
  }
  out.add(ErasureRequested{body.case_id, body.reason});
  out.answer.id = order::to_text(body.case_id);
  return {};
}

base::Result<void> decide_one(Outcome& out, const ConfirmErasure& body) {
  const auto file = pending_case(out.state, body.case_id, body.reason);
  if (!file) {
    return file.error();
  }
  if ((*file)->erasure->requested_by == out.command.actor) {
    return refuse(base::ErrorCode::refused_by_rule,
                  "申请人不得确认自己的申请，须由另一名管理员确认",
                  "本中心操作规程 销毁个人信息双人复核");
  }
  out.add(CaseErased{body.case_id, body.reason});
  erase_persons(out, body.case_id, body.reason);
  out.answer.id = order::to_text(body.case_id);
  return {};
}

base::Result<void> decide_one(Outcome& out, const DeclineErasure& body) {
  const auto file = pending_case(out.state, body.case_id, body.reason);
  if (!file) {
    return file.error();
  }
  out.add(ErasureDeclined{body.case_id, body.reason});
  out.answer.id = order::to_text(body.case_id);
  return {};
}

}  // namespace holdfast::core
