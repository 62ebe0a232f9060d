// GET /scorings-record: how good the versions were, by the cases that came after what they flagged
// and stopped. POST /payments/outcome: an institution tells what became of a payment that it had
// delayed or held.
//
// Which accounts came into cases: those that a victim's payment went to as reported, and those that
// the traced money lies at or went through; not the shops and counters that it left by, and nothing
// of a case that was found to be no fraud.
#include <algorithm>
#include <boost/describe/enum_to_string.hpp>
#include <boost/json.hpp>

#include "api/body.hpp"
#include "api/routes.hpp"
#include "core/screening.hpp"
#include "screen/track_record.hpp"

namespace holdfast::api {

namespace json = boost::json;

namespace {

constexpr auto span_default = std::chrono::days{7 * 12};
constexpr std::size_t cases_at_once = 100;  // the engine's thread does nothing else meanwhile
constexpr std::size_t marks_at_once = 1'000;
constexpr std::size_t points_shown = 200;
constexpr std::size_t note_bytes_max = 600;

using Involved = std::map<base::AccountId, screen::Involved>;

void involve(Involved& all, const desk::CaseFile& file, base::Fen least) {
  if (file.closed && file.closed->outcome == desk::CaseOutcome::unfounded) {
    return;
  }
  const auto note = [&](base::AccountId account) -> screen::Involved* {
    if (!core::is_reached(file, account, least)) {
      return nullptr;
    }
    const auto [place, added] = all.try_emplace(account, screen::Involved{file.reported_at, {}});
    place->second.at = std::min(place->second.at, file.reported_at);
    return &place->second;
  };
  for (const auto& [account, need] : file.needs) {
    (void)note(account);
  }
  for (const auto& loss : file.losses) {
    auto* involved = loss.payee ? note(*loss.payee) : nullptr;
    if (involved != nullptr) {
      involved->paid.emplace_back(loss.time, loss.amount);
    }
  }
}

Involved involved_accounts(const Call& call) {
  Involved all;
  desk::CaseId last{0};
  for (bool goes_on = true; goes_on;) {
    call.engine().read([&](const core::State& state) {
      const base::Fen least{state.rules.at("screening.taint_min", state.now).number};
      auto each = state.cases.upper_bound(last);
      std::size_t count = 0;
      for (; each != state.cases.end() && count < cases_at_once; ++each, ++count) {
        last = each->first;
        involve(all, each->second, least);
      }
      goes_on = count == cases_at_once;
    });
  }
  return all;
}

std::vector<desk::StoppedPayment> stopped_payments(const Call& call) {
  std::vector<desk::StoppedPayment> all;
  desk::ScreeningId last{0};
  for (bool goes_on = true; goes_on;) {
    call.engine().read([&](const core::State& state) {
      auto each = state.screening.stopped.upper_bound(last);
      std::size_t count = 0;
      for (; each != state.screening.stopped.end() && count < marks_at_once; ++each, ++count) {
        last = each->first;
        all.push_back(each->second);
      }
      goes_on = count == marks_at_once;
    });
  }
  return all;
}

/// Flags and stops that a score led to. Those of the payer's own account do not say whom it is.
std::vector<screen::Alert> alerts_of(const Call& call,
                                     const std::vector<desk::StoppedPayment>& stopped) {
  std::vector<screen::Alert> alerts;
  for (const auto& each : stopped) {
    if (each.basis == desk::Basis::score && each.judged && !each.judged->of_payer && each.payee) {
      alerts.push_back({each.judged->scoring, *each.payee, each.judged->score, each.at});
    }
  }
  // The newest last, and the oldest may be forgotten between two slices: one that is met twice is
  // one alert all the same.
  for (std::size_t next = 0, goes_on = 1; goes_on != 0;) {
    call.engine().read([&](const core::State& state) {
      const auto& flagged = state.screening.flagged;
      const auto end = std::min(flagged.size(), next + marks_at_once);
      for (; next < end; ++next) {
        const auto& each = flagged[next];
        alerts.push_back({each.scoring, each.account, each.score, each.at});
      }
      goes_on = next < flagged.size() ? 1 : 0;
    });
  }
  return alerts;
}

struct Versions {
  std::vector<screen::Run> runs;
  std::map<desk::ScoringId, std::string> names;
  std::optional<desk::ScoringId> active;
  base::Milliseconds horizon{0};
};

/// Nothing where the rules know no horizon.
std::optional<Versions> versions_of(const Call& call) {
  std::optional<Versions> versions;
  call.engine().read([&](const core::State& state) {
    const auto* horizon = state.rules.find("screening.horizon", state.now);
    if (horizon == nullptr) {
      return;
    }
    versions.emplace();
    versions->horizon = law::term_of(*horizon);
    versions->active = state.screening.active;
    for (const auto& [id, scoring] : state.screening.scorings) {
      versions->names[id] = scoring.name;
      if (scoring.activated) {
        versions->runs.push_back({id, scoring.activated->at,
                                  scoring.ended ? std::optional{scoring.ended->at} : std::nullopt});
      }
    }
  });
  return versions;
}

json::object week_json(const screen::RecordWeek& week, base::Instant now,
                       base::Milliseconds horizon) {
  return {{"scoring", desk::to_text(week.scoring)},
          {"from", base::format_instant(week.from)},
          {"alerts", week.alerts},
          {"hits", week.hits},
          {"late", week.late},
          {"undecided", week.undecided},
          {"came", week.came},
          {"known", week.known},
          {"ahead_fen", week.ahead.value()},
          {"before_fen", week.before.value()},
          {"is_settled", week.from + std::chrono::days{7} + horizon <= now}};
}

json::object curve_json(const screen::Record::Curve& curve, const Versions& versions) {
  json::array points;
  for (const auto& each : screen::thinned(curve.points, points_shown)) {
    points.push_back(json::object{{"score_millionths", each.score},
                                  {"alerts", each.alerts},
                                  {"hits", each.hits},
                                  {"known", each.known}});
  }
  const auto name = versions.names.find(curve.scoring);
  return {{"scoring", desk::to_text(curve.scoring)},
          {"name", name == versions.names.end() ? std::string{} : name->second},
          {"is_active", versions.active == curve.scoring},
          {"came", curve.came},
          {"undecided", curve.undecided},
          {"points", std::move(points)}};
}

/// What became of payments that one ground had stopped.
struct Ends {
  struct Sum {
    std::uint64_t payments = 0;
    base::Fen amount;
    void add(base::Fen more) {
      ++payments;
      amount += more;
    }
    [[nodiscard]] json::object json() const {
      return {{"payments", payments}, {"amount_fen", amount.value()}};
    }
  };
  Sum all;
  Sum paid;
  Sum cancelled;
  Sum confirmed;
  Sum untold;
  Sum lost;  // it went, and a case came to the payee within the horizon

  void add(const desk::StoppedPayment& each, bool came) {
    all.add(each.amount);
    if (!each.ended) {
      untold.add(each.amount);
      return;
    }
    switch (each.ended->how) {
      case desk::PaymentEnd::paid:
        paid.add(each.amount);
        break;
      case desk::PaymentEnd::cancelled:
        cancelled.add(each.amount);
        break;
      case desk::PaymentEnd::confirmed:
        confirmed.add(each.amount);
        break;
    }
    if (came && each.ended->how != desk::PaymentEnd::cancelled) {
      lost.add(each.amount);
    }
  }
};

json::array ends_json(const std::vector<desk::StoppedPayment>& stopped, const Involved& involved,
                      const screen::Question& question) {
  std::map<std::pair<desk::Basis, desk::Advice>, Ends> ends;
  for (const auto& each : stopped) {
    if (each.at < question.from || each.at >= question.until) {
      continue;
    }
    const auto found = each.payee ? involved.find(*each.payee) : involved.end();
    const bool came = found != involved.end() && found->second.at > each.at &&
                      found->second.at <= each.at + question.horizon;
    ends[{each.basis, each.advice}].add(each, came);
  }
  json::array list;
  for (const auto& [key, each] : ends) {
    list.push_back(json::object{{"basis", boost::describe::enum_to_string(key.first, "")},
                                {"decision", boost::describe::enum_to_string(key.second, "")},
                                {"all", each.all.json()},
                                {"paid", each.paid.json()},
                                {"cancelled", each.cancelled.json()},
                                {"confirmed", each.confirmed.json()},
                                {"untold", each.untold.json()},
                                {"lost", each.lost.json()}});
  }
  return list;
}

}  // namespace

Answer scorings_record(const Call& call) {
  const Gate::Turn turn{call.service.traces};
  if (!turn.has_it()) {
    return base::Error{base::ErrorCode::too_many, "too much is being counted; try again"};
  }
  const auto query = page_query(call, "screening");
  if (!query) {
    return query.error();
  }
  const auto versions = versions_of(call);
  if (!versions) {
    return base::Error{base::ErrorCode::unavailable, "the rules say nothing of screening.horizon"};
  }
  screen::Question question;
  question.now = call.engine().now();
  // What comes at this moment counts.
  question.until =
      query->until_ms ? base::from_unix_ms(*query->until_ms) : question.now + base::Milliseconds{1};
  question.from = query->from_ms ? base::from_unix_ms(*query->from_ms)
                                 : screen::week_of(question.until - span_default);
  question.horizon = versions->horizon;
  const auto involved = involved_accounts(call);
  const auto stopped = stopped_payments(call);
  const auto record =
      screen::record_of(alerts_of(call, stopped), involved, versions->runs, question);
  json::array weeks;
  for (const auto& each : record.weeks) {
    weeks.push_back(week_json(each, question.now, question.horizon));
  }
  json::array curves;
  for (const auto& each : record.curves) {
    curves.push_back(curve_json(each, *versions));
  }
  return net::json_response(
      200, json::serialize(json::object{
               {"from", base::format_instant(question.from)},
               {"until", base::format_instant(question.until)},
               {"horizon_days",
                std::chrono::duration_cast<std::chrono::hours>(question.horizon).count() / 24},
               {"weeks", std::move(weeks)},
               {"curves", std::move(curves)},
               {"stopped", ends_json(stopped, involved, question)}}));
}

Answer payment_outcome(const Call& call) {
  if (call.who.institution.empty()) {
    return base::Error{base::ErrorCode::forbidden, "this key belongs to no institution"};
  }
  const auto fields = Fields::parse(call.request.body);
  if (!fields) {
    return fields.error();
  }
  core::EndStoppedPayment body;
  body.institution = call.who.institution;
  body.payment = fields->needed_text("payment_id", 128);
  if (const auto id = fields->text("screening", 32); !id.empty()) {
    const auto number = read_number(id, 'S');
    if (number) {
      body.screening = desk::ScreeningId{*number};
    } else {
      fields->refuse("screening", "is like S000001");
    }
  }
  body.how = needed_choice<desk::PaymentEnd>(*fields, "outcome", "paid, cancelled or confirmed");
  body.note = fields->text("note", note_bytes_max);
  const auto ok = fields->finish();
  return ok ? submit(call, std::move(body), "screening") : Answer{ok.error()};
}

}  // namespace holdfast::api
