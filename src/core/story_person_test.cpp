// The commands that a story may ask for of persons dealt with and of leads.
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

person::PersonId person_id(const Words& words) {
  return person::PersonId{number_of(words.word(0))};
}

desk::CaseId case_id(const std::string& word) {
  return desk::CaseId{number_of(word)};
}

person::LeadId lead_id(const Words& words) {
  return person::LeadId{number_of(words.word(0))};
}

/// The digest of a number, as a story needs it: the same for the same number.
PersonFacts facts(Fields& fields, const std::string& name) {
  PersonFacts all;
  all.name = fields.text("name", name);
  all.id_no = fields.text("id_no");
  all.id_key = all.id_no.empty() ? std::string{} : "key-" + all.id_no;
  if (fields.has("phone")) {
    all.phones = {fields.text("phone")};
  }
  if (fields.has("account")) {
    all.accounts = {base::AccountId{static_cast<std::uint32_t>(fields.number("account"))}};
  }
  return all;
}

CommandBody step(const Words& words, Fields& fields, const Centre& centre) {
  TakePersonStep body;
  body.person = person_id(words);
  body.kind = named<person::StepKind>(words.word(1));
  body.case_id = case_id(fields.text("case", "C1"));
  if (fields.has("taken")) {
    body.taken_at = fields.time("taken", centre.now);
  }
  body.document = fields.text("paper", "渝公（刑）字9号");
  body.ground = named<person::Ground>(fields.text("ground", "ordinary"));
  body.note = fields.text("note");
  if (fields.has("article")) {
    body.penalty =
        person::Penalty{fields.text("article"), static_cast<std::uint64_t>(fields.number("days")),
                        fields.money("fine"), fields.money("confiscated")};
  }
  if (fields.has("sentence")) {
    body.judgement =
        person::Judgement{named<person::Sentence>(fields.text("sentence")),
                          static_cast<std::uint64_t>(fields.number("months")), fields.money("fine"),
                          fields.money("restitution"), fields.text("court", "渝中区人民法院")};
  }
  return body;
}

CommandBody note(const Words& words, Fields& fields) {
  NotePerson body{person_id(words), facts(fields, ""), {}};
  if (fields.has("proof")) {
    body.proofs = {{fields.text("proof"),
                    fields.text("sha256", std::string(64, 'a')),
                    fields.text("what", "聊天记录"),
                    {}}};
  }
  return body;
}

}  // namespace

std::optional<CommandBody> person_command(const Words& words, Fields& fields,
                                          const Centre& centre) {
  if (words.verb == "person") {
    return FilePerson{case_id(words.word(0)), fields.text("role", "caller"), facts(fields, "赵强"),
                      named<person::Whereabouts>(fields.text("where", "at_home")),
                      fields.text("country")};
  }
  if (words.verb == "link_person") {
    return LinkPerson{person_id(words), case_id(words.word(1)), fields.text("role", "caller")};
  }
  if (words.verb == "unlink_person") {
    return UnlinkPerson{person_id(words), case_id(words.word(1)),
                        fields.text("reason", "关联错了")};
  }
  if (words.verb == "note_person") {
    return note(words, fields);
  }
  if (words.verb == "move_person") {
    return MovePerson{person_id(words), named<person::Whereabouts>(words.word(1)),
                      fields.text("country")};
  }
  if (words.verb == "step") {
    return step(words, fields, centre);
  }
  if (words.verb == "undo_step") {
    return UndoPersonStep{person_id(words), number_of(words.word(1)),
                          fields.text("reason", "登记有误")};
  }
  if (words.verb == "lead") {
    return ListLead{named<person::Roll>(words.word(0)),
                    fields.text("name", "阿龙"),
                    fields.text("id_no"),
                    fields.text("country", "MM"),
                    fields.text("source", "家属报称在境外务工失联"),
                    fields.text("owner", "wang")};
  }
  if (words.verb == "assign_lead") {
    return AssignLead{lead_id(words), fields.text("owner"), fields.text("reason", "换班")};
  }
  if (words.verb == "lead_step") {
    return TakeLeadStep{lead_id(words), words.word(1), fields.text("note", "已核")};
  }
  if (words.verb == "end_lead") {
    EndLead body{lead_id(words), words.word(1), fields.text("note", "已办结"), {}};
    if (fields.has("person")) {
      body.person = person::PersonId{number_of(fields.text("person"))};
    }
    return body;
  }
  return std::nullopt;
}

}  // namespace holdfast::core::test
