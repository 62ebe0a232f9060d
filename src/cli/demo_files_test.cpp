// A demonstration's directory: what it writes can be read by those it is written for, secrets stay
// the same and private, and only its own files go.
#include "cli/demo_files.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <set>

#include "bank/cli.hpp"
#include "cli/data_dir.hpp"
#include "cli/demo_port.hpp"

namespace holdfast::cli {
namespace {

namespace fs = std::filesystem;
using Begin = DemoState::Begin;

class DemoFiles : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "holdfast-demo-XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    directory_ = pattern;
  }
  void TearDown() override { fs::remove_all(directory_); }

  static DemoAddresses addresses() {
    return {
        "127.0.0.1:1001",
        "127.0.0.1:1002",
        {"127.0.0.1:1011", "127.0.0.1:1012", "127.0.0.1:1013", "127.0.0.1:1014", "127.0.0.1:1015"},
        {"127.0.0.1:1021", "127.0.0.1:1022"}};
  }
  fs::path directory_;
};

TEST_F(DemoFiles, EveryProcessCanReadItsConfiguration) {
  auto state = DemoState::open(directory_, Begin::fresh, 5);
  ASSERT_TRUE(state.ok());
  const auto city = city::make_city(5, 20);
  const auto written = write_demo_files(*state, city, addresses());
  ASSERT_TRUE(written.ok()) << written.error().message;

  const auto config = read_config((directory_ / "holdfast.toml").string());
  ASSERT_TRUE(config.ok()) << config.error().message;
  EXPECT_EQ(config->listen, "127.0.0.1:1001");
  EXPECT_EQ(config->data, written->data);
  EXPECT_EQ(config->routing, written->routing);
  EXPECT_EQ(config->channel_keys, written->channel_keys);
  // Five feeds, two companies, the hub, the desk, the exchange.
  EXPECT_EQ(config->partner_keys.size(), 10U);

  const auto hub_config = bank::read_config((directory_ / "hub.json").string());
  ASSERT_TRUE(hub_config.ok()) << hub_config.error().message;
  const auto& hub = std::get<bank::HubOptions>(*hub_config);
  EXPECT_EQ(hub.api_keys.front(), config->channel_keys.at("hub"));
  // Each end knows the other's public key.
  const auto signing = open_signing_key(*config);
  ASSERT_TRUE(signing.ok()) << signing.error().message;
  EXPECT_EQ(hub.centre_key->id(), signing->public_key().id());
  const auto key_named = [&](std::string_view name) {
    return std::ranges::find_if(config->partner_keys,
                                [&](const auto& key) { return key.name == name; })
        ->public_key;
  };
  EXPECT_EQ(hub.signing->public_key().pem(), key_named("hub"));

  std::set<std::string> numbers;
  for (const auto& site : city::bank_sites()) {
    const auto read = bank::read_config((directory_ / ("bank-" + site.code + ".json")).string());
    ASSERT_TRUE(read.ok()) << read.error().message;
    const auto& bank = std::get<bank::BankOptions>(*read);
    EXPECT_EQ(bank.institution, site.code);
    for (const auto& account : bank.accounts) {
      numbers.insert(account.number);
    }
    // Whoever sends it orders holds a key that it accepts; whoever it answers accepts its key.
    const auto& sender =
        site.behind_hub ? hub.bank_key : config->channel_keys.at("direct-" + site.code);
    EXPECT_NE(std::ranges::find(bank.api_keys, sender), bank.api_keys.end());
    if (site.behind_hub) {
      EXPECT_EQ(bank.reply_key, hub.bank_reply_keys.front());
      EXPECT_TRUE(hub.routes.contains(site.code));
    } else {
      EXPECT_FALSE(hub.routes.contains(site.code));
    }
  }
  EXPECT_EQ(numbers.size(), city.people.size());
  for (const auto& company : demo_companies()) {
    const auto read =
        bank::read_config((directory_ / ("company-" + company.code + ".json")).string());
    ASSERT_TRUE(read.ok()) << read.error().message;
    const auto& options = std::get<bank::BankOptions>(*read);
    EXPECT_NE(options.kind, bank::PartnerKind::bank);
    EXPECT_EQ(options.accounts.size(), company.marks.size());
    EXPECT_EQ(options.api_keys.front(), config->channel_keys.at("direct-" + company.code));
    EXPECT_NE(std::ranges::find_if(config->partner_keys,
                                   [&](const auto& key) { return key.key == options.reply_key; }),
              config->partner_keys.end());
  }
}

TEST_F(DemoFiles, WhatHoldsSecretsIsForItsOwnerOnly) {
  auto state = DemoState::open(directory_, Begin::fresh, 5);
  ASSERT_TRUE(state.ok());
  ASSERT_TRUE(write_demo_files(*state, city::make_city(5, 2), addresses()).ok());
  int files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(directory_)) {
    const auto others = fs::perms::group_all | fs::perms::others_all;
    EXPECT_EQ(entry.status().permissions() & others, fs::perms::none) << entry.path();
    files += entry.is_regular_file() ? 1 : 0;
  }
  EXPECT_GE(files, 8);
}

TEST_F(DemoFiles, ADirectoryRemembersAndFreshForgetsOnlyItsOwn) {
  std::string secret;
  {
    auto state = DemoState::open(directory_, Begin::where_it_was, 5);
    ASSERT_TRUE(state.ok());
    secret = state->secret("customers");
    EXPECT_EQ(secret.size(), 64U);
    state->mules_used = 22;
    ASSERT_TRUE(state->save().ok());
    const auto second = DemoState::open(directory_, Begin::fresh, 5);
    ASSERT_FALSE(second.ok());  // one process at a time, and `fresh` must not pull the rug
    EXPECT_EQ(second.error().code, base::ErrorCode::conflict);
  }
  std::ofstream{directory_ / "mine.txt"} << "a person's own file";
  {
    auto state = DemoState::open(directory_, Begin::where_it_was, 99);
    ASSERT_TRUE(state.ok());
    EXPECT_EQ(state->seed(), 5U);
    EXPECT_EQ(state->mules_used, 22U);
    EXPECT_EQ(state->secret("customers"), secret);
  }
  auto state = DemoState::open(directory_, Begin::fresh, 99);
  ASSERT_TRUE(state.ok());
  EXPECT_EQ(state->seed(), 99U);
  EXPECT_EQ(state->mules_used, 0U);
  EXPECT_NE(state->secret("customers"), secret);
  EXPECT_TRUE(fs::exists(directory_ / "mine.txt"));
}

TEST_F(DemoFiles, ADamagedMemoryIsSaidAndFreshHelps) {
  std::ofstream{directory_ / "demo.json"} << R"({"version":1,"seed":)";
  const auto damaged = DemoState::open(directory_, Begin::where_it_was, 5);
  ASSERT_FALSE(damaged.ok());
  EXPECT_EQ(damaged.error().code, base::ErrorCode::corrupt);
  EXPECT_TRUE(DemoState::open(directory_, Begin::fresh, 5).ok());
}

TEST(DemoPort, APortIsReservedAndATakenOneIsRefused) {
  const auto first = ReservedPort::take(0);
  const auto second = ReservedPort::take(0);
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_NE(first->address(), second->address());
  EXPECT_TRUE(first->address().starts_with("127.0.0.1:"));
}

}  // namespace
}  // namespace holdfast::cli
