#include "text/learn.hpp"

#include <algorithm>
#include <gtest/gtest.h>

#include "text/linear.hpp"
#include "text/utf.hpp"

namespace holdfast::text {
namespace {

TEST(Linear, SeparatesWhatCanBeSeparated) {
  std::vector<Sample> samples;
  for (std::uint32_t i = 0; i < 20; ++i) {
    Sample sample;
    sample.buckets = {i % 2, 4 + i};
    sample.values = {1, 1};
    sample.want[0] = i % 2 == 0 ? std::int8_t{1} : std::int8_t{-1};
    sample.cost[0] = 1;
    samples.push_back(sample);
  }
  const FloatTable table = train_linear(samples, 32, 20);
  EXPECT_GT(table.rows[0][0], 0.1F);
  EXPECT_LT(table.rows[1][0], -0.1F);
  EXPECT_EQ(table.rows[0][1], 0);  // a column that learns from nothing stays at zero
  const Table small(table);
  EXPECT_NEAR(small.weight(0, 0), table.rows[0][0], small.scale()[0]);
}

TEST(Vocabulary, KnowsItsRunsByNumberAndNoOthers) {
  const Vocabulary runs({7, 9, 7 + (1U << 20U), 9});
  EXPECT_EQ(runs.find(7), 0U);
  EXPECT_EQ(runs.find(9), 1U);
  EXPECT_EQ(runs.find(7 + (1U << 20U)), 2U);
  EXPECT_EQ(runs.find(8), Vocabulary::unknown);
  EXPECT_EQ(Vocabulary{}.find(7), Vocabulary::unknown);
}

TEST(Features, RunsNearTheEndAreToldApartInLongTextsOnly) {
  const std::u32string start(200, U'开');
  const auto at_end = prints_of(start + U"没有付款");
  const auto elsewhere = prints_of(U"没有付款" + start);
  EXPECT_FALSE(std::ranges::includes(elsewhere, at_end));
  EXPECT_EQ(prints_of(U"没有付款").size(), 4U + 3 + 2 + 1);
}

std::vector<Labelled> sample_texts() {
  std::vector<Labelled> texts;
  for (int i = 0; i < 12; ++i) {
    texts.push_back(
        {"a" + std::to_string(i % 3), decode("刷单返利垫付佣金" + std::to_string(i)), 0});
    texts.push_back(
        {"a" + std::to_string(i % 3), decode("您的快递已到驿站" + std::to_string(i)), ordinary});
    texts.push_back({"a" + std::to_string(i % 3), decode("贷款解冻费放款" + std::to_string(i)), 4});
  }
  return texts;
}

TEST(Learn, TellsFraudAndItsTypeTheSameEachTime) {
  const auto texts = sample_texts();
  std::vector<const Labelled*> all;
  for (const auto& text : texts) {
    all.push_back(&text);
  }
  ClassModel model = learn_weights(all);
  const std::vector<std::string> fold{"a0"};
  const auto margins = left_out_margins(all, fold);
  EXPECT_EQ(margins.size(), 12U);
  model.calibration = calibrated(margins, 0.02);
  EXPECT_TRUE(classify(model, U"刷单佣金").fraud);
  EXPECT_EQ(classify(model, U"刷单佣金").type, 0U);
  EXPECT_EQ(classify(model, U"贷款解冻费").type, 4U);
  EXPECT_FALSE(classify(model, U"您的快递已到驿站3").fraud);
  const ClassModel again = learn_weights(all);
  EXPECT_TRUE(std::ranges::equal(again.runs.prints(), model.runs.prints()));
  EXPECT_TRUE(std::ranges::equal(again.weights.rows(), model.weights.rows()));
}

TEST(Learn, TheThresholdLetsTheGivenShareThrough) {
  std::vector<Margin> margins;
  for (std::size_t i = 0; i < 100; ++i) {
    margins.push_back({static_cast<float>(i) / 100, 20 + i, false});
    margins.push_back({static_cast<float>(i) / 100 + 0.9F, 20 + i, true});
  }
  margins.push_back({5, 20, false, 0, 7});  // the beginning of a talk sets no threshold for texts
  const Calibration calibration = calibrated(margins, 0.05);
  std::size_t alarms = 0;
  for (const Margin& margin : margins) {
    alarms +=
        !margin.fraud && margin.is_whole() && calibration.logit(margin.value, margin.length) >= 0
            ? 1U
            : 0U;
  }
  EXPECT_EQ(alarms, 5U);
  EXPECT_GE(static_cast<double>(calibration.talk), calibration.logit(5, 20));
}

}  // namespace
}  // namespace holdfast::text
