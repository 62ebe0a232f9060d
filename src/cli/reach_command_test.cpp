#include <gtest/gtest.h>

#include "cli/command_test.hpp"

namespace holdfast::cli {
namespace {

const std::string header = "id,time,payer,payee,amount_yuan,kind\n";
const std::string world = header +
                          "a,2021-01-01T09:00:00.000+08:00,V,M,100.00,transfer\n"
                          "b,2021-01-01T09:00:01.000+08:00,M,B,30.00,transfer\n"
                          "c,2021-01-01T09:00:02.000+08:00,M,A,20.00,cash\n"
                          "d,2021-01-01T09:00:03.000+08:00,B,M,10.00,transfer\n";

class ReachCommand : public ::testing::Test {
 protected:
  [[nodiscard]] Ran reach(const std::vector<std::string>& more,
                          const std::string& transfers = world) const {
    std::vector<std::string> words{"reach", "--transfers", scratch_.file("t.csv", transfers)};
    words.insert(words.end(), more.begin(), more.end());
    return run_words(words);
  }

  ScratchFolder scratch_;
};

const std::vector<std::string> from_m{"--from",   "M",   "--at",   "2021-01-01T09:00:00+08:00",
                                      "--window", "48h", "--hops", "3"};

std::vector<std::string> with(std::vector<std::string> words, std::vector<std::string> more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

TEST_F(ReachCommand, AnswersInTheDocumentedShapeByAccountText) {
  const Ran ran = reach(with(from_m, {"--json"}));
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_EQ(ran.err, "");
  EXPECT_EQ(ran.out,
            "{\"accounts\":[\n"
            "{\"account\":\"A\",\"hops\":1,\"arrival\":\"2021-01-01T09:00:02.000+08:00\"},\n"
            "{\"account\":\"B\",\"hops\":1,\"arrival\":\"2021-01-01T09:00:01.000+08:00\"},\n"
            "{\"account\":\"M\",\"hops\":2,\"arrival\":\"2021-01-01T09:00:03.000+08:00\"}]}\n");
}

TEST_F(ReachCommand, BackwardNamesThePayersWithTheirLatestDeparture) {
  const Ran ran = reach({"--from", "B", "--at", "2021-01-01T09:00:03+08:00", "--window", "3s",
                         "--hops", "2", "--backward", "--json"});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_EQ(ran.out,
            "{\"accounts\":[\n"
            "{\"account\":\"M\",\"hops\":1,\"arrival\":\"2021-01-01T09:00:01.000+08:00\"},\n"
            "{\"account\":\"V\",\"hops\":2,\"arrival\":\"2021-01-01T09:00:00.000+08:00\"}]}\n");
}

TEST_F(ReachCommand, NobodyReachedIsAnAnswer) {
  const Ran ran = reach({"--from", "A", "--at", "2021-01-01T09:00:00+08:00", "--window", "1d",
                         "--hops", "1", "--json"});
  EXPECT_EQ(ran.exit, 0);
  EXPECT_EQ(ran.out, "{\"accounts\":[]}\n");
}

TEST_F(ReachCommand, TheFloorPassesOverSmallerTransfers) {
  const Ran ran = reach(with(from_m, {"--json", "--min-amount-yuan", "30"}));
  EXPECT_EQ(ran.out,
            "{\"accounts\":[\n"
            "{\"account\":\"B\",\"hops\":1,\"arrival\":\"2021-01-01T09:00:01.000+08:00\"}]}\n");
  EXPECT_EQ(reach(with(from_m, {"--json", "--min-amount-yuan", "30.01"})).out,
            "{\"accounts\":[]}\n");
}

TEST_F(ReachCommand, ALimitThatWasHitIsTold) {
  const Ran json = reach(with(from_m, {"--json", "--accounts-limit", "1"}));
  EXPECT_NE(json.out.find("],\"truncated\":{\"limit\":\"accounts\",\"value\":1}}"),
            std::string::npos)
      << json.out;
  const Ran wide = reach(with(from_m, {"--json", "--accounts-limit", "3"}));
  EXPECT_NE(wide.out.find("],\"truncated\":null}"), std::string::npos) << wide.out;
  const Ran table = reach(with(from_m, {"--transfers-limit", "1"}));
  EXPECT_EQ(table.exit, 0);
  EXPECT_NE(table.out.find("limit hit: 1 transfers"), std::string::npos) << table.out;
}

TEST_F(ReachCommand, ShowsATableToPeople) {
  const Ran ran = reach(from_m);
  EXPECT_EQ(ran.exit, 0);
  EXPECT_EQ(ran.out,
            "reached from M, within 48h after 2021-01-01T09:00:00.000+08:00, at most 3 transfers\n"
            "3 accounts, 3 transfers looked at\n\n"
            "account  hops  earliest arrival\n"
            "B           1  2021-01-01T09:00:01.000+08:00\n"
            "A           1  2021-01-01T09:00:02.000+08:00\n"
            "M           2  2021-01-01T09:00:03.000+08:00\n");
}

TEST_F(ReachCommand, RowsThatCannotBeReadAreToldAndTheGoodOnesTaken) {
  const std::string broken = world + "e,yesterday,M,B,1.00,transfer\n" +
                             "a,2021-01-01T09:00:05.000+08:00,M,Z,1.00,transfer\n";
  const Ran ran = reach(with(from_m, {"--json"}), broken);
  EXPECT_EQ(ran.exit, 0);
  EXPECT_EQ(ran.err.find((scratch_.path() / "t.csv").string() + ":6:3: time"), 0U) << ran.err;
  EXPECT_NE(ran.err.find("1 refused, 1 dropped"), std::string::npos) << ran.err;
  EXPECT_EQ(ran.out, reach(with(from_m, {"--json"})).out);
  const Ran strict = reach(with(from_m, {"--json", "--strict"}), broken);
  EXPECT_EQ(strict.exit, 3);
  EXPECT_EQ(strict.out, "");
}

TEST_F(ReachCommand, BadInputEndsWithThree) {
  const Ran unknown =
      reach({"--from", "Z", "--at", "2021-01-01T09:00:00+08:00", "--window", "1d", "--hops", "1"});
  EXPECT_EQ(unknown.exit, 3);
  EXPECT_EQ(unknown.out, "");
  EXPECT_EQ(unknown.err, "--from: no transfer names the account \"Z\"\n");
  EXPECT_EQ(reach(from_m, "").exit, 3);
  EXPECT_EQ(reach(from_m, "id,time\n").exit, 3);
}

TEST_F(ReachCommand, WrongUsageEndsWithTwo) {
  const auto asked = [&](const char* at, const char* window, const char* hops,
                         const char* least = "0") {
    return reach({"--from", "M", "--at", at, "--window", window, "--hops", hops,
                  "--min-amount-yuan", least})
        .exit;
  };
  const char* const at = "2021-01-01T09:00:00+08:00";
  for (const char* window : {"1s", "1m", "1h", "1d", "366000d"}) {
    EXPECT_EQ(asked(at, window, "1"), 0) << window;
  }
  EXPECT_EQ(asked("noon", "1h", "1"), 2);
  EXPECT_EQ(asked("2021-01-01T09:00:00", "1h", "1"), 2);
  for (const char* window : {"", "1", "h", "0h", "-1h", "1w", "1.5h", "48 h", "366001d"}) {
    EXPECT_EQ(asked(at, window, "1"), 2) << window;
  }
  for (const char* hops : {"0", "-1", "x"}) {
    EXPECT_EQ(asked(at, "1h", hops), 2) << hops;
  }
  EXPECT_EQ(asked(at, "1h", "1", "-1"), 2);
  EXPECT_EQ(asked(at, "1h", "1", "x"), 2);
  EXPECT_EQ(reach({"--at", at, "--window", "1h", "--hops", "1"}).exit, 2);
  EXPECT_EQ(reach({"--from", "M", "--at", at, "--window", "1h"}).exit, 2);
}

TEST_F(ReachCommand, HelpTellsTheRule) {
  const Ran help = run_words({"reach", "--help"});
  EXPECT_EQ(help.exit, 0);
  EXPECT_NE(help.out.find("strictly"), std::string::npos) << help.out;
}

}  // namespace
}  // namespace holdfast::cli
