// What must hold for every history, on thousands of random ones.
#include <gtest/gtest.h>

#include "base/calendar.hpp"
#include "core/freezes.hpp"
#include "core/random_command_test.hpp"

namespace holdfast::core::test {
namespace {

constexpr std::uint64_t worlds = 100;
constexpr int steps = 100;

/// Plays one history, calling `after(centre, command, decided)` for every command.
template <typename After>
void play(std::uint64_t seed, After after) {
  base::Rng rng{seed};
  Centre centre;
  hire_people(centre);
  for (int step = 0; step < steps && !::testing::Test::HasFailure(); ++step) {
    centre.now += base::Milliseconds{rng.between(0, rng.chance(80'000) ? 90'000'000 : 600'000)};
    if (rng.chance(10'000)) {
      centre.now += std::chrono::days{rng.between(1, 200)};  // a freeze lives for months
    }
    centre.actor = rng.chance(500'000) ? "li" : "wang";
    const auto command = random_command(rng, centre);
    after(centre, command, "k" + std::to_string(step));
  }
}

/// What the law wants on every stop, whoever drafted it.
void expect_lawful(const order::Order& order) {
  EXPECT_FALSE(order.ground.reason.empty());
  EXPECT_FALSE(order.ground.article.empty());
  EXPECT_FALSE(order.ground.mark.empty());
  EXPECT_FALSE(order.ground.rules_version.empty());
  EXPECT_TRUE(order.ground.term_ms > 0 || order.ground.term_months > 0);
  EXPECT_TRUE(order.times.deadline.has_value());
  EXPECT_FALSE(order.channel.empty());
  if (order::restrains(order.family)) {
    EXPECT_FALSE(order.ground.notice.empty());
    EXPECT_FALSE(order.ground.appeal.empty());
  }
  if (order.family == order::Family::stop) {
    EXPECT_TRUE(order.justification.has_value());
    EXPECT_LE(order.ordinal, 2);
  }
}

int stops_counted(const State& state, base::AccountId account) {
  int used = 0;
  for (const auto& [id, order] : state.orders) {
    used += order.account == account && order::uses_a_stop(order) ? 1 : 0;
  }
  return used;
}

int extensions_of(const State& state, order::OrderId stop) {
  int done = 0;
  for (const auto& [id, order] : state.orders) {
    const bool extends = order.family == order::Family::stop_extension && order.target == stop;
    done += extends && order.state == order::State::answered ? 1 : 0;
  }
  return done;
}

/// What the pursuits of open cases ask for at an account, told apart from how settle.cpp counts it.
base::Fen asked_by_needs(const State& state, base::AccountId account) {
  base::Fen sum;
  for (const auto& [id, file] : state.cases) {
    const auto need = file.needs.find(account);
    sum += need == file.needs.end() || file.closed ? base::Fen{} : need->second.due;
  }
  return sum;
}

base::Fen live_limited(const State& state, base::AccountId account) {
  base::Fen sum;
  for (const auto& [id, order] : state.orders) {
    if (order.account == account && order.family == order::Family::stop && order::is_live(order)) {
      sum += order.amount.value_or(base::Fen{});
    }
  }
  return sum;
}

TEST(Property, AReplayOfTheJournalIsTheLiveState) {
  for (std::uint64_t seed = 0; seed < worlds && !HasFailure(); ++seed) {
    State replayed;
    State live;
    std::size_t read = 0;
    play(seed, [&](Centre& centre, const CommandBody& command, const std::string& key) {
      (void)centre.ask(command, key, "d");
      for (; read < centre.journal.size(); ++read) {
        const auto event = decode(encode(centre.journal[read], hex_seal()), hex_open());
        ASSERT_TRUE(event.ok()) << event.error().message;
        evolve(replayed, *event);
      }
      live = centre.state;
    });
    EXPECT_EQ(state_digest(replayed), state_digest(live)) << "seed " << seed;
    EXPECT_EQ(replayed.cases, live.cases) << "seed " << seed;
    EXPECT_EQ(replayed.orders, live.orders) << "seed " << seed;
  }
}

TEST(Property, AStateFromASnapshotDecidesAsTheLiveOne) {
  for (std::uint64_t seed = 0; seed < worlds && !HasFailure(); ++seed) {
    int step = 0;
    play(seed, [&](Centre& centre, const CommandBody& command, const std::string&) {
      if (++step % 30 == 0) {
        auto back = decode_state(encode_state(centre.state, hex_seal()), hex_open());
        ASSERT_TRUE(back.ok()) << back.error().message;
        EXPECT_EQ(state_digest(*back), state_digest(centre.state));
        EXPECT_EQ(back->orders_of, centre.state.orders_of);
        EXPECT_EQ(back->tasks_of, centre.state.tasks_of);
        const Command both{centre.now, "li", {}, {}, command};
        const auto here = decide(centre.state, both);
        const auto there = decide(*back, both);
        ASSERT_EQ(here.ok(), there.ok());
        if (here) {
          ASSERT_EQ(here->events.size(), there->events.size());
          for (std::size_t i = 0; i < here->events.size(); ++i) {
            EXPECT_EQ(encode(here->events[i], hex_seal()), encode(there->events[i], hex_seal()));
          }
        }
      }
      (void)centre.ask(command);
    });
  }
}

TEST(Property, RetryingACommandWithItsKeyChangesNothing) {
  std::size_t retried = 0;
  for (std::uint64_t seed = 0; seed < worlds && !HasFailure(); ++seed) {
    play(seed, [&](Centre& centre, const CommandBody& command, const std::string& key) {
      const auto first = centre.ask(command, key, "d");
      if (!first) {
        return;
      }
      const auto again = centre.ask(command, key, "d");
      ASSERT_TRUE(again.ok());
      EXPECT_TRUE(again->events.empty());
      EXPECT_TRUE(again->answer.repeated);
      EXPECT_EQ(again->answer.id, first->answer.id);
      ++retried;
    });
  }
  EXPECT_GT(retried, worlds * 10);
}

TEST(Property, NoStopStandsPastItsDeadlineAfterATick) {
  std::size_t lapsed = 0;
  for (std::uint64_t seed = 0; seed < worlds && !HasFailure(); ++seed) {
    play(seed, [&](Centre& centre, const CommandBody& command, const std::string&) {
      (void)centre.ask(command);
      lapsed += count_of<OrderExpired>(centre.must(Tick{}).events);
      for (const auto& [id, order] : centre.state.orders) {
        if (order::is_live(order)) {
          EXPECT_GT(order.times.deadline.value(), centre.now) << "seed " << seed;
        }
        if (order.state == order::State::in_force && order.family == order::Family::stop) {
          const auto most = std::chrono::hours{48} * (1 + extensions_of(centre.state, id));
          EXPECT_LE(*order.times.deadline - *order.times.in_force, most);
          EXPECT_LE(*order.times.deadline - centre.now, most);
        }
      }
      // The clocks of a freeze whose turn came while nobody looked may be past already.
      for (const auto& event : centre.must(Tick{}).events) {
        EXPECT_TRUE(std::holds_alternative<ClockRung>(event.body) ||
                    std::holds_alternative<TaskOpened>(event.body))
            << kind_of(event.body);
      }
      EXPECT_TRUE(centre.must(Tick{}).events.empty()) << "a further tick finds nothing";
    });
  }
  EXPECT_GT(lapsed, worlds);
}

TEST(Property, ADraftedOrderIsLawfulAndNeverBeyondTheNeedOrTheNumber) {
  std::size_t by_pursuit = 0;
  for (std::uint64_t seed = 0; seed < worlds && !HasFailure(); ++seed) {
    play(seed, [&](Centre& centre, const CommandBody& command, const std::string&) {
      const auto decided = centre.ask(command);
      if (!decided) {
        return;
      }
      const bool by_hand = std::holds_alternative<DraftStop>(command) ||
                           std::holds_alternative<CorrectOrder>(command);
      for (const auto& event : decided->events) {
        const auto* drafted = std::get_if<OrderDrafted>(&event.body);
        if (drafted == nullptr) {
          continue;
        }
        expect_lawful(drafted->order);
        if (drafted->order.family != order::Family::stop) {
          continue;
        }
        const auto account = drafted->order.account;
        EXPECT_LE(stops_counted(centre.state, account), 2) << "seed " << seed;
        if (!by_hand) {
          ++by_pursuit;
          EXPECT_LE(live_limited(centre.state, account), asked_by_needs(centre.state, account))
              << "seed " << seed;
        }
      }
    });
  }
  EXPECT_GT(by_pursuit, worlds);
}

TEST(Property, AClosedCaseDraftsNothingButAReleaseAnOfficerAskedFor) {
  std::size_t closed = 0;
  for (std::uint64_t seed = 0; seed < worlds && !HasFailure(); ++seed) {
    play(seed, [&](Centre& centre, const CommandBody& command, const std::string&) {
      const auto before = centre.state.cases;
      const auto decided = centre.ask(command);
      if (!decided) {
        return;
      }
      for (const auto& event : decided->events) {
        closed += std::holds_alternative<CaseClosed>(event.body) ? 1U : 0U;
        const auto* drafted = std::get_if<OrderDrafted>(&event.body);
        if (drafted == nullptr || !before.contains(drafted->order.case_id) ||
            !before.at(drafted->order.case_id).closed) {
          continue;
        }
        const auto family = drafted->order.family;
        const bool lets_go =
            family == order::Family::stop_release || family == order::Family::freeze_release ||
            family == order::Family::protective_release || order::is_restoration(family);
        const bool asked = std::holds_alternative<ReleaseStop>(command) ||
                           std::holds_alternative<ReleaseFreeze>(command) ||
                           std::holds_alternative<RevokeProtection>(command) ||
                           std::holds_alternative<LiftRestriction>(command);
        // What the law lifts by itself it lifts in a closed case too.
        EXPECT_TRUE(lets_go && (asked || std::holds_alternative<Tick>(command) ||
                                std::holds_alternative<NoteOrderAnswered>(command)))
            << "seed " << seed;
      }
    });
  }
  EXPECT_GT(closed, worlds / 20);
}

TEST(Property, WhatIsSentWasAuthorised) {
  for (std::uint64_t seed = 0; seed < worlds && !HasFailure(); ++seed) {
    play(seed, [&](Centre& centre, const CommandBody& command, const std::string&) {
      (void)centre.ask(command);
      for (const auto& [id, order] : centre.state.orders) {
        if (order::awaits_partner(order) || order.state == order::State::in_force) {
          ASSERT_TRUE(order.authority.has_value()) << "seed " << seed;
          EXPECT_FALSE(order.authority->by.empty());
          EXPECT_EQ(order.authority->kind == order::AuthorityKind::cascade &&
                        order.authority->bounds.empty(),
                    false);
        }
      }
    });
  }
}

/// What must hold of every freeze that a partner was told of.
void expect_frozen_lawfully(const State& state, const order::Order& freeze) {
  const auto& approval = *freeze.approval;
  const auto& file = state.cases.at(freeze.case_id);
  EXPECT_TRUE(file.filed || file.withdrawn) << "it was filed when it went";
  EXPECT_TRUE(order::is_signed_by_second(approval));
  EXPECT_NE(approval.drafted_by, approval.second);
  EXPECT_GE(order::steps_taken(approval), approval.before);
  EXPECT_TRUE(!approval.document.empty() || !approval.emergency.empty());
  std::set<std::string> people{approval.drafted_by, approval.second};
  for (const auto& signature : approval.signatures) {
    const bool second = signature.duty == order::Duty::none;
    EXPECT_EQ(second, signature.by == approval.second);
    EXPECT_TRUE(second || people.insert(signature.by).second) << signature.by << " signed twice";
  }
  EXPECT_TRUE(std::any_of(approval.signatures.begin(), approval.signatures.end(), [](auto& each) {
    return each.duty == order::Duty::district_head || each.duty == order::Duty::city_head;
  }));
}

TEST(Property, NothingIsFrozenButLawfully) {
  std::size_t frozen = 0;
  std::size_t queued = 0;
  for (std::uint64_t seed = 0; seed < 4 * worlds && !HasFailure(); ++seed) {
    play(seed, [&](Centre& centre, const CommandBody& command, const std::string&) {
      (void)centre.ask(command);
      for (const auto& [id, order] : centre.state.orders) {
        if (order.family != order::Family::freeze || !order.authority) {
          continue;
        }
        expect_frozen_lawfully(centre.state, order);
        frozen += order.state == order::State::in_force ? 1U : 0U;
        queued += order.state == order::State::queued ? 1U : 0U;
        if (order.state == order::State::in_force) {
          const auto most = base::add_months(*order.times.in_force,
                                             order.freeze->months + 12 * order.freeze->renewals);
          EXPECT_LE(*order.times.deadline, most) << "seed " << seed;
          EXPECT_TRUE(order.freeze->renew_by && order.freeze->screen_by);
        }
      }
    });
  }
  EXPECT_GT(frozen, worlds);
  EXPECT_GT(queued, worlds / 10);
}

TEST(Property, NoTwoOfOurWholeFreezesBindAnAccountAtOnceUnlessTheBankSaysSo) {
  for (std::uint64_t seed = 0; seed < worlds && !HasFailure(); ++seed) {
    play(seed, [&](Centre& centre, const CommandBody& command, const std::string&) {
      const auto decided = centre.ask(command);
      if (!decided) {
        return;
      }
      for (const auto& event : decided->events) {
        const auto* advanced = std::get_if<FreezeAdvanced>(&event.body);
        if (advanced == nullptr) {
          continue;
        }
        const auto account = centre.state.orders.at(advanced->order).account;
        for (const auto id : centre.state.orders_of.at(account)) {
          const auto& other = centre.state.orders.at(id);
          EXPECT_FALSE(id != advanced->order && other.state == order::State::in_force &&
                       binds_whole(other))
              << "seed " << seed;
        }
      }
    });
  }
}

TEST(Property, AnUntrueReportHoldsNobodyAnew) {
  for (std::uint64_t seed = 0; seed < worlds && !HasFailure(); ++seed) {
    play(seed, [&](Centre& centre, const CommandBody& command, const std::string&) {
      const auto before = centre.state.cases;
      const auto decided = centre.ask(command);
      if (!decided) {
        return;
      }
      for (const auto& event : decided->events) {
        const auto* drafted = std::get_if<OrderDrafted>(&event.body);
        if (drafted == nullptr || !before.contains(drafted->order.case_id)) {
          continue;
        }
        const auto& truth = before.at(drafted->order.case_id).truth;
        EXPECT_FALSE(truth && truth->verdict == desk::Verdict::unfounded &&
                     (order::restrains(drafted->order.family) ||
                      order::is_restriction(drafted->order.family)))
            << "seed " << seed;
      }
    });
  }
}

}  // namespace
}  // namespace holdfast::core::test
