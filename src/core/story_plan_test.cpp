// The commands that a story may ask for of return plans and applications.
#include "core/story_words_test.hpp"

namespace holdfast::core::test {

namespace {

desk::PlanId plan_id(const Words& words) {
  return desk::PlanId{number_of(words.word(0))};
}

template <typename Enum>
Enum named(const std::string& name) {
  Enum value{};
  if (!boost::describe::enum_from_string(name.c_str(), value)) {
    throw BadStory{"\"" + name + "\" is not known here"};
  }
  return value;
}

CommandBody plan(const Words& words, Fields& fields) {
  PlanReturn plan;
  plan.case_id = desk::CaseId{number_of(words.word(0))};
  plan.choice.ladder = named<desk::PlanLadder>(fields.text("ladder", "timestamp"));
  plan.choice.method = named<desk::PlanMethod>(fields.text("method", "fifo"));
  plan.choice.basis = named<desk::PlanBasis>(fields.text("basis", "received"));
  if (fields.has("exclude")) {
    desk::Exclusion exclusion;
    exclusion.order = order::OrderId{number_of(fields.text("exclude"))};
    if (fields.has("excluded")) {
      exclusion.amount = fields.money("excluded");
    }
    exclusion.decision = fields.text("decision", "善意取得，决定书1号");
    plan.exclusions.push_back(std::move(exclusion));
  }
  plan.document = fields.text("paper", "返字1号");
  plan.second = fields.text("second", "wang");
  plan.reason = fields.text("reason", "权属明确，无争议");
  return plan;
}

/// account= rung= left= and what victim 0, 1, 2 get: v0= v1= v2=. One group an account.
desk::PlanDivision division(Fields& fields, desk::PlanWorked& worked) {
  desk::PlanDivision made;
  made.account = base::AccountId{static_cast<std::uint32_t>(fields.number("account", 2))};
  made.rung = named<desk::PlanRung>(fields.text("rung", "timestamp"));
  made.left = fields.money("left");
  for (std::uint64_t victim = 0; victim < 3; ++victim) {
    const auto name = "v" + std::to_string(victim);
    if (fields.has(name)) {
      const auto amount = fields.money(name);
      made.payouts.push_back({victim, amount});
      worked.shares.resize(std::max<std::size_t>(worked.shares.size(), victim + 1));
      worked.shares[victim].chosen += amount;
    }
  }
  return made;
}

CommandBody worked(const Words& words, Fields& first) {
  NotePlanWorked note{plan_id(words), {}};
  note.worked.transfers = 12;
  note.worked.worksheet_sha256 = std::string(64, 'c');
  note.worked.divisions.push_back(division(first, note.worked));
  for (std::size_t i = 1; i < words.groups.size(); ++i) {
    Fields more{words.groups[i]};
    note.worked.divisions.push_back(division(more, note.worked));
    more.all_read();
  }
  return note;
}

CommandBody apply(Fields& fields, const Centre& centre) {
  ApplyForReturn apply;
  apply.code = order::code_of(static_cast<std::uint64_t>(fields.number("code", 5)));
  apply.name = fields.text("name", "王芳");
  apply.phone = fields.text("phone", "13800000001");
  apply.id_no = fields.text("id_no", "500103198801010022");
  apply.payer_account = fields.text("payer", "6222020200000000011");
  apply.payee_account = fields.text("payee");
  apply.text = fields.text("text");
  apply.amount = fields.money("amount");
  apply.paid_at = fields.time("paid", centre.now);
  apply.hardship = fields.text("hardship") == "yes";
  return apply;
}

}  // namespace

std::optional<CommandBody> plan_command(const Words& words, Fields& fields, const Centre& centre) {
  const auto reason = [&](const char* otherwise) { return fields.text("reason", otherwise); };
  if (words.verb == "plan") {
    return plan(words, fields);
  }
  if (words.verb == "worked") {
    return worked(words, fields);
  }
  if (words.verb == "plan_failed") {
    return NotePlanFailed{plan_id(words), fields.text("why", "付款不在流水中")};
  }
  if (words.verb == "sign_plan") {
    return SignPlan{plan_id(words), reason("已核对")};
  }
  if (words.verb == "approve_plan") {
    return ApprovePlan{plan_id(words), reason("同意")};
  }
  if (words.verb == "reject_plan") {
    return RejectPlan{plan_id(words), reason("重新核算")};
  }
  if (words.verb == "object_plan") {
    return ObjectToPlan{plan_id(words), fields.text("text", "账户中有我的货款"),
                        fields.text("name", "李四"), fields.text("phone", "13900000000")};
  }
  if (words.verb == "answer_plan") {
    return AnswerPlanObjection{plan_id(words), number_of(words.word(1)),
                               fields.text("upheld") == "yes", reason("流水不符")};
  }
  if (words.verb == "apply") {
    return apply(fields, centre);
  }
  if (words.verb == "accept") {
    return DecideApplication{desk::ApplicationId{number_of(words.word(0))},
                             desk::CaseId{number_of(words.word(1))}, reason("已核对身份和流水")};
  }
  if (words.verb == "turn_down") {
    return DecideApplication{desk::ApplicationId{number_of(words.word(0))}, std::nullopt,
                             reason("所述付款未进入本案账户")};
  }
  return std::nullopt;
}

}  // namespace holdfast::core::test
