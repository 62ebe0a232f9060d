// The bytes of a binary batch of transfers (internal to feed): what batch_reader.cpp reads and
// batch_writer.cpp writes. Fixed parts as they lie in memory of a little-endian machine.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <string_view>

#include "base/digest.hpp"

namespace holdfast::feed::layout {

static_assert(std::endian::native == std::endian::little);

inline constexpr std::string_view magic = "HFTB";
inline constexpr std::uint8_t flag_as_of = 1;

struct Head {
  std::array<char, 4> magic{};
  std::uint8_t version = 0;
  std::uint8_t flags = 0;
  std::uint8_t institution_bytes = 0;
  std::uint8_t stream_bytes = 0;
  std::uint64_t number = 0;
  std::int64_t as_of_ms = 0;
  std::uint32_t accounts = 0;
  std::uint32_t rows = 0;
  std::uint32_t account_bytes = 0;  // of the dictionary
  std::uint32_t text_bytes = 0;     // behind the rows
  std::uint64_t reserved = 0;
  base::Digest digest{};
};
static_assert(sizeof(Head) == 80);
inline constexpr std::size_t digest_at = 48;

struct Account {
  std::uint16_t number_bytes = 0;
  std::uint16_t institution_bytes = 0;
  std::uint16_t name_bytes = 0;
};
static_assert(sizeof(Account) == 6);

struct Row {
  std::int64_t time_ms = 0;
  std::int64_t amount_fen = 0;
  std::uint32_t payer = 0;  // place in the dictionary
  std::uint32_t payee = 0;
  std::uint8_t kind = 0;
  std::uint8_t id_bytes = 0;
  std::uint8_t serial_bytes = 0;
  std::uint8_t clearing_bytes = 0;
  std::uint32_t reserved = 0;
};
static_assert(sizeof(Row) == 32);

/// SHA-256 of the batch without its digest.
[[nodiscard]] base::Digest digest_of(std::string_view bytes);

}  // namespace holdfast::feed::layout
