// `holdfast feed send` while centre and sender are killed: every row arrives, and each counts once.
#include <boost/json.hpp>
#include <cstdlib>
#include <filesystem>
#include <fmt/core.h>
#include <gtest/gtest.h>
#include <random>

#include "base/rng.hpp"
#include "site.hpp"

namespace holdfast::crash_test {
namespace {

constexpr int rows = 12'000;

std::string csv() {
  std::string text = "id,time,payer,payee,amount_yuan,kind,serial\n";
  for (int i = 0; i < rows; ++i) {
    text += fmt::format(
        "T{0},2026-11-24T10:{1:02}:{2:02}.5+08:00,99330300000{3:05},99330310000{4:05},{5}.00,"
        "transfer,S{0}\n",
        i, i / 60 % 60, i % 60, i % 211, i % 97, i % 1000 + 1);
  }
  return text;
}

struct Told {
  std::int64_t rows = -1;
  std::int64_t duplicates = -1;
};
/// What the centre says of the feed of QT03.
Told told(Site& site) {
  const auto feeds = site.get("/api/v1/feeds");
  for (const auto& feed : feeds.json.at("feeds").as_array()) {
    if (feed.at("institution").as_string() == "QT03") {
      return {feed.at("rows").to_number<std::int64_t>(),
              feed.at("duplicates").to_number<std::int64_t>()};
    }
  }
  return {};
}

TEST(FeedSend, EveryRowCountsOnceWhoeverIsKilled) {
  const auto* seed_text = std::getenv("HOLDFAST_SEED");
  const std::uint64_t seed =
      seed_text == nullptr ? std::random_device{}() : std::strtoull(seed_text, nullptr, 10);
  fmt::print("HOLDFAST_SEED={}\n", seed);
  base::Rng rng{seed};
  Site site;
  ASSERT_TRUE(site.is_up(Who::centre)) << site.last_words(Who::centre);
  const auto folder = site.data_dir() + "-sender";
  std::filesystem::create_directory(folder);
  const auto file = folder + "/rows.csv";
  store::spill(file, csv());
  const std::vector<std::string> words{"feed",    "send",
                                       "--file",  file,
                                       "--to",    site.url(Who::centre),
                                       "--key",   std::string{Site::feed_key},
                                       "--rate",  "4000",
                                       "--batch", "100",
                                       "--json",  "--in-flight",
                                       "8"};
  auto sender = std::make_unique<Process>(words, folder + "/first.log");
  const auto pass = [&](int ms_max) {
    (void)eventually(std::chrono::milliseconds{rng.between(50, ms_max)},
                     [&] { return !sender->is_running(); });
  };
  for (int i = 0; i < 3; ++i) {
    pass(700);
    site.kill(Who::centre);
    site.start(Who::centre);
    ASSERT_TRUE(site.is_up(Who::centre)) << site.last_words(Who::centre);
  }
  pass(400);
  if (sender->is_running()) {  // a slow machine may not have come so far; a quick one may be done
    sender->kill();
  }
  sender = std::make_unique<Process>(words, folder + "/second.log");
  EXPECT_EQ(sender->wait(), 0) << sender->last_words();
  const auto done = told(site);
  EXPECT_EQ(done.rows, rows);
  EXPECT_EQ(done.duplicates, 0) << "a batch that was sent again got its first answer";
  const auto summary = boost::json::parse(store::slurp(folder + "/second.log"));
  EXPECT_EQ(summary.at("duplicates").to_number<int>(), 0);
  const auto stream =
      summary.at("batches").to_number<int>() + summary.at("skipped").to_number<int>();
  EXPECT_EQ(stream, rows / 100);
  EXPECT_EQ(site.stop(Who::centre), 0);
  EXPECT_EQ(site.run({"audit", "verify", "--data", site.data_dir()}), 0);
}

}  // namespace
}  // namespace holdfast::crash_test
