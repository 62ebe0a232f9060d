// Which step the law does not allow, and the clocks that one sets going.
#include <algorithm>
#include <fmt/core.h>

#include "person/machine.hpp"
#include "person/terms.hpp"

namespace holdfast::person {

namespace {

using Hindrance = std::optional<Obstacle>;

struct Look {
  const Person& person;
  const Standing& standing;
  const Step& step;
  const law::RuleBook& rules;

  [[nodiscard]] Obstacle no(std::string message, std::string_view key = {}) const {
    const auto* rule = key.empty() ? nullptr : rules.find(key, step.taken_at);
    return {std::move(message), rule == nullptr ? std::string{} : rule->article};
  }
  [[nodiscard]] std::uint64_t number(std::string_view key) const {
    return static_cast<std::uint64_t>(rules.at(key, step.taken_at).number);
  }
  [[nodiscard]] Stage stage() const { return standing_in(standing, step.case_id).stage; }
};

/// What only who investigates may do.
bool is_of_investigation(StepKind kind) {
  switch (kind) {
    case StepKind::summoned:
    case StepKind::brought:
    case StepKind::detained:
    case StepKind::detention_extended:
    case StepKind::arrest_requested:
    case StepKind::custody_extended:
    case StepKind::dropped:
      return true;
    default:
      return false;
  }
}

/// What may follow where a case is over for the person.
bool may_follow_the_end(StepKind kind) {
  return kind == StepKind::released || kind == StepKind::family_told ||
         kind == StepKind::penalised || kind == StepKind::penalty_done;
}

bool takes_hold(StepKind kind) {
  return kind == StepKind::summoned || kind == StepKind::brought || kind == StepKind::detained ||
         kind == StepKind::arrested || kind == StepKind::bailed || kind == StepKind::confined;
}

Hindrance of_stage(const Look& look) {
  const auto stage = look.stage();
  const auto kind = look.step.kind;
  const bool is_over =
      stage == Stage::not_prosecuted || stage == Stage::judged || stage == Stage::dropped;
  if (is_over && !may_follow_the_end(kind)) {
    return look.no("该人在本案中已经终结（不起诉、判决或者终止侦查）", "person.transfer");
  }
  if ((stage == Stage::transferred || stage == Stage::prosecuted) && is_of_investigation(kind)) {
    return look.no("本案已移送审查起诉，侦查措施须待退回补充侦查", "person.transfer");
  }
  if (takes_hold(kind) && look.standing.is_wanted) {
    return look.no("该人在逃，须先登记到案", "person.wanted");
  }
  return std::nullopt;
}

Hindrance of_summons(const Look& look) {
  const auto& standing = look.standing;
  if (standing.is_held || standing.measure == Measure::detained ||
      standing.measure == Measure::arrested) {
    return look.no("该人已在传唤、拘传或者羁押中", "person.summon.term");
  }
  const auto& gap = look.rules.at("person.summon.interval", look.step.taken_at);
  if (standing.held_until && look.step.taken_at < law::end_of(gap, *standing.held_until)) {
    return look.no(
        fmt::format("距上一次传唤、拘传结束不足 {} 小时，不得以连续传唤、拘传变相拘禁", gap.number),
        "person.summon.interval");
  }
  return std::nullopt;
}

Hindrance of_detention_extension(const Look& look) {
  const auto& standing = look.standing;
  const auto* clock = running_clock(look.person, standing, ClockKind::request);
  if (standing.measure != Measure::detained || standing.measure_case != look.step.case_id ||
      clock == nullptr) {
    return look.no("本案没有可以延长的提请批捕期限", "person.request.term");
  }
  if (clock->due <= look.step.taken_at) {
    return look.no("提请批捕期限已经届满，不能再延长", "person.request.term");
  }
  if (look.step.ground == Ground::special && standing.special) {
    return look.no("提请批捕的时间已经延长过", "person.request.special");
  }
  if (look.step.ground == Ground::roaming && standing.roaming) {
    return look.no("提请批捕的时间已经延长至三十日", "person.request.roaming");
  }
  if (look.step.ground != Ground::special && look.step.ground != Ground::roaming) {
    return look.no("须写明延长的理由：特殊情况，或者流窜、多次、结伙作案",
                   "person.request.special");
  }
  return std::nullopt;
}

Hindrance of_custody_extension(const Look& look) {
  const auto* clock = running_clock(look.person, look.standing, ClockKind::custody);
  if (look.standing.measure != Measure::arrested ||
      look.standing.measure_case != look.step.case_id || clock == nullptr) {
    return look.no("本案没有可以延长的侦查羁押期限", "person.custody.term");
  }
  if (look.standing.custody_extensions >= 3) {
    return look.no("侦查羁押期限已经延长三次，不得再延长", "person.custody.third");
  }
  if (clock->due <= look.step.taken_at) {
    return look.no("侦查羁押期限已经届满，不能再延长", "person.custody.term");
  }
  return std::nullopt;
}

Hindrance of_release(const Look& look) {
  const auto& standing = look.standing;
  if (standing.is_held
          ? standing.held_case == look.step.case_id
          : standing.measure != Measure::none && standing.measure_case == look.step.case_id) {
    return std::nullopt;
  }
  return look.no("该人在本案中没有可以解除的措施");
}

Hindrance of_penalty(const Look& look) {
  if (!look.step.penalty) {
    return look.no("须写明处罚的条款和内容", "person.penalties");
  }
  const auto& penalty = *look.step.penalty;
  if (!has_code(coded_by(look.rules, "person.penalties", look.step.taken_at), penalty.article)) {
    return look.no("没有这一处罚条款", "person.penalties");
  }
  if (penalty.days > look.number("person.penalty.days_max")) {
    return look.no(fmt::format("行政拘留不超过 {} 日", look.number("person.penalty.days_max")),
                   "person.penalty.days_max");
  }
  if (penalty.days == 0 && penalty.fine.value() == 0 && penalty.confiscated.value() == 0) {
    return look.no("须写明拘留日数、罚款或者没收的数额", "person.penalties");
  }
  if (standing_in(look.standing, look.step.case_id).penalised) {
    return look.no("同一违法行为已经受过处罚，不得再罚", "person.penalty.once");
  }
  return std::nullopt;
}

Hindrance of_kind(const Look& look) {
  const auto& standing = look.standing;
  const auto in_case = standing_in(standing, look.step.case_id);
  const bool is_detained_or_arrested =
      standing.measure == Measure::detained || standing.measure == Measure::arrested;
  switch (look.step.kind) {
    case StepKind::summoned:
    case StepKind::brought:
      return of_summons(look);
    case StepKind::detained:
      return is_detained_or_arrested ? look.no("该人已被拘留或者逮捕", "person.request.term")
                                     : Hindrance{};
    case StepKind::family_told:
      return running_clock(look.person, standing, ClockKind::family) == nullptr
                 ? look.no("没有待办的家属通知", "person.family.term")
                 : Hindrance{};
    case StepKind::interrogated:
      return is_in_custody(standing) ? Hindrance{}
                                     : look.no("该人没有被羁押", "person.interrogation.term");
    case StepKind::detention_extended:
      return of_detention_extension(look);
    case StepKind::arrest_requested:
      return standing.request != Request::none || standing.measure == Measure::arrested
                 ? look.no("已经提请批准逮捕，或者已经逮捕", "person.arrest")
                 : Hindrance{};
    case StepKind::arrest_approved:
    case StepKind::arrest_refused:
      return standing.request != Request::pending || standing.request_case != look.step.case_id
                 ? look.no("本案没有待决定的提请批准逮捕", "person.arrest")
                 : Hindrance{};
    case StepKind::arrested:
      return standing.request != Request::approved || standing.request_case != look.step.case_id
                 ? look.no("逮捕须经人民检察院批准：没有提请，或者尚未批准", "person.arrest")
                 : Hindrance{};
    case StepKind::custody_extended:
      return of_custody_extension(look);
    case StepKind::bailed:
      return standing.measure == Measure::bailed ? look.no("该人已在取保候审", "person.bail.term")
                                                 : Hindrance{};
    case StepKind::confined:
      return standing.measure == Measure::confined
                 ? look.no("该人已被监视居住", "person.confinement.term")
                 : Hindrance{};
    case StepKind::released:
      return of_release(look);
    case StepKind::penalised:
      return of_penalty(look);
    case StepKind::penalty_done:
      return in_case.penalty_open ? Hindrance{} : look.no("本案没有待执行的行政处罚");
    case StepKind::wanted:
      return standing.is_wanted || is_in_custody(standing)
                 ? look.no("该人已经上网追逃，或者在押", "person.wanted")
                 : Hindrance{};
    case StepKind::persuaded:
      return standing.is_persuaded || is_in_custody(standing) ? look.no("该人已经劝返，或者在押")
                                                              : Hindrance{};
    case StepKind::returned:
      return standing.is_wanted || standing.is_persuaded
                 ? Hindrance{}
                 : look.no("该人没有上网追逃，也没有劝返记录");
    case StepKind::transferred:
      return in_case.stage == Stage::investigated || in_case.stage == Stage::sent_back
                 ? Hindrance{}
                 : look.no("本案已经移送审查起诉", "person.transfer");
    case StepKind::sent_back:
      if (in_case.stage != Stage::transferred) {
        return look.no("本案不在审查起诉中", "person.transfer");
      }
      return static_cast<std::uint64_t>(in_case.sent_back) >= look.number("person.supplement.max")
                 ? look.no(
                       fmt::format("补充侦查以 {} 次为限", look.number("person.supplement.max")),
                       "person.supplement.max")
                 : Hindrance{};
    case StepKind::prosecuted:
      return in_case.stage == Stage::transferred ? Hindrance{}
                                                 : look.no("本案不在审查起诉中", "person.transfer");
    case StepKind::not_prosecuted:
      if (in_case.stage != Stage::transferred) {
        return look.no("本案不在审查起诉中", "person.transfer");
      }
      return look.step.ground == Ground::not_a_crime || look.step.ground == Ground::petty ||
                     look.step.ground == Ground::doubtful
                 ? Hindrance{}
                 : look.no("须写明不起诉的种类：法定、酌定或者存疑", "person.not_prosecuted");
    case StepKind::judged:
      if (in_case.stage != Stage::prosecuted) {
        return look.no("本案没有提起公诉", "person.transfer");
      }
      return look.step.judgement ? Hindrance{} : look.no("须写明判决的内容");
    case StepKind::dropped:
      return Hindrance{};  // its stage was looked at
  }
  return std::nullopt;
}

/// The thirty days count from the detention; the days in special circumstances on top of the three.
Clock later_request(const Look& look) {
  const auto& clock = *running_clock(look.person, look.standing, ClockKind::request);
  const auto at = clock.begins;
  const bool is_roaming = look.step.ground == Ground::roaming;
  const auto& rule =
      look.rules.at(is_roaming ? "person.request.roaming" : "person.request.special", at);
  return clock_until(look.rules, ClockKind::request, at,
                     is_roaming ? term_end(rule, at) : extended(rule, clock.due), rule.article);
}

Clock later_custody(const Look& look) {
  static constexpr std::string_view keys[] = {"person.custody.first", "person.custody.second",
                                              "person.custody.third"};
  const auto& clock = *running_clock(look.person, look.standing, ClockKind::custody);
  const auto& rule = look.rules.at(keys[look.standing.custody_extensions], look.step.taken_at);
  return clock_until(look.rules, ClockKind::custody, clock.begins, extended(rule, clock.due),
                     rule.article);
}

}  // namespace

std::optional<Obstacle> obstacle_to(const Person& person, const Standing& standing,
                                    const Step& step, const law::RuleBook& rules) {
  const Look look{person, standing, step, rules};
  if (step.taken_at < standing.last) {
    return look.no("早于已登记的上一步骤：按发生的先后登记，登记错的先撤销");
  }
  if (auto hindrance = of_stage(look)) {
    return hindrance;
  }
  return of_kind(look);
}

std::vector<Clock> clocks_of(const Person& person, const Standing& standing, const Step& step,
                             const law::RuleBook& rules) {
  const Look look{person, standing, step, rules};
  const auto at = step.taken_at;
  const auto by = [&](ClockKind kind, std::string_view key) {
    return clock_by(rules, kind, key, at);
  };
  const bool ends_custody_here =
      (standing.measure == Measure::detained || standing.measure == Measure::arrested) &&
      standing.measure_case == step.case_id;
  switch (step.kind) {
    case StepKind::summoned:
    case StepKind::brought:
      return {by(ClockKind::holding,
                 step.ground == Ground::grave ? "person.summon.grave" : "person.summon.term")};
    case StepKind::detained:
      return {by(ClockKind::family, "person.family.term"),
              by(ClockKind::interrogation, "person.interrogation.term"),
              by(ClockKind::request, "person.request.term")};
    case StepKind::detention_extended:
      return {later_request(look)};
    case StepKind::arrest_requested:
      return {by(ClockKind::decision, "person.decision.term")};
    case StepKind::arrest_approved:
    case StepKind::arrest_refused:
      return standing.measure == Measure::detained
                 ? std::vector{by(ClockKind::follow, "person.follow.term")}
                 : std::vector<Clock>{};
    case StepKind::arrested:
      return {by(ClockKind::family, "person.family.arrest"),
              by(ClockKind::interrogation, "person.interrogation.arrest"),
              by(ClockKind::custody, "person.custody.term")};
    case StepKind::custody_extended:
      return {later_custody(look)};
    case StepKind::bailed:
      return {by(ClockKind::bail, "person.bail.term")};
    case StepKind::confined:
      return {by(ClockKind::confinement, "person.confinement.term")};
    case StepKind::penalised: {
      std::vector<Clock> clocks;
      if (step.penalty->days > 0) {
        const auto due = at + std::chrono::days{step.penalty->days};
        clocks.push_back(clock_until(rules, ClockKind::penalty_custody, at, due,
                                     rules.at("person.penalty.days_max", at).article));
      }
      if (step.penalty->fine.is_positive()) {
        clocks.push_back(by(ClockKind::fine, "person.fine.term"));
      }
      return clocks;
    }
    case StepKind::transferred:
      return {by(ClockKind::review, "person.review.term")};
    case StepKind::sent_back:
      return {by(ClockKind::supplement, "person.supplement.term")};
    case StepKind::not_prosecuted:
    case StepKind::dropped:
      return ends_custody_here ? std::vector{by(ClockKind::follow, "person.follow.term")}
                               : std::vector<Clock>{};
    default:
      return {};
  }
}

}  // namespace holdfast::person
