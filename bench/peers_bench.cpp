// The fund graph and its peers in one run: the same transfers, the same questions, the same
// answers. Which accounts are reached by ascending transfers within a window and a number of hops:
// 200 starts, each the payer of a transfer chosen at random, just before it, so that busy accounts
// come up more often and no answer is empty.
//
// Every engine is asked in the form that suits it best; the page says which. They are asked in
// turns of 25 questions, warmed up before. Every answer is held against ours, account by account;
// ours against a sweep of all transfers, at times. A question that takes longer than the limit is
// given up and counts as "over"; an engine whose questions of a kind take longer than the budget
// together is not asked the rest, and the page says so. An engine that is not installed is told and
// left out.
//
// Usage: bench_peers [TRANSFERS [ACCOUNTS [LIMIT_MS]]], default 10,000,000, one account for 50
// transfers, 10,000 ms for a question.
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fmt/core.h>
#include <fstream>
#include <string>
#include <vector>

#include "base/rng.hpp"
#include "figure.hpp"
#include "peers/peer.hpp"
#include "peers/scratch.hpp"
#include "sweep.hpp"
#include "traffic.hpp"

namespace {

using namespace holdfast;
namespace fs = std::filesystem;

constexpr std::size_t questions_of_a_kind = 200;
constexpr std::size_t questions_a_turn = 25;
constexpr std::size_t warm_up = 20;
constexpr std::size_t held_against_the_sweep = 3;
constexpr double budget_ms = 40'000;  // of one engine for one kind of question

struct Kind {
  int window_hours;
  std::uint32_t hops;
  [[nodiscard]] std::string text() const {
    return fmt::format("{} h, {} hops", window_hours, hops);
  }
};
constexpr std::array kinds{Kind{24, 3}, Kind{48, 3}, Kind{168, 3}, Kind{168, 6}};

bench::TransferSet make_set(std::uint64_t count, std::uint32_t accounts, const fs::path& scratch) {
  bench::Traffic traffic({.seed = 9, .transfers = count, .accounts = accounts});
  bench::TransferSet set{
      .transfers = {}, .accounts = traffic.accounts(), .csv = scratch / "transfers.csv"};
  set.transfers.reserve(count);
  std::ofstream csv{set.csv};
  std::string lines;
  for (bench::TrafficRow row; traffic.next(row);) {
    if (row.arrival == bench::RowArrival::repeated) {
      continue;
    }
    const auto& one = row.transfer;
    lines += fmt::format("{},{},{},{},{},{}\n", one.payer.value(), one.payee.value(), row.number,
                         base::to_unix_ms(one.time), one.amount.value(),
                         fund::is_exit(one.kind) ? 1 : 0);
    if (lines.size() > 1U << 20U) {
      csv << lines;
      lines.clear();
    }
    set.transfers.push_back(one);
  }
  csv << lines;
  csv.close();
  base::check(!csv.fail(), "the peers' file is written");
  return set;
}

std::vector<bench::Question> make_questions(const bench::TransferSet& set, std::size_t count,
                                            const Kind& kind, std::uint64_t seed) {
  base::Rng rng(seed);
  std::vector<bench::Question> questions;
  while (questions.size() < count) {
    const auto& one = set.transfers[rng.below(set.transfers.size())];
    const auto at = one.time - base::Milliseconds{1};
    questions.push_back({.account = one.payer,
                         .at = at,
                         .until = at + std::chrono::hours{kind.window_hours},
                         .hops = kind.hops});
  }
  return questions;
}

/// How one engine does on one kind of question.
struct Contest {
  bench::Peer* peer = nullptr;
  std::vector<double> samples = {};
  double spent_ms = 0;
  bool is_cut_off = false;  // some question was given up
  bool is_out = false;      // it failed
};

class Run {
 public:
  Run(std::uint64_t count, std::uint32_t accounts, base::Milliseconds limit, bench::Suite& suite)
      : suite_(suite), limit_(limit), set_(make_set(count, accounts, scratch_.path())) {
    suite_.note("data",
                fmt::format("{} transfers of {} accounts over 90 days; {} questions of each kind, "
                            "each engine {} s for a question and {} s for a kind",
                            set_.transfers.size(), set_.accounts, questions_of_a_kind,
                            static_cast<double>(limit.count()) / 1000, budget_ms / 1000));
    add("Holdfast", bench::make_fund_graph);
    add("PostgreSQL", bench::make_postgres);
    add("DuckDB", bench::make_duckdb);
    add("SQLite", bench::make_sqlite);
    add("Kuzu", bench::make_kuzu);
  }

  void measure(const Kind& kind);

 private:
  using Make = bench::PeerResult (*)(const bench::PeerOptions&);
  void add(const std::string& name, Make make);
  void ask(Contest& contest, const Kind& kind, std::span<const bench::Question> questions,
           std::span<std::vector<std::uint32_t>> ours);
  void tell(const Kind& kind, Contest& contest);
  void check_ours(const Kind& kind, const bench::Question& question,
                  const std::vector<std::uint32_t>& ours);

  bench::Scratch scratch_;
  bench::Suite& suite_;
  base::Milliseconds limit_;
  bench::TransferSet set_;
  std::vector<std::unique_ptr<bench::Peer>> peers_;  // ours first
};

void Run::add(const std::string& name, Make make) {
  auto peer = make({.scratch = scratch_.path(), .limit = limit_});
  const auto loaded = peer ? (*peer)->load(set_) : base::Result<double>{peer.error()};
  if (!loaded) {
    fmt::print(stderr, "peers: {} is left out: {}\n", name, loaded.error().message);
    suite_.note(name, "left out: " + loaded.error().message);
    return;
  }
  suite_.note(name, (*peer)->about());
  suite_.figure("load", {.name = name, .unit = "s", .value = *loaded / 1000});
  peers_.push_back(std::move(*peer));
}

void Run::check_ours(const Kind& kind, const bench::Question& question,
                     const std::vector<std::uint32_t>& ours) {
  const auto swept = bench::sweep(
      set_.transfers, question.account,
      {.at = question.at, .window = question.until - question.at, .hops = question.hops});
  suite_.check(kind.text() + ": our accounts are those of a sweep",
               swept.size() == ours.size() && std::ranges::all_of(ours, [&](std::uint32_t account) {
                 return swept.contains(account);
               }));
}

void Run::ask(Contest& contest, const Kind& kind, std::span<const bench::Question> questions,
              std::span<std::vector<std::uint32_t>> ours) {
  const bool is_ours = contest.peer == peers_.front().get();
  for (std::size_t i = 0; i < questions.size(); ++i) {
    if (contest.is_out || contest.spent_ms > budget_ms) {
      return;
    }
    auto reply = contest.peer->ask(questions[i]);
    if (!reply) {
      contest.is_out = true;
      fmt::print(stderr, "peers: {}: {}\n", contest.peer->name(), reply.error().message);
      suite_.check(kind.text() + ": " + contest.peer->name() + " answers", false);
      return;
    }
    contest.spent_ms += reply->ms;
    contest.samples.push_back(reply->ms);
    contest.is_cut_off |= reply->is_over;
    if (is_ours) {
      ours[i] = std::move(reply->accounts);
    } else if (!reply->is_over) {
      suite_.check(
          kind.text() + ": " + contest.peer->name() + " reaches the accounts that we reach",
          reply->accounts == ours[i]);
    }
  }
}

void Run::tell(const Kind& kind, Contest& contest) {
  const auto name = fmt::format("{}: {}", kind.text(), contest.peer->name());
  const auto asked = contest.samples.size();
  if (asked == 0) {
    return;
  }
  bench::LatencyTargets targets;
  if (contest.is_cut_off) {
    targets.cut_off_at = static_cast<double>(limit_.count());
  }
  suite_.latency(name, "ms", std::move(contest.samples), targets);
  if (asked < questions_of_a_kind) {
    suite_.note(name, fmt::format("{} of {} questions asked: they took the {} s of its budget",
                                  asked, questions_of_a_kind, budget_ms / 1000));
  }
}

void Run::measure(const Kind& kind) {
  const auto questions = make_questions(set_, questions_of_a_kind, kind, 1);
  const auto before = make_questions(set_, warm_up, kind, 2);
  std::vector<std::vector<std::uint32_t>> ours(questions_of_a_kind);
  std::vector<std::vector<std::uint32_t>> ours_before(warm_up);
  std::vector<Contest> contests;
  for (const auto& peer : peers_) {
    Contest warm{.peer = peer.get(), .spent_ms = budget_ms * 3 / 4};
    ask(warm, kind, before, ours_before);
    contests.push_back({.peer = peer.get(), .is_out = warm.is_out});
  }
  for (std::size_t at = 0; at < questions_of_a_kind; at += questions_a_turn) {
    for (auto& contest : contests) {
      ask(contest, kind, std::span{questions}.subspan(at, questions_a_turn),
          std::span{ours}.subspan(at, questions_a_turn));
    }
  }
  for (std::size_t i = 0; i < held_against_the_sweep; ++i) {
    check_ours(kind, questions[i], ours[i]);
  }
  std::size_t reached = 0;
  for (const auto& accounts : ours) {
    reached += accounts.size();
  }
  suite_.figure(kind.text(), {.name = "accounts reached",
                              .unit = "accounts",
                              .value = static_cast<double>(reached),
                              .is_exact = true});
  for (auto& contest : contests) {
    tell(kind, contest);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::uint64_t count = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 10'000'000;
  const auto accounts = static_cast<std::uint32_t>(
      argc > 2 ? std::strtoul(argv[2], nullptr, 10) : std::max<std::uint64_t>(count / 50, 64));
  const base::Milliseconds limit{argc > 3 ? std::strtol(argv[3], nullptr, 10) : 10'000};
  bench::Suite suite("peers");
  Run run(count, accounts, limit, suite);
  for (const auto& kind : kinds) {
    run.measure(kind);
  }
  return suite.exit_code();
}
