// The segment's bytes: what was written is read back, and bytes that were harmed are refused or
// read as something, never worse.
#include "engine/segment.hpp"

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
