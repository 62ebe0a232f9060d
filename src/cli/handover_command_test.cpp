// `holdfast handover` on a directory of its own: listed, exported twice to the same bytes,
// verified, and found out when a byte was changed.
#include <future>
#include <gtest/gtest.h>
#include <iterator>

#include "cli/command_test.hpp"
#include "cli/config.hpp"
#include "cli/data_dir.hpp"

namespace holdfast::cli {
namespace {

class HandoverCommand : public ::testing::Test {
 protected:
  HandoverCommand() {
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
    hand_over(*parse_config(text, config_));
  }
  /// A filed case whose one paper goes to prosecution.
  static void hand_over(const Config& config) {
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
    const auto must = [&](core::CommandBody body) {
      const auto done = (*engine)->submit_and_wait({"duty"}, std::move(body));
      ASSERT_TRUE(done.ok()) << done.error().message;
    };
    must(core::AddUser{{"jian", "检察官", core::Role::procurator, "渝中区人民检察院", "hash"}});
    must(core::IssuePaper{order::OrderId{1}, order::PaperKind::query_notice, order::code_of(9),
                          "https://example.cn/#/check/1", "9900110000000000025", "李四", ""});
    must(core::FileCase{desk::CaseId{1}, "渝公立字1号", "渝中区分局", "赵局长", std::nullopt});
    must(core::DraftHandover{desk::CaseId{1},
                             desk::HandoverKind::prosecution,
                             "移字1号",
                             "渝中区人民检察院",
                             "张警官",
                             {},
                             {},
                             {order::PaperId{1}}});
    must(core::SendHandover{desk::HandoverId{1}});
  }
  [[nodiscard]] Ran handover(std::vector<std::string> words) const {
    words.insert(words.begin(), "handover");
    words.insert(words.end(), {"--config", config_});
    return run_words(words);
  }
  static Ran verify(std::vector<std::string> words) {
    words.insert(words.begin(), {"handover", "verify"});
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

TEST_F(HandoverCommand, ListsExportsAndVerifies) {
  const auto list = handover({"list"});
  EXPECT_EQ(list.exit, 0) << list.err;
  EXPECT_NE(list.out.find("H000001  C000001  移送审查起诉  已送出"), std::string::npos) << list.out;
  const auto made = handover({"export", "H000001", "--out", path("a.zip")});
  ASSERT_EQ(made.exit, 0) << made.err;
  ASSERT_EQ(handover({"export", "H000001", "--out", path("b.zip")}).exit, 0);
  const auto bytes = bytes_of(path("a.zip"));
  EXPECT_TRUE(bytes == bytes_of(path("b.zip")));
  const auto whole = verify({path("a.zip"), "--key", path("data/keys/signing.pem")});
  EXPECT_EQ(whole.exit, 0) << whole.err;
  EXPECT_NE(whole.out.find("papers/P000001.pdf"), std::string::npos);
  EXPECT_NE(whole.out.find("完整 whole"), std::string::npos);
  const auto unknown = verify({path("a.zip")});
  EXPECT_EQ(unknown.exit, 0);
  EXPECT_NE(unknown.out.find("not by whom"), std::string::npos);
  EXPECT_EQ(run_words({"key", "make", "--out", path("other.pem")}).exit, 0);
  const auto other = verify({path("a.zip"), "--key", path("other.pem")});
  EXPECT_NE(other.exit, 0);
  EXPECT_NE(other.err.find("not signed by that key"), std::string::npos) << other.err;
  auto changed = bytes;
  changed[changed.size() / 3] = static_cast<char>(changed[changed.size() / 3] ^ 1);
  EXPECT_NE(verify({scratch_.file("c.zip", changed)}).exit, 0);
  EXPECT_EQ(handover({"list"}).out.find("—"), std::string::npos) << "the manifest is known now";
}

TEST_F(HandoverCommand, SaysWhatIsWrong) {
  const auto none = handover({"export", "H000009", "--out", path("a.zip")});
  EXPECT_NE(none.exit, 0);
  EXPECT_NE(none.err.find("H000009"), std::string::npos);
  EXPECT_EQ(handover({"export", "H000001"}).exit, 2);
  EXPECT_NE(verify({path("nothing.zip")}).exit, 0);
  const auto text = verify({scratch_.file("a.txt", "no archive")});
  EXPECT_NE(text.exit, 0);
  EXPECT_NE(text.err.find("a.txt"), std::string::npos);
}

}  // namespace
}  // namespace holdfast::cli
