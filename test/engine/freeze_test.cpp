// A freeze from the signatures to the bank and back, across restarts: what the bank is told, and
// that state and lists come out of the journal as they were.
#include <algorithm>
#include <gtest/gtest.h>

#include "engine/partner_message.hpp"
#include "house.hpp"

namespace holdfast::engine_test {
namespace {

constexpr desk::CaseId one{1};

void must(House& house, const std::string& who, core::CommandBody body) {
  const auto done = house.engine().submit_and_wait({who}, std::move(body));
  ASSERT_TRUE(done.ok()) << done.error().message;
}

/// A theft whose first stop is in force, two officers and the heads, and the case filed.
void live_until_filed(House& house) {
  for (const auto& [name, duty] :
       {std::pair{"li", order::Duty::none}, std::pair{"wang", order::Duty::none},
        std::pair{"qian", order::Duty::unit_head}, std::pair{"sun", order::Duty::legal_review},
        std::pair{"zhao", order::Duty::district_head}}) {
    must(house, "house",
         core::AddUser{{name, name, core::Role::investigator, "", "hash", false, duty}});
  }
  house.tell_transfers();
  ASSERT_TRUE(house.report("R1").ok());
  const auto stop = house.order_in(order::State::acknowledged);
  ASSERT_TRUE(house.answer(stop, "0000").ok());
  must(house, "li", core::FileCase{one, "渝公立字1号", "渝中区分局", "赵局长", std::nullopt});
}

/// Draws up a freeze where a stop stands and takes it through every signature; its number.
order::OrderId freeze(House& house) {
  core::DraftFreeze draft;
  draft.case_id = one;
  house.engine().read([&](const core::State& state) {
    for (const auto& [id, order] : state.orders) {
      if (order.family == order::Family::stop && order.state == order::State::in_force) {
        draft.account = order.account;
        draft.amount = order.amount;
      }
    }
  });
  draft.document = "冻字1号";
  draft.second = "wang";
  draft.reason = "涉案资金";
  must(house, "li", draft);
  const auto id = house.order_of(order::Family::freeze).id;
  must(house, "wang", core::SignOrders{{id}, "已核对"});
  for (const auto* head : {"qian", "sun", "zhao"}) {
    must(house, head, core::ApproveOrder{id, "同意"});
  }
  return id;
}

order::State state_of(House& house, order::OrderId id) {
  order::State state{};
  house.engine().read([&](const core::State& all) { state = all.orders.at(id).state; });
  return state;
}

TEST(Freeze, GoesToTheBankOnceItIsSignedAndSurvivesARestartOnTheWay) {
  House house;
  live_until_filed(house);
  const auto id = freeze(house);
  house.settle();
  house.close();
  house.open(House::Snapshots::none);
  const auto application = engine::application_id("test", id);
  ASSERT_TRUE(house.answer(application, "0000").ok());
  EXPECT_EQ(state_of(house, id), order::State::in_force);
  const std::lock_guard held{house.mailbox().lock};
  const auto& messages = house.mailbox().messages;
  const auto told = std::find_if(messages.begin(), messages.end(),
                                 [&](const auto& each) { return each.code == "100201"; });
  ASSERT_NE(told, messages.end());
  EXPECT_EQ(told->application_id, application);
  EXPECT_EQ(told->freeze_type, "01");
  EXPECT_EQ(told->term_months, 6);
  EXPECT_EQ(told->organisation, "渝中区分局");
  EXPECT_EQ(told->replaces.size(), 1U);
}

TEST(Freeze, StateAndListsComeOutOfTheJournalAsTheyWere) {
  for (const auto snapshots : {House::Snapshots::kept, House::Snapshots::none}) {
    House house;
    live_until_filed(house);
    const auto id = freeze(house);
    ASSERT_TRUE(house.answer(engine::application_id("test", id), "0000").ok());
    must(house, "zhao",
         core::DelegateDuty{"li", house.now(), house.now() + std::chrono::hours{1}, "出差"});
    // A pursuit that is taken up anew looks at the balance that the bank's answer stated, once.
    house.settle();
    house.close();
    house.open();
    house.settle();
    // A start looks at every open case anew, and says how far it has looked.
    house.close();
    house.open(snapshots);
    house.settle();
    const auto state = house.state();
    const auto rows = house.rows();
    house.close();
    house.delete_lists();
    house.open(snapshots);
    house.settle();
    EXPECT_EQ(house.state(), state);
    EXPECT_EQ(house.rows(), rows);
  }
}

}  // namespace
}  // namespace holdfast::engine_test
