#include "partner/drop_box.hpp"

#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <stdlib.h>
#include <sys/stat.h>

#include "partner/file_drops.hpp"

namespace holdfast::partner {
namespace {

namespace fs = std::filesystem;
using std::chrono::seconds;

std::string slurp(const fs::path& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}
void spill(const fs::path& path, const std::string& bytes) {
  std::ofstream{path, std::ios::binary | std::ios::trunc} << bytes;
}

class Drop : public testing::Test {
 protected:
  void SetUp() override {
    auto pattern = (fs::temp_directory_path() / "holdfast-drop-XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    path_ = pattern;
    reopen();
  }
  void TearDown() override { fs::remove_all(path_); }
  /// As a process would find it that follows one which was killed.
  void reopen() {
    auto opened = DropBox::open(path_, limits_);
    ASSERT_TRUE(opened.ok()) << opened.error().message;
    box_.emplace(std::move(*opened));
  }
  std::vector<DropBox::Incoming> claim(seconds at, bool need_signature = false) {
    auto found = box_->claim(start_ + at, need_signature);
    EXPECT_TRUE(found.ok()) << (found ? "" : found.error().message);
    return found ? *found : std::vector<DropBox::Incoming>{};
  }
  std::size_t count(const char* folder) {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator{path_ / folder}, fs::directory_iterator{}));
  }

  DropLimits limits_{.bytes_max = 64};
  fs::path path_;
  std::optional<DropBox> box_;
  const DropBox::Clock::time_point start_ = DropBox::Clock::now();
};

TEST_F(Drop, AnOrderIsLaidWholeOnceWithItsSignatureBeside) {
  EXPECT_EQ(*box_->lay("hf-O000001.json", "{}", "s"), Laid::fresh);
  EXPECT_EQ(slurp(path_ / "out/hf-O000001.json"), "{}");
  EXPECT_EQ(slurp(path_ / "out/hf-O000001.json.sig"), "s");
  EXPECT_EQ(count("out"), 2U) << "no temporary name is left";
  EXPECT_EQ(*box_->lay("hf-O000001.json", "{}", "s"), Laid::waiting);
  EXPECT_TRUE(box_->fetched()->empty());
  fs::remove(path_ / "out/hf-O000001.json");
  EXPECT_EQ(*box_->fetched(), std::vector<std::string>{"hf-O000001.json"});
  EXPECT_TRUE(box_->fetched()->empty()) << "told once";
  EXPECT_EQ(*box_->lay("hf-O000001.json", "{}", "s"), Laid::fetched) << "never laid again";
}

TEST_F(Drop, WhatWasLaidIsKnownToTheNextProcess) {
  ASSERT_EQ(*box_->lay("a.json", "{}", "s"), Laid::fresh);
  ASSERT_EQ(*box_->lay("b.json", "{}", "s"), Laid::fresh);
  fs::remove(path_ / "out/b.json");
  reopen();
  EXPECT_EQ(*box_->lay("a.json", "{}", "s"), Laid::waiting);
  EXPECT_EQ(*box_->lay("b.json", "{}", "s"), Laid::fetched);
  // Killed between the order and its mark: it lies there, and counts.
  fs::remove(path_ / "sent/a.json");
  reopen();
  EXPECT_EQ(*box_->lay("a.json", "other", "s"), Laid::waiting);
  EXPECT_EQ(slurp(path_ / "out/a.json"), "{}") << "what somebody may be reading is not changed";
}

TEST_F(Drop, AFileCountsOnceItStoppedGrowing) {
  spill(path_ / "in/r.json", "{\"a\":");
  EXPECT_TRUE(claim(seconds{0}).empty());
  spill(path_ / "in/r.json", "{\"a\":1}");
  EXPECT_TRUE(claim(seconds{3}).empty()) << "it changed since";
  EXPECT_TRUE(claim(seconds{4}).empty()) << "unchanged for a second";
  const auto found = claim(seconds{5});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].bytes, "{\"a\":1}");
  ASSERT_TRUE(box_->accept("r.json").ok());
  EXPECT_EQ(slurp(path_ / "done/r.json"), "{\"a\":1}");
  EXPECT_TRUE(claim(seconds{9}).empty());
}

TEST_F(Drop, WhatIsStillWrittenUnderAnotherNameIsLeftAlone) {
  for (const auto* name : {"a.tmp", "b.part", "c.filepart", ".d.json", "e f.json", "数.json"}) {
    spill(path_ / "in" / name, "{}");
  }
  (void)claim(seconds{0});
  EXPECT_TRUE(claim(seconds{60}).empty());
  EXPECT_EQ(count("in"), 6U);
}

TEST_F(Drop, WhatAKilledProcessHadClaimedIsReadAgain) {
  spill(path_ / "in/r.json", "{}");
  (void)claim(seconds{0});
  ASSERT_EQ(claim(seconds{2}).size(), 1U);
  reopen();
  const auto again = claim(seconds{3});
  ASSERT_EQ(again.size(), 1U);
  EXPECT_EQ(again[0].name, "r.json");
}

TEST_F(Drop, WhatCannotBeTakenLiesWithItsReasonBeside) {
  spill(path_ / "in/r.json", "{}");
  (void)claim(seconds{0});
  ASSERT_EQ(claim(seconds{2}).size(), 1U);
  ASSERT_TRUE(box_->reject("r.json", "/result: is missing").ok());
  EXPECT_EQ(slurp(path_ / "rejected/r.json.reason.txt"), "/result: is missing");
  spill(path_ / "in/r.json", "{}");
  (void)claim(seconds{10});
  ASSERT_EQ(claim(seconds{12}).size(), 1U);
  ASSERT_TRUE(box_->reject("r.json", "again").ok());
  EXPECT_EQ(slurp(path_ / "rejected/r.json.2.reason.txt"), "again");
  EXPECT_EQ(slurp(path_ / "rejected/r.json.reason.txt"), "/result: is missing");
}

TEST_F(Drop, LargeFilesLinksAndDirectoriesAreRejected) {
  const auto secret = path_ / "secret";
  spill(secret, "not for you");
  spill(path_ / "in/large.json", std::string(65, 'x'));
  spill(path_ / "in/just.json", std::string(64, 'x'));
  fs::create_symlink(secret, path_ / "in/link.json");
  fs::create_hard_link(secret, path_ / "in/hard.json");
  fs::create_directory(path_ / "in/folder.json");
  ASSERT_EQ(::mkfifo((path_ / "in/pipe.json").c_str(), 0600), 0);
  (void)claim(seconds{0});
  const auto found = claim(seconds{2});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].name, "just.json");
  for (const auto* name : {"large", "link", "hard", "folder", "pipe"}) {
    EXPECT_TRUE(fs::exists(path_ / "rejected" / (std::string{name} + ".json.reason.txt"))) << name;
  }
  EXPECT_EQ(slurp(secret), "not for you");
}

TEST_F(Drop, NoNameLeadsOutOfTheDirectory) {
  for (const auto* name : {"../x.json", "a/b.json", "", ".x", "..", "x\n.json", "x.tmp"}) {
    EXPECT_FALSE(is_plain_name(name)) << name;
    EXPECT_FALSE(box_->lay(name, "{}", "s").ok()) << name;
  }
  EXPECT_TRUE(is_plain_name(std::string(128, 'x')));
  EXPECT_FALSE(is_plain_name(std::string(129, 'x')));
  const auto link = path_ / "elsewhere";
  fs::create_directory_symlink(path_ / "in", link);
  EXPECT_FALSE(DropBox::open(link).ok()) << "a link is no directory of its own";
  fs::remove_all(path_ / "done");
  fs::create_directory_symlink("/tmp", path_ / "done");
  EXPECT_FALSE(DropBox::open(path_).ok());
}

TEST_F(Drop, ASignatureIsWaitedForAndGoesWithItsFile) {
  spill(path_ / "in/r.json", "{}");
  (void)claim(seconds{0}, true);
  EXPECT_TRUE(claim(seconds{5}, true).empty());
  spill(path_ / "in/r.json.sig", "S");
  (void)claim(seconds{6}, true);
  const auto found = claim(seconds{8}, true);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].signature, "S");
  ASSERT_TRUE(box_->accept("r.json").ok());
  EXPECT_EQ(slurp(path_ / "done/r.json.sig"), "S");
  EXPECT_EQ(count("claimed"), 0U);
  spill(path_ / "in/never.json", "{}");
  (void)claim(seconds{20}, true);
  EXPECT_TRUE(claim(seconds{619}, true).empty());
  EXPECT_EQ(claim(seconds{620}, true).size(), 1U) << "then it is for whoever judges it";
}

TEST_F(Drop, AFloodIsNotRead) {
  limits_.entries_max = 3;
  limits_.files_at_once = 2;
  reopen();
  for (int i = 0; i < 3; ++i) {
    spill(path_ / "in" / (std::to_string(i) + ".json"), "{}");
  }
  (void)claim(seconds{0});
  EXPECT_EQ(claim(seconds{2}).size(), 2U) << "so many at once";
  spill(path_ / "in/8.json", "{}");
  spill(path_ / "in/9.json", "{}");
  spill(path_ / "in/10.json", "{}");
  EXPECT_EQ(box_->claim(start_ + seconds{3}, false).error().code, base::ErrorCode::too_many);
}

TEST(DropSignature, IsGoodForItsFileAndItsNameAlone) {
  const auto key = sign::PrivateKey::generate(sign::Algorithm::ed25519);
  const auto other = sign::PrivateKey::generate(sign::Algorithm::ed25519);
  const auto signature = sign_file("r.json", "{}", key, base::from_unix_ms(1'600'000'000'000));
  EXPECT_TRUE(verify_file("r.json", "{}", signature, key.public_key()).ok()) << "however old";
  EXPECT_FALSE(verify_file("r.json", "{ }", signature, key.public_key()).ok());
  EXPECT_FALSE(verify_file("s.json", "{}", signature, key.public_key()).ok());
  EXPECT_FALSE(verify_file("r.json", "{}", signature, other.public_key()).ok());
  EXPECT_FALSE(verify_file("r.json", "{}", "", key.public_key()).ok());
  std::string windows;
  for (const char c : signature) {
    windows += c == '\n' ? std::string{"\r\n"} : std::string{c};
  }
  EXPECT_TRUE(verify_file("r.json", "{}", windows, key.public_key()).ok());
}

}  // namespace
}  // namespace holdfast::partner
