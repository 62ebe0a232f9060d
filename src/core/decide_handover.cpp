// 随案移送: drawn up.
//
// Refusals, the first that holds is told: no such case or none that one may see, closed, another
// organ's stage, not filed, sent back too often; document, officers, receiver; what it names (not
// of the case, not in force, kept by somebody else, handed over twice).
#include <algorithm>
#include <fmt/core.h>

#include "core/drafting.hpp"
#include "core/handover_steps.hpp"

namespace holdfast::core {

namespace {

using desk::Handover;
using desk::HandoverKind;
using desk::HandoverState;
using desk::Organ;

constexpr std::size_t named_max = 500;
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

}  // namespace

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

}  // namespace holdfast::core
