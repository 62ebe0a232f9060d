// The first days of cases under commands that nobody would think of: a replay is the live state, a
// snapshot rings as it does, no clock runs twice, and nothing of a case that is not filed stays
// held.
#include <gtest/gtest.h>

#include "base/rng.hpp"
#include "core/first_days.hpp"
#include "core/random_command_test.hpp"

namespace holdfast::core::test {
namespace {

constexpr std::size_t worlds = 30;
constexpr int steps = 260;

template <typename Enum, std::size_t size>
Enum any_of(base::Rng& rng, const std::array<Enum, size>& all) {
  return all[static_cast<std::size_t>(rng.below(size))];
}

constexpr std::array appeals{desk::AppealKind::reconsideration, desk::AppealKind::superior,
                             desk::AppealKind::supervision};
constexpr std::array served{FirstPaper::receipt, FirstPaper::refusal, FirstPaper::ruling,
                            FirstPaper::explanation, FirstPaper::transfer};

/// The partner carries out whatever waits for it.
CommandBody random_answer(const Centre& centre) {
  NoteOrderAnswered body;
  for (const auto& [id, order] : centre.state.orders) {
    if (order::awaits_partner(order)) {
      body.order = id;
      body.reply.result = "0000";
      break;
    }
  }
  return body;
}

CommandBody random_step(base::Rng& rng, const Centre& centre) {
  const desk::CaseId id{1 + rng.below(centre.state.cases.size() + 1)};
  const bool is_yes = rng.chance(700'000);
  const auto kind = any_of(rng, appeals);
  switch (rng.below(17)) {
    case 0:
      return AcceptReport{id, {}, order::code_of(rng.next()), order::code_of(rng.next()), {}};
    case 1:
      return ExtendFilingReview{id, is_yes ? desk::ReviewTerm::doubtful : desk::ReviewTerm::complex,
                                "疑难"};
    case 2:
      return ProposeRefusal{id, desk::RefusalGround::minor, "显著轻微"};
    case 3:
      return DecideRefusal{id, is_yes, "意见", order::code_of(rng.next()), {}};
    case 4:
      return ServeFirstPaper{id, any_of(rng, served), kind, {}};
    case 5:
    case 6:
      return FileAppeal{id, kind, "不服", std::nullopt};
    case 7:
      return ExtendAppeal{id, kind, "复杂"};
    case 8:
    case 9:
      return RuleAppeal{id,
                        kind,
                        is_yes ? desk::AppealOutcome::upheld : desk::AppealOutcome::changed,
                        "复1号",
                        kind == desk::AppealKind::reconsideration ? "" : "市局",
                        std::nullopt,
                        "意见"};
    case 10:
      return ProposeTransfer{id, "锦江区分局", "犯罪地", ""};
    case 11:
      return DecideTransfer{id, is_yes, "意见", order::code_of(rng.next()), {}};
    case 12:
      return HandTransfer{id, {}};
    case 13:
      return AnswerTransfer{id, is_yes, "", "答复", std::nullopt};
    case 14:
      return rng.chance(200'000) ? CommandBody{FileCase{id, "立1号", "分局", "局长", std::nullopt}}
                                 : random_answer(centre);
    case 15:
      return Tick{};
    default: {
      MovePursuit move;
      move.case_id = id;
      move.standing.as_of = base::Sequence{rng.next() >> 1};
      move.needs = {
          need_of(static_cast<std::uint32_t>(900 + rng.below(3)), rng.between(0, 300'000))};
      return move;
    }
  }
}

void check_case(const State& state, const desk::CaseFile& file) {
  const auto& days = *file.first_days;
  std::map<desk::FirstClockKind, int> running;
  for (const auto& clock : days.clocks) {
    EXPECT_LE(clock.begins, clock.due);
    EXPECT_LE(clock.ahead, clock.due);
    EXPECT_LE(clock.ended ? 0 : ++running[clock.kind], 1) << "one clock of a kind";
  }
  EXPECT_TRUE(!file.filed || running.empty() || file.closed) << "filing ends them all";
  const auto* refusal = desk::standing_refusal(days);
  EXPECT_FALSE(refusal != nullptr && file.filed);
  EXPECT_FALSE(refusal != nullptr && desk::filing_clock(days) != nullptr);
  if (refusal != nullptr) {
    EXPECT_FALSE(desk::is_pursued(file));
    EXPECT_NE(refusal->decided->by, refusal->proposed_by);
    for (const auto id : file.orders) {
      const auto& order = state.orders.at(id);
      const bool is_held =
          order.family == order::Family::stop && order.state == order::State::in_force;
      const auto& there = orders_on(state, order.account);
      EXPECT_TRUE(!is_held || std::any_of(there.begin(), there.end(), [&](order::OrderId other) {
        return state.orders.at(other).target == id && order::is_live(state.orders.at(other));
      })) << "a stop of a case that is not filed is on its way out";
    }
    for (const auto& appeal : refusal->appeals) {
      const bool own = appeal.ruling && appeal.kind == desk::AppealKind::reconsideration;
      EXPECT_FALSE(own && appeal.ruling->signature.by == refusal->decided->by);
    }
  }
  const auto ring = desk::next_ring(days);
  const auto kept = state.next_first_ring.find(file.id);
  EXPECT_EQ(file.closed ? std::nullopt : ring,
            kept == state.next_first_ring.end() ? std::nullopt : std::optional{kept->second});
}

TEST(FirstDaysProperty, AReplayAndASnapshotAreTheLiveStateAndNothingIsHeldWithoutACase) {
  std::map<desk::FirstStage, int> seen;
  for (std::size_t world = 0; world < worlds; ++world) {
    base::Rng rng{world};
    Centre centre;
    hire_people(centre);
    constexpr std::array actors{"li", "wang", "qian", "zhao", "zhou"};
    for (int i = 0; i < steps; ++i) {
      centre.now += std::chrono::minutes{rng.chance(100'000) ? rng.below(20'000) : rng.below(600)};
      if (i % 100 == 0) {
        auto loss = loss_of(30'000, 801, 900, centre.now);
        loss.matched = base::Sequence{15};
        centre.actor = "li";
        centre.must(report_of({loss}));
      }
      centre.actor = actors[static_cast<std::size_t>(rng.below(actors.size()))];
      (void)centre.ask(random_step(rng, centre));
      for (const auto& [id, file] : centre.state.cases) {
        if (file.first_days) {
          check_case(centre.state, file);
          ++seen[desk::stage_of(*file.first_days, file.filed.has_value())];
        }
      }
    }
    State replayed;
    for (const auto& event : centre.journal) {
      const auto again = decode(encode(event, hex_seal()), hex_open());
      ASSERT_TRUE(again.ok()) << again.error().message;
      evolve(replayed, *again);
    }
    EXPECT_EQ(state_digest(replayed), state_digest(centre.state));
    EXPECT_EQ(replayed.first_rings, centre.state.first_rings);
    const auto kept = decode_state(encode_state(centre.state, hex_seal()), hex_open());
    ASSERT_TRUE(kept.ok()) << kept.error().message;
    EXPECT_EQ(kept->first_rings, centre.state.first_rings);
    EXPECT_EQ(kept->case_papers, centre.state.case_papers);
  }
  EXPECT_GE(seen.size(), 5U) << "nearly every stage is reached";
}

}  // namespace
}  // namespace holdfast::core::test
