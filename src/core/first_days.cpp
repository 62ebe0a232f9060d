// What the deciders of a case's first days share.
#include "core/first_days.hpp"

#include <algorithm>
#include <fmt/core.h>

#include "base/calendar.hpp"
#include "core/drafting.hpp"
#include "person/terms.hpp"

namespace holdfast::core {

namespace {

constexpr std::size_t name_bytes_max = 128;
constexpr std::size_t note_bytes_max = 1000;
constexpr auto hours_are_short = std::chrono::hours{48};

base::SubjectId subject_of(const desk::CaseFile& file) {
  return base::subject_of(base::SubjectKind::case_file, file.id.value());
}

base::Personal sealed(const desk::CaseFile& file, std::string text) {
  return text.empty() ? base::Personal{} : base::Personal{subject_of(file), std::move(text)};
}

}  // namespace

base::Result<const desk::CaseFile*> accepted_case(const Outcome& out, desk::CaseId id) {
  const auto file = open_case_named(out.state, id);
  if (file && !(*file)->first_days) {
    return refuse(base::ErrorCode::conflict,
                  fmt::format("案件 {} 尚未登记受案", order::to_text(id)));
  }
  return file;
}

base::Result<void> need_officer(const Outcome& out) {
  const auto* user = person_named(out.state, out.command.actor);
  if (user == nullptr || (user->role != Role::officer && user->role != Role::investigator)) {
    return refuse(base::ErrorCode::forbidden, "须由本中心民警办理");
  }
  return {};
}

base::Result<order::Signature> head_signs(const Outcome& out, std::string_view key,
                                          const std::string& reason,
                                          std::initializer_list<std::string_view> parts) {
  const auto& rule = out.rule(key);
  const auto steps = order::read_steps(rule.text);
  const auto needed = steps.empty() ? order::Duty::district_head : steps.back();
  const auto has_part = [&](std::string_view name) {
    return !name.empty() && std::find(parts.begin(), parts.end(), name) != parts.end();
  };
  bool holds_one = false;
  for (const auto& office : offices_of(out.state, out.command.actor, out.at)) {
    if (!order::covers(office.duty, needed)) {
      continue;
    }
    holds_one = true;
    if (!has_part(out.command.actor) && !has_part(office.on_behalf)) {
      return order::Signature{office.duty, out.command.actor, office.on_behalf, out.at, reason};
    }
  }
  return holds_one ? refuse(base::ErrorCode::refused_by_rule,
                            "须由没有参与呈请或者原决定的负责人决定", rule.article)
                   : refuse(base::ErrorCode::forbidden, "须由负责人决定", rule.article);
}

order::Duty above(order::Duty duty) {
  switch (duty) {
    case order::Duty::none:
      return order::Duty::unit_head;
    case order::Duty::unit_head:
    case order::Duty::legal_review:
      return order::Duty::district_head;
    case order::Duty::district_head:
    case order::Duty::city_head:
      return order::Duty::city_head;
  }
  return order::Duty::city_head;
}

base::Instant told_ahead(const Outcome& out, base::Instant begins, base::Instant due) {
  const auto* key = due - begins <= hours_are_short ? "filing.ahead.hours" : "filing.ahead.days";
  return due - std::min(law::term_of(out.rule(key)), (due - begins) / 2);
}

desk::FirstClock first_clock(const Outcome& out, desk::FirstClockKind kind, base::Instant begins,
                             base::Instant due, std::string article, order::Duty escalates) {
  desk::FirstClock clock;
  clock.kind = kind;
  clock.begins = begins;
  clock.ahead = told_ahead(out, begins, due);
  clock.due = due;
  clock.article = std::move(article);
  clock.escalates = escalates;
  return clock;
}

desk::FirstClock first_clock_by(const Outcome& out, desk::FirstClockKind kind, std::string_view key,
                                base::Instant begins, order::Duty escalates) {
  const auto& rule = out.rule(key);
  return first_clock(out, kind, begins, person::term_end(rule, begins), rule.article, escalates);
}

base::Result<desk::Service> service_of(const Outcome& out, const desk::CaseFile& file,
                                       const ServiceTold& told, base::Instant least) {
  if (told.to.size() > name_bytes_max) {
    return bad(fmt::format("签收人不超过 {} 字节", name_bytes_max), "/to");
  }
  if (told.note.size() > note_bytes_max) {
    return bad(fmt::format("备注不超过 {} 字节", note_bytes_max), "/note");
  }
  const bool is_undelivered =
      told.way == desk::ServedBy::unreachable || told.way == desk::ServedBy::refused;
  if (is_undelivered && told.note.empty()) {
    return bad("无法取得联系或者拒绝接收的，须注明情况", "/note");
  }
  const auto at = told.at.value_or(out.at);
  if (at > out.at || at < least) {
    return bad("送达时间应在文书出具之后、当前之前", "/at");
  }
  return desk::Service{told.way, sealed(file, told.to), at, out.command.actor,
                       sealed(file, told.note)};
}

void finish_first_tasks(Outcome& out, desk::CaseId id,
                        std::initializer_list<desk::FirstClockKind> kinds,
                        const std::string& note) {
  const auto found = out.state.tasks_of.find(id);
  if (found == out.state.tasks_of.end()) {
    return;
  }
  for (const auto task_id : found->second) {
    const auto& task = out.state.tasks.at(task_id);
    const bool is_first =
        task.kind == desk::TaskKind::first_due || task.kind == desk::TaskKind::first_overdue;
    const bool is_meant = std::any_of(kinds.begin(), kinds.end(), [&](desk::FirstClockKind kind) {
      return task.what == boost::describe::enum_to_string(kind, "");
    });
    if (is_first && is_meant && !task.done_at) {
      out.add(TaskFinished{task_id, note});
    }
  }
}

base::Result<order::Paper> case_paper(Outcome& out, const desk::CaseFile& file,
                                      const CasePaper& wanted) {
  auto code = order::read_code(wanted.code);
  if (!code) {
    return code.error();
  }
  if (out.state.paper_by_code.contains(*code)) {
    return refuse(base::ErrorCode::conflict, "核验码已经用过");
  }
  const int year = base::year_in_beijing(out.at);
  const auto counted = out.state.paper_counts.find({year, wanted.kind});
  const auto ordinal = (counted == out.state.paper_counts.end() ? 0 : counted->second) + 1;
  order::Paper paper;
  paper.id = out.new_paper();
  paper.kind = wanted.kind;
  paper.case_id = file.id;
  paper.layout = order::paper_layout;
  paper.number = order::paper_number(out.rule("paper.prefix").text, wanted.kind, year, ordinal);
  paper.code = *std::move(code);
  paper.issued_at = out.at;
  paper.issued_by = out.command.actor;
  paper.facts.unit = out.rule("house.unit").text;
  paper.facts.telephone = out.rule("house.telephone").text;
  paper.facts.check_url = wanted.check_url.empty() ? "" : wanted.check_url + paper.code;
  paper.facts.case_number = order::to_text(file.id);
  paper.facts.fraud_type = file.fraud_type;
  paper.facts.holder = file.victim.name;
  paper.facts.drill = out.state.drill;
  const auto user = out.state.users.find(out.command.actor);
  paper.facts.officers = {user == out.state.users.end() || user->second.display.empty()
                              ? out.command.actor
                              : user->second.display};
  return paper;
}

void add_report(order::Paper& paper, const Outcome& out, const desk::CaseFile& file) {
  order::Applicant applicant;
  applicant.name = file.victim.name;
  applicant.phone = file.victim.phone;
  applicant.id_no = file.victim.id_no;
  applicant.amount = desk::total_loss(file);
  applicant.time = file.reported_at;
  paper.facts.applicant = std::move(applicant);
  paper.facts.narrative = file.narrative;
  constexpr std::size_t losses_shown = 20;
  for (std::size_t i = 0; i < std::min(file.losses.size(), losses_shown); ++i) {
    const auto& loss = file.losses[i];
    const auto* bank = find_institution(out.state.routing, loss.payee_institution);
    paper.facts.asked.push_back(fmt::format(
        "{}，{}，收款机构：{}", base::display_instant(loss.time), base::display_yuan(loss.amount),
        bank != nullptr                  ? bank->name
        : loss.payee_institution.empty() ? std::string{"不详"}
                                         : loss.payee_institution));
  }
  if (file.losses.size() > losses_shown) {
    paper.facts.asked.push_back(fmt::format("等共 {} 笔", file.losses.size()));
  }
}

}  // namespace holdfast::core
