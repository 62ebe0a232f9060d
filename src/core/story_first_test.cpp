// The commands that a story may ask for of a case's first days.
#include "core/story_words_test.hpp"

namespace holdfast::core::test {

namespace {

template <typename Enum>
Enum named(const std::string& name) {
  Enum value{};
  if (!boost::describe::enum_from_string(name.c_str(), value)) {
    throw BadStory{"\"" + name + "\" is not known here"};
  }
  return value;
}

desk::CaseId case_id(const Words& words) {
  return desk::CaseId{number_of(words.word(0))};
}

ServiceTold told(Fields& fields, const Centre& centre) {
  ServiceTold service;
  service.way = named<desk::ServedBy>(fields.text("way", "in_person"));
  service.to = fields.text("to");
  if (fields.has("at")) {
    service.at = fields.time("at", centre.now);
  }
  service.note = fields.text("note");
  return service;
}

std::string code(Fields& fields, std::int64_t more = 0) {
  return order::code_of(static_cast<std::uint64_t>(fields.number("code", 9'000'000) + more));
}

bool is_yes(const Words& words) {
  return words.word(1) == "yes";
}

CommandBody appeal(const Words& words, Fields& fields, const Centre& centre) {
  FileAppeal body{case_id(words), named<desk::AppealKind>(words.word(1)),
                  fields.text("text", "有付款凭证，应当立案"), std::nullopt};
  if (fields.has("asked")) {
    body.asked_at = fields.time("asked", centre.now);
  }
  return body;
}

CommandBody rule_appeal(const Words& words, Fields& fields, const Centre& centre) {
  RuleAppeal body;
  body.case_id = case_id(words);
  body.kind = named<desk::AppealKind>(words.word(1));
  body.outcome = named<desk::AppealOutcome>(words.word(2));
  body.number = fields.text("number", "渝公复字1号");
  body.organ = fields.text("organ");
  if (fields.has("decided")) {
    body.decided_at = fields.time("decided", centre.now);
  }
  body.reason = fields.text("reason", "经复核");
  return body;
}

CommandBody transfer_answer(const Words& words, Fields& fields, const Centre& centre) {
  AnswerTransfer body;
  body.case_id = case_id(words);
  body.accepted = words.word(1) == "accepted";
  body.number = fields.text("number");
  body.reason = fields.text("reason", "已收到案卷");
  if (fields.has("at")) {
    body.answered_at = fields.time("at", centre.now);
  }
  return body;
}

}  // namespace

std::optional<CommandBody> first_command(const Words& words, Fields& fields, const Centre& centre) {
  if (words.verb == "accept_report") {
    const auto form = code(fields);
    const auto receipt = code(fields, 1);
    return AcceptReport{case_id(words), told(fields, centre), form, receipt,
                        "https://example.cn/#/check/"};
  }
  if (words.verb == "extend_review") {
    return ExtendFilingReview{case_id(words), named<desk::ReviewTerm>(words.word(1)),
                              fields.text("reason", "案情有疑难")};
  }
  if (words.verb == "refuse_filing") {
    return ProposeRefusal{case_id(words), named<desk::RefusalGround>(words.word(1)),
                          fields.text("reason", "系民间借贷纠纷")};
  }
  if (words.verb == "decide_refusal") {
    return DecideRefusal{case_id(words), is_yes(words), fields.text("reason", "同意"), code(fields),
                         "https://example.cn/#/check/"};
  }
  if (words.verb == "serve") {
    ServeFirstPaper body;
    body.case_id = case_id(words);
    body.paper = named<FirstPaper>(words.word(1));
    body.appeal = named<desk::AppealKind>(fields.text("appeal", "reconsideration"));
    body.service = told(fields, centre);
    return body;
  }
  if (words.verb == "appeal") {
    return appeal(words, fields, centre);
  }
  if (words.verb == "extend_appeal") {
    return ExtendAppeal{case_id(words), named<desk::AppealKind>(words.word(1)),
                        fields.text("reason", "案情重大、复杂")};
  }
  if (words.verb == "rule_appeal") {
    return rule_appeal(words, fields, centre);
  }
  if (words.verb == "transfer") {
    return ProposeTransfer{case_id(words), fields.text("authority", "成都市公安局锦江区分局"),
                           fields.text("reason", "犯罪地和嫌疑人居住地均在锦江区"),
                           fields.text("urgent")};
  }
  if (words.verb == "decide_transfer") {
    return DecideTransfer{case_id(words), is_yes(words), fields.text("reason", "同意"),
                          code(fields), "https://example.cn/#/check/"};
  }
  if (words.verb == "hand_transfer") {
    return HandTransfer{case_id(words), told(fields, centre)};
  }
  if (words.verb == "transfer_answer") {
    return transfer_answer(words, fields, centre);
  }
  return std::nullopt;
}

}  // namespace holdfast::core::test
