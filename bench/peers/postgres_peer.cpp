// PostgreSQL 15 as a private cluster, through libpq and a Unix socket.
#include <algorithm>
#include <array>
#include <fmt/core.h>

#include "figure.hpp"
#include "peer.hpp"
#include "pg_session.hpp"

namespace holdfast::bench {

namespace {

constexpr const char* reach_name = "reach";
constexpr Oid int4_oid = 23;
constexpr Oid int8_oid = 20;
constexpr int binary = 1;
constexpr std::string_view query_canceled = "57014";

/// Nothing here must survive a crash, so nothing waits for a disk. JIT would compile longer than
/// these queries run.
const std::vector<std::string>& settings() {
  static const std::vector<std::string> all{"shared_buffers=3GB",
                                            "effective_cache_size=6GB",
                                            "work_mem=256MB",
                                            "fsync=off",
                                            "maintenance_work_mem=1GB",
                                            "random_page_cost=1.1",
                                            "jit=off",
                                            "max_wal_size=8GB",
                                            "wal_level=minimal",
                                            "max_wal_senders=0",
                                            "autovacuum=off",
                                            "max_connections=5"};
  return all;
}

class PostgresPeer : public Peer {
 public:
  PostgresPeer(PrivateCluster cluster, PgSession session, base::Milliseconds limit)
      : cluster_(std::move(cluster)), session_(std::move(session)), limit_(limit) {}

  [[nodiscard]] std::string name() const override { return "PostgreSQL"; }
  [[nodiscard]] std::string about() const override {
    const int version = ::PQserverVersion(session_.get());
    return fmt::format(
        "version {}.{}, through libpq and a Unix socket; recursive query, prepared, binary "
        "results; unlogged table, index (payer, moment) INCLUDE (payee, is_exit), VACUUM ANALYZE; "
        "shared_buffers 3 GB, work_mem 256 MB, fsync off, JIT off; loading is a binary COPY",
        version / 10'000, version % 10'000);
  }
  base::Result<double> load(const TransferSet& set) override;
  base::Result<Reply> ask(const Question& question) override;

 private:
  base::Result<void> fill(const TransferSet& set);

  PrivateCluster cluster_;  // goes last
  PgSession session_;
  base::Milliseconds limit_;
};

base::Result<void> PostgresPeer::fill(const TransferSet& set) {
  if (auto made = session_.run(
          "CREATE UNLOGGED TABLE transfer(number bigint, payer integer, payee integer, "
          "moment bigint, amount bigint, is_exit smallint)");
      !made) {
    return made;
  }
  if (auto copied = session_.copy("transfer", set.transfers); !copied) {
    return copied;
  }
  if (auto indexed =
          session_.run("CREATE INDEX by_payer ON transfer(payer, moment) INCLUDE (payee, is_exit)");
      !indexed) {
    return indexed;
  }
  return session_.run("VACUUM ANALYZE transfer");
}

base::Result<double> PostgresPeer::load(const TransferSet& set) {
  const double begin = wall_ms();
  if (const auto filled = fill(set); !filled) {
    return filled.error();
  }
  const std::array types{int4_oid, int8_oid, int8_oid, int4_oid};
  const PgSession::Rows prepared{::PQprepare(session_.get(), reach_name, reach_sql().c_str(),
                                             static_cast<int>(types.size()), types.data())};
  if (::PQresultStatus(prepared.get()) != PGRES_COMMAND_OK) {
    return session_.error();
  }
  const double took = wall_ms() - begin;
  const auto limited = session_.run(fmt::format("SET statement_timeout = {}", limit_.count()));
  return limited ? base::Result<double>{took} : limited.error();
}

base::Result<Reply> PostgresPeer::ask(const Question& question) {
  const double begin = wall_ms();
  const std::array texts{
      std::to_string(question.account.value()), std::to_string(base::to_unix_ms(question.at)),
      std::to_string(base::to_unix_ms(question.until)), std::to_string(question.hops)};
  const std::array values{texts[0].c_str(), texts[1].c_str(), texts[2].c_str(), texts[3].c_str()};
  const PgSession::Rows rows{::PQexecPrepared(session_.get(), reach_name,
                                              static_cast<int>(values.size()), values.data(),
                                              nullptr, nullptr, binary)};
  Reply reply;
  if (::PQresultStatus(rows.get()) != PGRES_TUPLES_OK) {
    const char* const state = ::PQresultErrorField(rows.get(), PG_DIAG_SQLSTATE);
    if (state == nullptr || state != query_canceled) {
      return session_.error();
    }
    return Reply{.ms = wall_ms() - begin, .is_over = true};
  }
  const int count = ::PQntuples(rows.get());
  for (int row = 0; row < count; ++row) {
    reply.accounts.push_back(pg_uint32(rows.get(), row, 0));
  }
  reply.ms = wall_ms() - begin;
  std::ranges::sort(reply.accounts);
  return reply;
}

}  // namespace

PeerResult make_postgres(const PeerOptions& options) {
  auto cluster = PrivateCluster::start(options.scratch / "postgres", settings());
  if (!cluster) {
    return cluster.error();
  }
  auto session = PgSession::connect(*cluster);
  if (!session) {
    return session.error();
  }
  return std::unique_ptr<Peer>{
      std::make_unique<PostgresPeer>(std::move(*cluster), std::move(*session), options.limit)};
}

}  // namespace holdfast::bench
