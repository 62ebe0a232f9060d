#include <gtest/gtest.h>

#include "cli/command_test.hpp"

namespace holdfast::cli {
namespace {

const std::string world =
    "id,time,payer,payee,amount_yuan,kind\n"
    "a,2021-01-01T09:00:00.000+08:00,V,M,100.00,transfer\n"
    "b,2021-01-01T09:00:01.000+08:00,W,M,50.00,transfer\n"
    "c,2021-01-01T09:00:02.000+08:00,M,N,120.00,transfer\n"
    "d,2021-01-01T09:00:03.000+08:00,N,S,20.00,merchant\n"
    "e,2021-01-01T09:00:04.000+08:00,V,N,1.00,transfer\n";
const std::string since = "2021-01-01T08:00:00+08:00";

class FlowCommands : public ::testing::Test {
 protected:
  [[nodiscard]] Ran ask(const std::string& command, const std::vector<std::string>& more) const {
    std::vector<std::string> words{command, "--transfers", scratch_.file("t.csv", world)};
    words.insert(words.end(), more.begin(), more.end());
    return run_words(words);
  }

  ScratchFolder scratch_;
};

TEST_F(FlowCommands, PathAnswersInTheDocumentedShape) {
  const Ran ran =
      ask("path", {"--from", "W", "--to", "S", "--at", since, "--window", "2h", "--json"});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_EQ(ran.out,
            "{\"path\":[\n"
            "{\"id\":\"b\",\"time\":\"2021-01-01T09:00:01.000+08:00\",\"payer\":\"W\","
            "\"payee\":\"M\",\"amount_fen\":5000},\n"
            "{\"id\":\"c\",\"time\":\"2021-01-01T09:00:02.000+08:00\",\"payer\":\"M\","
            "\"payee\":\"N\",\"amount_fen\":12000},\n"
            "{\"id\":\"d\",\"time\":\"2021-01-01T09:00:03.000+08:00\",\"payer\":\"N\","
            "\"payee\":\"S\",\"amount_fen\":2000}],"
            "\"hops\":3,\"arrival\":\"2021-01-01T09:00:03.000+08:00\"}\n");
}

TEST_F(FlowCommands, FewestTransfersWinOverAnEarlyArrival) {
  const Ran ran = ask("path", {"--from", "V", "--to", "N", "--at", since, "--window", "2h"});
  EXPECT_EQ(ran.exit, 0);
  EXPECT_EQ(ran.out.find("from V to N, within 2h after 2021-01-01T08:00:00.000+08:00\n"
                         "1 transfer, arriving 2021-01-01T09:00:04.000+08:00"),
            0U)
      << ran.out;
}

TEST_F(FlowCommands, NoPathIsSaidAndDone) {
  const Ran json =
      ask("path", {"--from", "S", "--to", "V", "--at", since, "--window", "2h", "--json"});
  EXPECT_EQ(json.exit, 0);
  EXPECT_EQ(json.out, "{\"path\":[],\"hops\":0,\"arrival\":null}\n");
  const Ran table = ask("path", {"--from", "S", "--to", "V", "--at", since, "--window", "2h"});
  EXPECT_NE(table.out.find("no way found"), std::string::npos) << table.out;
  EXPECT_EQ(ask("path", {"--from", "W", "--to", "S", "--at", since, "--window", "2h", "--hops", "2",
                         "--json"})
                .out,
            json.out);
}

TEST_F(FlowCommands, PathRefusals) {
  EXPECT_EQ(ask("path", {"--from", "Z", "--to", "V", "--at", since, "--window", "2h"}).exit, 3);
  EXPECT_EQ(ask("path", {"--from", "V", "--to", "Z", "--at", since, "--window", "2h"}).exit, 3);
  EXPECT_EQ(ask("path", {"--from", "V", "--at", since, "--window", "2h"}).exit, 2);
  EXPECT_EQ(ask("path", {"--from", "V", "--to", "N", "--window", "2h"}).exit, 2);
  EXPECT_EQ(
      ask("path", {"--from", "V", "--to", "N", "--at", since, "--window", "2h", "--hops", "0"})
          .exit,
      2);
}

TEST_F(FlowCommands, ConvergeByAccounts) {
  const Ran ran =
      ask("converge", {"--from", "V,W", "--at", since, "--window", "2h", "--hops", "2", "--json"});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_EQ(ran.out,
            "{\"accounts\":[\n"
            "{\"account\":\"M\",\"met\":\"2021-01-01T09:00:01.000+08:00\",\"sources\":["
            "{\"from\":\"V\",\"hops\":1,\"arrival\":\"2021-01-01T09:00:00.000+08:00\"},"
            "{\"from\":\"W\",\"hops\":1,\"arrival\":\"2021-01-01T09:00:01.000+08:00\"}]},\n"
            "{\"account\":\"N\",\"met\":\"2021-01-01T09:00:02.000+08:00\",\"sources\":["
            "{\"from\":\"V\",\"hops\":1,\"arrival\":\"2021-01-01T09:00:02.000+08:00\"},"
            "{\"from\":\"W\",\"hops\":2,\"arrival\":\"2021-01-01T09:00:02.000+08:00\"}]}]}\n");
  const Ran table =
      ask("converge", {"--from", "V,W", "--at", since, "--window", "2h", "--hops", "2"});
  EXPECT_NE(table.out.find("2 accounts where at least two meet"), std::string::npos) << table.out;
}

TEST_F(FlowCommands, ConvergeByMoney) {
  const std::string seeds = scratch_.file("s.csv", "transfer_id,stolen_yuan\na,\nb,\n");
  const Ran ran = ask("converge", {"--seeds", seeds, "--policy", "fifo", "--json"});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_EQ(ran.out,
            "{\"policy\":\"fifo\",\"stolen_fen\":15000,\"accounts\":[\n"
            "{\"account\":\"M\",\"tier\":1,\"received_fen\":15000,\"by_source\":[10000,5000],"
            "\"exit\":false},\n"
            "{\"account\":\"N\",\"tier\":2,\"received_fen\":12000,\"by_source\":[10000,2000],"
            "\"exit\":false}]}\n");
  const Ran table = ask("converge", {"--seeds", seeds, "--policy", "prorata"});
  EXPECT_EQ(table.exit, 0);
  EXPECT_NE(table.out.find("3 accounts received money of at least two sources"), std::string::npos)
      << table.out;
}

TEST_F(FlowCommands, ConvergeRefusals) {
  const std::string seeds = scratch_.file("s.csv", "transfer_id,stolen_yuan\na,\nb,\n");
  EXPECT_EQ(ask("converge", {}).exit, 2);
  EXPECT_EQ(ask("converge", {"--from", "V", "--at", since, "--window", "1h"}).exit, 2);
  EXPECT_EQ(ask("converge", {"--from", "V,W"}).exit, 2);
  EXPECT_EQ(ask("converge", {"--from", "V,W", "--seeds", seeds, "--policy", "fifo"}).exit, 2);
  EXPECT_EQ(ask("converge", {"--seeds", seeds}).exit, 2);
  EXPECT_EQ(ask("converge", {"--seeds", seeds, "--policy", "fifo", "--hops", "2"}).exit, 2);
  EXPECT_EQ(run_words({"converge", "--transfers", "-", "--seeds", "-", "--policy", "fifo"}).exit,
            2);
  EXPECT_EQ(ask("converge", {"--from", "V,Z", "--at", since, "--window", "1h"}).exit, 3);
  EXPECT_EQ(ask("converge", {"--from", "V,V", "--at", since, "--window", "1h"}).exit, 3);
  EXPECT_EQ(ask("converge", {"--seeds", "/nowhere", "--policy", "fifo"}).exit, 3);
}

TEST_F(FlowCommands, OriginTellsABalanceApart) {
  const Ran ran = ask("origin", {"--account", "N", "--policy", "fifo", "--json"});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_EQ(ran.out,
            "{\"account\":\"N\",\"at\":\"2021-01-01T09:00:04.000+08:00\",\"policy\":\"fifo\","
            "\"balance_fen\":10100,\"earlier_fen\":0,\"accounts\":[\n"
            "{\"account\":\"V\",\"amount_fen\":8100,\"transfers\":2},\n"
            "{\"account\":\"W\",\"amount_fen\":2000,\"transfers\":1}],\n"
            "\"transfers\":[\n"
            "{\"id\":\"a\",\"time\":\"2021-01-01T09:00:00.000+08:00\",\"payer\":\"V\","
            "\"payee\":\"M\",\"amount_fen\":8000},\n"
            "{\"id\":\"b\",\"time\":\"2021-01-01T09:00:01.000+08:00\",\"payer\":\"W\","
            "\"payee\":\"M\",\"amount_fen\":2000},\n"
            "{\"id\":\"e\",\"time\":\"2021-01-01T09:00:04.000+08:00\",\"payer\":\"V\","
            "\"payee\":\"N\",\"amount_fen\":100}]}\n");
}

TEST_F(FlowCommands, OriginWithinItsHorizon) {
  const Ran one_hop = ask("origin", {"--account", "N", "--policy", "fifo", "--hops", "1", "--at",
                                     "2021-01-01T09:00:02+08:00", "--json"});
  EXPECT_NE(one_hop.out.find("{\"account\":\"M\",\"amount_fen\":12000,\"transfers\":1}"),
            std::string::npos)
      << one_hop.out;
  const Ran source = ask("origin", {"--account", "N", "--policy", "fifo", "--source", "M"});
  EXPECT_EQ(source.exit, 0);
  EXPECT_NE(source.out.find("looked behind     2 accounts"), std::string::npos) << source.out;
  const Ran table = ask("origin", {"--account", "N", "--policy", "lifo", "--transfers-limit", "4"});
  EXPECT_NE(table.out.find("limit hit: 4 transfers"), std::string::npos) << table.out;
}

TEST_F(FlowCommands, OriginRefusals) {
  EXPECT_EQ(ask("origin", {"--account", "N"}).exit, 2);
  EXPECT_EQ(ask("origin", {"--policy", "fifo"}).exit, 2);
  EXPECT_EQ(ask("origin", {"--account", "N", "--policy", "best"}).exit, 2);
  EXPECT_EQ(ask("origin", {"--account", "N", "--policy", "fifo", "--hops", "0"}).exit, 2);
  EXPECT_EQ(ask("origin", {"--account", "N", "--policy", "fifo", "--window", "0d"}).exit, 2);
  EXPECT_EQ(ask("origin", {"--account", "N", "--policy", "fifo", "--at", "noon"}).exit, 2);
  EXPECT_EQ(ask("origin", {"--account", "Z", "--policy", "fifo"}).exit, 3);
  EXPECT_EQ(ask("origin", {"--account", "N", "--policy", "fifo", "--source", "Z"}).exit, 3);
  EXPECT_EQ(ask("origin", {"--account", "N", "--policy", "fifo", "--transfers-limit", "1"}).exit,
            3);
}

TEST_F(FlowCommands, TopRanksAccounts) {
  const Ran ran = ask("top", {"--by", "flow", "--count", "1", "--json"});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_EQ(ran.out,
            "{\"by\":\"flow\",\"accounts\":[\n"
            "{\"account\":\"M\",\"in_fen\":15000,\"out_fen\":12000,\"transfers\":3,\"payers\":2,"
            "\"payees\":1,\"dwell_ms\":2000,\"passed_fen\":12000}]}\n");
  const Ran dwell = ask("top", {"--by", "dwell", "--passed-min-yuan", "100"});
  EXPECT_NE(dwell.out.find("0:00:02.000"), std::string::npos) << dwell.out;
  EXPECT_EQ(dwell.out.find("\nN "), std::string::npos) << dwell.out;
  const Ran bounded = ask("top", {"--since", "2021-01-01T09:00:04+08:00", "--until",
                                  "2021-01-01T09:00:04+08:00", "--json"});
  EXPECT_NE(bounded.out.find("\"account\":\"N\",\"in_fen\":100"), std::string::npos) << bounded.out;
}

TEST_F(FlowCommands, TopRefusals) {
  EXPECT_EQ(ask("top", {"--by", "size"}).exit, 2);
  EXPECT_EQ(ask("top", {"--since", "noon"}).exit, 2);
  EXPECT_EQ(ask("top", {"--until", "noon"}).exit, 2);
  EXPECT_EQ(ask("top", {"--passed-min-yuan", "-1"}).exit, 2);
  EXPECT_EQ(run_words({"top"}).exit, 2);
  EXPECT_EQ(run_words({"top", "--transfers", "/nowhere"}).exit, 3);
}

}  // namespace
}  // namespace holdfast::cli
