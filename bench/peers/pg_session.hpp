// A connection to a private cluster, by libpq. Errors are `io`, with the server's own words. One
// thread.
#pragma once

#include <cstdint>
#include <libpq-fe.h>
#include <memory>
#include <span>
#include <string>

#include "fund/transfer.hpp"
#include "private_cluster.hpp"

namespace holdfast::bench {

class PgSession {
 public:
  struct Free {
    void operator()(PGconn* connection) const { ::PQfinish(connection); }
    void operator()(PGresult* result) const { ::PQclear(result); }
  };
  using Rows = std::unique_ptr<PGresult, Free>;

  /// Waits until the cluster answers. Errors: unavailable, with the last words of its log.
  [[nodiscard]] static base::Result<PgSession> connect(PrivateCluster& cluster);

  /// A statement that returns nothing.
  base::Result<void> run(const std::string& sql);
  /// The first cell of what a query returns, as text; empty where it is null or there is none.
  [[nodiscard]] base::Result<std::string> cell(const std::string& sql);
  /// The rows, in binary COPY, into a table (number bigint, payer integer, payee integer, moment
  /// bigint, amount bigint, is_exit smallint); numbered from `first`.
  base::Result<void> copy(const std::string& table, std::span<const fund::Transfer> transfers,
                          std::int64_t first = 0);
  [[nodiscard]] base::Error error() const;
  [[nodiscard]] PGconn* get() const { return connection_.get(); }

 private:
  explicit PgSession(std::unique_ptr<PGconn, Free> connection)
      : connection_(std::move(connection)) {}
  base::Result<void> send(std::string& bytes);

  std::unique_ptr<PGconn, Free> connection_;
};

/// A parameter in the binary form of its type: big-endian.
[[nodiscard]] std::string pg_binary(std::int32_t value);
[[nodiscard]] std::string pg_binary(std::int64_t value);
/// A 32-bit number of a binary result.
[[nodiscard]] std::uint32_t pg_uint32(const PGresult* rows, int row, int column);

}  // namespace holdfast::bench
