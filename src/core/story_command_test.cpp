// The commands that a story may ask for, one reader a verb.
#include "core/story_words_test.hpp"

namespace holdfast::core::test {

namespace {

using Reader = CommandBody (*)(const Words&, Fields&, const Centre&);

base::AccountId account(std::int64_t number) {
  return base::AccountId{static_cast<std::uint32_t>(number)};
}
desk::CaseId case_id(const std::string& word) {
  return desk::CaseId{number_of(word)};
}
order::OrderId order_id(const std::string& word) {
  return order::OrderId{number_of(word)};
}

template <typename Enum>
Enum named(const std::string& name) {
  Enum value{};
  if (!boost::describe::enum_from_string(name.c_str(), value)) {
    throw BadStory{"\"" + name + "\" is not known here"};
  }
  return value;
}

/// A number, or nothing where the story says "none".
std::optional<base::AccountId> account_in(Fields& fields, const std::string& name,
                                          std::int64_t otherwise) {
  if (fields.text(name) == "none") {
    return std::nullopt;
  }
  return account(fields.number(name, otherwise));
}

desk::Loss loss(Fields& fields, const Centre& centre) {
  desk::Loss loss;
  loss.amount = fields.money("amount");
  loss.payer = account_in(fields, "from", 1);
  loss.payee = account_in(fields, "to", 2);
  if (fields.has("paid")) {
    loss.paid_by = named<desk::PaidBy>(fields.text("paid"));
  }
  for (const auto* name : {"merchant", "order_number", "platform", "terminal", "place", "plate",
                           "card_code", "wallet"}) {
    if (fields.has(name)) {
      loss.particulars.push_back({named<desk::PaymentField>(name), {{}, fields.text(name)}});
    }
  }
  loss.payer_institution = fields.text("payer_bank", "YZ02");
  loss.payee_institution = fields.text("bank", "YZ01");
  loss.time = fields.time("time", centre.now);
  loss.serial = fields.text("serial", "S1");
  if (fields.has("matched")) {
    loss.matched = base::Sequence{static_cast<std::uint64_t>(fields.number("matched"))};
  }
  return loss;
}

std::vector<desk::Loss> losses(const Words& words, Fields& first, const Centre& centre) {
  std::vector<desk::Loss> all{loss(first, centre)};
  for (std::size_t i = 1; i < words.groups.size(); ++i) {
    Fields fields{words.groups[i]};
    all.push_back(loss(fields, centre));
    fields.all_read();
  }
  return all;
}

desk::Need need(Fields& fields, const Centre& centre) {
  desk::Need need;
  need.account = account(fields.number("account"));
  need.institution = fields.text("bank", "YZ01");
  need.name_known = fields.text("name", "known") == "known";
  need.tier = static_cast<int>(fields.number("tier", 1));
  need.due = fields.money("due");
  need.low = need.due;
  need.high = need.due;
  need.known_balance = fields.money("balance", need.due);
  need.received = fields.money("received", need.due);
  need.exit = named<desk::ExitKind>(fields.text("exit", "none"));
  need.justification = {base::Sequence{7}, account(1), need.received,
                        centre.now - std::chrono::minutes{1}, "S7"};
  return need;
}

CommandBody read_report(const Words& words, Fields& fields, const Centre& centre) {
  auto report = report_of({});
  report.paid_by = named<desk::PaidBy>(fields.text("way", "transfer"));
  if (fields.has("victim")) {
    const auto name = fields.text("victim");
    report.victim.name.text = name == "none" ? "" : name;
  }
  report.authorise_cascade = fields.text("cascade", "yes") == "yes";
  report.losses = losses(words, fields, centre);
  return report;
}

CommandBody read_move(const Words& words, Fields& fields, const Centre& centre) {
  MovePursuit move;
  move.case_id = case_id(words.word(0));
  move.needs.push_back(need(fields, centre));
  for (std::size_t i = 1; i < words.groups.size(); ++i) {
    Fields more{words.groups[i]};
    move.needs.push_back(need(more, centre));
    more.all_read();
  }
  move.standing.as_of = base::Sequence{7};
  move.standing.accounts = static_cast<int>(move.needs.size());
  return move;
}

CommandBody read_gap(const Words& words, Fields& fields, const Centre& centre) {
  return AskAboutGap{case_id(words.word(0)), account(fields.number("account")),
                     fields.money("amount"),
                     base::Sequence{static_cast<std::uint64_t>(fields.number("statement"))},
                     fields.time("stated", centre.now)};
}

CommandBody read_reply(const Words& words, Fields& fields, const Centre& centre) {
  NoteOrderAnswered answer;
  answer.order = order_id(words.word(0));
  answer.reply.result = words.word(1);
  answer.reply.message = fields.text("message", "答复");
  answer.reply.partner_number = fields.text("number", "P1");
  answer.registered_name = fields.text("name");
  answer.shows_account = fields.text("account", "no") == "yes";
  answer.queued = fields.text("queued", "no") == "yes";
  if (fields.has("former")) {
    answer.reply.former = order::Former{fields.text("former"), std::nullopt, std::nullopt};
    if (fields.has("former_until")) {
      answer.reply.former->until = fields.time("former_until", centre.now);
    }
  }
  if (fields.has("file")) {
    answer.reply.evidence = order::EvidenceGiven{
        fields.text("file"), fields.text("sha256", std::string(64, 'a')), fields.text("remark")};
  }
  if (fields.has("held")) {
    answer.reply.held = fields.money("held");
  }
  if (fields.has("start")) {
    answer.start = fields.time("start", centre.now);
  }
  if (fields.has("end")) {
    answer.end = fields.time("end", centre.now);
  }
  return answer;
}

CommandBody read_authorise(const Words& words, Fields& fields, const Centre& /*centre*/) {
  return AuthoriseCascade{case_id(words.word(0)), static_cast<int>(fields.number("hops", 10)),
                          fields.money("amount", base::Fen{500'000'000}),
                          static_cast<int>(fields.number("minutes", 2880)),
                          static_cast<int>(fields.number("accounts", 200))};
}

CommandBody read_stop(const Words& words, Fields& fields, const Centre& /*centre*/) {
  DraftStop stop;
  stop.case_id = case_id(words.word(0));
  stop.account = account(fields.number("account"));
  if (fields.has("amount")) {
    stop.amount = fields.money("amount");
  }
  stop.reason = fields.text("reason");
  return stop;
}

CommandBody read_close(const Words& words, Fields& fields, const Centre& /*centre*/) {
  return CloseCase{case_id(words.word(0)),
                   named<desk::CaseOutcome>(fields.text("outcome", "transferred")),
                   fields.text("reason", "移送江北分局"), fields.text("leave_orders"),
                   fields.text("leave_tasks")};
}

CommandBody read_feed(const Words& words, Fields& fields, const Centre& centre) {
  NoteTransfers taken;
  if (fields.has("as_of")) {
    taken.watermark = fields.time("as_of", centre.now);
  }
  taken.institution = words.word(0);
  taken.rows = static_cast<std::uint64_t>(fields.number("rows", 1));
  taken.fresh = taken.rows;
  return taken;
}

template <typename Command>
CommandBody read_with_reason(const Words& words, Fields& fields, const Centre& /*centre*/) {
  return Command{order_id(words.word(0)), fields.text("reason")};
}

template <typename Command>
CommandBody read_erasure(const Words& words, Fields& fields, const Centre& /*centre*/) {
  return Command{case_id(words.word(0)), fields.text("reason")};
}

CommandBody read_user(const Words& words, Fields& fields, const Centre& /*centre*/) {
  User user;
  user.name = words.word(0);
  user.display = user.name;
  user.role = named<Role>(fields.text("role", "investigator"));
  user.duty = named<order::Duty>(fields.text("duty", "none"));
  user.unit = fields.text("unit");
  user.institution = fields.text("of");
  return AddUser{std::move(user)};
}

CommandBody read_file_case(const Words& words, Fields& fields, const Centre& centre) {
  FileCase filing;
  filing.case_id = case_id(words.word(0));
  filing.number = fields.text("number", "渝公立字〔2023〕1号");
  filing.unit = fields.text("unit", "渝中区分局");
  filing.approved_by = fields.text("approved_by", "赵局长");
  if (fields.has("decided")) {
    filing.decided_at = fields.time("decided", centre.now);
  }
  return filing;
}

CommandBody read_freeze(const Words& words, Fields& fields, const Centre& /*centre*/) {
  DraftFreeze freeze;
  freeze.case_id = case_id(words.word(0));
  freeze.account = account(fields.number("account"));
  freeze.scope = named<order::Scope>(fields.text("scope", "limited"));
  if (fields.has("amount")) {
    freeze.amount = fields.money("amount");
  }
  freeze.why_whole = fields.text("why_whole");
  freeze.major = fields.text("major", "no") == "yes";
  freeze.document = fields.text("paper", "冻字1号");
  freeze.second = fields.text("second", "wang");
  freeze.emergency = fields.text("emergency");
  freeze.reason = fields.text("reason", "涉案资金");
  return freeze;
}

CommandBody read_renew(const Words& words, Fields& fields, const Centre& /*centre*/) {
  return RenewFreeze{order_id(words.word(0)),           fields.text("major", "no") == "yes",
                     fields.text("paper", "续字1号"),   fields.text("second", "wang"),
                     fields.text("reason", "侦查需要"), fields.text("late")};
}

CommandBody read_unfreeze(const Words& words, Fields& fields, const Centre& /*centre*/) {
  return ReleaseFreeze{order_id(words.word(0)), fields.text("paper", "解字1号"),
                       fields.text("second", "wang"), fields.text("reason", "不需要继续冻结")};
}

std::vector<order::OrderId> order_list(const Words& words) {
  std::vector<order::OrderId> orders;
  for (const auto& word : words.plain) {
    orders.push_back(order_id(word));
  }
  return orders;
}

std::string code_in(const std::string& word) {
  return order::code_of(number_of(word));
}

CommandBody read_issue(const Words& words, Fields& fields, const Centre& /*centre*/) {
  const auto order = order_id(words.word(0));
  return IssuePaper{order,
                    named<order::PaperKind>(words.word(1)),
                    code_in(fields.text("code", std::to_string(order.value()))),
                    "https://example.cn/#/check/x",
                    fields.text("number", "9900220000000000014"),
                    fields.text("holder", "李四"),
                    fields.text("payer_number", "9900110000000000017")};
}

CommandBody read_objection(const Words& words, Fields& fields, const Centre& /*centre*/) {
  FileObjection filing;
  filing.code = fields.has("raw") ? fields.text("raw") : code_in(words.word(0));
  filing.situation = named<desk::Situation>(fields.text("situation", "goods_sold"));
  filing.urgency = named<desk::Urgency>(fields.text("urgency", "none"));
  if (fields.has("wanted")) {
    filing.wanted = fields.money("wanted");
  }
  filing.text = fields.text("text", "出售二手相机所得");
  filing.name = fields.text("name", "李四");
  filing.phone = fields.text("phone", "13900000000");
  return filing;
}

CommandBody read_answer(const Words& words, Fields& fields, const Centre& /*centre*/) {
  DecideObjection answer;
  answer.objection = desk::ObjectionId{number_of(words.word(0))};
  answer.ruling = named<desk::Ruling>(words.word(1));
  answer.reason = fields.text("reason", "已核对材料");
  if (fields.has("keep")) {
    answer.keep = fields.money("keep");
  }
  answer.document = fields.text("paper");
  answer.second = fields.text("second");
  return answer;
}

CommandBody read_delegate(const Words& words, Fields& fields, const Centre& centre) {
  const auto begins = fields.time("begins", centre.now);
  return DelegateDuty{words.word(0), begins,
                      fields.time("until", centre.now + std::chrono::days{7}),
                      fields.text("reason", "出差")};
}

const std::map<std::string, Reader>& readers() {
  static const std::map<std::string, Reader> table{
      {"report", read_report},
      {"add_loss",
       [](const Words& words, Fields& fields, const Centre& centre) -> CommandBody {
         return AddLosses{case_id(words.word(0)), losses(words, fields, centre)};
       }},
      {"erase", read_erasure<RequestErasure>},
      {"confirm_erasure", read_erasure<ConfirmErasure>},
      {"decline_erasure", read_erasure<DeclineErasure>},
      {"name_payee",
       [](const Words& words, Fields& fields, const Centre& centre) -> CommandBody {
         NamePayee name{
             case_id(words.word(0)), static_cast<std::size_t>(fields.number("loss")), {}};
         name.loss = loss(fields, centre);
         return name;
       }},
      {"complete",
       [](const Words& words, Fields& fields, const Centre&) -> CommandBody {
         return CompleteVictim{
             case_id(words.word(0)),
             {{{}, fields.text("name")}, {{}, fields.text("phone")}, {{}, fields.text("id_no")}}};
       }},
      {"match",
       [](const Words& words, Fields& fields, const Centre&) -> CommandBody {
         return MatchLoss{case_id(words.word(0)), static_cast<std::size_t>(fields.number("loss")),
                          base::Sequence{static_cast<std::uint64_t>(fields.number("transfer"))}};
       }},
      {"move", read_move},
      {"gap", read_gap},
      {"reply", read_reply},
      {"authorise", read_authorise},
      {"stop", read_stop},
      {"feed", read_feed},
      {"close", read_close},
      {"study",
       [](const Words& words, Fields& fields, const Centre&) -> CommandBody {
         desk::Study study;
         study.fraud_type = fields.text("type", "刷单返利");
         study.method = fields.text("method", "拉群派单，小额返利后连单不返");
         study.leak = named<desk::LeakSource>(fields.text("leak", "disclosed"));
         study.people = fields.text("people");
         study.lesson = fields.text("lesson", "先付款的兼职不做");
         return StudyCase{case_id(words.word(0)), std::move(study)};
       }},
      {"inquire",
       [](const Words& words, Fields& fields, const Centre&) -> CommandBody {
         return RecordInquiry{case_id(words.word(0)),
                              fields.text("work", "调取开户资料和登录地址")};
       }},
      {"result",
       [](const Words& words, Fields& fields, const Centre&) -> CommandBody {
         return RecordResult{case_id(words.word(0)), named<desk::ResultKind>(words.word(1)),
                             fields.text("text", "线索已移交开户地")};
       }},
      {"reopen",
       [](const Words& words, Fields& fields, const Centre&) -> CommandBody {
         return ReopenCase{case_id(words.word(0)), fields.text("reason", "又有资金线索")};
       }},
      {"approve", read_with_reason<ApproveOrder>},
      {"reject", read_with_reason<RejectOrder>},
      {"release", read_with_reason<ReleaseStop>},
      {"correct", read_with_reason<CorrectOrder>},
      {"sent",
       [](const Words& words, Fields&, const Centre&) -> CommandBody {
         return NoteOrderSent{order_id(words.word(0))};
       }},
      {"ack",
       [](const Words& words, Fields& fields, const Centre&) -> CommandBody {
         return NoteOrderAcknowledged{order_id(words.word(0)), fields.text("number", "P1"),
                                      fields.text("platform", "H1")};
       }},
      {"fail",
       [](const Words& words, Fields& fields, const Centre&) -> CommandBody {
         return NoteSendFailed{order_id(words.word(0)), fields.text("error"),
                               fields.text("final", "no") == "yes"};
       }},
      {"requeue",
       [](const Words& words, Fields& fields, const Centre&) -> CommandBody {
         return RequeueOrder{order_id(words.word(0)), fields.text("channel"),
                             fields.text("reason", "通道已恢复")};
       }},
      {"take_by_hand",
       [](const Words& words, Fields& fields, const Centre&) -> CommandBody {
         return TakeByHand{order_list(words), fields.text("reason", "录入平台")};
       }},
      {"give_up", read_with_reason<GiveUpOrder>},
      {"channel",
       [](const Words& words, Fields& fields, const Centre&) -> CommandBody {
         return NoteChannel{words.word(0), words.word(1) == "up", fields.text("detail")};
       }},
      {"finish",
       [](const Words& words, Fields& fields, const Centre&) -> CommandBody {
         return FinishTask{desk::TaskId{number_of(words.word(0))}, fields.text("note")};
       }},
      {"user", read_user},
      {"file", read_file_case},
      {"truth",
       [](const Words& words, Fields& fields, const Centre&) -> CommandBody {
         return ReviewTruth{case_id(words.word(0)), named<desk::Verdict>(words.word(1)),
                            fields.text("reason", "已回访核实")};
       }},
      {"freeze", read_freeze},
      {"renew", read_renew},
      {"unfreeze", read_unfreeze},
      {"screen",
       [](const Words& words, Fields& fields, const Centre&) -> CommandBody {
         return ScreenFreeze{order_id(words.word(0)), named<order::Finding>(words.word(1)),
                             fields.text("reason", "已核对流水")};
       }},
      {"sign",
       [](const Words& words, Fields& fields, const Centre&) -> CommandBody {
         return SignOrders{order_list(words), fields.text("reason", "已核对")};
       }},
      {"approve_all",
       [](const Words& words, Fields& fields, const Centre&) -> CommandBody {
         return ApproveOrders{order_list(words), fields.text("reason", "同意")};
       }},
      {"paper",
       [](const Words& words, Fields& fields, const Centre&) -> CommandBody {
         return SupplyPaper{order_id(words.word(0)), fields.text("number", "冻字9号")};
       }},
      {"issue", read_issue},
      {"made",
       [](const Words& words, Fields& fields, const Centre&) -> CommandBody {
         return NotePaperMade{order::PaperId{number_of(words.word(0))},
                              fields.text("sha256", std::string(64, 'a'))};
       }},
      {"object", read_objection},
      {"answer", read_answer},
      {"delegate", read_delegate},
      {"end_delegation",
       [](const Words& words, Fields&, const Centre&) -> CommandBody {
         return EndDelegation{DelegationId{number_of(words.word(0))}};
       }},
      {"drill", [](const Words&, Fields&, const Centre&) -> CommandBody { return DeclareDrill{}; }},
      {"tick", [](const Words&, Fields&, const Centre&) -> CommandBody { return Tick{}; }},
  };
  return table;
}

}  // namespace

std::optional<CommandBody> command_of(const Words& words, const Centre& centre) {
  const auto found = readers().find(words.verb);
  Fields fields{words.groups.front()};
  auto command = found == readers().end() ? special_command(words, fields, centre)
                                          : found->second(words, fields, centre);
  if (!command) {
    command = warning_command(words, fields);
  }
  if (!command) {
    command = plan_command(words, fields, centre);
  }
  if (!command) {
    command = handover_command(words, fields, centre);
  }
  if (!command) {
    command = person_command(words, fields, centre);
  }
  if (!command) {
    command = outreach_command(words, fields, centre);
  }
  if (!command) {
    command = tip_command(words, fields, centre);
  }
  if (!command) {
    command = first_command(words, fields, centre);
  }
  if (command) {
    fields.all_read();
  }
  return command;
}

}  // namespace holdfast::core::test
