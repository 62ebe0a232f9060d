// kill -9, again and again, at moments that a seed chooses, while a feed tells, victims report and
// officers decide; and what anybody was told is done must be done.
//
// HOLDFAST_KILLS: how often the centre is killed (default 10). HOLDFAST_SEED: the moments.
#include <boost/json.hpp>
#include <cstdlib>
#include <filesystem>
#include <fmt/core.h>
#include <gtest/gtest.h>
#include <random>

#include "checks.hpp"
#include "load.hpp"
#include "site.hpp"

namespace holdfast::crash_test {
namespace {

std::uint64_t setting(const char* name, std::uint64_t fallback) {
  const char* text = std::getenv(name);
  return text == nullptr ? fallback : std::strtoull(text, nullptr, 10);
}

void pass(std::chrono::milliseconds time) {
  (void)eventually(time, [] { return false; });
}

void restart(Site& site, Who who) {
  site.start(who);
  ASSERT_TRUE(site.is_up(who)) << site.last_words(who);
}

/// One life of the centre: some work is acknowledged, then it dies somewhere in the next moment;
/// one time in four already while it starts.
void kill_centre(Site& site, const Load& load, base::Rng& rng) {
  const auto before = load.acknowledged().size();
  const auto more = static_cast<std::size_t>(rng.between(3, 15));
  (void)eventually(std::chrono::seconds{10},
                   [&] { return load.acknowledged().size() >= before + more; });
  pass(std::chrono::milliseconds{rng.between(0, 30)});
  site.kill(Who::centre);
  if (rng.below(4) == 0) {
    site.start(Who::centre);
    pass(std::chrono::milliseconds{rng.between(0, 400)});
    site.kill(Who::centre);
  }
  restart(site, Who::centre);
}

void expect_same(const std::map<std::string, std::string>& after,
                 const std::map<std::string, std::string>& before, std::string_view without) {
  EXPECT_EQ(after.size(), before.size()) << "without " << without;
  for (const auto& [place, doc] : before) {
    const auto found = after.find(place);
    ASSERT_NE(found, after.end()) << place << " is gone without " << without;
    ASSERT_EQ(found->second, doc) << place << " changed without " << without;
  }
}

/// Waits until nothing more comes into the journal by itself.
void expect_quiet(Site& site) {
  std::int64_t seq = -1;
  auto since = std::chrono::steady_clock::now();
  EXPECT_TRUE(eventually(std::chrono::seconds{60}, [&] {
    const auto now = site.get("/healthz").number("/seq");
    if (now != seq) {
      seq = now;
      since = std::chrono::steady_clock::now();
    }
    return std::chrono::steady_clock::now() - since > std::chrono::seconds{1};
  }));
}

/// The lists follow from the journal: made anew, from a snapshot or without one, they are the same.
void expect_lists_are_the_journals(Site& site) {
  site.kill(Who::bank_yz);  // whose feeds would go on
  site.kill(Who::bank_sx);
  expect_quiet(site);
  EXPECT_EQ(site.stop(Who::centre), 0);
  EXPECT_EQ(site.run({"audit", "verify", "--data", site.data_dir()}), 0);
  restart(site, Who::centre);
  expect_quiet(site);
  const auto before = lists(site);
  EXPECT_EQ(site.stop(Who::centre), 0);
  for (const auto* derived : {"snapshots", "projection.db"}) {
    for (const auto* tail : {"", "-wal", "-shm"}) {
      std::filesystem::remove_all(site.data_dir() + "/" + derived + tail);
    }
    restart(site, Who::centre);
    expect_same(lists(site), before, derived);
    EXPECT_EQ(site.stop(Who::centre), 0);
  }
}

TEST(Kill, NothingAcknowledgedIsLost) {
  const auto kills = setting("HOLDFAST_KILLS", 10);
  const auto seed = setting("HOLDFAST_SEED", std::random_device{}());
  fmt::print("HOLDFAST_SEED={} HOLDFAST_KILLS={}\n", seed, kills);
  base::Rng rng{seed};
  Site site;
  for (const auto who : {Who::centre, Who::bank_yz, Who::bank_sx}) {
    ASSERT_TRUE(site.is_up(who)) << site.last_words(who);
  }
  Load load{site, seed};
  Acknowledged checked;
  for (std::uint64_t i = 0; i < kills && !HasFailure(); ++i) {
    kill_centre(site, load, rng);
    if (i % 3 == 2) {
      const auto bank = rng.below(2) == 0 ? Who::bank_yz : Who::bank_sx;
      site.kill(bank);
      restart(site, bank);
    }
    const auto now = load.acknowledged();
    expect_acknowledged(site, now, checked);
    checked = now;
    EXPECT_EQ(site.run({"audit", "verify", "--data", site.data_dir()}), 0);
  }
  load.finish();
  EXPECT_TRUE(load.contradictions().empty())
      << load.contradictions().size() << ", first: " << load.contradictions().front();
  const auto all = load.acknowledged();
  fmt::print("acknowledged: {} reports, {} batches, {} commands\n", all.reports.size(),
             all.batches.size(), all.commands.size());
  EXPECT_TRUE(orders_settle(site))
      << site.get("/api/v1/orders?state=draft,approved,sent,acknowledged").body;
  expect_acknowledged(site, all, {});
  expect_every_case_once(site, all);
  expect_banks_agree(site, all);
  expect_live_equals_trace(site, all);

  expect_lists_are_the_journals(site);
}

}  // namespace
}  // namespace holdfast::crash_test
