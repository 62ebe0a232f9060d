#include "text/net.hpp"

#include <algorithm>
#include <gtest/gtest.h>

namespace holdfast::text {
namespace {

/// Either of two features alone is answer 1, both or none of them answer 0: no sum of weights tells
/// these apart. 6 always holds.
std::vector<NetSample> one_of_two() {
  std::vector<NetSample> samples;
  for (int i = 0; i < 200; ++i) {
    samples.push_back({{0, 1, 6}, 0, 1});
    samples.push_back({{0, 2, 6}, 1, 1});
    samples.push_back({{3, 1, 6}, 1, 1});
    samples.push_back({{3, 2, 6}, 0, 1});
  }
  return samples;
}

std::size_t likeliest(const Net& net, const std::vector<std::uint32_t>& buckets) {
  const auto answer = net.read(buckets);
  return static_cast<std::size_t>(std::ranges::max_element(answer) - answer.begin());
}

TEST(Net, LearnsWhatTwoFeaturesSayTogether) {
  const Net net = train_net(one_of_two(), 16, 30);
  EXPECT_EQ(likeliest(net, {0, 1, 6}), 0U);
  EXPECT_EQ(likeliest(net, {0, 2, 6}), 1U);
  EXPECT_EQ(likeliest(net, {3, 1, 6}), 1U);
  EXPECT_EQ(likeliest(net, {3, 2, 6}), 0U);
  const auto answer = net.read(std::vector<std::uint32_t>{0, 2, 6});
  EXPECT_NEAR(answer[0] + answer[1] + answer[2], 1, 1e-5);
}

TEST(Net, WhatWasNeverMetSaysNothing) {
  const Net net = train_net(one_of_two(), 16, 3);
  for (std::size_t c = 0; c < columns; ++c) {
    EXPECT_EQ(net.inputs.weight(9, c), 0);
    EXPECT_EQ(net.inputs.weight(15, c), 0);
  }
}

TEST(Net, TheSameSamplesGiveTheSameNet) {
  const Net one = train_net(one_of_two(), 16, 3);
  const Net other = train_net(one_of_two(), 16, 3);
  EXPECT_TRUE(std::ranges::equal(one.inputs.rows(), other.inputs.rows()));
  EXPECT_EQ(one.base, other.base);
  EXPECT_EQ(one.heads, other.heads);
}

TEST(Net, WhatIsUnimportantYields) {
  std::vector<NetSample> samples;
  for (int i = 0; i < 100; ++i) {
    samples.push_back({{0, 1}, 2, 1});
    samples.push_back({{0, 1}, 0, 0.1F});
  }
  EXPECT_EQ(likeliest(train_net(samples, 2, 10), {0, 1}), 2U);
}

}  // namespace
}  // namespace holdfast::text
