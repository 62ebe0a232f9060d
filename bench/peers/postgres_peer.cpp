// PostgreSQL 15 as a private cluster, through libpq and a Unix socket.
#include <algorithm>
#include <array>
#include <bit>
#include <chrono>
#include <fmt/core.h>
#include <libpq-fe.h>
#include <thread>

#include "figure.hpp"
#include "peer.hpp"
#include "private_cluster.hpp"

namespace holdfast::bench {

namespace {

struct Free {
  void operator()(PGconn* connection) const { ::PQfinish(connection); }
  void operator()(PGresult* result) const { ::PQclear(result); }
};
using Connection = std::unique_ptr<PGconn, Free>;
using Rows = std::unique_ptr<PGresult, Free>;

constexpr std::chrono::seconds start_patience{30};
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

template <typename Integer>
void append_big_endian(std::string& out, Integer value) {
  auto bytes = std::bit_cast<std::array<char, sizeof(Integer)>>(value);
  std::ranges::reverse(bytes);  // this runs on little-endian machines only, as the journal does
  out.append(bytes.data(), bytes.size());
}

/// A field of COPY's binary form.
template <typename Integer>
void append_field(std::string& out, Integer value) {
  append_big_endian(out, static_cast<std::int32_t>(sizeof(Integer)));
  append_big_endian(out, value);
}

class PostgresPeer : public Peer {
 public:
  PostgresPeer(PrivateCluster cluster, Connection connection, base::Milliseconds limit)
      : cluster_(std::move(cluster)), connection_(std::move(connection)), limit_(limit) {}

  [[nodiscard]] std::string name() const override { return "PostgreSQL"; }
  [[nodiscard]] std::string about() const override {
    const int version = ::PQserverVersion(connection_.get());
    return fmt::format(
        "version {}.{}, through libpq and a Unix socket; recursive query, prepared, binary "
        "results; "
        "unlogged table, index (payer, moment) INCLUDE (payee, is_exit), VACUUM ANALYZE; "
        "shared_buffers 3 GB, work_mem 256 MB, fsync off, JIT off; loading is a binary COPY",
        version / 10'000, version % 10'000);
  }
  base::Result<double> load(const TransferSet& set) override;
  base::Result<Reply> ask(const Question& question) override;

 private:
  [[nodiscard]] base::Error error() const {
    return {base::ErrorCode::io,
            fmt::format("PostgreSQL: {}", ::PQerrorMessage(connection_.get()))};
  }
  base::Result<void> run(const std::string& sql) {
    const Rows done{::PQexec(connection_.get(), sql.c_str())};
    if (::PQresultStatus(done.get()) != PGRES_COMMAND_OK) {
      return error();
    }
    return {};
  }
  base::Result<void> copy(const TransferSet& set);

  PrivateCluster cluster_;  // goes last
  Connection connection_;
  base::Milliseconds limit_;
};

base::Result<void> PostgresPeer::copy(const TransferSet& set) {
  const Rows begun{::PQexec(connection_.get(), "COPY transfer FROM STDIN (FORMAT binary)")};
  if (::PQresultStatus(begun.get()) != PGRES_COPY_IN) {
    return error();
  }
  constexpr std::size_t bytes_a_send = 1 << 20;
  std::string out{"PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19};
  for (std::size_t i = 0; i < set.transfers.size(); ++i) {
    const auto& one = set.transfers[i];
    append_big_endian(out, std::int16_t{6});
    append_field(out, static_cast<std::int64_t>(i));
    append_field(out, static_cast<std::int32_t>(one.payer.value()));
    append_field(out, static_cast<std::int32_t>(one.payee.value()));
    append_field(out, base::to_unix_ms(one.time));
    append_field(out, one.amount.value());
    append_field(out, std::int16_t{fund::is_exit(one.kind)});
    if (out.size() > bytes_a_send || i + 1 == set.transfers.size()) {
      if (::PQputCopyData(connection_.get(), out.data(), static_cast<int>(out.size())) != 1) {
        return error();
      }
      out.clear();
    }
  }
  append_big_endian(out, std::int16_t{-1});
  if (::PQputCopyData(connection_.get(), out.data(), static_cast<int>(out.size())) != 1 ||
      ::PQputCopyEnd(connection_.get(), nullptr) != 1) {
    return error();
  }
  const Rows done{::PQgetResult(connection_.get())};
  if (::PQresultStatus(done.get()) != PGRES_COMMAND_OK) {
    return error();
  }
  const Rows end{::PQgetResult(connection_.get())};  // nothing: the command is over
  return {};
}

base::Result<double> PostgresPeer::load(const TransferSet& set) {
  const double begin = wall_ms();
  const auto all = [&]() -> base::Result<void> {
    if (auto made =
            run("CREATE UNLOGGED TABLE transfer(number bigint, payer integer, payee integer, "
                "moment bigint, amount bigint, is_exit smallint)");
        !made) {
      return made;
    }
    if (auto copied = copy(set); !copied) {
      return copied;
    }
    if (auto indexed =
            run("CREATE INDEX by_payer ON transfer(payer, moment) INCLUDE (payee, is_exit)");
        !indexed) {
      return indexed;
    }
    if (auto cleaned = run("VACUUM ANALYZE transfer"); !cleaned) {
      return cleaned;
    }
    return run(fmt::format("SET statement_timeout = {}", limit_.count()));
  }();
  if (!all) {
    return all.error();
  }
  const std::array types{int4_oid, int8_oid, int8_oid, int4_oid};
  const Rows prepared{::PQprepare(connection_.get(), reach_name, reach_sql().c_str(),
                                  static_cast<int>(types.size()), types.data())};
  if (::PQresultStatus(prepared.get()) != PGRES_COMMAND_OK) {
    return error();
  }
  return wall_ms() - begin;
}

base::Result<Reply> PostgresPeer::ask(const Question& question) {
  const double begin = wall_ms();
  const std::array texts{
      std::to_string(question.account.value()), std::to_string(base::to_unix_ms(question.at)),
      std::to_string(base::to_unix_ms(question.until)), std::to_string(question.hops)};
  const std::array values{texts[0].c_str(), texts[1].c_str(), texts[2].c_str(), texts[3].c_str()};
  const Rows rows{::PQexecPrepared(connection_.get(), reach_name, static_cast<int>(values.size()),
                                   values.data(), nullptr, nullptr, binary)};
  Reply reply;
  if (::PQresultStatus(rows.get()) != PGRES_TUPLES_OK) {
    const char* const state = ::PQresultErrorField(rows.get(), PG_DIAG_SQLSTATE);
    if (state == nullptr || state != query_canceled) {
      return error();
    }
    return Reply{.ms = wall_ms() - begin, .is_over = true};
  }
  const int count = ::PQntuples(rows.get());
  for (int row = 0; row < count; ++row) {
    std::uint32_t account = 0;
    for (int i = 0; i < 4; ++i) {
      account = account << 8U | static_cast<unsigned char>(::PQgetvalue(rows.get(), row, 0)[i]);
    }
    reply.accounts.push_back(account);
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
  const auto deadline = std::chrono::steady_clock::now() + start_patience;
  while (::PQping(cluster->connection().c_str()) != PQPING_OK) {
    if (!cluster->is_running() || std::chrono::steady_clock::now() > deadline) {
      return base::Error{base::ErrorCode::unavailable,
                         "PostgreSQL does not start: " + cluster->last_words()};
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
  }
  Connection connection{::PQconnectdb(cluster->connection().c_str())};
  if (::PQstatus(connection.get()) != CONNECTION_OK) {
    return base::Error{base::ErrorCode::unavailable, ::PQerrorMessage(connection.get())};
  }
  return std::unique_ptr<Peer>{
      std::make_unique<PostgresPeer>(std::move(*cluster), std::move(connection), options.limit)};
}

}  // namespace holdfast::bench
