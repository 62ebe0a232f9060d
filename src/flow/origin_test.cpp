#include "flow/origin.hpp"

#include <gtest/gtest.h>
#include <set>

#include "../../test/model/chains.hpp"
#include "../../test/model/world.hpp"
#include "base/rng.hpp"

namespace holdfast::flow {
namespace {

using base::Fen;
using fund::AccountId;

struct Ask {
  std::string account;
  std::int64_t at = 0;
  std::int64_t window = 1;
  int hops = 1;
  std::set<std::string> sources;
};

/// The horizon by a plain sweep: by how many transfers, in the order of the world, an account's
/// money can come to the one asked about.
std::set<std::string> horizon_of(const std::vector<model::Move>& told, const Ask& ask) {
  const std::vector<model::Move> moves = model::as_counted(told);
  using Key = std::pair<std::int64_t, std::size_t>;
  std::map<std::string, Key> latest{{ask.account, {ask.at + 1, 0}}};
  std::set<std::string> horizon{ask.account};
  for (int hop = 1; hop < ask.hops; ++hop) {
    auto next = latest;
    for (std::size_t i = 0; i < moves.size(); ++i) {
      const model::Move& move = moves[i];
      const Key key{move.time, i};
      const auto payee = latest.find(move.payee);
      if (move.kind == "transfer" && payee != latest.end() && key < payee->second &&
          move.time >= ask.at - ask.window && !ask.sources.contains(move.payer)) {
        auto& known = next.try_emplace(move.payer, key).first->second;
        known = std::max(known, key);
        horizon.insert(move.payer);
      }
    }
    latest = next;
  }
  return horizon;
}

struct Composition {
  std::map<std::size_t, std::int64_t> by_transfer;
  std::int64_t earlier = 0;
  bool operator==(const Composition&) const = default;
};

std::string text_of(const Composition& one) {
  std::string text = fmt::format("earlier {}", one.earlier);
  for (const auto& [transfer, fen] : one.by_transfer) {
    text += fmt::format(", {} of {}", fen, transfer);
  }
  return text;
}

std::int64_t balance_of(const std::vector<model::Move>& moves, const Ask& ask) {
  fund::Graph graph;
  const AccountId account = graph.intern(ask.account);
  for (const model::Move& move : moves) {
    if (move.time <= ask.at) {
      model::append(graph, move);
    }
  }
  return graph.known_balance(account, graph.snapshot()).value();
}

/// The model's forward trace, every ordinary payment into the horizon stolen in whole. Outside the
/// horizon nobody is followed: payments there go to places of their own.
Composition expected_of(const std::vector<model::Move>& moves, const Ask& ask,
                        const std::string& policy) {
  const std::set<std::string> horizon = horizon_of(moves, ask);
  std::vector<model::Move> bent = model::as_counted(moves);
  std::vector<model::Theft> thefts;
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < bent.size(); ++i) {
    model::Move& move = bent[i];
    if (move.kind == "balance" || move.kind == "opening") {
      continue;
    }
    if (move.kind != "transfer" || !horizon.contains(move.payee)) {
      move.kind = "cash";
      move.payee = "elsewhere";
    } else if (move.time >= ask.at - ask.window && move.time <= ask.at) {
      order.push_back(i);
    }
  }
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return bent[i].time; });
  for (const std::size_t i : order) {
    thefts.push_back({i, bent[i].amount});
  }
  const auto answer = model::Replay(bent, thefts, policy, {.until = ask.at}).run();
  Composition composition{.by_transfer = {}, .earlier = balance_of(moves, ask)};
  if (const auto line = answer.accounts.find(ask.account); line != answer.accounts.end()) {
    for (std::size_t source = 0; source < thefts.size(); ++source) {
      if (const std::int64_t fen = line->second.by_source[source]; fen > 0) {
        composition.by_transfer[thefts[source].move] = fen;
        composition.earlier -= fen;
      }
    }
  }
  return composition;
}

OriginQuestion question_of(const fund::Graph& graph, const Ask& ask, trace::Policy policy) {
  OriginQuestion question{.account = *graph.find(ask.account),
                          .at = base::from_unix_ms(ask.at),
                          .window = base::Milliseconds{ask.window},
                          .hops = static_cast<std::uint32_t>(ask.hops),
                          .policy = policy};
  for (const std::string& source : ask.sources) {
    question.sources.push_back(*graph.find(source));
  }
  return question;
}

Composition plain(const OriginAnswer& answer) {
  Composition composition{.by_transfer = {}, .earlier = answer.earlier.value()};
  for (const OriginTransfer& one : answer.transfers) {
    composition.by_transfer[one.transfer.value()] = one.amount.value();
  }
  return composition;
}

Ask random_ask(const model::World& world, std::uint64_t seed) {
  base::Rng rng(seed ^ 0x0A1);
  const std::int64_t last = std::ranges::max(world.moves, {}, &model::Move::time).time;
  Ask ask{.account = world.moves[rng.below(world.moves.size())].payee,
          .at = rng.chance(500'000) ? last : rng.between(0, last),
          .window = rng.chance(500'000) ? last + 1 : rng.between(1, last + 1),
          .hops = static_cast<int>(rng.between(1, 6)),
          .sources = {}};
  for (std::uint64_t i = 0; rng.chance(400'000) && i < 3; ++i) {
    ask.sources.insert(world.moves[rng.below(world.moves.size())].payer);
  }
  return ask;
}

class OriginByPolicy : public ::testing::TestWithParam<trace::Policy> {};

TEST_P(OriginByPolicy, EqualsTheModelsForwardTraceToTheFen) {
  const std::string policy(trace::to_text(GetParam()));
  std::size_t mixed = 0;
  for (std::uint64_t seed = 0; seed < 1500; ++seed) {
    const model::World world = model::random_world(seed);
    fund::Graph graph;
    for (const model::Move& move : world.moves) {
      model::append(graph, move);
    }
    const Ask ask = random_ask(world, seed);
    const auto answer = origin(graph, graph.snapshot(), question_of(graph, ask, GetParam()));
    ASSERT_TRUE(answer.ok()) << answer.error().message;
    ASSERT_EQ(text_of(plain(*answer)), text_of(expected_of(world.moves, ask, policy)))
        << "seed " << seed << " account " << ask.account << " at " << ask.at << " window "
        << ask.window << " hops " << ask.hops;
    ASSERT_EQ(answer->balance.value(), balance_of(world.moves, ask));
    mixed += answer->transfers.size() > 1 ? 1 : 0;
  }
  EXPECT_GT(mixed, 300U);
}

INSTANTIATE_TEST_SUITE_P(Flow, OriginByPolicy, ::testing::ValuesIn(trace::all_policies),
                         [](const auto& one) { return std::string(trace::to_text(one.param)); });

struct Story {
  fund::Graph graph;
  std::int64_t now = 0;

  fund::Sequence pay(const char* payer, const char* payee, std::int64_t fen,
                     const char* kind = "transfer") {
    model::append(graph,
                  {.time = ++now, .payer = payer, .payee = payee, .amount = fen, .kind = kind});
    return fund::Sequence{graph.snapshot().value() - 1};
  }
  AccountId id(const char* name) { return *graph.find(name); }
  OriginQuestion of(const char* account, std::uint32_t hops) {
    return {.account = id(account),
            .at = base::from_unix_ms(now),
            .window = base::Milliseconds{1000},
            .hops = hops};
  }
  OriginAnswer ask(const OriginQuestion& question) {
    return origin(graph, graph.snapshot(), question).value();
  }
};

TEST(Origin, TellsVictimsApartBehindAMule) {
  Story story;
  const auto a = story.pay("V", "M", 10'000);
  const auto b = story.pay("W", "M", 20'000);
  story.pay("M", "N", 15'000);
  const auto answer = story.ask(story.of("N", 2));
  EXPECT_EQ(answer.balance, Fen{15'000});
  EXPECT_EQ(answer.earlier, Fen{0});
  EXPECT_EQ(answer.transfers, (std::vector<OriginTransfer>{{a, Fen{10'000}}, {b, Fen{5'000}}}));
  EXPECT_EQ(answer.accounts, (std::vector<OriginAccount>{{story.id("V"), Fen{10'000}, 1},
                                                         {story.id("W"), Fen{5'000}, 1}}));
}

TEST(Origin, OneHopNamesWhoPaidIn) {
  Story story;
  story.pay("V", "M", 10'000);
  const auto b = story.pay("M", "N", 4'000);
  const auto c = story.pay("M", "N", 3'000);
  const auto answer = story.ask(story.of("N", 1));
  EXPECT_EQ(answer.transfers, (std::vector<OriginTransfer>{{b, Fen{4'000}}, {c, Fen{3'000}}}));
  EXPECT_EQ(answer.accounts, (std::vector<OriginAccount>{{story.id("M"), Fen{7'000}, 2}}));
}

TEST(Origin, MoneyNobodySawComeInIsItsPayers) {
  Story story;
  story.pay("V", "M", 1'000);
  const auto paid = story.pay("M", "N", 5'000);
  const auto answer = story.ask(story.of("N", 3));
  EXPECT_EQ(answer.accounts, (std::vector<OriginAccount>{{story.id("M"), Fen{4'000}, 1},
                                                         {story.id("V"), Fen{1'000}, 1}}));
  EXPECT_EQ(answer.transfers.back(), (OriginTransfer{paid, Fen{4'000}}));
}

TEST(Origin, ASourceIsNotLookedBehind) {
  Story story;
  story.pay("EMPLOYER", "V", 9'000);
  const auto loss = story.pay("V", "M", 9'000);
  auto question = story.of("M", 5);
  EXPECT_EQ(story.ask(question).accounts.front().account, story.id("EMPLOYER"));
  question.sources = {story.id("V")};
  EXPECT_EQ(story.ask(question).transfers, (std::vector<OriginTransfer>{{loss, Fen{9'000}}}));
}

TEST(Origin, WhatStoodThereBeforeTheWindowIsEarlier) {
  Story story;
  story.pay("V", "M", 700);
  story.now = 2000;
  story.pay("W", "M", 50);
  const auto answer = story.ask(story.of("M", 3));
  EXPECT_EQ(answer.earlier, Fen{700});
  EXPECT_EQ(answer.accounts, (std::vector<OriginAccount>{{story.id("W"), Fen{50}, 1}}));
  story.now = 9000;
  const auto still = story.ask(story.of("M", 3));
  EXPECT_EQ(still.earlier, Fen{750});
  EXPECT_TRUE(still.transfers.empty());
}

TEST(Origin, SaysWhereALimitCutTheHorizon) {
  Story story;
  story.pay("U", "V", 100);
  const auto b = story.pay("V", "M", 100);
  story.pay("M", "N", 100);
  auto question = story.of("N", 9);
  question.effort = {.accounts = 4, .transfers = 7};
  EXPECT_FALSE(story.ask(question).truncated);
  EXPECT_EQ(story.ask(question).accounts.front().account, story.id("U"));
  question.effort = {.transfers = 3};
  const auto cut = story.ask(question);
  EXPECT_EQ(cut.truncated, (Truncated{Limit::transfers, 3}));
  EXPECT_EQ(cut.transfers, (std::vector<OriginTransfer>{{b, Fen{100}}}));
  question.effort = {.accounts = 1};
  EXPECT_EQ(story.ask(question).truncated, (Truncated{Limit::accounts, 1}));
  question.effort = {.transfers = 0};
  const auto refused = origin(story.graph, story.graph.snapshot(), question);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, base::ErrorCode::too_large);
}

TEST(Origin, RefusesWhatIsNoQuestion) {
  Story story;
  story.pay("V", "M", 100);
  const auto refused = [&](const OriginQuestion& question) {
    const auto answer = origin(story.graph, story.graph.snapshot(), question);
    return !answer.ok() && answer.error().code == base::ErrorCode::bad_input;
  };
  EXPECT_FALSE(refused(story.of("M", 1)));
  EXPECT_TRUE(refused(story.of("M", 0)));
  auto question = story.of("M", 1);
  question.window = base::Milliseconds{0};
  EXPECT_TRUE(refused(question));
  question = story.of("M", 1);
  question.account = AccountId{2};
  EXPECT_TRUE(refused(question));
}

}  // namespace
}  // namespace holdfast::flow
