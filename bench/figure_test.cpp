#include "figure.hpp"

#include <gtest/gtest.h>

namespace holdfast::bench {
namespace {

using ::testing::internal::CaptureStdout;
using ::testing::internal::GetCapturedStdout;

TEST(Figure, QuantileIsTheSmallestSampleThatCoversTheShare) {
  EXPECT_EQ(quantile({5}, 990), 5);
  EXPECT_EQ(quantile({1, 2}, 500), 1);
  EXPECT_EQ(quantile({1, 2}, 501), 2);
  std::vector<double> hundred;
  for (int i = 1; i <= 100; ++i) {
    hundred.push_back(i);
  }
  EXPECT_EQ(quantile(hundred, 990), 99);
  EXPECT_EQ(quantile(hundred, 1000), 100);
  EXPECT_EQ(quantile(hundred, 0), 1);
}

TEST(Figure, IsOneLineOfJson) {
  CaptureStdout();
  Suite suite("some");
  suite.figure(R"(a "case")", {.name = "wall", .unit = "s", .value = 2.5, .at_most = 3});
  suite.figure("b", {.name = "visited", .unit = "", .value = 12, .is_exact = true});
  EXPECT_EQ(
      GetCapturedStdout(),
      R"({"suite":"some","case":"a \"case\"","name":"wall","unit":"s","value":2.5,"at_most":3})"
      "\n"
      R"({"suite":"some","case":"b","name":"visited","unit":"","value":12,"exact":true})"
      "\n");
  EXPECT_EQ(suite.exit_code(), 0);
}

TEST(Figure, LatencySortsItsSamples) {
  CaptureStdout();
  Suite suite("some");
  suite.latency("x", "ms", {3, 1, 2}, {.p99_at_most = 20});
  const auto lines = GetCapturedStdout();
  EXPECT_NE(lines.find(R"("name":"p50","unit":"ms","value":2})"), std::string::npos) << lines;
  EXPECT_NE(lines.find(R"("name":"p99","unit":"ms","value":3,"at_most":20})"), std::string::npos);
  EXPECT_EQ(lines.find("p99.9"), std::string::npos);
  EXPECT_NE(lines.find(R"("curve":[[10,1])"), std::string::npos);
}

TEST(Figure, WhatWasCutOffIsOver) {
  CaptureStdout();
  Suite suite("some");
  suite.latency("x", "ms", {1, 2, 10.02}, {.cut_off_at = 10});
  const auto lines = GetCapturedStdout();
  EXPECT_NE(lines.find(R"("name":"p50","unit":"ms","value":2})"), std::string::npos) << lines;
  EXPECT_NE(lines.find(R"("name":"max","unit":"ms","value":10,"over":true})"), std::string::npos);
}

TEST(Figure, SizeAndNoteAreTold) {
  CaptureStdout();
  Suite suite("some");
  suite.figure("1 M", {.name = "ingest", .unit = "transfers/s", .value = 3, .size = 1e6});
  suite.note("Other", "left out");
  EXPECT_EQ(
      GetCapturedStdout(),
      R"({"suite":"some","case":"1 M","name":"ingest","unit":"transfers/s","value":3,"size":1e+06})"
      "\n"
      R"({"suite":"some","case":"Other","note":"left out"})"
      "\n");
}

TEST(Figure, AWrongAnswerFailsTheSuite) {
  Suite suite("some");
  suite.check("right", true);
  EXPECT_EQ(suite.exit_code(), 0);
  suite.check("wrong", false);
  suite.check("right again", true);
  EXPECT_EQ(suite.exit_code(), 1);
}

}  // namespace
}  // namespace holdfast::bench
