// What is done with a person, and taking back what was recorded by mistake.
#include <charconv>

#include "api/path_command.hpp"
#include "api/person_routes.hpp"

namespace holdfast::api {

namespace {

constexpr std::size_t note_bytes_max = 2000;
constexpr std::int64_t days_max = 366;
constexpr std::int64_t months_max = 360;

std::optional<person::Penalty> read_penalty(const Fields& fields) {
  if (!fields.has("penalty")) {
    return std::nullopt;
  }
  const auto told = fields.needed_object("penalty");
  person::Penalty penalty;
  penalty.article = told.needed_text("article", 16);
  penalty.days =
      told.has("days") ? static_cast<std::uint64_t>(told.needed_number("days", 0, days_max)) : 0;
  penalty.fine = told.balance("fine_fen").value_or(base::Fen{});
  penalty.confiscated = told.balance("confiscated_fen").value_or(base::Fen{});
  return penalty;
}

std::optional<person::Judgement> read_judgement(const Fields& fields) {
  if (!fields.has("judgement")) {
    return std::nullopt;
  }
  const auto told = fields.needed_object("judgement");
  person::Judgement judgement;
  judgement.sentence = needed_choice<person::Sentence>(
      told, "sentence", "prison, suspended, life, fine_only, exempt or acquitted", 16);
  judgement.months = told.has("months")
                         ? static_cast<std::uint64_t>(told.needed_number("months", 0, months_max))
                         : 0;
  judgement.fine = told.balance("fine_fen").value_or(base::Fen{});
  judgement.restitution = told.balance("restitution_fen").value_or(base::Fen{});
  judgement.court = told.needed_text("court", 200);
  return judgement;
}

core::TakePersonStep read_step(person::PersonId id, const Fields& fields) {
  core::TakePersonStep body;
  body.person = id;
  body.kind = needed_choice<person::StepKind>(fields, "kind", "a kind of step", 32);
  const auto number = read_number(fields.needed_text("case", 32), 'C');
  if (!number) {
    fields.refuse("case", "is like C000001");
  }
  body.case_id = person::CaseId{number.value_or(0)};
  body.taken_at = fields.time("taken_at");
  body.document = fields.text("document", 64);
  if (fields.has("ground")) {
    body.ground = needed_choice<person::Ground>(
        fields, "ground", "ordinary, grave, special, roaming, not_a_crime, petty or doubtful", 16);
  }
  body.note = fields.text("note", note_bytes_max);
  body.penalty = read_penalty(fields);
  body.judgement = read_judgement(fields);
  return body;
}

}  // namespace

Answer take_person_step(const Call& call) {
  return path_command(call, person_in_path(call), "step", 201,
                      [](person::PersonId id, const Fields& fields) {
                        return base::Result<core::TakePersonStep>{read_step(id, fields)};
                      });
}

Answer undo_person_step(const Call& call) {
  const auto step = read_index(call.request.param("step"));
  return path_command(
      call, person_in_path(call), "step", 200,
      [&](person::PersonId id, const Fields& fields) -> base::Result<core::UndoPersonStep> {
        if (!step) {
          return step.error();
        }
        return core::UndoPersonStep{id, *step, fields.needed_text("reason", note_bytes_max)};
      });
}

}  // namespace holdfast::api
