#include "warn/learn.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

#include "warn/backtest.hpp"
#include "warn/city_test.hpp"

namespace holdfast::warn {
namespace {

const auto silent = [](std::string_view) {};

/// Learned once from two small cities.
const Model& model() {
  static const Model learned = [] {
    const std::vector<LabelledWorld> worlds{labelled_city(1), labelled_city(2)};
    return *learn(worlds, quick(), silent);
  }();
  return learned;
}

TEST(Learn, FindsGangsInACityThatItNeverSaw) {
  const LabelledWorld unseen = labelled_city(3);
  const auto verdicts = judge(model(), unseen.world);
  const Backtest test = backtest(unseen.world, unseen.labels, verdicts, Target::account, 0.06, 0);
  EXPECT_GT(test.quality.auprc, 0.5);
  EXPECT_GT(test.quality.recall, 0.6);
  EXPECT_GT(test.hits * 2, test.bad);
  EXPECT_GT(test.gangs_early * 2, test.gangs);
}

TEST(Learn, IsTheSameAgain) {
  const std::vector<LabelledWorld> worlds{labelled_city(1), labelled_city(2)};
  EXPECT_EQ(write_model(*learn(worlds, quick(), silent)), write_model(model()));
}

TEST(Learn, GoesOnFromAModelOfOtherPlaces) {
  LearnOptions few = quick(3);
  few.begun = &model();
  const auto learned = learn({labelled_city(7)}, few, silent);
  ASSERT_TRUE(learned);
  EXPECT_EQ(learned->first.roots.size(), 15U);
  EXPECT_EQ(learned->second.roots.size(), 15U);
  EXPECT_TRUE(std::equal(model().first.nodes.begin(), model().first.nodes.end(),
                         learned->first.nodes.begin()));
}

TEST(Learn, NeedsGoodAndBad) {
  LabelledWorld world = labelled_city(1, 500);
  world.labels.assign(world.labels.size(), Label::good);
  EXPECT_EQ(learn({world}, quick(), silent).error().code, base::ErrorCode::bad_input);
  world.labels.assign(world.labels.size(), Label::bad);
  EXPECT_EQ(learn({world}, quick(), silent).error().code, base::ErrorCode::bad_input);
}

TEST(Judge, AFlagIsTheSameWhenTheFileEndsWithIt) {
  const LabelledWorld unseen = labelled_city(4);
  const auto whole = judge(model(), unseen.world);
  std::size_t compared = 0;
  World cut = unseen.world;
  cut.movements.resize(cut.movements.size() * 3 / 4);
  const auto cut_short = judge(model(), cut);
  for (std::size_t i = 0; i < whole.size(); ++i) {
    // The looks at the end of a file are its own; those before it know nothing of the end.
    if (whole[i].flagged_by && *whole[i].flagged_by + 1 < cut.movements.size()) {
      EXPECT_EQ(cut_short[i].flagged_by, whole[i].flagged_by) << i;
      ++compared;
    }
  }
  EXPECT_GT(compared, 5U);
}

TEST(Judge, WhoIsFlaggedHasReasonsWithACode) {
  const LabelledWorld unseen = labelled_city(3);
  std::size_t told = 0;
  for (const Verdict& verdict : judge(model(), unseen.world)) {
    EXPECT_EQ(verdict.flagged_by.has_value(), !verdict.reasons.empty());
    EXPECT_LE(verdict.reasons.size(), reasons_max);
    for (const std::string& reason : verdict.reasons) {
      EXPECT_EQ(reason.find_first_not_of("0123456789"), 4U) << reason;
      ++told;
    }
  }
  EXPECT_GT(told, 10U);
}

TEST(Judge, LooksBeforeTheBeginningFlagNobody) {
  const LabelledWorld unseen = labelled_city(3);
  const std::size_t from = unseen.world.movements.size() / 2;
  std::size_t flagged = 0;
  for (const Verdict& verdict : judge(model(), unseen.world, from)) {
    EXPECT_TRUE(!verdict.flagged_by || *verdict.flagged_by >= from);
    flagged += verdict.flagged_by ? 1U : 0U;
  }
  EXPECT_GT(flagged, 0U);
}

TEST(Model, IsReadAsItWasWritten) {
  const std::string bytes = write_model(model());
  const auto read = read_model(bytes);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(*read, model());
}

TEST(Model, AnyBrokenByteIsFound) {
  const std::string bytes = write_model(model());
  for (const std::size_t at : {0U, 17U, 30U, 200U}) {
    std::string broken = bytes;
    broken[at] = static_cast<char>(broken[at] ^ 1);
    EXPECT_EQ(read_model(broken).error().code, base::ErrorCode::corrupt) << at;
  }
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{10}, std::size_t{60}, bytes.size() - 1}) {
    EXPECT_EQ(read_model(std::string_view(bytes).substr(0, size)).error().code,
              base::ErrorCode::corrupt)
        << size;
  }
}

TEST(Transfers, ATransferIsJudgedWhenItComes) {
  LabelledWorld world = labelled_city(6, 500);
  std::vector<Label> of_movements;
  for (const Movement& movement : world.world.movements) {
    const bool both = world.labels[movement.payer.value()] == Label::bad &&
                      world.labels[movement.payee.value()] == Label::bad;
    of_movements.push_back(both ? Label::bad : Label::good);
  }
  world.labels = of_movements;
  LearnOptions options = quick(8);
  options.target = Target::transfer;
  const auto learned = learn({world}, options, silent);
  ASSERT_TRUE(learned);
  const auto verdicts = judge(*learned, world.world);
  const Backtest test = backtest(world.world, world.labels, verdicts, Target::transfer, 0.02, 0);
  EXPECT_GT(test.quality.auprc, 0.5);
  World cut = world.world;
  cut.movements.resize(cut.movements.size() / 3);
  const auto third = judge(*learned, cut);
  for (std::size_t i = 0; i < third.size(); ++i) {
    ASSERT_EQ(third[i].margin, verdicts[i].margin) << "nothing later changes it";
  }
}

TEST(Measure, AveragePrecisionByHand) {
  const std::vector<Judged> judged{{0.9F, true}, {0.8F, false}, {0.7F, true}, {0.1F, false}};
  const Quality quality = measure(judged, 0.5);
  EXPECT_NEAR(quality.auprc, 0.5 * 1 + 0.5 * 2 / 3, 1e-9);
  EXPECT_NEAR(quality.recall, 0.5, 1e-9);
  EXPECT_NEAR(quality.precision, 0.5, 1e-9);
  EXPECT_EQ(quality.threshold, 0.8F);
}

TEST(Measure, EqualScoresAreOneStep) {
  const std::vector<Judged> judged{{1, true}, {1, false}, {1, false}, {1, false}};
  const Quality quality = measure(judged, 0.5);
  EXPECT_NEAR(quality.auprc, 0.25, 1e-9);
  EXPECT_NEAR(quality.recall, 0.5, 1e-9);
}

TEST(Measure, NothingBadIsNoQuality) {
  EXPECT_EQ(measure(std::vector<Judged>{{1, false}}, 0.5).auprc, 0);
}

TEST(Calibrate, AScoreIsAsOftenRightAsItSays) {
  // Margins that claim far too much: at 4 one in four is bad, at -4 one in a hundred.
  std::vector<Judged> judged;
  for (int i = 0; i < 400; ++i) {
    judged.push_back({4, i % 4 == 0});
    judged.push_back({-4, i % 100 == 0});
  }
  const Calibration found = calibrate(judged);
  EXPECT_NEAR(probability(found.slope * 4 + found.offset), 0.25, 0.01);
  EXPECT_NEAR(probability(found.slope * -4 + found.offset), 0.01, 0.003);
}

TEST(Calibrate, PartedWorldsKeepAFiniteCurve) {
  std::vector<Judged> judged;
  for (int i = 0; i < 100; ++i) {
    judged.push_back({i < 50 ? -3.0F : 3.0F, i >= 50});
  }
  const Calibration found = calibrate(judged);
  EXPECT_TRUE(std::isfinite(found.slope) && std::isfinite(found.offset));
  EXPECT_GT(found.slope, 0);
}

TEST(Backtest, MoneyAheadOfTheFirstFlagOfAGang) {
  World world;
  world.accounts = 4;
  const auto pay = [&](std::uint32_t from, std::uint32_t to, std::int64_t fen) {
    world.movements.push_back(
        {base::from_unix_ms(static_cast<std::int64_t>(world.movements.size())), AccountId{from},
         AccountId{to}, base::Fen{fen}});
  };
  pay(0, 1, 100);
  pay(1, 2, 90);
  pay(0, 1, 300);
  pay(3, 0, 50);
  const std::vector<Label> labels{Label::good, Label::bad, Label::bad, Label::good};
  std::vector<Verdict> verdicts(4);
  verdicts[2] = {5, 1, {"3008"}};
  verdicts[3] = {1, 3, {"9999"}};
  const Backtest test = backtest(world, labels, verdicts, Target::account, 0.25, 0);
  EXPECT_EQ(test.alarms, 2U);
  EXPECT_EQ(test.hits, 1U);
  EXPECT_EQ(test.bad_fen, 490);
  EXPECT_EQ(test.hit_fen, 90);
  EXPECT_EQ(test.ahead_fen, 300);
  EXPECT_EQ(test.gangs, 1U);
  EXPECT_EQ(test.gangs_early, 1U);
}

TEST(Simulate, ASeedIsAPlaceOfEachMake) {
  for (const Make make : {Make::city, Make::household, Make::web, Make::village, Make::nation}) {
    const CityOptions options{
        .make = make, .seed = 3, .accounts = 500, .days = 30, .illicit = 0.03};
    CityOptions other_seed = options;
    other_seed.seed = 4;
    const City one = simulate(options);
    const City same = simulate(options);
    const City other = simulate(other_seed);
    ASSERT_EQ(one.world.movements.size(), same.world.movements.size());
    EXPECT_EQ(one.names, same.names);
    EXPECT_EQ(one.bad, same.bad);
    EXPECT_NE(one.world.movements.size(), other.world.movements.size());
    EXPECT_GE(std::ranges::count(one.bad, 1), 15) << "as many bad ones as were asked for";
    EXPECT_LE(std::ranges::count(one.bad, 1), 40);
  }
}

TEST(Simulate, WhoIsBadWasPaidOrPays) {
  for (const Make make : {Make::household, Make::web}) {
    const City city = simulate({.make = make, .seed = 5, .accounts = 800, .illicit = 0.03});
    std::vector<bool> moved(city.bad.size());
    for (const Movement& movement : city.world.movements) {
      moved[movement.payee.value()] = true;
    }
    for (std::size_t i = 0; i < city.bad.size(); ++i) {
      EXPECT_TRUE(city.bad[i] == 0 || moved[i]) << i;
    }
  }
}

TEST(Simulate, MakesHaveNames) {
  EXPECT_EQ(make_of("web"), Make::web);
  EXPECT_EQ(make_of("nation"), Make::nation);
  EXPECT_FALSE(make_of("town"));
}

}  // namespace
}  // namespace holdfast::warn
