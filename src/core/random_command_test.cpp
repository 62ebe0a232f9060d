#include "core/random_command_test.hpp"

#include <array>

#include "base/digest.hpp"
#include "indicator/digest.hpp"

namespace holdfast::core::test {

namespace {

constexpr std::array<const char*, 10> codes{"0000", "0000", "0000", "0301", "0400",
                                            "1100", "1200", "1303", "1304", "4242"};
constexpr std::array<desk::CaseOutcome, 4> outcomes{
    desk::CaseOutcome::recovered, desk::CaseOutcome::nothing_left, desk::CaseOutcome::transferred,
    desk::CaseOutcome::unfounded};
constexpr std::array<const char*, 4> banks{"YZ01", "YZ02", "YZ03", "YZ09"};

template <typename List>
auto any_of(base::Rng& rng, const List& list) {
  return list[static_cast<std::size_t>(rng.below(list.size()))];
}

/// One that is there, or now and then one that is not.
template <typename Id, typename Map>
Id any_id(base::Rng& rng, const Map& map) {
  return Id{1 + rng.below(map.size() + 1)};
}

base::AccountId any_account(base::Rng& rng) {
  return base::AccountId{static_cast<std::uint32_t>(2 + rng.below(8))};
}

CommandBody random_report(base::Rng& rng, const Centre& centre) {
  auto report = report_of({});
  report.authorise_cascade = rng.chance(800'000);
  const auto count = 1 + rng.below(3);
  for (std::uint64_t i = 0; i < count; ++i) {
    auto loss = loss_of(rng.between(1, 1'000'000), 1, any_account(rng).value(), centre.now);
    loss.payee_institution = any_of(rng, banks);
    if (rng.chance(500'000)) {
      loss.matched = base::Sequence{rng.below(100)};
    } else if (rng.chance(200'000)) {
      loss.paid_by = desk::PaidBy::cash;
      loss.payer.reset();
      loss.payee.reset();
      loss.particulars = {{desk::PaymentField::place, {{}, "解放碑"}}};
    }
    report.losses.push_back(loss);
  }
  return report;
}

CommandBody random_move(base::Rng& rng, const Centre& centre) {
  MovePursuit move;
  move.case_id = any_id<desk::CaseId>(rng, centre.state.cases);
  move.standing.as_of = base::Sequence{rng.next() >> 1};
  const auto first = rng.below(8);
  const auto count = 1 + rng.below(3);
  for (std::uint64_t i = 0; i < count; ++i) {
    auto need = need_of(static_cast<std::uint32_t>(2 + (first + i) % 8),
                        rng.chance(200'000) ? 0 : rng.between(0, 300'000));
    need.institution = any_of(rng, banks);
    need.tier = static_cast<int>(rng.between(1, 12));
    need.name_known = rng.chance(700'000);
    need.known_balance = need.due + base::Fen{rng.between(0, 100'000)};
    need.exit = rng.chance(900'000)   ? desk::ExitKind::none
                : rng.chance(500'000) ? desk::ExitKind::cash
                                      : desk::ExitKind::merchant;
    move.needs.push_back(need);
  }
  return move;
}

CommandBody random_gate(base::Rng& rng, const Centre& centre) {
  const auto id = any_id<desk::CaseId>(rng, centre.state.cases);
  switch (rng.below(3)) {
    case 0:
      return StudyCase{id, {"刷单返利", "连单不返", desk::LeakSource::none, "", "不做", {}, {}}};
    case 1:
      return RecordInquiry{id, "调取开户资料"};
    default:
      return RecordResult{id, desk::ResultKind::suspects, "已锁定"};
  }
}

CommandBody random_reply(base::Rng& rng, const Centre& centre) {
  NoteOrderAnswered body;
  body.order = any_id<order::OrderId>(rng, centre.state.orders);
  for (const auto& [id, order] : centre.state.orders) {
    if (order::is_of_freeze(order.family) && order::awaits_partner(order) && rng.chance(300'000)) {
      body.order = id;  // there are few of them
    }
  }
  body.reply.result = any_of(rng, codes);
  body.reply.message = "答复";
  body.registered_name = rng.chance(700'000) ? "王五" : "";
  body.shows_account = rng.chance(200'000);
  body.queued = rng.chance(400'000);
  if (rng.chance(600'000)) {
    body.reply.evidence = order::EvidenceGiven{"开户资料.zip", std::string(64, 'a'), {}};
  }
  if (rng.chance(700'000)) {
    body.start = centre.now + std::chrono::minutes{rng.between(-300, 300)};
  }
  if (rng.chance(200'000)) {
    body.end = centre.now + std::chrono::hours{rng.between(-10, 100)};
  }
  return body;
}

CommandBody random_officer(base::Rng& rng, const Centre& centre) {
  const auto order = any_id<order::OrderId>(rng, centre.state.orders);
  switch (rng.below(9)) {
    case 0:
      return ApproveOrder{order, "同意"};
    case 1:
      return RejectOrder{order, "不同意"};
    case 2:
      return ReleaseStop{order, "核实无关"};
    case 3:
      return CorrectOrder{order, {}};
    case 4:
      return DraftStop{
          any_id<desk::CaseId>(rng, centre.state.cases), any_account(rng),
          rng.chance(500'000) ? std::optional{base::Fen{rng.between(1, 100'000)}} : std::nullopt,
          "人工"};
    case 5:
      if (rng.chance(400'000)) {
        return random_gate(rng, centre);
      }
      return FinishTask{any_id<desk::TaskId>(rng, centre.state.tasks), "已办"};
    case 6:
      return CloseCase{any_id<desk::CaseId>(rng, centre.state.cases), any_of(rng, outcomes), "结案",
                       rng.chance(700'000) ? "到期自动解除" : "",
                       rng.chance(700'000) ? "另行办理" : ""};
    case 7:
      return ReopenCase{any_id<desk::CaseId>(rng, centre.state.cases), "又有线索"};
    default:
      return AuthoriseCascade{
          any_id<desk::CaseId>(rng, centre.state.cases), static_cast<int>(rng.between(1, 12)),
          base::Fen{rng.between(1, 500'000)}, 600, static_cast<int>(rng.between(1, 5))};
  }
}

/// Under a code that was given out, where there is one.
CommandBody random_objection(base::Rng& rng, const Centre& centre) {
  FileObjection filing;
  filing.code = order::code_of(1);
  const auto paper = centre.state.papers.find(any_id<order::PaperId>(rng, centre.state.papers));
  if (paper != centre.state.papers.end()) {
    filing.code = paper->second.code;
  }
  filing.situation = rng.chance(500'000) ? desk::Situation::wages : desk::Situation::goods_sold;
  filing.urgency = rng.chance(300'000) ? desk::Urgency::medical : desk::Urgency::none;
  filing.text = "工资";
  filing.name = "李四";
  filing.phone = "13900000000";
  return filing;
}

CommandBody random_answer(base::Rng& rng, const Centre& centre) {
  DecideObjection answer;
  answer.objection = any_id<desk::ObjectionId>(rng, centre.state.objections);
  answer.reason = "已核对材料";
  answer.document = "减字1号";
  answer.second = centre.actor == "wang" ? "li" : "wang";
  switch (rng.below(3)) {
    case 0:
      break;
    case 1:
      answer.ruling = desk::Ruling::reduce;
      answer.keep = base::Fen{rng.between(1, 200'000)};
      break;
    default:
      answer.ruling = desk::Ruling::release;
  }
  return answer;
}

/// Whoever may sign or decide: officers and heads that `people` added.
CommandBody random_freeze(base::Rng& rng, const Centre& centre) {
  const auto order = any_id<order::OrderId>(rng, centre.state.orders);
  const auto case_id = any_id<desk::CaseId>(rng, centre.state.cases);
  switch (rng.below(14)) {
    case 10:
      return IssuePaper{
          order,
          rng.chance(600'000) ? order::PaperKind::holder_notice : order::PaperKind::freeze_notice,
          order::code_of(rng.below(1'000'000)),
          "https://example.cn",
          "9900220000000000014",
          "李四",
          "9900110000000000017"};
    case 11:
    case 12:
      return random_objection(rng, centre);
    case 13:
      return random_answer(rng, centre);
    case 0:
      return FileCase{case_id, "渝公立字1号", "渝中区分局", "赵局长", std::nullopt};
    case 1:
      return ReviewTruth{case_id,
                         rng.chance(700'000) ? desk::Verdict::genuine : desk::Verdict::unfounded,
                         "已回访"};
    case 2:
    case 3: {
      DraftFreeze freeze;
      freeze.case_id = case_id;
      freeze.account = any_account(rng);
      // Mostly where money of the case is.
      const auto file = centre.state.cases.find(case_id);
      if (file != centre.state.cases.end() && !file->second.needs.empty() && rng.chance(800'000)) {
        const auto skip = rng.below(file->second.needs.size());
        freeze.account = std::next(file->second.needs.begin(), static_cast<long>(skip))->first;
      }
      freeze.scope = rng.chance(500'000) ? order::Scope::limited : order::Scope::in_only;
      if (freeze.scope == order::Scope::limited) {
        freeze.amount = base::Fen{rng.between(1, 400'000)};
      } else {
        freeze.why_whole = "均系涉案资金";
      }
      freeze.document = rng.chance(800'000) ? "冻字1号" : "";
      freeze.second = centre.actor == "wang" ? "li" : "wang";
      freeze.emergency = rng.chance(300'000) ? "正在转移" : "";
      freeze.reason = "涉案资金";
      return freeze;
    }
    case 4:
      return RenewFreeze{order, rng.chance(300'000), "续字1号", "wang", "需要", "延误"};
    case 5:
      return ReleaseFreeze{order, "解字1号", "wang", "不需要"};
    case 6:
      return ScreenFreeze{
          order, rng.chance(700'000) ? order::Finding::related : order::Finding::unrelated, "核对"};
    case 7:
      return SupplyPaper{order, "冻字9号"};
    case 8:
      return SignOrders{{order}, "已核对"};
    default:
      return ApproveOrders{{order}, "同意"};
  }
}

/// The rarer families, mostly where they can succeed.
CommandBody random_special(base::Rng& rng, const Centre& centre) {
  auto order = any_id<order::OrderId>(rng, centre.state.orders);
  const auto case_id = any_id<desk::CaseId>(rng, centre.state.cases);
  const std::string second = centre.actor == "wang" ? "li" : "wang";
  const auto act = rng.below(9);
  const auto wanted = act == 0   ? order::Family::stop
                      : act == 1 ? order::Family::protective_stop
                                 : order::Family::freeze;
  for (const auto& [id, each] : centre.state.orders) {
    if (act < 4 && each.family == wanted && order::is_live(each) && rng.chance(300'000)) {
      order = id;
    }
  }
  switch (act) {
    case 0:
      return ExtendStop{order, "尚未立案"};
    case 1:
      return RevokeProtection{order, "持有人撤回"};
    case 2:
    case 3:
      return ReturnFunds{order,     0,      base::Fen{rng.between(1, 200'000)},
                         "返字1号", second, "权属明确"};
    case 4: {
      DraftProtectiveStop stop;
      stop.case_id = case_id;
      stop.account = base::AccountId{1};
      stop.consent = {{{}, "王芳"}, order::ConsentWay::telephone, "录音1", centre.now, {}};
      stop.reason = "仍在通话";
      return stop;
    }
    case 5: {
      RequestEvidence request;
      request.case_id = case_id;
      request.account = any_account(rng);
      request.document = rng.chance(700'000) ? "调证字1号" : "";
      request.emergency = request.document.empty() ? "即将覆盖" : "";
      request.second = second;
      request.reason = "查明开户人";
      return request;
    }
    case 6: {
      RestrictMark restriction;
      restriction.case_id = case_id;
      restriction.mark.value.text = "1700000000" + std::to_string(rng.below(5));
      restriction.institution = "YD01";
      restriction.document = rng.chance(700'000) ? "停控字1号" : "";
      restriction.emergency = restriction.document.empty() ? "正在拨打" : "";
      restriction.second = second;
      restriction.reason = "冒充客服";
      return restriction;
    }
    case 7:
      return SpeakOrder{order, order::SpokenWay::telephone, "李经理 023-1", std::nullopt, ""};
    default:
      return rng.chance(20'000) ? CommandBody{WithdrawFiling{case_id, "撤字1号", "赵局长",
                                                             std::nullopt, "不构成犯罪"}}
                                : CommandBody{LiftRestriction{order, second, "核查无关"}};
  }
}

/// Few kinds of traits, so that cases share them.
CommandBody random_work(base::Rng& rng, const Centre& centre) {
  const auto case_id = any_id<desk::CaseId>(rng, centre.state.cases);
  const auto other = any_id<desk::CaseId>(rng, centre.state.cases);
  switch (rng.below(8)) {
    case 0: {
      const auto kind = rng.chance(500'000) ? desk::TraitKind::phone : desk::TraitKind::url;
      const auto digit = static_cast<char>('0' + rng.below(5));
      return NoteTraits{case_id, {{kind, {{}, std::string(32, digit)}, {{}, "1**"}}}};
    }
    case 1:
    case 2:
      return LinkCases{case_id, other, "同一团伙"};
    case 3:
      return DeclineLink{case_id, other, "并非同一团伙"};
    case 4:
      return UndoLink{any_id<desk::LinkId>(rng, centre.state.links), "并错了"};
    case 5:
      return AssignTasks{{any_id<desk::TaskId>(rng, centre.state.tasks)}, "wang", {}, "换班"};
    case 6:
      return rng.chance(500'000)
                 ? CommandBody{CommentOnCase{case_id, "@li 请看"}}
                 : CommandBody{OpenTask{case_id, "走访", "li", centre.now + std::chrono::days{1}}};
    default:
      return rng.chance(700'000) ? CommandBody{SaveFilter{"cases", "甲", "state=open"}}
                                 : CommandBody{DropFilter{"cases", "甲"}};
  }
}

/// Takes an order that waits for signatures through the next of them.
CommandBody random_signature(base::Rng& rng, Centre& centre) {
  std::vector<order::OrderId> waiting;
  for (const auto& [id, order] : centre.state.orders) {
    if (order.approval &&
        (order.state == order::State::draft || order.state == order::State::review)) {
      waiting.push_back(id);
    }
  }
  if (waiting.empty()) {
    return random_freeze(rng, centre);
  }
  // Freezes take many steps, and each of them has to be met.
  auto freezes = waiting;
  std::erase_if(freezes, [&](order::OrderId each) {
    return !order::is_of_freeze(centre.state.orders.at(each).family);
  });
  const bool prefers = !freezes.empty() && rng.chance(900'000);
  const auto id = any_of(rng, prefers ? freezes : waiting);
  const auto& order = centre.state.orders.at(id);
  if (order.state == order::State::draft) {
    centre.actor = order.approval->second;
    return SignOrders{{id}, "已核对"};
  }
  constexpr std::array<std::pair<order::Duty, const char*>, 4> heads{
      {{order::Duty::unit_head, "qian"},
       {order::Duty::legal_review, "sun"},
       {order::Duty::district_head, "zhao"},
       {order::Duty::city_head, "zhou"}}};
  for (const auto& [duty, name] : heads) {
    if (order::next_step(*order.approval) == duty) {
      centre.actor = name;
    }
  }
  return ApproveOrder{id, "同意"};
}

CommandBody random_outbox(base::Rng& rng, const Centre& centre) {
  const auto order = any_id<order::OrderId>(rng, centre.state.orders);
  switch (rng.below(6)) {
    case 5:
      return TakeByHand{{order}, "录入平台"};
    case 3:
      return RequeueOrder{order,
                          rng.chance(300'000)   ? "desk"
                          : rng.chance(500'000) ? "direct"
                                                : "",
                          "重发"};
    case 4:
      return GiveUpOrder{order, "已电话办理"};
    case 0:
      return NoteOrderSent{order};
    case 1:
      return NoteOrderAcknowledged{order, "P", "H"};
    default:
      return NoteSendFailed{order, "断线", rng.chance(300'000)};
  }
}

CommandBody random_house(base::Rng& rng, const Centre& centre) {
  switch (rng.below(8)) {
    case 4:
      return CompleteVictim{any_id<desk::CaseId>(rng, centre.state.cases),
                            {{}, {{}, "13900000009"}, {}}};
    case 5: {
      NamePayee named{any_id<desk::CaseId>(rng, centre.state.cases),
                      static_cast<std::size_t>(rng.below(3)),
                      loss_of(100, 1, any_account(rng).value(), centre.now)};
      named.loss.payee_institution = any_of(rng, banks);
      return named;
    }
    case 6:
      return AskAboutGap{any_id<desk::CaseId>(rng, centre.state.cases), any_account(rng),
                         base::Fen{rng.between(0, 100'000)}, base::Sequence{rng.below(20)},
                         centre.now};
    case 0:
      return NoteChannel{"hub", rng.chance(500'000), "超时"};
    case 1:
      return NoteTransfers{any_of(rng, banks), 3, 2, 1, 0, 0, base::Sequence{1}, centre.now};
    case 2:
      return MatchLoss{any_id<desk::CaseId>(rng, centre.state.cases),
                       static_cast<std::size_t>(rng.below(3)), base::Sequence{5}};
    case 3:
      return AddLosses{any_id<desk::CaseId>(rng, centre.state.cases),
                       {loss_of(rng.between(1, 9'000), 1, any_account(rng).value(), centre.now)}};
    default:
      return LoadRules{rng.chance(500'000)
                           ? shipped_rules()
                           : rules_with("value = \"say_so\"", "value = \"query_first\"")};
  }
}

CommandBody random_exhibit(base::Rng& rng, const Centre& centre) {
  const auto case_id = any_id<desk::CaseId>(rng, centre.state.cases);
  const auto file = any_id<desk::AttachmentId>(rng, centre.state.files);
  const auto exhibit = any_id<desk::ExhibitId>(rng, centre.state.exhibits);
  const std::string digest(64, static_cast<char>('0' + rng.below(10)));
  desk::ExhibitMethod method;
  method.policy = "fifo";
  desk::ExhibitBundle bundle;
  bundle.sha256 = digest;
  switch (rng.below(6)) {
    case 0: {
      AddFile add{case_id, "流水.csv", {}, desk::FileKind::text, 100, digest, {}, {}, {}};
      add.scan = rng.chance(200'000) ? desk::Scan::infected : desk::Scan::not_scanned;
      return add;
    }
    case 1:
      return NoteFileScanned{file, desk::Scan::clean, {}};
    case 2:
      return NoteFileTaken{file, 3, 2, 1, 0};
    case 3:
      return AskForExhibit{case_id, rng.chance(500'000), method, base::Sequence{100}, "移送"};
    case 4:
      return NoteExhibitMade{exhibit, bundle};
    default:
      return NoteExhibitFailed{exhibit, "未能制成"};
  }
}

/// Calls that are told once, twice, out of turn, and a partner on its way to being live.
CommandBody random_gateway(base::Rng& rng, const Centre& centre) {
  const auto exchange_id = "x" + std::to_string(rng.below(6));
  const auto extension = std::to_string(8010 + rng.below(2));
  const auto case_id = any_id<desk::CaseId>(rng, centre.state.cases);
  switch (rng.below(9)) {
    case 0:
      return TakeExtension{rng.chance(200'000) ? "" : extension};
    case 1:
      return NoteCall{exchange_id, dissuade::CallWay::in, "138****0001",
                      extension,   std::nullopt,          std::nullopt};
    case 2:
      return AskCall{"138****0001", case_id, std::nullopt};
    case 3:
      return EndCall{exchange_id,
                     rng.chance(300'000)
                         ? std::optional{any_id<dissuade::CallId>(rng, centre.state.calls)}
                         : std::nullopt,
                     dissuade::CallResult::answered, 60};
    case 4:
      return NoteRecording{exchange_id, "rec-" + exchange_id,
                           std::string(64, rng.chance(500'000) ? 'a' : 'b')};
    case 5:
      return FileCall{any_id<dissuade::CallId>(rng, centre.state.calls), case_id, std::nullopt};
    case 6:
      return ProposeLive{any_of(rng, banks), std::string(64, 'a'), "联调通过"};
    case 7:
      return ConfirmLive{any_of(rng, banks), "同意"};
    default:
      return RollBack{any_of(rng, banks), "回执异常"};
  }
}

/// Statements that begin and end, and questions that are kept.
CommandBody random_workbench(base::Rng& rng, const Centre& centre) {
  const auto case_id = any_id<desk::CaseId>(rng, centre.state.cases);
  const auto statement = any_id<desk::StatementId>(rng, centre.state.statements);
  const auto analysis = any_id<desk::AnalysisId>(rng, centre.state.analyses);
  switch (rng.below(8)) {
    case 0:
      return BeginStatement{case_id, {{{{}, "流水.csv"}, std::string(64, 'a'), 9}}, "", ""};
    case 1:
      return MarkStatement{statement, {{{}, "甲\t\t\t\t"}, {3, 1}, {}}};
    case 2: {
      EndStatement end{statement, {}};
      end.outcome.failed = {{any_account(rng), any_of(rng, banks), "系统繁忙", {}}};
      end.outcome.accounts = {{any_account(rng), any_of(rng, banks)}};
      return end;
    }
    case 3:
      return AskFailedQueries{statement, {0}, "查字1号", "wang", "", "重新查询"};
    case 4:
      return SaveAnalysis{"过渡", "passing", {}, {}, {case_id}, desk::Sharing::own};
    case 5:
      if (rng.chance(300'000)) {
        return DropAnalysis{analysis};
      }
      return ChangeAnalysis{analysis, "甲", {}};
    case 6: {
      NoteAnalysisRun ran{analysis, {}};
      ran.run.digest = rng.chance(500'000) ? "a" : "b";
      ran.run.accounts = {any_account(rng), any_account(rng)};
      return ran;
    }
    default: {
      LearnHeadings learn{"某某银行", {}};
      if (rng.chance(700'000)) {
        learn.headings = {{"金额数", "amount"}};
      }
      return learn;
    }
  }
}

}  // namespace

void hire_people(Centre& centre) {
  for (const auto* name : {"li", "wang"}) {
    centre.must(AddUser{{name, name, Role::investigator, {}, {}, false, order::Duty::none}});
  }
  for (const auto& [name, duty] :
       {std::pair{"qian", order::Duty::unit_head}, std::pair{"sun", order::Duty::legal_review},
        std::pair{"zhao", order::Duty::district_head}, std::pair{"zhou", order::Duty::city_head}}) {
    centre.must(AddUser{{name, name, Role::investigator, {}, {}, false, duty}});
  }
}

CommandBody random_command(base::Rng& rng, Centre& centre) {
  if (centre.state.cases.empty()) {
    return random_report(rng, centre);
  }
  const auto roll = rng.below(173);
  if (roll >= 169) {
    return random_workbench(rng, centre);
  }
  if (roll >= 165) {
    return random_gateway(rng, centre);
  }
  if (roll >= 162) {
    return random_exhibit(rng, centre);
  }
  if (roll >= 156) {
    return random_work(rng, centre);
  }
  if (roll >= 154) {
    return random_plan(rng, centre);
  }
  if (roll >= 150) {
    return random_special(rng, centre);
  }
  if (roll >= 134) {
    return random_freeze(rng, centre);
  }
  if (roll >= 100) {
    return random_signature(rng, centre);
  }
  if (roll < 4) {
    return random_report(rng, centre);
  }
  if (roll < 34) {
    return random_move(rng, centre);
  }
  if (roll < 58) {
    return random_reply(rng, centre);
  }
  if (roll < 72) {
    return random_officer(rng, centre);
  }
  if (roll < 82) {
    return random_outbox(rng, centre);
  }
  if (roll < 85) {
    return random_house(rng, centre);
  }
  return Tick{};
}

}  // namespace holdfast::core::test
