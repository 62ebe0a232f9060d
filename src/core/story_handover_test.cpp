// The commands that a story may ask for of hand-overs.
#include "core/story_words_test.hpp"

namespace holdfast::core::test {

namespace {

desk::HandoverId handover_id(const Words& words) {
  return desk::HandoverId{number_of(words.word(0))};
}

template <typename Enum>
Enum named(const std::string& name) {
  Enum value{};
  if (!boost::describe::enum_from_string(name.c_str(), value)) {
    throw BadStory{"\"" + name + "\" is not known here"};
  }
  return value;
}

/// "O1,O2"
template <typename Id>
std::vector<Id> ids(const std::string& text) {
  std::vector<Id> all;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find(',', at), text.size());
    all.push_back(Id{number_of(text.substr(at, end - at))});
    at = end + 1;
  }
  return all;
}

/// "O1:jian,O2:qiu"
std::vector<desk::Renewer> renewers(const std::string& text) {
  std::vector<desk::Renewer> all;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find(',', at), text.size());
    const auto colon = text.find(':', at);
    if (colon == std::string::npos || colon > end) {
      throw BadStory{"a renewer is ORDER:LOGIN"};
    }
    all.push_back({order::OrderId{number_of(text.substr(at, colon - at))},
                   text.substr(colon + 1, end - colon - 1)});
    at = end + 1;
  }
  return all;
}

CommandBody draft(const Words& words, Fields& fields) {
  DraftHandover draft;
  draft.case_id = desk::CaseId{number_of(words.word(0))};
  draft.kind = named<desk::HandoverKind>(words.word(1));
  draft.document = fields.text("paper", "移字1号");
  draft.to =
      fields.text("to", draft.kind == desk::HandoverKind::indictment ? "渝中法院" : "渝中检察院");
  draft.officer = fields.text("officer", "张警官");
  draft.freezes = ids<order::OrderId>(fields.text("freezes"));
  draft.evidence = ids<order::OrderId>(fields.text("evidence"));
  draft.papers = ids<order::PaperId>(fields.text("papers"));
  if (fields.has("supplements")) {
    draft.supplements = desk::HandoverId{number_of(fields.text("supplements"))};
  }
  draft.note = fields.text("note");
  return draft;
}

desk::DisposalItem item(Fields& fields) {
  desk::DisposalItem item;
  item.kind = named<desk::DisposalKind>(fields.text("kind"));
  if (fields.has("freeze")) {
    item.freeze = order::OrderId{number_of(fields.text("freeze"))};
  }
  if (fields.has("amount")) {
    item.amount = fields.money("amount");
  }
  if (fields.has("loss")) {
    item.loss = static_cast<std::uint64_t>(fields.number("loss"));
  }
  if (fields.has("victim_of")) {
    item.victim_of = desk::CaseId{number_of(fields.text("victim_of"))};
  }
  return item;
}

CommandBody dispose(const Words& words, Fields& first, const Centre& centre) {
  EnterDisposal entered;
  entered.handover = handover_id(words);
  entered.judgment = first.text("judgment", "渝刑初1号");
  entered.effective_at = first.time("effective", centre.now);
  entered.items.push_back(item(first));
  for (std::size_t i = 1; i < words.groups.size(); ++i) {
    Fields more{words.groups[i]};
    entered.items.push_back(item(more));
    more.all_read();
  }
  return entered;
}

}  // namespace

std::optional<CommandBody> handover_command(const Words& words, Fields& fields,
                                            const Centre& centre) {
  const auto reason = [&](const char* otherwise) { return fields.text("reason", otherwise); };
  if (words.verb == "hand_over") {
    return draft(words, fields);
  }
  if (words.verb == "send_handover") {
    return SendHandover{handover_id(words)};
  }
  if (words.verb == "withdraw_handover") {
    return WithdrawHandover{handover_id(words), reason("列错了")};
  }
  if (words.verb == "receive") {
    return ReceiveHandover{handover_id(words), fields.text("paper", "收字1号"),
                           fields.text("officer", "李检察官"), renewers(fields.text("renewers"))};
  }
  if (words.verb == "return_handover") {
    return ReturnHandover{handover_id(words), reason("清单不符")};
  }
  if (words.verb == "renewer") {
    return NameRenewer{handover_id(words),
                       {order::OrderId{number_of(words.word(1))}, fields.text("owner")}};
  }
  if (words.verb == "ask") {
    return AskHandover{handover_id(words), fields.text("text", "金额从何而来")};
  }
  if (words.verb == "tell") {
    return AnswerHandover{handover_id(words), number_of(words.word(1)),
                          fields.text("text", "见工作表")};
  }
  if (words.verb == "keep") {
    return KeepFreeze{handover_id(words), order::OrderId{number_of(words.word(1))},
                      fields.text("paper", "检续冻1号"), fields.time("until", centre.now)};
  }
  if (words.verb == "dispose") {
    return dispose(words, fields, centre);
  }
  if (words.verb == "treasury") {
    return NoteTreasury{handover_id(words), number_of(words.word(1)), number_of(words.word(2)),
                        fields.text("number", "国库1号"), fields.time("paid", centre.now)};
  }
  return std::nullopt;
}

}  // namespace holdfast::core::test
