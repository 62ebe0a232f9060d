// Screening beside a real engine: what the watch knows after a feed, after a restart, and what an
// institution is told when nobody judged in time.
#include <future>
#include <gtest/gtest.h>
#include <thread>

#include "house.hpp"
#include "screen/screener.hpp"
#include "support/source_dir.hpp"
#include "warn/simulate.hpp"

namespace holdfast::engine_test {
namespace {

constexpr std::int64_t city_seed = 11;

screen::ScreenerOptions shipped(screen::Files files, screen::FollowLimits limits = {}) {
  const auto read = [](std::string_view path) {
    return store::slurp((test::source_dir() / path).string());
  };
  return {std::move(files), read("data/model/warn.hfw"), read("rules/warn.toml"), limits};
}

std::string number_of(base::AccountId account) {
  return "9911019" + std::to_string(1'000'000 + account.value());
}

/// A small city's payments, as one bank tells them.
void tell_city(engine::Engine& engine) {
  const auto city =
      warn::simulate({.seed = city_seed, .accounts = 500, .days = 45, .illicit = 0.04});
  std::vector<engine::FeedRow> rows;
  std::size_t serial = 0;
  for (const auto& movement : city.world.movements) {
    engine::FeedRow row;
    row.id = row.serial = "S" + std::to_string(++serial);
    row.time = movement.time;
    row.payer = number_of(movement.payer);
    row.payee = number_of(movement.payee);
    row.payer_institution = row.payee_institution = "YZ01";
    row.amount = movement.amount;
    row.kind = movement.kind;
    rows.push_back(std::move(row));
  }
  ASSERT_GT(rows.size(), 5'000U);
  ASSERT_TRUE(engine.take_and_wait({"feed"}, {"YZ01", rows}).ok());
}

bool eventually(const std::function<bool()>& done) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{60};
  while (!done() && std::chrono::steady_clock::now() < until) {
    std::this_thread::sleep_for(std::chrono::milliseconds{2});
  }
  return done();
}

bool catches_up(const screen::Screener& screener) {
  return eventually([&] {
    const auto follower = screener.active();
    return follower && follower->is_ready() && follower->standing().behind == 0 &&
           follower->standing().waiting == 0;
  });
}

core::ScreenPayment payment(const std::string& number, const screen::Answer& answer) {
  core::ScreenPayment asked{"YZ01", number, std::string(64, 'a'), {}, {}, base::Fen{10'000}};
  asked.judged = answer.judged;
  asked.unjudged = answer.unjudged;
  asked.reasons = answer.reasons;
  return asked;
}

base::Result<engine::Screened> ask(engine::Engine& engine, core::ScreenPayment asked,
                                   base::Milliseconds patience = std::chrono::minutes{1}) {
  std::promise<base::Result<engine::Screened>> promise;
  engine.screen({"k-bank"}, std::move(asked),
                std::make_shared<engine::Patience>(engine::Patience::Clock::now() + patience),
                [&](base::Result<engine::Screened> done) { promise.set_value(std::move(done)); });
  return promise.get_future().get();
}

/// Pairs of accounts to ask about, some of them flagged.
std::vector<screen::Question> questions(engine::Engine& engine, screen::Screener& screener) {
  std::vector<screen::Question> all;
  const auto now = engine.world().graph().time_of(base::Sequence{engine.durable().value() - 1});
  for (const auto account : screener.active()->flagged()) {
    all.push_back({base::AccountId{0}, account, base::Fen{880'000}, now});
  }
  for (std::uint32_t i = 1; i < 40; ++i) {
    all.push_back({base::AccountId{i}, base::AccountId{2 * i}, base::Fen{12'300}, now});
  }
  all.push_back({std::nullopt, std::nullopt, base::Fen{500'000}, now});
  return all;
}

TEST(Screener, KnowsAfterARestartWhatItKnewFromTheFeed) {
  House house;
  const auto files = screen::files_in_memory();
  auto screener = screen::Screener::start(house.engine(), shipped(files));
  ASSERT_TRUE(screener.ok()) << screener.error().message;
  ASSERT_TRUE(catches_up(**screener));
  tell_city(house.engine());
  ASSERT_TRUE(catches_up(**screener));
  const auto standing = (*screener)->active()->standing();
  EXPECT_GT(standing.flagged, 5U);
  EXPECT_GT(standing.bytes, 100'000U);
  const auto all = questions(house.engine(), **screener);
  std::vector<screen::Answer> before;
  std::size_t flagged = 0;
  for (const auto& question : all) {
    before.push_back((*screener)->judge(question));
    ASSERT_TRUE(before.back().judged.has_value());
    flagged += before.back().judged->score > 300'000 ? 1U : 0U;
  }
  EXPECT_GT(flagged, 3U);
  screener->reset();
  house.close();
  house.open();
  auto again = screen::Screener::start(house.engine(), shipped(files));
  ASSERT_TRUE(again.ok());
  ASSERT_TRUE(catches_up(**again));
  EXPECT_EQ((*again)->active()->standing().taken, standing.taken);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto answer = (*again)->judge(all[i]);
    EXPECT_EQ(answer.judged, before[i].judged) << i;
    EXPECT_EQ(answer.reasons, before[i].reasons) << i;
  }
  again->reset();
}

TEST(Screener, OnlyLooksWaitWhenItIsFarBehind) {
  House house;
  tell_city(house.engine());
  screen::FollowLimits limits;
  limits.looked_at_max = 1'000;  // the rest is history
  limits.far_behind = 10;
  auto screener =
      screen::Screener::start(house.engine(), shipped(screen::files_in_memory(), limits));
  ASSERT_TRUE(screener.ok());
  ASSERT_TRUE(catches_up(**screener));
  const auto standing = (*screener)->active()->standing();
  EXPECT_EQ(standing.behind, 0U);
  const auto history = standing.taken;
  // The same again, a year later: all of it comes at once.
  std::vector<engine::FeedRow> rows;
  const auto& graph = house.engine().world().graph();
  for (std::uint64_t i = 0; i < house.engine().durable().value(); ++i) {
    const auto transfer = graph.transfer(base::Sequence{i});
    engine::FeedRow row;
    row.id = row.serial = "T" + std::to_string(i);
    row.time = transfer.time + std::chrono::hours{24 * 365};
    row.payer = number_of(transfer.payer);
    row.payee = number_of(transfer.payee);
    row.payer_institution = row.payee_institution = "YZ01";
    row.amount = transfer.amount;
    row.kind = transfer.kind;
    rows.push_back(std::move(row));
  }
  ASSERT_TRUE(house.engine().take_and_wait({"feed"}, {"YZ01", rows}).ok());
  ASSERT_TRUE(catches_up(**screener));
  const auto after = (*screener)->active()->standing();
  EXPECT_EQ(after.taken, 2 * history) << "nothing is skipped";
  EXPECT_GT(after.put_off, history / 2);
  screener->reset();
}

TEST(Screener, LessIsKnownOfThePastWhereMemoryDoesNotSuffice) {
  House house;
  tell_city(house.engine());
  screen::FollowLimits limits;
  limits.bytes_max = 600'000;
  auto screener =
      screen::Screener::start(house.engine(), shipped(screen::files_in_memory(), limits));
  ASSERT_TRUE(screener.ok());
  ASSERT_TRUE(catches_up(**screener));
  const auto standing = (*screener)->active()->standing();
  EXPECT_GT(standing.since, 0U);
  EXPECT_GT(standing.taken, 0U);
  EXPECT_LT(standing.bytes, limits.bytes_max * 3 / 2) << "the limit is about that";
  screener->reset();
}

TEST(Screener, AnInstitutionThatGaveUpIsWrittenDownAsLate) {
  House house;
  screen::Answer certain;
  certain.judged = desk::Judgement{desk::ScoringId{1}, 900'000, false};
  const auto held = ask(house.engine(), payment("P1", certain));
  ASSERT_TRUE(held.ok()) << held.error().message;
  EXPECT_EQ(held->screening.advice, desk::Advice::hold);
  const auto late = ask(house.engine(), payment("P2", certain), base::Milliseconds{0});
  ASSERT_TRUE(late.ok());
  EXPECT_EQ(late->screening.advice, desk::Advice::allow);
  EXPECT_EQ(late->screening.unjudged, desk::Unjudged::late);
  EXPECT_EQ(late->screening.basis, desk::Basis::policy);
  house.close();
  house.open();
  for (const auto& [number, first] : {std::pair{"P1", &held}, std::pair{"P2", &late}}) {
    screen::Answer warming;
    warming.unjudged = desk::Unjudged::warming;
    const auto again = ask(house.engine(), payment(number, warming));
    ASSERT_TRUE(again.ok());
    EXPECT_TRUE(again->repeated);
    EXPECT_EQ(again->screening, (*first)->screening) << number;
  }
}

TEST(Screener, AVersionInTheShadowJudgesBesideAndTakesOverWhenItIsActivated) {
  House house;
  const auto files = screen::files_in_memory();
  auto options = shipped(files);
  auto screener = screen::Screener::start(house.engine(), options);
  ASSERT_TRUE(screener.ok());
  tell_city(house.engine());
  ASSERT_TRUE(catches_up(**screener));
  const screen::Question question{base::AccountId{1}, base::AccountId{2}, base::Fen{10'000},
                                  house.now()};
  EXPECT_FALSE((*screener)->judge(question).shadow.has_value());
  core::ProposeScoring proposal;
  proposal.name = "一律可疑";
  proposal.model = *screen::keep(files, options.model);
  proposal.rules = *screen::keep(files, R"([[rule]]
id = "ALL"
question = "有过往来？"
code = "9999"
source = "测试"
least = 0.95
when = "in_partners >= 0"
)");
  proposal.reason = "试";
  ASSERT_TRUE(house.engine().submit_and_wait({"li"}, proposal).ok());
  (*screener)->refresh();
  ASSERT_TRUE(eventually([&] {
    const auto candidate = (*screener)->candidate();
    return candidate && candidate->is_ready();
  }));
  const auto both = (*screener)->judge(question);
  ASSERT_TRUE(both.shadow.has_value());
  EXPECT_GE(both.shadow->score, 950'000);
  EXPECT_LT(both.judged->score, 950'000);
  const auto in_shadow = (*screener)->candidate();
  ASSERT_TRUE(house.engine()
                  .submit_and_wait({"wang"}, core::ActivateScoring{desk::ScoringId{2}, "可"})
                  .ok());
  (*screener)->refresh();
  EXPECT_EQ((*screener)->active(), in_shadow) << "what it learned goes with it";
  EXPECT_EQ((*screener)->judge(question).judged->scoring, desk::ScoringId{2});
  screener->reset();
}

TEST(Screener, AVersionWhoseFilesAreLostJudgesNothing) {
  House house;
  const std::string lost(64, 'f');
  ASSERT_TRUE(house.engine()
                  .submit_and_wait({"config"}, core::ProposeScoring{"旧", lost, lost, {}, {}, "旧"})
                  .ok());
  auto screener = screen::Screener::start(house.engine(), shipped(screen::files_in_memory()));
  ASSERT_TRUE(screener.ok());
  EXPECT_EQ((*screener)->judge({}).unjudged, desk::Unjudged::no_model);
  screener->reset();
}

}  // namespace
}  // namespace holdfast::engine_test
