#include <gtest/gtest.h>
#include <sstream>

#include "cli/command_test.hpp"

namespace holdfast::cli {
namespace {

std::string read(const std::filesystem::path& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

TEST(GuideCommand, EveryGuideMakesAPosterOfOnePageInBothLanguages) {
  const ScratchFolder scratch;
  const Ran list = run_words({"guide", "list"});
  ASSERT_EQ(list.exit, 0) << list.err;
  std::istringstream lines{list.out};
  std::string line;
  int guides = 0;
  while (std::getline(lines, line)) {
    const auto type = line.substr(0, line.find('\t'));
    for (const std::string language : {"zh", "en"}) {
      const auto out = (scratch.path() / "p.pdf").string();
      const Ran ran = run_words({"guide", "poster", type, "--lang", language, "--site",
                                 "https://fz.example.gov.cn", "--out", out});
      ASSERT_EQ(ran.exit, 0) << type << ' ' << language << ": " << ran.err;
      const auto bytes = read(out);
      EXPECT_TRUE(bytes.starts_with("%PDF-1.5"));
      EXPECT_NE(bytes.find("/Count 1"), std::string::npos) << type << ' ' << language;
    }
    ++guides;
  }
  EXPECT_EQ(guides, 13);
}

TEST(GuideCommand, TheSameGuideGivesTheSameBytesAndA3IsLarger) {
  const ScratchFolder scratch;
  const auto made = [&](const char* name, const char* size) {
    const auto out = scratch.path() / name;
    EXPECT_EQ(run_words({"guide", "poster", "刷单返利", "--size", size, "--site", "https://a.cn",
                         "--out", out.string()})
                  .exit,
              0);
    return read(out);
  };
  const auto first = made("1.pdf", "a4");
  EXPECT_EQ(first, made("2.pdf", "a4"));
  EXPECT_NE(first.find("595.27"), std::string::npos);
  EXPECT_NE(made("3.pdf", "a3").find("841.8"), std::string::npos);
}

TEST(GuideCommand, SaysWhatItDoesNotKnow) {
  const Ran none = run_words({"guide", "show", "套路贷"});
  EXPECT_NE(none.exit, 0);
  EXPECT_NE(none.err.find("there is no guide to \"套路贷\""), std::string::npos) << none.err;
  EXPECT_NE(run_words({"guide", "show", "刷单返利", "--lang", "fr"}).err.find("neither zh nor en"),
            std::string::npos);
  EXPECT_NE(run_words({"guide", "show", "刷单返利"}).out.find("## 对话"), std::string::npos);
}

}  // namespace
}  // namespace holdfast::cli
