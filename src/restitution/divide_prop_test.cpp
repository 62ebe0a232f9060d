// The division beside a slow model that replays the world anew for every frozen account and divides
// with plain numbers, on random worlds, to the fen.
#include <gtest/gtest.h>

#include "../../test/model/world.hpp"
#include "restitution/divide.hpp"

namespace holdfast::restitution {
namespace {

struct Ask {
  model::World world;
  std::vector<std::size_t> victim_of;  // of each theft; 0, 1, ... in order of first appearance
  struct Freeze {
    std::string number;
    std::int64_t amount = 0;
    std::int64_t at = 0;
  };
  std::vector<Freeze> frozen;

  [[nodiscard]] std::size_t victims() const {
    return victim_of.empty() ? 0 : *std::ranges::max_element(victim_of) + 1;
  }
};

/// Sources are numbered by victim, each victim's in order: the thefts are sorted so.
Ask random_ask(std::uint64_t seed, std::uint64_t moves_max) {
  Ask ask{.world = model::random_world(seed, moves_max), .victim_of = {}, .frozen = {}};
  base::Rng rng(seed + 77);
  const std::uint64_t victims_max = 1 + rng.below(4);
  std::size_t victims = 0;
  for (std::size_t i = 0; i < ask.world.thefts.size(); ++i) {
    const bool goes_on = victims > 0 && (victims == victims_max || rng.chance(400'000));
    ask.victim_of.push_back(goes_on ? victims - 1 : victims++);
  }
  std::int64_t last = 0;
  for (const auto& move : ask.world.moves) {
    last = std::max(last, move.time);
  }
  for (char name = 'A'; name < 'K'; ++name) {
    if (rng.chance(600'000)) {
      ask.frozen.push_back({std::string(1, name),
                            rng.between(0, rng.chance(500'000) ? 2000 : 200'000'000),
                            rng.between(0, last)});
    }
  }
  return ask;
}

struct Expected {
  std::vector<std::string> accounts;  // "A single 3 5 0": rung and what each victim gets
  std::vector<std::int64_t> returned;
  bool operator==(const Expected&) const = default;
};

/// By the book: for each account the world up to its time is replayed by the slow model.
Expected by_model(const Ask& ask, const Choice& choice) {
  const std::size_t n = ask.victims();
  std::vector<std::int64_t> loss(n, 0);
  for (std::size_t s = 0; s < ask.victim_of.size(); ++s) {
    loss[ask.victim_of[s]] += ask.world.thefts[s].stolen;
  }
  auto frozen = ask.frozen;
  std::ranges::stable_sort(frozen, [](const auto& a, const auto& b) {
    return a.at != b.at ? a.at < b.at : a.number < b.number;
  });
  Expected expected{.accounts = {}, .returned = std::vector<std::int64_t>(n, 0)};
  for (const auto& freeze : frozen) {
    const auto answer =
        model::Replay(ask.world.moves, ask.world.thefts,
                      std::string(trace::to_text(choice.policy())), {.until = freeze.at})
            .run();
    std::vector<std::int64_t> received(n, 0);
    std::vector<std::int64_t> remaining(n, 0);
    std::vector<std::size_t> order;  // of victims, as their money came
    std::set<std::string> opened;
    std::size_t carrying = 0;
    if (const auto line = answer.accounts.find(freeze.number); line != answer.accounts.end()) {
      for (std::size_t s = 0; s < ask.victim_of.size(); ++s) {
        remaining[ask.victim_of[s]] += line->second.by_source[s];
      }
    }
    for (const auto& carried : answer.transfers) {
      const auto& move = ask.world.moves[carried.move];
      if (move.payee != freeze.number || move.kind == "balance") {
        continue;
      }
      const bool is_open = std::ranges::any_of(ask.world.moves, [&](const model::Move& other) {
        return other.kind == "opening" && other.payer == freeze.number &&
               std::pair{other.time, &other} < std::pair{move.time, &move};
      });
      if (move.kind != "transfer" && !is_open) {
        for (std::size_t s = 0; s < ask.victim_of.size(); ++s) {
          remaining[ask.victim_of[s]] -=
              carried.by_source[s];  // left at an exit, not in the account
        }
        continue;
      }
      ++carrying;
      for (std::size_t v = 0; v < n; ++v) {
        std::int64_t of_victim = 0;
        for (std::size_t s = 0; s < ask.victim_of.size(); ++s) {
          of_victim += ask.victim_of[s] == v ? carried.by_source[s] : 0;
        }
        received[v] += of_victim;
        if (of_victim > 0 && std::ranges::find(order, v) == order.end()) {
          order.push_back(v);
        }
      }
    }
    std::vector<std::int64_t> pay(n, 0);
    std::string rung = "none";
    const auto open = [&](std::size_t v) { return loss[v] - expected.returned[v]; };
    if (carrying == 1 && order.size() == 1) {
      rung = "single";
      const std::size_t v = order[0];
      pay[v] = std::min({freeze.amount, received[v], open(v)});
    } else if (!order.empty() && choice.ladder == Ladder::timestamp) {
      rung = "timestamp";
      std::vector<std::int64_t> wanted;
      std::int64_t sum = 0;
      for (const auto v : order) {
        wanted.push_back(std::min(remaining[v], open(v)));
        sum += wanted.back();
      }
      const auto shares = sum <= freeze.amount ? wanted : model::divide(freeze.amount, wanted);
      for (std::size_t i = 0; i < order.size(); ++i) {
        pay[order[i]] = shares[i];
      }
    } else if (!order.empty()) {
      rung = "prorata";
      std::map<std::size_t, std::int64_t> weight;
      std::map<std::size_t, std::int64_t> cap;
      std::int64_t caps = 0;
      for (const auto v : order) {
        weight[v] = choice.basis == Basis::loss ? loss[v] : received[v];
        cap[v] = std::min(open(v), weight[v]);
        caps += cap[v];
      }
      std::int64_t left = std::min(freeze.amount, caps);
      std::vector<std::size_t> in = order;
      for (bool again = true; again && !in.empty();) {
        again = false;
        std::vector<std::int64_t> weights;
        for (const auto v : in) {
          weights.push_back(weight[v]);
        }
        const auto shares = model::divide(left, weights);
        std::vector<std::size_t> stay;
        std::int64_t capped = 0;
        for (std::size_t i = 0; i < in.size(); ++i) {
          if (shares[i] > cap[in[i]]) {
            pay[in[i]] = cap[in[i]];
            capped += cap[in[i]];
            again = true;
          } else {
            pay[in[i]] = shares[i];
            stay.push_back(in[i]);
          }
        }
        in = stay;
        left -= capped;
      }
    }
    std::string text = freeze.number + " " + rung;
    for (std::size_t v = 0; v < n; ++v) {
      text += " " + std::to_string(pay[v]);
      expected.returned[v] += pay[v];
    }
    expected.accounts.push_back(text);
  }
  return expected;
}

Expected by_engine(const Ask& ask, const Choice& choice) {
  fund::Graph graph{fund::HashKey{7}};
  for (const auto& move : ask.world.moves) {
    model::append(graph, move);
  }
  std::vector<Victim> victims(ask.victims());
  const auto seeds = model::seeds_of(ask.world);
  for (std::size_t s = 0; s < seeds.size(); ++s) {
    victims[ask.victim_of[s]].stolen.push_back(seeds[s]);
  }
  std::vector<Frozen> frozen;
  for (const auto& freeze : ask.frozen) {
    frozen.push_back({.number = freeze.number,
                      .account = graph.find(freeze.number),
                      .amount = base::Fen{freeze.amount},
                      .since = base::from_unix_ms(freeze.at),
                      .excluded = {}});
  }
  const auto answer = divide(graph, graph.snapshot(), victims, frozen, choice).value();
  Expected told;
  for (const auto& division : answer.accounts) {
    std::vector<std::int64_t> pay(victims.size(), 0);
    for (const auto& claim : division.claims) {
      pay[claim.entry.victim] = claim.paid.value();
    }
    std::string text =
        ask.frozen[division.frozen].number + " " + std::string(to_text(division.rung));
    for (const auto fen : pay) {
      text += " " + std::to_string(fen);
    }
    told.accounts.push_back(text);
  }
  for (const auto fen : answer.returned) {
    told.returned.push_back(fen.value());
  }
  return told;
}

class EveryChoice : public ::testing::TestWithParam<Choice> {};

void expect_equal(std::uint64_t seed, std::uint64_t moves_max, const Choice& choice) {
  const Ask ask = random_ask(seed, moves_max);
  const Expected expected = by_model(ask, choice);
  const Expected told = by_engine(ask, choice);
  ASSERT_EQ(told.accounts, expected.accounts) << "seed " << seed;
  ASSERT_EQ(told.returned, expected.returned) << "seed " << seed;
}

TEST_P(EveryChoice, EqualsTheModelToTheFen) {
  for (std::uint64_t seed = 0; seed < 1500; ++seed) {
    expect_equal(seed, 60, GetParam());
  }
}

TEST_P(EveryChoice, EqualsTheModelOnLongWorlds) {
  for (std::uint64_t seed = 0; seed < 12; ++seed) {
    expect_equal(seed, 1500, GetParam());
  }
}

INSTANTIATE_TEST_SUITE_P(Restitution, EveryChoice,
                         ::testing::Values(Choice{}, Choice{.method = trace::Policy::lifo},
                                           Choice{.ladder = Ladder::prorata},
                                           Choice{.ladder = Ladder::prorata, .basis = Basis::loss}),
                         [](const auto& one) {
                           const Choice& choice = one.param;
                           return choice.ladder == Ladder::timestamp
                                      ? std::string(trace::to_text(choice.method))
                                      : "prorata_" + std::string(to_text(choice.basis));
                         });

}  // namespace
}  // namespace holdfast::restitution
