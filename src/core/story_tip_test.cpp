// The commands that a story may ask for of tips, consultations, rewards and quizzes by link.
#include <boost/describe/enum_from_string.hpp>

#include "core/story_words_test.hpp"
#include "indicator/digest.hpp"
#include "order/paper.hpp"

namespace holdfast::core::test {

namespace {

template <typename Enum>
Enum named(const std::string& name) {
  Enum value{};
  if (!boost::describe::enum_from_string(name.c_str(), value)) {
    throw BadStory{"no such choice: " + name};
  }
  return value;
}

tip::TipId tip_id(const Words& words) {
  return tip::TipId{number_of(words.word(0))};
}

/// A telephone number, and its digest.
tip::Named number(const std::string& text) {
  return {desk::TraitKind::phone,
          {{}, text},
          {{}, indicator::digest_of(indicator::Kind::phone, text)},
          false};
}

CommandBody take(Fields& fields) {
  TakeTip body;
  auto& tip = body.tip;
  tip.code = order::code_of(static_cast<std::uint64_t>(fields.number("code", 1)));
  tip.kind = named<tip::Kind>(fields.text("kind", "report"));
  tip.way = named<tip::Way>(fields.text("way", "page"));
  tip.text.text = fields.text("text", "有人冒充客服让我转账");
  tip.place.text = fields.text("place");
  tip.street = fields.text("street");
  tip.fraud_type = fields.text("type");
  tip.reporter.name.text = fields.text("name");
  tip.reporter.phone.text = fields.text("phone");
  tip.reporter.phrase = fields.text("phrase");
  if (fields.has("number")) {
    tip.named.push_back(number(fields.text("number")));
  }
  return body;
}

CommandBody end(const Words& words, Fields& fields) {
  EndTip body;
  body.tip = tip_id(words);
  body.code = words.word(1);
  body.note = fields.text("note", "已核查");
  body.reply = fields.text("reply");
  if (fields.has("case")) {
    body.case_id = desk::CaseId{number_of(fields.text("case"))};
  }
  if (fields.has("warning")) {
    body.warned = dissuade::WarningId{number_of(fields.text("warning"))};
  }
  return body;
}

CommandBody open_link(const Words& words, Fields& fields, const Centre& centre) {
  outreach::QuizLink link;
  link.street = words.word(0);
  link.code = order::code_of(static_cast<std::uint64_t>(fields.number("code", 1)));
  link.community = fields.text("community", "较场口社区");
  link.topic = fields.text("topic", "刷单返利");
  link.questions = static_cast<std::uint64_t>(fields.number("questions", 5));
  link.until = fields.time("until", centre.now + std::chrono::days{7});
  return OpenQuizLink{std::move(link)};
}

std::optional<CommandBody> reward_command(const Words& words, Fields& fields,
                                          const Centre& centre) {
  const auto& verb = words.verb;
  if (verb == "reward") {
    return ProposeReward{tip_id(words), fields.text("kind", "tip"), fields.money("amount"),
                         fields.text("reason", "线索属实")};
  }
  if (verb == "rule_reward") {
    return RuleReward{tip_id(words), fields.text("approve", "yes") == "yes", fields.text("reason")};
  }
  if (verb == "claim") {
    return ClaimReward{tip_id(words), fields.text("phrase"), fields.text("way", "cash"),
                       fields.text("to")};
  }
  if (verb == "paid_reward") {
    return PayReward{tip_id(words), fields.text("way", "cash"), fields.time("paid", centre.now),
                     fields.text("receipt", "收1号")};
  }
  return std::nullopt;
}

}  // namespace

std::optional<CommandBody> tip_command(const Words& words, Fields& fields, const Centre& centre) {
  const auto& verb = words.verb;
  if (verb == "tip") {
    return take(fields);
  }
  if (verb == "route_tip") {
    return RouteTip{tip_id(words), named<tip::Kind>(fields.text("kind", "report")),
                    fields.text("unit"), fields.text("owner"), fields.text("reason", "属地办理")};
  }
  if (verb == "take_on") {
    return AcceptTip{tip_id(words)};
  }
  if (verb == "tip_names") {
    return NoteTipNames{tip_id(words), {number(words.word(1))}, fields.text("type")};
  }
  if (verb == "tip_step") {
    return TakeTipStep{tip_id(words), words.word(1), fields.text("note", "已核对")};
  }
  if (verb == "reply_tip") {
    return ReplyToTip{tip_id(words), fields.text("text", "这是诈骗，不要转账"),
                      fields.text("guide")};
  }
  if (verb == "end_tip") {
    return end(words, fields);
  }
  if (verb == "quiz_link") {
    return open_link(words, fields, centre);
  }
  if (verb == "sheet") {
    return TakeQuizSheet{outreach::QuizLinkId{number_of(words.word(0))},
                         static_cast<std::uint64_t>(fields.number("right")),
                         fields.text("fell") == "yes"};
  }
  if (verb == "end_quiz_link") {
    return EndQuizLink{outreach::QuizLinkId{number_of(words.word(0))}};
  }
  return reward_command(words, fields, centre);
}

}  // namespace holdfast::core::test
