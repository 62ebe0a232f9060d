// What must hold of money for every history, after every single event.
#include <gtest/gtest.h>

#include "core/custody_of.hpp"
#include "core/handovers.hpp"
#include "core/random_command_test.hpp"
#include "core/returns.hpp"

namespace holdfast::core::test {
namespace {

constexpr std::uint64_t worlds = 60;
constexpr std::uint64_t of_every_day = 40;  // in so many of them nothing goes to prosecution
constexpr int steps = 150;

using custody::Place;

struct Seen {
  std::size_t held = 0;
  std::size_t returned = 0;
  std::size_t released = 0;
  std::size_t carried = 0;  // to prosecution or to court
  std::size_t confiscated = 0;
  std::size_t discharged = 0;
  std::size_t ordered = 0;
};

/// Two victims at one account, whose money a freeze holds: where the random part begins.
void freeze_some(Centre& centre, base::Rng& rng) {
  hire_people(centre);
  hire_justice(centre);
  for (const std::uint32_t payer : {101U, 102U}) {
    auto loss = loss_of(rng.between(10'000, 90'000), payer, 2, centre.now);
    loss.matched = base::Sequence{payer};
    const auto amount = loss.amount.value();
    centre.must(report_of({std::move(loss)}));
    centre.pursue(centre.state.cases.rbegin()->first, {need_of(2, amount)});
  }
  const auto id = centre.state.cases.rbegin()->first;
  centre.must(FileCase{id, "渝公立字1号", "渝中区分局", "赵局长", std::nullopt});
  DraftFreeze freeze;
  freeze.case_id = id;
  freeze.account = base::AccountId{2};
  freeze.amount = base::Fen{rng.between(20'000, 150'000)};
  freeze.document = "冻字1号";
  freeze.second = "wang";
  freeze.reason = "涉案资金";
  centre.must(freeze);
  const auto order = centre.state.orders.rbegin()->first;
  centre.actor = "wang";
  centre.must(SignOrders{{order}, "已核对"});
  for (const auto* head : {"qian", "sun", "zhao"}) {
    centre.actor = head;
    (void)centre.ask(ApproveOrder{order, "同意"}).ok();
  }
  NoteOrderAnswered answer;
  answer.order = order;
  answer.reply.result = "0000";
  answer.reply.held = freeze.amount;
  centre.must(answer);
}

/// What a freeze holds lies where its keeper is.
void expect_at_their_keepers(const State& state, const custody::Ledger& ledger) {
  for (const auto& line : ledger.lines) {
    if (line.place == Place::frozen || line.place == Place::prosecution ||
        line.place == Place::court) {
      const auto organ = keeper_of(state, state.orders.at(*line.order)).organ;
      EXPECT_EQ(line.place, organ == desk::Organ::police          ? Place::frozen
                            : organ == desk::Organ::procuratorate ? Place::prosecution
                                                                  : Place::court)
          << order::to_text(*line.order);
    }
  }
}

/// Every fen of a loss is in one place, and no fen that a measure binds is in two ledgers.
void expect_kept(const State& state, Seen& seen) {
  std::map<order::OrderId, base::Fen> counted;
  for (const auto& [id, file] : state.cases) {
    const auto kept = custody_of(state, file, state.now);
    ASSERT_TRUE(custody::is_balanced(kept.ledger)) << order::to_text(id);
    EXPECT_EQ(kept.ledger.at(Place::claim), base::Fen{} - desk::total_loss(file));
    EXPECT_EQ(kept.ledger.at(Place::returned),
              std::min(returned_home(state, file), desk::total_loss(file)));
    for (const auto& line : kept.ledger.lines) {
      if (custody::is_held(line.place)) {
        counted[*line.order] += line.amount;
      }
    }
    seen.held += (kept.ledger.at(Place::stopped) + kept.ledger.at(Place::frozen)).is_positive();
    seen.returned += kept.ledger.at(Place::returned).is_positive();
    seen.released += kept.ledger.at(Place::released).is_positive();
    const auto carried = kept.ledger.at(Place::prosecution) + kept.ledger.at(Place::court);
    seen.carried += carried.is_positive();
    seen.confiscated += kept.ledger.at(Place::confiscated).is_positive();
    seen.discharged += kept.ledger.at(Place::discharged).is_positive();
    expect_at_their_keepers(state, kept.ledger);
  }
  for (const auto& [id, amount] : counted) {
    const auto& order = state.orders.at(id);
    EXPECT_LE(amount, custody::bound_by(order, state.cases.at(order.case_id)))
        << order::to_text(id);
  }
}

/// Nothing goes back that is not frozen, and nobody gets more than the loss.
void expect_within(const State& state) {
  for (const auto& [id, order] : state.orders) {
    if (order.family == order::Family::freeze &&
        order.reply.held.value_or(base::Fen{1}) > base::Fen{}) {
      const auto out =
          order.freeze->returned + order.freeze->confiscated + being_returned(state, order);
      const auto held = std::min(order.amount.value_or(base::Fen::limit()),
                                 order.reply.held.value_or(base::Fen::limit()));
      EXPECT_LE(out, held) << order::to_text(id);
    }
  }
  for (const auto& [id, file] : state.cases) {
    EXPECT_LE(returned_to_victim(state, file), desk::total_loss(file)) << order::to_text(id);
  }
}

TEST(MoneyProperty, EveryFenIsInOnePlaceAfterEveryEvent) {
  Seen seen;
  for (std::uint64_t seed = 0; seed < worlds && !::testing::Test::HasFailure(); ++seed) {
    base::Rng rng{seed};
    Centre centre;
    freeze_some(centre, rng);
    State state;
    std::size_t read = 0;
    for (int step = 0; step < steps && !::testing::Test::HasFailure(); ++step) {
      centre.now += base::Milliseconds{rng.between(0, rng.chance(40'000) ? 90'000'000 : 600'000)};
      centre.actor = rng.chance(500'000) ? "li" : "wang";
      const auto command = rng.chance(300'000) ? random_plan(rng, centre)
                           : seed >= of_every_day && rng.chance(250'000)
                               ? random_handover(rng, centre)
                               : random_command(rng, centre);
      (void)centre.ask(command);
      for (; read < centre.journal.size(); ++read) {
        evolve(state, centre.journal[read]);
        expect_kept(state, seen);
        expect_within(state);
      }
    }
    for (const auto& [id, plan] : state.plans) {
      seen.ordered += plan.state == desk::PlanState::ordered && !plan.orders.empty();
    }
  }
  // A property of histories in which nothing happens would hold as well.
  EXPECT_GT(seen.held, worlds);
  EXPECT_GT(seen.released, 0U);
  EXPECT_GT(seen.ordered, worlds / 4);
  EXPECT_GT(seen.returned, worlds);
  EXPECT_GT(seen.carried, worlds);
  EXPECT_GT(seen.confiscated, 0U);
  EXPECT_GT(seen.discharged, 0U);
}

}  // namespace
}  // namespace holdfast::core::test
