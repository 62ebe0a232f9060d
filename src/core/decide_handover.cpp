// 随案移送: drawn up, sent, signed for or not.
//
// Refusals, the first that holds is told. Of a draft: no such case or none that one may see,
// closed, another organ's stage, not filed, sent back too often; document, officers, receiver; what
// it names (not of the case, not in force, kept by somebody else, handed over twice). Of a step: no
// such hand-over, the other side's step, the state it is in; its words; a freeze that lapses soon
// and that nobody is named to renew.
#include <algorithm>
#include <boost/describe.hpp>
#include <fmt/core.h>

#include "core/custody_of.hpp"
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

constexpr std::size_t named_max = 500;
constexpr std::size_t officer_bytes_max = 128;
constexpr std::size_t note_bytes_max = 2000;

/// The rule of a kind's procedure.
std::string_view rule_of(HandoverKind kind) {
  switch (kind) {
    case HandoverKind::prosecution:
      return "handover.prosecution";
    case HandoverKind::indictment:
      return "handover.indictment";
    case HandoverKind::back:
      break;
  }
  return "handover.back";
}

/// All that the actor's organ ever signed for in the case.
struct Received {
  std::set<order::OrderId> orders;
  std::set<order::PaperId> papers;
  bool is_any = false;
};

Received received_by(const Outcome& out, desk::CaseId case_id) {
  Received received;
  for (const auto id : handovers_of(out.state, case_id)) {
    const auto& handover = out.state.handovers.at(id);
    if (handover.state == HandoverState::received &&
        is_of_receiver(out.state, handover, out.command.actor)) {
      received.is_any = true;
      received.orders.insert(handover.freezes.begin(), handover.freezes.end());
      received.orders.insert(handover.evidence.begin(), handover.evidence.end());
      received.papers.insert(handover.papers.begin(), handover.papers.end());
    }
  }
  return received;
}

std::string organ_of_actor(const Outcome& out) {
  const auto found = out.state.users.find(out.command.actor);
  return found != out.state.users.end() && is_of_justice(found->second.role)
             ? found->second.institution
             : out.rule("house.unit").text;
}

base::Result<void> check_words(const Outcome& out, const DraftHandover& body) {
  if (const auto ok = check_paper_named(out, body.document, rule_of(body.kind)); !ok) {
    return ok;
  }
  if (body.officer.empty() || body.officer.size() > officer_bytes_max) {
    return bad(fmt::format("移送人为 1 到 {} 字节", officer_bytes_max), "/officer");
  }
  if (body.note.size() > note_bytes_max) {
    return base::Error{base::ErrorCode::too_large, fmt::format("说明最多 {} 字节", note_bytes_max),
                       "/note"};
  }
  if (desk::to_of(body.kind) == Organ::police) {
    return {};
  }
  const auto role = desk::to_of(body.kind) == Organ::procuratorate ? Role::procurator : Role::court;
  const bool is_there =
      std::any_of(out.state.users.begin(), out.state.users.end(), [&](const auto& each) {
        return each.second.role == role && !each.second.disabled &&
               each.second.institution == body.to;
      });
  return is_there ? base::Result<void>{}
                  : base::Result<void>{bad("接收机关没有可以签收的账户", "/to")};
}

/// A freeze may go along: it stands, it is the sender's to keep, and is in no other hand-over.
base::Result<void> check_freeze(const Outcome& out, desk::CaseId case_id, Organ sender,
                                order::OrderId id, std::optional<desk::HandoverId> self) {
  const auto found = out.state.orders.find(id);
  const auto refused = [&](std::string why) {
    return base::Error{base::ErrorCode::conflict,
                       fmt::format("{}：{}", order::to_text(id), std::move(why)), "/freezes"};
  };
  if (found == out.state.orders.end() || found->second.case_id != case_id ||
      found->second.family != order::Family::freeze) {
    return bad(fmt::format("{} 不是本案的冻结", order::to_text(id)), "/freezes");
  }
  const auto& freeze = found->second;
  if (freeze.state != order::State::in_force && freeze.state != order::State::queued) {
    return refused("不在冻结或者轮候中");
  }
  const auto keeper = keeper_of(out.state, freeze);
  if (keeper.organ != sender || (sender != Organ::police && keeper.name != organ_of_actor(out))) {
    return refused(fmt::format(
        "现由{}保管", keeper.name.empty() ? name_of(keeper.organ) : std::string_view{keeper.name}));
  }
  for (const auto other : handovers_of(out.state, case_id)) {
    const auto& handover = out.state.handovers.at(other);
    if (other != self && desk::is_open(handover) && desk::names(handover, id)) {
      return refused(fmt::format("已列入 {}", desk::to_text(other)));
    }
  }
  return {};
}

base::Result<void> check_freezes(const Outcome& out, const Handover& handover) {
  for (const auto id : handover.freezes) {
    if (const auto ok =
            check_freeze(out, handover.case_id, desk::from_of(handover.kind), id, handover.id);
        !ok) {
      return ok;
    }
  }
  return {};
}

base::Result<void> check_evidence(const Outcome& out, const Handover& handover) {
  for (const auto id : handover.evidence) {
    const auto found = out.state.orders.find(id);
    if (found == out.state.orders.end() || found->second.case_id != handover.case_id ||
        found->second.family != order::Family::evidence_request ||
        found->second.state != order::State::answered) {
      return bad(fmt::format("{} 不是本案已取得的证据", order::to_text(id)), "/evidence");
    }
  }
  for (const auto id : handover.papers) {
    const auto found = out.state.papers.find(id);
    if (found == out.state.papers.end() || found->second.case_id != handover.case_id) {
      return bad(fmt::format("{} 不是本案的文书", order::to_text(id)), "/papers");
    }
  }
  return {};
}

/// Prosecution and courts pass on what they were given, and nothing else of the case.
base::Result<void> check_was_given(const Received& received, const Handover& handover) {
  for (const auto* orders : {&handover.freezes, &handover.evidence}) {
    for (const auto id : *orders) {
      if (!received.orders.contains(id)) {
        return refuse(base::ErrorCode::not_found, fmt::format("no order {}", order::to_text(id)));
      }
    }
  }
  for (const auto id : handover.papers) {
    if (!received.papers.contains(id)) {
      return refuse(base::ErrorCode::not_found, fmt::format("no paper {}", order::to_text(id)));
    }
  }
  return {};
}

base::Result<void> check_supplement(const Outcome& out, const Handover& handover) {
  if (!handover.supplements) {
    return {};
  }
  const auto found = out.state.handovers.find(*handover.supplements);
  if (found == out.state.handovers.end() || found->second.case_id != handover.case_id ||
      found->second.kind != handover.kind || found->second.to != handover.to ||
      found->second.state != HandoverState::received) {
    return bad("补充移送须针对对方已签收的同类移送", "/supplements");
  }
  return {};
}

base::Result<void> check_times_back(const Outcome& out, desk::CaseId case_id) {
  std::int64_t times = 0;
  for (const auto id : handovers_of(out.state, case_id)) {
    const auto& handover = out.state.handovers.at(id);
    const bool counts = handover.state == HandoverState::received || desk::is_open(handover);
    times += handover.kind == HandoverKind::back && counts ? 1 : 0;
  }
  const auto& most = out.rule("handover.back.most");
  if (times >= most.number) {
    return refuse(base::ErrorCode::refused_by_rule,
                  fmt::format("补充侦查以 {} 次为限", most.number), most.article);
  }
  return {};
}

template <typename Id>
bool tidy(std::vector<Id>& ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids.size() <= named_max;
}

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

desk::HandoverItem item_of(const Outcome& out, const Order& freeze, const SendHandover& body) {
  desk::HandoverItem item;
  item.order = freeze.id;
  const auto told = std::find_if(body.accounts.begin(), body.accounts.end(),
                                 [&](const auto& each) { return each.order == freeze.id; });
  if (told != body.accounts.end()) {
    const auto subject = base::subject_of(base::SubjectKind::case_file, freeze.case_id.value());
    item.number = {subject, told->number};
    item.holder = {subject, told->holder};
  }
  const auto* institution = find_institution(out.state.routing, freeze.institution);
  item.institution = institution == nullptr ? freeze.institution : institution->name;
  item.state = freeze.state;
  item.scope = freeze.freeze->scope;
  item.amount = freeze.amount;
  item.held = freeze.reply.held;
  item.returned = freeze.freeze->returned;
  item.since = freeze.times.in_force;
  item.deadline = freeze.times.deadline;
  item.renewals = freeze.freeze->renewals;
  item.document = freeze.approval ? freeze.approval->document : std::string{};
  item.partner_number = freeze.reply.partner_number;
  item.reason = freeze.ground.reason;
  item.article = freeze.ground.article;
  if (freeze.approval) {
    for (const auto& signature : freeze.approval->signatures) {
      item.signed_by.push_back(signature.by);
    }
  }
  return item;
}

desk::HandoverFacts facts_of(const Outcome& out, const Handover& handover,
                             const SendHandover& body) {
  const auto& file = out.state.cases.at(handover.case_id);
  desk::HandoverFacts facts;
  facts.filing = file.filed ? file.filed->number : std::string{};
  facts.fraud_type = file.fraud_type;
  for (std::size_t i = 0; i < file.losses.size(); ++i) {
    const auto& loss = file.losses[i];
    facts.losses.push_back({i, loss.time, loss.amount, loss.payer_institution});
  }
  for (const auto id : handover.freezes) {
    facts.items.push_back(item_of(out, out.state.orders.at(id), body));
  }
  const auto named = [](custody::Place place) {
    return std::string{boost::describe::enum_to_string(place, "")};
  };
  for (const auto& entry : custody_of(out.state, file, out.at).ledger.entries) {
    facts.entries.push_back(
        {entry.at, named(entry.from), named(entry.to), entry.amount, entry.order});
  }
  for (const auto& [id, plan] : out.state.plans) {
    if (plan.case_id == handover.case_id && plan.worked &&
        (desk::is_open(plan) || plan.state == desk::PlanState::ordered)) {
      facts.plans.push_back(id);
    }
  }
  return facts;
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

base::Result<void> decide_one(Outcome& out, const DraftHandover& body) {
  const auto sender = desk::from_of(body.kind);
  const bool is_theirs = organ_of(out.state, out.command.actor) == sender;
  const auto received = sender == Organ::police ? Received{} : received_by(out, body.case_id);
  const auto file = is_of_justice_actor(out.state, out.command.actor) && !received.is_any
                        ? base::Result<const desk::CaseFile*>{refuse(
                              base::ErrorCode::not_found,
                              fmt::format("no case {}", order::to_text(body.case_id)))}
                        : open_case_named(out.state, body.case_id);
  if (!file) {
    return file.error();
  }
  if (!is_theirs) {
    return refuse(base::ErrorCode::forbidden,
                  fmt::format("{}由{}办理", name_of(body.kind), name_of(sender)));
  }
  const auto* procedure = out.state.rules.find(rule_of(body.kind), out.at);
  if (procedure == nullptr) {
    return refuse(base::ErrorCode::conflict, "现行规则包中没有随案移送的规定，请先更新规则");
  }
  if (!(*file)->filed) {
    return refuse(base::ErrorCode::refused_by_rule, "案件尚未立案，不得移送", procedure->article);
  }
  if (body.kind == HandoverKind::back) {
    if (const auto ok = check_times_back(out, body.case_id); !ok) {
      return ok.error();
    }
  }
  if (const auto ok = check_words(out, body); !ok) {
    return ok.error();
  }
  Handover handover;
  handover.id = out.new_handover();
  handover.case_id = body.case_id;
  handover.kind = body.kind;
  handover.document = body.document;
  handover.from = organ_of_actor(out);
  handover.to = desk::to_of(body.kind) == Organ::police ? out.rule("house.unit").text : body.to;
  handover.officer = body.officer;
  handover.drafted_by = out.command.actor;
  handover.drafted_at = out.at;
  handover.freezes = body.freezes;
  handover.evidence = body.evidence;
  handover.papers = body.papers;
  handover.supplements = body.supplements;
  handover.note = body.note;
  handover.article = procedure->article;
  handover.mark = procedure->mark;
  handover.property_article = out.rule("handover.property").article;
  const bool is_short = tidy(handover.freezes) && tidy(handover.evidence) && tidy(handover.papers);
  if (!is_short) {
    return base::Error{base::ErrorCode::too_large, fmt::format("每类最多 {} 项", named_max),
                       "/freezes"};
  }
  if (handover.freezes.empty() && handover.evidence.empty() && handover.papers.empty()) {
    return bad("没有列明移送的冻结、证据或者文书", "/freezes");
  }
  if (const auto ok = first_fault(
          {sender == Organ::police ? base::Result<void>{} : check_was_given(received, handover),
           check_freezes(out, handover), check_evidence(out, handover),
           check_supplement(out, handover)});
      !ok) {
    return ok.error();
  }
  out.answer.id = desk::to_text(handover.id);
  out.add(HandoverDrafted{std::move(handover)});
  return {};
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
  out.add(HandoverSent{handover.id, facts_of(out, handover, body)});
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
