// Warnings are raised, joined, named and assigned.
//
// Whatever comes in about a person who is warned already joins that warning: it may raise the grade
// and never lowers it, and a clock that runs never ends later for it. Who is not known by name is
// warned by account, and goes on in the person's own warning once somebody finds out.
//
// Refusals of a raise, the first that holds is told: the rules know no warnings; grade; reasons,
// texts and lengths; neither person nor account; a digest without its number; amount; unit;
// counter. Of the others: no such warning; pushed to somebody else; over; and what is wrong in the
// body.
#include <algorithm>
#include <fmt/core.h>

#include "core/locate.hpp"
#include "core/warning_leads.hpp"
#include "dissuade/grade.hpp"
#include "dissuade/machine.hpp"

namespace holdfast::core {

namespace {

using dissuade::Clock;
using dissuade::Step;
using dissuade::Warning;

constexpr std::size_t reason_bytes_max = 600;
constexpr std::size_t text_bytes_max = 6000;
constexpr std::size_t name_bytes_max = 128;
constexpr std::size_t area_bytes_max = 300;

base::Error bad_field(std::string message, std::string where) {
  return {base::ErrorCode::bad_input, std::move(message), std::move(where)};
}

base::Result<void> check_person(std::string_view person, std::string_view name,
                                std::string_view phone) {
  if (name.size() > name_bytes_max) {
    return bad_field(fmt::format("姓名不超过 {} 字节", name_bytes_max), "/name");
  }
  if (person.empty() != phone.empty() || phone.size() > 32) {
    return bad_field("联系电话为 1 到 32 字节", "/phone");
  }
  return {};
}

base::Result<void> check_texts(const RaiseWarning& body) {
  if (body.reasons.empty() || body.reasons.size() > 20) {
    return bad_field("预警理由为 1 到 20 条", "/reasons");
  }
  for (const auto& reason : body.reasons) {
    if (reason.empty() || reason.size() > reason_bytes_max) {
      return bad_field(fmt::format("每条理由为 1 到 {} 字节", reason_bytes_max), "/reasons");
    }
  }
  for (const auto& text : body.texts) {
    if (text.empty() || text.size() > text_bytes_max) {
      return bad_field(fmt::format("每段文字为 1 到 {} 字节", text_bytes_max), "/texts");
    }
  }
  if (body.fraud_type.size() > name_bytes_max || body.feature_code.size() > 16) {
    return bad_field("诈骗类型或者特征代码过长", "/fraud_type");
  }
  return {};
}

base::Result<void> check_area(const State& state, std::string_view area,
                              const std::string& street) {
  if (area.size() > area_bytes_max) {
    return bad_field(fmt::format("住址或者区域不超过 {} 字节", area_bytes_max), "/area");
  }
  if (!street.empty() && !state.education.streets.contains(street)) {
    return bad_field(fmt::format("台账里没有街道 {}", street), "/street");
  }
  return {};
}

base::Result<void> check_raise(const State& state, const RaiseWarning& body) {
  if (const auto ok = check_texts(body); !ok) {
    return ok.error();
  }
  if (body.person.empty() && !body.account) {
    return bad_field("须写明预警对象的联系电话或者账户", "/phone");
  }
  if (const auto ok = check_person(body.person, body.name, body.phone); !ok) {
    return ok.error();
  }
  if (body.amount.is_negative() || body.amount > base::Fen::limit()) {
    return bad_field("金额不小于零", "/amount_fen");
  }
  if (!body.unit.empty() && find_unit(state.routing, body.unit) == nullptr) {
    return bad_field(fmt::format("没有单位 {}", body.unit), "/unit");
  }
  if (const auto ok = check_area(state, body.area, body.street); !ok) {
    return ok.error();
  }
  if (body.counter && (body.counter->branch.empty() || body.counter->telephone.empty())) {
    return bad_field("求助须写明网点和回拨电话", "/counter");
  }
  return {};
}

/// Worse than told by so many grades as the rules say for somebody who was warned before.
std::string grade_for(const Outcome& out, const std::vector<std::string>& grades, std::size_t rank,
                      int repeat) {
  const auto* rule = out.state.rules.find("warn.repeat.raise", out.at);
  const auto up = repeat == 0 || rule == nullptr ? 0U : static_cast<std::size_t>(rule->number);
  return grades[rank - std::min(rank, up)];
}

/// Warnings of the same person that ended within the window; one that turned out untrue or went on
/// in another does not count.
int repeats_of(const Outcome& out, const std::string& key) {
  const auto* window = out.state.rules.find("warn.repeat.window", out.at);
  const auto found = out.state.warnings_of.find(key);
  if (window == nullptr || found == out.state.warnings_of.end()) {
    return 0;
  }
  const auto since = out.at - law::term_of(*window);
  return static_cast<int>(
      std::count_if(found->second.begin(), found->second.end(), [&](dissuade::WarningId id) {
        const auto earlier = known_of(out.state, id);
        return earlier.concluded_at && earlier.then != dissuade::Then::end &&
               *earlier.concluded_at >= since;
      }));
}

/// What was told of where the person lives, and what it was taken for.
dissuade::Place place_of(dissuade::WarningId id, const std::string& area,
                         const Whereabouts& where) {
  return {personal(subject_of(id), area), where.street, where.located};
}

/// Where nobody had told it yet.
void place(Outcome& out, const Warning& warning, const RaiseWarning& body) {
  if (warning.place || (body.area.empty() && body.street.empty())) {
    return;
  }
  const auto where = locate(out.state, body.area, body.street);
  const bool is_unassigned = warning.unit == root_unit(out.state.routing);
  out.add(WarningPlaced{warning.id, place_of(warning.id, body.area, where),
                        is_unassigned && !where.unit.empty() ? where.unit : warning.unit});
}

dissuade::WarningId raise(Outcome& out, const RaiseWarning& body, Lead lead,
                          const std::vector<std::string>& grades, std::size_t rank) {
  Warning warning;
  warning.id = out.new_warning();
  warning.person = body.person;
  const auto subject = subject_of(warning.id);
  warning.name = personal(subject, body.name);
  warning.phone = personal(subject, body.phone);
  warning.account = body.account;
  warning.institution = body.institution;
  warning.repeat =
      repeats_of(out, body.person.empty() ? warned_account(*body.account) : body.person);
  warning.grade = grade_for(out, grades, rank, warning.repeat);
  warning.fraud_type = body.fraud_type;
  warning.sources = {lead.source};
  warning.reasons = fresh({}, lead.reasons, reasons_max);
  warning.evidence = {fresh({}, lead.evidence.transfers, evidence_max),
                      fresh({}, lead.evidence.cases, evidence_max),
                      fresh_texts(warning, lead.evidence.texts, subject)};
  warning.amount = body.amount;
  if (!body.area.empty() || !body.street.empty()) {
    const auto where = locate(out.state, body.area, body.street);
    warning.place = place_of(warning.id, body.area, where);
    warning.unit = where.unit;
  }
  warning.unit = !body.unit.empty() ? body.unit : warning.unit;
  warning.unit = warning.unit.empty() ? root_unit(out.state.routing) : warning.unit;
  warning.held_by = warning.repeat > 0 ? above(out.state, warning.unit) : warning.unit;
  warning.raised_at = out.at;
  warning.counter = body.counter;
  warning.clocks = clocks_of(out, warning.grade, steps_from_the_first(body.counter.has_value()),
                             warning.held_by);
  warning.notices = notices_of(out, warning.grade, 1, !body.phone.empty());
  const auto id = warning.id;
  out.add(WarningRaised{std::move(warning)});
  return id;
}

}  // namespace

const Warning* open_warning(const State& state, const std::string& key) {
  const auto found = state.warnings_of.find(key);
  if (key.empty() || found == state.warnings_of.end()) {
    return nullptr;
  }
  for (auto id = found->second.rbegin(); id != found->second.rend(); ++id) {
    const auto warning = state.warnings.find(*id);
    if (warning != state.warnings.end() && warning->second.state == dissuade::State::open) {
      return &warning->second;
    }
  }
  return nullptr;
}

bool is_warning(const State& state, dissuade::WarningId id) {
  return state.warnings.contains(id) || state.past_warnings.contains(id);
}

dissuade::Past known_of(const State& state, dissuade::WarningId id) {
  const auto past = state.past_warnings.find(id);
  return past == state.past_warnings.end() ? dissuade::past_of(state.warnings.at(id))
                                           : past->second;
}

base::Result<const Warning*> warning_for(const Outcome& out, dissuade::WarningId id) {
  if (!is_warning(out.state, id)) {
    return refuse(base::ErrorCode::not_found, fmt::format("no warning {}", dissuade::to_text(id)));
  }
  const auto found = out.state.warnings.find(id);
  const bool is_past = found == out.state.warnings.end();
  const auto user = out.state.users.find(out.command.actor);
  const auto unit = user == out.state.users.end() ? std::string{} : user->second.unit;
  const auto chain = chain_of(out.state.routing,
                              is_past ? out.state.past_warnings.at(id).unit : found->second.unit);
  if (!unit.empty() && std::find(chain.begin(), chain.end(), unit) == chain.end()) {
    return refuse(base::ErrorCode::forbidden,
                  fmt::format("预警 {} 没有推送给本单位", dissuade::to_text(id)));
  }
  if (is_past) {
    return refuse(base::ErrorCode::conflict,
                  fmt::format("预警 {} 已经归档，不再办理", dissuade::to_text(id)));
  }
  return &found->second;
}

std::vector<Clock> clocks_of(const Outcome& out, std::string_view grade,
                             const std::vector<Step>& steps, std::string_view unit) {
  std::vector<Clock> clocks;
  for (const auto step : steps) {
    if (auto clock = dissuade::clock_of(out.state.rules, grade, step, out.at, unit)) {
      clocks.push_back(std::move(*clock));
    }
  }
  return clocks;
}

std::vector<dissuade::Notice> notices_of(const Outcome& out, std::string_view grade, int round,
                                         bool has_phone) {
  std::vector<dissuade::Notice> notices;
  for (const auto step : dissuade::robot_steps(out.state.rules, grade, out.at)) {
    if (has_phone) {
      notices.push_back({step, round, dissuade::NoticeState::waiting, out.at, {}});
    }
  }
  return notices;
}

std::string above(const State& state, const std::string& unit) {
  auto parent = parent_of(state.routing, unit);
  return parent.empty() ? unit : parent;
}

base::Result<void> decide_one(Outcome& out, const RaiseWarning& body) {
  const auto grades = dissuade::grades_of(out.state.rules, out.at);
  if (grades.empty()) {
    return refuse(base::ErrorCode::refused_by_rule, "规则包没有载明预警等级", "warn.grades");
  }
  const auto rank = dissuade::rank_of(grades, body.grade);
  if (!rank) {
    return bad_field(fmt::format("等级为 {} 之一", out.rule("warn.grades").text), "/grade");
  }
  if (const auto ok = check_raise(out.state, body); !ok) {
    return ok.error();
  }
  auto lead = lead_of(out, body, body.grade);
  const auto* of_person = open_warning(out.state, body.person);
  const auto* of_account =
      body.account ? open_warning(out.state, warned_account(*body.account)) : nullptr;
  if (of_account != nullptr && !body.person.empty() && !of_account->person.empty() &&
      of_account->person != body.person) {
    of_account = nullptr;  // somebody else's, who pays from the same account
  }
  if (of_person != nullptr) {
    const bool is_other = of_account != nullptr && of_account->id != of_person->id;
    join(out, *of_person, is_other ? together(out, std::move(lead), lead_of(*of_account)) : lead);
    place(out, *of_person, body);
    if (is_other) {
      out.add(WarningMerged{of_account->id, of_person->id});
    }
    out.answer.id = dissuade::to_text(of_person->id);
    return {};
  }
  if (of_account != nullptr) {
    if (of_account->person.empty() && !body.person.empty()) {
      const auto subject = subject_of(of_account->id);
      out.add(WarnedNamed{of_account->id, body.person, personal(subject, body.name),
                          personal(subject, body.phone),
                          notices_of(out, of_account->grade, of_account->round, true)});
    }
    join(out, *of_account, std::move(lead));
    place(out, *of_account, body);
    out.answer.id = dissuade::to_text(of_account->id);
    return {};
  }
  out.answer.id = dissuade::to_text(raise(out, body, std::move(lead), grades, *rank));
  return {};
}

base::Result<void> decide_one(Outcome& out, const NameWarned& body) {
  const auto found = warning_for(out, body.warning);
  if (!found) {
    return found.error();
  }
  const auto& warning = **found;
  if (warning.state != dissuade::State::open) {
    return refuse(base::ErrorCode::conflict, "预警已经办结，不再更正人员");
  }
  if (body.person.empty()) {
    return bad_field("须写明联系电话", "/phone");
  }
  if (const auto ok = check_person(body.person, body.name, body.phone); !ok) {
    return ok.error();
  }
  const auto* other = open_warning(out.state, body.person);
  if (other != nullptr && other->id != warning.id) {
    join(out, *other, lead_of(warning));
    out.add(WarningMerged{warning.id, other->id});
    out.answer.id = dissuade::to_text(other->id);
    return {};
  }
  const auto subject = subject_of(warning.id);
  const bool is_new = warning.person != body.person;
  const bool was_noticed = !warning.notices.empty();
  out.add(WarnedNamed{warning.id, body.person, personal(subject, body.name),
                      personal(subject, body.phone),
                      notices_of(out, warning.grade, warning.round, is_new && !was_noticed)});
  out.answer.id = dissuade::to_text(warning.id);
  return {};
}

base::Result<void> decide_one(Outcome& out, const AssignWarning& body) {
  const auto found = warning_for(out, body.warning);
  if (!found) {
    return found.error();
  }
  const auto& warning = **found;
  if (warning.state != dissuade::State::open) {
    return refuse(base::ErrorCode::conflict, "预警已经办结，不再转派");
  }
  if (find_unit(out.state.routing, body.unit) == nullptr) {
    return bad_field(fmt::format("没有单位 {}", body.unit), "/unit");
  }
  if (const auto ok = need_reason(body.reason); !ok) {
    return ok.error();
  }
  if (warning.unit != body.unit) {
    out.add(WarningAssigned{warning.id, body.unit, body.reason});
  }
  out.answer.id = dissuade::to_text(warning.id);
  return {};
}

base::Result<void> decide_one(Outcome& out, const PlaceWarning& body) {
  const auto found = warning_for(out, body.warning);
  if (!found) {
    return found.error();
  }
  const auto& warning = **found;
  if (warning.state != dissuade::State::open) {
    return refuse(base::ErrorCode::conflict, "预警已经办结，不再更正住址");
  }
  if (body.area.empty() && body.street.empty()) {
    return bad_field("须写明住址、区域或者街道", "/area");
  }
  if (const auto ok = check_area(out.state, body.area, body.street); !ok) {
    return ok.error();
  }
  const auto where = locate(out.state, body.area, body.street);
  auto told = place_of(warning.id, body.area, where);
  if (body.area.empty() && warning.place) {
    told.told = warning.place->told;  // the street of what was told before
  }
  if (!warning.place || *warning.place != told) {
    out.add(
        WarningPlaced{warning.id, std::move(told), where.unit.empty() ? warning.unit : where.unit});
  }
  out.answer.id = dissuade::to_text(warning.id);
  return {};
}

}  // namespace holdfast::core
