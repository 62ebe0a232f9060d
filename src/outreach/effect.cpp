#include "outreach/effect.hpp"

#include <algorithm>
#include <fmt/core.h>
#include <map>
#include <optional>

#include "base/rng.hpp"

namespace holdfast::outreach {

namespace {

constexpr int resamplings = 2'000;
constexpr std::uint64_t resampling_seed = 20161201;
constexpr double per_households = 10'000;

struct Counted {
  std::uint64_t households = 0;
  std::uint64_t before = 0;
  std::uint64_t after = 0;
};

struct Span {
  base::Instant from;
  base::Instant at;
  base::Instant until;
  base::Instant early_until;  // of the first quarter after `at`
};

Span span_of(const EffectQuestion& question) {
  const auto side = std::chrono::days{7 * question.weeks};
  return {question.at - side, question.at, question.at + side,
          question.at + base::Milliseconds{side} / 4};
}

/// When education first reached each street within the span.
std::map<std::string, base::Instant> first_education(const Ledger& ledger, const Span& span) {
  std::map<std::string, base::Instant> first;
  const auto note = [&](const std::string& street, base::Instant when) {
    if (when >= span.from && when < span.until) {
      const auto [place, is_new] = first.emplace(street, when);
      place->second = is_new ? when : std::min(place->second, when);
    }
  };
  for (const auto& [id, campaign] : ledger.campaigns) {
    if (campaign.report && !campaign.withdrawn && !campaign.street.empty()) {
      note(campaign.street, campaign.from);
    }
  }
  for (const auto& [id, round] : ledger.rounds) {
    if (!round.withdrawn) {
      note(round.street, round.day);
    }
  }
  return first;
}

Side side_of(const std::vector<Counted>& streets) {
  Side side;
  side.streets = streets.size();
  for (const auto& each : streets) {
    side.households += each.households;
    side.before += each.before;
    side.after += each.after;
  }
  return side;
}

double change(const Side& side) {
  const auto households = static_cast<double>(side.households);
  return (static_cast<double>(side.after) - static_cast<double>(side.before)) * per_households /
         households;
}

std::vector<Counted> resampled(const std::vector<Counted>& streets, base::Rng& rng) {
  std::vector<Counted> drawn;
  drawn.reserve(streets.size());
  for (std::size_t i = 0; i < streets.size(); ++i) {
    drawn.push_back(streets[rng.below(streets.size())]);
  }
  return drawn;
}

void spread(Effect& effect, const std::vector<Counted>& with, const std::vector<Counted>& without) {
  base::Rng rng{resampling_seed};
  std::vector<double> seen;
  seen.reserve(resamplings);
  for (int i = 0; i < resamplings; ++i) {
    seen.push_back(change(side_of(resampled(with, rng))) -
                   change(side_of(resampled(without, rng))));
  }
  std::sort(seen.begin(), seen.end());
  effect.low = seen[resamplings * 25 / 1000];
  effect.high = seen[resamplings * 975 / 1000 - 1];
}

std::string obstacle(const Effect& effect, const EffectQuestion& question) {
  if (effect.with.streets < question.streets_least ||
      effect.without.streets < question.streets_least) {
    return fmt::format("开展宣传的街道 {} 个、未开展的 {} 个：两边各不少于 {} 个才作比较",
                       effect.with.streets, effect.without.streets, question.streets_least);
  }
  const auto cases =
      effect.with.before + effect.with.after + effect.without.before + effect.without.after;
  if (cases < question.cases_least) {
    return fmt::format("两段时间内已登记街道的案件共 {} 起：不少于 {} 起才作比较", cases,
                       question.cases_least);
  }
  return {};
}

}  // namespace

Effect effect_of(const Ledger& ledger, const std::vector<PlacedCase>& cases,
                 const EffectQuestion& question) {
  const auto span = span_of(question);
  std::map<std::string, Counted> by_street;
  for (const auto& [code, street] : ledger.streets) {
    by_street[code].households = street.households;
  }
  for (const auto& each : cases) {
    const auto street = by_street.find(each.street);
    if (street != by_street.end() && each.at >= span.from && each.at < span.until) {
      ++(each.at < span.at ? street->second.before : street->second.after);
    }
  }
  const auto first = first_education(ledger, span);
  Effect effect;
  std::vector<Counted> with;
  std::vector<Counted> without;
  for (const auto& [code, counted] : by_street) {
    const auto when = first.find(code);
    if (when == first.end()) {
      without.push_back(counted);
    } else if (when->second >= span.at && when->second < span.early_until) {
      with.push_back(counted);
    } else {
      ++effect.left_out;
    }
  }
  effect.with = side_of(with);
  effect.without = side_of(without);
  effect.why_not = obstacle(effect, question);
  if (effect.why_not.empty()) {
    effect.difference = change(effect.with) - change(effect.without);
    spread(effect, with, without);
  }
  return effect;
}

}  // namespace holdfast::outreach
