#include "screen/track_record.hpp"

#include <algorithm>

namespace holdfast::screen {

namespace {

using Key = std::pair<desk::ScoringId, base::AccountId>;
using Firsts = std::map<Key, Alert>;

Firsts first_alerts(const std::vector<Alert>& alerts) {
  Firsts firsts;
  for (const auto& each : alerts) {
    const auto [place, added] = firsts.try_emplace({each.scoring, each.account}, each);
    if (!added && each.at < place->second.at) {
      place->second = each;
    }
  }
  return firsts;
}

bool is_within(base::Instant at, base::Instant from, base::Instant until) {
  return at >= from && at < until;
}

/// What became of an alert.
enum class Fate { hit, late, missed, undecided };

Fate fate_of(const Alert& alert, const std::map<base::AccountId, Involved>& involved,
             const Question& question) {
  const auto found = involved.find(alert.account);
  if (found != involved.end() && found->second.at <= alert.at) {
    return Fate::late;
  }
  if (found != involved.end() && found->second.at <= alert.at + question.horizon) {
    return Fate::hit;
  }
  return alert.at + question.horizon > question.now ? Fate::undecided : Fate::missed;
}

/// The alert that was there before the account came, not longer ago than the horizon; null: none.
const Alert* known_by(const Firsts& firsts, desk::ScoringId scoring, base::AccountId account,
                      base::Instant came, const Question& question) {
  const auto found = firsts.find({scoring, account});
  const bool was_there = found != firsts.end() && found->second.at < came &&
                         came <= found->second.at + question.horizon;
  return was_there ? &found->second : nullptr;
}

class Counting {
 public:
  void alert(const Alert& alert, Fate fate, const Involved* involved) {
    auto& week = week_of_version(alert.scoring, alert.at);
    ++week.alerts;
    week.hits += fate == Fate::hit ? 1U : 0U;
    week.late += fate == Fate::late ? 1U : 0U;
    week.undecided += fate == Fate::undecided ? 1U : 0U;
    if (fate == Fate::hit) {
      for (const auto& [at, amount] : involved->paid) {
        (at >= alert.at ? week.ahead : week.before) += amount;
      }
    }
    auto& curve = curves_[alert.scoring];
    curve.undecided += fate == Fate::undecided ? 1U : 0U;
    if (fate != Fate::late) {
      auto& step = curve.steps[alert.score];
      ++step.alerts;
      step.hits += fate == Fate::hit ? 1U : 0U;
    }
  }
  void ran(desk::ScoringId scoring) { curves_.try_emplace(scoring); }
  void came(desk::ScoringId scoring, base::Instant at, const Alert* known) {
    auto& week = week_of_version(scoring, at);
    ++week.came;
    auto& curve = curves_[scoring];
    ++curve.came;
    if (known != nullptr) {
      ++week.known;
      ++curve.steps[known->score].known;
    }
  }

  [[nodiscard]] Record record() const {
    Record record;
    for (const auto& [key, week] : weeks_) {
      record.weeks.push_back(week);
    }
    for (const auto& [scoring, counted] : curves_) {
      Record::Curve curve{scoring, counted.came, counted.undecided, {}};
      RecordPoint sum;
      for (auto step = counted.steps.rbegin(); step != counted.steps.rend(); ++step) {
        sum.score = step->first;
        sum.alerts += step->second.alerts;
        sum.hits += step->second.hits;
        sum.known += step->second.known;
        curve.points.push_back(sum);
      }
      record.curves.push_back(std::move(curve));
    }
    return record;
  }

 private:
  struct Curve {
    std::uint64_t came = 0;
    std::uint64_t undecided = 0;
    std::map<std::int64_t, RecordPoint> steps;  // by score
  };
  RecordWeek& week_of_version(desk::ScoringId scoring, base::Instant at) {
    const auto from = week_of(at);
    auto& week = weeks_[{scoring, from}];
    week.scoring = scoring;
    week.from = from;
    return week;
  }

  std::map<std::pair<desk::ScoringId, base::Instant>, RecordWeek> weeks_;
  std::map<desk::ScoringId, Curve> curves_;
};

}  // namespace

base::Instant week_of(base::Instant at) {
  constexpr std::int64_t day_ms = 86'400'000;
  constexpr std::int64_t beijing_ms = 28'800'000;
  constexpr std::int64_t monday = 3;  // 1970-01-01 was a Thursday, three days after one
  const auto local = base::to_unix_ms(at) + beijing_ms;
  const auto day = local >= 0 ? local / day_ms : (local - day_ms + 1) / day_ms;
  const auto in_week = ((day + monday) % 7 + 7) % 7;
  return base::from_unix_ms((day - in_week) * day_ms - beijing_ms);
}

Record record_of(const std::vector<Alert>& alerts,
                 const std::map<base::AccountId, Involved>& involved, const std::vector<Run>& runs,
                 const Question& question) {
  const auto firsts = first_alerts(alerts);
  Counting counting;
  for (const auto& [key, alert] : firsts) {
    if (is_within(alert.at, question.from, question.until)) {
      const auto found = involved.find(alert.account);
      counting.alert(alert, fate_of(alert, involved, question),
                     found == involved.end() ? nullptr : &found->second);
    }
  }
  for (const auto& run : runs) {
    const auto until = std::min(run.until.value_or(question.until), question.until);
    const auto from = std::max(run.from, question.from);
    if (from >= until) {
      continue;
    }
    counting.ran(run.scoring);
    for (const auto& [account, each] : involved) {
      if (is_within(each.at, from, until)) {
        counting.came(run.scoring, each.at,
                      known_by(firsts, run.scoring, account, each.at, question));
      }
    }
  }
  return counting.record();
}

std::vector<RecordPoint> thinned(const std::vector<RecordPoint>& points, std::size_t most) {
  if (points.size() <= most || most < 2) {
    return points;
  }
  std::vector<RecordPoint> kept;
  for (std::size_t i = 0; i < most; ++i) {
    kept.push_back(points[i * (points.size() - 1) / (most - 1)]);
  }
  return kept;
}

}  // namespace holdfast::screen
