// Restart after kill -9 (B10), and what memory a transfer takes once a snapshot on disk holds it
// (B11, sealed).
//
//   bench_restart [--size N] [--batch N]
//
// A child process, this program again, takes generated transfers through the whole engine into a
// data directory (journal with its chain, keys, snapshots) and tells how many were acknowledged;
// once all were, and while more are on the way, it is killed. Then the directory is opened:
// measured is the time until questions are answered, and checked that everything acknowledged is
// there, texts too.

#include <CLI/CLI.hpp>
#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fmt/core.h>
#include <map>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include "base/log.hpp"
#include "cli/data_dir.hpp"
#include "engine/memory_watch.hpp"
#include "figure.hpp"
#include "traffic.hpp"

namespace holdfast::bench {
namespace {

constexpr std::string_view institution = "B1";
constexpr std::uint64_t sampled = 997;  // every so many rows are compared
constexpr std::size_t batches_under_way = 4;

struct Arguments {
  std::uint64_t size = 50'000'000;
  std::uint64_t batch = 4'000;
  std::string fill;  // the child's: where to
};

cli::Config config_of(const std::string& directory) {
  cli::Config config;
  config.data = directory;
  core::Institution bank;
  bank.code = institution;
  bank.name = institution;
  config.routing.institutions = {bank};
  return config;
}

std::unique_ptr<engine::Engine> open(const std::string& directory) {
  auto engine = cli::open_engine(config_of(directory), cli::Outside::none);
  if (!engine) {
    fmt::print(stderr, "restart: {}\n", engine.error().message);
    std::exit(1);
  }
  return std::move(*engine);
}

engine::FeedRow feed_row(const TrafficRow& row) {
  engine::FeedRow told;
  told.id = told.serial = row_id(row.number);
  told.time = row.transfer.time;
  told.payer = account_text(row.transfer.payer);
  told.payee = account_text(row.transfer.payee);
  told.amount = row.transfer.amount;
  told.kind = row.transfer.kind;
  return told;
}

TrafficSpec spec_of(const Arguments& arguments) {
  return {.seed = 7, .transfers = arguments.size * 2, .gangs = TrafficSpec::Gangs::none};
}

/// The child: takes rows until it is killed; tells on standard output how many fresh ones are
/// durable.
int fill(const Arguments& arguments) {
  const auto engine = open(arguments.fill);
  std::atomic<std::size_t> under_way{0};
  std::atomic<std::uint64_t> fresh{0};
  std::uint64_t told = 0;
  Traffic traffic{spec_of(arguments)};
  TrafficRow row;
  for (bool more = true; more;) {
    engine::FeedBatch batch;
    batch.institution = institution;
    while (batch.rows.size() < arguments.batch && (more = traffic.next(row))) {
      batch.rows.push_back(feed_row(row));
    }
    while (under_way.load() >= batches_under_way) {
      std::this_thread::yield();
    }
    ++under_way;
    engine->take({"bench"}, std::move(batch), [&](const base::Result<engine::FeedDone>& done) {
      base::check(done.ok(), "a batch was refused");
      fresh += done->fresh;
      --under_way;
    });
    if (fresh.load() != told) {
      told = fresh.load();
      fmt::print("{} {}\n", told, resident_mb());
      std::fflush(stdout);
    }
  }
  return 1;  // it was to be killed before
}

struct Filled {
  std::uint64_t acknowledged = 0;
  double resident_mb = 0;  // of the process, shortly before its end
  double seconds = 0;
};

/// Runs the child until it has acknowledged enough, and kills it.
Filled fill_and_kill(const Arguments& arguments, const std::string& directory) {
  int ends[2];
  base::check(pipe(ends) == 0, "a pipe");
  const double from = wall_ms();
  const pid_t child = fork();
  if (child == 0) {
    dup2(ends[1], STDOUT_FILENO);
    close(ends[0]);
    const auto size = std::to_string(arguments.size);
    const auto batch = std::to_string(arguments.batch);
    execl("/proc/self/exe", "bench_restart", "--fill", directory.c_str(), "--size", size.c_str(),
          "--batch", batch.c_str(), nullptr);
    _exit(127);
  }
  close(ends[1]);
  Filled filled;
  std::FILE* lines = fdopen(ends[0], "r");
  char line[128];
  while (std::fgets(line, sizeof line, lines) != nullptr) {
    char* rest = nullptr;
    filled.acknowledged = std::strtoull(line, &rest, 10);
    filled.resident_mb = std::strtod(rest, nullptr);
    if (filled.acknowledged >= arguments.size) {
      break;
    }
  }
  filled.seconds = (wall_ms() - from) / 1000;
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  std::fclose(lines);
  return filled;
}

/// Everything that was acknowledged is there: rows by sample, with their texts.
void check_rows(Suite& suite, const Arguments& arguments, const engine::World& world,
                std::uint64_t acknowledged) {
  std::map<std::string, fund::Transfer> rows;
  Traffic traffic{spec_of(arguments)};
  for (TrafficRow row; traffic.next(row) && row.number < acknowledged;) {
    if (row.number % sampled == 0) {
      rows.emplace(row_id(row.number), row.transfer);
    }
  }
  const auto snapshot = world.graph().snapshot();
  suite.check("everything acknowledged is there", snapshot.value() >= acknowledged);
  std::size_t looked = 0;
  bool same = true;
  for (std::uint64_t i = 0; i < acknowledged; i += 10'007) {
    const auto texts = world.texts(base::Sequence{i});
    const auto transfer = world.graph().transfer(base::Sequence{i});
    same = same && texts.serial.size() == row_id(0).size() && texts.feed == institution;
    if (const auto found = rows.find(texts.serial); found != rows.end()) {
      ++looked;
      same = same && transfer.amount == found->second.amount &&
             transfer.time == found->second.time &&
             world.facts(transfer.payer).number == account_text(found->second.payer) &&
             world.facts(transfer.payee).number == account_text(found->second.payee);
    }
  }
  suite.check("rows and their texts are those that were sent", same);
  suite.check("some rows were compared", looked > 0 || acknowledged < 10'000'000);
}

int run(const Arguments& arguments) {
  auto pattern = (std::filesystem::temp_directory_path() / "holdfast-restart-XXXXXX").string();
  base::check(mkdtemp(pattern.data()) != nullptr, "a directory");
  Suite suite("restart");
  const auto filled = fill_and_kill(arguments, pattern);
  const auto name =
      fmt::format("{} M transfers, killed with -9", static_cast<double>(arguments.size) / 1e6);
  const auto count = static_cast<double>(filled.acknowledged);
  suite.figure(name, {.name = "taken durably, texts and accounts included",
                      .unit = "M transfers/s",
                      .value = count / filled.seconds / 1e6});
  suite.figure(name, {.name = "memory before, hot",
                      .unit = "B/transfer",
                      .value = filled.resident_mb * 1e6 / count,
                      .at_most = 56});
  const double before = wall_ms();
  {
    auto engine = open(pattern);
    suite.figure(name, {.name = "until it serves",
                        .unit = "s",
                        .value = (wall_ms() - before) / 1000,
                        .at_most = 5});
    suite.figure(name, {.name = "memory of its own after the restart",
                        .unit = "B/transfer",
                        .value = static_cast<double>(engine::own_memory()) / count,
                        .at_most = 20});
    check_rows(suite, arguments, engine->world(), filled.acknowledged);
    suite.figure(name, {.name = "memory after looking at many, pages of the snapshot included",
                        .unit = "B/transfer",
                        .value = resident_mb() * 1e6 / count});
    // A row that was told before the kill is known.
    Traffic traffic{spec_of(arguments)};
    engine::FeedBatch again;
    again.institution = institution;
    for (TrafficRow row; again.rows.size() < 2000 && traffic.next(row);) {
      again.rows.push_back(feed_row(row));
    }
    const auto done = engine->take_and_wait({"bench"}, std::move(again));
    suite.check("rows told again are duplicates", done.ok() && done->fresh == 0);
  }
  std::error_code ignored;
  std::filesystem::remove_all(pattern, ignored);
  return suite.exit_code();
}

}  // namespace
}  // namespace holdfast::bench

int main(int argc, char** argv) {
  holdfast::bench::Arguments arguments;
  CLI::App app{"Restart after kill -9"};
  app.add_option("--size", arguments.size, "transfers (default 50,000,000)");
  app.add_option("--batch", arguments.batch, "rows a batch (default 4,000)");
  app.add_option("--fill", arguments.fill, "for the child process: the directory to fill");
  CLI11_PARSE(app, argc, argv);
  holdfast::base::set_log_level(holdfast::base::LogLevel::warn);
  return arguments.fill.empty() ? holdfast::bench::run(arguments)
                                : holdfast::bench::fill(arguments);
}
