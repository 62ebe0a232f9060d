// The binary batch: what is written reads the same, its bytes never change, and whatever is wrong
// with one is refused with its place.
#include "feed/batch.hpp"

#include <cstring>
#include <fmt/core.h>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>

#include "base/rng.hpp"
#include "feed/batch_layout.hpp"
#include "feed/canonical.hpp"
#include "feed/field.hpp"
#include "support/source_dir.hpp"

namespace holdfast::feed {
namespace {

const base::Instant noon = *base::parse_instant("2026-11-24T12:00:00.250+08:00");

TransferRow row_of(std::string_view id, std::string_view payer, std::string_view payee,
                   std::int64_t fen) {
  TransferRow row;
  row.id = id;
  row.serial = id;
  row.time = noon;
  row.payer = payer;
  row.payee = payee;
  row.amount = base::Fen{fen};
  return row;
}

std::string line_of(const TransferRow& row) {
  std::string line;
  append_canonical(line, row);
  return line;
}

/// Two rows, three accounts, one with a name in Chinese: small enough to read with the eye.
std::string sample() {
  BatchWriter writer;
  auto first = row_of("R1", "9900110000000000017", "9900220000000000014", 5'000'000);
  first.payee_name = "李四";
  first.clearing = "0b0d1a3e-7f1c-4d1e-9a57-0b6f2b3c4d5e";
  EXPECT_TRUE(writer.add(first));
  auto second = row_of("R2", "9900220000000000014", "SHOP-7", 1'250);
  second.payer_name = "李四";
  second.payee_institution = "SX02";
  second.kind = fund::Kind::merchant;
  second.serial = {};
  EXPECT_TRUE(writer.add(second));
  BatchHead head;
  head.institution = "YZ01";
  head.stream = "core-1";
  head.number = 7;
  head.as_of = noon + std::chrono::seconds{1};
  return writer.finish(head);
}

struct Reading {
  std::vector<std::string> rows;
  base::Result<BatchHead> head = BatchHead{};
};
Reading read(std::string_view bytes, std::optional<base::Instant> now = noon) {
  Reading reading;
  reading.head =
      read_batch(bytes, now, [&](const TransferRow& row) { reading.rows.push_back(line_of(row)); });
  return reading;
}

TEST(Batch, WhatIsWrittenReadsTheSame) {
  const auto reading = read(sample());
  ASSERT_TRUE(reading.head.ok()) << reading.head.error().message;
  EXPECT_EQ(reading.head->institution, "YZ01");
  EXPECT_EQ(reading.head->stream, "core-1");
  EXPECT_EQ(reading.head->number, 7U);
  EXPECT_EQ(reading.head->as_of, noon + std::chrono::seconds{1});
  EXPECT_EQ(reading.head->accounts, 3U);
  EXPECT_EQ(reading.head->rows, 2U);
  ASSERT_EQ(reading.rows.size(), 2U);
  EXPECT_EQ(reading.rows[0],
            "R1,2026-11-24T12:00:00.250+08:00,9900110000000000017,9900220000000000014,50000.00,"
            "transfer,,李四,,,,R1,0b0d1a3e-7f1c-4d1e-9a57-0b6f2b3c4d5e,,\n");
  EXPECT_EQ(reading.rows[1],
            "R2,2026-11-24T12:00:00.250+08:00,9900220000000000014,SHOP-7,12.50,merchant,李四,,,"
            "SX02,,,,,\n");
}

TEST(Batch, ItsBytesNeverChange) {
  std::string hex;
  const auto all = base::to_hex(sample());
  for (std::size_t at = 0; at < all.size(); at += 64) {
    hex += all.substr(at, 64) + "\n";
  }
  std::ifstream golden{test::source_dir() / "test/golden/transfer-batch-v1.hex"};
  EXPECT_EQ(hex, (std::string{std::istreambuf_iterator<char>{golden}, {}}));
}

TEST(Batch, OfNoRowsSaysHowFarTheFeedIs) {
  BatchWriter writer;
  BatchHead head;
  head.stream = "s";
  head.number = 1;
  head.as_of = noon;
  const auto reading = read(writer.finish(head));
  ASSERT_TRUE(reading.head.ok());
  EXPECT_EQ(reading.head->rows, 0U);
  EXPECT_EQ(reading.head->as_of, noon);
}

TEST(Batch, HoldsAsManyRowsAsItsLimitAndNoMore) {
  BatchWriter writer;
  std::size_t taken = 0;
  for (; writer.add(row_of(fmt::format("R{}", taken), "1", "2", 1)); ++taken) {
  }
  EXPECT_EQ(taken, batch_rows_max);
  EXPECT_EQ(writer.rows(), batch_rows_max);
  BatchHead head;
  head.stream = "s";
  head.number = 1;
  EXPECT_EQ(read(writer.finish(head)).rows.size(), batch_rows_max);
  EXPECT_EQ(writer.rows(), 0U) << "it begins anew";
  // Long texts fill it by bytes first.
  const std::string name(name_bytes_max, 'n');
  for (taken = 0;; ++taken) {
    const auto account = fmt::format("{:064}", taken);
    auto row = row_of("R", account, "2", 1);
    row.payer_name = name;
    row.payer_institution = name;
    if (!writer.add(row)) {
      break;
    }
  }
  EXPECT_LT(taken, batch_rows_max);
  const auto bytes = writer.finish(head);
  EXPECT_LE(bytes.size(), batch_bytes_max);
  EXPECT_EQ(read(bytes).rows.size(), taken);
}

/// Changes one field of the sample and puts a fitting digest on it.
template <typename Value>
std::string with(std::size_t at, Value value) {
  auto bytes = sample();
  std::memcpy(bytes.data() + at, &value, sizeof value);
  seal_batch(bytes);
  return bytes;
}

TEST(Batch, WhateverIsWrongIsRefusedWithItsPlace) {
  const auto bytes = sample();
  // Where the parts of the sample begin: head, "YZ01", "core-1", three accounts, two rows, texts.
  const std::size_t names = sizeof(layout::Head);
  const std::size_t accounts = names + 10;
  const std::size_t rows = accounts + 3 * 6 + 19 + 19 + 6 + 6 + 4;
  const std::size_t texts = rows + 2 * sizeof(layout::Row);
  ASSERT_EQ(texts + 4 + 36 + 2, bytes.size());
  const auto second = rows + sizeof(layout::Row);
  const auto later = base::to_unix_ms(noon + std::chrono::hours{25});
  auto damaged = bytes;
  damaged.back() ^= 1;
  struct Row {
    std::string bytes;
    std::string where;
    std::string why;
  };
  const std::vector<Row> refusals{
      {"", "byte 0", "ends within its head"},
      {bytes.substr(0, 79), "byte 79", "ends within its head"},
      {with(0, 'X'), "byte 0", "begins with \"HFTB\""},
      {with(4, std::uint8_t{2}), "version, byte 4", "version 2 is not read"},
      {with(5, std::uint8_t{3}), "batch 7, flags, byte 5", "a flag"},
      {with(8, std::uint64_t{0}), "number, byte 8", "numbered from 1"},
      {with(5, std::uint8_t{0}), "batch 7, as_of, byte 16", "its flag is not set"},
      {with(16, std::int64_t{-1} << 60), "batch 7, as_of, byte 16", "not plausible"},
      {with(24, std::uint32_t{40'000}), "batch 7, accounts, byte 24", "at most 32768 accounts"},
      {with(24, std::uint32_t{4}), "batch 7, account 4, byte", "ends before its last account"},
      {with(24, std::uint32_t{2}), "batch 7, byte", "goes on after its last account"},
      {with(28, std::uint32_t{16'385}), "batch 7, rows, byte 28", "at most 16384 rows"},
      {with(28, std::uint32_t{1}), "batch 7, byte", "its head speaks of"},
      {with(40, std::uint64_t{1}), "batch 7, flags, byte 40", "reserved"},
      {damaged, "batch 7, digest, byte 48", "was damaged on its way"},
      {bytes + "x", "batch 7, byte", "its head speaks of"},
      {bytes.substr(0, bytes.size() - 1), "batch 7, byte", "its head speaks of"},
      {with(names, '\x01'), "batch 7, institution, byte 80", "control character"},
      {with(names + 4, ' '), "batch 7, stream, byte 84", "a stream's name"},
      {with(accounts, std::uint16_t{0}), "batch 7, account 1, number", "is empty"},
      {with(accounts, std::uint16_t{60'000}), "batch 7, account 1, byte", "within an account"},
      {with(accounts + 6, '\xFF'), "batch 7, account 1, number", "not UTF-8"},
      {with(rows, std::int64_t{1} << 60), "batch 7, row 1, time", "not plausible"},
      {with(rows, later), "batch 7, row 1, time", "more than a day ahead"},
      {with(second + 8, std::int64_t{0}), "batch 7, row 2, amount_fen", "not more than zero"},
      {with(second + 8, std::int64_t{-5}), "batch 7, row 2, amount_fen", "not more than zero"},
      {with(second + 8, std::int64_t{1} << 62), "batch 7, row 2, amount_fen", "over the limit"},
      {with(second + 16, std::uint32_t{3}), "batch 7, row 2, payer", "account 3 is not in"},
      {with(second + 20, ~std::uint32_t{0}), "batch 7, row 2, payee", "is not in the batch"},
      {with(second + 24, std::uint8_t{5}), "batch 7, row 2, kind", "no kind 5"},
      {with(second + 25, std::uint8_t{200}), "batch 7, row 2, byte", "the texts end before"},
      {with(second + 25, std::uint8_t{1}), "batch 7, byte", "more texts than"},
      {with(second + 28, std::uint32_t{1}), "batch 7, row 2, reserved", "reserved"},
      {with(texts, '\x7F'), "batch 7, row 1, id, byte", "control character"},
      {with(texts + 2, '\xC3'), "batch 7, row 1, serial, byte", "not UTF-8"},
  };
  for (const auto& each : refusals) {
    const auto reading = read(each.bytes);
    ASSERT_FALSE(reading.head.ok()) << each.why;
    const auto& error = reading.head.error();
    EXPECT_TRUE(error.where.starts_with(each.where)) << error.where << " / " << each.where;
    EXPECT_NE(error.message.find(each.why), std::string::npos)
        << error.message << " / " << each.why;
  }
  EXPECT_TRUE(read(with(rows, later), std::nullopt).head.ok()) << "without a now any time is taken";
}

TEST(Batch, OverItsBytesIsTooLarge) {
  const auto reading = read(std::string(batch_bytes_max + 1, 'x'));
  EXPECT_EQ(reading.head.error().code, base::ErrorCode::too_large);
}

TEST(Batch, DamagedInAnyByteIsRefused) {
  const auto bytes = sample();
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    auto broken = bytes;
    broken[at] = static_cast<char>(broken[at] ^ 0x20);
    EXPECT_FALSE(read(broken).head.ok()) << at;
  }
}

TEST(Batch, OfAnyRowsReadsBack) {
  base::Rng rng{34};
  const std::vector<std::string> texts{"", "a", "王芳", "9900110000000000017",
                                       std::string(64, 'x')};
  const auto any = [&](std::size_t from) {
    return std::string_view{texts[from + static_cast<std::size_t>(rng.below(texts.size() - from))]};
  };
  for (int round = 0; round < 50; ++round) {
    BatchWriter writer;
    std::vector<std::string> wrote;
    for (std::uint64_t i = rng.below(60); i > 0; --i) {
      TransferRow row = row_of(any(0), any(1), any(1), rng.between(1, 1'000'000'000));
      row.serial = any(0);
      row.clearing = any(0);
      row.payer_name = any(0);
      row.payee_institution = any(0);
      row.kind = static_cast<fund::Kind>(rng.below(5));
      row.time = noon - base::Milliseconds{rng.between(0, 1'000'000'000)};
      ASSERT_TRUE(writer.add(row));
      wrote.push_back(line_of(row));
    }
    BatchHead head;
    head.stream = "s";
    head.number = 1;
    const auto reading = read(writer.finish(head));
    ASSERT_TRUE(reading.head.ok()) << reading.head.error().message;
    EXPECT_EQ(reading.rows, wrote);
  }
}

}  // namespace
}  // namespace holdfast::feed
