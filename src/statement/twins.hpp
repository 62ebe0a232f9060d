// Transfers that are told twice: the same row in two sheets (statements that overlap, one file
// given twice), and a transfer between two accounts that both have a statement.
//
// Two rows of different sheets are one when all that identifies them agrees; equal rows within one
// sheet are kept, unless they carry the same serial: two equal payments in one second do happen.
// The other side's row is the same transfer when payer, payee and amount agree and the times differ
// by at most two minutes, each row answering for one of the other side. One thread; 16 bytes a key
// and some more: about 100 bytes a transfer.
#pragma once

#include <array>
#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "statement/row_reader.hpp"

namespace holdfast::statement {

inline constexpr base::Milliseconds legs_apart_max{120'000};

class Twins {
 public:
  /// `key` keeps a file's author from choosing rows that collide; it changes no answer.
  using HashKey = std::array<std::uint8_t, 16>;
  explicit Twins(const HashKey& key) : hash_key_(key) {}

  /// Rows from now on belong to another sheet.
  void begin_sheet() { ++sheet_; }

  enum class Verdict : std::uint8_t { fresh, duplicate, second_leg };
  [[nodiscard]] Verdict judge(const StatementRow& row);

 private:
  struct Key {
    std::uint64_t low = 0;
    std::uint64_t high = 0;
    bool operator==(const Key&) const = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const { return key.low; }
  };
  struct Seen {
    std::uint32_t kept = 0;   // such rows taken so far
    std::uint32_t here = 0;   // such rows in the present sheet
    std::uint32_t sheet = 0;  // the sheet that `here` counts
  };
  struct Leg {
    base::Instant time;
    Teller teller = Teller::neither;
    bool is_matched = false;
  };

  [[nodiscard]] Key key_of(std::string_view text) const;
  [[nodiscard]] bool is_duplicate(const StatementRow& row);
  [[nodiscard]] bool is_second_leg(const StatementRow& row);

  HashKey hash_key_;
  std::uint32_t sheet_ = 0;
  boost::unordered_flat_map<Key, Seen, KeyHash> rows_;
  boost::unordered_flat_map<Key, std::uint32_t, KeyHash> pairs_;  // the newest leg of it, plus one
  struct Chained {
    Leg leg;
    std::uint32_t before = 0;
  };
  std::vector<Chained> legs_;
  std::string text_;
};

}  // namespace holdfast::statement
