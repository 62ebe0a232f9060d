// The commands that a story may ask for of series, tasks and comments.
#include "base/digest.hpp"
#include "core/story_words_test.hpp"

namespace holdfast::core::test {

namespace {

desk::CaseId case_id(const std::string& word) {
  return desk::CaseId{number_of(word)};
}

/// "phone=138": a trait whose digest is the hex of its text, filled up.
CommandBody traits(const Words& words, Fields& fields) {
  NoteTraits noted{case_id(words.word(0)), {}};
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<desk::TraitKind>>([&](auto kind) {
    if (fields.has(kind.name)) {
      const auto text = fields.text(kind.name);
      auto key = base::to_hex(text);
      key.resize(
          kind.value == desk::TraitKind::wording ? desk::wording_bands * desk::band_digits : 32,
          '0');
      noted.traits.push_back({kind.value, {{}, key}, {{}, base::mask_number(text)}});
    }
  });
  return noted;
}

CommandBody assign(const Words& words, Fields& fields, const Centre& centre) {
  AssignTasks body;
  for (const auto& word : words.plain) {
    body.tasks.push_back(desk::TaskId{number_of(word)});
  }
  body.to = fields.text("to");
  if (fields.has("due")) {
    body.due = fields.time("due", centre.now);
  }
  body.reason = fields.text("reason", "换班");
  return body;
}

}  // namespace

std::optional<CommandBody> work_command(const Words& words, Fields& fields, const Centre& centre) {
  if (words.verb == "traits") {
    return traits(words, fields);
  }
  if (words.verb == "link") {
    return LinkCases{case_id(words.word(0)), case_id(words.word(1)),
                     fields.text("reason", "同一团伙")};
  }
  if (words.verb == "decline_link") {
    return DeclineLink{case_id(words.word(0)), case_id(words.word(1)),
                       fields.text("reason", "并非同一团伙")};
  }
  if (words.verb == "undo_link") {
    return UndoLink{desk::LinkId{number_of(words.word(0))}, fields.text("reason", "并错了")};
  }
  if (words.verb == "assign") {
    return assign(words, fields, centre);
  }
  if (words.verb == "task") {
    return OpenTask{case_id(words.word(0)), fields.text("what"), fields.text("to"),
                    fields.time("due", centre.now + std::chrono::days{1})};
  }
  if (words.verb == "comment") {
    return CommentOnCase{case_id(words.word(0)), fields.text("text")};
  }
  if (words.verb == "save_filter") {
    return SaveFilter{words.word(0), fields.text("name"), fields.text("query")};
  }
  if (words.verb == "drop_filter") {
    return DropFilter{words.word(0), fields.text("name")};
  }
  if (auto command = exhibit_command(words, fields)) {
    return command;
  }
  return workbench_command(words, fields);
}

}  // namespace holdfast::core::test
