#include <gtest/gtest.h>

#include "cli/command_test.hpp"

namespace holdfast::cli {
namespace {

class RestitutionCommand : public ::testing::Test {
 protected:
  [[nodiscard]] Ran divide(const std::vector<std::string>& more,
                           const std::string& transfers = world_csv) const {
    std::vector<std::string> words{"restitution",
                                   "--transfers",
                                   scratch_.file("t.csv", transfers),
                                   "--victims",
                                   scratch_.file("v.csv", victims_),
                                   "--frozen",
                                   scratch_.file("f.csv", frozen_)};
    words.insert(words.end(), more.begin(), more.end());
    return run_words(words);
  }

  static constexpr const char* world_csv =
      "id,time,payer,payee,amount_yuan,kind\n"
      "a,2021-01-01T10:00:00.000+08:00,A,M,10000.00,transfer\n"
      "b,2021-01-01T10:05:00.000+08:00,B,M,20000.00,transfer\n"
      "c,2021-01-01T10:06:00.000+08:00,M,X,15000.00,transfer\n";

  ScratchFolder scratch_;
  std::string victims_ = "victim,transfer_id,stolen_yuan\n甲,a,\n乙,b,\n";
  std::string frozen_ =
      "account,frozen_yuan,frozen_at\n"
      "X,15000,2021-01-01T12:00:00+08:00\n"
      "M,15000.00,2021-01-01T11:00:00+08:00\n"
      "nobody,3,2021-01-01T12:00:00+08:00\n";
};

TEST_F(RestitutionCommand, AnswersInTheDocumentedShape) {
  const auto ran = divide({"--ladder", "timestamp", "--method", "fifo", "--json"});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_EQ(ran.out,
            "{\"accounts\":[\n"
            "{\"account\":\"M\",\"frozen_fen\":1500000,\"rung\":\"timestamp\",\"payouts\":["
            "{\"victim\":\"乙\",\"fen\":1500000}],\"remaining_fen\":0},\n"
            "{\"account\":\"X\",\"frozen_fen\":1500000,\"rung\":\"timestamp\",\"payouts\":["
            "{\"victim\":\"甲\",\"fen\":1000000},{\"victim\":\"乙\",\"fen\":500000}],"
            "\"remaining_fen\":0},\n"
            "{\"account\":\"nobody\",\"frozen_fen\":300,\"rung\":\"none\",\"payouts\":[],"
            "\"remaining_fen\":300}],\n"
            "\"victims\":[\n"
            "{\"victim\":\"甲\",\"loss_fen\":1000000,\"returned_fen\":1000000},\n"
            "{\"victim\":\"乙\",\"loss_fen\":2000000,\"returned_fen\":2000000}]}\n");
}

TEST_F(RestitutionCommand, OptionsThatTheLadderDoesNotUseArePassedOver) {
  const auto plain = divide({"--ladder", "prorata", "--json"});
  EXPECT_EQ(plain.exit, 0) << plain.err;
  EXPECT_EQ(divide({"--ladder", "prorata", "--method", "best", "--json"}).out, plain.out);
  const auto timely = divide({"--ladder", "timestamp", "--json"});
  EXPECT_EQ(divide({"--ladder", "timestamp", "--basis", "hope", "--json"}).out, timely.out);
}

TEST_F(RestitutionCommand, TheWorksheetShowsEveryStepAndIsTheSameAgain) {
  const auto ran = divide({"--ladder", "timestamp", "--method", "lifo"});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  for (const char* part :
       {"冻结资金返还若干规定 第八条（R~）", "追踪方法：后进先出（lifo）", "SHA-256 ",
        "1. M  冻结 ¥ 15,000.00，自 2021-01-01T11:00:00.000+08:00 生效",
        "甲：流入 ¥ 10,000.00（首笔 a），冻结时仍在 ¥ 10,000.00",
        "合计  冻结 ¥ 30,003.00 = 返还 ¥ 30,000.00 + 继续冻结 ¥ 3.00", "三、各方法对照"}) {
    EXPECT_NE(ran.out.find(part), std::string::npos) << part << "\n" << ran.out;
  }
  EXPECT_EQ(divide({"--ladder", "timestamp", "--method", "lifo"}).out, ran.out);
  const auto path = (scratch_.path() / "sheet.txt").string();
  EXPECT_EQ(
      divide({"--ladder", "timestamp", "--method", "lifo", "--json", "--worksheet", path}).exit, 0);
  std::ifstream sheet(path, std::ios::binary);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(sheet), {}), ran.out);
}

TEST_F(RestitutionCommand, ALateVictimAndADecisionChangeWhatIsDivided) {
  const auto returned = scratch_.file("r.csv", "victim,returned_yuan\n乙,15000\n");
  const auto excluded =
      scratch_.file("e.csv", "account,excluded_yuan,decision\nM,,善意取得 渝公返决〔2021〕3号\n");
  const auto ran =
      divide({"--ladder", "timestamp", "--returned", returned, "--excluded", excluded});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_NE(ran.out.find("除外 ¥ 15,000.00：善意取得 渝公返决〔2021〕3号"), std::string::npos)
      << ran.out;
  EXPECT_NE(ran.out.find("乙：损失 ¥ 20,000.00，此前已返还 ¥ 15,000.00，本次返还 ¥ 5,000.00"),
            std::string::npos)
      << ran.out;
}

TEST_F(RestitutionCommand, BadInputIsPlacedAndEndsWithThree) {
  const auto expect_refused = [this](const std::string& where) {
    const auto ran = divide({"--ladder", "timestamp", "--json"});
    EXPECT_EQ(ran.exit, 3) << ran.err;
    EXPECT_EQ(ran.out, "");
    EXPECT_NE(ran.err.find(where), std::string::npos) << ran.err;
  };
  const std::string victims = victims_;
  const std::string frozen = frozen_;
  const std::string head = "victim,transfer_id,stolen_yuan\n";
  for (const auto& [text, where] :
       std::vector<std::pair<std::string, std::string>>{{"", "v.csv:1:1"},
                                                        {head, "names no victim"},
                                                        {head + ",a,\n", "v.csv:2:1"},
                                                        {head + "甲,z,\n", "v.csv:2:5"},
                                                        {head + "甲,a,\n乙,a,\n", "v.csv:3:5"},
                                                        {head + "甲,a,10000.01\n", "v.csv:2:7"},
                                                        {head + "甲,a\n", "columns"}}) {
    victims_ = text;
    expect_refused(where);
  }
  victims_ = victims;
  const std::string frozen_head = "account,frozen_yuan,frozen_at\n";
  const std::string at = "2021-01-01T12:00:00+08:00\n";
  for (const auto& [text, where] : std::vector<std::pair<std::string, std::string>>{
           {"account,frozen_yuan\n", "f.csv:1:1"},
           {frozen_head, "names no frozen account"},
           {frozen_head + "M,," + at, "f.csv:2:3"},
           {frozen_head + "M,-1," + at, "f.csv:2:3"},
           {frozen_head + "M,1,noon\n", "f.csv:2:5"},
           {frozen_head + "M,1," + at + "M,1," + at, "f.csv:3:1"}}) {
    frozen_ = text;
    expect_refused(where);
  }
  frozen_ = frozen;
  for (const auto& [option, text] : std::vector<std::pair<std::string, std::string>>{
           {"--returned", "victim,returned_yuan\n丙,1\n"},
           {"--returned", "victim,returned_yuan\n甲,10000.01\n"},
           {"--returned", "victim,returned_yuan\n甲,\n"},
           {"--excluded", "account,excluded_yuan,decision\nZ,1,d\n"},
           {"--excluded", "account,excluded_yuan,decision\nM,15000.01,d\n"},
           {"--excluded", "account,excluded_yuan,decision\nM,1,\n"},
           {"--excluded", "account,excluded_yuan,decision\nM,1,d\nM,1,d\n"}}) {
    EXPECT_EQ(divide({"--ladder", "timestamp", option, scratch_.file("o.csv", text)}).exit, 3)
        << text;
  }
}

TEST_F(RestitutionCommand, WrongUsageEndsWithTwo) {
  for (const std::vector<std::string>& more :
       {std::vector<std::string>{},
        {"--ladder", "rope"},
        {"--ladder", "timestamp", "--method", "prorata"},
        {"--ladder", "prorata", "--basis", "hope"},
        {"--ladder", "timestamp", "--transfers", "-", "--victims", "-"}}) {
    EXPECT_EQ(divide(more).exit, 2) << ::testing::PrintToString(more);
  }
  EXPECT_NE(run_words({"restitution", "--help"}).out.find("victim,transfer_id,stolen_yuan"),
            std::string::npos);
}

}  // namespace
}  // namespace holdfast::cli
