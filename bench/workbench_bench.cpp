// Questions of the workbench on a case of 50,000 transfers between 2,000 accounts, which lie among
// a million of other people's: the time from the asking to the table, the collecting of the case's
// transfers in it. Each question is asked many times, and every answer of it must be the same.
//
// Usage: bench_workbench [TRANSFERS_OF_THE_CASE], default 50,000.
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fmt/format.h>
#include <string>
#include <vector>

#include "analyst/case_scope.hpp"
#include "base/check.hpp"
#include "base/rng.hpp"
#include "figure.hpp"

namespace {

using namespace holdfast;

constexpr std::uint32_t accounts_of_case = 2000;
constexpr std::uint32_t accounts_of_others = 200'000;
constexpr std::uint64_t transfers_of_others = 1'000'000;
constexpr std::int64_t first_ms = 1'709'222'400'000;  // 2024-03-01 00:00 in Beijing
constexpr int asked_times = 40;

struct World {
  fund::Graph graph;
  analyst::CaseScope scope;
};

/// A gang in layers: money goes from an account to one some hundred further on, now and then to a
/// cash machine, seldom back. Others pay each other and, now and then, somebody of the gang.
void fill(World& world, std::uint64_t transfers) {
  base::Rng rng{20240301};
  for (std::uint32_t i = 0; i < accounts_of_case + accounts_of_others + 1; ++i) {
    (void)world.graph.intern(fmt::format("account-{}", i));
  }
  const auto total = transfers + transfers_of_others;
  const base::AccountId cash{accounts_of_case + accounts_of_others};
  std::uint64_t of_case = 0;
  for (std::uint64_t i = 0; i < total; ++i) {
    fund::Transfer one;
    one.time = base::from_unix_ms(first_ms + static_cast<std::int64_t>(i) * 1000);
    one.amount = base::Fen{rng.between(100, 5'000'000)};
    const bool is_case = of_case * total < transfers * (i + 1) && of_case < transfers;
    if (is_case) {
      ++of_case;
      const auto from = static_cast<std::uint32_t>(rng.below(accounts_of_case));
      const bool is_cash = rng.chance(50'000);
      const bool goes_back = rng.chance(20'000);
      const auto step = 1 + static_cast<std::uint32_t>(rng.below(100));
      one.payer = base::AccountId{from};
      one.payee = is_cash ? cash
                          : base::AccountId{(from + (goes_back ? accounts_of_case - step : step)) %
                                            accounts_of_case};
      one.kind = is_cash ? fund::Kind::cash : fund::Kind::transfer;
    } else {
      const auto other = [&] {
        return base::AccountId{accounts_of_case +
                               static_cast<std::uint32_t>(rng.below(accounts_of_others))};
      };
      one.payer = other();
      one.payee = other();
    }
    (void)world.graph.append(one);
  }
  for (std::uint32_t i = 0; i < accounts_of_case; ++i) {
    world.scope.accounts.push_back(base::AccountId{i});
  }
}

workbench::Answered ask(const World& world, const workbench::Asking& asking) {
  const auto snapshot = world.graph.snapshot();
  auto answered = workbench::ask(
      asking, {.payments =
                   [&](const workbench::Scope& within) {
                     return analyst::payments_of(world.graph, snapshot, world.scope, within);
                   },
               .marks = [] { return base::Result<workbench::Marks>{workbench::Marks{}}; }});
  base::check(answered.ok(), "a question of the benchmark is answered");
  return *std::move(answered);
}

}  // namespace

int main(int argc, char** argv) {
  const auto transfers = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 50'000;
  World world;
  fill(world, transfers);
  bench::Suite suite("workbench");
  std::vector<double> all;
  for (const auto& question : workbench::questions()) {
    workbench::Asking asking{.question = std::string(question.name),
                             .now = base::from_unix_ms(first_ms + 30LL * 86'400'000),
                             .effort = {.accounts = 5000, .transfers = 200'000}};
    for (std::uint32_t i = 0; i < question.accounts_min; ++i) {
      asking.accounts.push_back(base::AccountId{i * 7});
    }
    std::vector<double> samples;
    std::size_t rows = 0;
    for (int time = 0; time < asked_times; ++time) {
      const auto begun = std::chrono::steady_clock::now();
      const auto answered = ask(world, asking);
      const std::chrono::duration<double, std::milli> took =
          std::chrono::steady_clock::now() - begun;
      samples.push_back(took.count());
      suite.check(fmt::format("{}: the same answer each time", question.name),
                  time == 0 || rows == answered.table.rows.size());
      rows = answered.table.rows.size();
      const auto& looked_at = answered.payments;
      suite.check(fmt::format("{}: all of the case's transfers", question.name),
                  looked_at.rows.size() == transfers && !looked_at.truncated);
    }
    all.insert(all.end(), samples.begin(), samples.end());
    suite.latency(fmt::format("{}, {} transfers", question.name, transfers), "ms",
                  std::move(samples));
  }
  std::sort(all.begin(), all.end());
  suite.figure("all questions", {.name = "p95", .unit = "ms", .value = all[all.size() * 95 / 100]});
  return suite.exit_code();
}
