// The commands that a story may ask for of education and of what is known of numbers.
#include <algorithm>
#include <boost/describe/enum_from_string.hpp>

#include "core/story_words_test.hpp"
#include "indicator/digest.hpp"

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

CommandBody street(const Words& words, Fields& fields) {
  outreach::Street body;
  body.code = words.word(0);
  body.name = fields.text("name", "解放碑街道");
  body.district = fields.text("district", "渝中区");
  body.unit = fields.text("unit", "50010301");
  body.households = static_cast<std::uint64_t>(fields.number("households", 1'000));
  body.source = fields.text("source", "社区台账");
  return NoteStreets{{body}};
}

CommandBody campaign(Fields& fields, const Centre& centre) {
  outreach::Campaign body;
  body.title = fields.text("title", "反诈进社区");
  body.audience = fields.text("audience", "community");
  body.topic = fields.text("topic", "general");
  body.street = fields.text("street");
  body.unit = fields.text("unit");
  body.from = fields.time("from", centre.now);
  body.until = fields.time("until", centre.now + std::chrono::days{1});
  return PlanCampaign{body};
}

/// Doors are parted by '/' in a story, by line ends for the core.
CommandBody visit(const Words& words, Fields& fields, const Centre& centre) {
  RecordRound body;
  body.street = words.word(0);
  if (fields.has("campaign")) {
    body.campaign = outreach::CampaignId{number_of(fields.text("campaign"))};
  }
  body.day = fields.time("day", centre.now);
  body.households = static_cast<std::uint64_t>(fields.number("households"));
  body.first = static_cast<std::uint64_t>(fields.number("first"));
  body.doors = fields.text("doors");
  std::replace(body.doors.begin(), body.doors.end(), '/', '\n');
  return body;
}

CommandBody quiz(const Words& words, Fields& fields, const Centre& centre) {
  outreach::Quiz body;
  body.street = words.word(0);
  body.community = fields.text("community", "较场口社区");
  body.topic = fields.text("topic", "general");
  body.day = fields.time("day", centre.now);
  body.takers = static_cast<std::uint64_t>(fields.number("takers"));
  body.questions = static_cast<std::uint64_t>(fields.number("questions", 10));
  body.right = static_cast<std::uint64_t>(fields.number("right"));
  body.fell = static_cast<std::uint64_t>(fields.number("fell"));
  return RecordQuiz{body};
}

/// "tell 13900000001 ref=a": a partner tells a number.
CommandBody tell(const Words& words, Fields& fields, const Centre& centre) {
  indicator::Indicator told;
  told.kind = named<indicator::Kind>(fields.text("kind", "phone"));
  told.value.text = words.word(0);
  told.digest = indicator::digest_of(told.kind, told.value.text);
  told.type = fields.text("type");
  told.told = static_cast<int>(fields.number("confidence", 90));
  told.producer = fields.text("producer", "某通信公司");
  told.reference = fields.text("ref", "indicator--1");
  told.from = fields.time("from", centre.now);
  told.until = fields.time("until", centre.now + std::chrono::days{30});
  if (fields.text("revoked") == "yes") {
    told.revoked = centre.now;
  }
  return TakeIndicators{{told}};
}

CommandBody agreement(const Words& words, Fields& fields, const Centre& centre) {
  indicator::Agreement body;
  body.partner = words.word(0);
  body.document = fields.text("paper", "协议1号");
  body.full = fields.text("full") == "yes";
  body.from = fields.time("from", centre.now);
  body.until = fields.time("until", centre.now + std::chrono::days{365});
  return RecordAgreement{body};
}

std::optional<CommandBody> withdraw(const Words& words, Fields& fields) {
  const auto reason = fields.text("reason", "登记有误");
  const auto& what = words.word(0);
  const auto number = number_of(words.word(1));
  if (what == "campaign") {
    return WithdrawCampaign{outreach::CampaignId{number}, reason};
  }
  if (what == "round") {
    return WithdrawRound{outreach::RoundId{number}, reason};
  }
  if (what == "quiz") {
    return WithdrawQuiz{outreach::QuizId{number}, reason};
  }
  return std::nullopt;
}

}  // namespace

std::optional<CommandBody> outreach_command(const Words& words, Fields& fields,
                                            const Centre& centre) {
  const auto& verb = words.verb;
  if (verb == "street") {
    return street(words, fields);
  }
  if (verb == "campaign") {
    return campaign(fields, centre);
  }
  if (verb == "held") {
    return ReportCampaign{outreach::CampaignId{number_of(words.word(0))},
                          static_cast<std::uint64_t>(fields.number("reached")),
                          static_cast<std::uint64_t>(fields.number("material")),
                          fields.text("note")};
  }
  if (verb == "visit") {
    return visit(words, fields, centre);
  }
  if (verb == "take_back") {
    return withdraw(words, fields);
  }
  if (verb == "audit") {
    return AnnounceAudit{words.word(0), static_cast<std::uint64_t>(fields.number("wanted", 2)),
                         std::string(64, fields.text("seed", "7").front()),
                         fields.text("reason", "月度抽查")};
  }
  if (verb == "check") {
    return CheckHousehold{outreach::AuditId{number_of(words.word(0))}, number_of(words.word(1)),
                          named<outreach::Finding>(words.word(2)), fields.text("note")};
  }
  if (verb == "quiz") {
    return quiz(words, fields, centre);
  }
  if (verb == "place") {
    return PlaceCase{desk::CaseId{number_of(words.word(0))}, fields.text("street"),
                     fields.text("age"), fields.text("occupation")};
  }
  if (verb == "tell_of") {
    return tell(words, fields, centre);
  }
  if (verb == "agreement") {
    return agreement(words, fields, centre);
  }
  if (verb == "end_agreement") {
    return EndAgreement{words.word(0), fields.text("reason", "协议到期不续")};
  }
  if (verb == "clear_number") {
    return ClearReputation{indicator::Kind::phone,
                           indicator::digest_of(indicator::Kind::phone, words.word(0)),
                           fields.text("reason", "号码已重新放号")};
  }
  if (verb == "key_of") {
    return AddApiKey{{words.word(0), Role::bank, fields.text("institution", "YD01"), "hash", {}}};
  }
  return std::nullopt;
}

}  // namespace holdfast::core::test
