// 随案移送: sent, signed for or not.
//
// Refusals, the first that holds is told: no such hand-over, the other side's step, the state it is
// in; its words; a freeze that lapses soon and that nobody is named to renew.
#include <algorithm>
#include <fmt/core.h>

#include "core/drafting.hpp"
#include "core/freezes.hpp"
#include "core/handover_steps.hpp"

namespace holdfast::core {

namespace {

using desk::Handover;
using desk::HandoverKind;
using desk::HandoverState;
using desk::Organ;
using order::Order;

/// A freeze that lapses soon, and nobody is named to renew it.
base::Result<void> check_renewers(const Outcome& out, const Handover& handover,
                                  const std::vector<desk::Renewer>& renewers) {
  for (const auto& each : renewers) {
    if (!desk::names(handover, each.order)) {
      return bad(fmt::format("{} 不在本次移送中", order::to_text(each.order)), "/renewers");
    }
    if (const auto ok = check_renewer(out, handover, each.owner, "/renewers"); !ok) {
      return ok;
    }
  }
  const auto& window = out.rule("handover.lapse.window");
  for (const auto id : handover.freezes) {
    const auto& freeze = out.state.orders.at(id);
    const bool lapses_soon = freeze.state == order::State::in_force && freeze.times.deadline &&
                             *freeze.times.deadline <= out.at + law::term_of(window);
    const bool is_named = std::any_of(renewers.begin(), renewers.end(),
                                      [&](const auto& each) { return each.order == id; });
    if (lapses_soon && !is_named) {
      auto refused =
          refuse(base::ErrorCode::refused_by_rule,
                 fmt::format("{} 将于 {} 届满（{} 日内），须先指定续冻责任人", order::to_text(id),
                             base::display_instant(*freeze.times.deadline), window.number),
                 window.article);
      refused.where = "/renewers";
      return refused;
    }
  }
  return {};
}

void tell_sender(Outcome& out, const Handover& handover, desk::TaskKind kind, std::string owner,
                 base::Instant due) {
  desk::Task task;
  task.kind = kind;
  task.owner = std::move(owner);
  task.due = due;
  task.article = handover.article;
  task.what = desk::to_text(handover.id);
  open_task(out, out.state.cases.at(handover.case_id), std::move(task));
}

base::Instant answer_due(const Outcome& out) {
  return law::end_of(out.rule("handover.answer.term"), out.at);
}

}  // namespace

base::Result<void> check_kept_here(const Outcome& out, const Order& freeze) {
  const auto keeper = keeper_of(out.state, freeze);
  if (keeper.organ != Organ::police) {
    return refuse(base::ErrorCode::conflict,
                  fmt::format("{} 已随案移送，现由{}处理", order::to_text(freeze.id), keeper.name));
  }
  return {};
}

base::Result<void> check_renewer(const Outcome& out, const Handover& handover,
                                 const std::string& owner, std::string_view where) {
  const auto found = out.state.users.find(owner);
  if (found == out.state.users.end() || found->second.disabled ||
      found->second.role == Role::bank || found->second.role == Role::admin ||
      !is_of_receiver(out.state, handover, owner)) {
    return bad(fmt::format("{} 不是接收机关的在岗人员", owner), std::string{where});
  }
  return {};
}

base::Result<const Handover*> handover_named(const Outcome& out, desk::HandoverId id, Side side) {
  const auto found = out.state.handovers.find(id);
  const auto& actor = out.command.actor;
  const bool is_receiver = found != out.state.handovers.end() && found->second.sent_at &&
                           is_of_receiver(out.state, found->second, actor);
  const bool is_sender =
      found != out.state.handovers.end() && is_of_sender(out.state, found->second, actor);
  if (!is_receiver && !is_sender) {
    return refuse(base::ErrorCode::not_found, fmt::format("no hand-over {}", desk::to_text(id)));
  }
  if ((side == Side::sender && !is_sender) || (side == Side::receiver && !is_receiver)) {
    return refuse(base::ErrorCode::forbidden,
                  side == Side::sender ? "这一步由移送机关办理" : "这一步由接收机关办理");
  }
  return &found->second;
}

bool is_of_justice_actor(const State& state, std::string_view actor) {
  const auto found = state.users.find(std::string{actor});
  return found != state.users.end() && is_of_justice(found->second.role);
}

base::Error handover_is(const Handover& handover) {
  const auto* how = handover.state == HandoverState::draft      ? "尚未送出"
                    : handover.state == HandoverState::sent     ? "已送出，尚未签收"
                    : handover.state == HandoverState::received ? "已签收"
                    : handover.state == HandoverState::returned ? "已被退回"
                                                                : "已撤回";
  return refuse(base::ErrorCode::conflict, fmt::format("{} {}", desk::to_text(handover.id), how));
}

base::Result<void> decide_one(Outcome& out, const SendHandover& body) {
  const auto found = handover_named(out, body.handover, Side::sender);
  if (!found) {
    return found.error();
  }
  const auto& handover = **found;
  if (handover.state != HandoverState::draft) {
    return handover_is(handover);
  }
  if (const auto ok = check_freezes(out, handover); !ok) {
    return ok.error();
  }
  out.add(HandoverSent{handover.id, facts_as_sent(out, handover, body)});
  if (handover.kind == HandoverKind::back) {
    tell_sender(out, handover, desk::TaskKind::handover_back, {}, answer_due(out));
  } else if (handover.kind == HandoverKind::prosecution) {
    finish_tasks(out, handover.case_id,
                 {desk::TaskKind::handover_back, desk::TaskKind::handover_returned}, {},
                 "已移送 " + desk::to_text(handover.id));
  }
  out.answer.id = desk::to_text(handover.id);
  return {};
}

base::Result<void> decide_one(Outcome& out, const NotePackageMade& body) {
  const auto found = handover_named(out, body.handover, Side::either);
  if (!found) {
    return found.error();
  }
  const auto& handover = **found;
  if (!handover.sent_at) {
    return handover_is(handover);
  }
  if (!handover.manifest_sha256.empty() && handover.manifest_sha256 != body.manifest_sha256) {
    return refuse(base::ErrorCode::conflict,
                  fmt::format("{} 的移送包与当时的摘要不符", desk::to_text(handover.id)));
  }
  if (handover.manifest_sha256.empty()) {
    out.add(HandoverPackaged{handover.id, body.manifest_sha256});
  }
  return {};
}

base::Result<void> decide_one(Outcome& out, const WithdrawHandover& body) {
  const auto found = handover_named(out, body.handover, Side::sender);
  if (!found) {
    return found.error();
  }
  if (!desk::is_open(**found)) {
    return handover_is(**found);
  }
  if (const auto ok = need_reason(body.reason); !ok) {
    return ok.error();
  }
  out.add(HandoverWithdrawn{body.handover, body.reason});
  if ((*found)->kind == HandoverKind::back) {
    finish_tasks(out, (*found)->case_id, {desk::TaskKind::handover_back}, {}, "对方已撤回");
  }
  out.answer.id = desk::to_text(body.handover);
  return {};
}

base::Result<void> decide_one(Outcome& out, const ReceiveHandover& body) {
  const auto found = handover_named(out, body.handover, Side::receiver);
  if (!found) {
    return found.error();
  }
  const auto& handover = **found;
  if (handover.state != HandoverState::sent) {
    return handover_is(handover);
  }
  if (const auto ok = check_paper_named(out, body.document, "handover.property"); !ok) {
    return ok.error();
  }
  if (body.officer.empty() || body.officer.size() > officer_bytes_max) {
    return bad(fmt::format("签收人为 1 到 {} 字节", officer_bytes_max), "/officer");
  }
  if (const auto ok = check_renewers(out, handover, body.renewers); !ok) {
    return ok.error();
  }
  std::optional<base::Instant> due;
  if (handover.kind == HandoverKind::back) {
    due = law::end_of(out.rule("handover.back.term"), out.at);
    finish_tasks(out, handover.case_id, {desk::TaskKind::handover_back}, {}, "已签收");
  }
  out.add(HandoverReceived{
      handover.id, {body.document, body.officer, out.command.actor, out.at, body.renewers}, due});
  const auto officer = out.state.cases.at(handover.case_id).officer;
  for (const auto id : handover.freezes) {
    const auto named = std::find_if(body.renewers.begin(), body.renewers.end(),
                                    [&](const auto& each) { return each.order == id; });
    const auto& everybody =
        desk::to_of(handover.kind) == Organ::police ? officer : out.command.actor;
    hand_renewal(out, out.state.orders.at(id),
                 named == body.renewers.end() ? everybody : named->owner);
  }
  if (due) {
    // Opened anew rather than kept: what was to be signed for is now to be investigated.
    desk::Task task;
    task.id = out.new_task();
    task.case_id = handover.case_id;
    task.kind = desk::TaskKind::handover_back;
    task.owner = officer;
    task.opened = out.at;
    task.due = *due;
    task.article = handover.article;
    task.what = desk::to_text(handover.id);
    out.add(TaskOpened{std::move(task)});
  }
  out.answer.id = desk::to_text(handover.id);
  return {};
}

base::Result<void> decide_one(Outcome& out, const ReturnHandover& body) {
  const auto found = handover_named(out, body.handover, Side::receiver);
  if (!found) {
    return found.error();
  }
  const auto& handover = **found;
  if (handover.state != HandoverState::sent) {
    return handover_is(handover);
  }
  if (const auto ok = need_reason(body.reason); !ok) {
    return ok.error();
  }
  out.add(HandoverReturned{handover.id, body.reason});
  tell_sender(out, handover, desk::TaskKind::handover_returned,
              desk::from_of(handover.kind) == Organ::police ? std::string{} : handover.drafted_by,
              answer_due(out));
  out.answer.id = desk::to_text(handover.id);
  return {};
}

}  // namespace holdfast::core
