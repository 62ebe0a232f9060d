#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/digest.hpp"
#include "base/fen.hpp"
#include "base/instant.hpp"
#include "base/personal.hpp"
#include "base/rng.hpp"

namespace holdfast::base {
namespace {

TEST(Fen, ReadsAtMostTwoDecimals) {
  EXPECT_EQ(parse_yuan("12345.6").value(), Fen{1234560});
  EXPECT_EQ(parse_yuan("0.01").value(), Fen{1});
  EXPECT_EQ(parse_yuan("-3").value(), Fen{-300});
  for (const auto* bad : {"", ".", "1.", "1.234", "1e5", "NaN", "1,000", " 1", "1 ", "--1", "+",
                          "99999999999999999999"}) {
    EXPECT_FALSE(parse_yuan(bad).ok()) << bad;
  }
}

RC_GTEST_PROP(Fen, ParseAfterPrintIsIdentity, (std::int32_t fen, std::uint16_t big)) {
  const Fen amount{static_cast<std::int64_t>(fen) * (big + 1)};
  RC_ASSERT(parse_yuan(format_yuan(amount)).value() == amount);
}

TEST(Fen, ShowsThousands) {
  EXPECT_EQ(display_yuan(Fen{123456700}), "¥ 1,234,567.00");
  EXPECT_EQ(display_yuan(Fen{-1}), "¥ -0.01");
}

TEST(Instant, ReadsOffsetsAndFractions) {
  const auto at = parse_instant("2021-01-01T09:30:00.123+08:00").value();
  EXPECT_EQ(to_unix_ms(at), 1609464600123);
  EXPECT_EQ(parse_instant("2021-01-01T01:30:00.1234567Z").value(), at);
  EXPECT_EQ(format_instant(at), "2021-01-01T09:30:00.123+08:00");
  EXPECT_EQ(display_instant(at), "2021-01-01 09:30:00");
  EXPECT_EQ(parse_instant_beijing("2021-01-01 09:30:00.123").value(), at);
}

TEST(Instant, RefusesWhatIsNotATime) {
  for (const auto* bad :
       {"", "2021-02-30T00:00:00Z", "2021-01-01", "2021-01-01T24:00:00Z", "2021-01-01T09:30:00",
        "2021-01-01T09:30:00+99:00", "9999-01-01T00:00:00Z", "2021-01-01T09:30:00Zx"}) {
    EXPECT_FALSE(parse_instant(bad).ok()) << bad;
  }
}

RC_GTEST_PROP(Instant, ParseAfterPrintIsIdentity, (std::uint32_t seconds, std::uint16_t ms)) {
  const auto at = from_unix_ms(static_cast<std::int64_t>(seconds) * 1000 + ms % 1000);
  RC_ASSERT(parse_instant(format_instant(at)).value() == at);
}

TEST(Digest, KnownAnswer) {
  EXPECT_EQ(to_hex(sha256("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

RC_GTEST_PROP(Digest, TextFormsRoundTrip, (const std::string& bytes)) {
  RC_ASSERT(from_hex(to_hex(bytes)).value() == bytes);
  RC_ASSERT(from_base64(to_base64(bytes)).value() == bytes);
}

TEST(Rng, SameSeedSameNumbersAndRangesHold) {
  Rng a{7};
  Rng b{7};
  for (int i = 0; i < 1000; ++i) {
    EXPECT_EQ(a.next(), b.next());
    const auto n = a.between(-3, 3);
    EXPECT_EQ(n, b.between(-3, 3));
    EXPECT_GE(n, -3);
    EXPECT_LE(n, 3);
  }
}

TEST(Mask, LeavesWhatWasErasedAsItIs) {
  EXPECT_EQ(mask_name(erased_text), erased_text);
  EXPECT_EQ(mask_number(erased_text), erased_text);
  EXPECT_EQ(mask_text(erased_text), erased_text);
}

}  // namespace
}  // namespace holdfast::base
