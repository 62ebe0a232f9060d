#include <filesystem>
#include <gtest/gtest.h>

#include "cli/command_test.hpp"
#include "support/source_dir.hpp"

namespace holdfast::cli {
namespace {

class WarnCommand : public ::testing::Test {
 protected:
  [[nodiscard]] std::string path(const std::string& name) const {
    return (scratch_.path() / name).string();
  }
  static std::string read(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  void make_city(const std::string& name, const std::string& seed) const {
    const Ran ran = run_words({"warn", "city", "--seed", seed, "--accounts", "500", "--days", "30",
                               "--illicit", "0.05", "--transfers", path(name + ".csv"), "--labels",
                               path(name + "_labels.csv")});
    ASSERT_EQ(ran.exit, 0) << ran.err;
  }
  [[nodiscard]] Ran train(const std::string& city, const std::string& labels,
                          const std::vector<std::string>& more = {}) const {
    std::vector<std::string> words{"warn",     "train", "--transfers", path(city + ".csv"),
                                   "--labels", labels,  "--model",     path("m.hfw"),
                                   "--trees",  "5",     "--depth",     "3",
                                   "--anew"};
    words.insert(words.end(), more.begin(), more.end());
    return run_words(words);
  }

  ScratchFolder scratch_;
};

TEST_F(WarnCommand, TrainsScoresAndTestsItself) {
  make_city("a", "1");
  make_city("b", "2");
  const Ran trained = train("a", path("a_labels.csv"),
                            {"--transfers", path("b.csv"), "--labels", path("b_labels.csv")});
  ASSERT_EQ(trained.exit, 0) << trained.err;
  EXPECT_NE(trained.out.find("both together, left out: AUPRC"), std::string::npos) << trained.out;

  make_city("c", "3");
  const Ran scored = run_words({"warn", "score", "--transfers", path("c.csv"), "--model",
                                path("m.hfw"), "--per", "account", "--out", path("s.csv")});
  ASSERT_EQ(scored.exit, 0) << scored.err;
  const std::string scores = read(path("s.csv"));
  EXPECT_EQ(scores.substr(0, scores.find('\n')), "account,score,first_flag_time,reasons");
  EXPECT_NE(scores.find("+08:00,"), std::string::npos) << "somebody is flagged at some time";

  const Ran tested = run_words({"warn", "backtest", "--transfers", path("c.csv"), "--labels",
                                path("c_labels.csv"), "--model", path("m.hfw"), "--json"});
  ASSERT_EQ(tested.exit, 0) << tested.err;
  EXPECT_NE(tested.out.find("\"auprc\":0."), std::string::npos) << tested.out;
  EXPECT_NE(tested.out.find("\"gangs\":"), std::string::npos) << tested.out;
}

TEST_F(WarnCommand, IdsMakeAModelOfTransfers) {
  make_city("a", "1");
  std::string labels = "id,label\n";
  for (int i = 1; i < 60; ++i) {
    labels += "T" + std::to_string(i) + (i % 7 == 0 ? ",1\n" : ",0\n");
  }
  const Ran trained = train("a", scratch_.file("ids.csv", labels));
  ASSERT_EQ(trained.exit, 0) << trained.err;
  const std::string from = "2025-06-29T00:00:00+08:00";
  const Ran scored = run_words({"warn", "score", "--transfers", path("a.csv"), "--model",
                                path("m.hfw"), "--from", from, "--out", "-"});
  ASSERT_EQ(scored.exit, 0) << scored.err;
  EXPECT_EQ(scored.out.substr(0, scored.out.find('\n')), "id,score,reasons");
  EXPECT_EQ(scored.out.find("\nT1,"), std::string::npos) << "it came before --from";
  EXPECT_GT(scored.out.size(), 200U);
  const Ran other = run_words({"warn", "score", "--transfers", path("a.csv"), "--model",
                               path("m.hfw"), "--per", "account", "--out", "-"});
  EXPECT_EQ(other.exit, 2);
  EXPECT_NE(other.err.find("judges each transfer"), std::string::npos) << other.err;
}

TEST_F(WarnCommand, RefusesBadInputWithItsPlace) {
  make_city("a", "1");
  const std::string labels = path("a_labels.csv");
  const auto refused = [&](const std::string& text) {
    const Ran ran = train("a", scratch_.file("l.csv", text));
    EXPECT_EQ(ran.exit, 3) << text;
    return ran.err;
  };
  EXPECT_NE(refused("account,label\nA0000001,2\n").find("l.csv:2:10: a label is 1"),
            std::string::npos);
  EXPECT_NE(refused("account,label\nA0000001,1\nA0000001,0\n").find("l.csv:3:1: "),
            std::string::npos);
  EXPECT_NE(refused("who,label\nA0000001,1\n").find("must name the columns account,label"),
            std::string::npos);
  EXPECT_NE(refused("account,label\nA0000001,0\n").find("nothing bad"), std::string::npos);
  EXPECT_NE(refused("").find("is empty"), std::string::npos);

  const Ran uneven = train("a", labels, {"--transfers", path("a.csv")});
  EXPECT_EQ(uneven.exit, 2);
  const Ran early = train("a", labels, {"--until", "2020-01-01T00:00:00Z"});
  EXPECT_EQ(early.exit, 3);
  EXPECT_FALSE(std::filesystem::exists(path("m.hfw"))) << "nothing is written when refused";

  const Ran none = run_words({"warn", "score", "--transfers", path("a.csv"), "--model",
                              scratch_.file("x.hfw", "HOLDFAST WARN 2\nrubbish"), "--out", "-"});
  EXPECT_EQ(none.exit, 1);
  EXPECT_NE(none.err.find("x.hfw: the model is cut off"), std::string::npos) << none.err;
}

TEST_F(WarnCommand, JudgesWithTheModelThatItCarries) {
  make_city("a", "1");
  const Ran scored =
      run_words({"warn", "score", "--transfers", path("a.csv"), "--rules",
                 (test::source_dir() / "rules/warn.toml").string(), "--out", path("s.csv")});
  ASSERT_EQ(scored.exit, 0) << scored.err;
  EXPECT_NE(read(path("s.csv")).find("\nA0000"), std::string::npos);
  const Ran tested = run_words({"warn", "backtest", "--transfers", path("a.csv"), "--labels",
                                path("a_labels.csv"), "--json"});
  ASSERT_EQ(tested.exit, 0) << tested.err;
  EXPECT_NE(tested.out.find("{\"model\":\"(carried)\",\"auprc\":0."), std::string::npos)
      << tested.out;
}

TEST_F(WarnCommand, MeasuresRulesOnHistory) {
  make_city("a", "1");
  const std::string rules = scratch_.file("r.toml", R"([[rule]]
id = "ALL"
question = "有人付入？"
code = "9999"
source = "D"
least = 0.9
when = "in_count >= 1"
)");
  const Ran tested = run_words({"warn", "backtest", "--transfers", path("a.csv"), "--labels",
                                path("a_labels.csv"), "--rules", rules, "--json"});
  ASSERT_EQ(tested.exit, 0) << tested.err;
  EXPECT_EQ(tested.out.find("{\"rule\":\"ALL\",\"alarms\":"), 0U) << tested.out;
  EXPECT_EQ(tested.out.find("\"hits\":0,"), std::string::npos) << "whoever was paid is told of";
  const Ran scored =
      run_words({"warn", "score", "--transfers", path("a.csv"), "--rules", rules, "--out", "-"});
  ASSERT_EQ(scored.exit, 0) << scored.err;
  EXPECT_NE(scored.out.find(",0.9,2025-"), std::string::npos) << "the score that the rule gives";
  EXPECT_NE(scored.out.find("9999 ALL 有人付入？"), std::string::npos);

  const Ran broken =
      run_words({"warn", "backtest", "--transfers", path("a.csv"), "--labels", path("a_labels.csv"),
                 "--rules", scratch_.file("b.toml", "[[rule]]\nid = 3\n")});
  EXPECT_EQ(broken.exit, 3);
  EXPECT_NE(broken.err.find("b.toml: line 2: id: is not a text"), std::string::npos) << broken.err;
}

}  // namespace
}  // namespace holdfast::cli
