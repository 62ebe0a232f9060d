// What PostgreSQL carries where one machine is not enough (doc/scale.md): the journal, replicated
// to two of three before the answer, and the archive of transfers, partitioned by day.
//
// Journal: one row a commit, as the embedded journal has it: a decision of 500 bytes, or a segment
// of 1,000 transfers of 48 bytes. First alone, then with two standbys of which one must have it on
// its disk too (`synchronous_standby_names = 'ANY 1 (s1, s2)'`). All three share this machine and
// its disk, so that a network is missing and a disk is shared. Checked: both standbys end up with
// every row.
//
// Archive: one partition a day, filled in order, indexed for both directions when the day is over.
// How fast, how many bytes a transfer, and how long it takes to fetch what one account paid in so
// many days: what a trace asks for. Checked against the transfers themselves.
//
// Usage: bench_postgres [TRANSFERS [SECONDS]], default 3,000,000 and 4 s for each kind of commit.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <fmt/core.h>
#include <string>
#include <thread>
#include <vector>

#include "base/rng.hpp"
#include "figure.hpp"
#include "peers/pg_session.hpp"
#include "peers/scratch.hpp"
#include "traffic.hpp"

namespace {

using namespace holdfast;
using bench::PgSession;
using bench::PrivateCluster;

constexpr std::uint32_t days = 30;
constexpr int fetches = 500;
constexpr std::size_t transfers_a_segment = 1'000;
constexpr std::size_t bytes_a_segment = 48 * transfers_a_segment;
constexpr std::size_t bytes_a_decision = 500;
constexpr std::int64_t day_ms = 86'400'000;
constexpr std::chrono::seconds patience{30};

const std::vector<std::string>& settings() {
  static const std::vector<std::string> all{
      "shared_buffers=1GB", "max_wal_size=8GB", "wal_level=replica",         "max_wal_senders=6",
      "autovacuum=off",     "hot_standby=on",   "random_page_cost=1.1",      "jit=off",
      "max_connections=8",  "work_mem=64MB",    "maintenance_work_mem=512MB"};
  return all;
}

/// Ends the suite where PostgreSQL cannot do what it must.
template <typename T>
T must(base::Result<T> result) {
  if (!result) {
    fmt::print(stderr, "postgres: {}\n", result.error().message);
    std::exit(1);
  }
  return std::move(result).value();
}
void must(const base::Result<void>& done) {
  if (!done) {
    fmt::print(stderr, "postgres: {}\n", done.error().message);
    std::exit(1);
  }
}

// ---- Journal ----------------------------------------------------------------------------------

class Journal {
 public:
  Journal(bench::Suite& suite, PgSession session, double seconds)
      : suite_(suite), session_(std::move(session)), milliseconds_(seconds * 1000) {
    must(session_.run("CREATE TABLE journal(number bigint PRIMARY KEY, body bytea NOT NULL)"));
    const PgSession::Rows prepared{
        ::PQprepare(session_.get(), "append", "INSERT INTO journal VALUES ($1, $2)", 0, nullptr)};
    suite_.check("the insert is prepared", ::PQresultStatus(prepared.get()) == PGRES_COMMAND_OK);
  }

  void measure(const std::string& how, std::string_view what, std::size_t bytes) {
    const auto name = fmt::format("journal, {}: {}", how, what);
    base::Rng rng(bytes);
    std::string body(bytes, '\0');
    std::vector<double> samples;
    const double begin = bench::wall_ms();
    while (bench::wall_ms() - begin < milliseconds_) {
      // Other bytes each time: what can be pressed together costs less than what cannot.
      std::ranges::generate(body, [&] { return static_cast<char>(rng.next()); });
      const double commit = bench::wall_ms();
      append(body);
      samples.push_back(bench::wall_ms() - commit);
    }
    double spent = 0;
    for (const double one : samples) {
      spent += one;
    }
    suite_.figure(name, {.name = "commits",
                         .unit = "/s",
                         .value = static_cast<double>(samples.size()) / spent * 1000});
    if (bytes == bytes_a_segment) {
      suite_.figure(name, {.name = "transfers",
                           .unit = "transfers/s",
                           .value = static_cast<double>(samples.size() * transfers_a_segment) /
                                    spent * 1000});
    }
    suite_.latency(name, "ms", std::move(samples));
  }

  [[nodiscard]] PgSession& session() { return session_; }

 private:
  void append(const std::string& body) {
    const auto number = bench::pg_binary(next_++);
    const std::array values{number.data(), body.data()};
    const std::array lengths{static_cast<int>(number.size()), static_cast<int>(body.size())};
    const std::array formats{1, 1};
    const PgSession::Rows done{::PQexecPrepared(session_.get(), "append",
                                                static_cast<int>(values.size()), values.data(),
                                                lengths.data(), formats.data(), 1)};
    suite_.check("every commit is taken", ::PQresultStatus(done.get()) == PGRES_COMMAND_OK);
  }

  bench::Suite& suite_;
  PgSession session_;
  double milliseconds_;
  std::int64_t next_ = 0;
};

bool eventually_says(PgSession& session, const std::string& sql, const std::string& expected) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (must(session.cell(sql)) != expected) {
    if (std::chrono::steady_clock::now() > deadline) {
      return false;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
  }
  return true;
}

void bench_journal(bench::Suite& suite, const std::filesystem::path& scratch, double seconds) {
  auto primary = must(PrivateCluster::start(scratch / "primary", settings()));
  Journal journal(suite, must(PgSession::connect(primary)), seconds);
  const auto measure = [&](const std::string& how) {
    journal.measure(how, "a decision of 500 bytes", bytes_a_decision);
    journal.measure(how, "a segment of 1,000 transfers", bytes_a_segment);
  };
  measure("alone");

  auto& session = journal.session();
  auto first = must(primary.follow(scratch / "s1", "s1", settings()));
  auto second = must(primary.follow(scratch / "s2", "s2", settings()));
  must(session.run("ALTER SYSTEM SET synchronous_standby_names = 'ANY 1 (s1, s2)'"));
  suite.check("the settings are read again", must(session.cell("SELECT pg_reload_conf()")) == "t");
  suite.check("two standbys follow",
              eventually_says(session,
                              "SELECT count(*) FROM pg_stat_replication "
                              "WHERE state = 'streaming' AND sync_state = 'quorum'",
                              "2"));
  measure("on two of three");

  const std::string digest =
      "SELECT count(*) || ' ' || md5(string_agg(md5(body), '' ORDER BY number)) FROM journal";
  const auto expected = must(session.cell(digest));
  for (auto* const standby : {&first, &second}) {
    auto reader = must(PgSession::connect(*standby));
    suite.check("a standby has every row", eventually_says(reader, digest, expected));
  }
}

// ---- Archive ----------------------------------------------------------------------------------

struct Life {
  std::vector<fund::Transfer> transfers;  // by time
  std::uint32_t accounts = 0;
  std::int64_t begin_ms = 0;

  explicit Life(std::uint64_t count) {
    bench::Traffic traffic({.seed = 19,
                            .transfers = count,
                            .days = days,
                            .late_per_million = 0,
                            .repeated_per_million = 0});
    accounts = traffic.accounts();
    begin_ms = base::to_unix_ms(traffic.spec().begin);
    for (bench::TrafficRow row; traffic.next(row);) {
      transfers.push_back(row.transfer);
    }
  }
  [[nodiscard]] std::int64_t day_begin(std::uint32_t day) const { return begin_ms + day * day_ms; }
  /// Where the transfers at or after the moment begin.
  [[nodiscard]] std::size_t at(std::int64_t moment) const {
    const auto found = std::ranges::lower_bound(
        transfers, moment, {},
        [](const fund::Transfer& one) { return base::to_unix_ms(one.time); });
    return static_cast<std::size_t>(found - transfers.begin());
  }
};

void fill(bench::Suite& suite, PgSession& session, const Life& life) {
  must(session.run(
      "CREATE TABLE transfer(number bigint, payer integer, payee integer, moment bigint, "
      "amount bigint, is_exit smallint) PARTITION BY RANGE (moment)"));
  const double begin = bench::wall_ms();
  for (std::uint32_t day = 0; day < days; ++day) {
    const auto from = life.day_begin(day);
    const auto until = life.day_begin(day + 1);
    must(session.run(
        fmt::format("CREATE TABLE day{0} PARTITION OF transfer FOR VALUES FROM ({1}) TO ({2})", day,
                    from, until)));
    const auto first = life.at(from);
    must(session.copy(fmt::format("day{}", day),
                      std::span{life.transfers}.subspan(first, life.at(until) - first),
                      static_cast<std::int64_t>(first)));
    for (const std::string_view side : {"payer", "payee"}) {
      must(session.run(fmt::format("CREATE INDEX ON day{}({}, moment)", day, side)));
    }
    must(session.run(fmt::format("VACUUM ANALYZE day{}", day)));
  }
  const double took_s = (bench::wall_ms() - begin) / 1000;
  const auto count = static_cast<double>(life.transfers.size());
  const auto name = fmt::format("archive of {} transfers in {} days", life.transfers.size(), days);
  suite.figure(name, {.name = "filled and indexed, a day at a time",
                      .unit = "transfers/s",
                      .value = count / took_s});
  const auto bytes =
      must(session.cell("SELECT sum(pg_total_relation_size(inhrelid)) FROM pg_inherits "
                        "WHERE inhparent = 'transfer'::regclass"));
  suite.figure(name, {.name = "on disk, both indexes counted",
                      .unit = "B a transfer",
                      .value = std::strtod(bytes.c_str(), nullptr) / count});
}

void fetch(bench::Suite& suite, PgSession& session, const Life& life, std::uint32_t of_days) {
  const auto statement = fmt::format("fetch{}", of_days);
  const PgSession::Rows prepared{
      ::PQprepare(session.get(), statement.c_str(),
                  "SELECT number, payee, moment, amount, is_exit FROM transfer "
                  "WHERE payer = $1 AND moment >= $2 AND moment < $3 ORDER BY moment, number",
                  0, nullptr)};
  suite.check("the query is prepared", ::PQresultStatus(prepared.get()) == PGRES_COMMAND_OK);
  base::Rng rng(of_days);
  std::vector<double> samples;
  std::uint64_t rows_in_all = 0;
  for (int i = 0; i < fetches; ++i) {
    const auto account = life.transfers[rng.below(life.transfers.size())].payer;
    const auto from = life.day_begin(static_cast<std::uint32_t>(rng.below(days - of_days + 1)));
    const auto until = from + of_days * day_ms;
    const double begin = bench::wall_ms();
    const std::array texts{bench::pg_binary(static_cast<std::int32_t>(account.value())),
                           bench::pg_binary(from), bench::pg_binary(until)};
    const std::array values{texts[0].data(), texts[1].data(), texts[2].data()};
    const std::array lengths{4, 8, 8};
    const std::array formats{1, 1, 1};
    const PgSession::Rows rows{::PQexecPrepared(session.get(), statement.c_str(), 3, values.data(),
                                                lengths.data(), formats.data(), 1)};
    samples.push_back(bench::wall_ms() - begin);
    std::vector<std::uint32_t> payees;
    for (int row = 0; row < ::PQntuples(rows.get()); ++row) {
      payees.push_back(bench::pg_uint32(rows.get(), row, 1));
    }
    std::vector<std::uint32_t> expected;
    for (std::size_t at = life.at(from); at < life.at(until); ++at) {
      if (life.transfers[at].payer == account) {
        expected.push_back(life.transfers[at].payee.value());
      }
    }
    suite.check("an account's payments are those that it made", payees == expected);
    rows_in_all += payees.size();
  }
  const auto name = fmt::format("archive: what an account paid in {} days", of_days);
  suite.latency(name, "ms", std::move(samples));
  suite.figure(name, {.name = "transfers fetched, mean",
                      .unit = "transfers",
                      .value = static_cast<double>(rows_in_all) / fetches,
                      .is_exact = true});
}

void bench_archive(bench::Suite& suite, const std::filesystem::path& scratch,
                   std::uint64_t transfers) {
  const Life life(transfers);
  auto cluster = must(PrivateCluster::start(scratch / "archive", settings()));
  auto session = must(PgSession::connect(cluster));
  fill(suite, session, life);
  for (const std::uint32_t of_days : {1U, 7U, 30U}) {
    fetch(suite, session, life, of_days);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::uint64_t transfers = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 3'000'000;
  const double seconds = argc > 2 ? std::strtod(argv[2], nullptr) : 4;
  bench::Suite suite("postgres");
  const bench::Scratch scratch;
  bench_journal(suite, scratch.path(), seconds);
  bench_archive(suite, scratch.path(), transfers);
  return suite.exit_code();
}
