// A data directory without its key store must not start, and must not be given an empty one.
#include "cli/data_dir.hpp"

#include <filesystem>
#include <gtest/gtest.h>

namespace holdfast::cli {
namespace {

namespace fs = std::filesystem;

class DataDirectory : public ::testing::Test {
 protected:
  DataDirectory() {
    auto name = (fs::temp_directory_path() / "holdfast-data-XXXXXX").string();
    base::check(::mkdtemp(name.data()) != nullptr, "mkdtemp");
    config_.data = name;
  }
  ~DataDirectory() override { fs::remove_all(config_.data); }
  DataDirectory(const DataDirectory&) = delete;
  DataDirectory& operator=(const DataDirectory&) = delete;

  [[nodiscard]] fs::path keys() const { return fs::path{config_.data} / "keys" / "keys.db"; }

  Config config_;
};

TEST_F(DataDirectory, StartsEmptyAndAgain) {
  ASSERT_TRUE(open_engine(config_, Outside::none).ok());
  EXPECT_TRUE(fs::exists(keys()));
  EXPECT_TRUE(open_engine(config_, Outside::none).ok());
}

TEST_F(DataDirectory, WithoutItsKeysIsRefusedWithInstructionsAndLeftAlone) {
  ASSERT_TRUE(open_engine(config_, Outside::none).ok());
  fs::remove(keys());
  for (int round = 0; round < 2; ++round) {
    const auto opened = open_engine(config_, Outside::none);
    ASSERT_FALSE(opened.ok()) << "round " << round;
    EXPECT_EQ(opened.error().code, base::ErrorCode::corrupt);
    EXPECT_NE(opened.error().message.find("keys.db is missing"), std::string::npos);
    EXPECT_NE(opened.error().message.find("backup"), std::string::npos);
    EXPECT_FALSE(fs::exists(keys())) << "no empty one was made in its place";
  }
}

TEST_F(DataDirectory, OfADrillStartsOnlyAsOneAndTakesPracticePartnersOnly) {
  config_.routing.channels = {{"bank", "http://127.0.0.1:1", false}};
  config_.routing.institutions = {{"YZ01", "渝州银行", "bank", "", {}, false}};
  auto drill = config_;
  drill.drill = true;
  const auto mixed = open_engine(drill, Outside::none);
  ASSERT_FALSE(mixed.ok());
  EXPECT_NE(mixed.error().message.find("practice"), std::string::npos);
  drill.routing.channels[0].practice = true;
  ASSERT_TRUE(open_engine(drill, Outside::none).ok());
  const auto forgot = open_engine(config_, Outside::partners);
  ASSERT_FALSE(forgot.ok());
  EXPECT_EQ(forgot.error().code, base::ErrorCode::conflict);
  EXPECT_NE(forgot.error().message.find("--drill"), std::string::npos);
  EXPECT_TRUE(open_engine(drill, Outside::none).ok());
}

TEST_F(DataDirectory, OfTheRealThingTakesNoPracticePartners) {
  config_.routing.channels = {{"bank", "http://127.0.0.1:1", false}};
  config_.routing.institutions = {{"YZ01", "渝州银行", "bank", "", {}, false}};
  ASSERT_TRUE(open_engine(config_, Outside::none).ok());
  auto drill = config_;
  drill.drill = true;
  EXPECT_FALSE(open_engine(drill, Outside::none).ok()) << "its channels are real";
  config_.routing.channels[0].practice = true;
  EXPECT_FALSE(open_engine(config_, Outside::none).ok());
}

}  // namespace
}  // namespace holdfast::cli
