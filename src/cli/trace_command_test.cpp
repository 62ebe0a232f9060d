#include <gtest/gtest.h>

#include "cli/command_test.hpp"

namespace holdfast::cli {
namespace {

class TraceCommand : public ::testing::Test {
 protected:
  [[nodiscard]] std::string file(const std::string& name, const std::string& text) const {
    return scratch_.file(name, text);
  }
  [[nodiscard]] Ran trace(const std::string& transfers, const std::string& seeds,
                          std::vector<std::string> more = {"--policy", "fifo", "--json"}) const {
    std::vector<std::string> words{"trace", "--transfers", file("t.csv", transfers), "--seeds",
                                   file("s.csv", seeds)};
    words.insert(words.end(), more.begin(), more.end());
    return run_words(words);
  }

  ScratchFolder scratch_;
  const std::filesystem::path& folder_ = scratch_.path();
};

const std::string header = "id,time,payer,payee,amount_yuan,kind\n";
const std::string world = header +
                          "a,2021-01-01T09:00:00.000+08:00,V,M,100.00,transfer\n"
                          "b,2021-01-01T09:00:01.000+08:00,M,B,30.00,transfer\n"
                          "c,2021-01-01T09:00:02.000+08:00,M,A,20.00,cash\n";
const std::string seeds = "transfer_id,stolen_yuan\na,\n";

TEST_F(TraceCommand, AnswersInTheDocumentedShape) {
  const auto ran = trace(world, seeds);
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_EQ(ran.err, "");
  EXPECT_EQ(
      ran.out,
      "{\"policy\":\"fifo\",\"stolen_fen\":10000,\"accounts\":[\n"
      "{\"account\":\"A\",\"tier\":2,\"received_fen\":2000,\"moved_fen\":0,\"remaining_fen\":2000,"
      "\"by_source\":[2000],\"exit\":true},\n"
      "{\"account\":\"B\",\"tier\":2,\"received_fen\":3000,\"moved_fen\":0,\"remaining_fen\":3000,"
      "\"by_source\":[3000],\"exit\":false},\n"
      "{\"account\":\"M\",\"tier\":1,\"received_fen\":10000,\"moved_fen\":5000,"
      "\"remaining_fen\":5000,\"by_source\":[5000],\"exit\":false}],\n"
      "\"transfers\":[\n"
      "{\"id\":\"a\",\"tainted_fen\":10000,\"by_source\":[10000]},\n"
      "{\"id\":\"b\",\"tainted_fen\":3000,\"by_source\":[3000]},\n"
      "{\"id\":\"c\",\"tainted_fen\":2000,\"by_source\":[2000]}]}\n");
}

TEST_F(TraceCommand, ShowsATableToPeople) {
  const auto ran = trace(world, seeds, {"--policy", "lifo"});
  EXPECT_EQ(ran.exit, 0);
  EXPECT_NE(ran.out.find("policy lifo, 1 source, 3 transfers read"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("¥ 100.00"), std::string::npos);
  EXPECT_LT(ran.out.find("\nM "), ran.out.find("\nB "));  // the largest remainder first
}

TEST_F(TraceCommand, UntilEndsTheReplay) {
  const auto ran = trace(
      world, seeds, {"--policy", "fifo", "--json", "--until", "2021-01-01T09:00:01.000+08:00"});
  EXPECT_EQ(ran.exit, 0);
  EXPECT_EQ(ran.out.find("\"c\""), std::string::npos);
  EXPECT_NE(ran.out.find("\"b\""), std::string::npos);
}

TEST_F(TraceCommand, ALimitTellsWhatItLeavesUnfollowed) {
  const auto ran = trace(world, seeds, {"--policy", "fifo", "--json", "--hops-limit", "0"});
  EXPECT_EQ(ran.exit, 0);
  EXPECT_NE(ran.out.find("\"unfollowed_fen\":10000"), std::string::npos) << ran.out;
}

TEST_F(TraceCommand, RefusedRowsAreToldAndTheGoodOnesTaken) {
  const std::string broken = world + "d,yesterday,M,B,1.00,transfer\n";
  const auto ran = trace(broken, seeds);
  EXPECT_EQ(ran.exit, 0);
  EXPECT_EQ(ran.err.find((folder_ / "t.csv").string() + ":5:3: time"), 0U) << ran.err;
  EXPECT_EQ(ran.out, trace(world, seeds).out);
  const auto strict = trace(broken, seeds, {"--policy", "fifo", "--json", "--strict"});
  EXPECT_EQ(strict.exit, 3);
  EXPECT_EQ(strict.out, "");
}

TEST_F(TraceCommand, ARowWhoseIdCameBeforeIsDroppedAndCounted) {
  const auto ran = trace(world + "b,2021-01-01T09:00:03.000+08:00,M,B,5.00,transfer\n", seeds);
  EXPECT_EQ(ran.exit, 0);
  EXPECT_EQ(ran.out, trace(world, seeds).out);
  EXPECT_NE(ran.err.find("1 dropped"), std::string::npos);
}

TEST_F(TraceCommand, ManyRowsKeepTheirIdsAndAccountsApart) {
  std::string rows = header;
  for (int i = 0; i < 5000; ++i) {
    const std::string n = std::to_string(i);
    rows += "t" + n + ",2021-01-01T09:00:00.000+08:00,p" + n + ",p" + std::to_string(i + 1) +
            ",1.00,transfer\n";
    rows += i % 3 == 0 ? "t" + n + ",2021-01-01T09:00:00.000+08:00,x,y,1.00,transfer\n" : "";
  }
  const auto ran = trace(rows, "transfer_id,stolen_yuan\nt0,\n");
  EXPECT_EQ(ran.exit, 0);
  EXPECT_NE(ran.err.find("1667 dropped"), std::string::npos) << ran.err;
  EXPECT_NE(ran.out.find("{\"account\":\"p5000\",\"tier\":5000,\"received_fen\":100,"),
            std::string::npos);
  EXPECT_NE(ran.out.find("{\"id\":\"t4999\",\"tainted_fen\":100,"), std::string::npos);
}

TEST_F(TraceCommand, BadInputEndsWithThree) {
  const std::string seed_header = "transfer_id,stolen_yuan\n";
  const std::vector<std::pair<std::string, std::string>> cases{
      {"", seeds},
      {"a,2021-01-01T09:00:00.000+08:00,V,M,100.00,transfer\n", seeds},
      {"id,time,payer,payee,amount_yuan\n", seeds},
      {header, seeds},
      {world, ""},
      {world, "a,\n"},
      {world, seed_header},
      {world, seed_header + "z,\n"},
      {world, seed_header + "a,\na,1.00\n"},
      {world, seed_header + "a,100.01\n"},
      {world, seed_header + "a,-1\n"},
      {world, seed_header + "a,x\n"},
      {world, seed_header + "a\n"},
      {world, seed_header + "\"a\n"},
  };
  for (const auto& [transfers, its_seeds] : cases) {
    const auto ran = trace(transfers, its_seeds);
    EXPECT_EQ(ran.exit, 3) << transfers << "--" << its_seeds;
    EXPECT_EQ(ran.out, "");
    EXPECT_NE(ran.err.find(".csv:"), std::string::npos) << ran.err;
  }
  EXPECT_EQ(run_words({"trace", "--transfers", "/nowhere/t.csv", "--seeds", "/nowhere/s.csv",
                       "--policy", "fifo"})
                .exit,
            3);
  EXPECT_EQ(run_words({"trace", "--transfers", file("t.csv", world), "--seeds", "/nowhere/s.csv",
                       "--policy", "fifo"})
                .exit,
            3);
  EXPECT_EQ(run_words({"trace", "--transfers", file("t.csv", world), "--seeds", folder_.string(),
                       "--policy", "fifo"})
                .exit,
            3);
}

TEST_F(TraceCommand, WrongUsageEndsWithTwo) {
  for (const std::vector<std::string>& more : {std::vector<std::string>{},
                                               {"--policy", "best"},
                                               {"--policy", "fifo", "--until", "noon"},
                                               {"--policy", "fifo", "--hops-limit", "-1"},
                                               {"--policy", "fifo", "--min-amount-yuan", "x"},
                                               {"--policy", "fifo", "--map", "x=nothing"},
                                               {"--policy", "fifo", "--time-unit", "1d"},
                                               {"--policy", "fifo", "--encoding", "klingon"},
                                               {"--policy", "fifo", "--colour"}}) {
    EXPECT_EQ(trace(world, seeds, more).exit, 2) << ::testing::PrintToString(more);
  }
  EXPECT_EQ(run_words({}).exit, 2);
  EXPECT_EQ(run_words({"tracé"}).exit, 2);
  EXPECT_EQ(run_words({"trace"}).exit, 2);
  EXPECT_EQ(run_words({"trace", "--transfers", "-", "--seeds", "-", "--policy", "fifo"}).exit, 2);
}

TEST_F(TraceCommand, HelpTeaches) {
  const auto help = run_words({"trace", "--help"});
  EXPECT_EQ(help.exit, 0);
  EXPECT_NE(help.out.find("id,time,payer,payee,amount_yuan,kind"), std::string::npos) << help.out;
  EXPECT_EQ(run_words({"--help"}).exit, 0);
  EXPECT_EQ(run_words({"--version"}).out.find("holdfast "), 0U);
}

TEST_F(TraceCommand, OtherFormsAreReadThroughAMapping) {
  const auto ran =
      trace("from,to,value,step\nV,M,100,0\nM,B,30,1\n", "transfer_id,stolen_yuan\nL2,\n",
            {"--policy", "fifo", "--json", "--map", "from=payer", "--map", "to=payee", "--map",
             "value=amount", "--map", "step=time", "--time-base", "2021-01-01T00:00:00+08:00",
             "--time-unit", "1d"});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_NE(ran.out.find("{\"id\":\"L3\",\"tainted_fen\":3000"), std::string::npos) << ran.out;
}

TEST_F(TraceCommand, AFullDiskIsNotADoneTrace) {
  std::FILE* const full = std::fopen("/dev/full", "w");
  if (full == nullptr) {
    GTEST_SKIP() << "there is no /dev/full";
  }
  std::FILE* const err = std::fopen("/dev/null", "w");
  EXPECT_EQ(run({"trace", "--transfers", file("t.csv", world), "--seeds", file("s.csv", seeds),
                 "--policy", "fifo", "--json"},
                Console{full, err}),
            1);
  std::fclose(full);
  std::fclose(err);
}

}  // namespace
}  // namespace holdfast::cli
