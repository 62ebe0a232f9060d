// `holdfast analyse` as it is called, on one small story.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iterator>

#include "cli/command_test.hpp"

namespace holdfast::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

// V is cheated by two mules M and N, who are used from one device and pay the pool P at once. P
// draws cash at one machine and sends some back to M.
const std::string story =
    "id,time,payer,payee,amount_yuan,kind,told_by,place,terminal,ip,mac,device\n"
    "t1,2024-03-01T09:00:00+08:00,V,M,1000,transfer,payee,,,,,\n"
    "t2,2024-03-01T09:05:00+08:00,V,N,2000,transfer,payee,,,,,\n"
    "t3,2024-03-01T09:10:00+08:00,M,P,950,transfer,payer,,,10.0.0.1,,d1\n"
    "t4,2024-03-01T09:12:00+08:00,N,P,1990,transfer,payer,,,10.0.0.2,,d1\n"
    "t5,2024-03-01T10:00:00+08:00,P,cash:P,2000,cash,payer,某路,ATM7,,,\n"
    "t6,2024-03-01T10:30:00+08:00,P,M,100,transfer,payer,,,,,\n";

struct Asked {
  ScratchFolder folder;
  std::string file = folder.file("t.csv", story);

  Ran ask(std::vector<std::string> words) {
    words.insert(words.begin(), "analyse");
    words.insert(words.end(), {"--transfers", file});
    return run_words(words);
  }
};

TEST(AnalyseCommand, AnswersEachQuestion) {
  Asked asked;
  const Ran common = asked.ask({"common", "--account", "M", "--account", "N", "--json"});
  EXPECT_EQ(common.exit, 0) << common.err;
  EXPECT_THAT(
      common.out,
      AllOf(HasSubstr(
                "\"account\":\"P\",\"with\":\"M N\",\"received_fen\":294000,\"paid_fen\":10000"),
            HasSubstr("\"account\":\"V\"")));
  const Ran appearing = asked.ask({"appearing", "--since", "2024-03-01T10:00:00+08:00", "--json"});
  EXPECT_THAT(appearing.out, AllOf(HasSubstr("\"account\":\"cash:P\",\"change\":\"new\""),
                                   Not(HasSubstr("\"account\":\"V\""))));
  const Ran passing = asked.ask({"passing", "--quickly", "15m", "--json"});
  EXPECT_THAT(passing.out,
              HasSubstr("\"account\":\"N\",\"role\":\"passing\",\"in_fen\":200000,\"out_fen\":"
                        "199000,\"quick_fen\":199000"));
  const Ran returning = asked.ask({"returning", "--json"});
  EXPECT_THAT(returning.out, HasSubstr("\"from\":\"M\",\"over\":\"P\",\"least_fen\":10000"));
  EXPECT_THAT(returning.out, HasSubstr("\"transfers\":\"t3 t6\""));
  const Ran together = asked.ask({"together", "--json"});
  EXPECT_THAT(together.out,
              HasSubstr("\"account\":\"M\",\"other\":\"N\",\"times\":1,\"handovers\":1,"
                        "\"shared\":\"device 1\""));
  const Ran rhythm = asked.ask({"rhythm", "--account", "P"});
  EXPECT_THAT(rhythm.out,
              AllOf(HasSubstr("周五"), HasSubstr("2 payments"), HasSubstr("no forecast")));
  const Ran levels = asked.ask({"levels", "--account", "V", "--json"});
  EXPECT_THAT(levels.out, AllOf(HasSubstr("\"level\":2,\"account\":\"P\",\"received_fen\":294000"),
                                HasSubstr("\"level\":3,\"account\":\"cash:P\"")));
  const Ran groups = asked.ask({"groups", "--json"});
  EXPECT_THAT(groups.out, AllOf(HasSubstr("\"group\":1"), HasSubstr("1 groups")));
  const Ran cash = asked.ask({"cash", "--now", "2024-03-02T00:00:00+08:00", "--json"});
  EXPECT_THAT(cash.out,
              HasSubstr("\"place\":\"某路\",\"terminal\":\"ATM7\",\"draws\":1,\"drawn_fen\":200000,"
                        "\"accounts\":1,\"by\":\"P\",\"busiest\":\"10:00\""));
  EXPECT_THAT(cash.out, HasSubstr("\"recorded_until\":\"2024-03-31T10:00:00.000+08:00\""));
}

TEST(AnalyseCommand, WritesTableAndPicture) {
  Asked asked;
  const std::string csv = (asked.folder.path() / "a.csv").string();
  const std::string picture = (asked.folder.path() / "a.graphml").string();
  const Ran ran =
      asked.ask({"levels", "--account", "V", "--csv", csv, "--graphml", picture, "--limit", "2"});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("stopped at the limit of 2 accounts"));
  std::ifstream table{csv};
  const std::string rows{std::istreambuf_iterator<char>{table}, {}};
  EXPECT_THAT(rows, HasSubstr("1,\"N\",2000.00,1,"));
  std::ifstream net{picture};
  const std::string xml{std::istreambuf_iterator<char>{net}, {}};
  EXPECT_THAT(xml, AllOf(HasSubstr("<data key=\"account\">V</data>"),
                         HasSubstr("<data key=\"yuan\">2000.00</data>")));
}

TEST(AnalyseCommand, RefusesWhatItCannotAnswer) {
  Asked asked;
  EXPECT_EQ(asked.ask({"weather"}).exit, 2);
  EXPECT_EQ(asked.ask({"common", "--account", "M"}).exit, 2);
  EXPECT_EQ(asked.ask({"levels"}).exit, 2);
  EXPECT_EQ(asked.ask({"levels", "--account", "nobody"}).exit, 3);
  EXPECT_EQ(asked.ask({"rhythm", "--account", "P", "--side", "up"}).exit, 2);
  EXPECT_EQ(asked.ask({"passing", "--quickly", "soon"}).exit, 2);
  EXPECT_EQ(asked.ask({"returning", "--hops", "1"}).exit, 2);
  EXPECT_EQ(asked.ask({"passing", "--since", "yesterday"}).exit, 2);
}

}  // namespace
}  // namespace holdfast::cli
