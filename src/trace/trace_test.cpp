// Single behaviours of the trace that a reader may want to see by themselves.
#include "trace/trace.hpp"

#include <gtest/gtest.h>

#include "../../test/model/world.hpp"
#include "trace/tracer.hpp"

namespace holdfast::trace {
namespace {

using base::Fen;

struct Story {
  fund::Graph graph;
  std::int64_t now = 0;

  fund::Sequence pay(const char* payer, const char* payee, std::int64_t fen,
                     const char* kind = "transfer") {
    model::append(graph,
                  {.time = ++now, .payer = payer, .payee = payee, .amount = fen, .kind = kind});
    return fund::Sequence{graph.snapshot().value() - 1};
  }
  base::Result<TraceResult> follow(std::vector<Seed> seeds, const TraceOptions& options = {}) {
    return trace(graph, graph.snapshot(), seeds, options);
  }
  AccountTaint at(const TraceResult& result, const char* name) {
    for (const AccountTaint& one : result.accounts) {
      if (one.account != unseen_account && graph.key(one.account) == name) {
        return one;
      }
    }
    ADD_FAILURE() << name << " was not reached";
    return {};
  }
};

TEST(Trace, RefusesBadSeeds) {
  Story story;
  const auto a = story.pay("V", "M", 1000);
  model::append(story.graph,
                {.time = 9, .payer = "M", .payee = "M", .amount = 5, .kind = "balance"});
  const auto refused = [&](std::vector<Seed> seeds) {
    const auto result = story.follow(std::move(seeds));
    return !result.ok() && result.error().code == base::ErrorCode::bad_input;
  };
  EXPECT_TRUE(refused({{fund::Sequence{2}, Fen{1}}}));
  EXPECT_TRUE(refused({{fund::Sequence{1}, Fen{1}}}));
  EXPECT_TRUE(refused({{a, Fen{1001}}}));
  EXPECT_TRUE(refused({{a, Fen{-1}}}));
  EXPECT_TRUE(refused({{a, Fen{1}}, {a, Fen{1}}}));
  EXPECT_FALSE(refused({{a, Fen{1000}}}));
}

TEST(Trace, WithoutSeedsReachesNobody) {
  Story story;
  story.pay("V", "M", 1000);
  const auto result = story.follow({});
  ASSERT_TRUE(result.ok());
  EXPECT_TRUE(result->accounts.empty());
  EXPECT_TRUE(result->transfers.empty());
}

TEST(Trace, WhatWasTaintedKeepsItsEarlierSource) {
  Story story;
  const auto a = story.pay("V1", "V2", 400);
  const auto b = story.pay("V2", "M", 700);
  const auto result = story.follow({whole(story.graph, a), whole(story.graph, b)});
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->stolen, Fen{700});
  EXPECT_EQ(dense(story.at(*result, "M").by_source, 2), (std::vector<Fen>{Fen{400}, Fen{300}}));
  EXPECT_EQ(story.at(*result, "V2").moved, Fen{400});
}

TEST(Trace, MoneyBelowAStatedBalanceLeavesUnseen) {
  Story story;
  const auto a = story.pay("V", "M", 1000);
  model::append(
      story.graph,
      {.time = ++story.now, .payer = "M", .payee = "M", .amount = 300, .kind = "balance"});
  const auto result = story.follow({whole(story.graph, a)});
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(story.at(*result, "M").remaining, Fen{300});
  const AccountTaint& unseen = result->accounts.back();
  EXPECT_EQ(unseen.account, unseen_account);
  EXPECT_EQ(unseen.remaining, Fen{700});
  EXPECT_EQ(unseen.tier, 2U);
  EXPECT_TRUE(unseen.exit);
}

TEST(Trace, WhatALimitLeavesIsReportedAndStillCounted) {
  Story story;
  const auto a = story.pay("V", "M", 1000);
  story.pay("M", "X", 900);
  story.pay("X", "Y", 800);
  TraceOptions options;
  options.limits.hops = 1;
  const auto result = story.follow({whole(story.graph, a)}, options);
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->accounts.size(), 2U);
  EXPECT_EQ(story.at(*result, "X").unfollowed, Fen{900});
  EXPECT_EQ(story.at(*result, "X").remaining, Fen{900});
  EXPECT_EQ(story.at(*result, "M").remaining, Fen{100});
}

TEST(Trace, TheWorkIsThatOfHotAccountsOnly) {
  Story story;
  for (int i = 0; i < 1000; ++i) {
    story.pay("P", "Q", 100);
  }
  const auto a = story.pay("V", "M", 1000);
  story.pay("M", "X", 900);
  for (int i = 0; i < 1000; ++i) {
    story.pay("P", "Q", 100);
  }
  const auto tracer = Tracer::start(story.graph, story.graph.snapshot(),
                                    std::vector<Seed>{whole(story.graph, a)}, {}, Keep::accounts);
  ASSERT_TRUE(tracer.ok());
  EXPECT_EQ(tracer->applied(), 2U);
}

}  // namespace
}  // namespace holdfast::trace
