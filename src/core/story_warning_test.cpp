// The commands that a story may ask for of warnings.
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

dissuade::WarningId warning_id(const Words& words) {
  return dissuade::WarningId{number_of(words.word(0))};
}

std::optional<base::Fen> money(Fields& fields, const std::string& name) {
  return fields.has(name) ? std::optional{fields.money(name)} : std::nullopt;
}

/// The digest of a number, as a story needs it: any text that is the same for the same number.
std::string digest_of(const std::string& phone) {
  return phone.empty() ? std::string{} : "digest-" + phone;
}

CommandBody raise(Fields& fields) {
  RaiseWarning body;
  body.source = named<dissuade::SourceKind>(fields.text("source", "pattern"));
  body.grade = fields.text("grade", "特危");
  body.fraud_type = fields.text("type", "刷单返利");
  if (const auto reason = fields.text("reason", "一小时内向三个新收款人付款"); !reason.empty()) {
    body.reasons = {reason};
  }
  body.feature_code = fields.text("code");
  body.phone = fields.text("phone", "13900000001");
  body.person = digest_of(body.phone);
  body.name = fields.text("name", body.phone.empty() ? "" : "赵敏");
  if (fields.has("account")) {
    body.account = base::AccountId{static_cast<std::uint32_t>(fields.number("account"))};
    body.institution = "YZ01";
  }
  if (fields.has("transfer")) {
    body.transfers = {base::Sequence{static_cast<std::uint64_t>(fields.number("transfer"))}};
  }
  if (fields.has("text")) {
    body.texts = {fields.text("text")};
  }
  body.amount = fields.money("amount");
  body.area = fields.text("area");
  body.street = fields.text("in");
  body.unit = fields.text("unit", body.area.empty() && body.street.empty() ? "50010301" : "");
  if (fields.has("branch")) {
    body.counter = dissuade::Counter{"YZ01", fields.text("branch"), "民权路 1 号",
                                     fields.text("telephone", "023-1"), "孙莉"};
  }
  return body;
}

}  // namespace

std::optional<CommandBody> warning_command(const Words& words, Fields& fields) {
  if (words.verb == "warn") {
    return raise(fields);
  }
  if (words.verb == "name_warned") {
    const auto phone = fields.text("phone", "13900000001");
    return NameWarned{warning_id(words), digest_of(phone), fields.text("name", "赵敏"), phone};
  }
  if (words.verb == "route") {
    return AssignWarning{warning_id(words), words.word(1), fields.text("reason", "实际居住地")};
  }
  if (words.verb == "locate") {
    return PlaceWarning{warning_id(words), fields.text("area"), fields.text("in")};
  }
  if (words.verb == "take") {
    return TakeWarningStep{warning_id(words), named<dissuade::Step>(words.word(1)),
                           named<dissuade::Result>(words.plain.size() > 2 ? words.word(2) : "done"),
                           fields.text("note")};
  }
  if (words.verb == "conclude") {
    return ConcludeWarning{warning_id(words), words.word(1), money(fields, "kept"),
                           money(fields, "lost"), fields.text("note")};
  }
  if (words.verb == "notice") {
    return MoveNotice{warning_id(words), named<dissuade::Step>(words.word(1)),
                      static_cast<int>(fields.number("round", 1)),
                      named<dissuade::NoticeState>(words.word(2)), fields.text("detail")};
  }
  return std::nullopt;
}

}  // namespace holdfast::core::test
