// `holdfast paper` on a directory of its own: listed, drawn twice to the same bytes, checked.
#include <future>
#include <gtest/gtest.h>
#include <iterator>

#include "cli/command_test.hpp"
#include "cli/config.hpp"
#include "cli/data_dir.hpp"

namespace holdfast::cli {
namespace {

class PaperCommand : public ::testing::Test {
 protected:
  PaperCommand() {
    const std::string data = (scratch_.path() / "data").string();
    const auto text = "data = \"" + data + R"("
[[channel]]
name = "hub"
url = "http://127.0.0.1:2"
[[institution]]
code = "YZ01"
name = "渝州银行"
channel = "hub"
bins = ["990011"]
)";
    config_ = scratch_.file("holdfast.toml", text);
    issue(*parse_config(text, config_));
  }
  /// A payment that no feed shows is asked about: the query has a paper.
  static void issue(const Config& config) {
    auto engine = open_engine(config, Outside::none);
    ASSERT_TRUE(engine.ok()) << engine.error().message;
    engine::Report report;
    report.victim_name = "王芳";
    report.victim_phone = "13800000000";
    report.fraud_type = "虚假贷款";
    report.losses = {{"9900110000000000017", "YZ01", "9900110000000000025", "YZ01", "李四",
                      base::Fen{100'000}, (*engine)->now() - std::chrono::minutes{5}, "S1"}};
    std::promise<bool> reported;
    (*engine)->report({"duty"}, std::move(report),
                      [&](const auto& done) { reported.set_value(done.ok()); });
    ASSERT_TRUE(reported.get_future().get());
    const auto issued = (*engine)->submit_and_wait(
        {"duty"},
        core::IssuePaper{order::OrderId{1}, order::PaperKind::query_notice, order::code_of(9),
                         "https://example.cn/#/check/1", "9900110000000000025", "李四", ""});
    ASSERT_TRUE(issued.ok()) << issued.error().message;
  }
  [[nodiscard]] Ran paper(std::vector<std::string> words) const {
    words.insert(words.begin(), "paper");
    words.insert(words.end(), {"--config", config_});
    return run_words(words);
  }
  [[nodiscard]] std::string path(const std::string& name) const {
    return (scratch_.path() / name).string();
  }
  static std::string bytes_of(const std::string& file) {
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
  }

  ScratchFolder scratch_;
  std::string config_;
};

TEST_F(PaperCommand, ListsDrawsAndChecks) {
  const auto list = paper({"list"});
  EXPECT_EQ(list.exit, 0) << list.err;
  EXPECT_NE(list.out.find("P000001  O000001"), std::string::npos) << list.out;
  EXPECT_NE(list.out.find("渝反诈查财字"), std::string::npos);
  EXPECT_EQ(paper({"list", "--order", "O000002"}).out, "");
  const auto drawn = paper({"draw", "P000001", "--out", path("a.pdf")});
  EXPECT_EQ(drawn.exit, 0) << drawn.err;
  EXPECT_EQ(paper({"draw", "P000001", "--out", path("b.pdf")}).exit, 0);
  const auto bytes = bytes_of(path("a.pdf"));
  EXPECT_TRUE(bytes.starts_with("%PDF"));
  EXPECT_TRUE(bytes == bytes_of(path("b.pdf")));
  const auto genuine = paper({"check", path("a.pdf")});
  EXPECT_EQ(genuine.exit, 0) << genuine.err;
  EXPECT_NE(genuine.out.find("P000001"), std::string::npos);
  const auto altered = paper({"check", scratch_.file("c.pdf", bytes + " ")});
  EXPECT_EQ(altered.exit, 1);
  EXPECT_NE(altered.err.find("not issued here"), std::string::npos);
}

TEST_F(PaperCommand, SaysWhatIsWrong) {
  EXPECT_EQ(paper({"draw", "P000009", "--out", path("a.pdf")}).exit, 1);
  EXPECT_EQ(paper({"check", path("nothing.pdf")}).exit, 3);
  EXPECT_EQ(paper({"draw", "P000001"}).exit, 2);
  EXPECT_EQ(paper({"draw", "P000001", "--out", path("no/such/folder.pdf")}).exit, 1);
}

}  // namespace
}  // namespace holdfast::cli
