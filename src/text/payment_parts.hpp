// What the network that finds payments looks at; used by payments.cpp and payment_features.cpp
// only.
#pragma once

#include <cstdint>
#include <vector>

#include "text/hashed_features.hpp"
#include "text/payments.hpp"

namespace holdfast::text {

class Payments::Features : public HashedFeatures {
 public:
  Features() : HashedFeatures(payment_buckets) {}
};

/// Tokens on one side of an amount, the nearest first.
struct Payments::Words {
  struct Seen {
    std::uint64_t key = 0;  // its sense or kind, and whether another says it than the amount
    std::uint64_t word = 0;
    std::uint64_t far = 0;      // clause, sentence and turn
    std::uint64_t amounts = 0;  // between
  };
  static constexpr std::uint64_t beyond = 1'000'000;  // beyond the last word

  std::vector<Seen> all;
  std::vector<Seen> words;  // without pauses and the like
  std::vector<Seen> bare;   // without what describes an account, which stands anywhere

  [[nodiscard]] static std::uint64_t nth(const std::vector<Seen>& row, std::size_t k) {
    return k < row.size() ? row[k].key : beyond;
  }
  /// The word so many steps off.
  [[nodiscard]] std::uint64_t operator[](std::size_t k) const { return nth(words, k); }
};

struct Payments::Past {
  std::uint64_t last = 3;  // the role of the amount before; 3 is no such
  std::uint64_t last_but_one = 3;
  std::uint64_t from_last = 0;  // ratios
  std::uint64_t to_next = 0;
  std::uint64_t to_paid = 0;
  std::uint64_t earlier = 0;  // the role of an earlier mention of as much, from 1
  bool is_all_paid = false;   // as much as all payments before together
};

}  // namespace holdfast::text
