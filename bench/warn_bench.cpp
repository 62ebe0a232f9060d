// Early warning on the stream: the patterns alone (fans, circles of two to four, pass-through,
// stains, what is moved beside the routine), then with rows and both rounds of trees wherever
// something relevant changed. Transfers a second on one core, and the time of each transfer.
//
// Checked: partners and sums of every account equal a plain replay, the flat trees answer the bits
// of the plain ones, and as many accounts are flagged as judge() flags.
//
// Usage: bench_warn [ACCOUNTS], default 20,000 over 90 days.
#include <cstdlib>
#include <fmt/core.h>
#include <set>
#include <vector>

#include "cli/shipped.hpp"
#include "figure.hpp"
#include "warn/judge.hpp"
#include "warn/model.hpp"
#include "warn/simulate.hpp"
#include "warn/watch.hpp"

namespace {

using namespace holdfast;

bool equals_replay(const warn::Book& book, const warn::World& world) {
  struct Plain {
    std::set<std::uint32_t> payers;
    double sum = 0;
  };
  std::vector<Plain> plain(world.accounts);
  for (const warn::Movement& movement : world.movements) {
    Plain& payee = plain[movement.payee.value()];
    payee.payers.insert(movement.payer.value());
    payee.sum += static_cast<double>(movement.amount.value()) / 100;
  }
  for (std::uint32_t account = 0; account < world.accounts; ++account) {
    const warn::Side& in = book.facts(account).in;
    if (in.partners != plain[account].payers.size() || in.sum != plain[account].sum) {
      return false;
    }
  }
  return true;
}

void patterns(bench::Suite& suite, const warn::World& world) {
  const auto name = fmt::format("patterns, {} transfers", world.movements.size());
  warn::Watch watch(world.accounts);
  const double cpu = bench::thread_cpu_ms();
  for (const warn::Movement& movement : world.movements) {
    watch.take(movement);
  }
  const double seconds = (bench::thread_cpu_ms() - cpu) / 1000;
  suite.figure(name, {.name = "rate of a core",
                      .unit = "transfers/s",
                      .value = static_cast<double>(world.movements.size()) / seconds,
                      .at_least = 1e6});
  warn::Watch timed(world.accounts);
  std::vector<double> each;
  each.reserve(world.movements.size());
  for (const warn::Movement& movement : world.movements) {
    const double begin = bench::wall_ms();
    timed.take(movement);
    each.push_back((bench::wall_ms() - begin) * 1000);
  }
  suite.latency(name, "µs", std::move(each), {.p999_at_most = 30});
  suite.check("partners and sums equal a plain replay", equals_replay(watch.book(), world));
}

void with_model(bench::Suite& suite, const warn::World& world, const warn::Model& model) {
  const auto name = fmt::format("with the model, {} transfers", world.movements.size());
  const warn::FlatForest first(model.first);
  const warn::FlatForest second(model.second);
  const std::size_t width = warn::features_of(warn::Target::account, warn::Round::first).size();
  std::vector<float> row(warn::features_of(warn::Target::account, warn::Round::second).size());
  warn::Watch watch(world.accounts);
  std::vector<double> each;
  each.reserve(world.movements.size());
  std::set<std::uint32_t> flagged;
  std::size_t looks = 0;
  std::size_t second_looks = 0;
  bool same_bits = true;
  const double cpu = bench::thread_cpu_ms();
  for (const warn::Movement& movement : world.movements) {
    const double begin = bench::wall_ms();
    watch.take(movement);
    for (const warn::AccountId account : {movement.payer, movement.payee}) {
      if (!watch.is_due(account) || (account == movement.payee && account == movement.payer)) {
        continue;
      }
      ++looks;
      watch.account_row(account, std::span(row).first(width));
      const float margin = first.margin(row);
      watch.note(account, margin);
      if (margin < model.bar) {
        continue;
      }
      ++second_looks;
      watch.account_scores(account, std::span(row).subspan(width));
      if (warn::combine(margin, second.margin(row)) >= model.threshold) {
        flagged.insert(account.value());
      }
    }
    each.push_back((bench::wall_ms() - begin) * 1000);
    if (each.size() % 1000 == 0) {
      same_bits = same_bits && first.margin(row) == model.first.margin(row) &&
                  second.margin(row) == model.second.margin(row);
    }
  }
  const double seconds = (bench::thread_cpu_ms() - cpu) / 1000;
  const auto count = static_cast<double>(world.movements.size());
  suite.figure(
      name,
      {.name = "rate of a core", .unit = "transfers/s", .value = count / seconds, .at_least = 1e6});
  suite.figure(name, {.name = "looks",
                      .unit = "a transfer",
                      .value = static_cast<double>(looks) / count,
                      .is_exact = true});
  suite.figure(name, {.name = "looks of the second round",
                      .unit = "a transfer",
                      .value = static_cast<double>(second_looks) / count,
                      .is_exact = true});
  suite.latency(name, "µs", std::move(each), {.p999_at_most = 30});
  suite.check("flat trees answer the bits of the plain ones", same_bits);
  std::size_t by_judge = 0;
  for (const warn::Verdict& verdict : warn::judge(model, world)) {
    // The looks at the end of a file are judge()'s own.
    by_judge += verdict.flagged_by && *verdict.flagged_by + 1 < world.movements.size() ? 1U : 0U;
  }
  suite.check("as many are flagged as judge() flags", flagged.size() == by_judge);
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t accounts = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 20'000;
  bench::Suite suite("warn");
  const warn::City city =
      warn::simulate({.make = warn::Make::household, .seed = 21, .accounts = accounts});
  patterns(suite, city.world);
  const auto model = warn::read_model(cli::shipped_warn_model());
  suite.check("the carried model is read", model.ok());
  if (model) {
    with_model(suite, city.world, *model);
  }
  return suite.exit_code();
}
