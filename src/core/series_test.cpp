// Suggestions equal what is found by comparing every case with every other; an undone link leaves
// the cases as they were.
#include "core/series.hpp"

#include <algorithm>
#include <fmt/core.h>
#include <gtest/gtest.h>

#include "core/random_command_test.hpp"

namespace holdfast::core::test {
namespace {

using desk::CaseId;
using desk::TieKind;
using desk::TraitKind;

desk::Trait trait(TraitKind kind, std::string key) {
  return {kind, {{}, std::move(key)}, {{}, "1**"}};
}

/// Half of the bands of one of few scripts, the rest of its own.
std::string random_wording(base::Rng& rng) {
  std::string key;
  const auto script = rng.below(3);
  for (std::size_t band = 0; band < desk::wording_bands; ++band) {
    key += fmt::format("{:08x}", rng.chance(500'000) ? 16 * script + band : rng.next() >> 32);
  }
  return key;
}

Centre random_cases(base::Rng& rng) {
  Centre centre;
  const auto count = 20 + rng.below(40);
  for (std::uint64_t i = 0; i < count; ++i) {
    auto loss = loss_of(1'000, static_cast<std::uint32_t>(100 + i),
                        static_cast<std::uint32_t>(2 + rng.below(12)), centre.now);
    loss.matched = base::Sequence{i};
    auto report = report_of({loss});
    for (std::uint64_t t = rng.below(4); t > 0; --t) {
      const auto kind = static_cast<TraitKind>(rng.below(10));  // none of wording
      report.traits.push_back(
          trait(kind, fmt::format("{:016x}{:016x}", rng.below(6) + 1, rng.below(2))));
    }
    if (rng.chance(600'000)) {
      report.traits.push_back(trait(TraitKind::wording, random_wording(rng)));
    }
    centre.must(report);
    if (rng.chance(500'000)) {
      auto need = need_of(static_cast<std::uint32_t>(2 + rng.below(20)), 1'000);
      need.tier = 2;
      need.exit = rng.chance(300'000) ? desk::ExitKind::merchant : desk::ExitKind::none;
      centre.pursue(CaseId{i + 1}, {need});
    }
  }
  return centre;
}

bool goes_out_at(const desk::CaseFile& file, base::AccountId account) {
  const auto need = file.needs.find(account);
  return need != file.needs.end() && need->second.exit != desk::ExitKind::none;
}
bool paid(const desk::CaseFile& file, base::AccountId account) {
  return std::ranges::any_of(file.losses, [&](const auto& loss) { return loss.payee == account; });
}
bool knows(const desk::CaseFile& file, base::AccountId account) {
  return paid(file, account) || file.needs.contains(account);
}

std::size_t holding(const State& state, const auto& holds) {
  return static_cast<std::size_t>(
      std::ranges::count_if(state.cases, [&](const auto& each) { return holds(each.second); }));
}

/// The score of two cases, told from the cases alone.
std::int64_t slow_score(const State& state, const desk::CaseFile& one,
                        const desk::CaseFile& other) {
  const auto all = state.cases.size();
  std::int64_t score = 0;
  bool share_account = false;
  for (std::uint32_t number = 1; number < 200; ++number) {
    const base::AccountId account{number};
    const auto count = holding(state, [&](const auto& file) { return knows(file, account); });
    if (!knows(one, account) || !knows(other, account) || goes_out_at(one, account) ||
        goes_out_at(other, account) || count > common_from(all)) {
      continue;
    }
    const bool both = paid(one, account) && paid(other, account);
    score += points(both ? TieKind::account : TieKind::path, count, all);
    share_account = true;
  }
  for (const auto& mine : traits_of(state, one.id)) {
    const auto same = [&](const desk::Trait& each) {
      return each.kind == mine.kind && each.key.text == mine.key.text;
    };
    for (const auto& theirs : traits_of(state, other.id)) {
      if (mine.kind == TraitKind::wording && theirs.kind == mine.kind) {
        const auto shared = desk::bands_shared(mine.key.text, theirs.key.text);
        score += shared >= bands_least ? static_cast<std::int64_t>(5 * shared) : 0;
      } else if (same(theirs) && !(share_account && mine.kind == TraitKind::card)) {
        const auto count = holding(state, [&](const auto& file) {
          return std::ranges::any_of(traits_of(state, file.id), same);
        });
        score += points(desk::tie_of(mine.kind), count, all);
      }
    }
  }
  return score;
}

TEST(Series, SuggestionsEqualThoseOfComparingEveryPair) {
  std::size_t found = 0;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    base::Rng rng{seed};
    const auto centre = random_cases(rng);
    for (const auto& [id, file] : centre.state.cases) {
      std::map<CaseId, std::int64_t> expected;
      for (const auto& [other_id, other] : centre.state.cases) {
        const auto score = other_id == id ? 0 : slow_score(centre.state, file, other);
        if (score >= suggest_least) {
          expected[other_id] = score;
        }
      }
      std::map<CaseId, std::int64_t> told;
      for (const auto& each : suggestions(centre.state, id)) {
        told[each.other] = each.score;
      }
      ASSERT_TRUE(told == expected) << "seed " << seed << " case " << id.value();
      found += told.size();
    }
  }
  EXPECT_GT(found, 1000U);
}

TEST(Series, WhatManyCasesShareJoinsNobody) {
  Centre centre;
  const auto hotline = trait(TraitKind::phone, std::string(32, '9'));
  for (std::uint32_t i = 0; i < 60; ++i) {
    auto report = report_of({loss_of(1'000, 100 + i, 300 + i, centre.now)});
    report.losses[0].matched = base::Sequence{i};
    report.traits = {hotline};
    if (i < 2) {
      report.traits.push_back(trait(TraitKind::phone, std::string(32, '1')));
    }
    centre.must(report);
    if (i == 49) {
      EXPECT_EQ(suggestions(centre.state, CaseId{3}).size(), 49U);
    }
  }
  EXPECT_TRUE(suggestions(centre.state, CaseId{3}).empty());
  const auto rare = suggestions(centre.state, CaseId{1});
  ASSERT_EQ(rare.size(), 1U);
  EXPECT_EQ(rare[0].other, CaseId{2});
  EXPECT_EQ(rare[0].ties.size(), 1U);
}

/// Who is with whom, and what is said of whom.
auto picture(const State& state) {
  std::map<CaseId, std::pair<std::vector<CaseId>, std::vector<Suggestion>>> seen;
  for (const auto& [id, file] : state.cases) {
    seen[id] = {state.series.members(id), suggestions(state, id)};
  }
  return seen;
}

TEST(Series, AnUndoneWordLeavesTheCasesAsTheyWere) {
  std::size_t undone = 0;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    base::Rng rng{seed};
    auto centre = random_cases(rng);
    const auto any = [&] { return CaseId{1 + rng.below(centre.state.cases.size())}; };
    for (int step = 0; step < 30; ++step) {
      const auto before = picture(centre.state);
      const auto one = any();
      const auto other = any();
      const bool joins = rng.chance(700'000);
      const auto asked = joins ? centre.ask(LinkCases{one, other, "同一团伙"})
                               : centre.ask(DeclineLink{one, other, "并非同一团伙"});
      if (!asked) {
        continue;
      }
      EXPECT_TRUE(!joins || centre.state.series.is_together(one, other));
      if (rng.chance(600'000)) {
        centre.must(UndoLink{centre.state.links.rbegin()->first, "并错了"});
        EXPECT_TRUE(picture(centre.state) == before) << "seed " << seed << " step " << step;
        ++undone;
      }
    }
    const auto kept = picture(centre.state);
    rebuild_indexes(centre.state);
    EXPECT_TRUE(picture(centre.state) == kept);
  }
  EXPECT_GT(undone, 100U);
}

TEST(Series, ADeclinedPairIsNotSuggestedAgain) {
  Centre centre;
  for (std::uint32_t i = 0; i < 2; ++i) {
    auto loss = loss_of(1'000, 100 + i, 2, centre.now);
    loss.matched = base::Sequence{i};
    centre.must(report_of({loss}));
  }
  ASSERT_EQ(suggestions(centre.state, CaseId{1}).size(), 1U);
  centre.must(DeclineLink{CaseId{2}, CaseId{1}, "代收账户"});
  EXPECT_TRUE(suggestions(centre.state, CaseId{1}).empty());
  EXPECT_TRUE(suggestions(centre.state, CaseId{2}).empty());
}

TEST(Series, MentionsAreLoginsAndNotAddresses) {
  EXPECT_EQ(desk::mentions_in("@wang、@li. 抄送 a@b.cn @wang @"),
            (std::vector<std::string>{"wang", "li"}));
}

}  // namespace
}  // namespace holdfast::core::test
