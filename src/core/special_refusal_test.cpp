// What no story tells of the rarer families: drills, precedence, and that money is conserved.
#include <gtest/gtest.h>

#include "core/random_command_test.hpp"

namespace holdfast::core::test {
namespace {

using base::ErrorCode;

Routing practice_city(bool practice) {
  auto routing = small_city();
  for (auto& channel : routing.channels) {
    channel.practice = practice;
  }
  return routing;
}

std::optional<ErrorCode> code_of(Centre& centre, CommandBody body) {
  const auto before = state_digest(centre.state);
  const auto decided = centre.ask(std::move(body));
  if (decided) {
    return std::nullopt;
  }
  EXPECT_EQ(state_digest(centre.state), before) << "a refusal changes nothing";
  return decided.error().code;
}

TEST(Drill, ChannelsOfPracticeAndOfTheRealThingNeverShareACentre) {
  Centre real;
  EXPECT_EQ(code_of(real, DeclareDrill{}), ErrorCode::conflict) << "its channels are real";
  EXPECT_EQ(code_of(real, SetRouting{practice_city(true)}), ErrorCode::bad_input);
  auto mixed = small_city();
  mixed.channels.back().practice = true;
  EXPECT_EQ(code_of(real, SetRouting{mixed}), ErrorCode::bad_input);
  EXPECT_FALSE(code_of(real, SetRouting{Routing{}}));
  EXPECT_FALSE(code_of(real, DeclareDrill{}));
  EXPECT_EQ(code_of(real, SetRouting{small_city()}), ErrorCode::bad_input);
  EXPECT_EQ(code_of(real, SetRouting{mixed}), ErrorCode::bad_input);
  EXPECT_FALSE(code_of(real, SetRouting{practice_city(true)}));
  EXPECT_TRUE(real.must(DeclareDrill{}).events.empty()) << "it is one already";
}

TEST(Drill, IsNotDeclaredOverRealCasesAndMarksEveryOrder) {
  Centre real;
  real.must(report_of({loss_of(90'000, 1, 2, real.now)}));
  EXPECT_FALSE(code_of(real, SetRouting{Routing{}}));
  EXPECT_EQ(code_of(real, DeclareDrill{}), ErrorCode::conflict) << "there is a case";

  Centre drill;
  drill.must(SetRouting{Routing{}});
  drill.must(DeclareDrill{});
  drill.must(SetRouting{practice_city(true)});
  hire_people(drill);
  drill.must(report_of({loss_of(90'000, 1, 2, drill.now)}));
  drill.pursue(desk::CaseId{1}, {need_of(2, 80'000)});
  drill.must(FileCase{desk::CaseId{1}, "演练1号", "渝中区分局", "赵局长", std::nullopt});
  DraftFreeze freeze;
  freeze.case_id = desk::CaseId{1};
  freeze.account = base::AccountId{2};
  freeze.amount = base::Fen{80'000};
  freeze.document = "冻字1号";
  freeze.second = "wang";
  freeze.reason = "演练";
  drill.must(freeze);
  ASSERT_GE(drill.state.orders.size(), 3U);
  for (const auto& [id, order] : drill.state.orders) {
    EXPECT_TRUE(order.drill) << order::to_text(id);
  }
  const auto back = decode_state(encode_state(drill.state, hex_seal()), hex_open());
  ASSERT_TRUE(back.ok());
  EXPECT_TRUE(back->drill);
}

/// What was promised and what went back, of each freeze, against what it held.
TEST(Returns, NeverExceedWhatTheFreezeHoldsOrTheVictimLost) {
  std::size_t returned = 0;
  for (std::uint64_t seed = 0; seed < 150 && !HasFailure(); ++seed) {
    base::Rng rng{seed};
    Centre centre;
    hire_people(centre);
    for (int step = 0; step < 110 && !HasFailure(); ++step) {
      centre.now += base::Milliseconds{rng.between(0, 600'000)};
      centre.actor = rng.chance(500'000) ? "li" : "wang";
      const auto decided = centre.ask(random_command(rng, centre));
      std::map<order::OrderId, base::Fen> out_of;
      std::map<std::pair<desk::CaseId, base::AccountId>, base::Fen> to;
      for (const auto& [id, order] : centre.state.orders) {
        const bool counts = order::is_live(order) || order.state == order::State::answered;
        if (order.family == order::Family::fund_return && counts) {
          out_of[*order.target] += *order.amount;
          to[{order.case_id, order.payback->to}] += *order.amount;
          returned += order.state == order::State::answered ? 1U : 0U;
        }
      }
      for (const auto& [id, sum] : out_of) {
        const auto& freeze = centre.state.orders.at(id);
        EXPECT_LE(sum, freeze.amount.value_or(base::Fen::limit())) << "seed " << seed;
        EXPECT_LE(freeze.freeze->returned, sum) << "seed " << seed;
      }
      for (const auto& [where, sum] : to) {
        base::Fen lost;
        for (const auto& loss : centre.state.cases.at(where.first).losses) {
          lost += loss.payer == where.second ? loss.amount : base::Fen{};
        }
        EXPECT_LE(sum, lost) << "seed " << seed;
      }
      (void)decided;
    }
  }
  EXPECT_GT(returned, 50U);
}

}  // namespace
}  // namespace holdfast::core::test
