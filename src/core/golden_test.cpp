// The golden journals: what a released version wrote, every later one reads to the same state and
// writes again byte for byte. `journal-v2` is what this version writes.
#include <boost/mp11.hpp>
#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <set>
#include <sstream>

#include "core/random_command_test.hpp"
#include "indicator/digest.hpp"
#include "support/source_dir.hpp"

namespace holdfast::core::test {
namespace {

const std::vector<std::string> versions{"v1", "v2", "v3"};

std::string folder(const std::string& version) {
  return "test/golden/journal-" + version + "/";
}

void answer(Centre& centre, const std::string& order, const std::string& code,
            const std::string& name = {}) {
  NoteOrderAnswered body;
  body.order = order::OrderId{std::stoull(order.substr(1))};
  body.reply.result = code;
  body.registered_name = name;
  centre.must(body);
}

std::string newest_order(const Centre& centre) {
  return order::to_text(centre.state.orders.rbegin()->first);
}

/// The rarer turns that an order may take, on accounts of its own.
void rare_turns(Centre& centre) {
  auto report = report_of({loss_of(90'000, 101, 102, centre.now)});
  centre.must(report);
  const auto case_id = centre.state.cases.rbegin()->first;
  centre.must(AddLosses{case_id, {loss_of(5'000, 101, 103, centre.now)}});
  centre.must(MatchLoss{case_id, 0, base::Sequence{8}});
  centre.must(FinishTask{centre.state.tasks.rbegin()->first, "已核实"});
  centre.pursue(case_id, {need_of(102, 50'000)});
  const auto refused = newest_order(centre);
  answer(centre, refused, "0301");
  answer(centre, newest_order(centre), "0000", "王五");
  centre.must(CorrectOrder{order::OrderId{std::stoull(refused.substr(1))}, {}});
  const auto stop = centre.state.orders.rbegin()->first;
  centre.must(NoteOrderSent{stop});
  centre.must(NoteSendFailed{stop, "断线", false});
  centre.must(NoteOrderAcknowledged{stop, "P1", "H1"});
  answer(centre, order::to_text(stop), "0000");
  centre.pursue(case_id, {need_of(102, 0)});
  centre.must(ReleaseStop{stop, "核实无关"});
  answer(centre, newest_order(centre), "0000");
  auto far = need_of(104, 20'000);
  far.tier = 19;
  centre.pursue(case_id, {far});
  centre.must(RejectOrder{centre.state.orders.rbegin()->first, "正常商户"});
  centre.must(NoteTransfers{"YZ01", 3, 2, 1, 0, 0, base::Sequence{1}, centre.now});
  centre.now += std::chrono::minutes{3};
  centre.must(Tick{});
  centre.must(NoteTransfers{"YZ01", 3, 2, 1, 0, 0, base::Sequence{3}, centre.now});
  (void)centre.ask(Tick{}, "last", "d").ok();
  centre.now += std::chrono::hours{73};
  centre.must(Tick{});
}

/// Ends that a case may come to, and back.
void endings(Centre& centre) {
  centre.must(report_of({loss_of(70'000, 201, 202, centre.now)}));
  const auto id = centre.state.cases.rbegin()->first;
  centre.pursue(id, {need_of(202, 60'000)});
  centre.must(
      CloseCase{id, desk::CaseOutcome::transferred, "移送江北分局", "由江北分局续办", "一并移送"});
  centre.must(ReopenCase{id, "江北分局退回"});
  centre.pursue(id, {need_of(202, 60'000)});
  centre.must(StudyCase{
      id, {"刷单返利", "连单不返", desk::LeakSource::disclosed, "", "先付款的不做", {}, {}}});
  centre.must(RecordInquiry{id, "调取开户资料"});
  centre.must(RecordResult{id, desk::ResultKind::passed_on, "移交开户地"});
}

/// A call of which little is known, and what becomes known later.
void little_known(Centre& centre) {
  auto report =
      report_of({loss_of(40'000, 1, 2, centre.now), loss_of(30'000, 301, 302, centre.now)});
  report.victim = {};
  report.paid_by = desk::PaidBy::cash;
  report.losses[0].payer.reset();
  report.losses[0].payee.reset();
  report.losses[0].particulars = {{desk::PaymentField::plate, {{}, "渝A12345"}}};
  report.losses[1].paid_by = desk::PaidBy::atm;
  centre.must(report);
  const auto id = centre.state.cases.rbegin()->first;
  centre.must(CompleteVictim{id, {{{}, "王芳"}, {}, {}}});
  centre.must(NamePayee{id, 0, loss_of(1, 301, 303, centre.now)});
}

/// One case loses its personal texts, another keeps them. Their plain texts are in the golden
/// lines: there the key was not destroyed, and the state is the same.
void erasures(Centre& centre) {
  for (const bool confirmed : {true, false}) {
    auto loss = loss_of(10'000, 1, 2, centre.now);
    loss.matched = base::Sequence{9};
    centre.must(report_of({loss}));
    const auto id = centre.state.cases.rbegin()->first;
    centre.must(CloseCase{id, desk::CaseOutcome::transferred, "移送江北分局", "", ""});
    centre.must(RequestErasure{id, "保存期限届满"});
    centre.actor = "wang";
    if (confirmed) {
      centre.must(ConfirmErasure{id, "已核对"});
    } else {
      centre.must(DeclineErasure{id, "期限未满"});
    }
    centre.actor = "li";
  }
}

void sign_all(Centre& centre, order::OrderId id) {
  centre.actor = "wang";
  centre.must(SignOrders{{id}, "已核对"});
  // An emergency begins with the highest head: the others come after.
  for (const auto* name : {"qian", "sun", "zhao", "zhou", "qian", "sun"}) {
    centre.actor = name;
    (void)centre.ask(ApproveOrder{id, "同意"}).ok();
  }
  centre.actor = "li";
}

/// Freezes from the filing to their ends, and the people who sign.
void freezes(Centre& centre) {
  for (const std::uint32_t payer : {401U, 402U}) {
    auto loss = loss_of(80'000, payer, 403, centre.now);
    loss.matched = base::Sequence{10};
    centre.must(report_of({loss}));
    const auto id = centre.state.cases.rbegin()->first;
    centre.pursue(id, {need_of(403, 70'000)});
    if (payer == 401U) {
      centre.must(ReviewTruth{id, desk::Verdict::genuine, "已回访"});
    }
    centre.must(FileCase{id, "渝公立字1号", "渝中区分局", "赵局长", std::nullopt});
    if (centre.order(centre.state.orders.rbegin()->first.value()).family == order::Family::stop) {
      centre.actor = "wang";
      centre.must(SignOrders{{centre.state.orders.rbegin()->first}, "补签"});
      centre.actor = "li";
      answer(centre, newest_order(centre), "0000");
    }
    DraftFreeze freeze{id,
                       base::AccountId{403},
                       order::Scope::in_only,
                       std::nullopt,
                       "均系涉案资金",
                       true,
                       false,
                       "",
                       "wang",
                       "正在转移",
                       "涉案资金"};
    centre.must(freeze);
    const auto order = centre.state.orders.rbegin()->first;
    sign_all(centre, order);
    centre.must(SupplyPaper{order, "冻字9号"});
    NoteOrderAnswered reply;
    reply.order = order;
    reply.reply.result = "0000";
    reply.queued = payer == 402U;
    if (reply.queued) {
      reply.reply.former = order::Former{"渝中区分局", base::Fen{70'000}, std::nullopt};
    }
    centre.must(reply);
    if (payer == 402U) {
      centre.must(
          RenewFreeze{order::OrderId{order.value() - 1}, true, "续字1号", "wang", "需要", ""});
      sign_all(centre, centre.state.orders.rbegin()->first);
      answer(centre, newest_order(centre), "0000");
      const auto first = order::OrderId{order.value() - 1};
      centre.now += std::chrono::days{25};
      centre.must(Tick{});
      centre.must(ScreenFreeze{first, order::Finding::unrelated, "与本案无关"});
      centre.now += std::chrono::days{3};
      centre.must(Tick{});
      answer(centre, newest_order(centre), "0000");
    }
  }
  centre.actor = "zhao";
  centre.must(DelegateDuty{"li", centre.now, centre.now + std::chrono::days{1}, "出差"});
  centre.must(EndDelegation{centre.state.delegations.rbegin()->first});
  centre.actor = "li";
}

/// Orders that do not arrive: one goes another way, one is given up.
void undelivered(Centre& centre) {
  for (const std::uint32_t payee : {502U, 503U}) {
    auto loss = loss_of(90'000, 501, payee, centre.now);
    loss.matched = base::Sequence{11};
    centre.must(report_of({loss}));
    centre.pursue(centre.state.cases.rbegin()->first, {need_of(payee, 80'000)});
    const auto id = centre.state.orders.rbegin()->first;
    centre.must(NoteSendFailed{id, "通道拒收", true});
    if (payee == 502U) {
      centre.must(RequeueOrder{id, "direct", "改走直连"});
    } else {
      centre.must(GiveUpOrder{id, "已电话办理"});
    }
  }
}

/// Papers, and a holder who objects three times.
void papers(Centre& centre) {
  auto loss = loss_of(60'000, 501, 502, centre.now);
  loss.matched = base::Sequence{11};
  centre.must(report_of({loss}));
  const auto id = centre.state.cases.rbegin()->first;
  centre.pursue(id, {need_of(502, 60'000)});
  const auto stop = centre.state.orders.rbegin()->first;
  answer(centre, newest_order(centre), "0000");
  centre.must(IssuePaper{stop, order::PaperKind::stop_application, order::code_of(7'000'001),
                         "https://example.cn/#/check/1", "9900220000000000014", "李四",
                         "9900110000000000017"});
  centre.must(NotePaperMade{centre.state.papers.rbegin()->first, std::string(64, '0')});
  centre.must(IssuePaper{stop, order::PaperKind::holder_notice, order::code_of(7'000'002),
                         "https://example.cn/#/check/2", "9900220000000000014", "李四", ""});
  const auto code = order::code_of(7'000'002);
  centre.must(FileObjection{
      code, desk::Situation::goods_sold, desk::Urgency::none, {}, "卖货", "李四", "13900000000"});
  centre.actor = "zhao";
  centre.must(DecideObjection{
      centre.state.objections.rbegin()->first, desk::Ruling::refuse, "流水不符", {}, "", ""});
  centre.actor = "li";
  centre.must(FileObjection{code, desk::Situation::other, desk::Urgency::living, base::Fen{1'000},
                            "买药", "李四", "13900000000"});
  centre.must(DecideObjection{
      centre.state.objections.rbegin()->first, desk::Ruling::release, "急需用款", {}, "", ""});
  answer(centre, newest_order(centre), "0000");
}

/// The rarer families, each once.
void rarer(Centre& centre) {
  auto loss = loss_of(90'000, 601, 602, centre.now);
  loss.matched = base::Sequence{12};
  centre.must(report_of({loss}));
  const auto id = centre.state.cases.rbegin()->first;
  centre.pursue(id, {need_of(602, 80'000)});
  const auto stop = centre.state.orders.rbegin()->first;
  answer(centre, newest_order(centre), "0000");
  centre.must(ExtendStop{stop, "尚未立案"});
  answer(centre, newest_order(centre), "0000");
  DraftProtectiveStop protect;
  protect.case_id = id;
  protect.account = base::AccountId{601};
  protect.consent = {{{}, "王芳"}, order::ConsentWay::telephone, "录音1", centre.now, {}};
  protect.reason = "仍在通话";
  centre.must(protect);
  const auto protective = centre.state.orders.rbegin()->first;
  centre.must(SpeakOrder{protective, order::SpokenWay::fax, "李经理", std::nullopt, "传真"});
  answer(centre, newest_order(centre), "0000");
  centre.must(RevokeProtection{protective, "持有人撤回"});
  answer(centre, newest_order(centre), "0000");
  RequestEvidence request;
  request.case_id = id;
  request.account = base::AccountId{602};
  request.ask.kind = order::EvidenceKind::camera;
  request.ask.place = "解放碑支行";
  request.ask.from = centre.now - std::chrono::hours{1};
  request.ask.until = centre.now;
  request.ask.overwrites_at = centre.now + std::chrono::hours{1};
  request.document = "调证字1号";
  request.second = "wang";
  request.reason = "固定影像";
  centre.must(request);
  sign_all(centre, centre.state.orders.rbegin()->first);
  NoteOrderAnswered given;
  given.order = centre.state.orders.rbegin()->first;
  given.reply.result = "0000";
  given.reply.evidence = order::EvidenceGiven{"监控.mp4", std::string(64, 'b'), "一段"};
  centre.must(IssuePaper{given.order, order::PaperKind::evidence_notice, order::code_of(8'000'001),
                         "https://example.cn/#/check/3", "9900220000000000014", "李四", ""});
  centre.must(given);
  RestrictMark restriction;
  restriction.case_id = id;
  restriction.mark = {order::MarkKind::profile, {{}, "tao123"}, "某即时通讯"};
  restriction.institution = "HL01";
  restriction.document = "停控字1号";
  restriction.second = "wang";
  restriction.reason = "引流";
  centre.must(restriction);
  sign_all(centre, centre.state.orders.rbegin()->first);
  answer(centre, newest_order(centre), "0000");
  centre.must(FileCase{id, "渝公立字9号", "渝中区分局", "赵局长", std::nullopt});
  DraftFreeze freeze;
  freeze.case_id = id;
  freeze.account = base::AccountId{602};
  freeze.amount = base::Fen{80'000};
  freeze.document = "冻字9号";
  freeze.second = "wang";
  freeze.reason = "涉案资金";
  centre.must(freeze);
  const auto frozen = centre.state.orders.rbegin()->first;
  sign_all(centre, frozen);
  answer(centre, newest_order(centre), "0000");
  centre.must(ReturnFunds{frozen, 0, base::Fen{30'000}, "返字1号", "wang", "权属明确"});
  sign_all(centre, centre.state.orders.rbegin()->first);
  answer(centre, newest_order(centre), "0000");
  centre.must(WithdrawFiling{id, "撤字1号", "赵局长", std::nullopt, "不构成犯罪"});
}

/// Warnings in every turn that they may take.
void warnings(Centre& centre) {
  centre.must(AddUser{{"wu", "吴", Role::officer, {}, {}, false, order::Duty::none, "50010301"}});
  RaiseWarning raise;
  raise.source = dissuade::SourceKind::text;
  raise.grade = "中危";
  raise.fraud_type = "刷单返利";
  raise.reasons = {"被拉入返利群"};
  raise.person = "digest-1";
  raise.phone = "13900000001";
  raise.name = "赵敏";
  raise.texts = {"垫付返现，日结"};
  raise.unit = "50010301";
  centre.must(raise);
  raise.source = dissuade::SourceKind::branch;
  raise.grade = "特危";
  raise.reasons = {"客户坚持汇款"};
  raise.transfers = {base::Sequence{9}};
  raise.cases = {desk::CaseId{1}};
  raise.account = base::AccountId{5};
  raise.institution = "YZ01";
  raise.amount = base::Fen{20'000'000};
  raise.counter = dissuade::Counter{"YZ01", "解放碑支行", "民权路 1 号", "023-1", "孙莉"};
  centre.must(raise);
  const auto id = centre.state.warnings.rbegin()->first;
  centre.must(MoveNotice{id, dissuade::Step::sms, 1, dissuade::NoticeState::delivered, {}});
  centre.must(AssignWarning{id, "50010501", "实际居住地"});
  centre.now += std::chrono::hours{2};
  centre.must(Tick{});
  using dissuade::Result;
  using dissuade::Step;
  const auto take = [&](Step step, Result result) {
    centre.must(TakeWarningStep{id, step, result, {}});
  };
  take(Step::sign_off, Result::done);
  take(Step::dispatch, Result::done);
  take(Step::call, Result::no_answer);
  centre.must(ConcludeWarning{id, "unreachable", {}, {}, "无人接听"});
  take(Step::visit, Result::met);
  take(Step::identity, Result::verified);
  centre.must(ConcludeWarning{id, "convinced", base::Fen{20'000'000}, {}, {}});
  take(Step::back_check, Result::held);
  RaiseWarning unknown;
  unknown.grade = "高危";
  unknown.reasons = {"准备付款给涉案账户"};
  unknown.account = base::AccountId{6};
  unknown.institution = "YZ01";
  centre.must(unknown);
  centre.must(NameWarned{centre.state.warnings.rbegin()->first, "digest-2", "钱多", "13900000002"});
  unknown.account = base::AccountId{7};
  centre.must(unknown);
  centre.must(NameWarned{centre.state.warnings.rbegin()->first, "digest-2", "钱多", "13900000002"});
}

/// Payments that wait, each kind of answer; and versions that come and go.
void screenings(Centre& centre) {
  const std::string digest(64, 'a');
  centre.actor = "config";
  centre.must(ProposeScoring{"随产品交付", digest, digest, {}, {}, "初次装载"});
  centre.actor = "li";
  centre.must(ProposeScoring{"本市一期", std::string(64, 'b'), digest, 200'000, 600'000, "新模型"});
  ScreenPayment asked{"YZ01",           "P1", digest, base::AccountId{701}, base::AccountId{702},
                      base::Fen{50'000}};
  asked.judged = desk::Judgement{desk::ScoringId{1}, 412'345, false};
  asked.shadow = desk::Judgement{desk::ScoringId{2}, 150'000, true};
  asked.reasons = {{"3008", "一天左右到账即转出的比例 94%"}};
  asked.transfers = {base::Sequence{5}};
  centre.must(asked);
  asked.payment = "P2";
  asked.payee = base::AccountId{602};
  centre.must(asked);
  asked.payment = "P3";
  asked.payee.reset();
  asked.judged.reset();
  asked.shadow.reset();
  asked.unjudged = desk::Unjudged::warming;
  centre.must(asked);
  centre.actor = "wang";
  centre.must(ActivateScoring{desk::ScoringId{2}, "影子运行一周，漏报减少"});
  centre.must(ProposeScoring{"本市二期", std::string(64, 'c'), digest, {}, {}, "加了两条规则"});
  centre.must(WithdrawScoring{desk::ScoringId{3}, "误报过多"});
  centre.now += std::chrono::hours{25};
  centre.must(Tick{});
}

/// Places told, what leaves memory, what is erased, and what proves a version.
void pasts(Centre& centre) {
  centre.must(
      NoteStreets{{{"500105002", "观音桥街道", "江北区", "50010501", 800, "社区台账", {}, {}}}});
  RaiseWarning raise;
  raise.grade = "中危";
  raise.reasons = {"被拉入返利群"};
  raise.person = "digest-9";
  raise.phone = "13900000009";
  raise.name = "孙理";
  raise.account = base::AccountId{9};
  raise.area = "江北区观音桥步行街 3 号";
  centre.must(raise);
  const auto id = centre.state.warnings.rbegin()->first;
  centre.must(PlaceWarning{id, "解放碑", "500103001"});
  centre.must(TakeWarningStep{id, dissuade::Step::sign_off, dissuade::Result::done, {}});
  centre.must(TakeWarningStep{id, dissuade::Step::call, dissuade::Result::answered, {}});
  centre.must(ConcludeWarning{id, "paid", {}, base::Fen{100}, {}});
  ScreenPayment asked{
      "YZ01",           "P9", std::string(64, 'a'), base::AccountId{701}, base::AccountId{702},
      base::Fen{70'000}};
  asked.judged = desk::Judgement{desk::ScoringId{2}, 900'000, false};
  centre.must(asked);
  centre.must(NoteFlagged{
      {{desk::ScoringId{2}, base::AccountId{702}, 910'000, "快进快出", centre.now, {}}}});
  centre.must(EndStoppedPayment{"YZ01", {}, "P9", desk::PaymentEnd::cancelled, "客户取消"});
  for (const auto days : {8, 8, 400}) {
    centre.now += std::chrono::days{days};
    centre.must(Tick{});
  }
}

void approve_plan(Centre& centre, desk::PlanId id) {
  for (const auto* name : {"qian", "sun", "zhao", "zhou"}) {
    centre.actor = name;
    centre.must(ApprovePlan{id, "同意"});
  }
  centre.actor = "li";
}

/// Two victims at one account: a plan that fails, one that somebody objects to and one that goes.
void plans(Centre& centre) {
  const auto first = centre.now;
  for (const std::uint32_t payer : {701U, 702U}) {
    auto loss = loss_of(40'000, payer, 703, first);
    loss.matched = base::Sequence{payer};
    centre.must(report_of({loss}));
    centre.pursue(centre.state.cases.rbegin()->first, {need_of(703, 40'000)});
  }
  const auto id = centre.state.cases.rbegin()->first;
  centre.must(FileCase{id, "渝公立字10号", "渝中区分局", "赵局长", std::nullopt});
  DraftFreeze freeze;
  freeze.case_id = id;
  freeze.account = base::AccountId{703};
  freeze.amount = base::Fen{60'000};
  freeze.document = "冻字10号";
  freeze.second = "wang";
  freeze.reason = "涉案资金";
  centre.must(freeze);
  const auto frozen = centre.state.orders.rbegin()->first;
  sign_all(centre, frozen);
  answer(centre, newest_order(centre), "0000");
  const desk::PlanChoice prorata{desk::PlanLadder::prorata, {}, desk::PlanBasis::loss};
  centre.must(PlanReturn{id, prorata, {}, "返字2号", "wang", "权属明确"});
  centre.must(NotePlanFailed{centre.state.plans.rbegin()->first, "付款不在流水中"});
  centre.must(PlanReturn{
      id, prorata, {{frozen, base::Fen{10'000}, "善意取得1号"}}, "返字2号", "wang", "权属明确"});
  const auto plan = centre.state.plans.rbegin()->first;
  const auto share = desk::PlanShare{base::Fen{40'000}, base::Fen{25'000}, base::Fen{40'000},
                                     base::Fen{10'000}, base::Fen{25'000}};
  centre.must(NotePlanWorked{plan,
                             {703,
                              {{base::AccountId{703},
                                desk::PlanRung::prorata,
                                {{0, base::Fen{25'000}}, {1, base::Fen{25'000}}},
                                base::Fen{10'000}}},
                              {share, share},
                              std::string(64, 'e')}});
  centre.actor = "wang";
  centre.must(SignPlan{plan, "已核对"});
  centre.must(ObjectToPlan{plan, "账户中有我的货款", "李四", "13900000000"});
  centre.now += std::chrono::days{31};
  centre.must(Tick{});
  centre.actor = "zhao";
  centre.must(AnswerPlanObjection{plan, 0, false, "流水不符"});
  approve_plan(centre, plan);
  answer(centre, newest_order(centre), "0000");
  centre.must(IssuePaper{centre.state.orders.rbegin()->first, order::PaperKind::return_receipt,
                         order::code_of(8'000'002), "https://example.cn/#/check/4",
                         "9900220000000000014", "李四", "9900110000000000017"});
  centre.must(ApplyForReturn{order::code_of(8'000'003), "王芳", "13800000001", "500103198801010022",
                             "6222020200000000011", "", "被骗", base::Fen{40'000}, first, true});
  centre.must(DecideApplication{centre.state.applications.rbegin()->first, id, "已核对"});
}

desk::Trait trait(desk::TraitKind kind, char digit, const std::string& shown) {
  return {kind, {{}, std::string(32, digit)}, {{}, shown}};
}

/// Cases that are put together and taken apart, and the work around them.
void work(Centre& centre) {
  std::vector<desk::CaseId> ids;
  for (const std::uint32_t payer : {701U, 702U, 703U}) {
    auto loss = loss_of(20'000, payer, 704, centre.now);
    loss.matched = base::Sequence{13};
    auto report = report_of({loss});
    report.traits = {trait(desk::TraitKind::phone, 'a', "138****0001")};
    centre.must(report);
    ids.push_back(centre.state.cases.rbegin()->first);
  }
  centre.must(NoteTraits{ids[0], {trait(desk::TraitKind::url, 'b', "pay-9.top")}});
  centre.must(LinkCases{ids[0], ids[1], "同一收款账户"});
  centre.must(DeclineLink{ids[0], ids[2], "另一团伙"});
  centre.must(LinkCases{ids[1], ids[2], "同一号码"});
  centre.must(UndoLink{centre.state.links.rbegin()->first, "并错了"});
  centre.must(OpenTask{ids[0], "走访网点", "wang", centre.now + std::chrono::days{2}});
  const auto task = centre.state.tasks.rbegin()->first;
  centre.must(AssignTasks{{task}, "li", centre.now + std::chrono::days{3}, "wang 休假"});
  centre.must(CommentOnCase{ids[0], "@wang 请核对 13800000001"});
  centre.must(SaveFilter{"cases", "我的案件", "state=open"});
  centre.must(DropFilter{"cases", "我的案件"});
  centre.must(SaveFilter{"tasks", "今天到期", "due=today"});
}

/// A case that goes to prosecution, back, to court, and is disposed of by a judgment.
void handovers(Centre& centre) {
  centre.must(AddUser{{"jian", "李检察官", Role::procurator, "渝中检察院", "hash"}});
  centre.must(AddUser{{"fayuan", "周法官", Role::court, "渝中法院", "hash"}});
  auto loss = loss_of(90'000, 801, 802, centre.now);
  loss.matched = base::Sequence{14};
  centre.must(report_of({loss}));
  const auto id = centre.state.cases.rbegin()->first;
  centre.pursue(id, {need_of(802, 90'000)});
  centre.must(FileCase{id, "渝公立字11号", "渝中区分局", "赵局长", std::nullopt});
  DraftFreeze freeze;
  freeze.case_id = id;
  freeze.account = base::AccountId{802};
  freeze.amount = base::Fen{90'000};
  freeze.document = "冻字11号";
  freeze.second = "wang";
  freeze.reason = "涉案资金";
  centre.must(freeze);
  const auto frozen = centre.state.orders.rbegin()->first;
  sign_all(centre, frozen);
  answer(centre, newest_order(centre), "0000");
  const auto hand = [&](const std::string& actor, desk::HandoverKind kind, const std::string& to) {
    centre.actor = actor;
    centre.must(DraftHandover{id, kind, "移字1号", to, "张警官", {frozen}, {}, {}});
    const auto handover = centre.state.handovers.rbegin()->first;
    centre.must(SendHandover{handover, {{frozen, "9900220000000000014", "李四"}}});
    return handover;
  };
  using desk::HandoverKind;
  centre.actor = "li";
  centre.must(WithdrawHandover{hand("li", HandoverKind::prosecution, "渝中检察院"), "列错了"});
  const auto returned = hand("li", HandoverKind::prosecution, "渝中检察院");
  centre.actor = "jian";
  centre.must(ReturnHandover{returned, "清单不符"});
  const auto sent = hand("li", HandoverKind::prosecution, "渝中检察院");
  centre.actor = "jian";
  centre.must(NotePackageMade{sent, std::string(64, 'f')});
  centre.must(AskHandover{sent, "金额从何而来"});
  centre.must(ReceiveHandover{sent, "收字1号", "李检察官", {}});
  centre.must(NameRenewer{sent, {frozen, "jian"}});
  const auto deadline = *centre.state.orders.at(frozen).times.deadline;
  centre.must(KeepFreeze{sent, frozen, "检续冻1号", deadline + std::chrono::days{90}});
  centre.actor = "li";
  centre.must(AnswerHandover{sent, 0, "见工作表"});
  const auto back = hand("jian", HandoverKind::back, "");
  centre.actor = "li";
  centre.must(ReceiveHandover{back, "收字2号", "张警官", {}});
  const auto again = hand("li", HandoverKind::prosecution, "渝中检察院");
  centre.actor = "jian";
  centre.must(ReceiveHandover{again, "收字3号", "李检察官", {{frozen, "jian"}}});
  const auto indicted = hand("jian", HandoverKind::indictment, "渝中法院");
  centre.actor = "fayuan";
  centre.must(ReceiveHandover{indicted, "收字4号", "周法官", {}});
  using desk::DisposalItem;
  using desk::DisposalKind;
  centre.must(EnterDisposal{
      indicted,
      "渝刑初1号",
      centre.now,
      {DisposalItem{DisposalKind::give_back, frozen, base::Fen{60'000}, {}, 0, {}, {}},
       DisposalItem{DisposalKind::confiscate, frozen, base::Fen{20'000}, {}, {}, {}, {}},
       DisposalItem{DisposalKind::release, frozen, {}, {}, {}, {}, {}},
       DisposalItem{DisposalKind::pursue, {}, base::Fen{5'000}, {}, {}, {}, {}}}});
  answer(centre, newest_order(centre), "0000");
  centre.must(NoteTreasury{indicted, 0, 1, "国库1号", centre.now});
  answer(centre, newest_order(centre), "0000");
}

/// Files with a case, and exhibits of its trace.
void exhibits(Centre& centre) {
  auto loss = loss_of(20'000, 801, 802, centre.now);
  loss.matched = base::Sequence{14};
  centre.must(report_of({loss}));
  const auto id = centre.state.cases.rbegin()->first;
  const std::string digest(64, 'c');
  const desk::Obtained under{desk::FileOrigin::collected, std::nullopt, "调证字1号"};
  centre.must(AddFile{id, "流水.xlsx", "甲银行", desk::FileKind::xlsx, 4096, digest,
                      desk::Scan::not_scanned, "未设置", under});
  const auto file = centre.state.files.rbegin()->first;
  centre.must(NoteFileScanned{file, desk::Scan::clean, {}});
  centre.must(NoteFileTaken{file, 12, 10, 1, 1});
  centre.must(AddFile{id,
                      "坏.pdf",
                      {},
                      desk::FileKind::pdf,
                      68,
                      std::string(64, 'd'),
                      desk::Scan::infected,
                      "Eicar-Signature",
                      {}});
  desk::ExhibitMethod method;
  method.policy = "fifo";
  method.hops = 20;
  method.still_days = 30;
  method.min_amount = base::Fen{10'000};
  centre.must(AskForExhibit{id, false, method, base::Sequence{20}, "移送审查起诉"});
  centre.must(NoteExhibitFailed{centre.state.exhibits.rbegin()->first, "行数过多"});
  centre.must(AskForExhibit{id, false, method, base::Sequence{20}, "移送审查起诉"});
  desk::ExhibitBundle bundle{9000, digest, std::string(16, 'e'), base::Fen{20'000}, 2, 1, 3, {}};
  bundle.parts.push_back({"exhibit.pdf", 4000, digest});
  centre.must(NoteExhibitMade{centre.state.exhibits.rbegin()->first, bundle});
}

/// A partner that goes live and comes back, and calls of the line.
void gateway(Centre& centre) {
  auto routing = centre.state.routing;
  routing.channels.push_back({"iso", "https://bank", false, ChannelKind::iso20022});
  routing.channels.back().form = ChannelForm::xml;
  auto& trial = routing.institutions.at(0);
  trial.backup = trial.channel;
  trial.channel = "iso";
  trial.trial = true;
  centre.must(SetRouting{routing});
  centre.must(ProposeLive{trial.code, std::string(64, 'a'), "联调通过"});
  centre.actor = "wang";
  centre.must(ConfirmLive{trial.code, "同意启用"});
  centre.must(RollBack{trial.code, "回执异常"});
  centre.must(TakeExtension{"8012"});
  centre.must(
      NoteCall{"x-1", dissuade::CallWay::in, "138****0001", "8012", std::nullopt, std::nullopt});
  centre.must(EndCall{"x-1", std::nullopt, dissuade::CallResult::answered, 95});
  centre.must(NoteRecording{"x-1", "rec/2021/x-1.wav", std::string(64, 'b')});
  centre.must(AskCall{"138****0002", centre.state.cases.rbegin()->first, std::nullopt});
  centre.must(
      NoteCall{"x-2", dissuade::CallWay::in, "138****0003", "8012", std::nullopt, std::nullopt});
  centre.must(EndCall{"x-2", std::nullopt, dissuade::CallResult::no_answer, 0});
  centre.must(FileCall{centre.state.calls.rbegin()->first, centre.state.cases.rbegin()->first,
                       std::nullopt});
  centre.now += std::chrono::days{91};
  centre.must(Tick{});
  centre.must(TakeExtension{""});
}

/// Education in one street, a partner's numbers, and what is known of them.
void education(Centre& centre) {
  const std::string code = "500103001";
  centre.must(NoteStreets{{{code, "解放碑街道", "渝中区", "50010301", 900, "社区台账", {}, {}}}});
  outreach::Campaign campaign;
  campaign.title = "反诈进社区";
  campaign.audience = "community";
  campaign.topic = "general";
  campaign.street = code;
  campaign.from = centre.now;
  campaign.until = centre.now + std::chrono::days{2};
  centre.must(PlanCampaign{campaign});
  const auto held = centre.state.education.campaigns.rbegin()->first;
  centre.must(ReportCampaign{held, 120, 300, "小区广场"});
  centre.must(RecordRound{code, held, centre.now, 0, 0, "3栋2单元501\n3栋2单元502\n3栋2单元503"});
  centre.must(RecordRound{code, {}, centre.now, 20, 15, {}});
  centre.must(WithdrawRound{centre.state.education.rounds.rbegin()->first, "登记有误"});
  centre.must(AnnounceAudit{code, 2, std::string(64, '7'), "月度抽查"});
  const auto audit = centre.state.education.audits.rbegin()->first;
  centre.actor = "wang";
  centre.must(CheckHousehold{audit, 0, outreach::Finding::confirmed, {}});
  centre.must(CheckHousehold{audit, 1, outreach::Finding::not_visited, "住户称无人来过"});
  outreach::Quiz quiz;
  quiz.street = code;
  quiz.community = "较场口社区";
  quiz.topic = "general";
  quiz.day = centre.now;
  quiz.takers = 20;
  quiz.questions = 10;
  quiz.right = 164;
  quiz.fell = 3;
  centre.must(RecordQuiz{quiz});
  centre.must(WithdrawQuiz{centre.state.education.quizzes.rbegin()->first, "重复登记"});
  centre.must(WithdrawCampaign{held, "改期"});
  centre.must(report_of({loss_of(30'000, 801, 802, centre.now)}));
  centre.must(PlaceCase{centre.state.cases.rbegin()->first, code, "60-", "retired"});
  centre.must(AddApiKey{{"yd-lead", Role::bank, "YD01", "hash", {}}});
  indicator::Agreement agreement;
  agreement.partner = "yd-lead";
  agreement.document = "共享协议1号";
  agreement.full = true;
  agreement.from = centre.now;
  agreement.until = centre.now + std::chrono::days{365};
  centre.must(RecordAgreement{agreement});
  centre.actor = "yd-lead";
  indicator::Indicator told;
  told.value.text = "13900000001";
  told.digest = indicator::digest_of(told.kind, told.value.text);
  told.told = 90;
  told.producer = "某通信公司";
  told.reference = "indicator--1";
  told.from = centre.now;
  told.until = centre.now + std::chrono::days{30};
  centre.must(TakeIndicators{{told}});
  told.revoked = centre.now;
  centre.must(TakeIndicators{{told}});
  centre.must(NoteReputationAsked{told.kind, told.digest, "suspected"});
  centre.must(NoteIndicatorsGiven{"stix", 1, true});
  centre.actor = "li";
  centre.must(ClearReputation{told.kind, told.digest, "号码已重新放号"});
  centre.must(EndAgreement{"yd-lead", "到期不续"});
}

/// A tip from the public page to its reward and to the end of its texts, a question, and a quiz
/// that is taken by link.
void tips(Centre& centre) {
  TakeTip take;
  take.tip.code = order::code_of(9'000'001);
  take.tip.text.text = "有人收购银行卡";
  take.tip.street = "500103001";
  take.tip.reporter.phrase = "digest";
  const std::string number = "13900000007";
  take.tip.named.push_back({desk::TraitKind::phone,
                            {{}, number},
                            {{}, indicator::digest_of(indicator::Kind::phone, number)},
                            true});
  centre.must(take);
  const auto id = centre.state.tips.rbegin()->first;
  centre.must(RouteTip{id, tip::Kind::report, "", "", "本中心办理"});
  centre.must(AcceptTip{id});
  centre.must(NoteTipNames{id, take.tip.named, "刷单返利"});
  centre.must(TakeTipStep{id, "check", "号码停机"});
  EndTip end;
  end.tip = id;
  end.code = "case";
  end.note = "转案件";
  end.reply = "谢谢";
  end.case_id = centre.state.cases.rbegin()->first;
  centre.must(end);
  centre.must(ProposeReward{id, "tip", base::Fen{5'000}, "属实"});
  centre.actor = "qian";
  centre.must(RuleReward{id, true, ""});
  centre.actor = "public";
  centre.must(ClaimReward{id, "digest", "bank", "王芳 6222000000000001"});
  centre.actor = "wang";
  centre.must(PayReward{id, "bank", centre.now, "收1号"});
  take.tip.code = order::code_of(9'000'002);
  take.tip.kind = tip::Kind::consultation;
  take.tip.way = tip::Way::line;
  centre.must(take);
  centre.must(ReplyToTip{centre.state.tips.rbegin()->first, "是诈骗", "刷单返利"});
  outreach::QuizLink link;
  link.code = order::code_of(9'000'003);
  link.street = "500103001";
  link.community = "较场口社区";
  link.topic = "刷单返利";
  link.questions = 3;
  link.until = centre.now + std::chrono::days{1};
  centre.must(OpenQuizLink{link});
  centre.must(TakeQuizSheet{centre.state.quiz_links.rbegin()->first, 2, true});
  centre.must(EndQuizLink{centre.state.quiz_links.rbegin()->first});
  centre.now = centre.state.rules.end_of(centre.state.rules.at("tip.kept", centre.now), centre.now);
  centre.must(Tick{});
  centre.actor = "li";
}

/// Statements of banks, and questions that are kept.
void workbench(Centre& centre) {
  auto loss = loss_of(20'000, 701, 704, centre.now);
  loss.matched = base::Sequence{13};
  centre.must(report_of({loss}));
  const auto id = centre.state.cases.rbegin()->first;
  centre.must(BeginStatement{
      id, {{{{}, "张三流水.xlsx"}, std::string(64, 'c'), 4096}}, "某某银行", "调证字1号"});
  const auto statement = centre.state.statements.rbegin()->first;
  centre.must(MarkStatement{
      statement,
      {{{}, "观音桥支行\tATM7\t10.0.0.1\t\t"},
       {14, 1, 3, 1},
       {{base::AccountId{704}, {{}, "张三"}, {{}, "500103199001010011"}, {{}, "13800000009"}}}}});
  desk::StatementOutcome outcome;
  outcome.files.push_back({5, 3, 1, 0, 1, 0});
  outcome.fresh = 2;
  outcome.known = 1;
  outcome.first = base::Sequence{14};
  outcome.accounts = {{base::AccountId{704}, "YZ01"}};
  outcome.failed = {{base::AccountId{705}, "YZ02", "系统繁忙", {}}};
  centre.must(EndStatement{statement, outcome});
  centre.must(AskFailedQueries{statement, {0}, "查字1号", "wang", "", "重新查询"});
  centre.must(LearnHeadings{"某某银行", {{"发生额度", "amount"}}});
  for (const auto* name : {"过渡账户", "回流"}) {
    centre.must(SaveAnalysis{name,
                             "passing",
                             {{"quickly", "1h"}},
                             {base::AccountId{704}},
                             {id},
                             desk::Sharing::everyone});
  }
  const auto analysis = centre.state.analyses.rbegin()->first;
  centre.must(DropAnalysis{analysis});
  const desk::AnalysisId kept{analysis.value() - 1};
  centre.must(ChangeAnalysis{kept, "过渡", desk::Sharing::own});
  desk::AnalysisRun run;
  run.as_of = base::Sequence{20};
  run.rows = 1;
  run.digest = std::string(64, 'd');
  run.accounts = {base::AccountId{704}};
  centre.must(NoteAnalysisRun{kept, run});
}

/// A person who is detained, and one whose only case is erased. Not the newest: what follows goes
/// on from that.
void persons(Centre& centre) {
  std::vector<desk::CaseId> ids;
  for (std::uint32_t i = 0; i < 2; ++i) {
    auto loss = loss_of(70'000 + i, 901 + i, 911 + i, centre.now);
    loss.matched = base::Sequence{90 + i};
    centre.must(report_of({loss}));
    ids.push_back(centre.state.cases.rbegin()->first);
  }
  centre.must(FileCase{ids[1], "渝公立字9号", "渝中区分局", "zhao", {}});
  centre.must(FilePerson{ids[1],
                         "caller",
                         {"赵强", "500101199001010011", "key-1", {"13800000009"}, {}},
                         person::Whereabouts::abroad,
                         "MM"});
  const auto id = centre.state.persons.rbegin()->first;
  centre.must(LinkPerson{id, ids[0], "cashier"});
  centre.must(UnlinkPerson{id, ids[0], "并非同一人"});
  centre.must(NotePerson{id,
                         {"赵大强", "", "", {"13800000010"}, {base::AccountId{911}}},
                         {{"证字1号", std::string(64, 'a'), "聊天记录", ids[1]}}});
  centre.must(MovePerson{id, person::Whereabouts::at_home, ""});
  centre.must(TakePersonStep{id, person::StepKind::summoned, ids[1]});
  centre.must(UndoPersonStep{id, 1, "登记错人"});
  TakePersonStep detained{id, person::StepKind::detained, ids[1]};
  detained.document = "拘字1号";
  detained.note = "在逃同伙仍在境外";
  centre.must(detained);
  centre.now += std::chrono::days{5};
  centre.must(Tick{});
  TakePersonStep released{id, person::StepKind::released, ids[1]};
  released.document = "释字1号";
  centre.must(released);
  TakePersonStep penalised{id, person::StepKind::penalised, ids[1]};
  penalised.document = "罚字1号";
  penalised.penalty = person::Penalty{"44", 5, base::Fen{100'000}, base::Fen{}};
  centre.must(penalised);
  centre.must(FilePerson{ids[0], "card_lender", {"李四", "", "", {}, {}}, {}, {}});
  centre.must(CloseCase{ids[0], desk::CaseOutcome::transferred, "移送江北分局", "", ""});
  centre.must(RequestErasure{ids[0], "保存期限届满"});
  centre.actor = "wang";
  centre.must(ConfirmErasure{ids[0], "已核对"});
  centre.actor = "li";
  centre.must(ListLead{person::Roll::abroad, "阿龙", "", "MM", "家属报称失联", "wang"});
  const auto lead = centre.state.leads.rbegin()->first;
  centre.must(AssignLead{lead, "li", "wang 休假"});
  centre.must(TakeLeadStep{lead, "locate", "经核在境外园区"});
  centre.must(EndLead{lead, "confirmed", "查实涉诈", id});
}

/// Deterministic, and long enough that every kind of event occurs.
/// One case is not filed, after all is, and one goes to another authority.
void first_days(Centre& centre) {
  std::vector<desk::CaseId> ids;
  for (const std::uint64_t payer : {1U, 2U}) {
    auto loss = loss_of(30'000, static_cast<std::uint32_t>(payer), 902, centre.now);
    loss.matched = base::Sequence{15};
    centre.must(report_of({loss}));
    ids.push_back(centre.state.cases.rbegin()->first);
    AcceptReport accept{ids.back(),
                        {},
                        order::code_of(8'100'000 + 2 * payer),
                        order::code_of(8'100'001 + 2 * payer),
                        "https://example.cn/#/check/"};
    accept.receipt.note = "当面交付";
    centre.must(accept);
  }
  centre.actor = "zhao";
  centre.must(ExtendFilingReview{ids[0], desk::ReviewTerm::complex, "涉及多地"});
  centre.actor = "li";
  centre.must(ProposeRefusal{ids[0], desk::RefusalGround::no_crime, "系借贷纠纷"});
  centre.actor = "zhao";
  centre.must(DecideRefusal{ids[0], true, "同意", order::code_of(8'100'010), {}});
  centre.actor = "li";
  centre.must(ServeFirstPaper{
      ids[0], FirstPaper::refusal, {}, {desk::ServedBy::post, "王芳", std::nullopt, {}}});
  centre.must(FileAppeal{ids[0], desk::AppealKind::reconsideration, "有付款凭证", std::nullopt});
  centre.actor = "zhao";
  centre.must(ExtendAppeal{ids[0], desk::AppealKind::reconsideration, "案情复杂"});
  centre.actor = "zhou";
  RuleAppeal ruling;
  ruling.case_id = ids[0];
  ruling.outcome = desk::AppealOutcome::changed;
  ruling.number = "渝公复字1号";
  ruling.reason = "应予立案";
  centre.must(ruling);
  centre.actor = "li";
  centre.now += std::chrono::days{3};
  centre.must(Tick{});
  centre.must(FileCase{ids[0], "渝公立字12号", "渝中区分局", "赵局长", std::nullopt});
  centre.must(ProposeTransfer{ids[1], "成都市公安局锦江区分局", "犯罪地在锦江区", "已止付"});
  centre.actor = "zhao";
  centre.must(DecideTransfer{ids[1], true, "同意", order::code_of(8'100'011), {}});
  centre.actor = "li";
  centre.must(HandTransfer{ids[1], {}});
  centre.must(AnswerTransfer{ids[1], true, "锦公受字1号", "已受理", std::nullopt});
}

Centre scenario() {
  Centre centre;
  hire_people(centre);
  centre.must(AddUser{{"bank1", "一行", Role::bank, "YZ01", "hash", false, order::Duty::none}});
  centre.must(SetPassword{"bank1", "hash2"});
  centre.must(DisableUser{"bank1"});
  centre.must(AddApiKey{{"feed1", Role::bank, "YZ01", "hash"}});
  centre.must(Reveal{"case", "C000001", "phone", "回访"});
  centre.must(SplitLegs{base::Sequence{4}, "两笔不同的转账"});
  centre.must(QuarantinePursuit{desk::CaseId{1}, "检查未通过"});
  centre.must(AcknowledgeAlarm{AlarmId{1}});
  base::Rng rng{2021};
  for (int step = 0; step < 160; ++step) {
    centre.now += base::Milliseconds{rng.between(0, rng.chance(100'000) ? 90'000'000 : 600'000)};
    const auto key = rng.chance(200'000) ? "key" + std::to_string(step) : std::string{};
    auto command = random_command(rng, centre);
    if (!std::holds_alternative<LoadRules>(command)) {  // the pack is long; once is enough
      (void)centre.ask(std::move(command), key, "d");
    }
  }
  centre.actor = "li";
  rare_turns(centre);
  endings(centre);
  little_known(centre);
  centre.actor = "li";
  freezes(centre);
  papers(centre);
  erasures(centre);
  undelivered(centre);
  rarer(centre);
  for (auto* more : {&warnings, &screenings, &plans, &work, &handovers, &exhibits, &gateway,
                     &workbench, &persons, &education, &first_days, &tips, &pasts}) {
    centre.actor = "li";
    more(centre);
  }
  return centre;
}

void write_golden() {
  const auto centre = scenario();
  const std::string path = (holdfast::test::source_dir() / folder("v3")).string();
  std::ofstream events{path + "events.ndjson", std::ios::binary};
  for (const auto& event : centre.journal) {
    events << encode(event, hex_seal()) << '\n';
  }
  std::ofstream{path + "state.digest", std::ios::binary} << state_digest(centre.state) << '\n';
}

std::vector<std::string> lines(const std::string& version) {
  std::istringstream text{read_source(folder(version) + "events.ndjson")};
  std::vector<std::string> all;
  for (std::string line; std::getline(text, line);) {
    all.push_back(line);
  }
  return all;
}

TEST(GoldenJournal, ReadsToTheStateItWasWrittenFrom) {
  if (std::getenv("HOLDFAST_WRITE_GOLDEN") != nullptr) {
    write_golden();
  }
  for (const auto& version : versions) {
    const auto all = lines(version);
    ASSERT_GT(all.size(), 100U) << version;
    State state;
    std::size_t number = 0;
    for (const auto& line : all) {
      ++number;
      const auto event = decode(line, hex_open());
      ASSERT_TRUE(event.ok()) << version << ":" << number << ": " << event.error().message;
      evolve(state, *event);
      EXPECT_EQ(encode(*event, hex_seal()), line) << version << ":" << number;
    }
    EXPECT_EQ(state_digest(state) + "\n", read_source(folder(version) + "state.digest")) << version;
  }
}

TEST(GoldenJournal, HoldsEveryKindOfEvent) {
  std::set<std::string_view> kinds;
  std::vector<Event> events;
  kinds.insert("drill_declared");  // never in the journal of a real centre: its own test
  for (const auto& line : lines("v3")) {
    events.push_back(decode(line, hex_open()).value());
    kinds.insert(kind_of(events.back().body));
  }
  boost::mp11::mp_for_each<boost::mp11::mp_iota<boost::mp11::mp_size<EventKinds>>>([&](auto index) {
    EventBody body;
    body.emplace<decltype(index)::value>();
    EXPECT_TRUE(kinds.contains(kind_of(body))) << kind_of(body);
  });
}

TEST(GoldenJournal, AKindOrVersionThatIsNotKnownIsRefusedByName) {
  const auto all = lines("v3");
  ASSERT_FALSE(all.empty());
  const auto with = [&](std::string_view from, std::string_view to) {
    auto line = all.back();
    line.replace(line.find(from), from.size(), to);
    return decode(line, hex_open()).error();
  };
  const auto kind = with("\"kind\":\"", "\"kind\":\"x_");
  EXPECT_EQ(kind.where, "kind");
  EXPECT_NE(kind.message.find("x_"), std::string::npos);
  const auto version = with("\"v\":1", "\"v\":99");
  EXPECT_EQ(version.where, "v");
  EXPECT_NE(version.message.find("99"), std::string::npos);
}

}  // namespace
}  // namespace holdfast::core::test
