#include "pg_session.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <chrono>
#include <fmt/core.h>
#include <thread>

namespace holdfast::bench {

namespace {

constexpr std::chrono::seconds patience{30};

template <typename Integer>
void append_big_endian(std::string& out, Integer value) {
  auto bytes = std::bit_cast<std::array<char, sizeof(Integer)>>(value);
  if constexpr (std::endian::native == std::endian::little) {
    std::ranges::reverse(bytes);
  }
  out.append(bytes.data(), bytes.size());
}

/// A field of COPY's binary form.
template <typename Integer>
void append_field(std::string& out, Integer value) {
  append_big_endian(out, static_cast<std::int32_t>(sizeof(Integer)));
  append_big_endian(out, value);
}

}  // namespace

base::Result<PgSession> PgSession::connect(PrivateCluster& cluster) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (::PQping(cluster.connection().c_str()) != PQPING_OK) {
    if (!cluster.is_running() || std::chrono::steady_clock::now() > deadline) {
      return base::Error{base::ErrorCode::unavailable,
                         "PostgreSQL does not start: " + cluster.last_words()};
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
  }
  std::unique_ptr<PGconn, Free> connection{::PQconnectdb(cluster.connection().c_str())};
  if (::PQstatus(connection.get()) != CONNECTION_OK) {
    return base::Error{base::ErrorCode::unavailable, ::PQerrorMessage(connection.get())};
  }
  return PgSession{std::move(connection)};
}

base::Error PgSession::error() const {
  return {base::ErrorCode::io, fmt::format("PostgreSQL: {}", ::PQerrorMessage(get()))};
}

base::Result<void> PgSession::run(const std::string& sql) {
  const Rows done{::PQexec(get(), sql.c_str())};
  if (::PQresultStatus(done.get()) != PGRES_COMMAND_OK) {
    return error();
  }
  return {};
}

base::Result<std::string> PgSession::cell(const std::string& sql) {
  const Rows rows{::PQexec(get(), sql.c_str())};
  if (::PQresultStatus(rows.get()) != PGRES_TUPLES_OK) {
    return error();
  }
  return ::PQntuples(rows.get()) == 0 ? std::string{} : std::string{::PQgetvalue(rows.get(), 0, 0)};
}

base::Result<void> PgSession::send(std::string& bytes) {
  if (::PQputCopyData(get(), bytes.data(), static_cast<int>(bytes.size())) != 1) {
    return error();
  }
  bytes.clear();
  return {};
}

base::Result<void> PgSession::copy(const std::string& table,
                                   std::span<const fund::Transfer> transfers, std::int64_t first) {
  const Rows begun{
      ::PQexec(get(), fmt::format("COPY {} FROM STDIN (FORMAT binary)", table).c_str())};
  if (::PQresultStatus(begun.get()) != PGRES_COPY_IN) {
    return error();
  }
  constexpr std::size_t bytes_a_send = 1 << 20;
  std::string out{"PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19};
  for (const auto& one : transfers) {
    append_big_endian(out, std::int16_t{6});
    append_field(out, first++);
    append_field(out, static_cast<std::int32_t>(one.payer.value()));
    append_field(out, static_cast<std::int32_t>(one.payee.value()));
    append_field(out, base::to_unix_ms(one.time));
    append_field(out, one.amount.value());
    append_field(out, std::int16_t{fund::is_exit(one.kind)});
    if (out.size() > bytes_a_send) {
      if (auto sent = send(out); !sent) {
        return sent;
      }
    }
  }
  append_big_endian(out, std::int16_t{-1});
  if (auto sent = send(out); !sent) {
    return sent;
  }
  if (::PQputCopyEnd(get(), nullptr) != 1) {
    return error();
  }
  const Rows done{::PQgetResult(get())};
  if (::PQresultStatus(done.get()) != PGRES_COMMAND_OK) {
    return error();
  }
  const Rows end{::PQgetResult(get())};  // nothing: the command is over
  return {};
}

std::string pg_binary(std::int32_t value) {
  std::string bytes;
  append_big_endian(bytes, value);
  return bytes;
}

std::string pg_binary(std::int64_t value) {
  std::string bytes;
  append_big_endian(bytes, value);
  return bytes;
}

std::uint32_t pg_uint32(const PGresult* rows, int row, int column) {
  std::uint32_t value = 0;
  for (int i = 0; i < 4; ++i) {
    value = value << 8U | static_cast<unsigned char>(::PQgetvalue(rows, row, column)[i]);
  }
  return value;
}

}  // namespace holdfast::bench
