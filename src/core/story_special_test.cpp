// The commands that a story may ask for of the rarer orders.
#include "core/story_words_test.hpp"

namespace holdfast::core::test {

namespace {

base::AccountId account(Fields& fields, std::int64_t otherwise) {
  return base::AccountId{static_cast<std::uint32_t>(fields.number("account", otherwise))};
}
order::OrderId order_id(const Words& words) {
  return order::OrderId{number_of(words.word(0))};
}
desk::CaseId case_id(const Words& words) {
  return desk::CaseId{number_of(words.word(0))};
}

template <typename Enum>
Enum named(const std::string& name) {
  Enum value{};
  if (!boost::describe::enum_from_string(name.c_str(), value)) {
    throw BadStory{"\"" + name + "\" is not known here"};
  }
  return value;
}

std::optional<base::Fen> money(Fields& fields, const std::string& name) {
  return fields.has(name) ? std::optional{fields.money(name)} : std::nullopt;
}
std::optional<base::Instant> time(Fields& fields, const std::string& name, base::Instant now) {
  return fields.has(name) ? std::optional{fields.time(name, now)} : std::nullopt;
}

CommandBody protect(const Words& words, Fields& fields, const Centre& centre) {
  DraftProtectiveStop stop;
  stop.case_id = case_id(words);
  stop.account = account(fields, 1);
  stop.amount = money(fields, "amount");
  if (fields.has("hours")) {
    stop.hours = static_cast<int>(fields.number("hours"));
  }
  stop.consent.by.text = fields.text("by", "王芳");
  stop.consent.way = named<order::ConsentWay>(fields.text("way", "telephone"));
  stop.consent.reference = fields.text("reference", "录音 0001");
  stop.consent.given_at = fields.time("given", centre.now);
  stop.reason = fields.text("reason", "骗子仍在线，被害人可能继续转账");
  return stop;
}

CommandBody evidence(const Words& words, Fields& fields, const Centre& centre) {
  RequestEvidence request;
  request.case_id = case_id(words);
  request.account = account(fields, 2);
  request.ask.kind = named<order::EvidenceKind>(fields.text("kind", "opening_file"));
  request.ask.from = time(fields, "from", centre.now);
  request.ask.until = time(fields, "until", centre.now);
  request.ask.place = fields.text("place");
  if (fields.has("serial")) {
    request.ask.serials.push_back(fields.text("serial"));
  }
  request.ask.overwrites_at = time(fields, "overwrites", centre.now);
  request.document = fields.text("paper", "调证字1号");
  request.second = fields.text("second", "wang");
  request.emergency = fields.text("emergency");
  request.reason = fields.text("reason", "查明开户人");
  return request;
}

CommandBody pay_back(const Words& words, Fields& fields, const Centre& /*centre*/) {
  return ReturnFunds{order_id(words),
                     static_cast<std::size_t>(fields.number("loss", 0)),
                     fields.money("amount"),
                     fields.text("paper", "返字1号"),
                     fields.text("second", "wang"),
                     fields.text("reason", "权属明确，无争议")};
}

CommandBody restrict_mark(const Words& words, Fields& fields, const Centre& /*centre*/) {
  RestrictMark restriction;
  restriction.case_id = case_id(words);
  restriction.mark.kind = named<order::MarkKind>(fields.text("kind", "phone"));
  restriction.mark.value.text = fields.text("value", "17000000001");
  restriction.mark.platform = fields.text("platform");
  restriction.institution = fields.text("bank", "YD01");
  restriction.document = fields.text("paper", "停控字1号");
  restriction.second = fields.text("second", "wang");
  restriction.emergency = fields.text("emergency");
  restriction.reason = fields.text("reason", "用于冒充客服");
  return restriction;
}

CommandBody speak(const Words& words, Fields& fields, const Centre& centre) {
  return SpeakOrder{order_id(words), named<order::SpokenWay>(fields.text("way", "telephone")),
                    fields.text("person", "李经理 023-1"), time(fields, "when", centre.now),
                    fields.text("note")};
}

CommandBody withdraw(const Words& words, Fields& fields, const Centre& centre) {
  return WithdrawFiling{case_id(words), fields.text("number", "渝公撤字〔2023〕1号"),
                        fields.text("approved_by", "赵局长"), time(fields, "decided", centre.now),
                        fields.text("reason", "不构成犯罪")};
}

}  // namespace

std::optional<CommandBody> special_command(const Words& words, Fields& fields,
                                           const Centre& centre) {
  if (words.verb == "extend") {
    return ExtendStop{order_id(words), fields.text("reason", "尚未立案，资金仍在")};
  }
  if (words.verb == "protect") {
    return protect(words, fields, centre);
  }
  if (words.verb == "revoke") {
    return RevokeProtection{order_id(words), fields.text("reason", "持有人来电撤回")};
  }
  if (words.verb == "evidence") {
    return evidence(words, fields, centre);
  }
  if (words.verb == "pay_back") {
    return pay_back(words, fields, centre);
  }
  if (words.verb == "restrict") {
    return restrict_mark(words, fields, centre);
  }
  if (words.verb == "lift") {
    return LiftRestriction{order_id(words), fields.text("second", "wang"),
                           fields.text("reason", "核查无关")};
  }
  if (words.verb == "speak") {
    return speak(words, fields, centre);
  }
  if (words.verb == "withdraw") {
    return withdraw(words, fields, centre);
  }
  return work_command(words, fields, centre);
}

}  // namespace holdfast::core::test
