#include <gtest/gtest.h>

#include "cli/command_test.hpp"

namespace holdfast::cli {
namespace {

TEST(LinkCommand, AnswersALineALine) {
  const ScratchFolder scratch;
  const auto file = scratch.file("a.txt", "mybank.icbc.com.cn\n\nicbc-verify.top\n103.24.8.9\n");
  const Ran people = run_words({"link", file});
  EXPECT_EQ(people.exit, 0) << people.err;
  EXPECT_NE(people.out.find("mybank.icbc.com.cn  official  中国工商银行"), std::string::npos)
      << people.out;
  EXPECT_NE(people.out.find("icbc-verify.top  imitates wears_name"), std::string::npos);
  EXPECT_NE(people.out.find("103.24.8.9  number\n"), std::string::npos);
  const Ran machines = run_words({"link", "--json", file});
  EXPECT_NE(machines.out.find(R"("standing":"imitates","guise":"wears_name","of":{)"),
            std::string::npos)
      << machines.out;
}

TEST(LinkCommand, TellsWhatIsNoAddress) {
  const ScratchFolder scratch;
  const Ran ran = run_words({"link", scratch.file("a.txt", "icbc.com.cn\nhello\n")});
  EXPECT_EQ(ran.exit, 3);
  EXPECT_NE(ran.out.find("official"), std::string::npos);
  EXPECT_NE(ran.err.find("a.txt:2: this is no address"), std::string::npos) << ran.err;
  EXPECT_EQ(run_words({"link", "/nowhere/x"}).exit, 3);
}

TEST(LinkCommand, TakesAnotherList) {
  const ScratchFolder scratch;
  const auto addresses = scratch.file("a.txt", "example.org\n");
  const auto list = scratch.file(
      "sites.toml",
      "[[site]]\ndomain = \"example.com\"\nzh = \"例\"\nen = \"Example\"\nkind = \"platform\"\n");
  EXPECT_NE(run_words({"link", "--sites", list, addresses}).out.find("other_ending"),
            std::string::npos);
  const Ran broken = run_words({"link", "--sites", scratch.file("b.toml", "x = 1"), addresses});
  EXPECT_EQ(broken.exit, 3);
  EXPECT_NE(broken.err.find("there is no [[site]]"), std::string::npos) << broken.err;
}

}  // namespace
}  // namespace holdfast::cli
