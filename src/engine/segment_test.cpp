// The segment's bytes: what was written is read back, and bytes that were harmed are refused or
// read as something, never worse.
#include "engine/segment.hpp"

#include <cstdint>
#include <gtest/gtest.h>

#include "base/rng.hpp"

namespace holdfast::engine {
namespace {

// A seal that a test can read: the subject, then the text.
std::string seal(base::SubjectId subject, std::string_view plain) {
  return std::to_string(subject.value()) + "|" + std::string{plain};
}

base::Result<std::string> open(base::SubjectId subject, std::string_view sealed) {
  const auto head = std::to_string(subject.value()) + "|";
  if (!sealed.starts_with(head)) {
    return base::Error{base::ErrorCode::corrupt, "sealed for somebody else"};
  }
  return std::string{sealed.substr(head.size())};
}

std::string some_text(base::Rng& rng, std::int64_t bytes_max) {
  std::string text(static_cast<std::size_t>(rng.between(0, bytes_max)), '\0');
  for (auto& byte : text) {
    byte = static_cast<char>(rng.below(256));
  }
  return text;
}

SegmentAccount some_account(base::Rng& rng) {
  SegmentAccount account;
  account.id = base::AccountId{static_cast<std::uint32_t>(rng.below(1000))};
  if (rng.below(2) == 0) {
    account.number = some_text(rng, 40);
  }
  if (rng.below(2) == 0) {
    account.name = some_text(rng, 300);
    account.name_source = static_cast<NameSource>(rng.below(4));
  }
  if (rng.below(2) == 0) {
    account.institution = some_text(rng, 40);
  }
  return account;
}

SegmentTransfer some_transfer(base::Rng& rng) {
  SegmentTransfer entry;
  entry.transfer.time = base::from_unix_ms(rng.between(-1'000'000, 2'000'000'000'000));
  entry.transfer.learned = base::from_unix_ms(rng.between(0, 2'000'000'000'000));
  entry.transfer.payer = base::AccountId{static_cast<std::uint32_t>(rng.below(1000))};
  entry.transfer.payee = base::AccountId{static_cast<std::uint32_t>(rng.below(1000))};
  entry.transfer.amount = base::Fen{rng.between(1, base::Fen::limit().value())};
  entry.transfer.kind = static_cast<fund::Kind>(rng.below(7));
  if (entry.transfer.kind == fund::Kind::opening) {
    entry.transfer.amount = base::Fen{0};
  }
  entry.role = static_cast<SegmentRole>(rng.below(4));
  entry.other = base::Sequence{rng.below(1'000'000)};
  for (auto* text : {&entry.id, &entry.serial, &entry.clearing, &entry.feed}) {
    *text = some_text(rng, 255);
  }
  if (rng.below(2) == 0) {
    entry.serial = entry.id;
    entry.transfer.learned = base::from_unix_ms(1'790'000'000'000);
    entry.other = {};
    entry.feed = "YZ01";
  }
  return entry;
}

Segment some_segment(base::Rng& rng) {
  Segment segment;
  for (auto left = rng.below(6); left > 0; --left) {
    segment.accounts.push_back(some_account(rng));
  }
  for (auto left = rng.below(6); left > 0; --left) {
    segment.transfers.push_back(some_transfer(rng));
  }
  return segment;
}

TEST(Segment, ReadsBackWhatWasWritten) {
  base::Rng rng{1};
  for (int round = 0; round < 500; ++round) {
    const auto segment = some_segment(rng);
    const auto bytes = encode(segment, seal);
    EXPECT_EQ(bytes.empty(), segment.empty());
    const auto back = decode_segment(bytes, open);
    ASSERT_TRUE(back.ok()) << back.error().message;
    EXPECT_EQ(back->accounts, segment.accounts);
    EXPECT_EQ(back->transfers, segment.transfers);
  }
}

TEST(Segment, RefusesEveryBeginningOfItself) {
  base::Rng rng{2};
  Segment segment;
  segment.accounts.push_back(some_account(rng));
  segment.transfers.push_back(some_transfer(rng));
  const auto bytes = encode(segment, seal);
  for (std::size_t length = 1; length < bytes.size(); ++length) {
    const auto back = decode_segment(std::string_view{bytes}.substr(0, length), open);
    ASSERT_FALSE(back.ok()) << length;
    EXPECT_EQ(back.error().code, base::ErrorCode::corrupt);
  }
  EXPECT_FALSE(decode_segment(bytes + '\0', open).ok()) << "it goes on after its end";
}

TEST(Segment, SurvivesHarmedBytes) {
  base::Rng rng{3};
  int refused = 0;
  for (int round = 0; round < 5000; ++round) {
    auto bytes = encode(some_segment(rng), seal);
    if (bytes.empty()) {
      continue;
    }
    for (auto left = rng.between(1, 4); left > 0; --left) {
      bytes[rng.below(bytes.size())] = static_cast<char>(rng.below(256));
    }
    if (rng.below(4) == 0) {
      bytes.resize(rng.below(bytes.size()) + 1);
    }
    const auto back = decode_segment(bytes, open);
    if (!back) {
      ++refused;
      continue;
    }
    // Whatever is read is something that can be written.
    const auto again = decode_segment(encode(*back, seal), open);
    ASSERT_TRUE(again.ok()) << again.error().message;
    EXPECT_EQ(again->transfers, back->transfers);
    EXPECT_EQ(again->accounts, back->accounts);
  }
  EXPECT_GT(refused, 0);
}

template <typename T>
void put(std::string& bytes, T value) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

/// A transfer and its second leg as versions 1 and 2 wrote them.
std::string former(std::uint8_t version) {
  std::string bytes = "HFTS";
  bytes += static_cast<char>(version);
  bytes.append(3, '\0');
  put(bytes, std::uint32_t{0});
  put(bytes, std::uint32_t{2});
  const std::string texts =
      "\x02I1\x02S1\x01"
      "C\x04YZ01";
  const std::string leg_texts{"\x02T1\x02T1\x00\x04SX02", 12};
  for (std::uint8_t leg = 0; leg < 2; ++leg) {
    put(bytes, std::int64_t{1'790'000'000'000});
    put(bytes, std::int64_t{1'790'000'000'500 + leg});
    put(bytes, std::int64_t{4711});
    put(bytes, std::uint32_t{3});
    put(bytes, std::uint32_t{4});
    put(bytes, std::uint64_t{leg * 77U});
    put(bytes, static_cast<std::uint8_t>(fund::Kind::cash));
    put(bytes, leg);  // the role
    put(bytes, std::uint16_t{0});
    put(bytes, static_cast<std::uint32_t>(leg == 0 ? texts.size() : leg_texts.size()));
  }
  return bytes + texts + leg_texts;
}

TEST(Segment, ReadsWhatEarlierVersionsWrote) {
  for (const auto version : {std::uint8_t{1}, std::uint8_t{2}}) {
    const auto read = decode_segment(former(version), open);
    ASSERT_TRUE(read.ok()) << read.error().message;
    ASSERT_EQ(read->transfers.size(), 2U);
    SegmentTransfer own;
    own.transfer = {base::from_unix_ms(1'790'000'000'000),
                    base::from_unix_ms(1'790'000'000'500),
                    base::AccountId{3},
                    base::AccountId{4},
                    base::Fen{4711},
                    fund::Kind::cash};
    own.id = "I1";
    own.serial = "S1";
    own.clearing = "C";
    own.feed = "YZ01";
    EXPECT_EQ(read->transfers[0], own.view());
    SegmentTransfer leg = own;
    leg.transfer.learned = base::from_unix_ms(1'790'000'000'501);
    leg.role = SegmentRole::leg;
    leg.other = base::Sequence{77};
    leg.id = leg.serial = "T1";
    leg.clearing = "";
    leg.feed = "SX02";
    EXPECT_EQ(read->transfers[1], leg.view());
    const auto again = decode_segment(encode(*read, seal), open);
    ASSERT_TRUE(again.ok()) << again.error().message;
    EXPECT_EQ(again->transfers, read->transfers) << "and is written anew as this version does";
    auto broken = former(version);
    broken[16 + 44] = 1;  // the first one's length of its texts
    EXPECT_FALSE(decode_segment(broken, open).ok());
  }
  EXPECT_FALSE(decode_segment(former(4), open).ok());
}

/// What an institution's own row takes in the journal, so that it does not grow unseen.
TEST(Segment, ARowTakesThirtyFourBytesAndItsNumber) {
  Segment segment;
  SegmentTransfer entry;
  entry.transfer.amount = base::Fen{1};
  entry.transfer.learned = base::from_unix_ms(1'790'000'000'000);
  entry.id = entry.serial = "S000000000000001";
  entry.feed = "YZ01";
  segment.transfers.push_back(entry);
  const auto one = encode(segment, seal).size();
  segment.transfers.push_back(entry);
  EXPECT_EQ(encode(segment, seal).size() - one, 32 + 1 + entry.serial.size() + 1);
}

TEST(Segment, AnAccountWhoseKeyIsGoneReadsAsErased) {
  Segment segment;
  SegmentAccount account;
  account.number = "6222020000000000017";
  segment.accounts.push_back(account);
  const OpenText gone = [](base::SubjectId, std::string_view) -> base::Result<std::string> {
    return base::Error{base::ErrorCode::not_found, "the key was destroyed"};
  };
  const auto back = decode_segment(encode(segment, seal), gone);
  ASSERT_TRUE(back.ok());
  EXPECT_EQ(back->accounts.at(0).number, std::string{base::erased_text});
}

}  // namespace
}  // namespace holdfast::engine
