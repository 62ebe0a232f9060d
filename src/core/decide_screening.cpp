// Payments that wait for a word, and which version of a model and its rules judges them.
//
// Facts come before scores: whoever is reached by an open case or stands under an order is held
// whatever the watch thinks. The score decides the rest; where nobody judged, the institution's own
// policy does.
#include <algorithm>
#include <fmt/core.h>

#include "core/outcome.hpp"
#include "core/screening.hpp"

namespace holdfast::core {

namespace {

constexpr std::size_t payment_bytes_max = 128;
constexpr std::size_t digest_digits = 64;
constexpr std::int64_t score_max = 1'000'000;

/// What is known of the payee without any score.
struct Facts {
  std::vector<order::CaseId> cases;
  std::vector<order::OrderId> orders;

  [[nodiscard]] bool hold() const { return !cases.empty() || !orders.empty(); }
};

Facts facts_of(const Outcome& out, base::AccountId payee) {
  Facts facts;
  const base::Fen least{out.rule("screening.taint_min").number};
  if (const auto cases = out.state.cases_of.find(payee); cases != out.state.cases_of.end()) {
    for (const auto id : cases->second) {
      const auto& file = out.state.cases.at(id);
      if (desk::is_pursued(file) && is_reached(file, payee, least)) {
        facts.cases.push_back(id);
      }
    }
  }
  for (const auto id : orders_on(out.state, payee)) {
    const auto& order = out.state.orders.at(id);
    const bool stands = order.state == order::State::in_force || order::awaits_partner(order);
    if (order::restrains(order.family) && stands && order.account == payee) {
      facts.orders.push_back(id);
    }
  }
  return facts;
}

/// The codes are those of the police-bank messages: 3004, the payee is involved.
std::vector<desk::ScreenReason> reasons_of(const Facts& facts) {
  std::vector<desk::ScreenReason> reasons;
  for (const auto id : facts.cases) {
    reasons.push_back({"3004", fmt::format("收款账户涉及在办案件 {}", order::to_text(id))});
  }
  if (!facts.orders.empty()) {
    reasons.push_back({"3004", "收款账户已被止付或冻结，或正在办理"});
  }
  return reasons;
}

std::string_view words_of(desk::Unjudged why) {
  switch (why) {
    case desk::Unjudged::warming:
      return "研判系统正在恢复，未能评分";
    case desk::Unjudged::late:
      return "未能在时限内评分";
    case desk::Unjudged::no_model:
      return "研判模型不可用，未能评分";
    case desk::Unjudged::none:
      break;
  }
  return "未能评分";
}

/// Often enough that somebody has to look: so many within the window, and so large a share of all.
void watch_lateness(Outcome& out) {
  const auto& watch = out.state.screening.lateness;
  const bool same_window = out.at < watch.since + std::chrono::minutes{1};
  const auto late = (same_window ? watch.late : 0) + 1;
  const auto asked = (same_window ? watch.asked : 0) + 1;
  const auto least = static_cast<std::uint64_t>(out.rule("screening.late.least").number);
  const auto share = static_cast<std::uint64_t>(out.rule("screening.late.share").number);
  if (late >= least && late * 1000 >= share * asked) {
    raise_alarm(
        out, AlarmKind::screening_late, "screening",
        fmt::format("一分钟内 {} 笔支付筛查有 {} 笔超过时限，按各机构的应急策略答复", asked, late));
  }
}

void judge(Outcome& out, const ScreenPayment& body, desk::Screening& screening) {
  const auto facts = body.payee ? facts_of(out, *body.payee) : Facts{};
  const auto policy = screening_terms(out.state, body.institution, out.at).fail;
  if (body.judged) {
    screening.basis = desk::Basis::score;
    screening.advice =
        advice_of(thresholds_of(out.state, body.judged->scoring, out.at), body.judged->score);
    if (screening.advice != desk::Advice::allow) {
      screening.reasons = body.reasons;
      screening.transfers = body.transfers;
    }
  } else {
    screening.basis = desk::Basis::policy;
    screening.advice = advice_of(policy);
    screening.reasons = {{"9999", std::string{words_of(body.unjudged)}}};
  }
  // An institution that gave up waiting was told its own policy: that is what is written down.
  if (facts.hold() && body.unjudged != desk::Unjudged::late) {
    screening.basis = desk::Basis::facts;
    screening.advice = desk::Advice::hold;
    screening.cases = facts.cases;
    screening.orders = facts.orders;
    auto reasons = reasons_of(facts);
    if (body.judged) {
      reasons.insert(reasons.end(), screening.reasons.begin(), screening.reasons.end());
    }
    screening.reasons = std::move(reasons);
  }
}

/// Whoever is about to pay is warned, unless it is the payer's own account that looks bad. Nobody
/// is known by name here: the warning is about the account, until somebody finds out.
void warn_payer(Outcome& out, const desk::Screening& screening) {
  const bool is_suspect =
      screening.judged && screening.judged->of_payer && screening.basis == desk::Basis::score;
  if (screening.advice == desk::Advice::allow || screening.basis == desk::Basis::policy ||
      is_suspect || !screening.payer) {
    return;
  }
  RaiseWarning raise;
  raise.source = dissuade::SourceKind::screening;
  raise.grade = out.rule(screening.advice == desk::Advice::hold ? "screening.hold_grade"
                                                                : "screening.delay_grade")
                    .text;
  for (const auto& reason : screening.reasons) {
    raise.reasons.push_back(reason.words);
  }
  raise.feature_code = screening.reasons.empty() ? std::string{} : screening.reasons[0].code;
  raise.account = screening.payer;
  raise.transfers = screening.transfers;
  raise.cases = screening.cases;
  raise.amount = screening.amount;
  const auto events = out.events.size();
  const auto answer = out.answer;
  // What the rules of warnings do not take must not keep the payment waiting.
  if (!decide_one(out, raise)) {
    out.events.erase(out.events.begin() + static_cast<std::ptrdiff_t>(events), out.events.end());
  }
  out.answer = answer;
}

bool is_digest(std::string_view text) {
  return text.size() == digest_digits && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

base::Result<void> check_thresholds(const ProposeScoring& body) {
  for (const auto& [value, where] :
       {std::pair{body.delay_from, "/delay_from"}, std::pair{body.hold_from, "/hold_from"}}) {
    if (value && (*value < 1 || *value > score_max)) {
      return base::Error{base::ErrorCode::bad_input, "a threshold is 1 to 1,000,000 millionths",
                         where};
    }
  }
  if (body.delay_from && body.hold_from && *body.delay_from > *body.hold_from) {
    return base::Error{base::ErrorCode::bad_input, "payments are delayed before they are held",
                       "/delay_from"};
  }
  return {};
}

base::Result<const desk::Scoring*> candidate_named(const State& state, desk::ScoringId id) {
  const auto found = state.screening.scorings.find(id);
  if (found == state.screening.scorings.end()) {
    return refuse(base::ErrorCode::not_found, fmt::format("no version {}", desk::to_text(id)));
  }
  if (found->second.state != desk::ScoringState::candidate) {
    return refuse(base::ErrorCode::conflict,
                  fmt::format("版本 {} 不是待启用的版本", desk::to_text(id)));
  }
  return &found->second;
}

}  // namespace

bool is_reached(const desk::CaseFile& file, base::AccountId account, base::Fen least) {
  if (const auto need = file.needs.find(account); need != file.needs.end()) {
    return need->second.exit == desk::ExitKind::none && need->second.received >= least;
  }
  return std::any_of(file.losses.begin(), file.losses.end(), [&](const desk::Loss& loss) {
    return loss.payee == account && loss.amount >= least;
  });
}

Thresholds thresholds_of(const State& state, desk::ScoringId scoring, base::Instant at) {
  Thresholds thresholds{state.rules.at("screening.delay_from", at).number,
                        state.rules.at("screening.hold_from", at).number};
  const auto& all = state.screening.scorings;
  if (const auto found = all.find(scoring); found != all.end()) {
    thresholds.delay_from = found->second.delay_from.value_or(thresholds.delay_from);
    thresholds.hold_from = found->second.hold_from.value_or(thresholds.hold_from);
  }
  return thresholds;
}

desk::Advice advice_of(const Thresholds& thresholds, std::int64_t score) {
  if (score >= thresholds.hold_from) {
    return desk::Advice::hold;
  }
  return score >= thresholds.delay_from ? desk::Advice::delay : desk::Advice::allow;
}

EffectiveTerms screening_terms(const State& state, std::string_view institution, base::Instant at) {
  EffectiveTerms terms;
  terms.fail =
      state.rules.at("screening.fail", at).text == "closed" ? FailPolicy::closed : FailPolicy::open;
  terms.deadline = base::Milliseconds{state.rules.at("screening.deadline_ms", at).number};
  terms.validity = law::term_of(state.rules.at("screening.validity", at));
  const auto* known = find_institution(state.routing, institution);
  return known == nullptr ? terms : with_own(terms, known->screening);
}

EffectiveTerms with_own(EffectiveTerms of_the_house, const ScreeningTerms& own) {
  of_the_house.fail = own.fail.value_or(of_the_house.fail);
  of_the_house.deadline =
      base::Milliseconds{own.deadline_ms.value_or(of_the_house.deadline.count())};
  return of_the_house;
}

base::Result<void> decide_one(Outcome& out, const ScreenPayment& body) {
  if (body.payment.empty() || body.payment.size() > payment_bytes_max) {
    return base::Error{base::ErrorCode::bad_input, "a payment's number has 1 to 128 bytes",
                       "/payment_id"};
  }
  if (out.state.rules.find("screening.delay_from", out.at) == nullptr) {
    return refuse(base::ErrorCode::unavailable,
                  "no rule pack with the rules of screening is loaded");
  }
  if (find_institution(out.state.routing, body.institution) == nullptr) {
    return base::Error{base::ErrorCode::bad_input,
                       fmt::format("no institution {}", body.institution)};
  }
  if (const auto* earlier = find_screening(out.state, body.institution, body.payment)) {
    if (earlier->digest != body.digest) {
      return refuse(base::ErrorCode::conflict,
                    fmt::format("payment {} was screened with other particulars", body.payment));
    }
    out.answer = {desk::to_text(earlier->id), true};
    return {};
  }
  base::check(body.judged.has_value() == (body.unjudged == desk::Unjudged::none),
              "a payment is judged, or it is said why it is not");
  desk::Screening screening;
  screening.id = desk::ScreeningId{out.state.screening.last.value() + 1};
  screening.institution = body.institution;
  screening.payment = body.payment;
  screening.digest = body.digest;
  screening.payer = body.payer;
  screening.payee = body.payee;
  screening.amount = body.amount;
  screening.at = out.at;
  screening.until = out.at + screening_terms(out.state, body.institution, out.at).validity;
  screening.unjudged = body.unjudged;
  screening.judged = body.judged;
  screening.shadow = body.shadow;
  screening.rules_version = out.state.rules.version();
  judge(out, body, screening);
  out.answer.id = desk::to_text(screening.id);
  out.add(PaymentScreened{screening});
  warn_payer(out, screening);
  if (body.unjudged == desk::Unjudged::late) {
    watch_lateness(out);
  }
  return {};
}

base::Result<void> decide_one(Outcome& out, const ProposeScoring& body) {
  if (!is_digest(body.model) || !is_digest(body.rules)) {
    return base::Error{base::ErrorCode::bad_input, "a digest has 64 hexadecimal digits", "/model"};
  }
  if (body.name.empty() || body.name.size() > 128) {
    return base::Error{base::ErrorCode::bad_input, "a version's name has 1 to 128 bytes", "/name"};
  }
  if (const auto ok = need_reason(body.reason); !ok) {
    return ok.error();
  }
  if (const auto ok = check_thresholds(body); !ok) {
    return ok.error();
  }
  const auto& all = out.state.screening;
  if (all.candidate) {
    return refuse(base::ErrorCode::conflict, fmt::format("版本 {} 正在影子运行：先启用或撤回它",
                                                         desk::to_text(*all.candidate)));
  }
  desk::Scoring scoring;
  scoring.id = desk::ScoringId{all.scorings.empty() ? 1 : all.scorings.rbegin()->first.value() + 1};
  scoring.name = body.name;
  scoring.model = body.model;
  scoring.rules = body.rules;
  scoring.delay_from = body.delay_from;
  scoring.hold_from = body.hold_from;
  scoring.proposed = {out.command.actor, out.at, body.reason};
  const auto id = scoring.id;
  out.answer.id = desk::to_text(id);
  out.add(ScoringProposed{std::move(scoring)});
  if (!all.active) {
    out.add(ScoringActivated{id, body.reason});  // nothing judged before: nothing to compare with
  }
  return {};
}

base::Result<void> decide_one(Outcome& out, const ActivateScoring& body) {
  const auto scoring = candidate_named(out.state, body.scoring);
  if (!scoring) {
    return scoring.error();
  }
  if (const auto ok = need_reason(body.reason); !ok) {
    return ok.error();
  }
  if ((*scoring)->proposed.by == out.command.actor) {
    return refuse(base::ErrorCode::refused_by_rule, "提出的人不得自己启用：须由另一人复核",
                  "approval.not_self");
  }
  out.add(ScoringActivated{body.scoring, body.reason});
  out.answer.id = desk::to_text(body.scoring);
  return {};
}

base::Result<void> decide_one(Outcome& out, const WithdrawScoring& body) {
  const auto scoring = candidate_named(out.state, body.scoring);
  if (!scoring) {
    return scoring.error();
  }
  if (const auto ok = need_reason(body.reason); !ok) {
    return ok.error();
  }
  out.add(ScoringWithdrawn{body.scoring, body.reason});
  out.answer.id = desk::to_text(body.scoring);
  return {};
}

void tidy_screenings(Outcome& out) {
  const auto& all = out.state.screening;
  const auto* kept = out.state.rules.find("screening.kept", out.at);
  if (kept == nullptr) {
    return;  // a pack from before there were screenings
  }
  const auto horizon = out.at - law::term_of(*kept);
  const auto most = static_cast<std::size_t>(out.rule("screening.kept_max").number);
  auto first = all.recent.begin();
  if (all.recent.size() > most) {
    std::advance(first, static_cast<std::ptrdiff_t>(all.recent.size() - most));
  }
  while (first != all.recent.end() && first->second.at < horizon) {
    ++first;
  }
  if (first != all.recent.begin()) {
    out.add(ScreeningsForgotten{first == all.recent.end() ? desk::ScreeningId{all.last.value() + 1}
                                                          : first->first});
  }
  const auto& late = all.lateness.last_late;
  if (!late || out.at - *late > std::chrono::minutes{5}) {
    clear_alarm(out, AlarmKind::screening_late, "screening");
  }
}

}  // namespace holdfast::core
