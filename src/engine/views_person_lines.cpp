// What an event about a person says in the person's timeline, and in that of the case it is about.
#include <algorithm>
#include <boost/json.hpp>
#include <fmt/core.h>

#include "core/codec.hpp"
#include "engine/view_parts.hpp"
#include "person/terms.hpp"

namespace holdfast::engine {

namespace json = boost::json;

namespace {

struct PersonLine {
  person::PersonId person;
  std::optional<desk::CaseId> case_id;  // in whose timeline it stands as well
  std::string zh;
  std::string en;
};

std::string plain_words(person::StepKind kind) {
  auto words = enum_text(kind);
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

std::string with_paper(std::string text, const std::string& document) {
  return document.empty() ? text : text + "（" + document + "）";
}

struct TellPerson {
  const core::State& state;
  using Told = std::optional<PersonLine>;

  Told operator()(const core::PersonFiled& body) const {
    const auto id = person::to_text(body.person.id);
    return PersonLine{body.person.id, body.person.cases.front().case_id, "建立人员档案 " + id,
                      "File " + id + " of a person opened"};
  }
  Told operator()(const core::PersonLinked& body) const {
    const auto id = person::to_text(body.person);
    const auto role = person::name_of(
        person::coded_by(state.rules, "person.roles", body.membership.at), body.membership.role);
    return PersonLine{
        body.person, body.membership.case_id,
        fmt::format("人员 {} 关联 {}：{}", id, order::to_text(body.membership.case_id), role),
        fmt::format("Person {} belongs to {} as {}", id, order::to_text(body.membership.case_id),
                    body.membership.role)};
  }
  Told operator()(const core::PersonUnlinked& body) const {
    const auto id = person::to_text(body.person);
    return PersonLine{
        body.person, body.case_id,
        fmt::format("人员 {} 不再关联 {}", id, order::to_text(body.case_id)),
        fmt::format("Person {} no longer belongs to {}", id, order::to_text(body.case_id))};
  }
  Told operator()(const core::PersonNoted& body) const {
    return PersonLine{body.person, {}, "补充人员信息", "More was noted of the person"};
  }
  Told operator()(const core::PersonMoved& body) const {
    static constexpr std::string_view zh[] = {"不明", "境内", "境外"};
    const auto where = static_cast<std::size_t>(body.place.where);
    return PersonLine{
        body.person,
        {},
        fmt::format("去向：{} {}", zh[where], body.place.country),
        fmt::format("Whereabouts: {} {}", enum_text(body.place.where), body.place.country)};
  }
  Told operator()(const core::PersonStepTaken& body) const {
    const auto id = person::to_text(body.person);
    return PersonLine{body.person, body.step.case_id,
                      with_paper(fmt::format("人员 {}：{}", id, person::words_of(body.step.kind)),
                                 body.step.document),
                      fmt::format("Person {}: {}", id, plain_words(body.step.kind))};
  }
  Told operator()(const core::PersonStepUndone& body) const {
    const auto id = person::to_text(body.person);
    const auto& step = state.persons.at(body.person).steps.at(body.step - 1);
    return PersonLine{
        body.person, step.case_id,
        fmt::format("人员 {}：撤销第 {} 步（{}）", id, body.step, person::words_of(step.kind)),
        fmt::format("Person {}: step {} ({}) undone", id, body.step, plain_words(step.kind))};
  }
  Told operator()(const core::PersonClockRung& body) const {
    const auto id = person::to_text(body.person);
    const auto& step = state.persons.at(body.person).steps.at(body.step - 1);
    const auto& clock = step.clocks.at(body.clock);
    return PersonLine{
        body.person, step.case_id,
        fmt::format("人员 {}：{}{}（{}）", id, person::words_of(clock.kind),
                    body.lapsed ? "届满" : "将届满", base::display_instant(clock.due)),
        fmt::format("Person {}: the clock of {} {} ({})", id, enum_text(clock.kind),
                    body.lapsed ? "lapsed" : "lapses soon", base::display_instant(clock.due))};
  }
  Told operator()(const core::PersonErased& body) const {
    return PersonLine{body.person, {}, "个人信息已销毁", "Personal data erased"};
  }
  template <typename Other>
  Told operator()(const Other& /*body*/) const {
    return std::nullopt;
  }
};

}  // namespace

std::vector<port::ProjectionRow> person_lines(const core::Event& event, port::BatchSeq seq,
                                              std::size_t index, const core::State& state) {
  const auto line = std::visit(TellPerson{state}, event.body);
  if (!line) {
    return {};
  }
  port::ProjectionRow row;
  row.kind = "timeline";
  row.id = fmt::format("{:012}-{:05}", seq, index);
  row.state = std::string{core::kind_of(event.body)};
  row.at_ms = base::to_unix_ms(event.at);
  row.doc = json::serialize(json::object{{"seq", seq},
                                         {"at", base::format_instant(event.at)},
                                         {"kind", row.state},
                                         {"text_zh", line->zh},
                                         {"text_en", line->en},
                                         {"actor", event.actor},
                                         {"order", nullptr},
                                         {"account", nullptr},
                                         {"amount_fen", nullptr}});
  std::vector<port::ProjectionRow> rows;
  if (line->case_id) {
    row.parent = order::to_text(*line->case_id);
    rows.push_back(row);
  }
  row.id += "-p";
  row.parent = person::to_text(line->person);
  rows.push_back(std::move(row));
  return rows;
}

}  // namespace holdfast::engine
