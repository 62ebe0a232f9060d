// Papers are issued: numbered within their kind and year, and everything that they say is written
// down with them.
//
// Refusals, the first that holds is told: no such order, a kind that the order cannot have or not
// yet (order/paper.hpp), a code that was given out before. A paper of that kind that is there
// already is answered, not made anew. Texts about people are sealed under the case.
#include <algorithm>
#include <fmt/core.h>

#include "base/calendar.hpp"
#include "core/duties.hpp"
#include "core/freezes.hpp"
#include "core/papers.hpp"

namespace holdfast::core {

namespace {

using order::Family;
using order::Order;
using order::Paper;
using order::PaperKind;

constexpr std::size_t digest_symbols = 64;

const Paper* paper_of(const State& state, order::OrderId order, PaperKind kind) {
  const auto found = state.papers_of.find(order);
  if (found == state.papers_of.end()) {
    return nullptr;
  }
  for (const auto id : found->second) {
    if (const auto& paper = state.papers.at(id); paper.kind == kind) {
      return &paper;
    }
  }
  return nullptr;
}

base::Personal sealed(const desk::CaseFile& file, std::string text) {
  if (text.empty()) {
    return {};
  }
  return {base::subject_of(base::SubjectKind::case_file, file.id.value()), std::move(text)};
}

std::string display_of(const State& state, const std::string& name) {
  const auto found = state.users.find(name);
  return found == state.users.end() || found->second.display.empty() ? name : found->second.display;
}

/// The two officers, as far as they are known.
std::vector<std::string> officers_of(const State& state, const Order& order) {
  std::vector<std::string> names;
  if (order.approval) {
    names = {order.approval->drafted_by, order.approval->second};
  } else {
    names = {order.authority ? order.authority->by : std::string{},
             order.countersigned ? order.countersigned->by : std::string{}};
  }
  std::erase_if(names, [&](const std::string& name) { return !state.users.contains(name); });
  for (auto& name : names) {
    name = display_of(state, name);
  }
  return names;
}

void add_approval(order::PaperFacts& facts, const State& state, const Order& order) {
  if (!order.approval) {
    return;
  }
  facts.document = order.approval->document;
  const auto& signatures = order.approval->signatures;
  const auto last = std::find_if(signatures.rbegin(), signatures.rend(),
                                 [](const auto& each) { return each.duty != order::Duty::none; });
  if (last != signatures.rend()) {
    facts.approved_by = display_of(state, last->by);
    facts.approved_at = last->at;
  }
}

/// From when until when, as far as it is settled.
void add_term(order::PaperFacts& facts, const State& state, const Order& order) {
  facts.term_hours = order.ground.term_ms / 3'600'000;
  facts.term_months = order.ground.term_months;
  const bool binds = order::restrains(order.family) || order::is_restriction(order.family) ||
                     order.family == Family::protective_stop;
  if (binds) {
    facts.from = order.times.in_force;
    facts.until = order.times.in_force ? order.times.deadline : std::nullopt;
  }
  if (!order.target) {
    return;
  }
  const auto& target = state.orders.at(*order.target);
  if (const auto* paper = paper_of(state, target.id, PaperKind::restriction_notice)) {
    facts.about = paper->number;
  }
  facts.since = target.times.in_force;
  facts.amount = target.amount;
  if (facts.amount && target.freeze) {
    *facts.amount -= target.freeze->returned;
  }
  if (target.freeze) {
    facts.scope = target.freeze->scope;
  }
  if (const auto* paper = paper_of(state, target.id, PaperKind::freeze_notice)) {
    facts.about = paper->number;
  }
  if (order.family == Family::freeze_renewal && target.times.deadline) {
    const bool renewed = order.state == order::State::answered;
    facts.until = renewed ? *target.times.deadline
                          : base::add_months(*target.times.deadline, order.ground.term_months);
    facts.from = renewed ? std::nullopt : target.times.deadline;
  }
}

order::Applicant applicant_of(const State& state, const desk::CaseFile& file, const Order& order,
                              const IssuePaper& body) {
  order::Applicant applicant;
  applicant.name = file.victim.name;
  applicant.phone = file.victim.phone;
  applicant.id_no = file.victim.id_no;
  if (const auto* loss = paid_from(file, order)) {
    const auto* bank = find_institution(state.routing, loss->payer_institution);
    applicant.payer_number = sealed(file, body.payer_number);
    applicant.payer_institution = bank == nullptr ? loss->payer_institution : bank->name;
    applicant.amount = loss->amount;
    applicant.time = loss->time;
    applicant.serial = loss->serial;
  }
  return applicant;
}

/// What evidence is wanted, a line each.
std::vector<std::string> asked_for(const order::EvidenceAsk& ask) {
  std::vector<std::string> lines;
  switch (ask.kind) {
    case order::EvidenceKind::opening_file:
      lines.emplace_back("开户资料：开户申请、身份证件影印件、预留电话、开户影像");
      break;
    case order::EvidenceKind::device_log:
      lines.emplace_back("网上银行、手机银行登录和交易的IP地址、MAC地址、设备标识日志");
      break;
    case order::EvidenceKind::camera:
      lines.push_back("监控录像：" + ask.place);
      break;
    case order::EvidenceKind::vouchers:
      lines.emplace_back("下列流水号的交易凭证");
      break;
  }
  if (ask.from && ask.until) {
    lines.push_back(fmt::format("自{}至{}", base::display_instant(*ask.from),
                                base::display_instant(*ask.until)));
  }
  lines.insert(lines.end(), ask.serials.begin(), ask.serials.end());
  if (ask.overwrites_at) {
    lines.push_back(
        fmt::format("该录像将于{}被覆盖，请先行封存", base::display_instant(*ask.overwrites_at)));
  }
  return lines;
}

order::PaperFacts facts_of(const Outcome& out, const Order& order, const IssuePaper& body) {
  const auto& state = out.state;
  const auto& file = state.cases.at(order.case_id);
  const auto* bank = find_institution(state.routing, order.institution);
  order::PaperFacts facts;
  facts.unit = out.rule("house.unit").text;
  facts.telephone = out.rule("house.telephone").text;
  facts.check_url = body.check_url;
  facts.institution = bank == nullptr ? order.institution : bank->name;
  facts.number = sealed(file, body.number);
  facts.holder = sealed(file, body.holder);
  facts.family = order.family;
  facts.amount = order.amount;
  if (order.freeze) {
    facts.scope = order.freeze->scope;
    facts.why_whole = order.freeze->why_whole;
    facts.fruits = order.freeze->fruits;
    facts.queue = order.freeze->queue;
  } else if (!order.amount) {
    facts.scope = order::Scope::in_only;  // a stop without an amount lets credits pass
  }
  facts.case_number = order::to_text(file.id);
  facts.fraud_type = file.fraud_type;
  facts.filing = file.filed ? file.filed->number : std::string{};
  facts.reason = order.ground.reason;
  facts.article = order.ground.article;
  facts.notice = order.ground.notice;
  facts.appeal = order.ground.appeal;
  facts.officers = officers_of(state, order);
  add_approval(facts, state, order);
  add_term(facts, state, order);
  facts.drill = order.drill;
  if (order.evidence) {
    facts.asked = asked_for(*order.evidence);
  }
  if (order.payback) {
    const auto* to = find_institution(state.routing, order.payback->institution);
    facts.to_institution = to == nullptr ? order.payback->institution : to->name;
    facts.to_number = sealed(file, body.payer_number);
    facts.to_holder = sealed(file, victim_file(state, order).victim.name.text);
    facts.amount = order.amount;
  }
  if (order.mark) {
    facts.mark = order.mark->value;
    facts.mark_platform = order.mark->platform;
  }
  if (body.kind == PaperKind::stop_application) {
    facts.applicant = applicant_of(state, file, order, body);
  }
  return facts;
}

}  // namespace

const desk::CaseFile& victim_file(const State& state, const Order& order) {
  const auto victim_of = order.payback ? order.payback->victim_of : std::nullopt;
  return state.cases.at(victim_of.value_or(order.case_id));
}

const desk::Loss* paid_from(const desk::CaseFile& file, const Order& order) {
  const desk::Loss* first = nullptr;
  for (const auto& loss : file.losses) {
    if (!loss.payer) {
      continue;
    }
    const bool follows =
        order.payback ? loss.payer == order.payback->to : loss.payee == order.account;
    if (follows) {
      return &loss;
    }
    first = first == nullptr ? &loss : first;
  }
  return first;
}

base::Result<void> decide_one(Outcome& out, const IssuePaper& body) {
  const auto found = order_named(out.state, body.order);
  if (!found) {
    return found.error();
  }
  const auto& order = **found;
  if (const auto* there = paper_of(out.state, order.id, body.kind)) {
    out.answer.id = order::to_text(there->id);
    return {};
  }
  if (const auto obstacle = order::obstacle_to_paper(order, body.kind)) {
    return in_the_way(order, *obstacle);
  }
  const auto code = order::read_code(body.code);
  if (!code) {
    return code.error();
  }
  if (out.state.paper_by_code.contains(*code)) {
    return refuse(base::ErrorCode::conflict, "核验码已经用过");
  }
  const int year = base::year_in_beijing(out.at);
  const auto counted = out.state.paper_counts.find({year, body.kind});
  const auto ordinal = (counted == out.state.paper_counts.end() ? 0 : counted->second) + 1;
  Paper paper;
  paper.id = out.new_paper();
  paper.kind = body.kind;
  paper.order = order.id;
  paper.case_id = order.case_id;
  paper.layout = order::paper_layout;
  paper.number = order::paper_number(out.rule("paper.prefix").text, body.kind, year, ordinal);
  paper.code = *code;
  paper.issued_at = out.at;
  paper.issued_by = out.command.actor;
  paper.facts = facts_of(out, order, body);
  out.answer.id = order::to_text(paper.id);
  out.add(PaperIssued{std::move(paper)});
  return {};
}

base::Result<void> decide_one(Outcome& out, const NotePaperMade& body) {
  const auto found = out.state.papers.find(body.paper);
  if (found == out.state.papers.end()) {
    return refuse(base::ErrorCode::not_found,
                  fmt::format("no paper {}", order::to_text(body.paper)));
  }
  const auto& known = found->second.sha256;
  const bool is_hex = body.sha256.size() == digest_symbols &&
                      body.sha256.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!is_hex) {
    return base::Error{base::ErrorCode::bad_input, "is not a SHA-256 in hex", "/sha256"};
  }
  if (!known.empty() && known != body.sha256) {
    return refuse(base::ErrorCode::conflict,
                  fmt::format("{} 出具时的摘要与此不同", order::to_text(body.paper)));
  }
  if (known.empty()) {
    out.add(PaperMade{body.paper, body.sha256});
  }
  out.answer.id = order::to_text(body.paper);
  return {};
}

}  // namespace holdfast::core
