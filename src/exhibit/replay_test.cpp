// The rows behind a trace are enough: what is computed from them is what the whole graph says, by
// every policy, within limits, with stated balances, exits and exits that opened.
#include "exhibit/replay.hpp"

#include <algorithm>
#include <functional>
#include <gtest/gtest.h>
#include <map>
#include <unordered_map>

#include "base/rng.hpp"
#include "exhibit/pages.hpp"
#include "exhibit/sample_test.hpp"

namespace holdfast::exhibit::test {
namespace {

constexpr std::uint32_t accounts = 40;

fund::Kind random_kind(base::Rng& rng) {
  if (rng.chance(60'000)) {
    return fund::Kind::balance;
  }
  return rng.chance(120'000) ? fund::Kind::merchant : fund::Kind::transfer;
}

/// Transfers in no particular order of time, as late arrivals make them.
void fill(fund::Graph& graph, base::Rng& rng, std::size_t count) {
  for (std::uint32_t i = 0; i < accounts; ++i) {
    graph.intern("A" + std::to_string(i));
  }
  for (std::size_t i = 0; i < count; ++i) {
    fund::Transfer transfer;
    transfer.kind = random_kind(rng);
    transfer.time = at(static_cast<int>(rng.below(6'000)));
    transfer.learned = transfer.time;
    transfer.payer = fund::AccountId{static_cast<std::uint32_t>(rng.below(accounts))};
    transfer.payee = transfer.kind == fund::Kind::balance
                         ? transfer.payer
                         : fund::AccountId{static_cast<std::uint32_t>(rng.below(accounts))};
    transfer.amount = base::Fen{rng.between(1, 500'000)};
    graph.append(transfer);
  }
  const fund::AccountId opened{static_cast<std::uint32_t>(rng.below(accounts))};
  graph.append({.time = at(static_cast<int>(rng.below(6'000))),
                .learned = at(7'000),
                .payer = opened,
                .payee = opened,
                .amount = {},
                .kind = fund::Kind::opening});
}

std::vector<trace::Seed> random_seeds(const fund::Graph& graph, base::Rng& rng) {
  std::vector<trace::Seed> seeds;
  for (std::uint64_t i = 0; seeds.size() < 3; ++i) {
    const fund::Sequence at{rng.below(graph.snapshot().value())};
    const bool is_new = std::ranges::find(seeds, at, &trace::Seed::transfer) == seeds.end();
    if (is_new && fund::is_payment(graph.kind_of(at))) {
      seeds.push_back(trace::whole(graph, at));
    }
  }
  return seeds;
}

trace::TraceOptions random_method(base::Rng& rng) {
  trace::TraceOptions method;
  method.policy = trace::all_policies[static_cast<std::size_t>(rng.below(5))];
  if (rng.chance(300'000)) {
    method.until = at(4'000);
  }
  if (rng.chance(400'000)) {
    method.limits.hops = static_cast<std::uint32_t>(1 + rng.below(4));
  }
  if (rng.chance(300'000)) {
    method.limits.accounts = static_cast<std::size_t>(1 + rng.below(8));
  }
  if (rng.chance(400'000)) {
    method.limits.min_amount = base::Fen{rng.between(1, 60'000)};
  }
  if (rng.chance(400'000)) {
    method.limits.still = std::chrono::minutes{rng.between(30, 600)};
  }
  return method;
}

Dossier dossier_of(const fund::Graph& graph, const std::vector<fund::Sequence>& rows,
                   const std::vector<trace::Seed>& seeds, const trace::TraceOptions& method) {
  Dossier dossier;
  dossier.method = method;
  dossier.origins.resize(1);
  std::unordered_map<std::uint32_t, std::uint32_t> places;
  const auto account = [&](fund::AccountId id) {
    const auto [place, fresh] =
        places.emplace(id.value(), static_cast<std::uint32_t>(dossier.accounts.size()));
    if (fresh) {
      dossier.accounts.push_back({std::string{graph.key(id)}, {}, {}, {}});
    }
    return place->second;
  };
  for (const auto sequence : rows) {
    const auto transfer = graph.transfer(sequence);
    Row made;
    made.id = "T" + std::to_string(sequence.value());
    made.time = transfer.time;
    made.payer = account(transfer.payer);
    made.payee = account(transfer.payee);
    made.amount = transfer.amount;
    made.kind = transfer.kind;
    dossier.rows.push_back(made);
  }
  for (const auto& seed : seeds) {
    const auto place = std::ranges::lower_bound(rows, seed.transfer) - rows.begin();
    dossier.seeds.push_back({static_cast<std::uint32_t>(place), seed.stolen, "", ""});
  }
  return dossier;
}

/// Remaining by account's text, and taint by transfer.
std::map<std::string, std::int64_t> told(const trace::TraceResult& result,
                                         const std::function<std::string(fund::AccountId)>& name,
                                         const std::function<std::string(fund::Sequence)>& id) {
  std::map<std::string, std::int64_t> all;
  for (const auto& one : result.accounts) {
    const auto who =
        one.account == trace::unseen_account ? std::string{"unseen"} : name(one.account);
    all[who + " received"] = one.received.value();
    all[who + " remaining"] = one.remaining.value();
    all[who + " unfollowed"] = one.unfollowed.value();
    all[who + " tier"] = one.tier;
  }
  for (const auto& one : result.transfers) {
    all[id(one.transfer)] = one.tainted.value();
  }
  return all;
}

TEST(RowsBehind, AreEnoughForEveryPolicyAndLimit) {
  base::Rng rng{20'261'127};
  std::size_t smaller = 0;
  for (int round = 0; round < 120; ++round) {
    fund::Graph graph;
    fill(graph, rng, 150 + rng.below(350));
    const auto seeds = random_seeds(graph, rng);
    const auto method = random_method(rng);
    const auto rows = rows_behind(graph, graph.snapshot(), seeds, method, 100'000);
    ASSERT_TRUE(rows.ok()) << rows.error().message;
    smaller += rows->size() < graph.snapshot().value() ? 1 : 0;
    const auto dossier = dossier_of(graph, *rows, seeds, method);
    const auto whole = trace::trace(graph, graph.snapshot(), seeds, method);
    const auto findings = replay(dossier);
    ASSERT_TRUE(whole.ok() && findings.ok());
    EXPECT_EQ(told(
                  findings->main, [&](auto id) { return dossier.accounts[id.value()].key; },
                  [&](auto at) { return dossier.rows[at.value()].id; }),
              told(
                  *whole, [&](auto id) { return std::string{graph.key(id)}; },
                  [](auto at) { return "T" + std::to_string(at.value()); }))
        << "round " << round;
    // Each policy accounts for all of it.
    for (const auto& effect : findings->effects) {
      EXPECT_EQ(effect.resting + effect.exited + effect.unfollowed + effect.unseen, effect.stolen)
          << trace::to_text(effect.policy);
    }
  }
  EXPECT_GT(smaller, 20U) << "the rows are not simply all of them";
}

TEST(RowsBehind, TooManyAreRefusedWithWhatToDo) {
  base::Rng rng{5};
  fund::Graph graph;
  fill(graph, rng, 500);
  const auto refused = rows_behind(graph, graph.snapshot(), random_seeds(graph, rng), {}, 10);
  EXPECT_EQ(refused.error().code, base::ErrorCode::too_large);
  EXPECT_NE(refused.error().message.find("limit"), std::string::npos);
}

TEST(Replay, TellsWhatEachPolicyMakesOfTheWorkedExample) {
  const auto findings = replay(sample());
  ASSERT_TRUE(findings.ok()) << findings.error().message;
  EXPECT_EQ(findings->main.stolen, base::Fen{3'000'000});
  const auto& fifo = findings->effects[0];
  EXPECT_EQ(fifo.stolen, findings->main.stolen);
  EXPECT_EQ(fifo.policy, trace::Policy::fifo);
  // The shop's 500 yuan leave first, so 14,500 of the 15,000 are stolen money, and 4,000 of what
  // the second account pays on.
  EXPECT_EQ(fifo.exited, base::Fen{350'000});
  EXPECT_EQ(fifo.resting, base::Fen{2'650'000});
  EXPECT_EQ(fifo.tiers, 3U);
  EXPECT_EQ(findings->merged, 1U);
  EXPECT_EQ(findings->overdrawn_accounts, 0U);
  EXPECT_FALSE(findings->spreads.empty());
}

TEST(Replay, CountsWhatWasPaidBeyondWhatWasSeenToComeIn) {
  auto dossier = sample();
  dossier.rows[3].amount = base::Fen{4'000'000};
  const auto findings = replay(dossier);
  ASSERT_TRUE(findings.ok());
  EXPECT_EQ(findings->overdrawn_accounts, 1U);
  EXPECT_EQ(findings->overdrawn, base::Fen{4'000'000 - 3'050'000});
  const auto caveats = caveats_of(dossier, *findings);
  EXPECT_NE(caveats[0].find("不是鉴定意见"), std::string::npos);
  EXPECT_NE(caveats[1].find("9,500.00"), std::string::npos) << caveats[1];
}

TEST(Replay, RefusesRowsThatAreNone) {
  const auto message = [](const std::function<void(Dossier&)>& change) {
    auto dossier = sample();
    change(dossier);
    const auto findings = replay(dossier);
    return findings.ok() ? std::string{} : findings.error().message;
  };
  EXPECT_NE(message([](auto& d) { d.rows[1].amount = base::Fen{}; }), "");
  EXPECT_NE(message([](auto& d) { d.rows[1].amount = base::Fen::limit() + base::Fen{1}; }), "");
  EXPECT_NE(message([](auto& d) { d.rows[1].payee = 99; }), "");
  EXPECT_NE(message([](auto& d) { d.accounts[1].key = d.accounts[0].key; }), "");
  EXPECT_NE(message([](auto& d) { d.seeds[0].row = 99; }), "");
  EXPECT_NE(message([](auto& d) { d.seeds[0].stolen = base::Fen{2'000'001}; }), "");
  EXPECT_NE(message([](auto& d) { d.seeds[1].row = d.seeds[0].row; }), "");
  EXPECT_NE(message([](auto& d) { d.rows[1].kind = fund::Kind::balance; }), "");
}

}  // namespace
}  // namespace holdfast::exhibit::test
