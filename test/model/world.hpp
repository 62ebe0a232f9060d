// Random small worlds for property tests, and the engine's answers to them in the model's form.
// Tests only.
#pragma once

#include <algorithm>
#include <fmt/core.h>
#include <string>
#include <vector>

#include "base/rng.hpp"
#include "fund/graph.hpp"
#include "model.hpp"
#include "trace/trace.hpp"

namespace holdfast::model {

struct World {
  std::vector<Move> moves;
  std::vector<Theft> thefts;
};

/// Few accounts, many ties, overdrafts, cycles, self transfers, exits that are accounts too,
/// statements of balance, openings, several victims and partial thefts, depending on the seed.
inline World random_world(std::uint64_t seed, std::uint64_t moves_max = 60) {
  base::Rng rng(seed);
  World world;
  const std::uint64_t accounts = 2 + rng.below(9);
  const std::uint64_t count = 1 + rng.below(moves_max);
  const std::int64_t time_max = rng.chance(500'000) ? 10 : 1000;
  const std::int64_t amount_max = rng.chance(300'000) ? 7 : rng.chance(500'000) ? 1000 : 90'000'000;
  const std::uint64_t exits = rng.chance(500'000) ? 150'000 : 0;
  const std::uint64_t balances = rng.chance(500'000) ? 80'000 : 0;
  const std::uint64_t openings = exits > 0 && rng.chance(500'000) ? 60'000 : 0;
  const char* kinds[] = {"cash", "merchant", "overseas", "crypto"};
  for (std::uint64_t i = 0; i < count; ++i) {
    Move move{.time = rng.between(0, time_max),
              .payer = std::string(1, static_cast<char>('A' + rng.below(accounts))),
              .payee = std::string(1, static_cast<char>('A' + rng.below(accounts))),
              .amount = rng.between(1, amount_max)};
    if (rng.chance(exits)) {
      move.kind = kinds[rng.below(4)];
    } else if (rng.chance(balances)) {
      move.kind = "balance";
      move.payee = move.payer;
      move.amount = rng.between(0, amount_max * 2);
    } else if (rng.chance(openings)) {
      move.kind = "opening";
      move.payee = move.payer;
      move.amount = 0;
    }
    world.moves.push_back(move);
  }
  const std::uint64_t thefts = 1 + rng.below(5);
  for (std::uint64_t i = 0; i < thefts; ++i) {
    const std::size_t at = rng.below(count);
    const bool taken = std::any_of(world.thefts.begin(), world.thefts.end(),
                                   [&](const Theft& theft) { return theft.move == at; });
    if (taken || world.moves[at].kind == "balance" || world.moves[at].kind == "opening") {
      continue;
    }
    const std::int64_t amount = world.moves[at].amount;
    world.thefts.push_back({at, rng.chance(300'000) ? rng.between(0, amount) : amount});
  }
  return world;
}

inline fund::Kind kind_of(const std::string& text) {
  if (text == "opening") {
    return fund::Kind::opening;
  }
  return text == "balance" ? fund::Kind::balance : fund::parse_kind(text).value();
}

inline void append(fund::Graph& graph, const Move& move) {
  graph.append({.time = base::from_unix_ms(move.time),
                .learned = base::from_unix_ms(move.time),
                .payer = graph.intern(move.payer),
                .payee = graph.intern(move.payee),
                .amount = base::Fen{move.amount},
                .kind = kind_of(move.kind)});
}

inline std::vector<trace::Seed> seeds_of(const World& world) {
  std::vector<trace::Seed> seeds;
  for (const Theft& theft : world.thefts) {
    seeds.push_back({fund::Sequence{theft.move}, base::Fen{theft.stolen}});
  }
  return seeds;
}

inline std::vector<std::int64_t> plain(const std::vector<base::Fen>& fen) {
  std::vector<std::int64_t> values;
  for (const base::Fen one : fen) {
    values.push_back(one.value());
  }
  return values;
}

inline Answer as_answer(const fund::Graph& graph, const trace::TraceResult& result) {
  Answer answer{.stolen = result.stolen.value(), .accounts = {}, .transfers = {}};
  for (const trace::AccountTaint& one : result.accounts) {
    const std::string name =
        one.account == trace::unseen_account ? "unseen" : std::string(graph.key(one.account));
    answer.accounts[name] = {.tier = static_cast<int>(one.tier),
                             .received = one.received.value(),
                             .moved = one.moved.value(),
                             .remaining = one.remaining.value(),
                             .unfollowed = one.unfollowed.value(),
                             .by_source = plain(trace::dense(one.by_source, result.sources)),
                             .exit = one.exit};
  }
  for (const trace::TransferTaint& one : result.transfers) {
    answer.transfers.push_back({one.transfer.value(), one.tainted.value(),
                                plain(trace::dense(result.by_source(one), result.sources))});
  }
  return answer;
}

inline std::string text_of(const std::string& name, const Line& line) {
  std::string text =
      fmt::format("{}: tier {} received {} moved {} remaining {} unfollowed {} exit {} [", name,
                  line.tier, line.received, line.moved, line.remaining, line.unfollowed, line.exit);
  for (const auto fen : line.by_source) {
    text += fmt::format(" {}", fen);
  }
  return text + " ]";
}

/// Empty where they are equal, else the first difference.
inline std::string difference(const Answer& expected, const Answer& actual) {
  if (expected.stolen != actual.stolen) {
    return fmt::format("stolen {} but {}", expected.stolen, actual.stolen);
  }
  for (const auto& [name, line] : expected.accounts) {
    const auto at = actual.accounts.find(name);
    if (at == actual.accounts.end()) {
      return "missing " + text_of(name, line);
    }
    if (at->second != line) {
      return text_of(name, line) + " but " + text_of(name, at->second);
    }
  }
  if (expected.accounts.size() != actual.accounts.size()) {
    return "an account too many";
  }
  for (std::size_t i = 0; i < expected.transfers.size(); ++i) {
    if (i >= actual.transfers.size() || actual.transfers[i] != expected.transfers[i]) {
      return fmt::format("transfer {} (tainted {}) differs", expected.transfers[i].move,
                         expected.transfers[i].tainted);
    }
  }
  return expected.transfers.size() == actual.transfers.size() ? "" : "a transfer too many";
}

}  // namespace holdfast::model
