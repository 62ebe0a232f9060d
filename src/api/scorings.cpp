// The versions of what judges payments: which one does, which one is in the shadow, how their
// scores lie by day, and the steps from one to the next.
#include <algorithm>
#include <array>
#include <boost/describe/enum_to_string.hpp>
#include <boost/json.hpp>
#include <cmath>
#include <unordered_set>

#include "api/body.hpp"
#include "api/routes.hpp"
#include "base/digest.hpp"
#include "core/screening.hpp"
#include "screen/screener.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

constexpr std::size_t days_shown = 120;
constexpr std::size_t model_bytes_max = std::size_t{16} << 20;
constexpr std::size_t rules_bytes_max = std::size_t{1} << 20;
constexpr std::uint64_t enough = 1'000;  // screenings, before a day says how scores lie

json::value step_json(const std::optional<desk::ScoringStep>& step) {
  return step ? json::value(json::object{{"by", step->by},
                                         {"at", base::format_instant(step->at)},
                                         {"reason", step->reason}})
              : json::value(nullptr);
}

json::object scoring_json(const desk::Scoring& scoring, const core::Thresholds& thresholds) {
  return {{"id", desk::to_text(scoring.id)},
          {"name", scoring.name},
          {"state", boost::describe::enum_to_string(scoring.state, "")},
          {"model", scoring.model},
          {"rules", scoring.rules},
          {"delay_from", thresholds.delay_from},
          {"hold_from", thresholds.hold_from},
          {"own_thresholds", scoring.delay_from || scoring.hold_from},
          {"proposed", step_json(scoring.proposed)},
          {"activated", step_json(scoring.activated)},
          {"ended", step_json(scoring.ended)}};
}

json::value standing_json(const std::shared_ptr<screen::Follower>& follower) {
  if (follower == nullptr) {
    return nullptr;
  }
  const auto standing = follower->standing();
  return json::object{{"ready", standing.is_ready},    {"behind", standing.behind},
                      {"waiting", standing.waiting},   {"put_off", standing.put_off},
                      {"payments", standing.taken},    {"late", standing.late},
                      {"accounts", standing.accounts}, {"flagged", standing.flagged},
                      {"bytes", standing.bytes},       {"since", standing.since},
                      {"build_ms", standing.build_ms}};
}

/// Population stability index of a day's scores against those of the version's first full day: the
/// sum over the steps of (share - share then) * ln(share / share then). 0.1 is a shift, 0.25 a
/// large one. A half is added to each count, so that an empty step divides by nothing.
double stability_index(const desk::ScoreDay& day, const desk::ScoreDay& first) {
  const double steps = desk::score_steps;
  const auto share = [&](const desk::ScoreDay& of, std::size_t step) {
    return (static_cast<double>(of.steps[step]) + 0.5) /
           (static_cast<double>(of.asked) + 0.5 * steps);
  };
  double index = 0;
  for (std::size_t step = 0; step < desk::score_steps; ++step) {
    index +=
        (share(day, step) - share(first, step)) * std::log(share(day, step) / share(first, step));
  }
  return index;
}

json::object day_json(const desk::ScoreDay& day, const std::vector<desk::ScoreDay>& days) {
  const auto first = std::ranges::find_if(days, [&](const desk::ScoreDay& each) {
    return each.scoring == day.scoring && each.in_shadow == day.in_shadow && each.asked >= enough &&
           !each.steps.empty();
  });
  const bool compares = first != days.end() && first->day < day.day && day.asked >= enough;
  return {{"day", day.day},
          {"scoring", day.scoring.value() == 0 ? json::value(nullptr)
                                               : json::value(desk::to_text(day.scoring))},
          {"in_shadow", day.in_shadow},
          {"asked", day.asked},
          {"allowed", day.allowed},
          {"delayed", day.delayed},
          {"held", day.held},
          {"late", day.late},
          {"differing", day.differing},
          {"stopped_fen", day.stopped.value()},
          {"steps", json::value_from(day.steps)},
          {"stability_index",
           compares ? json::value(stability_index(day, *first)) : json::value(nullptr)}};
}

/// What each choice of a threshold would have meant for the payments judged lately: how many would
/// have been stopped and how much money, and of them those whose payee a case has reached since.
json::array thresholds_json(const std::vector<screen::Weighed>& weighed,
                            const std::unordered_set<base::AccountId>& involved) {
  struct Step {
    std::uint64_t payments = 0;
    std::int64_t amount = 0;
    std::uint64_t involved = 0;
    std::int64_t involved_amount = 0;
  };
  std::array<Step, desk::score_steps> steps{};
  for (const auto& each : weighed) {
    Step& step = steps[desk::step_of(each.score)];
    ++step.payments;
    step.amount += each.amount.value();
    if (each.payee && involved.contains(*each.payee)) {
      ++step.involved;
      step.involved_amount += each.amount.value();
    }
  }
  Step above;
  json::array list;
  for (std::size_t i = desk::score_steps; i-- > 0;) {
    above.payments += steps[i].payments;
    above.amount += steps[i].amount;
    above.involved += steps[i].involved;
    above.involved_amount += steps[i].involved_amount;
    list.push_back(json::object{{"from", i * 1'000'000 / desk::score_steps},
                                {"payments", above.payments},
                                {"amount_fen", above.amount},
                                {"involved", above.involved},
                                {"involved_fen", above.involved_amount}});
  }
  return list;
}

std::shared_ptr<screen::Screener> screener_of(const Call& call) {
  return call.service.options.screener;
}

base::Error no_screener() {
  return {base::ErrorCode::unavailable, "this server screens no payments"};
}

base::Result<desk::ScoringId> read_scoring(const Call& call) {
  const auto number = read_number(call.request.param("id"), 'V');
  if (!number) {
    return base::Error{base::ErrorCode::not_found, "no such version"};
  }
  return desk::ScoringId{*number};
}

/// Submits, and has the version taken up or laid down at once.
Answer submit_and_refresh(const Call& call, core::CommandBody body, int status) {
  auto answer = submit(call, std::move(body), "scoring", status);
  if (answer) {
    screener_of(call)->refresh();
  }
  return answer;
}

template <typename Command>
Answer step(const Call& call) {
  if (screener_of(call) == nullptr) {
    return no_screener();
  }
  const auto id = read_scoring(call);
  if (!id) {
    return id.error();
  }
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  const auto reason = fields->needed_text("reason", 2000);
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  return submit_and_refresh(call, Command{*id, reason}, 200);
}

/// The part of a proposal that is a file: the bytes sent, else those of the active version.
base::Result<std::string> part(const screen::Files& files, const std::string& sent,
                               const std::string& of_active) {
  return sent.empty() ? screen::fetch(files, of_active) : base::Result<std::string>{sent};
}

std::optional<std::int64_t> threshold(const Fields& fields, std::string_view name) {
  return fields.has(name) ? std::optional{fields.needed_number(name, 1, 1'000'000)} : std::nullopt;
}

}  // namespace

Answer scorings(const Call& call) {
  std::vector<std::pair<desk::Scoring, core::Thresholds>> versions;
  std::vector<desk::ScoreDay> days;
  std::unordered_set<base::AccountId> involved;
  const port::BatchSeq seq = call.engine().seq();
  call.engine().read([&](const core::State& state) {
    const auto& all = state.screening;
    for (const auto& [id, scoring] : all.scorings) {
      versions.emplace_back(scoring, core::thresholds_of(state, id, state.now));
    }
    const auto count = std::min(all.days.size(), days_shown);
    for (const auto& [account, cases] : state.cases_of) {
      involved.insert(account);
    }
    days.assign(all.days.end() - static_cast<std::ptrdiff_t>(count), all.days.end());
  });
  json::array versions_json;
  for (const auto& [scoring, thresholds] : versions) {
    versions_json.push_back(scoring_json(scoring, thresholds));
  }
  json::array days_json;
  for (const auto& day : days) {
    days_json.push_back(day_json(day, days));
  }
  const auto screener = screener_of(call);
  const json::object body{
      {"versions", std::move(versions_json)},
      {"days", std::move(days_json)},
      {"active_standing", screener ? standing_json(screener->active()) : json::value(nullptr)},
      {"candidate_standing",
       screener ? standing_json(screener->candidate()) : json::value(nullptr)},
      {"thresholds",
       thresholds_json(screener ? screener->weighed() : std::vector<screen::Weighed>{}, involved)},
      {"seq", seq}};
  return net::json_response(200, json::serialize(body));
}

Answer propose_scoring(const Call& call) {
  const auto screener = screener_of(call);
  if (screener == nullptr) {
    return no_screener();
  }
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  core::ProposeScoring proposal;
  proposal.name = fields->needed_text("name", 128);
  proposal.reason = fields->needed_text("reason", 2000);
  proposal.delay_from = threshold(*fields, "delay_from");
  proposal.hold_from = threshold(*fields, "hold_from");
  auto model = base::from_base64(fields->text("model_base64", model_bytes_max));
  if (!model) {
    fields->refuse("model_base64", "is not base64");
  }
  const auto rules = fields->text("rules_toml", rules_bytes_max);
  if (const auto ok = fields->finish(); !ok) {
    return ok.error();
  }
  std::string active_model;
  std::string active_rules;
  call.engine().read([&](const core::State& state) {
    const auto& all = state.screening;
    if (all.active) {
      active_model = all.scorings.at(*all.active).model;
      active_rules = all.scorings.at(*all.active).rules;
    }
  });
  const auto model_bytes = part(screener->files(), *model, active_model);
  if (!model_bytes) {
    return model_bytes.error();
  }
  const auto rules_bytes = part(screener->files(), rules, active_rules);
  if (!rules_bytes) {
    return rules_bytes.error();
  }
  if (const auto scale = screen::read_scale(*model_bytes, *rules_bytes); !scale) {
    return base::Error{base::ErrorCode::bad_input, scale.error().message,
                       model->empty() ? "/rules_toml" : "/model_base64"};
  }
  const auto model_digest = screen::keep(screener->files(), *model_bytes);
  const auto rules_digest = screen::keep(screener->files(), *rules_bytes);
  if (!model_digest || !rules_digest) {
    return model_digest ? rules_digest.error() : model_digest.error();
  }
  proposal.model = *model_digest;
  proposal.rules = *rules_digest;
  return submit_and_refresh(call, std::move(proposal), 201);
}

Answer activate_scoring(const Call& call) {
  return step<core::ActivateScoring>(call);
}

Answer withdraw_scoring(const Call& call) {
  return step<core::WithdrawScoring>(call);
}

}  // namespace holdfast::api
