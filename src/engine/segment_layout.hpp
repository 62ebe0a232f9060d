// The bytes of a segment, for those who write and read them (segment.hpp describes the layout).
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <fmt/core.h>
#include <string>
#include <string_view>

#include "base/personal.hpp"
#include "base/result.hpp"
#include "engine/segment_transfers.hpp"

namespace holdfast::engine::layout {

static_assert(std::endian::native == std::endian::little);

constexpr std::string_view magic = "HFTS";
// 2 added openings, 3 is written densely (segment_transfers.hpp); the others are read as ever.
constexpr std::uint8_t version = 3;
constexpr std::uint8_t has_number = 1;
constexpr std::uint8_t has_name = 2;
constexpr std::uint8_t has_institution = 4;

struct Head {
  std::uint8_t version = 0;
  std::uint32_t accounts = 0;
  std::uint32_t transfers = 0;
};

/// Of versions 1 and 2.
struct FixedTransfer {
  std::int64_t time_ms;
  std::int64_t learned_ms;
  std::int64_t amount_fen;
  std::uint32_t payer;
  std::uint32_t payee;
  std::uint64_t other;
  std::uint8_t kind;
  std::uint8_t role;
  std::uint16_t pad;
  std::uint32_t text_length;
};
static_assert(sizeof(FixedTransfer) == 48);

class Input {
 public:
  explicit Input(std::string_view bytes) : bytes_(bytes) {}

  template <typename T>
  bool take(T& value) {
    if (bytes_.size() - at_ < sizeof value) {
      return false;
    }
    std::memcpy(&value, bytes_.data() + at_, sizeof value);
    at_ += sizeof value;
    return true;
  }
  template <typename Length>
  bool take_text(std::string_view& text) {
    Length length = 0;
    if (!take(length) || bytes_.size() - at_ < length) {
      return false;
    }
    text = bytes_.substr(at_, length);
    at_ += length;
    return true;
  }
  bool skip(std::size_t bytes) {
    if (left() < bytes) {
      return false;
    }
    at_ += bytes;
    return true;
  }
  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] bool done() const { return at_ == bytes_.size(); }
  [[nodiscard]] std::string_view rest() const { return bytes_.substr(at_); }
  [[nodiscard]] std::size_t left() const { return bytes_.size() - at_; }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
};

[[nodiscard]] inline base::Error corrupt(const Input& input, std::string_view what) {
  return {base::ErrorCode::corrupt,
          fmt::format("transfer segment: {} at byte {}", what, input.at())};
}

/// Reads the head; what follows it is the accounts.
[[nodiscard]] inline base::Result<Head> read_head(Input& input) {
  std::uint32_t begins = 0;
  Head head;
  if (!input.take(begins) || std::memcmp(&begins, magic.data(), magic.size()) != 0 ||
      !input.take(head.version)) {
    return corrupt(input, "does not begin as a segment");
  }
  if (head.version == 0 || head.version > version) {
    return corrupt(input, fmt::format("version {} is not read here", head.version));
  }
  // No transfer takes less than 32 bytes, whatever the version.
  if (!input.skip(3) || !input.take(head.accounts) || !input.take(head.transfers) ||
      head.transfers > input.left() / 32) {
    return corrupt(input, "cut short in its head");
  }
  return head;
}

/// News about an account as the bytes tell it: number and name sealed.
struct SealedAccount {
  base::AccountId id;
  std::uint8_t has = 0;  // bits of has_*, the upper half the name's source
  std::string_view number;
  std::string_view name;
  std::string_view institution;
};
[[nodiscard]] inline base::Result<SealedAccount> read_account(Input& input) {
  SealedAccount account;
  std::uint32_t id = 0;
  if (!input.take(id) || !input.take(account.has)) {
    return corrupt(input, "cut short in the accounts");
  }
  account.id = base::AccountId{id};
  for (const auto& [bit, text] : {std::pair{has_number, &account.number},
                                  {has_name, &account.name},
                                  {has_institution, &account.institution}}) {
    if ((account.has & bit) != 0 && !input.take_text<std::uint16_t>(*text)) {
      return corrupt(input, "cut short in an account");
    }
  }
  return account;
}

/// The transfers of a segment of any version, from the input on to its end. Defined in segment.cpp.
[[nodiscard]] base::Result<SegmentTransfers> read_transfers(Input& input, const Head& head);

/// What to write sealed text of an account under.
[[nodiscard]] inline base::SubjectId subject_of(base::AccountId id) {
  return base::subject_of(base::SubjectKind::account, id.value());
}

}  // namespace holdfast::engine::layout
