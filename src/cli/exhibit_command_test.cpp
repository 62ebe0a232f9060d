// An exhibit made of files, proven and, once changed, not proven.
#include <gtest/gtest.h>
#include <iterator>

#include "cli/command_test.hpp"

namespace holdfast::cli {
namespace {

namespace fs = std::filesystem;

const std::string world =
    "id,time,payer,payee,amount_yuan,kind,payer_name,payee_institution,serial\n"
    "a,2021-01-01T09:00:00.000+08:00,V,M,100.00,transfer,王五,乙银行,S1\n"
    "x,2021-01-01T09:00:00.500+08:00,P,Q,7.00,transfer,,,\n"
    "b,2021-01-01T09:00:01.000+08:00,M,B,30.00,transfer,,丙银行,S2\n"
    "c,2021-01-01T09:00:02.000+08:00,M,A,20.00,cash,,,S3\n";

class ExhibitCommand : public testing::Test {
 protected:
  ExhibitCommand() { run_words({"key", "make", "--out", key_}); }

  Ran make(const std::string& folder, std::vector<std::string> more = {}) {
    std::vector<std::string> words{"exhibit",
                                   "--transfers",
                                   transfers_,
                                   "--victims",
                                   victims_,
                                   "--key",
                                   key_,
                                   "--out",
                                   path(folder),
                                   "--at",
                                   "2026-11-27T10:00:00+08:00",
                                   "--case",
                                   "A2026-17",
                                   "--obtained",
                                   "调证字1号",
                                   "--taken-by",
                                   "li"};
    words.insert(words.end(), more.begin(), more.end());
    return run_words(words);
  }
  [[nodiscard]] std::string path(const std::string& name) const {
    return (scratch_.path() / name).string();
  }
  [[nodiscard]] std::string text(const std::string& name) const {
    std::ifstream in{path(name), std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
  }

  ScratchFolder scratch_;
  std::string key_ = path("house.pem");
  std::string transfers_ = scratch_.file("june.csv", world);
  std::string victims_ = scratch_.file("victims.csv", "transfer_id,stolen_yuan\na,\n");
};

TEST_F(ExhibitCommand, IsMadeAndProven) {
  const auto made = make("out");
  ASSERT_EQ(made.exit, 0) << made.err;
  EXPECT_NE(made.out.find("rows      3"), std::string::npos) << made.out;
  const auto verified = run_words({"verify-exhibit", path("out/exhibit.zip"), "--key", key_});
  EXPECT_EQ(verified.exit, 0) << verified.out << verified.err;
  EXPECT_NE(verified.out.find("proven"), std::string::npos);
  EXPECT_TRUE(text("out/exhibit.pdf").starts_with("%PDF-"));
  const auto rows = text("out/results/transfers.csv");
  EXPECT_NE(rows.find("june.csv"), std::string::npos);
  EXPECT_NE(rows.find("调证字1号,li"), std::string::npos);
  EXPECT_NE(text("out/input/accounts.csv").find("V,V,王五,"), std::string::npos);
  EXPECT_EQ(text("out/input/transfers.csv").find("\nx,"), std::string::npos)
      << "of no account that was followed";
}

TEST_F(ExhibitCommand, TheSameFilesGiveTheSameBytes) {
  ASSERT_EQ(make("one").exit, 0);
  ASSERT_EQ(make("other").exit, 0);
  EXPECT_TRUE(text("one/exhibit.zip") == text("other/exhibit.zip"));
}

TEST_F(ExhibitCommand, WhatWasChangedIsNamed) {
  ASSERT_EQ(make("out").exit, 0);
  auto bytes = text("out/exhibit.zip");
  const auto at = bytes.find("manifest.json") + 200;
  bytes[at] = static_cast<char>(bytes[at] ^ 1);
  const auto changed = scratch_.file("changed.zip", bytes);
  EXPECT_EQ(run_words({"verify-exhibit", changed}).exit, 3) << "its checksum does not fit";
  const auto other = path("other.pem");
  run_words({"key", "make", "--out", other});
  const auto foreign = run_words({"verify-exhibit", path("out/exhibit.zip"), "--key", other});
  EXPECT_EQ(foreign.exit, 1);
  EXPECT_NE(foreign.out.find("DIFFERS  signature"), std::string::npos) << foreign.out;
  const auto json = run_words({"verify-exhibit", path("out/exhibit.zip"), "--json"});
  EXPECT_TRUE(json.out.starts_with("{\"sound\":true,\"key\":\"")) << json.out;
}

TEST_F(ExhibitCommand, SaysWhatIsWrong) {
  EXPECT_EQ(run_words({"verify-exhibit", transfers_}).exit, 3);
  EXPECT_EQ(run_words({"verify-exhibit", path("nothing.zip")}).exit, 3);
  EXPECT_EQ(run_words({"verify-exhibit"}).exit, 2);
  EXPECT_EQ(make("out", {"--policy", "last"}).exit, 2);
  EXPECT_EQ(make("out", {"--at", "noon"}).exit, 2);
  victims_ = scratch_.file("v.csv", "transfer_id,stolen_yuan\nz,\n");
  EXPECT_EQ(make("out").exit, 3);
}

TEST_F(ExhibitCommand, LimitsAreToldOnThePages) {
  ASSERT_EQ(make("out", {"--min-amount-yuan", "25", "--hops-limit", "5"}).exit, 0);
  EXPECT_NE(text("out/manifest.json").find("\"min_amount_fen\":2500"), std::string::npos);
  EXPECT_NE(text("out/results/accounts.csv").find("20.00"), std::string::npos);
}

}  // namespace
}  // namespace holdfast::cli
