#include <gtest/gtest.h>

#include "cli/command_test.hpp"

namespace holdfast::cli {
namespace {

constexpr const char* event =
    R"({"Event":{"Orgc":{"name":"某公司"},"Attribute":[)"
    R"({"uuid":"a","type":"phone-number","value":"+86 139 0000 2222","timestamp":"1795000000"},)"
    R"({"uuid":"b","type":"md5","value":"x"}]}})";

TEST(IndicatorsCommand, ReadsWhatItHasUseForAndNamesTheRest) {
  const ScratchFolder scratch;
  const auto file = scratch.file("event.json", event);
  const Ran read = run_words({"indicators", "read", file});
  ASSERT_EQ(read.exit, 0) << read.err;
  EXPECT_EQ(read.out.find("phone\t13900002222\t\t50\tamber\t2026-11-1"), 0U) << read.out;
  EXPECT_NE(read.err.find("#/Event/Attribute/1: passed over"), std::string::npos) << read.err;
  const Ran broken = run_words({"indicators", "read", scratch.file("b.json", R"({"objects":7})")});
  EXPECT_EQ(broken.exit, 3);
  EXPECT_NE(broken.err.find("b.json#"), std::string::npos) << broken.err;
}

TEST(IndicatorsCommand, WhatIsConvertedReadsAsItWas) {
  const ScratchFolder scratch;
  const auto file = scratch.file("event.json", event);
  const Ran bundle = run_words({"indicators", "convert", file, "--to", "stix"});
  ASSERT_EQ(bundle.exit, 0) << bundle.err;
  EXPECT_NE(bundle.out.find("\"type\":\"bundle\""), std::string::npos);
  const Ran read = run_words({"indicators", "read", scratch.file("bundle.json", bundle.out)});
  ASSERT_EQ(read.exit, 0) << read.err;
  EXPECT_NE(read.out.find("phone\t13900002222"), std::string::npos) << read.out;
  EXPECT_NE(run_words({"indicators", "convert", file, "--to", "csv"}).exit, 0);
}

TEST(IndicatorsCommand, TellsTheDigestOfOneFormOfANumber) {
  const Ran one = run_words({"indicators", "digest", "phone", "13800001111"});
  ASSERT_EQ(one.exit, 0) << one.err;
  EXPECT_EQ(one.out, run_words({"indicators", "digest", "phone", "+86 138-0000-1111"}).out);
  EXPECT_EQ(run_words({"indicators", "digest", "phone", "abc"}).exit, 3);
  EXPECT_NE(run_words({"indicators", "digest", "fax", "1"}).exit, 0);
}

}  // namespace
}  // namespace holdfast::cli
