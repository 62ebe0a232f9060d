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

/// A freeze of 80,000 fen in force, of a victim who lost 60,000 from one account and 30,000 from
/// another.
struct Frozen {
  Centre centre;
  order::OrderId freeze;

  Frozen() {
    hire_people(centre);
    auto first = loss_of(60'000, 1, 2, centre.now);
    auto second = loss_of(30'000, 3, 2, centre.now);
    first.matched = base::Sequence{7};
    second.matched = base::Sequence{8};
    centre.must(report_of({first, second}));
    centre.pursue(desk::CaseId{1}, {need_of(2, 80'000)});
    centre.must(FileCase{desk::CaseId{1}, "渝公立字1号", "渝中区分局", "赵局长", std::nullopt});
    DraftFreeze draft;
    draft.case_id = desk::CaseId{1};
    draft.account = base::AccountId{2};
    draft.amount = base::Fen{80'000};
    draft.document = "冻字1号";
    draft.second = "wang";
    draft.reason = "涉案资金";
    centre.must(draft);
    freeze = centre.state.orders.rbegin()->first;
    for (int step = 0; step < 4; ++step) {
      take_step(freeze);
    }
    answer(freeze, "0000");
  }
  /// The next signature of an order, by whoever may give it.
  void take_step(order::OrderId id) {
    for (const auto* name : {"wang", "qian", "sun", "zhao", "zhou"}) {
      centre.actor = name;
      const bool is_draft = centre.state.orders.at(id).state == order::State::draft;
      if (is_draft ? centre.ask(SignOrders{{id}, "已核对"}).ok()
                   : centre.ask(ApproveOrder{id, "同意"}).ok()) {
        break;
      }
    }
    centre.actor = "li";
  }
  void answer(order::OrderId id, const std::string& code) {
    NoteOrderAnswered reply;
    reply.order = id;
    reply.reply.result = code;
    centre.must(reply);
  }
  /// One random step of a random return; what is refused changes nothing.
  void act(base::Rng& rng) {
    std::vector<order::OrderId> open;
    for (const auto& [id, order] : centre.state.orders) {
      if (order.family == order::Family::fund_return && order::is_live(order)) {
        open.push_back(id);
      }
    }
    if (open.empty() || rng.chance(300'000)) {
      (void)centre.ask(ReturnFunds{freeze, static_cast<std::size_t>(rng.below(2)),
                                   base::Fen{rng.between(1, 50'000)}, "返字1号", "wang",
                                   "权属明确"});
      return;
    }
    const auto id = open[static_cast<std::size_t>(rng.below(open.size()))];
    if (order::awaits_partner(centre.state.orders.at(id))) {
      answer(id, rng.chance(700'000) ? "0000" : "1300");
    } else if (rng.chance(100'000)) {
      (void)centre.ask(RejectOrder{id, "重新核对"});
    } else {
      take_step(id);
    }
  }
};

TEST(Returns, NeverExceedWhatTheFreezeHoldsOrTheVictimLost) {
  std::size_t returned = 0;
  for (std::uint64_t seed = 0; seed < 40 && !HasFailure(); ++seed) {
    base::Rng rng{seed};
    Frozen frozen;
    const auto& orders = frozen.centre.state.orders;
    ASSERT_EQ(orders.at(frozen.freeze).state, order::State::in_force);
    for (int step = 0; step < 80 && !HasFailure(); ++step) {
      frozen.act(rng);
      base::Fen promised;
      base::Fen back;
      std::map<base::AccountId, base::Fen> to;
      for (const auto& [id, order] : orders) {
        const bool is_back = order.state == order::State::answered;
        if (order.family == order::Family::fund_return && (order::is_live(order) || is_back)) {
          promised += *order.amount;
          back += is_back ? *order.amount : base::Fen{};
          to[order.payback->to] += *order.amount;
        }
      }
      const auto& freeze = orders.at(frozen.freeze);
      EXPECT_LE(promised, base::Fen{80'000}) << "seed " << seed;
      EXPECT_EQ(freeze.freeze->returned, back) << "seed " << seed;
      EXPECT_LE(to[base::AccountId{1}], base::Fen{60'000}) << "seed " << seed;
      EXPECT_LE(to[base::AccountId{3}], base::Fen{30'000}) << "seed " << seed;
      EXPECT_EQ(freeze.state == order::State::released, back == base::Fen{80'000})
          << "seed " << seed;
      returned += back.is_positive() ? 1U : 0U;
    }
  }
  EXPECT_GT(returned, 500U);
}

}  // namespace
}  // namespace holdfast::core::test
