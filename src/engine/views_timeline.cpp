// What an event says in the timeline of its case: one sentence in Chinese, one in English. Account
// numbers are masked; names never appear.
#include <boost/json.hpp>
#include <fmt/core.h>

#include "core/codec.hpp"
#include "engine/view_parts.hpp"

namespace holdfast::engine {

namespace json = boost::json;

namespace {

struct Line {
  desk::CaseId case_id;
  std::string zh;
  std::string en;
  std::optional<order::OrderId> order = {};
  std::optional<base::AccountId> account = {};
  std::optional<base::Fen> amount = {};
};

struct Words {
  std::string_view zh;
  std::string_view en;
};

Words words_for(order::Family family) {
  switch (family) {
    case order::Family::stop:
      return {"止付", "stop"};
    case order::Family::stop_release:
      return {"解除止付", "release"};
    case order::Family::subject_query:
      return {"户名查询", "subject query"};
    case order::Family::transaction_query:
      return {"明细查询", "transaction query"};
    case order::Family::freeze:
      return {"冻结", "freeze"};
    case order::Family::freeze_renewal:
      return {"续冻", "renewal of a freeze"};
    case order::Family::freeze_release:
      return {"解除冻结", "release of a freeze"};
    case order::Family::stop_extension:
      return {"延长止付", "extension of a stop"};
    case order::Family::protective_stop:
      return {"保护性止付", "protective stop"};
    case order::Family::protective_release:
      return {"解除保护性止付", "release of a protective stop"};
    case order::Family::evidence_request:
      return {"调取证据", "request for evidence"};
    case order::Family::fund_return:
      return {"返还", "return of money"};
    case order::Family::number_suspension:
      return {"关停号码", "suspension of a number"};
    case order::Family::number_restoration:
      return {"恢复号码", "restoration of a number"};
    case order::Family::url_block:
      return {"封堵网址", "block of an address"};
    case order::Family::url_unblock:
      return {"解除封堵", "unblocking of an address"};
    case order::Family::profile_suspension:
      return {"封停账号", "suspension of a profile"};
    case order::Family::profile_restoration:
      return {"解封账号", "restoration of a profile"};
    case order::Family::payment_recall:
      return {"付款召回", "recall of a payment"};
  }
  return {};
}

Words words_for(desk::TaskKind kind) {
  switch (kind) {
    case desk::TaskKind::exit_cash:
      return {"取现去向", "cash withdrawal"};
    case desk::TaskKind::exit_merchant:
      return {"商户去向", "merchant payment"};
    case desk::TaskKind::exit_overseas:
      return {"境外去向", "payment abroad"};
    case desk::TaskKind::exit_crypto:
      return {"虚拟币去向", "crypto payment"};
    case desk::TaskKind::institution_unknown:
      return {"查明开户机构", "find the institution"};
    case desk::TaskKind::stop_exhausted:
      return {"办理冻结", "obtain a freeze"};
    case desk::TaskKind::loss_unmatched:
      return {"核实报案转账", "verify the reported payment"};
    case desk::TaskKind::hold_excess:
      return {"核实多止付金额", "confirm an excess hold"};
    case desk::TaskKind::revoke_transfer:
      return {"请被害人撤销柜员机转账", "have the ATM transfer revoked"};
    case desk::TaskKind::gift_card:
      return {"冻结礼品卡余额", "block the gift card"};
    case desk::TaskKind::stop_review:
      return {"核实报案真伪", "find out whether the report is true"};
    case desk::TaskKind::stop_lapsing:
      return {"止付即将到期", "stops are about to lapse"};
    case desk::TaskKind::file_case:
      return {"决定是否立案", "decide on filing"};
    case desk::TaskKind::countersign:
      return {"补签止付", "countersign stops"};
    case desk::TaskKind::countersign_overdue:
      return {"止付逾期未补签", "stops were not countersigned in time"};
    case desk::TaskKind::papers:
      return {"补齐紧急冻结手续", "complete an emergency freeze's papers"};
    case desk::TaskKind::freeze_failed:
      return {"冻结未办成", "a freeze was not carried out"};
    case desk::TaskKind::renew_freeze:
      return {"办理续冻", "renew a freeze"};
    case desk::TaskKind::freeze_lapsing:
      return {"冻结即将到期", "a freeze is about to lapse"};
    case desk::TaskKind::screen_freeze:
      return {"甄别冻结资金", "screen frozen money"};
    case desk::TaskKind::screening_lapsed:
      return {"甄别期限届满", "nobody screened frozen money in time"};
    case desk::TaskKind::release_unrelated:
      return {"解除无关冻结", "lift a freeze on unrelated money"};
    case desk::TaskKind::answer_objection:
      return {"答复异议", "answer an objection"};
    case desk::TaskKind::objection_overdue:
      return {"异议逾期未答复", "an objection was not answered in time"};
    case desk::TaskKind::protection_lapsing:
      return {"保护性止付即将到期，回访持有人", "a protective stop is about to end"};
    case desk::TaskKind::evidence_due:
      return {"催办调取的证据", "evidence is due"};
    case desk::TaskKind::evidence_overdue:
      return {"调取的证据逾期未到", "evidence did not come in time"};
    case desk::TaskKind::recording_at_risk:
      return {"监控录像即将覆盖", "a recording is about to be overwritten"};
    case desk::TaskKind::return_due:
      return {"催办返还", "a return is due"};
    case desk::TaskKind::return_overdue:
      return {"返还逾期未办", "a return was not paid in time"};
    case desk::TaskKind::restriction_lapsing:
      return {"处置措施即将到期", "a restriction is about to end"};
    case desk::TaskKind::return_plan_due:
      return {"审批返还方案", "decide a return plan"};
    case desk::TaskKind::plan_objection:
      return {"答复返还公告的异议", "answer an objection to a return plan"};
    case desk::TaskKind::plan_objection_overdue:
      return {"返还公告的异议逾期未答复", "an objection to a return plan was not answered in time"};
    case desk::TaskKind::by_hand:
      return {"交办事项", "something that a colleague asked for"};
    case desk::TaskKind::mentioned:
      return {"留言提醒", "a comment that calls a colleague"};
    case desk::TaskKind::person_due:
      return {"人员期限将届满", "a term of a person dealt with is about to end"};
    case desk::TaskKind::person_overdue:
      return {"人员期限届满", "a term of a person dealt with has ended"};
    case desk::TaskKind::handover_question:
      return {"答复接收机关的询问", "answer a question about a hand-over"};
    case desk::TaskKind::handover_returned:
      return {"补正被退回的移送", "mend a hand-over that was not signed for"};
    case desk::TaskKind::handover_back:
      return {"补充侦查", "investigate further"};
    case desk::TaskKind::pursue_on:
      return {"继续追缴", "recover what a judgment wants recovered"};
    case desk::TaskKind::first_due:
      return {"受案立案期限将届满", "a term of a case's first days is about to end"};
    case desk::TaskKind::first_overdue:
      return {"受案立案期限届满", "a term of a case's first days has ended"};
  }
  return {};
}

Words words_for(desk::Ruling ruling) {
  switch (ruling) {
    case desk::Ruling::refuse:
      return {"不予支持", "refused"};
    case desk::Ruling::reduce:
      return {"部分支持，改为限额", "upheld in part"};
    case desk::Ruling::release:
      return {"支持，解除措施", "upheld"};
  }
  return {};
}

Words words_for(order::Duty duty) {
  switch (duty) {
    case order::Duty::none:
      return {"协办民警", "the second officer"};
    case order::Duty::unit_head:
      return {"办案部门负责人", "the unit's head"};
    case order::Duty::legal_review:
      return {"法制审核", "legal review"};
    case order::Duty::district_head:
      return {"县级公安机关负责人", "the district's head"};
    case order::Duty::city_head:
      return {"设区的市一级公安机关负责人", "the city's head"};
  }
  return {};
}

Words words_for(desk::ResultKind kind) {
  switch (kind) {
    case desk::ResultKind::solved:
      return {"破案", "solved"};
    case desk::ResultKind::suspects:
      return {"已锁定嫌疑人", "suspects known"};
    case desk::ResultKind::passed_on:
      return {"线索已移交", "leads passed on"};
    case desk::ResultKind::exhausted:
      break;
  }
  return {"现有线索已查尽", "leads exhausted"};
}

Words words_for(desk::CaseOutcome outcome) {
  switch (outcome) {
    case desk::CaseOutcome::recovered:
      return {"资金已追回", "money recovered"};
    case desk::CaseOutcome::nothing_left:
      return {"资金已无可追", "nothing left to recover"};
    case desk::CaseOutcome::transferred:
      return {"已移交", "handed over"};
    case desk::CaseOutcome::unfounded:
      return {"不属诈骗", "no fraud"};
  }
  return {};
}

struct Tell {
  const core::State& state;
  const World& world;

  using Told = std::optional<Line>;

  std::string subject(const order::Order& order) const {
    return order.mark ? base::mask_number(order.mark->value.text) : number(order.account);
  }
  std::string number(base::AccountId id) const { return base::mask_number(world.facts(id).number); }
  const order::Order* find(order::OrderId id) const {
    const auto found = state.orders.find(id);
    return found == state.orders.end() ? nullptr : &found->second;
  }
  /// A line about an order: "{order} {family} {what}".
  Told order_line(order::OrderId id, std::string_view zh, std::string_view en) const {
    const auto* order = find(id);
    if (order == nullptr) {
      return {};
    }
    const auto words = words_for(order->family);
    const auto name = order::to_text(id);
    return Line{order->case_id,
                fmt::format("{} {}（{}）{}", words.zh, name, subject(*order), zh),
                fmt::format("{} {} ({}) {}", words.en, name, subject(*order), en),
                id,
                order->mark ? std::nullopt : std::optional{order->account},
                order->amount};
  }

  Told operator()(const core::CaseOpened& body) const {
    base::Fen sum;
    for (const auto& loss : body.losses) {
      sum += loss.amount;
    }
    return Line{
        body.case_id,
        fmt::format("接警立单，{} 笔，损失 {}", body.losses.size(), base::display_yuan(sum)),
        fmt::format("Report taken: {} payments, {} lost", body.losses.size(),
                    base::display_yuan(sum)),
        {},
        {},
        sum};
  }
  Told operator()(const core::LossesAdded& body) const {
    base::Fen sum;
    for (const auto& loss : body.losses) {
      sum += loss.amount;
    }
    return Line{body.case_id,
                fmt::format("补报 {} 笔，{}", body.losses.size(), base::display_yuan(sum)),
                fmt::format("{} further payments reported, {}", body.losses.size(),
                            base::display_yuan(sum)),
                {},
                {},
                sum};
  }
  Told operator()(const core::LossMatched& body) const {
    return Line{
        body.case_id,
        fmt::format("第 {} 笔报案转账已见于银行报送（{}）", body.index + 1, to_text(body.transfer)),
        fmt::format("Reported payment {} was found in the feeds ({})", body.index + 1,
                    to_text(body.transfer))};
  }
  Told operator()(const core::CascadeAuthorised& body) const {
    const auto& cascade = body.cascade;
    return Line{body.case_id,
                fmt::format("授权联动止付：≤{} 层，单笔 ≤{}，≤{} 户，至 {}", cascade.hops_max,
                            base::display_yuan(cascade.amount_max), cascade.accounts_max,
                            base::display_instant(cascade.until)),
                fmt::format("Cascade authorised: up to {} hops, {} each, {} accounts, until {}",
                            cascade.hops_max, base::display_yuan(cascade.amount_max),
                            cascade.accounts_max, base::display_instant(cascade.until)),
                {},
                {},
                cascade.amount_max};
  }
  Told operator()(const core::NeedUnmet& body) const {
    if (!body.unmet) {
      return {};
    }
    return Line{body.case_id,
                fmt::format("{} 尚未止付：{}", number(body.account), body.unmet->reason),
                fmt::format("{} is not held: {}", number(body.account), body.unmet->reason),
                {},
                body.account,
                body.unmet->amount};
  }
  Told operator()(const core::OrderDrafted& body) const {
    return order_line(body.order.id, fmt::format("已起草：{}", body.order.ground.reason),
                      fmt::format("drafted: {}", body.order.ground.reason));
  }
  Told operator()(const core::OrderHeldForReview& body) const {
    return order_line(body.order, fmt::format("待批准：{}", body.why),
                      fmt::format("waits for approval: {}", body.why));
  }
  Told operator()(const core::OrderApproved& body) const {
    const bool cascade = body.authority.kind == order::AuthorityKind::cascade;
    return order_line(
        body.order, fmt::format("已批准（{}{}）", cascade ? "联动授权 " : "", body.authority.by),
        fmt::format("approved ({}{})", cascade ? "cascade of " : "", body.authority.by));
  }
  Told operator()(const core::OrderRejected& body) const {
    return order_line(body.order, "未获批准：" + body.reason, "rejected: " + body.reason);
  }
  Told operator()(const core::OrderSent& body) const {
    return order_line(body.order, "已发出", "sent");
  }
  Told operator()(const core::OrderAcknowledged& body) const {
    return order_line(body.order, "银行已签收", "acknowledged by the bank");
  }
  Told operator()(const core::OrderSendFailed& body) const {
    return order_line(body.order, "发送失败：" + body.error, "could not be sent: " + body.error);
  }
  Told operator()(const core::OrderRequeued& body) const {
    return order_line(body.order, fmt::format("重新发送（通道 {}）：{}", body.channel, body.reason),
                      fmt::format("sent anew by {}: {}", body.channel, body.reason));
  }
  Told operator()(const core::OrderGivenUp& body) const {
    return order_line(body.order, "放弃发送：" + body.reason, "given up: " + body.reason);
  }
  Told operator()(const core::OrderAnswered& body) const {
    const auto code = state.rules.reply_code(body.reply.result);
    if (body.state == order::State::queued) {
      return order_line(body.order, "轮候：已有在先冻结",
                        "is in the queue behind an earlier freeze");
    }
    if (body.state == order::State::in_force) {
      auto line = order_line(body.order, "已生效", "is in force");
      if (line && body.reply.held) {
        line->amount = body.reply.held;
      }
      return line;
    }
    return order_line(body.order, fmt::format("答复 {}：{}", code.code, code.meaning),
                      fmt::format("answered {}: {}", code.code, code.meaning));
  }
  Told operator()(const core::CandidateFound& body) const {
    return order_line(body.order, "银行给出登记户名，可一键更正",
                      "the bank gave the registered name: it can be corrected");
  }
  Told operator()(const core::OrderExpired& body) const {
    return order_line(body.order, "已到期", "lapsed");
  }
  Told operator()(const core::OrderReleased& body) const {
    return order_line(body.order, "已解除", "released");
  }
  Told operator()(const core::CaseFiled& body) const {
    return Line{body.case_id,
                fmt::format("立案：{}（{}，{} 批准）", body.filing.number, body.filing.unit,
                            body.filing.approved_by),
                fmt::format("Filed: {} ({}, decided by {})", body.filing.number, body.filing.unit,
                            body.filing.approved_by)};
  }
  Told operator()(const core::FilingWithdrawn& body) const {
    return Line{body.case_id,
                fmt::format("撤案：{}（{} 批准）：{}", body.withdrawal.number,
                            body.withdrawal.approved_by, body.withdrawal.reason),
                fmt::format("Filing withdrawn: {} (decided by {}): {}", body.withdrawal.number,
                            body.withdrawal.approved_by, body.withdrawal.reason)};
  }
  Told operator()(const core::StopExtended& body) const {
    const auto until = base::display_instant(body.deadline);
    return order_line(body.order, "已延长至 " + until, "was extended until " + until);
  }
  Told operator()(const core::ProtectionRevoked& body) const {
    return order_line(body.order, "同意已撤回：" + body.signature.reason,
                      "consent was taken back: " + body.signature.reason);
  }
  Told operator()(const core::FundsReturned& body) const {
    auto line = order_line(body.order, "已返还 " + base::display_yuan(body.amount),
                           base::display_yuan(body.amount) + " went back to the victim");
    if (line) {
      line->amount = body.amount;
    }
    return line;
  }
  Told operator()(const core::OrderSpoken& body) const {
    const bool fax = body.spoken.way == order::SpokenWay::fax;
    return order_line(
        body.order, fmt::format("已{}通知：{}", fax ? "传真" : "电话", body.spoken.person),
        fmt::format("handed over by {}: {}", fax ? "fax" : "telephone", body.spoken.person));
  }
  Told operator()(const core::TruthReviewed& body) const {
    const bool genuine = body.verdict == desk::Verdict::genuine;
    return Line{body.case_id, (genuine ? "报案属实：" : "报案不实：") + body.reason,
                (genuine ? "The report is true: " : "The report is untrue: ") + body.reason};
  }
  Told operator()(const core::CaseStudied& body) const {
    return Line{body.case_id,
                fmt::format("研判（{}）：{}", body.study.fraud_type, body.study.method),
                fmt::format("Studied ({}): {}", body.study.fraud_type, body.study.method)};
  }
  Told operator()(const core::InquiryRecorded& body) const {
    return Line{body.case_id, "调查：" + body.inquiry.work, "Inquiry: " + body.inquiry.work};
  }
  Told operator()(const core::ResultRecorded& body) const {
    const auto words = words_for(body.result.kind);
    return Line{body.case_id, fmt::format("调查结果（{}）：{}", words.zh, body.result.text),
                fmt::format("Result ({}): {}", words.en, body.result.text)};
  }
  Told operator()(const core::OrderSigned& body) const {
    const auto words = words_for(body.signature.duty);
    return order_line(body.order, fmt::format("{}签署：{}", words.zh, body.signature.reason),
                      fmt::format("signed by {}: {}", words.en, body.signature.reason));
  }
  Told operator()(const core::OrderCountersigned& body) const {
    return order_line(body.order, "第二名民警补签", "countersigned by a second officer");
  }
  Told operator()(const core::PaperSupplied& body) const {
    return order_line(body.order, "后补文书：" + body.document, "paper supplied: " + body.document);
  }
  Told operator()(const core::ObjectionFiled& body) const {
    const auto id = desk::to_text(body.objection.id);
    return order_line(body.objection.order, "持有人提出异议 " + id, "is objected to: " + id);
  }
  Told operator()(const core::ObjectionAnswered& body) const {
    const auto id = desk::to_text(body.objection);
    const auto words = words_for(body.answered.ruling);
    return order_line(body.order, fmt::format("异议 {} {}：{}", id, words.zh, body.answered.reason),
                      fmt::format("objection {} {}: {}", id, words.en, body.answered.reason));
  }
  /// A line about a return plan: "{plan} {what}".
  Told plan_line(desk::PlanId id, std::string_view zh, std::string_view en) const {
    const auto found = state.plans.find(id);
    if (found == state.plans.end()) {
      return {};
    }
    const auto name = desk::to_text(id);
    return Line{found->second.case_id, fmt::format("返还方案 {} {}", name, zh),
                fmt::format("Return plan {} {}", name, en)};
  }
  Told operator()(const core::ReturnPlanned& body) const {
    return plan_line(body.plan.id, "已起草：" + body.plan.reason, "drafted: " + body.plan.reason);
  }
  Told operator()(const core::ReturnPlanWorked& body) const {
    base::Fen sum;
    for (const auto& division : body.worked.divisions) {
      for (const auto& payout : division.payouts) {
        sum += payout.amount;
      }
    }
    auto line = plan_line(body.plan, "已算出，可返还 " + base::display_yuan(sum),
                          base::display_yuan(sum) + " can be returned");
    if (line) {
      line->amount = sum;
    }
    return line;
  }
  Told operator()(const core::ReturnPlanSigned& body) const {
    const auto words = words_for(body.signature.duty);
    return plan_line(body.plan, fmt::format("{}签署：{}", words.zh, body.signature.reason),
                     fmt::format("signed by {}: {}", words.en, body.signature.reason));
  }
  Told operator()(const core::ReturnNoticeBegun& body) const {
    const auto until = base::display_instant(body.notice.until);
    return plan_line(body.plan, "公告至 " + until, "is public until " + until);
  }
  Told operator()(const core::ReturnNoticeEnded& body) const {
    return plan_line(body.plan, "公告期满", "has been public for its term");
  }
  Told operator()(const core::PlanObjectionFiled& body) const {
    return plan_line(body.plan, "收到异议", "is objected to");
  }
  Told operator()(const core::PlanObjectionAnswered& body) const {
    const auto& ruling = body.ruling;
    return plan_line(
        body.plan, fmt::format("异议{}：{}", ruling.upheld ? "成立" : "不成立", ruling.reason),
        fmt::format("objection {}: {}", ruling.upheld ? "upheld" : "turned down", ruling.reason));
  }
  Told operator()(const core::ReturnPlanEnded& body) const {
    if (body.state == desk::PlanState::ordered) {
      return plan_line(body.plan, fmt::format("已批准，制发返还 {} 条", body.orders.size()),
                       fmt::format("approved: {} returns drawn up", body.orders.size()));
    }
    return plan_line(body.plan, "终止：" + body.why, "came to nothing: " + body.why);
  }
  /// A line about a hand-over: "{kind} {id} {what}".
  Told handover_line(desk::HandoverId id, std::string_view zh, std::string_view en) const {
    const auto found = state.handovers.find(id);
    if (found == state.handovers.end()) {
      return {};
    }
    const auto name = desk::to_text(id);
    return Line{found->second.case_id,
                fmt::format("{} {} {}", desk::name_of(found->second.kind), name, zh),
                fmt::format("Hand-over {} {}", name, en)};
  }
  Told operator()(const core::HandoverDrafted& body) const {
    return handover_line(body.handover.id, "已起草：" + body.handover.document,
                         "drafted: " + body.handover.document);
  }
  Told operator()(const core::HandoverSent& body) const {
    return handover_line(body.handover, "已送出", "sent");
  }
  Told operator()(const core::HandoverPackaged& body) const {
    return handover_line(body.handover, "已制作移送包，清单摘要 " + body.manifest_sha256,
                         "packaged, manifest " + body.manifest_sha256);
  }
  Told operator()(const core::HandoverReceived& body) const {
    return handover_line(body.handover,
                         fmt::format("已签收：{} {}", body.receipt.officer, body.receipt.document),
                         "signed for: " + body.receipt.document);
  }
  Told operator()(const core::HandoverReturned& body) const {
    return handover_line(body.handover, "被退回：" + body.reason, "not signed for: " + body.reason);
  }
  Told operator()(const core::HandoverWithdrawn& body) const {
    return handover_line(body.handover, "已撤回：" + body.reason, "withdrawn: " + body.reason);
  }
  Told operator()(const core::RenewerNamed& body) const {
    const auto freeze = order::to_text(body.renewer.order);
    return handover_line(body.handover,
                         fmt::format("{} 续冻责任人：{}", freeze, body.renewer.owner),
                         fmt::format("{} is renewed by {}", freeze, body.renewer.owner));
  }
  Told operator()(const core::HandoverAsked& body) const {
    return handover_line(body.handover, "收到询问", "a question is asked");
  }
  Told operator()(const core::HandoverAnswered& body) const {
    return handover_line(body.handover, "询问已答复", "a question is answered");
  }
  Told operator()(const core::FreezeKept& body) const {
    const auto until = base::display_instant(body.deadline);
    return order_line(body.order, fmt::format("由保管机关续冻至 {}（{}）", until, body.document),
                      fmt::format("renewed by its keeper until {} ({})", until, body.document));
  }
  Told operator()(const core::DisposalEntered& body) const {
    return handover_line(body.handover, "判决处置：" + body.disposal.judgment,
                         "disposed of by judgment " + body.disposal.judgment);
  }
  Told operator()(const core::FundsConfiscated& body) const {
    auto line = order_line(body.order, fmt::format("没收上缴国库（回执 {}）", body.receipt.number),
                           fmt::format("confiscated, treasury receipt {}", body.receipt.number));
    if (line) {
      line->amount = body.amount;
    }
    return line;
  }
  Told operator()(const core::PaperIssued& body) const {
    const auto& paper = body.paper;
    return order_line(
        paper.order,
        fmt::format("出具{} {}", order::title_of(paper.kind, paper.facts.family), paper.number),
        fmt::format("paper issued: {}", paper.number));
  }
  Told operator()(const core::FreezeAdvanced& body) const {
    return order_line(body.order, "轮候冻结生效", "has come to its turn in the queue");
  }
  Told operator()(const core::FreezeRenewed& body) const {
    return order_line(body.order, "续冻至 " + base::display_instant(body.deadline),
                      "renewed until " + base::display_instant(body.deadline));
  }
  Told operator()(const core::FreezeScreened& body) const {
    const bool related = body.finding == order::Finding::related;
    return order_line(
        body.order, fmt::format("甄别：与案件{}（{}）", related ? "有关" : "无关", body.reason),
        fmt::format("screened: {} ({})", related ? "related" : "unrelated", body.reason));
  }
  Told operator()(const core::OrderConverted& body) const {
    return order_line(body.order, fmt::format("转为冻结 {}", order::to_text(body.by)),
                      fmt::format("became freeze {}", order::to_text(body.by)));
  }
  Told operator()(const core::ExcessFound& body) const {
    if (!body.excess.is_positive()) {
      return {};
    }
    auto line = order_line(
        body.order, fmt::format("多止付 {}，须民警核实", base::display_yuan(body.excess)),
        fmt::format("holds {} more than is justified", base::display_yuan(body.excess)));
    if (line) {
      line->amount = body.excess;
    }
    return line;
  }
  Told operator()(const core::TaskOpened& body) const {
    const auto words = words_for(body.task.kind);
    return Line{body.task.case_id,
                fmt::format("新任务 {}：{}", desk::to_text(body.task.id), words.zh),
                fmt::format("New task {}: {}", desk::to_text(body.task.id), words.en),
                {},
                body.task.account,
                body.task.amount};
  }
  Told operator()(const core::TaskAssigned& body) const {
    const auto found = state.tasks.find(body.task);
    if (found == state.tasks.end()) {
      return {};
    }
    const auto id = desk::to_text(body.task);
    return Line{found->second.case_id,
                fmt::format("任务 {} 交 {}（{} 前）：{}", id, body.owner,
                            base::display_instant(body.due), body.reason),
                fmt::format("Task {} goes to {} (due {}): {}", id, body.owner,
                            base::display_instant(body.due), body.reason)};
  }
  Told operator()(const core::TraitsNoted& body) const {
    return Line{body.case_id, fmt::format("登记串并要素 {} 条", body.traits.size()),
                fmt::format("{} traits noted", body.traits.size())};
  }
  Told operator()(const core::CasesLinked& body) const {
    const auto& link = body.link;
    return Line{link.one,
                fmt::format("{}：与 {} 并案：{}", desk::to_text(link.id),
                            order::to_text(link.other), link.reason),
                fmt::format("{}: joined with {}: {}", desk::to_text(link.id),
                            order::to_text(link.other), link.reason)};
  }
  Told operator()(const core::LinkDeclined& body) const {
    const auto& link = body.link;
    return Line{link.one,
                fmt::format("{}：与 {} 不并案：{}", desk::to_text(link.id),
                            order::to_text(link.other), link.reason),
                fmt::format("{}: not joined with {}: {}", desk::to_text(link.id),
                            order::to_text(link.other), link.reason)};
  }
  Told operator()(const core::LinkUndone& body) const {
    const auto id = desk::to_text(body.link);
    return Line{state.links.at(body.link).one, fmt::format("撤销 {}：{}", id, body.reason),
                fmt::format("{} undone: {}", id, body.reason)};
  }
  Told operator()(const core::CommentMade& body) const {
    // What it says is the case's own and goes with its key: it stands in the comment's row alone.
    const auto id = desk::to_text(body.comment.id);
    std::string called;
    for (const auto& name : body.comment.mentions) {
      called += " @" + name;
    }
    return Line{body.comment.case_id, "留言 " + id + called, "Comment " + id + called};
  }
  // What a file is called goes with the case's key: it stands in the file's row alone.
  Told operator()(const core::FileAdded& body) const {
    const auto id = desk::to_text(body.file.id);
    const auto digest = body.file.sha256.substr(0, 12);
    return Line{body.file.case_id,
                fmt::format("收存材料 {}（{} 字节，SHA-256 {}…）", id, body.file.bytes, digest),
                fmt::format("File {} kept ({} bytes, SHA-256 {}…)", id, body.file.bytes, digest)};
  }
  Told operator()(const core::FileRefused& body) const {
    const auto digest = body.sha256.substr(0, 12);
    return Line{body.case_id,
                fmt::format("拒收带病毒的文件（{}，SHA-256 {}…）", body.found, digest),
                fmt::format("A file was refused: {} (SHA-256 {}…)", body.found, digest)};
  }
  Told operator()(const core::FileScanned& body) const {
    const auto id = desk::to_text(body.file);
    const bool infected = body.scan == desk::Scan::infected;
    return Line{
        state.files.at(body.file).case_id,
        fmt::format("材料 {} 查毒：{}", id, infected ? "带病毒，" + body.scanned : "未见异常"),
        fmt::format("File {} scanned: {}", id, infected ? body.scanned : "clean")};
  }
  Told operator()(const core::FileTaken& body) const {
    const auto id = desk::to_text(body.file);
    return Line{state.files.at(body.file).case_id,
                fmt::format("材料 {} 的流水已导入：{} 行，新增 {} 笔", id, body.taken.rows,
                            body.taken.fresh),
                fmt::format("Rows of file {} taken: {}, {} of them new", id, body.taken.rows,
                            body.taken.fresh)};
  }
  Told operator()(const core::ExhibitAsked& body) const {
    const auto id = desk::to_text(body.exhibit.id);
    return Line{body.exhibit.case_id,
                fmt::format("制作资金追踪材料 {}：{}", id, body.exhibit.reason),
                fmt::format("Exhibit {} asked for: {}", id, body.exhibit.reason)};
  }
  Told operator()(const core::ExhibitMade& body) const {
    const auto id = desk::to_text(body.exhibit);
    const auto digest = body.bundle.sha256.substr(0, 12);
    return Line{state.exhibits.at(body.exhibit).case_id,
                fmt::format("资金追踪材料 {} 已制成（SHA-256 {}…）", id, digest),
                fmt::format("Exhibit {} made (SHA-256 {}…)", id, digest)};
  }
  Told operator()(const core::ExhibitFailed& body) const {
    const auto id = desk::to_text(body.exhibit);
    return Line{state.exhibits.at(body.exhibit).case_id,
                fmt::format("资金追踪材料 {} 未能制成：{}", id, body.why),
                fmt::format("Exhibit {} could not be made: {}", id, body.why)};
  }

  Told operator()(const core::CallNoted& body) const {
    const auto& call = body.call;
    if (!call.case_id || !call.ended) {
      return {};
    }
    const auto id = dissuade::to_text(call.id);
    if (call.recording) {
      return Line{*call.case_id,
                  fmt::format("通话 {} 录音 {}（SHA-256 {}）", id, call.recording->reference,
                              call.recording->sha256),
                  fmt::format("Call {} was recorded: {} (SHA-256 {})", id,
                              call.recording->reference, call.recording->sha256)};
    }
    const bool is_in = call.way == dissuade::CallWay::in;
    return Line{
        *call.case_id,
        fmt::format("{} {} {}，通话 {} 秒", is_in ? "来电" : "去电", id, call.number, call.seconds),
        fmt::format("{} {} {}, {} s", is_in ? "Call in" : "Call out", id, call.number,
                    call.seconds)};
  }

  Told operator()(const core::TipEnded& body) const {
    if (!body.result.case_id) {
      return {};
    }
    const auto id = tip::to_text(body.tip);
    return Line{*body.result.case_id, "举报 " + id + " 转入本案", "Tip " + id + " led here"};
  }
  Told operator()(const core::CasePlaced& body) const {
    const auto& place = body.place;
    const auto street = state.education.streets.find(place.street);
    const auto name = street == state.education.streets.end() ? place.street : street->second.name;
    return Line{
        place.case_id,
        fmt::format("登记宣传统计：街道 {}，年龄段 {}，职业 {}", name.empty() ? "不详" : name,
                    place.age.empty() ? "不详" : place.age,
                    place.occupation.empty() ? "不详" : place.occupation),
        fmt::format("Placed for education: street {}, age {}, occupation {}",
                    name.empty() ? "unknown" : name, place.age.empty() ? "unknown" : place.age,
                    place.occupation.empty() ? "unknown" : place.occupation)};
  }
  Told operator()(const core::StatementBegun& body) const {
    const auto& statement = body.statement;
    const auto id = desk::to_text(statement.id);
    const auto paper = statement.document.empty() ? std::string{} : "，" + statement.document;
    return Line{statement.case_id,
                fmt::format("导入流水 {}：{} 个文件{}", id, statement.files.size(), paper),
                fmt::format("Statement {}: {} files{}", id, statement.files.size(),
                            statement.document.empty() ? "" : ", " + statement.document)};
  }
  Told operator()(const core::StatementEnded& body) const {
    const auto& outcome = body.outcome;
    const auto id = desk::to_text(body.statement);
    Line line{state.statements.at(body.statement).case_id,
              fmt::format("流水 {} 导入完毕：新 {} 笔，已有 {} 笔，未成功查询 {} 个", id,
                          outcome.fresh, outcome.known + outcome.legs, outcome.failed.size()),
              fmt::format("Statement {} taken: {} new, {} known, {} failed queries", id,
                          outcome.fresh, outcome.known + outcome.legs, outcome.failed.size())};
    if (!outcome.error.empty()) {
      line.zh += "；中断：" + outcome.error;
      line.en += "; ended early: " + outcome.error;
    }
    return line;
  }
  Told operator()(const core::FailedQueriesAsked& body) const {
    const auto id = desk::to_text(body.statement);
    return Line{state.statements.at(body.statement).case_id,
                fmt::format("{} 中未成功的查询重新提起 {} 个", id, body.asked.size()),
                fmt::format("{} failed queries of {} drawn up anew", body.asked.size(), id)};
  }
  Told operator()(const core::TaskFinished& body) const {
    const auto found = state.tasks.find(body.task);
    if (found == state.tasks.end()) {
      return {};
    }
    return Line{found->second.case_id,
                fmt::format("任务 {} 完成：{}", desk::to_text(body.task), body.note),
                fmt::format("Task {} done: {}", desk::to_text(body.task), body.note),
                {},
                found->second.account,
                {}};
  }
  Told operator()(const core::ErasureRequested& body) const {
    return Line{body.case_id, "申请销毁个人信息：" + body.reason,
                "Erasure of personal data requested: " + body.reason};
  }
  Told operator()(const core::CaseErased& body) const {
    return Line{body.case_id, "个人信息已销毁：" + body.reason,
                "Personal data erased: " + body.reason};
  }
  Told operator()(const core::ErasureDeclined& body) const {
    return Line{body.case_id, "销毁申请未获确认：" + body.reason,
                "Erasure declined: " + body.reason};
  }
  Told operator()(const core::PayeeNamed& body) const {
    return Line{
        body.case_id,
        fmt::format("第 {} 笔付款的收款账户已查明：{}", body.index + 1, number(body.payee)),
        fmt::format("The payee of payment {} is known: {}", body.index + 1, number(body.payee)),
        {},
        body.payee};
  }
  Told operator()(const core::VictimCompleted& body) const {
    return Line{body.case_id, "被害人信息已补全", "The victim's particulars were completed"};
  }
  Told operator()(const core::CaseClosed& body) const {
    const auto words = words_for(body.closing.outcome);
    Line line{body.case_id, fmt::format("结案（{}）：{}", words.zh, body.closing.reason),
              fmt::format("Closed ({}): {}", words.en, body.closing.reason)};
    if (!body.closing.leave_orders.empty()) {
      line.zh += "；保留指令：" + body.closing.leave_orders;
      line.en += "; orders left: " + body.closing.leave_orders;
    }
    if (!body.closing.leave_tasks.empty()) {
      line.zh += "；保留任务：" + body.closing.leave_tasks;
      line.en += "; tasks left: " + body.closing.leave_tasks;
    }
    return line;
  }
  Told operator()(const core::CaseReopened& body) const {
    return Line{body.case_id, "恢复办理：" + body.reason, "Reopened: " + body.reason};
  }
  /// What concerns no case, or says nothing that another event does not say better.
  template <typename Other>
  Told operator()(const Other& /*body*/) const {
    return {};
  }
};

std::string row_id(port::BatchSeq seq, std::size_t index) {
  return fmt::format("{:012}-{:05}", seq, index);
}

port::ProjectionRow reveal_row(const core::Event& event, const core::Revealed& body,
                               std::string id) {
  port::ProjectionRow row;
  row.kind = "reveal";
  row.id = std::move(id);
  row.state = body.kind;
  row.at_ms = base::to_unix_ms(event.at);
  row.terms = {body.id, event.actor};
  row.doc = json::serialize(json::object{{"at", base::format_instant(event.at)},
                                         {"by", event.actor},
                                         {"kind", body.kind},
                                         {"id", body.id},
                                         {"field", body.field},
                                         {"reason", body.reason}});
  return row;
}

}  // namespace

std::optional<port::ProjectionRow> timeline_row(const core::Event& event, port::BatchSeq seq,
                                                std::size_t index, const core::State& state,
                                                const World& world) {
  if (const auto* revealed = std::get_if<core::Revealed>(&event.body)) {
    return reveal_row(event, *revealed, row_id(seq, index));
  }
  auto line = std::visit(Tell{state, world}, event.body);
  if (const auto first = first_days_line(event.body, state)) {
    line = Line{first->case_id, first->zh, first->en};
  }
  if (!line) {
    return std::nullopt;
  }
  json::object doc;
  doc["seq"] = seq;
  doc["at"] = base::format_instant(event.at);
  doc["kind"] = core::kind_of(event.body);
  doc["text_zh"] = line->zh;
  doc["text_en"] = line->en;
  doc["actor"] = event.actor;
  doc["order"] = line->order ? json::value(order::to_text(*line->order)) : json::value(nullptr);
  doc["account"] = line->account ? json::value(to_text(*line->account)) : json::value(nullptr);
  doc["amount_fen"] = fen_or_null(line->amount);
  port::ProjectionRow row;
  row.kind = "timeline";
  row.id = row_id(seq, index);
  row.parent = order::to_text(line->case_id);
  row.state = std::string{core::kind_of(event.body)};
  row.at_ms = base::to_unix_ms(event.at);
  row.amount_fen = line->amount.value_or(base::Fen{}).value();
  row.doc = json::serialize(doc);
  return row;
}

}  // namespace holdfast::engine
